"""Arcs: the connected pieces that fixed points trace as δ → 0.

Near a curve of limits the fixed points fill a strip some 1/(2ε) zones wide, because there a step ε
falls inside the zone that was read. So the square of plays is cut into boxes of ⌈1/ε⌉ zones a side,
and two points belong to the same *arc* if a chain of touching boxes, corners included, leads from
one to the other with a fixed point in every box: points within ⌈1/ε⌉ zones of each other always do,
points more than 2⌈1/ε⌉ zones from all others never.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from oraclegames.exact.real import Real
from oraclegames.reflective.match.fixed_points import FixedPoint, Payoffs, payoffs_at


@dataclass(frozen=True)
class Arc:
    """One connected piece of a match's fixed points.

    Attributes:
        points: positions in the match's list of fixed points, ascending.
        way: positions of fixed points from end to end, between the ends one for each box: the one
            with the largest sum of payoffs there, the first of equals; ordered by their projection
            on the line between the ends. The ends lie far apart in play: one is the farthest from
            the first of the list, the other the farthest from that; a piece of one point has one.
        among: the match's fixed points.
    """

    points: tuple[int, ...]
    way: tuple[int, ...]
    among: Sequence[FixedPoint] = field(repr=False, compare=False)

    @property
    def ends(self) -> tuple[FixedPoint, FixedPoint]:
        """Two fixed points far apart in play; equal if the piece is one point."""
        return self.among[self.way[0]], self.among[self.way[-1]]

    @property
    def path(self) -> tuple[FixedPoint, ...]:
        """The fixed points on the way from end to end."""
        return tuple(self.among[row] for row in self.way)

    @property
    def payoffs(self) -> tuple[Payoffs, ...]:
        """The payoffs that the arc traces, from end to end."""
        return tuple(payoffs_at(self.among, self.way))


def trace_arcs(
    points: Sequence[FixedPoint],
    places: Sequence[tuple[int, ...]],
    welfare: Sequence[Real],
    epsilon: Fraction,
) -> tuple[Arc, ...]:
    """Group fixed points into arcs, largest first.

    Args:
        points: n fixed points.
        places: for each point its coordinates in half zones: 2k + 1 inside zone k, 2k below it.
        welfare: the sums of payoffs, which choose the point that stands for a box.
        epsilon: the step ε.

    Cost: O(n log n).
    """
    side = 2 * -(-epsilon.denominator // epsilon.numerator)
    boxes = [tuple([x // side for x in place]) for place in places]
    unique = sorted(set(boxes))
    piece = dict(zip(unique, connected_pieces(unique)))
    pieces: dict[int, list[int]] = {}
    for row, box in enumerate(boxes):
        pieces.setdefault(piece[box], []).append(row)
    arcs = []
    for rows in pieces.values():
        first = _farthest(rows, places, places[rows[0]])
        last = _farthest(rows, places, places[first])
        way = [there - here for here, there in zip(places[first], places[last])]
        best: dict[tuple[int, ...], int] = {}
        for row in rows:
            known = best.setdefault(boxes[row], row)
            if welfare[row] > welfare[known]:
                best[boxes[row]] = row
        # Along the way from the first, up to a constant.
        inner = sorted(best.values(), key=lambda row: sum(map(operator.mul, places[row], way)))
        between = [row for row in inner if row not in (first, last)]
        path = dict.fromkeys([first, *between, last])
        arcs.append(Arc(tuple(rows), tuple(path), points))
    return tuple(sorted(arcs, key=lambda arc: (-len(arc.points), arc.points[0])))


def connected_pieces(boxes: Sequence[tuple[int, ...]]) -> list[int]:
    """For each box the number of its piece; boxes touch if no coordinate differs by more than 1."""
    piece = dict.fromkeys(boxes, -1)
    steps = list(product((-1, 0, 1), repeat=len(boxes[0]))) if boxes else []
    for number, start in enumerate(boxes):
        if piece[start] >= 0:
            continue
        piece[start], stack = number, [start]
        while stack:
            here = stack.pop()
            for step in steps:
                near = tuple(map(operator.add, here, step))
                if piece.get(near, 0) < 0:
                    piece[near] = number
                    stack.append(near)
    return [piece[box] for box in boxes]


def _farthest(
    rows: Sequence[int], places: Sequence[tuple[int, ...]], origin: tuple[int, ...]
) -> int:
    """The first of the rows whose place has the largest distance from an origin."""
    return max(rows, key=lambda row: sum([(a - b) ** 2 for a, b in zip(places[row], origin)]))
