"""The totally mixed equilibria of a generic 2×2 game, counted by signs.

Both values lie in open intervals X and Y, and the odds that they fix fit together iff φ(x) = Φ(y),
where φ = u/d > 0 on X with u = (x − a12)(a21 − x), d = (a11 − x)(x − a22), and Φ = U/D in the same
way. Common factors of u and d, or of U and D, are positive on the open intervals and are cancelled;
then u and d have no common root, nor have U and D. So the set is where

    q(x, y) = u(x)·D(y) − d(x)·U(y) = 0,       x ∈ X = (x0, x1), y ∈ Y = (y0, y1),

of degree m in x and n in y, each 1 or 2. Three cases show all of its pieces.

- **n = 1.** For each x there is at most one y, and it lies in Y iff q(x, y0) and q(x, y1) have
  opposite signs. The pieces are graphs over the intervals between roots of these two quadratics.
  (m = 1 with n = 2: the same with the players exchanged.)
- **m = n = 2**, nothing cancelled: an end of Y is a root of D or of U alone (or they were equal,
  and cancelled), so q(·, y0) and q(·, y1) keep their signs on X. If these differ, each x has
  exactly one root y ∈ Y, as q is quadratic: one piece, a graph over X. Or the same for x given y.
- **m = n = 2 with equal signs both ways.** Each x has two roots in Y, or none, or a double one, and
  no root can leave Y: the number changes only at roots of the discriminant of q in y, a quartic in
  x. Its roots are isolated, and one rational point between each two of them is asked. Two roots all
  along: two pieces, the lower roots and the upper ones. A double root with two on either side: the
  pieces cross there. A gap in the middle: the lower and the upper roots meet on each side of it,
  and make one piece there, a graph over Y (for given y the signs at both ends of X are equal, so
  there are two x or none: one on each side of the gap).

At an end of X or Y the limit of the other value is a root of what q is there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from flint import fmpq_poly

from oraclegames.certificates.seats import Seat
from oraclegames.errors import CertificateError
from oraclegames.exact.algebraic import Algebraic, real_roots
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.surd import Exact, exact_sign, quadratic_roots, rational_between

Values = tuple[Exact, Exact]
"""The values of the row and the column player."""


@dataclass(frozen=True)
class Piece:
    """A piece of the curve: the values at its ends, in ascending order of one coordinate.

    Attributes:
        ends: the limits of (x, y).
        coordinate: 0 if x ascends along it, 1 if y does.
        holds: whether values that solve the equation belong to it.
    """

    ends: tuple[Values, Values]
    coordinate: int
    holds: Callable[[Exact, Exact], bool]


@dataclass(frozen=True)
class Curve:
    """All pieces, and where two of them cross: None, or an interval that isolates its x."""

    pieces: tuple[Piece, ...]
    crossing: tuple[Fraction, Fraction] | None = None


class Equation:
    """q(x, y) = u·D − d·U, common factors cancelled."""

    def __init__(self, row: Seat, column: Seat):
        self.x, self.y = row.interval, column.interval
        self.u, self.d = factors(row)
        self.over, self.under = factors(column)

    def at(self, x: Exact, y: Exact) -> Exact:
        """q(x, y)."""
        left = evaluated(self.u, x) * evaluated(self.under, y)
        return left - evaluated(self.d, x) * evaluated(self.over, y)

    def sign(self, x: Exact, y: Exact) -> int:
        """The sign of q(x, y)."""
        return exact_sign(self.at(x, y))

    def given(self, x: Fraction) -> tuple[Fraction, Fraction, Fraction]:
        """q(x, ·): its coefficients, highest power first."""
        at = to_fmpq(x)
        q = self.u(at) * self.under - self.d(at) * self.over
        return to_fraction(q[2]), to_fraction(q[1]), to_fraction(q[0])

    def above(self, y: Fraction) -> tuple[Fraction, Fraction, Fraction]:
        """q(·, y): its coefficients, highest power first."""
        at = to_fmpq(y)
        q = self.under(at) * self.u - self.over(at) * self.d
        return to_fraction(q[2]), to_fraction(q[1]), to_fraction(q[0])

    def slope(self, x: Exact, y: Exact) -> Exact:
        """The derivative of q in y."""
        left = evaluated(self.u, x) * evaluated(self.under.derivative(), y)
        return left - evaluated(self.d, x) * evaluated(self.over.derivative(), y)

    def steepness(self, x: Exact, y: Exact) -> Exact:
        """The derivative of q in x."""
        left = evaluated(self.u.derivative(), x) * evaluated(self.under, y)
        return left - evaluated(self.d.derivative(), x) * evaluated(self.over, y)

    def discriminant(self) -> fmpq_poly:
        """Of q in y, a polynomial in x."""
        a, b, c = (self.under[k] * self.u - self.over[k] * self.d for k in (2, 1, 0))
        return b * b - 4 * a * c


def curve(row: Seat, column: Seat) -> Curve:
    """All pieces of the totally mixed set; both players are generic."""
    q = Equation(row, column)
    if max(q.over.degree(), q.under.degree()) == 1:
        return Curve(tuple(_graphs(q)))
    if max(q.u.degree(), q.d.degree()) == 1:
        return Curve(tuple(map(exchanged, _graphs(Equation(column, row)))))
    x, y = _middle(q.x), _middle(q.y)
    if q.sign(x, q.y[0]) != q.sign(x, q.y[1]):
        return Curve((_over_all(q),))
    if q.sign(q.x[0], y) != q.sign(q.x[1], y):
        return Curve((exchanged(_over_all(Equation(column, row))),))
    return _counted(q)


def exchanged(piece: Piece) -> Piece:
    """The piece with row and column player exchanged."""
    (x0, y0), (x1, y1) = piece.ends
    return Piece(((y0, x0), (y1, x1)), 1 - piece.coordinate, lambda x, y: bool(piece.holds(y, x)))


def _middle(interval: tuple[Fraction, Fraction]) -> Fraction:
    return (interval[0] + interval[1]) / 2


def factors(seat: Seat) -> tuple[fmpq_poly, fmpq_poly]:
    """u and d, or what is left of them when the common factor is cancelled."""
    (a11, a12), (a21, a22) = (map(to_fmpq, pair) for pair in seat.pay)
    to_12, from_21 = fmpq_poly([-a12, 1]), fmpq_poly([a21, -1])
    from_11, to_22 = fmpq_poly([a11, -1]), fmpq_poly([-a22, 1])
    if a12 == a22:
        return from_21, from_11
    if a11 == a21:
        return to_12, to_22
    return to_12 * from_21, from_11 * to_22


def evaluated(polynomial: fmpq_poly, x: Exact) -> Exact:
    """A polynomial at a number."""
    total: Exact = Fraction(0)
    for c in reversed(polynomial.coeffs()):
        total = total * x + to_fraction(c)
    return total


def _graphs(q: Equation) -> list[Piece]:
    """n = 1: a piece for each stretch of x with opposite signs at both ends of Y."""
    roots = {x for y in q.y for x in quadratic_roots(*q.above(y)) if q.x[0] < x < q.x[1]}
    found = []
    for low, high in pairwise([q.x[0], *sorted(roots), q.x[1]]):
        middle = rational_between(low, high)
        if q.sign(middle, q.y[0]) * q.sign(middle, q.y[1]) < 0:
            ends = (low, _limit(q, low)), (high, _limit(q, high))
            found.append(Piece(ends, 0, _between(low, high)))
    return found


def _limit(q: Equation, x: Exact) -> Exact:
    """The y of the graph as x tends to an end of its stretch."""
    on_the_border = [y for y in q.y if q.at(x, y) == 0]
    if on_the_border:
        return on_the_border[0]
    assert isinstance(x, Fraction)  # inside X a stretch ends on the border
    (y,) = quadratic_roots(*q.given(x))
    return y


def _between(low: Exact, high: Exact) -> Callable[[Exact, Exact], bool]:
    return lambda x, y: bool(low < x < high)


def _over_all(q: Equation) -> Piece:
    """One root y for every x: the limits are the ends of Y at which q vanishes."""
    ends = [(x, next(y for y in q.y if q.at(x, y) == 0)) for x in q.x]
    return Piece((ends[0], ends[1]), 0, lambda x, y: True)


def _counted(q: Equation) -> Curve:
    """Equal signs both ways: by the number of roots between those of the discriminant."""
    # Long: one case for each way in which roots lie between those of the discriminant.
    roots = [root for root in real_roots(q.discriminant()) if q.x[0] < root < q.x[1]]
    roots.sort()
    samples = _samples(q.x, roots)
    counts = [sum(q.y[0] < y < q.y[1] for y in quadratic_roots(*q.given(x))) for x in samples]
    for root, pair in zip(roots, pairwise(counts)):
        if pair == (0, 0) and _double_inside(q, root):
            raise CertificateError("an equilibrium without neighbours")
    crossings = [k for k, pair in enumerate(pairwise(counts)) if pair == (2, 2)]
    gaps = [x for x, count in zip(samples, counts) if count == 0]
    (x0, x1), (y0, y1) = q.x, q.y
    side = q.sign(_middle(q.x), y0)
    if len(gaps) == len(samples):
        return Curve(())
    if len(samples) == 1:
        pieces = [
            Piece(((x0, y), (x1, y)), 0, _on_side(q, sign)) for y, sign in ((y0, -side), (y1, side))
        ]
        return Curve(tuple(pieces))
    if not gaps and len(crossings) == 1:
        (k,) = crossings
        isolated = samples[k], samples[k + 1]
        pieces = [
            Piece(((x0, y), (x1, y0 + y1 - y)), 0, _through(q, roots[k], sign))
            for y, sign in ((y0, -side), (y1, side))
        ]
        return Curve(tuple(pieces), isolated)
    if crossings or counts[0] == 0 or counts[-1] == 0:
        raise CertificateError("pieces of a kind that no 2×2 game has")
    return Curve(
        (
            Piece(((x0, y0), (x0, y1)), 1, lambda x, y: bool(x < gaps[0])),
            Piece(((x1, y0), (x1, y1)), 1, lambda x, y: bool(x > gaps[0])),
        )
    )


def _on_side(q: Equation, sign: int) -> Callable[[Exact, Exact], bool]:
    """Lower or upper roots, told by the sign of the derivative."""
    return lambda x, y: exact_sign(q.slope(x, y)) == sign


def _through(
    q: Equation, crossing: Fraction | Algebraic, sign: int
) -> Callable[[Exact, Exact], bool]:
    """Lower roots on one side of the crossing, upper ones on the other."""

    def holds(x: Exact, y: Exact) -> bool:
        slope = exact_sign(q.slope(x, y))
        return slope == 0 or slope == (sign if _is_below(x, crossing) else -sign)

    return holds


def _is_below(x: Exact, root: Fraction | Algebraic) -> bool:
    """Whether a number that is not the root is less."""
    if isinstance(root, Fraction):
        return bool(x < root)
    width = Fraction(1, 2**30)
    while True:
        low, high = root.enclosure(width)
        if not low <= x <= high:
            return bool(x < low)
        width /= 2**30


def _samples(
    interval: tuple[Fraction, Fraction], roots: Sequence[Fraction | Algebraic]
) -> list[Fraction]:
    """A rational point between each two neighbours of the ends and the roots."""
    knots = [interval[0], *roots, interval[1]]
    return [between_roots(low, high) for low, high in pairwise(knots)]


def between_roots(low: Fraction | Algebraic, high: Fraction | Algebraic) -> Fraction:
    """A rational number strictly between two different ones."""
    width = Fraction(1, 2**30)
    while True:
        upper = low if isinstance(low, Fraction) else low.enclosure(width)[1]
        lower = high if isinstance(high, Fraction) else high.enclosure(width)[0]
        if upper < lower:
            return (upper + lower) / 2
        width /= 2**30


def _double_inside(q: Equation, x: Fraction | Algebraic) -> bool:
    """Whether the double root in y at a root of the discriminant lies in Y."""
    up, down = _evaluated(q.u, x), _evaluated(q.d, x)
    a, b = (up * to_fraction(q.under[k]) - down * to_fraction(q.over[k]) for k in (2, 1))
    return a != 0 and bool(q.y[0] < -b / (2 * a) < q.y[1])


def _evaluated(polynomial: fmpq_poly, x: Fraction | Algebraic) -> Any:
    total: Any = x * 0
    for c in reversed(polynomial.coeffs()):
        total = total * x + to_fraction(c)
    return total
