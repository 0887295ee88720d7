"""What an agent plays after every possible pair of readings, as arrays of whole numbers.

For players with at most two moves the readings are a zone k1 of the first player's and a zone k2 of
the second player's probability of the first move. All numbers of this file are integers over a
known denominator, so that every comparison is exact: edges over D, midpoints over 2D, with δ = N/D;
and each agent's outputs over its own ``scale``. Arrays are ``int64`` where every intermediate
number fits into 62 bits, Python integers else. Axis 0 is always the first player's zone, axis 1 the
second's.

A player with one move has the single zone [1, 1].
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oraclegames.reflective.agents import Agent, Climber, Constant, HalfPlane
from oraclegames.reflective.grounded import Responder
from oraclegames.reflective.seat import Seat, Table
from oraclegames.reflective.zones import Zones

__all__ = [
    "LABELS",
    "REPLY",
    "STAY",
    "Behaviour",
    "Gains",
    "Grid",
    "Ints",
    "behaviour",
    "codes_on_grid",
]

Ints = NDArray[Any]
"""Whole numbers: ``int64``, or Python integers where these would overflow."""

_SAFE = 1 << 62

LABELS = (
    "stay",
    "step to the first move",
    "step to the second move",
    "step to both",
    "punish",
    "reply",
)
"""What the codes mean: a climber has the codes 0 to 4, any other agent always 5."""

STAY, REPLY = 0, 5


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
            np.array(whole if m == 2 else [unit, unit], dtype=_dtype(2 * unit)) for m in moves
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


class Behaviour(ABC):
    """One agent at one seat, on a grid.

    Attributes:
        scale: outputs are whole numbers over this one, a multiple of D.
        low, high: the own zones' edges over ``scale``; at 0 and 1, where no threshold is, moved
            outwards, so that the ends of [0, 1] count as inside.
    """

    def __init__(self, grid: Grid, player: int, scale: int):
        self.grid = grid
        self.player = player
        self.scale = scale
        edges: Ints = grid.edges[player].astype(_dtype(2 * scale)) * (scale // grid.unit)
        self.low, self.high = edges[:-1].copy(), edges[1:].copy()
        self.low[0] -= 1
        self.high[-1] += 1

    @abstractmethod
    def codes(self, rows: slice, gains: Gains) -> NDArray[np.uint8]:
        """What the agent does after each pair of readings, for a block of the first's zones."""

    @abstractmethod
    def outputs(self, codes: NDArray[np.uint8], first: NDArray[Any], second: NDArray[Any]) -> Ints:
        """The probability of the first move, times ``scale``; the arguments broadcast."""

    def positions(self, codes: NDArray[np.uint8], rows: slice) -> NDArray[np.int8]:
        """Where the output lies relative to the zone that was read of oneself.

        −2 below it, −1 on its lower edge, 0 inside, 1 on its upper edge, 2 above.
        """
        first = np.arange(*rows.indices(self.grid.shape[0]))[:, None]
        outputs = self.outputs(codes, first, np.arange(self.grid.shape[1])[None, :])
        low = self.grid.along(self.low, self.player, rows)
        high = self.grid.along(self.high, self.player, rows)
        return _position(outputs, low, high)


class Gains:
    """Where a small common step is surely a gain for both players, for all pairs of moves.

    ``steps(rows)[i][o]`` says for a block of zones whether player i's move o is in such a pair.
    """

    def __init__(self, grid: Grid, tables: tuple[Table, Table]):
        self.grid = grid
        whole = [_whole(table) for table in tables]
        size = max(abs(int(value)) for table in whole for value in table.flat)
        self._tables: list[Ints] = [table.astype(_dtype(8 * size * grid.unit)) for table in whole]

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


class _Climbing(Behaviour):
    """A climber: what it plays depends on its code and its own zone."""

    def __init__(self, grid: Grid, agent: Climber, seat: Seat):
        self._planes = [_plane_table(plane, seat) for plane in agent.half_planes(seat)]
        punishment = agent.punishment(seat)[0]
        step = seat.epsilon
        scale = math.lcm(4 * grid.unit * step.denominator, punishment.denominator)
        super().__init__(grid, seat.player, scale)
        stay: Ints = grid.middles[seat.player].astype(_dtype(2 * scale)) * (
            scale // (2 * grid.unit)
        )
        kept = stay // step.denominator * (step.denominator - step.numerator)
        lift = int(step * scale)
        one_move = grid.moves[seat.player] == 1
        self._table = np.stack(
            [stay]
            + [stay if one_move else kept + lift * twice // 2 for twice in (2, 0, 1)]
            + [np.full_like(stay, int(punishment * scale))]
        )
        self._places = _position(self._table, self.low, self.high)

    def codes(self, rows: slice, gains: Gains) -> NDArray[np.uint8]:
        first, second = gains.steps(rows)[self.player]
        codes = first.view(np.uint8) | np.left_shift(second.view(np.uint8), np.uint8(1))
        for table in self._planes:
            codes[self._outside(table, rows)] = 4
        return codes

    def _outside(self, table: Ints, rows: slice) -> NDArray[np.bool_]:
        """Where a half-plane is violated at all four corners of the zones."""
        start, stop, _ = rows.indices(self.grid.shape[0])
        unit = self.grid.unit
        size = max(abs(int(value)) for value in table.flat)
        whole: Ints = (table if self.player == 0 else table.T).astype(
            _dtype(8 * size * unit * unit)
        )
        edges = [line.astype(whole.dtype) for line in self.grid.edges]
        x, y = edges[0][start : stop + 1, None], edges[1][None, :]
        here = whole[0, 0] * y + whole[0, 1] * (unit - y)
        there = whole[1, 0] * y + whole[1, 1] * (unit - y)
        below = x * (here - there) < -unit * there
        pairs = below[:-1] & below[1:]
        outside: NDArray[np.bool_] = pairs[:, :-1] & pairs[:, 1:]
        return outside

    def outputs(self, codes: NDArray[np.uint8], first: NDArray[Any], second: NDArray[Any]) -> Ints:
        outputs: Ints = self._table[codes, (first, second)[self.player]]
        return outputs

    def positions(self, codes: NDArray[np.uint8], rows: slice) -> NDArray[np.int8]:
        places = np.zeros(codes.shape, dtype=np.int8)
        for code in range(1, 5):
            line = self.grid.along(self._places[code], self.player, rows)
            np.copyto(places, line, where=codes == code)
        return places


class _Replying(Behaviour):
    """A rock or a grounded bot: an output that is bilinear in the two midpoints."""

    def __init__(self, grid: Grid, agent: Responder | Constant, seat: Seat):
        if isinstance(agent, Responder):
            step = seat.epsilon
            first = agent.first(seat)[0]
            table = [
                [step * first + (1 - step) * mix[0] for mix in row] for row in agent.replies(seat)
            ]
        else:
            table = [[agent.mixed(seat)[0]] * len(seat.other_moves)] * len(seat.moves)
        whole = _whole(table if seat.player == 0 else tuple(zip(*table)))
        unit = 2 * grid.unit
        scale = math.lcm(*(value.denominator for row in table for value in row)) * unit * unit
        super().__init__(grid, seat.player, scale)
        self._coefficients: Ints = whole.astype(_dtype(8 * scale))
        self._middles = [line.astype(self._coefficients.dtype) for line in grid.middles]
        self._unit = unit

    def codes(self, rows: slice, gains: Gains) -> NDArray[np.uint8]:
        return _replies(self.grid, rows)

    def outputs(self, codes: NDArray[np.uint8], first: NDArray[Any], second: NDArray[Any]) -> Ints:
        c, unit = self._coefficients, self._unit
        p, q = self._middles[0][first], self._middles[1][second]
        here = c[0, 0] * q + c[0, 1] * (unit - q)
        there = c[1, 0] * q + c[1, 1] * (unit - q)
        return np.broadcast_to(p * (here - there) + unit * there, codes.shape)


class _Tabulated(Behaviour):
    """An agent of any other kind: its program is run once on every pair of readings."""

    def __init__(self, grid: Grid, agent: Agent, seat: Seat):
        readings = [
            [grid.zones.read(k, m) for k in range(count)]
            for count, m in zip(grid.shape, grid.moves)
        ]
        values = [
            [agent.output(seat, *((p, q) if seat.player == 0 else (q, p)))[0] for q in readings[1]]
            for p in readings[0]
        ]
        scale = math.lcm(grid.unit, *(value.denominator for row in values for value in row))
        super().__init__(grid, seat.player, scale)
        whole = [[int(value * scale) for value in row] for row in values]
        self._table: Ints = np.array(whole, dtype=_dtype(2 * scale))

    def codes(self, rows: slice, gains: Gains) -> NDArray[np.uint8]:
        return _replies(self.grid, rows)

    def outputs(self, codes: NDArray[np.uint8], first: NDArray[Any], second: NDArray[Any]) -> Ints:
        outputs: Ints = self._table[first, second]
        return outputs


def behaviour(grid: Grid, agent: Agent, seat: Seat) -> Behaviour:
    """The agent at its seat, on the grid."""
    if isinstance(agent, Climber):
        return _Climbing(grid, agent, seat)
    if isinstance(agent, Responder | Constant):
        return _Replying(grid, agent, seat)
    return _Tabulated(grid, agent, seat)


def _replies(grid: Grid, rows: slice) -> NDArray[np.uint8]:
    count = len(range(*rows.indices(grid.shape[0])))
    return np.full((count, grid.shape[1]), REPLY, dtype=np.uint8)


def _position(values: Ints, low: Ints, high: Ints) -> NDArray[np.int8]:
    above = np.add(values > low, values >= low, dtype=np.int8)
    above += np.add(values > high, values >= high, dtype=np.int8)
    return above - np.int8(2)


def _whole(table: Any) -> Ints:
    """A table of rationals as whole numbers over one denominator, padded with zeros to 2×2."""
    scale = math.lcm(*(Fraction(value).denominator for row in table for value in row))
    padded = np.zeros((2, 2), dtype=object)
    for a, row in enumerate(table):
        for b, value in enumerate(row):
            padded[a, b] = int(value * scale)
    return padded


def _plane_table(plane: HalfPlane, seat: Seat) -> Ints:
    """a·u_me + b·u_other − c at the outcomes, own move first, up to a positive factor."""
    a, b, c = plane
    return _whole(
        [
            [a * mine + b * theirs - c for mine, theirs in zip(*rows)]
            for rows in zip(seat.mine, seat.theirs)
        ]
    )


def _end(move: int) -> int:
    """The position, in a line of edges, of the edge where a player is at this move."""
    return -1 if move == 0 else 0


def _dtype(bound: int) -> type:
    return np.int64 if bound < _SAFE else object


def codes_on_grid(
    places: tuple[Seat, Seat], agents: tuple[Agent, Agent], delta: Fraction
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Both agents' codes for all pairs of zones, each of shape (zones of player 1, of player 2).

    See :data:`LABELS`; the players have at most two moves.
    """
    shape = places[0].game.shape
    grid = Grid.of(Zones(delta), (shape[0], shape[1]))
    gains = Gains(grid, (places[0].mine, places[0].theirs))
    first, second = (
        behaviour(grid, one, seat).codes(slice(None), gains) for one, seat in zip(agents, places)
    )
    return first, second
