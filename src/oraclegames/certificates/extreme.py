"""Vertices of the polytope of correlated equilibria: each is one, and there are no others.

A vertex lies on as many independent planes as there are outcomes. That there are no others is shown
by cutting the simplex of all distributions, or by following every edge from every vertex: each ends
in a vertex of the list, and the graph of a polytope is connected (Balinski 1961).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from flint import fmpq, fmpq_mat

from oraclegames.certificates.part import Part
from oraclegames.certificates.polytope import Polytope
from oraclegames.exact.rational import to_fmpq

Row = tuple[Fraction, ...]
Numbers = list[fmpq]


class Vertices:
    """Points that a document calls extreme; made, they are shown to be.

    Args:
        part: the points.
        rows: what an equilibrium P meets: row·P ≥ 0.
        size: the number of outcomes.
    """

    def __init__(self, part: Part, rows: Sequence[Row], size: int) -> None:
        self.part, self.size = part, size
        units = [tuple(Fraction(int(k == j)) for k in range(size)) for j in range(size)]
        self.rows = [list(map(to_fmpq, row)) for row in dict.fromkeys((*units, *rows))]
        self.matrix = fmpq_mat(self.rows)
        self.points = [tuple(map(to_fmpq, item.rationals(size))) for item in part]
        self.known = set(self.points)
        part.require(len(self.known) == len(self.points) > 0, "none, or one twice")
        self.tight = [self._tight(item, point) for item, point in zip(part, self.points)]

    def _tight(self, item: Part, point: tuple[fmpq, ...]) -> list[int]:
        """The planes on which a point lies."""
        item.require(sum(point, fmpq(0)) == 1, "it is no distribution")
        slacks = self._slacks(point)
        item.require(min(slacks) >= 0, "somebody gains by another move, or it is negative")
        tight = [k for k, slack in enumerate(slacks) if slack == 0]
        rank = fmpq_mat([*(self.rows[k] for k in tight), [fmpq(1)] * self.size]).rank()
        item.require(rank == self.size, "a point is no vertex")
        return tight

    def _slacks(self, vector: Sequence[fmpq]) -> Numbers:
        return list((self.matrix * fmpq_mat([[x] for x in vector])).entries())

    def check_all(self, *, cutting: bool) -> None:
        """That there are no others."""
        if cutting:
            self._by_cutting()
            return
        for item, point, tight in zip(self.part, self.points, self.tight):
            for end in self._ends(point, tight):
                item.require(end in self.known, "there are other vertices: an edge ends in one")

    def _by_cutting(self) -> None:
        body = Polytope.simplex(self.size - 1, fmpq(1))
        for row in self.rows[self.size :]:
            body = body.cut([*(a - row[-1] for a in row[:-1]), row[-1]])
        found = {(*point, 1 - sum(point, fmpq(0))) for point in body.points}
        self.part.require(found <= self.known, "there are other vertices")

    def _ends(self, point: tuple[fmpq, ...], tight: list[int]) -> Iterator[tuple[fmpq, ...]]:
        """Where the edges from a vertex end."""
        basis = self._basis(tight)
        inverse = fmpq_mat([*(self.rows[k] for k in basis), [fmpq(1)] * self.size]).inv()
        slacks, changes = self._slacks(point), (self.matrix * inverse).tolist()
        others = [k for k in tight if k not in set(basis)]
        for weights in _rays([changes[k][:-1] for k in others], len(basis)):
            along = [sum((w * x for w, x in zip(weights, row) if w), fmpq(0)) for row in changes]
            step = min(s / -c for s, c in zip(slacks, along) if c < 0)
            yield tuple(x + step * d for x, d in zip(point, along))

    def _basis(self, tight: list[int]) -> list[int]:
        """So many independent planes that only the point lies on all."""
        reduced, rank = fmpq_mat([list(c) for c in zip(*(self.rows[k] for k in tight))]).rref()
        lead = [next(k for k, x in enumerate(row) if x != 0) for row in reduced.tolist()[:rank]]
        return [tight[k] for k in lead]


def _rays(rows: Sequence[Numbers], size: int) -> list[Sequence[fmpq]]:
    """The edges of {u ≥ 0 : row·u ≥ 0}, cut with Σ u = 1: a simplex, cut with the rows."""
    if not size:
        return []
    body = Polytope.simplex(size - 1, fmpq(1))
    for row in rows:
        body = body.cut([*(a - row[-1] for a in row[:-1]), row[-1]])
    return [(*point, 1 - sum(point, fmpq(0))) for point in body.points]
