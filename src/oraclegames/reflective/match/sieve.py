"""Which cells of two players' places can hold a fixed point: many at once, by bounds.

What is played in a cell is multilinear in the answers at its thresholds, and so lies between the
least and the largest of its values at the corners, where every answer is 0 or 1. At a place they
must reach it from both sides. Where they do, the box of answers is halved, along one answer after
the other, and each half is asked; of most cells nothing is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, product
from typing import TYPE_CHECKING, Any

from oraclegames.exact.arrays import widened
from oraclegames.later import np
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.match.outputs import Zone

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROUNDS = 4
"""Boxes are halved so often along each answer."""

_MANY = 1 << 16
"""No more boxes than this are halved at once."""


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
    """The places of the second player, to be met with one of the first after the other."""

    def __init__(self, places: Sequence[Place], number: dict[Zone, int], zones: Zones) -> None:
        self._last = len(zones.edges) - 1
        self._counts = np.array([len(place.readings) for place in places])
        most = int(self._counts.max())
        # Those of places with fewer stand there more than once, which changes no bound.
        self._readings = np.array(
            [
                [number[reading] for reading in place.readings] * (most // len(place.readings))
                for place in places
            ]
        )
        self._low, self._high, self._inside = self._limits(places)

    def _limits(self, places: Sequence[Place]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """For each place the edges between which each probability lies, by their numbers (twice the
        same on a threshold, all there is if nobody reads it), and whether it is inside a zone."""
        rows = [[-1 if h is None else h for h in place.halves] for place in places]
        halves = np.array(rows, dtype=np.intp)  # of a player with one move there are none
        nobody = halves < 0
        low = np.where(nobody, 0, halves // 2)
        high = np.where(nobody, self._last, (halves + 1) // 2)
        return low, high, nobody | (halves % 2 == 1)

    def cells(
        self, first: Place, outputs: NDArray[Any], edges: Sequence[int]
    ) -> Iterator[tuple[int, list[tuple[int, ...]]]]:
        """The places of the second player that are left, and what is played at their corners.

        Args:
            first: where the first player is.
            outputs: what is played after each of her readings there and each of the second
                player's; whole numbers.
            edges: the zones' edges, over the same denominator.
        """
        ends = np.array(edges, dtype=outputs.dtype)
        low, high, inside = (
            np.concatenate([np.repeat(own, len(other), axis=0), other], axis=1)
            for own, other in zip(self._limits([first]), (self._low, self._high, self._inside))
        )
        least, most = outputs.min(axis=0), outputs.max(axis=0)
        asked = _Asked(ends[low], ends[high], low == 0, high == self._last, inside)
        bounds = least[self._readings].min(axis=1), most[self._readings].max(axis=1)
        left = np.flatnonzero(asked.reached(*bounds))
        found: dict[int, NDArray[Any]] = {}
        for count in sorted(set(self._counts[left].tolist())):
            chosen = left[self._counts[left] == count]
            # The cells, the probabilities, the corners.
            corners = outputs[:, self._readings[chosen, :count]].transpose(1, 3, 0, 2)
            corners = corners.reshape(len(chosen), outputs.shape[2], -1)
            kept = _halved(corners, asked.of(chosen))
            found |= {int(chosen[k]): corners[k] for k in kept.tolist()}
        for k in sorted(found):
            yield k, [tuple(line) for line in found[k].tolist()]


@dataclass(frozen=True)
class _Asked:
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

    def of(self, rows: NDArray[np.int64]) -> _Asked:
        """The same of some of them, in another order perhaps, or more than once."""
        ends = self.low[rows], self.high[rows]
        return _Asked(*ends, self.open_low[rows], self.open_high[rows], self.inside[rows])

    def reached(self, least: NDArray[Any], most: NDArray[Any], scale: int = 1) -> NDArray[np.bool_]:
        """Whether something between two numbers, over a finer denominator, can lie there."""
        low, high = self.low * scale, self.high * scale
        between = (self.open_high | (least < high)) & (self.open_low | (most > low))
        on = (least <= low) & (low <= most)
        fine: NDArray[np.bool_] = np.asarray(np.where(self.inside, between, on).all(axis=1))
        return fine


def _halved(corners: NDArray[Any], asked: _Asked) -> NDArray[np.int64]:
    """The cells of which something is left when their boxes of answers are halved."""
    cells = np.arange(len(corners))
    count = corners.shape[2].bit_length() - 1
    boxes = widened(corners, int(abs(corners).max()) << (_ROUNDS * count) if len(corners) else 0)
    scale = 1
    for _ in range(_ROUNDS):
        for axis in range(count):
            if not 0 < len(boxes) <= _MANY:
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
