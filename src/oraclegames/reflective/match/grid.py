"""The grid of all pairs of readings, and where a small common step is surely a gain for both.

For players with at most two moves the readings are a zone i of the first player's and a zone j of
the second player's probability of the first move. All numbers are whole over a known denominator,
so that every comparison is exact: edges over D, midpoints over 2D, with δ = N/D. A player with one
move has the single zone [1, 1].

A *row* are the pairs with one zone of the first player. In a row, what is surely a gain are few
intervals of the second player's zones: a gain is a sum of two shares, one for each player's
reading, and a share is linear in the edges. So a row is told by the ends of its intervals.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.seat import Table

Whole = list[list[int]]
"""A table of two times two whole numbers, by the first and the second player's move."""

Interval = tuple[int, int]
"""Zones from the first number to before the second; none where they are equal."""


@dataclass(frozen=True)
class Grid:
    """The zones of both players.

    Attributes:
        zones: the zones of precision δ.
        unit: D.
        edges: for each player the edges over D, one more than there are zones.
        middles: for each player the midpoints over 2D.
        moves: for each player the number of moves, 1 or 2.
    """

    zones: Zones
    unit: int
    edges: tuple[list[int], list[int]]
    middles: tuple[list[int], list[int]]
    moves: tuple[int, int]

    @classmethod
    def of(cls, zones: Zones, moves: tuple[int, int]) -> Grid:
        """The grid for players with one or two moves each."""
        step, unit = zones.delta.numerator, zones.delta.denominator
        line = [*range(0, zones.count * step, step), unit]
        edges = (line if moves[0] == 2 else [unit] * 2), (line if moves[1] == 2 else [unit] * 2)
        middles = (
            [low + high for low, high in pairwise(edges[0])],
            [low + high for low, high in pairwise(edges[1])],
        )
        return cls(zones, unit, edges, middles, moves)

    @property
    def shape(self) -> tuple[int, int]:
        """The number of zones of each player."""
        return len(self.middles[0]), len(self.middles[1])


class Gains:
    """Where a small common step is surely a gain for both players, row by row."""

    def __init__(self, grid: Grid, tables: tuple[Table, Table]):
        # Long: the shares of both players, and each pair of moves.
        self.grid = grid
        self._row = -1
        self._found: list[tuple[int, int, int, int]] = []
        whole = [whole_table(table) for table in tables]
        turned = [[list(line) for line in zip(*table)] for table in whole]
        first = [[self._share(table, 0, o) for table in whole] for o in range(grid.moves[0])]
        second = [[self._share(table, 1, p) for table in turned] for p in range(grid.moves[1])]
        across = [[_Above(least(share)) for share in shares] for shares in first]
        down = [[least(share) for share in shares] for shares in second]
        self._pairs = []
        for o in range(grid.moves[0]):
            for p in range(grid.moves[1]):
                # A player i already at her move, the other anywhere: is it a gain for both?
                arrived = (
                    all(share[_end(o)] > 0 for share in second[p]),
                    all(share[_end(p)] > 0 for share in first[o]),
                )
                self._pairs.append((o, p, list(zip(across[o], down[p])), arrived))

    def steps(self, row: int) -> list[tuple[int, int, int, int]]:
        """For the zones of a row, (o, p, start, stop) where a step to the moves o and p gains.

        D(o, p) > 0 for both payoffs at all corners, with and without a share that vanishes.
        """
        if row == self._row:
            return self._found
        rows, columns = self.grid.shape
        found = []
        for o, p, shares, arrived in self._pairs:
            start, stop = 0, columns
            for above, lowest in shares:
                low, high = above.zones(-lowest[row])
                start, stop = max(start, low), min(stop, high)
            # Player 1 at move o: x1 is 1 for move 0, an edge of the last zone, and 0 for move 1.
            at_move = row == (rows - 1 if o == 0 else 0)
            if at_move and not arrived[0]:
                continue
            if at_move or not arrived[1]:
                start, stop = (start, min(stop, columns - 1)) if p == 0 else (max(start, 1), stop)
            if start < stop:
                found.append((o, p, start, stop))
        self._row, self._found = row, found
        return found

    def _share(self, table: Whole, player: int, move: int) -> list[int]:
        """What player's growing move brings at the edges of the *other* player's zones."""
        edges, unit = self.grid.edges[1 - player], self.grid.unit
        if self.grid.moves[player] == 1:
            return [0] * len(edges)
        sign = 1 if move == 0 else -1
        here, there = (sign * (table[0][k] - table[1][k]) for k in (0, 1))
        return [here * edge + there * (unit - edge) for edge in edges]


class _Above:
    """Numbers that rise or fall along the zones: where are they above a bound?"""

    def __init__(self, values: list[int]):
        self.rising = values[0] <= values[-1]
        self.values = values if self.rising else [-value for value in values]

    def zones(self, bound: int) -> Interval:
        """The zones whose number is larger."""
        if self.rising:
            return bisect_right(self.values, bound), len(self.values)
        return 0, bisect_left(self.values, -bound)


def least(values: Sequence[int]) -> list[int]:
    """The least of each two neighbours: of linear values at edges, those of the zones."""
    return list(map(min, values[:-1], values[1:]))


def whole_table(table: Any) -> Whole:
    """A table of rationals as whole numbers over one denominator, padded with zeros to 2×2."""
    scale = math.lcm(*(Fraction(value).denominator for row in table for value in row))
    padded = [[0, 0], [0, 0]]
    for a, row in enumerate(table):
        for b, value in enumerate(row):
            padded[a][b] = int(value * scale)
    return padded


def _end(move: int) -> int:
    """The position, in a line of edges, of the edge where a player is at this move."""
    return -1 if move == 0 else 0
