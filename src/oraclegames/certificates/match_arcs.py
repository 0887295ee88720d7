"""The pieces of a match's fixed points: boxes of ⌈1/ε⌉ zones a side that touch."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from oraclegames.certificates.part import Part


def check_arcs(part: Part, points: Sequence[Any], epsilon: Fraction) -> None:
    """Which points belong together, and that a piece's ends and way are points of it."""
    pieces = _pieces([_box(point.zones, epsilon) for point in points])
    part.require(len(part.items()) == len(pieces), f"there are {len(pieces)} pieces")
    for arc, piece in zip(part, pieces):
        arc.only("size", "ends", "payoffs", "way")
        arc["size"].require(arc["size"].integer() == len(piece), f"it has {len(piece)} points")
        way = [row.integer() for row in arc["way"]]
        inside = len(set(way)) == len(way) > 0 and set(way) <= set(piece)
        arc["way"].require(inside, "these are no points of this piece")
        shown = [points[row].part for row in way]
        same = arc["payoffs"].value == [point["payoffs"].value for point in shown]
        arc["payoffs"].require(same, "these are not the payoffs on the way")
        ends = [{key: shown[k][key].value for key in ("play", "payoffs")} for k in (0, -1)]
        arc["ends"].require(arc["ends"].value == ends, "these are not the ends of the way")


def _box(zones: Any, epsilon: Fraction) -> tuple[int, ...]:
    side = 2 * -(-epsilon.denominator // epsilon.numerator)
    return tuple((2 * read[-1] + (len(read) == 1)) // side for row in zones for read in row)


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
                near = tuple(a + b for a, b in zip(box, step))
                if near in left:
                    left.discard(near)
                    stack.append(near)
        pieces.append(sorted(piece))
    return sorted(pieces, key=lambda piece: (-len(piece), piece[0]))
