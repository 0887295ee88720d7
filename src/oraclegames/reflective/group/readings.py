"""The readings of one player, numbered: zones of her cumulative probabilities, and their corners.

A mixed strategy over m moves is read by its m − 1 cumulative probabilities. A *reading* is a zone
for each, in order; a *vertex* is an edge for each, in order: the strategies at the corners of a
reading are vertices. A *place* says of each probability whether it lies inside a zone or on a
threshold; on t thresholds it is read in 2^t ways. With two moves all of these are one number.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, combinations_with_replacement, pairwise, product
from typing import TYPE_CHECKING

from oraclegames.later import np
from oraclegames.reflective.agents.reading import Zones

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.intp]

Zone = tuple[int, ...]
"""A zone for each cumulative probability."""


@dataclass(frozen=True)
class Places:
    """The places with thresholds at the same probabilities.

    Attributes:
        halves: for each place and probability 2k + 1 inside zone k, 2k on its lower threshold.
        read: for each place the readings' numbers, after "less" and "more" at each threshold, the
            first slowest.
    """

    halves: list[tuple[int, ...]]
    read: Numbers


class Readings:
    """All readings and vertices of a player, and the places of what she plays.

    Attributes:
        moves: her number of moves.
        zones: the readings.
        vertices: the edges of zones, by number, at each vertex.
        corners: for each reading the numbers of its vertices, some of them twice where others have
            more.
        places: by whether each probability lies on a threshold.
    """

    def __init__(self, zones: Zones, moves: int):
        count = moves - 1
        self.moves = moves
        self.zones: list[Zone] = _rising(range(zones.count), count)
        self.vertices: list[tuple[int, ...]] = _rising(range(zones.count + 1), count)
        number = {vertex: k for k, vertex in enumerate(self.vertices)}
        corners = [
            [number[c] for c in product(*((k, k + 1) for k in read)) if is_rising(c)]
            for read in self.zones
        ]
        self.corners = filled(corners)
        self._number = {read: k for k, read in enumerate(self.zones)}
        self.places = self._places(zones.count, count)

    def _places(self, zones: int, count: int) -> dict[tuple[bool, ...], Places]:
        found: dict[tuple[bool, ...], tuple[list[tuple[int, ...]], list[list[int]]]] = {
            on: ([], []) for on in product((False, True), repeat=count)
        }
        for halves in _rising(range(1, 2 * zones), count):
            halves_of, read_of = found[tuple(half % 2 == 0 for half in halves)]
            halves_of.append(halves)
            ways = ((h // 2,) if h % 2 else (h // 2 - 1, h // 2) for h in halves)
            # A later probability that is read lower than an earlier one is raised to it.
            read_of.append([self._number[tuple(accumulate(read, max))] for read in product(*ways)])
        return {
            on: Places(halves, np.array(read, dtype=np.intp).reshape(len(halves), 2 ** sum(on)))
            for on, (halves, read) in found.items()
        }


def mixed_at(cumulative: tuple[int, ...], whole: int) -> list[int]:
    """The weights of all moves, over the whole, from the cumulative ones."""
    return [after - before for before, after in pairwise((0, *cumulative, whole))]


@dataclass(frozen=True)
class Others:
    """How a player's weight is spread over the moves but one, where it is not all on that one.

    As the weight of this move grows at unit rate while the others shrink in proportion, a payoff
    grows by what the move pays beyond such a spread.

    Attributes:
        rows: for each spread that occurs at a vertex, what the growing weight brings: ``scale`` for
            the move, and minus the spread, over the same.
        scale: their denominator.
        of: for each reading the spreads at its corners; of the reading at whose only corner all
            weight is on the move, none.
        arrived: the readings with a corner where all weight is on the move.
    """

    rows: list[list[int]]
    scale: int
    of: Numbers
    arrived: Numbers

    @classmethod
    def than(cls, move: int, readings: Readings, edges: list[int]) -> Others:
        """The spreads over the moves other than this one, with the edges of zones."""
        whole = edges[-1]
        number: dict[tuple[Fraction, ...], int] = {}
        spread: dict[int, int] = {}
        for k, vertex in enumerate(readings.vertices):
            weights = mixed_at(tuple(edges[e] for e in vertex), whole)
            rest = whole - weights[move]
            if rest:
                share = tuple(
                    Fraction(w, rest) if a != move else Fraction(-1) for a, w in enumerate(weights)
                )
                spread[k] = number.setdefault(share, len(number))
        of, arrived = [], []
        for k, corners in enumerate(readings.corners.tolist()):
            of.append(list(dict.fromkeys(spread[c] for c in corners if c in spread)))
            if any(c not in spread for c in corners):
                arrived.append(k)
        scale = math.lcm(*(x.denominator for share in number for x in share))
        rows = [[-int(x * scale) for x in share] for share in number]
        return cls(rows, scale, filled(of), np.array(arrived, dtype=np.intp))


def filled(rows: list[list[int]]) -> Numbers:
    """Rows of different lengths as an array: a short one repeats its first number."""
    width = max(map(len, rows))
    return np.array([row + row[:1] * (width - len(row)) for row in rows], dtype=np.intp).reshape(
        len(rows), width
    )


def is_rising(line: tuple[int, ...]) -> bool:
    """Whether no number is less than the one before."""
    return all(a <= b for a, b in pairwise(line))


def _rising(numbers: range, count: int) -> list[tuple[int, ...]]:
    return list(combinations_with_replacement(numbers, count))
