"""What an agent plays after every possible pair of readings, row by row, in whole numbers.

A row are the pairs with one zone of the first player, see :mod:`oraclegames.reflective.match.grid`.
Along it an agent does the same thing in few stretches, and what it then plays lies on the same side
of the zone that it read of itself in few more: a row is told by its :data:`Run` s. Their ends are
worked out and not looked for, so that a row costs as much as it has runs.

A long file: every kind of agent along a row.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from fractions import Fraction
from itertools import pairwise

from oraclegames.budget import Clock, ended
from oraclegames.errors import UnsupportedError
from oraclegames.reflective.agents.agents import Agent, Constant, mixed_strategy, played, runs
from oraclegames.reflective.agents.lp_and_nelp import Climber, HalfSpace
from oraclegames.reflective.agents.nicer_bot import Responder
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.seat import Seat
from oraclegames.reflective.match.grid import Gains, Grid, Interval, Whole, whole_table
from oraclegames.reflective.match.meeting import MAX_READINGS

LABELS = (
    "stay",
    "step to the first move",
    "step to the second move",
    "step to both",
    "punish",
    "reply",
)
"""What the codes mean: a climber has the codes 0 to 4, any other agent always 5."""

STAY, PUNISH, REPLY = 0, 4, 5

Run = tuple[int, int, int]
"""Where it starts in its row; the code; and where the outputs lie relative to the zone that was
read of oneself: −2 below it, −1 on its lower edge, 0 inside, 1 on its upper edge, 2 above."""


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
        edges = [edge * (scale // grid.unit) for edge in grid.edges[player]]
        self.low, self.high = [edges[0] - 1, *edges[1:-1]], [*edges[1:-1], edges[-1] + 1]

    @abstractmethod
    def runs(self, row: int) -> list[Run]:
        """What the agent does along a row; runs that follow each other differ."""

    @abstractmethod
    def outputs(self, code: int, row: int, start: int, stop: int) -> list[int]:
        """The probabilities of the first move, times ``scale``, in a range of a row of one code."""

    def place(self, value: int, zone: int) -> int:
        """Where an output lies relative to an own zone."""
        low, high = self.low[zone], self.high[zone]
        if low < value < high:
            return 0
        if value <= low:
            return -1 if value == low else -2
        return 1 if value == high else 2


class _Climbing(Behaviour):
    """A climber: what it plays depends on its code and its own zone."""

    def __init__(self, grid: Grid, agent: Climber, seat: Seat, gains: Gains):
        self._gains = gains
        self._planes = [_Violated(grid, _plane_table(p, seat)) for p in agent.half_planes(seat)]
        what = f"the punishment of agent {agent.name!r}"
        punishment = mixed_strategy(agent.punishment(seat), what)[0]
        step = seat.epsilon
        scale = math.lcm(4 * grid.unit * step.denominator, punishment.denominator)
        super().__init__(grid, seat.player, scale)
        half = scale // (2 * grid.unit)
        stay = [middle * half for middle in grid.middles[seat.player]]
        lift = int(step * scale)
        self._table = [stay] * 4
        if grid.moves[seat.player] == 2:
            part = step.denominator - step.numerator
            left = [value // step.denominator * part for value in stay]
            for code, more in ((1, lift), (2, 0), (3, lift // 2)):
                self._table[code] = [value + more for value in left]
        self._table.append([int(punishment * scale)] * len(stay))
        self._places = [list(map(self.place, line, range(len(stay)))) for line in self._table]
        self._changes = [
            [k for k, (here, there) in enumerate(pairwise(line), 1) if here != there]
            for line in self._places
        ]

    def runs(self, row: int) -> list[Run]:
        steps = self._gains.steps(row)
        outside = [zones for plane in self._planes if (zones := plane.zones(row))]
        cuts = {0}
        for _, _, start, stop in steps:
            cuts.update((start, stop))
        for ends in outside:
            cuts.update(ends)
        cuts.discard(self.grid.shape[1])
        runs: list[Run] = []
        last = None
        starts = sorted(cuts)
        for start, stop in zip(starts, [*starts[1:], self.grid.shape[1]]):
            code = self._code(start, steps, outside)
            if self.player == 0:
                pieces = [(start, self._places[code][row])]
            else:
                changes, places = self._changes[code], self._places[code]
                between = changes[bisect_right(changes, start) : bisect_left(changes, stop)]
                pieces = [(k, places[k]) for k in (start, *between)]
            for begin, place in pieces:
                if (code, place) != last:
                    last = code, place
                    runs.append((begin, code, place))
        return runs

    def _code(
        self, zone: int, steps: list[tuple[int, int, int, int]], outside: list[Interval]
    ) -> int:
        for start, stop in outside:
            if start <= zone < stop:
                return PUNISH
        code = STAY
        for o, p, start, stop in steps:
            if start <= zone < stop:
                code |= 1 << (p if self.player else o)
        return code

    def outputs(self, code: int, row: int, start: int, stop: int) -> list[int]:
        line = self._table[code]
        return line[start:stop] if self.player else [line[row]] * (stop - start)


class _Violated:
    """Where a half-plane is violated at all four corners of the zones."""

    def __init__(self, grid: Grid, table: Whole):
        self._grid, self._table = grid, table
        self._known: dict[int, Interval] = {}

    def zones(self, row: int) -> Interval | None:
        """The zones of a row where it is."""
        (low, high), (start, stop) = self._edges(row), self._edges(row + 1)
        self._known.pop(row)
        start, stop = max(low, start), min(high, stop) - 1
        return (start, stop) if start < stop else None

    def _edges(self, k: int) -> Interval:
        """The second player's edges where it is, at an edge of the first: linear in them."""
        if k not in self._known:
            x, unit, (here, there) = self._grid.edges[0][k], self._grid.unit, self._table
            first, second = (x * a + (unit - x) * b for a, b in zip(here, there))
            slope, base, edges = first - second, second * unit, self._grid.edges[1]
            start, stop = 0, len(edges)
            if slope > 0:
                stop = bisect_left(edges, -(base // slope))
            elif slope < 0:
                start = bisect_right(edges, base // -slope)
            elif base >= 0:
                stop = 0
            self._known[k] = start, stop
        return self._known[k]


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
        self._table = whole_table(table if seat.player == 0 else tuple(zip(*table)))
        self._unit = 2 * grid.unit
        scale = math.lcm(*(value.denominator for row in table for value in row)) * self._unit**2
        super().__init__(grid, seat.player, scale)

    def _line(self, row: int) -> tuple[int, int]:
        """Slope and base: the output is slope · the second player's midpoint + base."""
        p, unit, (here, there) = self.grid.middles[0][row], self._unit, self._table
        first, second = (p * a + (unit - p) * b for a, b in zip(here, there))
        return first - second, second * unit

    def runs(self, row: int) -> list[Run]:
        slope, base = self._line(row)
        if self.player == 0 and not slope:
            return [(0, REPLY, self.place(base, row))]
        count, middles = self.grid.shape[1], self.grid.middles[1]
        step = self.grid.zones.delta.numerator
        # In zones 1 to count − 2 the distance from both ends of the own zone is linear in j.
        rise, start = 2 * slope * step, slope * step + base
        ends = [self.low[row], self.high[row]]
        if self.player:
            width = step * (self.scale // self.grid.unit)
            rise, ends = rise - width, [0, width]
        cuts = {0, min(1, count - 1), count - 1}
        if rise:
            for end in ends:
                zero = (end - start) // rise
                cuts.update(k for k in (zero, zero + 1) if 0 <= k < count)
        runs: list[Run] = []
        for k in sorted(cuts):
            place = self.place(slope * middles[k] + base, k if self.player else row)
            if not runs or runs[-1][2] != place:
                runs.append((k, REPLY, place))
        return runs

    def outputs(self, code: int, row: int, start: int, stop: int) -> list[int]:
        slope, base = self._line(row)
        return [slope * middle + base for middle in self.grid.middles[1][start:stop]]


class _Tabulated(Behaviour):
    """An agent of any other kind: its program is run once on every pair of readings."""

    def __init__(self, grid: Grid, agent: Agent, seat: Seat, clock: Clock):
        pairs = math.prod(grid.shape)
        if pairs > MAX_READINGS:
            raise UnsupportedError(
                f"the program of agent {agent.name!r} would be run on {pairs:,} pairs of readings, "
                f"more than {MAX_READINGS:,}: take delta = 1/{math.isqrt(MAX_READINGS)} or more"
            )
        readings = [
            [grid.zones.read(k, m) for k in range(count)]
            for count, m in zip(grid.shape, grid.moves)
        ]
        values: list[list[Fraction]] = []
        with ended(clock):
            for p in readings[0]:
                row = []
                for q in readings[1]:
                    clock.check()
                    row.append(played(agent, seat, *((p, q) if seat.player == 0 else (q, p)))[0])
                values.append(row)
        scale = math.lcm(grid.unit, *(value.denominator for row in values for value in row))
        super().__init__(grid, seat.player, scale)
        self._table = [[int(value * scale) for value in row] for row in values]

    def runs(self, row: int) -> list[Run]:
        runs: list[Run] = []
        for k, value in enumerate(self._table[row]):
            place = self.place(value, k if self.player else row)
            if not runs or runs[-1][2] != place:
                runs.append((k, REPLY, place))
        return runs

    def outputs(self, code: int, row: int, start: int, stop: int) -> list[int]:
        return self._table[row][start:stop]


def behaviour(grid: Grid, agent: Agent, seat: Seat, gains: Gains, clock: Clock) -> Behaviour:
    """The agent at its seat, on the grid.

    Raises:
        OutOfTime: an agent of your own takes longer than the clock allows to be tabulated.
    """
    if runs(agent, Climber):
        return _Climbing(grid, agent, seat, gains)
    if runs(agent, Responder) or runs(agent, Constant):
        return _Replying(grid, agent, seat)
    return _Tabulated(grid, agent, seat, clock)


def _plane_table(plane: HalfSpace, seat: Seat) -> Whole:
    """a·u_me + b·u_other − c at the outcomes, by the first and the second player's move, up to a
    positive factor."""
    a, b, c = plane
    own = [
        [a * mine + b * theirs - c for mine, theirs in zip(*rows)]
        for rows in zip(seat.mine, seat.theirs)
    ]
    return whole_table(own if seat.player == 0 else tuple(zip(*own)))


def codes_on_grid(
    places: tuple[Seat, Seat], agents: tuple[Agent, Agent], delta: Fraction, every: int = 1
) -> tuple[list[list[int]], list[list[int]]]:
    """Both agents' codes for pairs of zones, a row for each zone of the first player.

    See :data:`LABELS`; the players have at most two moves. Of the zones every one, or every
    second, third, … is taken.
    """
    shape = places[0].game.shape
    grid, clock = Grid.of(Zones(delta), (shape[0], shape[1])), Clock(None)
    gains = Gains(grid, (places[0].mine, places[0].theirs))
    first, second = (
        [
            _spread(program.runs(row), grid.shape[1])[::every]
            for row in range(0, grid.shape[0], every)
        ]
        for program in (
            behaviour(grid, one, seat, gains, clock) for one, seat in zip(agents, places)
        )
    )
    return first, second


def _spread(runs: list[Run], count: int) -> list[int]:
    """The code of each zone of a row."""
    codes: list[int] = []
    for (start, code, _), stop in zip(runs, [*(run[0] for run in runs[1:]), count]):
        codes += [code] * (stop - start)
    return codes
