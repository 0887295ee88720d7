"""Small polytopes by their corners, exactly.

A polytope is kept as points whose convex hull it is. To *cut* it with a half-space keep the points
on the right side, and add where the segments between a point inside and one outside meet the
border: the hull of these is the rest. (Only segments that lie on an edge are needed: those whose
ends share enough of the planes cut so far, and no third point shares as much.)
"""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq

Point = tuple[fmpq, ...]
Form = Sequence[fmpq]
"""Coefficients, the constant last."""


def value(form: Form, point: Point) -> fmpq:
    """The value of a linear function."""
    return sum((a * x for a, x in zip(form, point)), start=form[-1])


class Polytope:
    """Corners, each with the numbers of the planes on which it lies."""

    def __init__(self, corners: Sequence[tuple[Point, frozenset[int]]], planes: int):
        self.corners = list(corners)
        self.planes = planes

    @classmethod
    def simplex(cls, size: int, total: fmpq) -> Polytope:
        """{t ≥ 0, Σ t ≤ total} in so many dimensions."""
        everything = range(size + 1)
        corners = []
        for k in everything:
            point = tuple(total if k == j else fmpq(0) for j in range(size))
            corners.append((point, frozenset(j for j in everything if j != k)))
        return cls(corners, size + 1)

    @property
    def points(self) -> list[Point]:
        """The corners alone."""
        return [point for point, _ in self.corners]

    def cut(self, form: Form) -> Polytope:
        """What is left where the linear function is ≥ 0."""
        number = self.planes
        inside, border, outside = [], [], []
        for point, lies in self.corners:
            at = value(form, point)
            if at > 0:
                inside.append((point, lies, at))
            elif at == 0:
                border.append((point, lies | {number}))
            else:
                outside.append((point, lies, at))
        if not outside:
            kept = [(point, lies) for point, lies, _ in inside]
            return Polytope([*kept, *border], number + 1)
        all_planes = [lies for _, lies in self.corners]
        new: dict[Point, frozenset[int]] = dict(border)
        for p, here, high in inside:
            for q, there, low in outside:
                common = here & there
                if len(common) < len(p) - 1:  # an edge lies on so many planes
                    continue
                if sum(1 for lies in all_planes if common <= lies) > 2:
                    continue
                share = high / (high - low)
                point = tuple(a + share * (b - a) for a, b in zip(p, q))
                new[point] = new.get(point, frozenset()) | common | {number}
        return Polytope([*((p, lies) for p, lies, _ in inside), *new.items()], number + 1)


def in_hull(point: Sequence[fmpq], corners: Sequence[Sequence[fmpq]]) -> bool:
    """Whether a point is a mixture of others.

    The mixtures of the corners, as weights, are cut with one plane for each coordinate.
    """
    count = len(corners)
    if count == 1:
        return list(corners[0]) == list(point)
    # Weights of all corners but the first, which has the rest.
    left = Polytope.simplex(count - 1, fmpq(1))
    for k, x in enumerate(point):
        form = [c[k] - corners[0][k] for c in corners[1:]] + [corners[0][k] - x]
        left = left.cut(form).cut([-a for a in form])
        if not left.corners:
            return False
    return True


def rank(points: Sequence[Sequence[fmpq]]) -> int:
    """The dimension of the plane that points span; −1 if there are none."""
    if not points:
        return -1
    rows = [[a - b for a, b in zip(row, points[0])] for row in points[1:]]
    found = 0
    for column in range(len(points[0])):
        lead = next((k for k in range(found, len(rows)) if rows[k][column] != 0), None)
        if lead is None:
            continue
        rows[found], rows[lead] = rows[lead], rows[found]
        for k in range(found + 1, len(rows)):
            factor = rows[k][column] / rows[found][column]
            rows[k] = [a - factor * b for a, b in zip(rows[k], rows[found])]
        found += 1
    return found
