"""Curves a·xy + b·x + c·y + d = 0 in the unit square, cut into pieces that can be walked around.

The square is cut at the *levels* y at which two curves meet, or at which a horizontal one lies.
Between two levels, in a *slab*, the curves are ordered from left to right and do not meet. So every
vertex, arc, and face is found once, with a point of it whose coordinates are exact: rational in
slabs, of one field ℚ(√D) on a level.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, cmp_to_key, partial
from itertools import combinations, pairwise

from flint import fmpq, fmpz

from oraclegames.budget import Clock
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.surd import Exact, Surd, quadratic_roots, rational_between

Number = tuple[fmpq, fmpq]
"""a + b√D in the field of a level."""

Curve = tuple[fmpq, fmpq, fmpq, fmpq]
"""a, b, c, d of a·xy + b·x + c·y + d."""

_ZERO, _ONE = fmpq(0), fmpq(1)


@dataclass(frozen=True)
class Place:
    """A point of the square; both coordinates lie in ℚ(√D)."""

    x: Number
    y: Number
    root: int

    def value(self, curve: Curve) -> Number:
        """What the curve's polynomial is here."""
        a, b, c, d = curve
        x, y = self.x, self.y
        total = b * x[0] + c * y[0] + d, b * x[1] + c * y[1]
        if a == 0:
            return total
        xy = times(x, y, self.root)
        return total[0] + a * xy[0], total[1] + a * xy[1]

    def sign(self, curve: Curve) -> int:
        """Its sign."""
        return sign(self.value(curve), self.root)

    @cached_property
    def exact(self) -> tuple[Exact, Exact]:
        """Both coordinates as numbers of the surface."""
        return _exact(self.x, self.root), _exact(self.y, self.root)


def times(one: Number, other: Number, root: int) -> Number:
    """The product of two numbers of a field."""
    (a, b), (c, d) = one, other
    return a * c + b * d * root, a * d + b * c


def sign(number: Number, root: int) -> int:
    """−1, 0 or 1."""
    a, b = number
    plain, irrational = _sign(a), _sign(b) if root else 0
    if plain == -irrational:  # the larger square decides
        return plain * _sign(a * a - b * b * root)
    return plain or irrational


def _sign(number: fmpq) -> int:
    return int(number > 0) - int(number < 0)


@dataclass(frozen=True)
class Line:
    """What stands on one horizontal line: points from left to right, the curves through each.

    Attributes:
        places: the points, the first with x = 0 and the last with x = 1.
        through: for each the numbers of the curves through it.
        at: for each curve that meets the line in one point of it the position of that point.
    """

    places: tuple[Place, ...]
    through: tuple[frozenset[int], ...]
    at: dict[int, int]


@dataclass(frozen=True)
class Slab:
    """What stands between two levels.

    Attributes:
        line: at one rational level inside.
        low, high: for each arc the position of its end on the level below and above.
    """

    line: Line
    low: tuple[int, ...]
    high: tuple[int, ...]


@dataclass(frozen=True)
class Arrangement:
    """The square, cut by curves.

    Attributes:
        curves: irreducible and different, the first two x = 0 and x = 1.
        flat: for each level the numbers of the curves that it is.
        levels, slabs: what stands on them, upwards; one level more than slabs.
    """

    curves: tuple[Curve, ...]
    flat: tuple[frozenset[int], ...]
    levels: tuple[Line, ...]
    slabs: tuple[Slab, ...]


def arranged(curves: Iterable[Curve], clock: Clock) -> Arrangement:
    """Cut the unit square by curves.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    edges = [(_ZERO, _ONE, _ZERO, _ZERO), (_ZERO, _ONE, _ZERO, -_ONE)]
    edges += [(_ZERO, _ZERO, _ONE, _ZERO), (_ZERO, _ZERO, _ONE, -_ONE)]
    parts = [part for curve in (*edges, *curves) for part in irreducible(curve)]
    known = tuple(dict.fromkeys(map(primitive, parts)))
    heights: dict[Exact, set[int]] = {}
    for number, curve in enumerate(known):
        if curve[0] == 0 == curve[1]:
            height = to_fraction(-curve[3] / curve[2])
            if 0 <= height <= 1:
                heights.setdefault(height, set()).add(number)
    sloped = [(n, curve) for n, curve in enumerate(known) if curve[0] != 0 or curve[1] != 0]
    for (_, one), (_, other) in combinations(sloped, 2):
        clock.check()
        for y in _meetings(one, other):
            heights.setdefault(y, set())
    ordered = sorted(heights, key=cmp_to_key(_compared))
    levels = [_line(sloped, _number(y), y.d if isinstance(y, Surd) else 0) for y in ordered]
    slabs = []
    for k, (below, above) in enumerate(pairwise(ordered)):
        clock.check()
        line = _line(sloped, (to_fmpq(rational_between(below, above)), _ZERO), 0)
        ends = [
            tuple(next(level.at[n] for n in here if n in level.at) for here in line.through)
            for level in (levels[k], levels[k + 1])
        ]
        slabs.append(Slab(line, ends[0], ends[1]))
    flat = tuple(frozenset(heights[y]) for y in ordered)
    return Arrangement(known, flat, tuple(levels), tuple(slabs))


def irreducible(curve: Curve) -> tuple[Curve, ...]:
    """The curve, or the vertical and the horizontal line that make it; none if it is constant."""
    a, b, c, d = curve
    if a == 0:
        return (curve,) if b != 0 or c != 0 else ()
    if a * d == b * c:
        return (_ZERO, a, _ZERO, c), (_ZERO, _ZERO, a, b)
    return (curve,)


def primitive(curve: Curve) -> Curve:
    """The same curve with whole numbers without a common factor, the first of them positive."""
    scale, common = fmpz(1), fmpz(0)
    for number in curve:
        scale = scale * number.q // scale.gcd(number.q)
    whole = [(number * scale).p for number in curve]
    for number in whole:
        common = common.gcd(number)
    lead = next(number for number in whole if number != 0)
    factor = fmpq(scale, common if lead > 0 else -common)
    a, b, c, d = (number * factor for number in curve)
    return a, b, c, d


def _meetings(one: Curve, other: Curve) -> list[Exact]:
    """The heights at which two curves meet in the square."""
    (a, b, c, d), (e, f, g, h) = one, other
    heights = quadratic_roots(c * e - a * g, c * f + d * e - g * b - h * a, d * f - h * b)
    found = []
    for y in heights:
        if 0 <= y <= 1:
            root, number = (y.d if isinstance(y, Surd) else 0), _number(y)
            x = _across(one, number, root) or _across(other, number, root)
            if x is not None and _inside(x, root):
                found.append(y)
    return found


def _line(curves: Sequence[tuple[int, Curve]], y: Number, root: int) -> Line:
    found: dict[Number, set[int]] = {}
    for number, curve in curves:
        x = _across(curve, y, root)
        if x is not None and _inside(x, root):
            found.setdefault(x, set()).add(number)
    xs = sorted(found, key=cmp_to_key(partial(_order, root)))
    places = tuple(Place(x, y, root) for x in xs)
    at = {number: k for k, x in enumerate(xs) for number in found[x]}
    return Line(places, tuple(frozenset(found[x]) for x in xs), at)


def _compared(one: Exact, other: Exact) -> int:
    return (one > other) - (one < other)


def _order(root: int, one: Number, other: Number) -> int:
    return sign((one[0] - other[0], one[1] - other[1]), root)


def _across(curve: Curve, y: Number, root: int) -> Number | None:
    """Where a curve meets a horizontal line; None if nowhere, in one point."""
    a, b, c, d = curve
    p, q = a * y[0] + b, a * y[1]
    norm = p * p - q * q * root
    if norm == 0:
        return None
    inverse = p / norm, -q / norm
    return times((-c * y[0] - d, -c * y[1]), inverse, root)


def _inside(x: Number, root: int) -> bool:
    return sign(x, root) >= 0 and sign((1 - x[0], -x[1]), root) >= 0


def _number(y: Exact) -> Number:
    if isinstance(y, Surd):
        return to_fmpq(y.a), to_fmpq(y.b)
    return to_fmpq(y), _ZERO


def _exact(number: Number, root: int) -> Exact:
    a, b = number
    return to_fraction(a) if b == 0 else Surd(a, b, root)


def between(one: Place, other: Place) -> Place:
    """A point of the same line between two of its points."""
    x = (one.x[0] + other.x[0]) / 2, (one.x[1] + other.x[1]) / 2
    return Place(x, one.y, one.root)


def as_fractions(curve: Curve) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    """The coefficients as Python's fractions."""
    a, b, c, d = map(to_fraction, curve)
    return a, b, c, d
