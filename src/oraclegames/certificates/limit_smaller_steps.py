"""Whether curves cut the square in the same way for every smaller step ε.

The coefficients of a curve a·xy + b·x + c·y + d are polynomials in ε, of degree two at most. As ε
falls, curves move; which of them meet in the square, and what lies on which side of them, stays the
same up to an *event* there:

- of one curve: it becomes a steep or a level line, or falls apart into two lines;
- of two: they touch, or are the same;
- of three: they go through one point. The minors of their coefficients are then as xy, x, y, 1; or
  they are 0, and what two of the curves have in common, the third has too.

Each is at a root of a polynomial. Sturm's theorem counts the roots, and tells the signs that other
polynomials have at one of them: by these the event lies in the square, or outside. What is so for
every ε is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial, reduce
from itertools import combinations, pairwise
from typing import Any

from flint import fmpq, fmpq_poly

from oraclegames.exact.rational import to_fmpq

Coefficients = Sequence[Fraction]
Moving = tuple[fmpq_poly, fmpq_poly, fmpq_poly, fmpq_poly]
"""A curve whose coefficients are polynomials in ε."""
Sign = Callable[[fmpq_poly], int]
"""The sign of a polynomial at one step."""


def moving(steps: Sequence[Fraction], curves: Sequence[Sequence[Coefficients]]) -> list[Moving]:
    """Curves that are told at three steps, irreducible and different, after the square's edges."""
    edges = [(0, 1, 0, 0), (0, 1, 0, -1), (0, 0, 1, 0), (0, 0, 1, -1)]
    known: list[Moving] = [tuple(fmpq_poly([n]) for n in edge) for edge in edges]
    for three in zip(*curves):
        known += [part for part in _parts(_through(steps, three)) if _is_new(part, known)]
    return known


def same_for_smaller(known: Sequence[Moving], step: Fraction) -> bool:
    """Whether nothing happens to the curves from a step down to 0."""
    return not any(
        happens(root.sign)
        for polynomial, happens in _events(known)
        for root in _roots(polynomial, to_fmpq(step))
    )


def _through(steps: Sequence[Fraction], curves: Sequence[Coefficients]) -> Moving:
    """The coefficients as polynomials, from their values at three steps."""
    x = fmpq_poly([0, 1])
    total = [fmpq_poly([0])] * 4
    for k, curve in enumerate(curves):
        basis = fmpq_poly([1])
        for j, step in enumerate(steps):
            if j != k:
                basis *= (x - to_fmpq(step)) / to_fmpq(steps[k] - step)
        total = [sum_ + basis * to_fmpq(value) for sum_, value in zip(total, curve)]
    a, b, c, d = total
    return a, b, c, d


def _parts(curve: Moving) -> list[Moving]:
    """The curve, or two lines; nothing of what is no curve."""
    a, b, c, d = curve
    nothing = fmpq_poly([0])
    if not a and not b and not c:
        return []
    lines = a and a * d == b * c
    found = [(nothing, a, nothing, c), (nothing, nothing, a, b)] if lines else [curve]
    return [tuple(n // _common(part) for n in part) for part in found]


def _is_new(curve: Moving, known: Iterable[Moving]) -> bool:
    return all(any(_minors(curve, other)) for other in known)


def _minors(one: Moving, other: Moving) -> list[fmpq_poly]:
    return [one[j] * other[k] - one[k] * other[j] for j, k in combinations(range(4), 2)]


def _common(polynomials: Iterable[fmpq_poly]) -> fmpq_poly:
    return reduce(lambda p, q: p.gcd(q), polynomials)


# -- events ----------------------------------------------------------------------------------------


def _events(curves: Sequence[Moving]) -> Iterator[tuple[fmpq_poly, Callable[[Sign], bool]]]:
    """Polynomials in ε that are 0 where something happens, and whether that is in the square."""
    still = [all(n.degree() <= 0 for n in curve) for curve in curves]
    for n, curve in enumerate(curves):
        if not still[n]:
            a, b, c, d = curve
            yield a * d - b * c, partial(_enters, curve)
    for j, k in combinations(range(len(curves)), 2):
        if not (still[j] and still[k]):
            pair = curves[j], curves[k]
            yield _widths(*pair)[3] or _common(_minors(*pair)), partial(_touch, *pair)
    for three in combinations(range(len(curves)), 3):
        if not all(still[n] for n in three):
            rows = [curves[n] for n in three]
            xy, x, y, one = minors = [_minor(rows, k) for k in range(4)]
            yield xy * one - x * y or _common(minors), partial(_together, rows, minors)


def _minor(rows: Sequence[Moving], left_out: int) -> fmpq_poly:
    """A minor of three rows, with the sign that makes all four solve their equations."""
    u, v, w = ([n for k, n in enumerate(row) if k != left_out] for row in rows)
    found = (
        u[0] * (v[1] * w[2] - v[2] * w[1])
        - u[1] * (v[0] * w[2] - v[2] * w[0])
        + u[2] * (v[0] * w[1] - v[1] * w[0])
    )
    return -found if left_out % 2 else found


def _enters(curve: Moving, sign: Sign) -> bool:
    """Whether a curve has a point in the square: it comes out again, between two corners."""
    a, b, c, d = curve
    return len({sign(d), sign(b + d), sign(c + d), sign(a + b + c + d)}) > 1


def _touch(one: Moving, other: Moving, sign: Sign) -> bool:
    """Whether they do so in the square, or are the same there."""
    if any(map(sign, _minors(one, other))):
        return _meetings(one, other, sign) > 0
    return _enters(one, sign)


def _together(rows: Sequence[Moving], minors: Sequence[fmpq_poly], sign: Sign) -> bool:
    """Whether three curves share a point of the square, at a root of their event.

    Of curves that go through one point at every step, whether they share more.
    """
    xy, x, y, one = minors
    always = xy * one == x * y
    if not always and sign(one):
        return _inside(minors, sign)
    if any(map(sign, minors)):
        return False
    found = (_meetings(*pair, sign) for pair in combinations(rows, 2))
    common = _common(minors)
    return max(found) > (always and _inside([n // common for n in minors], sign))


def _inside(minors: Sequence[fmpq_poly], sign: Sign) -> bool:
    """Whether a point with these homogeneous coordinates lies in the square."""
    _, x, y, one = minors
    return sign(one) != 0 and all(sign(n * one) >= 0 for n in (x, one - x, y, one - y))


def _widths(one: Moving, other: Moving) -> tuple[fmpq_poly, ...]:
    """p, q, r of the p·x² + q·x + r that is 0 where two curves meet, and q² − 4pr."""
    (a, b, c, d), (e, f, g, h) = one, other
    p, q, r = b * e - f * a, b * g + d * e - f * c - h * a, d * g - h * c
    return p, q, r, q * q - 4 * p * r


def _meetings(one: Moving, other: Moving, sign: Sign) -> int:
    """How many points of the square two curves share that are not the same; else 0."""
    p, q, r, square = _widths(one, other)
    if sign(p) == 0:
        return sign(q) != 0 and _at(one, other, sign, (-r, 0, q), square)
    ways = {1: (1, -1), 0: (0,), -1: ()}[sign(square)]
    return sum(_at(one, other, sign, (-q, way, 2 * p), square) for way in ways)


def _at(
    one: Moving, other: Moving, sign: Sign, place: tuple[Any, int, Any], square: fmpq_poly
) -> bool:
    """Whether curves do so where x = (u ± √square) / v."""
    u, way, v = place

    def positive(number: Any, factor: Any) -> int:
        """The sign of number ± factor·√square."""
        plain, root = sign(number), sign(factor * square) * way
        if plain * root >= 0:
            return plain or root
        return plain * sign(number * number - factor * factor * square)

    unit = fmpq_poly([1])
    if positive(u, unit) * sign(v) < 0 or positive(v - u, -unit) * sign(v) < 0:
        return False
    for a, b, c, d in (one, other):
        # y = -over / under
        over, under = (b * u + d * v, b), (a * u + c * v, a)
        below = positive(*under)
        if below:
            rest = over[0] + under[0], a + b
            return positive(*over) * below <= 0 <= positive(*rest) * below
    return False


# -- roots -----------------------------------------------------------------------------------------


class Sturm:
    """A polynomial that is not 0, without its multiple factors, and its chain of remainders."""

    def __init__(self, polynomial: fmpq_poly):
        slope = polynomial.derivative()
        self.chain = [polynomial // polynomial.gcd(slope)]
        rest = self.chain[0].derivative()
        while rest:
            self.chain.append(rest / abs(rest[rest.degree()]))
            rest = -(self.chain[-2] % self.chain[-1])

    def count(self, low: fmpq, high: fmpq) -> int:
        """How many roots lie above one number and up to another."""
        before, after = (self._changes(end) for end in (low, high))
        return before - after

    def _changes(self, place: fmpq) -> int:
        signs = [value > 0 for value in (p(place) for p in self.chain) if value != 0]
        return sum(one != other for one, other in pairwise(signs))


@dataclass
class _Root:
    """The only root of a polynomial above ``low`` and up to ``high``."""

    polynomial: Sturm
    low: fmpq
    high: fmpq

    def sign(self, other: fmpq_poly) -> int:
        """The sign of another polynomial there."""
        if not other:
            return 0
        common = self.polynomial.chain[0].gcd(other)
        if Sturm(common).count(self.low, self.high):
            return 0
        roots = Sturm(other)
        while roots.count(self.low, self.high):
            middle = (self.low + self.high) / 2
            if self.polynomial.count(self.low, middle):
                self.high = middle
            else:
                self.low = middle
        return 1 if other(self.high) > 0 else -1


def _roots(polynomial: fmpq_poly, step: fmpq) -> Iterator[_Root]:
    """The roots above 0 and up to a step; none of what is 0 all along."""
    if polynomial.degree() < 1:
        return
    told, pending = Sturm(polynomial), [(fmpq(0), step)]
    while pending:
        low, high = pending.pop()
        count = told.count(low, high)
        if count == 1:
            yield _Root(told, low, high)
        elif count:
            middle = (low + high) / 2
            pending += [(low, middle), (middle, high)]
