"""Convex polygons in the plane, exactly: which way three points turn, hulls, cuts by half-planes.

The numbers are rationals; floats would do as well, but decide nothing exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

Point = tuple[Fraction, Fraction]

HalfPlane = tuple[Fraction, Fraction, Fraction]
"""(a, b, c) stands for the points with a·x + b·y ≥ c."""


def turn(a: Point, b: Point, c: Point) -> Fraction:
    """Positive if the way from a by b to c turns left, negative if right, 0 on a line."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def convex_hull(points: Iterable[Point]) -> list[Point]:
    """The corners of the convex hull of points, counter-clockwise (Andrew 1979).

    Points on an edge are no corners; a segment has two.

    >>> convex_hull([(0, 0), (2, 0), (0, 2), (1, 1)])
    [(0, 0), (2, 0), (0, 2)]
    """
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered

    def chain(line: Iterable[Point]) -> list[Point]:
        corners: list[Point] = []
        for point in line:
            while len(corners) > 1 and turn(corners[-2], corners[-1], point) <= 0:
                corners.pop()
            corners.append(point)
        return corners[:-1]

    return chain(ordered) + chain(reversed(ordered))


def clip(polygon: Sequence[Point], plane: HalfPlane) -> list[Point]:
    """The part of a convex polygon in a half-plane (Sutherland and Hodgman 1974).

    >>> clip([(0, 0), (2, 0), (0, 2)], (1, 0, 1))
    [(1.0, 0.0), (2, 0), (1.0, 1.0)]
    """
    a, b, c = plane
    kept: list[Point] = []
    for here, after in zip(polygon, [*polygon[1:], *polygon[:1]]):
        f, g = (a * x + b * y - c for x, y in (here, after))
        if f >= 0:
            kept.append(here)
        if f * g < 0:
            share = f / (f - g)
            kept.append(
                (here[0] + share * (after[0] - here[0]), here[1] + share * (after[1] - here[1]))
            )
    return kept
