"""The unit square, cut by curves a·xy + b·x + c·y + d = 0 along vertical lines.

The lines stand where two curves meet. Between two of them the curves lie one above the other, and
each piece of the square is told by one point of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

from oraclegames.certificates.limit_pushes import Curve
from oraclegames.exact.surd import quadratic_roots, rational_between

_ZERO, _ONE = Fraction(0), Fraction(1)

EDGES: tuple[Curve, ...] = (
    (_ZERO, _ONE, _ZERO, _ZERO),
    (_ZERO, _ONE, _ZERO, -_ONE),
    (_ZERO, _ZERO, _ONE, _ZERO),
    (_ZERO, _ZERO, _ONE, -_ONE),
)
"""x = 0, x = 1, y = 0, y = 1."""


@dataclass(eq=False)
class Spot:
    """A piece: a point (dimension 0), a part of a curve or of a line (1), a face (2).

    Attributes:
        around: of a point all pieces that touch it, in order, clockwise from above; of a part of a
            curve both faces.
        edge: for each player −1 or 1 where it lies at 0 or at 1.
        upright: whether it is a part of a vertical line.
        level: whether it is a part of a horizontal line.
    """

    dimension: int
    x: Any
    y: Any
    edge: tuple[int, int]
    upright: bool = False
    level: bool = False
    around: list[Spot] = field(default_factory=list)


def spots(
    curves: Iterable[Curve], lines: Iterable[Any] = (), heights: Iterable[Any] = ()
) -> list[Spot]:
    """All pieces, faces first, points last; cut at more vertical and horizontal lines too."""
    parts = _parts((*curves, *EDGES))
    parts.update({(_ZERO, _ZERO, _ONE, -height): None for height in heights})
    sloped = [curve for curve in parts if curve[0] != 0 or curve[2] != 0]
    xs = {-d / b for a, b, c, d in parts if a == 0 == c} | set(lines)
    for one, other in combinations(sloped, 2):
        xs.update(_levels(one, other))
    cuts = sorted(x for x in xs if 0 <= x <= 1)
    columns = [_Column(sloped, x, -1 if x == 0 else int(x == 1)) for x in cuts]
    between = [_Column(sloped, rational_between(*pair), 0) for pair in pairwise(cuts)]
    for strip in between:
        for j, arc in enumerate(strip.points):
            arc.dimension, arc.level = 1, any(a == 0 == b for a, b, _, _ in strip.through[j])
            arc.around = strip.gaps[max(j - 1, 0) : j + 1]
        for face in strip.gaps:
            face.dimension = 2
    for k, column in enumerate(columns):
        right = between[k] if k < len(between) else None
        left = between[k - 1] if k else None
        for j, gap in enumerate(column.gaps):
            gap.upright = True
            sides = [s.across(column, j + Fraction(1, 2)) for s in (left, right) if s is not None]
            gap.around = [face for side in sides for face in side]
        for j, point in enumerate(column.points):
            point.around = [
                *column.gaps[j : j + 1],
                *(right.across(column, j)[::-1] if right else []),
                *(column.gaps[j - 1 : j] if j else []),
                *(left.across(column, j) if left else []),
            ]
    strips = [spot for strip in between for spot in (*strip.gaps, *strip.points)]
    found = strips + [spot for column in columns for spot in (*column.gaps, *column.points)]
    return sorted(found, key=lambda spot: -spot.dimension)


def touch(curves: Iterable[Curve]) -> bool:
    """Whether two of the curves meet in the square without crossing."""
    for one, other in combinations(_parts(curves), 2):
        (a, b, c, _), (e, f, g, _) = one, other
        for x, y in meetings(one, other):
            if (y * a + b) * (x * e + g) == (x * a + c) * (y * e + f):
                return True
    return False


def meetings(one: Curve, other: Curve) -> list[tuple[Any, Any]]:
    """Where two irreducible curves meet in the square."""
    found = []
    for x in _levels(one, other):
        a, b, c, d = other if x * one[0] + one[2] == 0 else one
        bottom = x * a + c
        y = None if bottom == 0 else -(x * b + d) / bottom
        if y is not None and 0 <= x <= 1 and 0 <= y <= 1:
            found.append((x, y))
    return found


class _Column:
    """What stands on one vertical line, upwards."""

    def __init__(self, curves: list[Curve], x: Any, position: int):
        heights: dict[Any, list[Curve]] = {}
        self.height: dict[Curve, Any] = {}
        for curve in curves:
            a, b, c, d = curve
            bottom = x * a + c
            if bottom == 0:
                continue
            y = -(x * b + d) / bottom
            if 0 <= y <= 1:
                heights.setdefault(y, []).append(curve)
                self.height[curve] = y
        ys = sorted(heights)
        self.through = [heights[y] for y in ys]
        ends = {0: -1, len(ys) - 1: 1}
        self.points = [
            Spot(0, x, y, (position, ends.get(j, 0)), position != 0) for j, y in enumerate(ys)
        ]
        self.gaps = [Spot(1, x, rational_between(u, v), (position, 0)) for u, v in pairwise(ys)]
        self.ys = ys

    def across(self, column: _Column, place: Any) -> list[Spot]:
        """Its faces and arcs beside a point of a column (or a gap: a half number), upwards."""
        ends = [
            column.ys.index(next(column.height[n] for n in here if n in column.height))
            for here in self.through
        ]
        here = [j for j, end in enumerate(ends) if end == place]
        if not here:
            return [self.gaps[max(j for j, end in enumerate(ends) if end < place)]]
        found = self.gaps[here[0] - 1 : here[0]] if here[0] else []
        for j in here:
            found = [*found, self.points[j], *self.gaps[j : j + 1]]
        return found


def _parts(curves: Iterable[Curve]) -> dict[Curve, None]:
    return dict.fromkeys(scaled(part) for curve in curves for part in irreducible(curve))


def irreducible(curve: Curve) -> list[Curve]:
    """The curve, or the two lines that make it; none if it is constant."""
    a, b, c, d = curve
    if a == b == c == 0:
        return []
    if a != 0 and a * d == b * c:
        return [(_ZERO, _ONE, _ZERO, c / a), (_ZERO, _ZERO, _ONE, b / a)]
    return [curve]


def scaled(curve: Curve) -> Curve:
    """The same curve with the first coefficient 1."""
    lead = next(number for number in curve if number != 0)
    a, b, c, d = (number / lead for number in curve)
    return a, b, c, d


def _levels(one: Curve, other: Curve) -> list[Any]:
    """Where, from left to right, two curves have the same height."""
    (a, b, c, d), (e, f, g, h) = one, other
    if a == b == 0 or e == f == 0:
        (p, q, r, s), y = (other, -d / c) if a == b == 0 else (one, -h / g)
        slope = y * p + q
        return [] if slope == 0 else [-(y * r + s) / slope]
    found = quadratic_roots(b * e - f * a, b * g + d * e - f * c - h * a, d * g - h * c)
    return list(found)
