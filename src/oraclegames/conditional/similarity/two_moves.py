"""All b-similarity equilibria of n players with two moves, for every b at once.

Play the first move with probability x. If all others do so with probability y, the first move pays
α(y) and the second γ(y), polynomials of degree n − 1. A deviation to t, which every other player
copies with probability b, pays φ(t) = t·α(y) + (1 − t)·γ(y) at y = x + b(t − x).

- *Inside*, φ'(x) = 0 is N(x) + b·M(x) = 0 with N = α − γ and M = xα' + (1 − x)γ': for given x one
  b, or (common zeros of N and M) all b. So the candidates are curves over x, and φ(x) − φ(t) has
  the double zero t = x on them: divided by (t − x)² it must be nowhere negative on [0, 1].
- *At the ends* x = 0 and x = 1 the difference has a simple zero, and what is left must be nowhere
  negative.

Where a polynomial in t is nowhere negative changes only at roots of discriminants, resultants and
values at the ends (:mod:`oraclegames.conditional.similarity.unit_interval`).

A long file: curves over x, both ends and the special cases are one argument.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import Any

from flint import arb, fmpq, fmpq_mpoly, fmpq_poly

from oraclegames.budget import Clock
from oraclegames.conditional.similarity.cells import Cell, cells, compare, roots_of, sign_at
from oraclegames.conditional.similarity.equilibrium import Curve, Equilibrium, Track
from oraclegames.conditional.similarity.formula import Formula
from oraclegames.conditional.similarity.unit_interval import (
    RING,
    B,
    T,
    X,
    nonnegative,
    turning,
    univariate,
)
from oraclegames.errors import UnsupportedError
from oraclegames.exact.algebraic import Algebraic
from oraclegames.exact.euclid import divided
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.real import Real, enclosure

Z = fmpq_poly([0, 1])

LARGEST_DEGREE = 5
"""Payoffs against y of a higher degree: the discriminants take minutes, and no clock stops them."""


@dataclass(frozen=True)
class TwoMoves:
    """The polynomials of a game.

    Attributes:
        alpha, gamma: what the first and the second move pay against y.
    """

    alpha: fmpq_poly
    gamma: fmpq_poly

    @classmethod
    def of(cls, first: Sequence[fmpq], second: Sequence[fmpq]) -> TwoMoves:
        """From the payoffs against k = 0, …, n − 1 others on the first move."""
        n = len(first)
        basis = [comb(n - 1, k) * Z**k * (1 - Z) ** (n - 1 - k) for k in range(n)]
        zero = fmpq_poly([0])
        alpha, gamma = (sum((c * p for c, p in zip(pay, basis)), zero) for pay in (first, second))
        return cls(alpha, gamma)

    @property
    def value(self) -> fmpq_poly:
        """u(x) if everybody plays x."""
        return Z * self.alpha + (1 - Z) * self.gamma

    @property
    def balance(self) -> tuple[fmpq_poly, fmpq_poly]:
        """N and M."""
        slope = Z * self.alpha.derivative() + (1 - Z) * self.gamma.derivative()
        return self.alpha - self.gamma, slope

    def loss(self, x: Any, b: Any) -> list[Any]:
        """u(x) − φ(t) as a polynomial in t, in the field of x and b."""
        zero = 0 * x + 0 * b
        inner = [x - b * x + zero, b + zero]
        power, deviation = [zero + 1], [zero]
        for a, c in zip(*self._padded()):
            slanted = [c + zero, (a - c) + zero]  # t·a + (1 − t)·c
            deviation = _plus(deviation, _times(slanted, power))
            power = _times(power, inner)
        value = zero
        for c in reversed(self.value.coeffs()):
            value = value * x + c
        return _plus([value], [-c for c in deviation])

    def symbolic_loss(self) -> fmpq_mpoly:
        """The same in the ring of t, x and b."""
        y = X + B * (T - X)
        total: fmpq_mpoly = RING.from_dict({})
        for k, (a, c) in enumerate(zip(*self._padded())):
            total += (T * a + (1 - T) * c) * y**k
        return _in_ring(self.value, X) - total

    def _padded(self) -> tuple[list[fmpq], list[fmpq]]:
        size = max(self.alpha.degree(), self.gamma.degree(), 0) + 1
        return [self.alpha[k] for k in range(size)], [self.gamma[k] for k in range(size)]

    def is_equilibrium(self, x: Real, b: Real) -> bool:
        """Whether no common deviation from x pays; x is no inner point, or φ'(x) = 0."""
        if self._surely_pays(x, b):
            return False
        x, b = (n if isinstance(n, Algebraic) else to_fmpq(n) for n in (x, b))
        rest = self.loss(x, b)
        for _ in range(1 if x in (0, 1) else 2):
            rest, _ = divided(rest, [1, -1] if x == 1 else [-x, 1])
        return nonnegative(rest)

    def _surely_pays(self, x: Real, b: Real) -> bool:
        """Whether balls around all numbers show that one of some deviations pays."""
        near, alike = (_ball(number) for number in (x, b))
        value = _at(self.value, near)
        for k in range(17):
            t = fmpq(k, 16)
            y = near + alike * (t - near)
            if value < t * _at(self.alpha, y) + (1 - t) * _at(self.gamma, y):
                return True
        return False


def _at(polynomial: fmpq_poly, y: arb) -> arb:
    total = arb(0)
    for c in reversed(polynomial.coeffs()):
        total = total * y + arb(c)
    return total


def _ball(number: Real) -> arb:
    low, high = enclosure(number)
    middle, radius = (low + high) / 2, (high - low) / 2
    return arb(to_fmpq(middle), to_fmpq(radius))


def _times(p: list[Any], q: list[Any]) -> list[Any]:
    out = [p[0] * q[0] * 0] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, c in enumerate(q):
            out[i + j] = out[i + j] + a * c
    return out


def _plus(p: list[Any], q: list[Any]) -> list[Any]:
    size = max(len(p), len(q))
    return [
        p[k] + q[k] if k < len(p) and k < len(q) else p[k] if k < len(p) else q[k]
        for k in range(size)
    ]


def _in_ring(polynomial: fmpq_poly, unknown: fmpq_mpoly) -> fmpq_mpoly:
    total: fmpq_mpoly = RING.from_dict({})
    for k, c in enumerate(polynomial.coeffs()):
        total += c * unknown**k
    return total


# -- tracks ----------------------------------------------------------------------------------------


def tracks(first: Sequence[fmpq], second: Sequence[fmpq], clock: Clock) -> Iterator[Track]:
    """Every equilibrium with the b at which it is one."""
    game = TwoMoves.of(first, second)
    top, slope = game.balance
    degree = max(game.alpha.degree(), game.gamma.degree())
    if degree > LARGEST_DEGREE:
        raise UnsupportedError(
            f"the diagram is computed up to degree {LARGEST_DEGREE} in the others' probability; "
            f"these payoffs have degree {degree}: ask for one b"
        )
    if top == 0 and slope == 0:  # all payoffs are the same
        ends = ((Fraction(1), Fraction(0)), (Fraction(0), Fraction(1)))
        everything = Equilibrium((0, 1), ends, (_value(game, ends[0][0]),) * 2)
        yield from (Track(cell, everything) for cell in cells([Fraction(0), Fraction(1)]))
        return
    loss = game.symbolic_loss()
    for x in (1, 0):
        clock.check()
        yield from _pure(game, loss, x, clock)
    common = top.gcd(slope)
    for root in roots_of([common], pause=clock.check):
        clock.check()
        if 0 < root < 1:
            yield from _constant(game, loss, root, clock)
    clock.check()
    yield from _curves(game, loss, top // common, slope // common, clock)


def _held(cuts: list[Real], good: Callable[[Real], bool], clock: Clock) -> Iterator[Cell]:
    """The cells where a condition holds that holds on a closed set."""
    parts = list(cells(cuts))
    known: list[bool | None] = []
    for cell in parts:
        clock.check()
        known.append(None if cell.is_point else good(cell.sample))
    for k, cell in enumerate(parts):
        clock.check()
        answer = known[k]
        if answer is None:
            beside = [known[j] for j in (k - 1, k + 1) if 0 <= j < len(parts)]
            answer = True in beside or good(cell.sample)
        if answer:
            yield cell


def _pure(game: TwoMoves, loss: fmpq_mpoly, x: int, clock: Clock) -> Iterator[Track]:
    rest = loss.compose(T, RING.from_dict({(0, 0, 0): x}), B) if x else loss.compose(T, 0 * X, B)
    rest, remainder = divmod(rest, 1 - T if x else T)
    assert remainder == 0
    asked = [univariate(f, 2) for f in turning(rest)]
    cuts = roots_of([*asked, Z, Z - 1], pause=clock.check)
    found = _equilibrium(game, Fraction(x))
    for cell in _held(cuts, lambda b: game.is_equilibrium(Fraction(x), b), clock):
        yield Track(cell, found)


def _constant(game: TwoMoves, loss: fmpq_mpoly, x: Real, clock: Clock) -> Iterator[Track]:
    """A strategy at which both N and M vanish."""
    if isinstance(x, Algebraic):
        modulus = x.root.modulus
        # On t = x the loss has a double zero only modulo the polynomial of x.
        asked = _eliminated(loss, modulus)
    else:
        at = RING.from_dict({(0, 0, 0): to_fmpq(x)})
        rest, remainder = divmod(loss.compose(T, at, B), (T - at) ** 2)
        assert remainder == 0
        asked = [univariate(f, 2) for f in turning(rest)]
    cuts = roots_of([*asked, Z, Z - 1], pause=clock.check)
    found = _equilibrium(game, x)
    for cell in _held(cuts, lambda b: game.is_equilibrium(x, b), clock):
        yield Track(cell, found)


def _eliminated(loss: fmpq_mpoly, modulus: fmpq_poly) -> list[fmpq_poly]:
    """Where the loss without its double zero can change, for a root x of a polynomial."""
    minimal = _in_ring(modulus, X)
    rest = _reduced(loss, modulus)
    quotient: fmpq_mpoly = RING.from_dict({})
    for _ in range(2):  # divide by t − x, in ℚ(x)[t]
        quotient = RING.from_dict({})
        while rest.degrees()[0] > 0:
            degree = rest.degrees()[0]
            lead = {(degree - 1, i, j): c for (d, i, j), c in rest.to_dict().items() if d == degree}
            part = RING.from_dict(lead)
            quotient += part
            rest = _reduced(rest - part * (T - X), modulus)
        rest = quotient
    return [univariate(f.resultant(minimal, "x"), 2) for f in turning(quotient)]


def _reduced(p: fmpq_mpoly, modulus: fmpq_poly) -> fmpq_mpoly:
    """The same modulo a polynomial in x."""
    rows: dict[tuple[int, int], dict[int, fmpq]] = {}
    for (d, i, j), c in p.to_dict().items():
        rows.setdefault((d, j), {})[i] = c
    total: dict[tuple[int, int, int], fmpq] = {}
    for (d, j), row in rows.items():
        rest = fmpq_poly([row.get(i, 0) for i in range(max(row) + 1)]) % modulus
        total |= {(d, i, j): c for i, c in enumerate(rest.coeffs()) if c != 0}
    return RING.from_dict(total)


# One curve, from its equation to its good parts: the pieces have no meaning of their own.
def _curves(
    game: TwoMoves, loss: fmpq_mpoly, top: fmpq_poly, slope: fmpq_poly, clock: Clock
) -> Iterator[Track]:
    """Inner strategies with their own b = −N/M."""
    # Long: the curve, where it turns, and what is good between.
    if slope == 0:
        return
    n = max(loss.degrees()[2], 1)
    N, M = _in_ring(top, X), _in_ring(slope, X)
    even = n + n % 2
    cleared: fmpq_mpoly = RING.from_dict({})
    for (d, i, j), c in loss.to_dict().items():
        cleared += c * T**d * X**i * (-N) ** j * M ** (even - j)
    rest, remainder = divmod(cleared, (T - X) ** 2)
    assert remainder == 0
    wronskian = top.derivative() * slope - top * slope.derivative()
    asked = [univariate(f, 1) for f in turning(rest)]
    every = [*asked, top, slope, top + slope, wronskian, Z, Z - 1]
    cuts = roots_of(every, pause=clock.check)

    def b_at(x: Real) -> Real | None:
        if not 0 < x < 1 or sign_at(slope, x) == 0:
            return None
        b = Formula.of(-top, slope).at(x)
        return b if 0 <= b <= 1 else None

    def good(x: Real) -> bool:
        b = b_at(x)
        return b is not None and game.is_equilibrium(x, b)

    kept = [cell for cell in _held(cuts, good, clock) if not cell.is_point or 0 < cell.low < 1]
    if wronskian == 0:
        yield from _all_at_one(game, kept, b_at)
        return
    for cell in kept:
        if cell.is_point:
            b = b_at(cell.low)
            yield Track(Cell(b, b, b), _equilibrium(game, cell.low))
    straight = [c for c in kept if not c.is_point or sign_at(wronskian, c.low) != 0]
    for run in _runs(straight):
        inner = [cell for cell in run if not cell.is_point]
        if inner:
            clock.check()
            yield _along(game, top, slope, inner[0].low, inner[-1].high)


def _runs(kept: Sequence[Cell]) -> list[list[Cell]]:
    """Cells that follow each other without a gap, together."""
    runs: list[list[Cell]] = []
    for cell in kept:
        touching = runs and runs[-1][-1].high is cell.low
        if touching and (cell.is_point or runs[-1][-1].is_point):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return runs


def _along(game: TwoMoves, top: fmpq_poly, slope: fmpq_poly, low: Real, high: Real) -> Track:
    """The curve over an open interval of x on which b is monotone."""
    formula = Formula.of(-top, slope)
    ends = [formula.at(x) for x in (low, high)]
    rising = compare(*ends) < 0
    cell = list(cells(ends if rising else ends[::-1]))[1]
    curve = Curve.of(top, slope, game.value, (low, high))
    return Track(cell, Equilibrium((0, 1), curve=curve))


def _all_at_one(
    game: TwoMoves, kept: list[Cell], b_at: Callable[[Real], Real | None]
) -> Iterator[Track]:
    """At one b every strategy is a candidate: intervals of equilibria."""
    for run in _runs(kept):
        b = b_at(run[0].sample)
        ends = [run[-1].high, run[0].low]
        corners = tuple((x, 1 - x) for x in ends)
        values = tuple(_value(game, x) for x in ends)
        if run[0].low is run[-1].high:
            corners, values = corners[:1], values[:1]
        yield Track(Cell(b, b, b), Equilibrium((0, 1), corners, values))


def _equilibrium(game: TwoMoves, x: Real) -> Equilibrium:
    support = (0, 1) if 0 < x < 1 else (0,) if x == 1 else (1,)
    return Equilibrium(support, ((x, 1 - x),), (_value(game, x),))


def _value(game: TwoMoves, x: Real) -> Real:
    return Formula.of(game.value, fmpq_poly([1])).at(x)


def two_moves_at(
    first: Sequence[fmpq], second: Sequence[fmpq], b: Fraction, clock: Clock
) -> Iterator[Track] | None:
    """All equilibria at one b; None where every strategy is a candidate: the tracks decide."""
    game = TwoMoves.of(first, second)
    top, slope = game.balance
    level = top + to_fmpq(b) * slope
    return None if level == 0 else _tracks_at(game, level, b, clock)


def _tracks_at(game: TwoMoves, level: fmpq_poly, b: Fraction, clock: Clock) -> Iterator[Track]:
    inner = [x for x in roots_of([level], pause=clock.check) if 0 < x < 1]
    for x in [Fraction(1), *reversed(inner), Fraction(0)]:
        clock.check()
        if game.is_equilibrium(x, b):
            yield Track(Cell(b, b, b), _equilibrium(game, x))
