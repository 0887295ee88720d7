"""All that bounds the values of two players, found anew, column by column.

The lines x = A_sc cut the plane into slabs (:mod:`oraclegames.certificates.plane_slab`). On a line
itself every limit of a section is a root of one polynomial, and heights between these tell which
section ends where. Edges on the line lie between two of them.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from oraclegames.certificates.curve import between_roots
from oraclegames.certificates.plane_arcs import Edge, Graph, Node
from oraclegames.certificates.plane_face import Asked, PlaneFace, along
from oraclegames.certificates.plane_slab import Slab
from oraclegames.certificates.plane_spots import roots_between

MOST_PAIRS = 100
"""Factors of more pairs, in all cells together, are not intersected."""


class Plane:
    """The whole plane of values.

    Args:
        asked: which values are asked for.

    Attributes:
        xs, ys: the payoffs of each player within what is possible, ascending.
        graph: what was found.

    Raises:
        TooManyError: there are too many curves.
    """

    def __init__(self, asked: Asked):
        self.asked = asked
        self.xs, self.ys = asked.lines
        self.graph = Graph()
        if not self.xs or not self.ys:
            return
        slabs: list[Slab] = []
        left = MOST_PAIRS
        for place in pairwise(self.xs):
            slabs.append(Slab(self.graph, asked, place, self.ys, left))
            left = slabs[-1].left_pairs
        for k, x in enumerate(self.xs):
            before, after = (slabs[i] if 0 <= i < len(slabs) else None for i in (k - 1, k))
            self._column(x, before, after)
        for slab in slabs:
            slab.connect()

    def _column(self, x: Fraction, left: Slab | None, right: Slab | None) -> None:
        """The nodes and edges on a line x = A_sc; what ends there in the slabs beside it."""
        # Long: the nodes, the heights between them, and the edges.
        places: list[tuple[Any, int]] = []
        segments = [PlaneFace(self.asked, (x, x), place) for place in pairwise(self.ys)]
        for j, y in enumerate(self.ys):
            corner = PlaneFace(self.asked, (x, x), (y, y))
            places.append((y, self.graph.add(Node((x, y), corner.reached((x, y))))))
            if j < len(segments):
                polynomials = segments[j].restricted(1)
                for slab in (left, right):
                    if slab is not None:
                        polynomials += [along(f, 1, x) for f in slab.cells[j].factors.values()]
                for root in roots_between(polynomials, (y, self.ys[j + 1])):
                    node = Node((x, root), segments[j].reached((x, root)))
                    places.append((root, self.graph.add(node)))
        heights = [between_roots(low, high) for (low, _), (high, _) in pairwise(places)]
        traces: list[list[bool]] = [[] for _ in heights]
        for slab, end in ((left, 1), (right, 0)):
            if slab is not None:
                slab.end_at(end, heights, [node for _, node in places])
        rows = [sum(y < height for y in self.ys) - 1 for height in heights]
        for slab, side in ((left, -1), (right, 1)):
            for trace, height, j in zip(traces, heights, rows):
                trace.append(slab is not None and slab.cells[j].beside((x, height), 0, side))
        for (first, last), (below, above), height, j in zip(
            pairwise(node for _, node in places), traces, heights, rows
        ):
            on = segments[j].reached((x, height))
            self.graph.edges.append(Edge(f"x = {x}", (first, last), (below, on, above)))
