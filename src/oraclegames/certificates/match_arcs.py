"""The pieces of a match's fixed points: boxes of ⌈1/ε⌉ zones a side that touch, and their ways."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from oraclegames.certificates.part import Part


def check_arcs(part: Part, points: Sequence[Any], epsilon: Fraction) -> None:
    """Which points belong together, and the way through each piece from end to end."""
    places = [_place(point.zones) for point in points]
    side = 2 * -(-epsilon.denominator // epsilon.numerator)
    boxes = [tuple([x // side for x in place]) for place in places]
    pieces = _pieces(boxes)
    part.require(len(part.items()) == len(pieces), f"there are {len(pieces)} pieces")
    for arc, piece in zip(part, pieces):
        arc.only("size", "ends", "payoffs", "way")
        arc["size"].require(arc["size"].integer() == len(piece), f"it has {len(piece)} points")
        way = [row.integer() for row in arc["way"]]
        arc["way"].require(
            way == _way(piece, places, boxes, points), "another way is the one meant"
        )
        shown = [points[row].part for row in way]
        same = arc["payoffs"].value == [point["payoffs"].value for point in shown]
        arc["payoffs"].require(same, "these are not the payoffs on the way")
        ends = [{key: shown[k][key].value for key in ("play", "payoffs")} for k in (0, -1)]
        arc["ends"].require(arc["ends"].value == ends, "these are not the ends of the way")


def _place(zones: Any) -> tuple[int, ...]:
    """In half zones: 2k + 1 inside zone k, 2k at the threshold below it."""
    return tuple([2 * read[-1] + (len(read) == 1) for row in zones for read in row])


def _way(
    piece: Sequence[int],
    places: Sequence[tuple[int, ...]],
    boxes: Sequence[tuple[int, ...]],
    points: Sequence[Any],
) -> list[int]:
    """From the point farthest from the piece's first to the one farthest from that.

    Between them, in the order of their projections, the point of each box whose payoffs have the
    largest sum. Of equals the first counts.
    """
    first = _farthest(piece, places, places[piece[0]])
    last = _farthest(piece, places, places[first])
    start, end = places[first], places[last]
    standing: dict[tuple[int, ...], tuple[Any, int]] = {}
    for row in piece:
        one, other = points[row].payoffs
        total, box = one + other, boxes[row]
        if box not in standing or total > standing[box][0]:
            standing[box] = total, row
    inner = [row for _, row in standing.values() if row not in (first, last)]
    inner.sort(key=lambda row: sum([x * (t - s) for x, s, t in zip(places[row], start, end)]))
    return [first, *inner, last] if first != last else [first, *inner]


def _farthest(
    piece: Sequence[int], places: Sequence[tuple[int, ...]], origin: tuple[int, ...]
) -> int:
    distances = [sum([(x - y) ** 2 for x, y in zip(places[row], origin)]) for row in piece]
    return piece[distances.index(max(distances))]


def _pieces(boxes: Sequence[tuple[int, ...]]) -> list[list[int]]:
    """The rows of each piece, the largest first."""
    rows: dict[tuple[int, ...], list[int]] = {}
    for row, box in enumerate(boxes):
        rows.setdefault(box, []).append(row)
    left, pieces = set(rows), []
    for start in rows:
        if start not in left:
            continue
        left.discard(start)
        stack, piece = [start], []
        while stack:
            box = stack.pop()
            piece += rows[box]
            for step in product((-1, 0, 1), repeat=len(box)):
                near = tuple([a + b for a, b in zip(box, step)])
                if near in left:
                    left.discard(near)
                    stack.append(near)
        pieces.append(sorted(piece))
    return sorted(pieces, key=lambda piece: (-len(piece), piece[0]))
