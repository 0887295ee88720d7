"""The least value of a polynomial on a set of counts, exactly.

On a range of one count it is at an end of a stretch on which the polynomial rises or falls. On
pairs of counts, where it depends on one count alone, likewise; else branch and bound over
triangles. On a triangle a polynomial of degree d is a convex combination, at every point, of its
Bernstein coefficients

    Σ_{a ≤ i, b ≤ j} c_ab · (i)_a (j)_b / (d)_{a+b},    i + j ≤ d,

where c_ab are its coefficients in two edges as units and (i)_a = i (i − 1) … (i − a + 1); so none
of its values is less than the least of them (Farouki, The Bernstein polynomial basis: a centennial
retrospective, 2012). A triangle is halved, its coefficients by de Casteljau's sums in whole
numbers, until they are not below the best pair that is known, or few whole pairs are left.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import perm
from typing import TypeAlias

from flint import fmpq, fmpq_mpoly, fmpz

from oraclegames.budget import Clock
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.whole_ranges import valleys
from oraclegames.games.by_formula.pieces import RINGS, Region
from oraclegames.games.by_formula.polygons import Constraint, Polygon, Strip
from oraclegames.games.by_formula.ranges import Range, in_one

Found: TypeAlias = tuple[fmpq, tuple[int, ...]]
"""A value and the counts that have it."""

_Corners: TypeAlias = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]

_Net: TypeAlias = list[list[int]]
"""Bernstein coefficients: row k, place j has the exponents d − k − j, j and k of the corners."""

_FEW = 9
"""So many pairs are gone through one by one."""

_STEPS = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (-1, 1))

_X, _Y = RINGS[2].gens()


def candidates(p: fmpq_mpoly, region: Region) -> list[Found]:
    """Values at some counts, of a range the least one among them; for a start."""
    if isinstance(region, Range):
        return [(v, (k,)) for v, k in valleys(in_one(p), region.low, region.high)]
    found: list[Found] = []
    for strip in region.strips:
        for x, y in strip.corners():
            place = _nearby(strip, to_fmpq(x), to_fmpq(y))
            if place is not None:
                found.append((_at(p, place), place))
    return found


@dataclass
class Search:
    """The least value of polynomials on sets of counts, one after the other.

    Attributes:
        clock: when to give up (``OutOfTime``).
        best: the least value that is known and its counts; None for nothing.
        most: after how many triangles a search ends that has found a lesser value than the one it
            began with; None for never: then the least value is proved.
    """

    clock: Clock
    best: Found | None = None
    most: int | None = None
    nodes: int = 0
    improved: bool = False

    def on(self, p: fmpq_mpoly, region: Region) -> None:
        """Go through one set: ``best`` may become less."""
        for found in candidates(p, region):
            self._offer(*found)
        if isinstance(region, Range):
            return
        lined = _along_one(p, region)
        if lined is not None:
            self._offer(*lined)
            return
        for strip in region.strips:
            self._in_strip(p, strip)

    def _offer(self, value: fmpq, place: tuple[int, ...]) -> None:
        if self.best is None or value < self.best[0]:
            self.best, self.improved = (value, place), True

    def _in_strip(self, p: fmpq_mpoly, strip: Strip) -> None:
        """Depth first, the half with the lesser coefficient first."""
        degree = max(p.total_degree(), 0)
        scale, start = _triangles(p, strip)
        waiting = [(min(map(min, triangle.net)), triangle) for triangle in start]
        while waiting:
            bound, triangle = waiting.pop()
            if self.best is not None:
                known = self.best[0] * scale
                if bound * int(known.q) >= int(known.p) << (degree * triangle.level):
                    continue
            self.nodes += 1
            if self.nodes % 64 == 0:
                self.clock.check()
            if self.most is not None and self.nodes > self.most and self.improved:
                return
            box = triangle.box()
            if box is not None:
                for place in _pairs(strip, *box):
                    self._offer(_at(p, place), place)
                continue
            middle = _nearby(strip, *triangle.middle())
            if middle is not None:
                value = _at(p, middle)
                if self.best is None or value < self.best[0]:
                    self._offer(*_descent(p, strip, value, middle))
            halves = [(min(map(min, half.net)), half) for half in triangle.halves()]
            waiting += sorted(halves, key=lambda pair: pair[0], reverse=True)


def _along_one(p: fmpq_mpoly, region: Polygon) -> Found | None:
    """The least value where p depends on x, y or x + y alone; None else, or if that has no pair."""
    views: tuple[tuple[fmpq_mpoly, list[Constraint], Callable[[int, int], tuple[int, int]]], ...]
    views = (
        (p, list(region.constraints), lambda x, y: (x, y)),
        (p.compose(_Y, _X), [(b, a, c) for a, b, c in region.constraints], lambda x, y: (y, x)),
        (
            p.compose(_X - _Y, _Y),
            [(a, b - a, c) for a, b, c in region.constraints],
            lambda x, y: (x - y, y),
        ),
    )
    for q, constraints, back in views:
        if q.degrees()[1] > 0:
            continue
        one = in_one(q)
        found: list[Found] = []
        for strip in Polygon(tuple(constraints)).strips:
            value, x = min(valleys(one, strip.first, strip.last))
            low, high = strip.column(x)
            if low > high:
                return None
            found.append((value, back(x, low)))
        return min(found, default=None)
    return None


@dataclass(frozen=True)
class _Triangle:
    """A triangle with whole coordinates over a common ``below``, and p's coefficients on it.

    The coefficients are multiplied by the search's scale and by 2^(degree · level).
    """

    corners: _Corners
    below: int
    net: _Net
    level: int

    def turned(self) -> _Triangle:
        """The same with its longest side first."""
        triangle = self
        for _ in range(2):
            if triangle._side(0, 1) >= max(triangle._side(1, 2), triangle._side(2, 0)):
                break
            a, b, c = triangle.corners
            d, net = len(triangle.net) - 1, triangle.net
            rows = [[net[k][d - k - i] for k in range(d - i + 1)] for i in range(d + 1)]
            triangle = _Triangle((b, c, a), self.below, rows, self.level)
        return triangle

    def _side(self, i: int, j: int) -> int:
        (a, b), (c, d) = self.corners[i], self.corners[j]
        return max(abs(a - c), abs(b - d))

    def halves(self) -> tuple[_Triangle, _Triangle]:
        """Cut across the middle of the longest side."""
        whole = self.turned()
        (a, b), (c, d), (e, f) = whole.corners
        degree = len(whole.net) - 1
        pairs = [_cut(row, degree) for row in whole.net]
        first, second, third = (2 * a, 2 * b), (2 * c, 2 * d), (2 * e, 2 * f)
        middle = (a + c, b + d)
        below, level = 2 * whole.below, whole.level + 1
        return (
            _Triangle((first, middle, third), below, [left for left, _ in pairs], level),
            _Triangle((middle, second, third), below, [right for _, right in pairs], level),
        )

    def box(self) -> tuple[int, int, int, int] | None:
        """The least and largest whole x and y of a small triangle; None for a larger one."""
        (left, right), (low, high) = (
            (-(-min(axis) // self.below), max(axis) // self.below) for axis in zip(*self.corners)
        )
        few = max(right - left + 1, 0) * max(high - low + 1, 0) <= _FEW
        return (left, right, low, high) if few else None

    def middle(self) -> tuple[fmpq, fmpq]:
        """The mean of the corners."""
        x, y = (fmpq(sum(axis), 3 * self.below) for axis in zip(*self.corners))
        return x, y


def _cut(row: list[int], degree: int) -> tuple[list[int], list[int]]:
    """The coefficients on both halves of a side, times 2^degree."""
    left, right = [], []
    for r in range(len(row)):
        left.append(row[0] << (degree - r))
        right.append(row[-1] << (degree - r))
        row = [a + b for a, b in pairwise(row)]
    return left, right[::-1]


def _triangles(p: fmpq_mpoly, strip: Strip) -> tuple[int, list[_Triangle]]:
    """Two that make a strip, and what makes p's coefficients on them whole."""
    a, b, c, d = strip.corners()
    below = math.lcm(*(v.denominator for pair in (a, b, c, d) for v in pair))
    degree = max(p.total_degree(), 0)
    nets = []
    for corners in ((a, b, c), (a, c, d)):
        (x, y), (x1, y1), (x2, y2) = [(to_fmpq(x), to_fmpq(y)) for x, y in corners]
        terms = p.compose(
            x + (x1 - x) * _X + (x2 - x) * _Y, y + (y1 - y) * _X + (y2 - y) * _Y
        ).to_dict()
        rows = [
            [sum((terms[ab] * w for ab, w in row if ab in terms), fmpq(0)) for row in line]
            for line in _weights(degree)
        ]
        nets.append((corners, rows))
    scale = math.lcm(*(int(c.q) for _, rows in nets for row in rows for c in row))
    return scale, [
        _Triangle(
            _whole(corners, below),
            below,
            [[int((c * scale).p) for c in row] for row in rows],
            0,
        )
        for corners, rows in nets
    ]


def _whole(corners: Sequence[tuple[Fraction, Fraction]], below: int) -> _Corners:
    a, b, c = ((int(x * below), int(y * below)) for x, y in corners)
    return a, b, c


@cache
def _weights(degree: int) -> list[list[list[tuple[tuple[int, int], fmpq]]]]:
    """For each Bernstein coefficient, row by row, the weights of the coefficients c_ab in it."""
    return [
        [
            [
                ((a, b), fmpq(perm(i, a) * perm(j, b), perm(degree, a + b)))
                for a in range(i + 1)
                for b in range(j + 1)
            ]
            for i in range(degree + 1 - j)
        ]
        for j in range(degree + 1)
    ]


def _at(p: fmpq_mpoly, place: tuple[int, ...]) -> fmpq:
    return fmpq(p(*map(fmpz, place)))


def _nearby(strip: Strip, x: fmpq, y: fmpq) -> tuple[int, int] | None:
    """A pair of the strip near a point; None if the nearest column has none."""
    near = min(max(int(x.floor()), strip.first), strip.last)
    low, high = strip.column(near)
    return (near, min(max(int(y.floor()), low), high)) if low <= high else None


def _descent(p: fmpq_mpoly, strip: Strip, value: fmpq, place: tuple[int, int]) -> Found:
    """From a pair downhill, by steps along the lattice that double while they help."""
    moved = True
    while moved:
        moved = False
        for a, b in _STEPS:
            step = 1
            while True:
                there = (place[0] + step * a, place[1] + step * b)
                if not strip.holds(*there) or (lower := _at(p, there)) >= value:
                    break
                value, place, moved, step = lower, there, True, 2 * step
    return value, place


def _pairs(strip: Strip, left: int, right: int, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The pairs of a strip in a small box."""
    for x in range(left, right + 1):
        bottom, top = strip.column(x)
        for y in range(max(low, bottom), min(high, top) + 1):
            yield x, y
