"""The blocks of a match that hold no fixed point, each with the bound that excludes it.

All places are cut at thresholds: a block in which the programs play elsewhere is kept with the
bound that says so, of others what they do not reach is cut away, and the rest is cut in two. Cells
are left, a zone or a threshold for each cumulative probability; their equations are solved by who
re-checks the document, :mod:`oraclegames.certificates.blocks`, in whose arithmetic the bounds are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.budget import Clock, OutOfTime
from oraclegames.certificates.blocks import Box, Cover, everything, has_order
from oraclegames.certificates.group_cover import MAX_READINGS
from oraclegames.certificates.part import Part
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.rational import format_rational

MAX_BLOCKS = 100_000


@dataclass(frozen=True)
class Bound:
    """Between which numbers a probability is played, after all readings of a block.

    Attributes:
        probability: which one, of all players' cumulative probabilities one after the other.
        least, most: the numbers.
    """

    probability: int
    least: Fraction
    most: Fraction


@dataclass(frozen=True)
class ExcludedBlock:
    """A block without a fixed point.

    Attributes:
        places: the first and the last half zone of each cumulative probability: 2k + 1 is inside
            of zone k, 2k on its lower threshold.
        bound: what is played there lies outside of the block; None where the block has a cumulative
            probability below an earlier one.
    """

    places: Box
    bound: Bound | None

    def to_dict(self) -> dict[str, Any]:
        """The block for JSON."""
        bound = self.bound and {
            "probability": self.bound.probability,
            "least": format_rational(self.bound.least),
            "most": format_rational(self.bound.most),
        }
        return {"places": [list(place) for place in self.places], "bound": bound}


@dataclass(frozen=True)
class Blocks:
    """All places of a match: blocks without a fixed point, and cells.

    Attributes:
        excluded: the blocks that hold none.
        cells: the cells that are left, a half zone for each cumulative probability.
    """

    excluded: tuple[ExcludedBlock, ...]
    cells: tuple[tuple[int, ...], ...]

    def to_dict(self) -> dict[str, Any]:
        """The blocks and cells for JSON."""
        excluded = [block.to_dict() for block in self.excluded]
        return {"excluded": excluded, "cells": list(map(list, self.cells))}


def kept_blocks(cover: Callable[[], Cover], clock: Clock) -> Blocks | None:
    """The blocks of a match; None if the clock, or Ctrl-C, does not allow them.

    Raises:
        UnsupportedError: there are too many, or too many readings.
    """
    try:
        return blocks_of(cover(), clock)
    except InputError:
        raise UnsupportedError(
            f"blocks are kept where there are at most {MAX_READINGS} readings: take a coarser "
            "delta, or keep no blocks"
        ) from None
    except (OutOfTime, KeyboardInterrupt):
        return None


def blocks_of(cover: Cover, clock: Clock) -> Blocks:
    """Cut all places until each is in a block without a fixed point or in a cell.

    Raises:
        UnsupportedError: that takes more than ``MAX_BLOCKS``.
        OutOfTime: as the clock says.
    """
    excluded: list[ExcludedBlock] = []
    cells: list[tuple[int, ...]] = []
    stack = [everything(cover)]
    while stack:
        clock.check()
        if len(excluded) + len(cells) > MAX_BLOCKS:
            raise UnsupportedError(
                f"more than {MAX_BLOCKS} blocks: take a coarser delta, or keep no blocks"
            )
        box = stack.pop()
        if not has_order(box, cover.counts):
            excluded.append(ExcludedBlock(box, None))
            continue
        bounds = _bounds(cover, box)
        missed = [b for b in bounds if _reached(cover, box, b) is None]
        if missed:
            excluded.append(ExcludedBlock(box, missed[0]))
            continue
        for bound in bounds:
            axis, reached = bound.probability, _reached(cover, box, bound)
            for piece in _outside(box[axis], reached):
                part = (*box[:axis], piece, *box[axis + 1 :])
                excluded.append(ExcludedBlock(part, _excluding(cover, part, axis)))
            box = (*box[:axis], reached, *box[axis + 1 :])
        widths = [last - first for first, last in box]
        if any(widths):
            stack += _cut(box, widths.index(max(widths)))
        else:
            cells.append(tuple(first for first, _ in box))
    return Blocks(tuple(excluded), tuple(cells))


def _bounds(cover: Cover, box: Box) -> list[Bound]:
    return [Bound(axis, low, high) for axis, (low, high) in enumerate(cover.ranges(box))]


def _excluding(cover: Cover, box: Box, axis: int) -> Bound | None:
    """The bound of a block that has been cut off: in order it has one, out of order it needs none.

    What is played in a part lies within what is played in the whole.
    """
    return _bounds(cover, box)[axis] if has_order(box, cover.counts) else None


def _reached(cover: Cover, box: Box, bound: Bound) -> Any:
    """The places that what is played shares with the block; None if there are none."""
    first, last = box[bound.probability]
    reached = max(first, cover.half(bound.least)), min(last, cover.half(bound.most))
    return reached if reached[0] <= reached[1] else None


def _outside(place: tuple[int, int], kept: tuple[int, int]) -> Iterator[tuple[int, int]]:
    if place[0] < kept[0]:
        yield place[0], kept[0] - 1
    if kept[1] < place[1]:
        yield kept[1] + 1, place[1]


def _cut(box: Box, axis: int) -> list[Box]:
    """Below, on and above the threshold in the middle."""
    first, last = box[axis]
    middle = (first + last) // 4 * 2
    if middle < first:
        middle += 2
    pieces = [(first, middle - 1), (middle, middle), (middle + 1, last)]
    return [(*box[:axis], piece, *box[axis + 1 :]) for piece in pieces if piece[0] <= piece[1]]


def read_blocks(part: Part) -> Blocks:
    """Blocks as they stand in a document."""
    excluded = []
    for item in part["excluded"]:
        places = []
        for place in item["places"]:
            first, last = (half.integer() for half in place.items(2))
            places.append((first, last))
        excluded.append(ExcludedBlock(tuple(places), item.optional("bound", _bound)))
    cells = tuple(tuple(half.integer() for half in item) for item in part["cells"])
    return Blocks(tuple(excluded), cells)


def _bound(part: Part) -> Bound:
    ends = part["least"].rational(), part["most"].rational()
    return Bound(part["probability"].integer(), *ends)
