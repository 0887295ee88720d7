"""The grid of all pairs of readings, and where a small common step is surely a gain for both.

For players with at most two moves the readings are a zone k1 of the first player's and a zone k2 of
the second player's probability of the first move. All numbers are integers over a known
denominator, so that every comparison is exact: edges over D, midpoints over 2D, with δ = N/D.
Arrays are ``int64`` where every intermediate number fits into 62 bits, Python integers else. Axis 0
is always the first player's zone, axis 1 the second's. A player with one move has the single zone
[1, 1].
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from oraclegames.exact.arrays import integer_type, largest
from oraclegames.later import np
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.seat import Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[Any]
    """Whole numbers: ``int64``, or Python integers where these would overflow."""


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
    edges: tuple[Ints, Ints]
    middles: tuple[Ints, Ints]
    moves: tuple[int, int]

    @classmethod
    def of(cls, zones: Zones, moves: tuple[int, int]) -> Grid:
        """The grid for players with one or two moves each."""
        unit = zones.delta.denominator
        whole = [int(edge * unit) for edge in zones.edges]
        edges: list[Ints] = [
            np.array(whole if m == 2 else [unit, unit], dtype=integer_type(2 * unit)) for m in moves
        ]
        middles = [line[:-1] + line[1:] for line in edges]
        return cls(zones, unit, (edges[0], edges[1]), (middles[0], middles[1]), moves)

    @property
    def shape(self) -> tuple[int, int]:
        """The number of zones of each player."""
        return len(self.middles[0]), len(self.middles[1])

    def along(self, values: Ints, player: int, rows: slice) -> Ints:
        """Values by a player's zone as an array that broadcasts over a block of rows."""
        return values[rows, None] if player == 0 else values[None, :]


class Gains:
    """Where a small common step is surely a gain for both players, for all pairs of moves.

    ``steps(rows)[i][o]`` says for a block of zones whether player i's move o is in such a pair.
    """

    def __init__(self, grid: Grid, tables: tuple[Table, Table]):
        self.grid = grid
        whole = [whole_table(table) for table in tables]
        size = max(map(largest, whole))
        self._tables: list[Ints] = [
            table.astype(integer_type(8 * size * grid.unit)) for table in whole
        ]

    def steps(self, rows: slice) -> tuple[list[NDArray[np.bool_]], list[NDArray[np.bool_]]]:
        """The two players' useful moves."""
        shape = (len(range(*rows.indices(self.grid.shape[0]))), self.grid.shape[1])
        found = tuple([np.zeros(shape, dtype=bool) for _ in range(2)] for _ in range(2))
        for o in range(self.grid.moves[0]):
            for p in range(self.grid.moves[1]):
                mask = self._pair(o, p, rows)
                found[0][o] |= mask
                found[1][p] |= mask
        return found[0], found[1]

    def _pair(self, o: int, p: int, rows: slice) -> NDArray[np.bool_]:
        """D(o, p) > 0 for both payoffs at all corners, with and without a share that vanishes."""
        mask: Any = True
        arrived: list[Any] = [True, True]  # player i already at her move, the other anywhere
        for table in self._tables:
            first, second = self._share(table, 0, o), self._share(table.T, 1, p)
            least = np.minimum(first[:-1], first[1:]), np.minimum(second[:-1], second[1:])
            mask = mask & (least[0][None, :] > -least[1][rows, None])
            # Player 1 at move o: x1 is 1 for move 0, an edge of the last zone, and 0 for move 1.
            arrived[0] = arrived[0] and second[_end(o)] > 0
            arrived[1] = arrived[1] and first[_end(p)] > 0
        line = range(*rows.indices(self.grid.shape[0]))
        row = self.grid.shape[0] - 1 if o == 0 else 0
        column = _end(p)
        if not arrived[1]:
            mask[:, column] = False
        if row in line:
            if not arrived[0]:
                mask[row - line.start] = False
            mask[row - line.start, column] = False
        return mask  # type: ignore[no-any-return]

    def _share(self, table: Ints, player: int, move: int) -> Ints:
        """What player's growing move brings at the edges of the *other* player's zones."""
        other = self.grid.edges[1 - player].astype(table.dtype)
        if self.grid.moves[player] == 1:
            return 0 * other
        gain = (table[0] - table[1]) * (1 if move == 0 else -1)
        share: Ints = gain[0] * other + gain[1] * (self.grid.unit - other)
        return share


def whole_table(table: Any) -> Ints:
    """A table of rationals as whole numbers over one denominator, padded with zeros to 2×2."""
    scale = math.lcm(*(Fraction(value).denominator for row in table for value in row))
    padded = np.zeros((2, 2), dtype=object)
    for a, row in enumerate(table):
        for b, value in enumerate(row):
            padded[a, b] = int(value * scale)
    return padded


def _end(move: int) -> int:
    """The position, in a line of edges, of the edge where a player is at this move."""
    return -1 if move == 0 else 0
