"""What an agent plays after every possible pair of readings, as arrays of whole numbers.

Each agent's outputs are whole numbers over its own ``scale``, on the grid of
:mod:`oraclegames.reflective.match.grid`: axis 0 is the first player's zone, axis 1 the second's.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock
from oraclegames.exact.arrays import integer_type
from oraclegames.exact.plane import HalfPlane
from oraclegames.later import np
from oraclegames.reflective.agents.agents import Agent, Constant, mixed_strategy, played
from oraclegames.reflective.agents.lp_and_nelp import Climber
from oraclegames.reflective.agents.nicer_bot import Responder
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.seat import Seat
from oraclegames.reflective.match.grid import Gains, Grid, whole_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from oraclegames.reflective.match.grid import Ints

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
        edges: Ints = grid.edges[player].astype(integer_type(2 * scale)) * (scale // grid.unit)
        self.low, self.high = edges[:-1].copy(), edges[1:].copy()
        self.low[0] -= 1
        self.high[-1] += 1

    def codes(self, rows: slice, gains: Gains) -> NDArray[np.uint8]:
        """What the agent does after each pair of readings, for a block of the first's zones."""
        count = len(range(*rows.indices(self.grid.shape[0])))
        return np.full((count, self.grid.shape[1]), REPLY, dtype=np.uint8)

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


class _Climbing(Behaviour):
    """A climber: what it plays depends on its code and its own zone."""

    def __init__(self, grid: Grid, agent: Climber, seat: Seat):
        self._planes = [_plane_table(plane, seat) for plane in agent.half_planes(seat)]
        what = f"the punishment of agent {agent.name!r}"
        punishment = mixed_strategy(agent.punishment(seat), what)[0]
        step = seat.epsilon
        scale = math.lcm(4 * grid.unit * step.denominator, punishment.denominator)
        super().__init__(grid, seat.player, scale)
        stay: Ints = grid.middles[seat.player].astype(integer_type(2 * scale)) * (
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
            integer_type(8 * size * unit * unit)
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
        whole = whole_table(table if seat.player == 0 else tuple(zip(*table)))
        unit = 2 * grid.unit
        scale = math.lcm(*(value.denominator for row in table for value in row)) * unit * unit
        super().__init__(grid, seat.player, scale)
        self._coefficients: Ints = whole.astype(integer_type(8 * scale))
        self._middles = [line.astype(self._coefficients.dtype) for line in grid.middles]
        self._unit = unit

    def outputs(self, codes: NDArray[np.uint8], first: NDArray[Any], second: NDArray[Any]) -> Ints:
        c, unit = self._coefficients, self._unit
        p, q = self._middles[0][first], self._middles[1][second]
        here = c[0, 0] * q + c[0, 1] * (unit - q)
        there = c[1, 0] * q + c[1, 1] * (unit - q)
        return np.broadcast_to(p * (here - there) + unit * there, codes.shape)


class _Tabulated(Behaviour):
    """An agent of any other kind: its program is run once on every pair of readings."""

    def __init__(self, grid: Grid, agent: Agent, seat: Seat, clock: Clock):
        readings = [
            [grid.zones.read(k, m) for k in range(count)]
            for count, m in zip(grid.shape, grid.moves)
        ]
        values = []
        for p in readings[0]:
            row = []
            for q in readings[1]:
                clock.check()
                row.append(played(agent, seat, *((p, q) if seat.player == 0 else (q, p)))[0])
            values.append(row)
        scale = math.lcm(grid.unit, *(value.denominator for row in values for value in row))
        super().__init__(grid, seat.player, scale)
        whole = [[int(value * scale) for value in row] for row in values]
        self._table: Ints = np.array(whole, dtype=integer_type(2 * scale))

    def outputs(self, codes: NDArray[np.uint8], first: NDArray[Any], second: NDArray[Any]) -> Ints:
        outputs: Ints = self._table[first, second]
        return outputs


def behaviour(grid: Grid, agent: Agent, seat: Seat, clock: Clock) -> Behaviour:
    """The agent at its seat, on the grid.

    Raises:
        OutOfTime: an agent of your own takes longer than the clock allows to be tabulated.
    """
    program = type(agent).output  # a subclass may have one of its own
    if isinstance(agent, Climber) and program is Climber.output:
        return _Climbing(grid, agent, seat)
    if isinstance(agent, Responder | Constant) and program in (Responder.output, Constant.output):
        return _Replying(grid, agent, seat)
    return _Tabulated(grid, agent, seat, clock)


def _position(values: Ints, low: Ints, high: Ints) -> NDArray[np.int8]:
    above = np.add(values > low, values >= low, dtype=np.int8)
    above += np.add(values > high, values >= high, dtype=np.int8)
    return above - np.int8(2)


def _plane_table(plane: HalfPlane, seat: Seat) -> Ints:
    """a·u_me + b·u_other − c at the outcomes, own move first, up to a positive factor."""
    a, b, c = plane
    return whole_table(
        [
            [a * mine + b * theirs - c for mine, theirs in zip(*rows)]
            for rows in zip(seat.mine, seat.theirs)
        ]
    )


def reach(places: NDArray[np.int8], axis: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For neighbours along the axis: does one output lie at or below the threshold between them,
    and does one lie at or above it? The first sees it as its upper edge, the second as its lower.
    """
    first, second = (places[:-1], places[1:]) if axis == 0 else (places[:, :-1], places[:, 1:])
    return (first <= 1) | (second <= -1), (first >= 1) | (second >= -1)


def not_all_outside(places: NDArray[np.int8], axis: int) -> NDArray[np.bool_]:
    """For neighbours along the axis: is a mixture of both outputs inside the zone possible?"""
    first, second = (places[:-1], places[1:]) if axis == 0 else (places[:, :-1], places[:, 1:])
    return ((first < 1) | (second < 1)) & ((first > -1) | (second > -1))


def codes_on_grid(
    places: tuple[Seat, Seat], agents: tuple[Agent, Agent], delta: Fraction
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Both agents' codes for all pairs of zones, each of shape (zones of player 1, of player 2).

    See :data:`LABELS`; the players have at most two moves.
    """
    shape = places[0].game.shape
    grid, clock = Grid.of(Zones(delta), (shape[0], shape[1])), Clock(None)
    gains = Gains(grid, (places[0].mine, places[0].theirs))
    programs = [behaviour(grid, one, seat, clock) for one, seat in zip(agents, places)]
    return programs[0].codes(slice(None), gains), programs[1].codes(slice(None), gains)
