"""A box of values in 31 × 31 parts: where an objective can be large, and what is left of the box.

What is sure in each part is told by :class:`oraclegames.conditional.two_players.relevance.Sure`.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Callable
from fractions import Fraction

from oraclegames.conditional.two_players.conditions import Place
from oraclegames.conditional.two_players.relevance import Boxes

Box = tuple[Place, Place]

PARTS = 31
"""So many parts of a box on each axis; halves would meet straight curves such as x = 1/2."""

EVERYWHERE: Boxes = (1 << PARTS * PARTS) - 1


def promising(
    box: Box,
    corner: Callable[[tuple[Fraction, Fraction], tuple[Fraction, Fraction]], Fraction],
    least: Callable[[Fraction], bool],
    grows: bool,
) -> Boxes:
    """The parts in which an objective may be large enough.

    Args:
        box: the box.
        corner: the most that the objective is between two corners.
        least: whether so much is enough.
        grows: whether the objective grows with y, or falls.
    """
    xs, ys = ([point_of(place, k) for k in range(PARTS + 1)] for place in box)
    found = 0
    for i, (left, right) in enumerate(itertools.pairwise(xs)):

        def promises(k: int, left: Fraction = left, right: Fraction = right) -> bool:
            j = k if grows else PARTS - 1 - k
            return least(corner((left, ys[j]), (right, ys[j + 1])))

        # along a column the promising parts are at one end
        first = bisect_left(range(PARTS), True, key=promises)
        column = (1 << PARTS - first) - 1
        found |= (column << first if grows else column) << i * PARTS
    return found


def middles(box: Box, parts: Boxes) -> list[tuple[Fraction, Fraction]]:
    """The middle points of some parts."""
    return [
        (point_of(box[0], Fraction(2 * i + 1, 2)), point_of(box[1], Fraction(2 * j + 1, 2)))
        for i, j in _places(parts)
    ]


def cut_around(box: Box, parts: Boxes, axis: int) -> list[Box]:
    """The box around some parts; in two halves along an axis if it is hardly smaller."""
    places = _places(parts)
    spans = [(min(of_axis), max(of_axis) + 1) for of_axis in zip(*places)]
    halves = [spans]
    if all(2 * (last - first) > PARTS for first, last in spans):
        first, last = spans[axis]
        middle = (first + last) // 2
        halves = [
            [part if k == axis else span for k, span in enumerate(spans)]
            for part in ((first, middle), (middle, last))
        ]
    return [(_part(box[0], *x), _part(box[1], *y)) for x, y in halves]


def _places(parts: Boxes) -> list[tuple[int, int]]:
    """Column and row of each part in a set."""
    return [divmod(k, PARTS) for k in range(PARTS * PARTS) if parts >> k & 1]


def point_of(place: Place, k: Fraction | int) -> Fraction:
    """The point at k parts from the lower end."""
    return place[0] + (place[1] - place[0]) * Fraction(k) / PARTS


def _part(place: Place, first: int, last: int) -> Place:
    return point_of(place, first), point_of(place, last)
