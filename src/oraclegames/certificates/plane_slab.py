"""A slab between two neighbouring lines x = A_sc: its sections, and where they end.

The factors of the cells (:mod:`oraclegames.certificates.plane_face`) and the lines y = B_sc are
sections above x. Their number and order change only at *spots*: where two related factors meet,
where one is singular or upright, and on the lines of payoffs: common zeros of two polynomials, or
roots of one. Around a spot (X, Y) take c < Y < d such that no other section passes between c and d
at X (:mod:`oraclegames.certificates.plane_spots`), then a < X < b so near that no section passes
through the heights c and d between a and b. So the sections between c and d at a, and at b, are
those that end at the spot; all others go on, in their order.

Between two spots nothing changes along a section that matters: one exact sample tells what is
reached below it, on it and above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

from flint import fmpq_poly

from oraclegames.certificates.curve import between_roots
from oraclegames.certificates.demands import Interval, TooManyError
from oraclegames.certificates.plane_arcs import Edge, Graph, Node
from oraclegames.certificates.plane_face import Asked, PlaneFace, along, equal
from oraclegames.certificates.plane_spots import (
    Name,
    Spot,
    distinct,
    heights_of,
    merged,
    roots_between,
    vanishes,
)
from oraclegames.exact.bivariate import common_zeros


@dataclass
class Slab:
    """What lies between two neighbouring lines x = A_sc.

    Attributes:
        graph: where nodes and edges go.
        asked: which values are asked for.
        x: the lines.
        ys: the lines y = B_sc.
        left_pairs: so many pairs of factors may still be intersected.
    """

    graph: Graph
    asked: Asked
    x: Interval
    ys: Sequence[Fraction]
    left_pairs: int
    _ends: dict[tuple[int, Name | int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cells = [PlaneFace(self.asked, self.x, place) for place in pairwise(self.ys)]
        self.lines = [PlaneFace(self.asked, self.x, (y, y)) for y in self.ys]
        self.spots = merged(self._spots())
        self.knots = distinct([s.x for s in self.spots])
        self.samples = [between_roots(*pair) for pair in pairwise(self._knots)]
        for spot in self.spots:
            spot.low, spot.high = heights_of(spot, self._others(spot), self._near(spot))
            spot.left, spot.right = self._beside(spot)
            spot.node = self.graph.add(self._node(spot))

    @property
    def _knots(self) -> list[Any]:
        return [self.x[0], *self.knots, self.x[1]]

    def _factors(self) -> Iterator[tuple[Name, Any]]:
        """All factors that are sections: those in which y occurs."""
        for j, cell in enumerate(self.cells):
            for name, f in cell.factors.items():
                if "y" in name:
                    yield (j, name), f

    # -- spots -------------------------------------------------------------------------------------

    def _spots(self) -> list[Spot]:
        found: list[Spot] = []
        for j, cell in enumerate(self.cells):
            for name, f in cell.factors.items():
                if "y" in name and "x" in name and f.degrees()[1] > 1:
                    slope = f.derivative("y")
                    for x, y in common_zeros(f, slope, self.x, cell.y):
                        found.append(Spot(x, y, j, False, {(j, name)}))
            for (one, f), (other, g) in combinations(cell.factors.items(), 2):
                parallel = ("x" in one + other) + ("y" in one + other) < 2
                if parallel or not cell.related(one, other):
                    continue
                self.left_pairs -= 1
                if self.left_pairs < 0:
                    raise TooManyError
                for x, y in common_zeros(f, g, self.x, cell.y):
                    found.append(Spot(x, y, j, False, {(j, one), (j, other)}))
        for j, y in enumerate(self.ys):
            polynomials: list[tuple[Name | None, fmpq_poly]] = []
            for i in (j - 1, j):
                if 0 <= i < len(self.cells):
                    for name, f in self.cells[i].factors.items():
                        polynomials.append(((i, name), along(f, 0, y)))
            polynomials += [(None, p) for p in self.lines[j].restricted(0)]
            for zero, p in polynomials:
                zeros = {zero} if zero else set()
                found += [Spot(x, y, j, True, {*zeros}) for x in roots_between([p], self.x)]
        return found

    def _near(self, spot: Spot) -> Iterator[tuple[Name, Any]]:
        """The sections that may pass near a spot, and could matter there."""
        for (j, name), f in self._factors():
            if spot.on_line:
                if j in (spot.row - 1, spot.row):
                    yield (j, name), f
            elif j == spot.row:
                zeros = [zero for _, zero in spot.zeros]
                if name in zeros or any(self.cells[j].related(name, zero) for zero in zeros):
                    yield (j, name), f

    def _others(self, spot: Spot) -> list[Any]:
        """Other spots above the same place, and the lines around."""
        lines = [
            self.ys[j] for j in (spot.row - spot.on_line, spot.row + 1) if 0 <= j < len(self.ys)
        ]
        spots = [s.y for s in self.spots if s is not spot and equal(s.x, spot.x)]
        return [y for y in (*spots, *lines) if y != spot.y]

    def _node(self, spot: Spot) -> Node:
        at = spot.x, spot.y
        if spot.on_line:
            return Node(at, self.lines[spot.row].reached(at))
        cell = self.cells[spot.row]
        ones = {k for _, name in spot.zeros for k in cell.having(name)}
        return Node(at, cell.reached(at, ones), cell.reached((spot.left, spot.low)))

    def _beside(self, spot: Spot) -> tuple[Fraction, Fraction]:
        """Places left and right of a spot, up to which no section leaves through its heights."""
        roots = self._knots
        for (j, _), f in self._near(spot):
            for height, own in ((spot.low, spot.row - spot.on_line), (spot.high, spot.row)):
                if j == own:
                    roots += roots_between([along(f, 0, height)], self.x)
        left, right = (x for x in roots if x < spot.x), (x for x in roots if x > spot.x)
        return between_roots(max(left), spot.x), between_roots(spot.x, min(right))

    # -- sections ----------------------------------------------------------------------------------

    def _roots(self, name: Name, f: Any, x: Fraction) -> list[Any]:
        """The heights of a factor's sections at a place, ascending."""
        return roots_between([along(f, 1, x)], self.cells[name[0]].y)

    def end_at(self, end: int, heights: Sequence[Fraction], nodes: Sequence[int]) -> None:
        """Sections end at the slab's left (0) or right (1) line, at the nodes between heights."""
        border, stretch = self.x[end], end * len(self.knots)
        inner = self._knots[-2] if end else self._knots[1]
        roots = [
            root
            for (j, _), f in self._factors()
            for height in heights
            if self.cells[j].y[0] < height < self.cells[j].y[1]
            for root in roots_between([along(f, 0, height)], self.x)
            if (inner < root if end else root < inner)
        ]
        near = max([inner, *roots]) if end else min([inner, *roots])
        at = between_roots(near, border) if end else between_roots(border, near)
        for name, f in self._factors():
            for m, root in enumerate(self._roots(name, f, at)):
                place = sum(height < root for height in heights)
                self._ends[stretch, name, 2 * m + end] = nodes[place]
        for j, y in enumerate(self.ys):
            place = sum(height < y for height in heights)
            self._ends[stretch, j, end] = nodes[place]

    def connect(self) -> None:
        """All edges of the slab, between the nodes that are known."""
        for k, x in enumerate(self.knots):
            self._pass(k, x)
        for k, sample in enumerate(self.samples):
            for (j, name), f in self._factors():
                for m, y in enumerate(self._roots((j, name), f, sample)):
                    ends = [self._ends[k, (j, name), 2 * m + end] for end in (0, 1)]
                    cell, at = self.cells[j], (sample, y)
                    ones = cell.having(name)
                    trace = cell.beside(at, 1, -1), cell.reached(at, ones), cell.beside(at, 1, 1)
                    self.graph.edges.append(Edge(name, (ends[0], ends[1]), trace))
            for j, y in enumerate(self.ys):
                at = sample, y
                below, above = (
                    0 <= i < len(self.cells) and self.cells[i].beside(at, 1, side)
                    for i, side in ((j - 1, -1), (j, 1))
                )
                trace = below, self.lines[j].reached(at), above
                ends = [self._ends[k, j, end] for end in (0, 1)]
                self.graph.edges.append(Edge(f"y = {y}", (ends[0], ends[1]), trace))

    def _pass(self, k: int, x: Any) -> None:
        """What ends at the spots above a place, and what goes on there."""
        # Long: sections, lines, and upright factors.
        here = sorted((s for s in self.spots if equal(s.x, x)), key=lambda s: s.low)
        sides: dict[Name, list[list[int]]] = {}
        for name, f in self._factors():
            around = self.samples[k], self.samples[k + 1]
            sides[name] = [list(range(len(self._roots(name, f, at)))) for at in around]
        for spot in here:
            for end, at in ((1, spot.left), (0, spot.right)):
                for name, f in self._near(spot):
                    if name not in spot.zeros:
                        continue
                    for m, root in enumerate(self._roots(name, f, at)):
                        if spot.low < root < spot.high:
                            self._ends[k + 1 - end, name, 2 * m + end] = spot.node
                            sides[name][1 - end].remove(m)
        for name, (left, right) in sides.items():
            if len(left) != len(right):
                raise AssertionError("sections end at spots alone")
            for m, n in zip(left, right):
                node = self.graph.add(Node())
                self._ends[k, name, 2 * m + 1] = self._ends[k + 1, name, 2 * n] = node
        for j in range(len(self.lines)):
            on = next((s.node for s in here if s.on_line and s.row == j), None)
            node = self.graph.add(Node()) if on is None else on
            self._ends[k, j, 1] = self._ends[k + 1, j, 0] = node
        self._uprights(x, here)

    def _uprights(self, x: Any, here: Sequence[Spot]) -> None:
        """Edges of factors in which y does not occur."""
        for j, cell in enumerate(self.cells):
            for name, f in cell.factors.items():
                if "y" in name or not vanishes(along(f, 0, cell.y[0]), x):
                    continue
                on = [s for s in here if (j, name) in s.zeros]
                for low, high in pairwise(on):
                    height = between_roots(low.y, high.y)
                    at = x, height
                    trace = (
                        cell.beside(at, 0, -1),
                        cell.reached(at, cell.having(name)),
                        cell.beside(at, 0, 1),
                    )
                    self.graph.edges.append(Edge(name, (low.node, high.node), trace))
