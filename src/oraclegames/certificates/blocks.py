"""Blocks that a match's document keeps: each holds no fixed point, and with the cells they are all.

A block says of each cumulative probability between which half zones it lies. A fixed point of the
block is played after readings of it, so that it lies where the programs then play: a block that
misses this in one probability holds none. What is played there is worked out anew, and must be what
the document says. That blocks and cells are everything, each place once, is seen by cutting: a box
that several fill is cut where none of them is cut through, until each part is one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Protocol

from oraclegames.certificates.part import Part

Place = tuple[int, int]
"""The first and the last half zone: 2k + 1 inside of zone k, 2k on its lower threshold."""
Box = tuple[Place, ...]
"""One for each cumulative probability, one player after the other."""


class Cover(Protocol):
    """What a match plays in blocks."""

    @property
    def counts(self) -> Sequence[int]:
        """How many cumulative probabilities each player has."""

    @property
    def last(self) -> int:
        """The last half zone."""

    def ranges(self, box: Box) -> Sequence[tuple[Fraction, Fraction]]:
        """Between which numbers each probability is played, after all readings of a box."""

    def half(self, x: Fraction) -> int:
        """The half zone of a number."""

    def solve(self, cell: tuple[int, ...]) -> None:
        """Solve a cell, a half zone for each probability."""


def everything(cover: Cover) -> Box:
    """All places."""
    return ((1, cover.last),) * sum(cover.counts)


def has_order(box: Box, counts: Sequence[int]) -> bool:
    """Whether somewhere in a box no player's cumulative probability is below an earlier one."""
    rest = iter(box)
    for count in counts:
        least = 0
        for first, last in (next(rest) for _ in range(count)):
            least = max(least, first)
            if last < least:
                return False
    return True


def check_blocks(part: Part, cover: Cover) -> tuple[int, int]:
    """Blocks that hold nothing, and cells, which are solved: together everything; how many of each.

    Raises:
        Refuted: a bound is wrong or excludes nothing, or blocks and cells are not everything.
    """
    part.only("excluded", "cells")
    boxes: list[Box] = []
    for item in part["excluded"]:
        item.only("places", "bound")
        box = _box(item["places"], cover)
        boxes.append(box)
        bound = item.given("bound")
        if bound is None:
            item["bound"].require(not has_order(box, cover.counts), "nothing excludes it")
        else:
            _check_bound(bound, box, cover)
    excluded = len(boxes)
    for item in part["cells"]:
        halves = [half.integer() for half in item.items(sum(cover.counts))]
        item.require(all(1 <= half <= cover.last for half in halves), "there is no such cell")
        boxes.append(tuple((half, half) for half in halves))
    _check_all(part, everything(cover), boxes)
    for box in boxes[excluded:]:
        cover.solve(tuple(first for first, _ in box))
    return excluded, len(boxes) - excluded


def _box(part: Part, cover: Cover) -> Box:
    box: list[Place] = []
    for item in part.items(sum(cover.counts)):
        first, last = (half.integer() for half in item.items(2))
        item.require(1 <= first <= last <= cover.last, "there are no such places")
        box.append((first, last))
    return tuple(box)


def _check_bound(part: Part, box: Box, cover: Cover) -> None:
    """What is played of a probability is what the document says, and lies outside of the block."""
    number, least, most = part.all_of("probability", "least", "most")
    axis = number.integer()
    number.require(0 <= axis < len(box), "there is no such probability")
    low, high = cover.ranges(box)[axis]
    least.require(least.rational() == low, f"there at least {low} is played")
    most.require(most.rational() == high, f"there at most {high} is played")
    first, last = box[axis]
    outside = cover.half(high) < first or cover.half(low) > last
    part.require(outside, "it does not exclude the block")


def _check_all(part: Part, start: Box, boxes: Sequence[Box]) -> None:
    """The boxes fill the first one, each place once."""
    stack = [(start, list(boxes))]
    while stack:
        whole, inside = stack.pop()
        if inside == [whole]:
            continue
        part.require(bool(inside), f"no block and no cell is at {_shown(whole)}")
        axis, groups = _parted(inside)
        part.require(axis is not None, f"blocks overlap, or leave a gap, in {_shown(whole)}")
        assert axis is not None
        ends = [(min(b[axis][0] for b in g), max(b[axis][1] for b in g)) for g in groups]
        first, last = whole[axis]
        here = f"in {_shown(whole)}"
        part.require(ends[0][0] == first and ends[-1][1] == last, f"blocks leave a gap {here}")
        for before, after in pairwise(ends):
            part.require(before[1] + 1 == after[0], f"blocks leave a gap {here}")
        for end, group in zip(ends, groups):
            stack.append(((*whole[:axis], end, *whole[axis + 1 :]), group))


def _parted(boxes: list[Box]) -> tuple[int | None, list[list[Box]]]:
    """Boxes in groups that lie one after the other along an axis; None for one group."""
    for axis in range(len(boxes[0])):
        groups: list[list[Box]] = []
        reached = -1
        for box in sorted(boxes, key=lambda box: box[axis]):
            if box[axis][0] > reached:
                groups.append([])
            groups[-1].append(box)
            reached = max(reached, box[axis][1])
        if len(groups) > 1:
            return axis, groups
    return None, []


def _shown(box: Box) -> str:
    return ", ".join(f"{first}..{last}" for first, last in box)
