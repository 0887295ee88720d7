"""Which cells of two players' places can hold a fixed point: many at once, by bounds.

What is played in a cell is multilinear in the answers at its thresholds, and so lies between the
least and the largest of its values at the corners, where every answer is 0 or 1. At a place they
must reach it from both sides, which the places of these values tell. Where they do, the box of
answers is halved, along one answer after the other, and each half is asked; of most cells nothing
is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, product
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock
from oraclegames.exact.arrays import largest, widened
from oraclegames.later import np
from oraclegames.reflective.match.outputs import Zone

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROUNDS = 4
"""Boxes are halved so often along each answer."""

_AT_ONCE = 1 << 17
"""Boxes with more numbers than this are begun one part after the other."""

_MANY = 1 << 21
"""Boxes with more numbers than this are halved no further."""


@dataclass(frozen=True)
class Place:
    """Where a player's cumulative probabilities lie.

    Attributes:
        halves: 2k + 1 inside zone k, 2k on its lower threshold, for each of them; None if nobody
            reads the player.
        zones: for each of them the zones that a reading can give.
        readings: the readings for all answers "less" and "more", the first threshold slowest.
    """

    halves: tuple[int | None, ...]
    zones: tuple[tuple[int, ...], ...]
    readings: tuple[Zone, ...]

    @classmethod
    def of(cls, halves: tuple[int, ...]) -> Place:
        """The place with these halves."""
        zones = tuple((h // 2,) if h % 2 else (h // 2 - 1, h // 2) for h in halves)
        # A later probability that is read lower than an earlier one is raised to it.
        readings = tuple(tuple(accumulate(read, max)) for read in product(*zones))
        return cls(halves, zones, readings)


class Sieve:
    """The places of the second player, to be met with one of the first after the other.

    Attributes:
        readings: a row for each place, of the numbers of its readings; those of places with fewer
            stand there more than once, which changes no bound.
        counts: how many there are.
    """

    def __init__(self, places: Sequence[Place], number: dict[Zone, int]) -> None:
        self.counts = np.array([len(place.readings) for place in places])
        most = int(self.counts.max())
        self.readings = np.array(
            [
                [number[reading] for reading in place.readings] * (most // len(place.readings))
                for place in places
            ]
        )
        self._columns = [np.ascontiguousarray(column) for column in self.readings.T]
        self._halves = None if None in places[0].halves else np.array([p.halves for p in places])

    def left(self, first: Place, halves: NDArray[Any]) -> NDArray[np.intp]:
        """The places of the second player of whose corners some reach each place from each side.

        Args:
            first: where the first player is.
            halves: where what is played lies, after each of her readings there, by probability and
                the second player's reading.
        """
        least, most = halves.min(axis=0), halves.max(axis=0)
        sides = np.zeros(least.shape[1], dtype=np.uint32)
        asked = 0
        for k, half in enumerate(first.halves):
            if half is not None:
                sides |= ((least[k] <= half) | (most[k] >= half) * np.uint32(2)) << (2 * k)
                asked |= 3 << (2 * k)
        reached = sides[self._columns[0]]
        for column in self._columns[1:]:
            reached |= sides[column]
        left: NDArray[np.intp] = np.flatnonzero(reached == asked)
        if self._halves is None:
            return left
        for k, own in enumerate(self._halves.T, len(first.halves)):
            here, readings = own[left], self.readings[left]
            low, high = least[k][readings].min(axis=1), most[k][readings].max(axis=1)
            left = left[(low <= here) & (here <= high)]
        return left


@dataclass(frozen=True)
class Asked:
    """What is asked of the probabilities of cells, a row for each.

    Attributes:
        low, high: the ends of the place.
        open_low, open_high: whether they are 0 and 1, which belong to the zone.
        inside: whether the place is a zone, not a threshold.
    """

    low: NDArray[Any]
    high: NDArray[Any]
    open_low: NDArray[np.bool_]
    open_high: NDArray[np.bool_]
    inside: NDArray[np.bool_]

    @classmethod
    def at(cls, places: Sequence[tuple[int | None, ...]], edges: Sequence[Sequence[int]]) -> Asked:
        """For the halves of all probabilities; edges are over the denominator of each row."""
        halves = np.array([[-1 if h is None else h for h in row] for row in places], dtype=np.intp)
        last = len(edges[0]) - 1
        nobody = halves < 0
        low = np.where(nobody, 0, halves // 2)
        high = np.where(nobody, last, (halves + 1) // 2)
        rows = np.arange(len(halves))[:, None]
        ends = np.array(edges)
        return cls(
            ends[rows, low], ends[rows, high], low == 0, high == last, nobody | (halves % 2 == 1)
        )

    def of(self, rows: Any) -> Asked:
        """The same of some of them, in another order perhaps, or more than once."""
        ends = self.low[rows], self.high[rows]
        return Asked(*ends, self.open_low[rows], self.open_high[rows], self.inside[rows])

    def reached(self, least: NDArray[Any], most: NDArray[Any], scale: int) -> NDArray[np.bool_]:
        """Whether something between two numbers, over a finer denominator, can lie there."""
        low, high = self.low * scale, self.high * scale
        between = (self.open_high | (least < high)) & (self.open_low | (most > low))
        on = (least <= low) & (low <= most)
        fine: NDArray[np.bool_] = np.asarray(np.where(self.inside, between, on).all(axis=1))
        return fine


def sifted(corners: NDArray[Any], asked: Asked, clock: Clock) -> list[int]:
    """The cells of which something is left when their boxes of answers are halved.

    Args:
        corners: what is played, by cell, probability and corner.
        asked: the cells' places.
        clock: is looked at before each part of them.
    """
    step = max(1, _AT_ONCE // max(1, corners[0].size))
    kept: list[int] = []
    for start in range(0, len(corners), step):
        clock.check()
        part = slice(start, start + step)
        kept += (start + _halved(corners[part], asked.of(part))).tolist()
    return kept


def _halved(corners: NDArray[Any], asked: Asked) -> NDArray[np.int64]:
    cells = np.arange(len(corners))
    count = corners.shape[2].bit_length() - 1
    boxes = widened(corners, largest(corners) << (_ROUNDS * count))
    scale = 1
    for _ in range(_ROUNDS):
        for axis in range(count):
            if not 0 < boxes.size <= _MANY:
                return np.unique(cells)
            line = boxes.reshape(*boxes.shape[:2], 1 << axis, 2, -1)
            less, more = line[..., 0, :], line[..., 1, :]
            halves = ((2 * less, less + more), (less + more, 2 * more))
            scale *= 2
            boxes = np.concatenate([np.stack(half, axis=3).reshape(boxes.shape) for half in halves])
            cells = np.concatenate([cells, cells])
            fine = asked.of(cells).reached(boxes.min(axis=2), boxes.max(axis=2), scale)
            boxes, cells = boxes[fine], cells[fine]
    return np.unique(cells)
