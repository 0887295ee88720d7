"""The cells that can hold a fixed point, solved one by one in whole numbers.

See :mod:`oraclegames.reflective.match.staircase` for the equations of the four kinds of cell.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter

from oraclegames.budget import Clock
from oraclegames.reflective.match.behaviour import Behaviour, Run
from oraclegames.reflective.match.bilinear import Interval, solve_square
from oraclegames.reflective.match.cells import Stretch, row_of
from oraclegames.reflective.match.fixed_points import Entry, PointTable, Segment
from oraclegames.reflective.match.grid import Grid

_LAST = 1 << 30  # more than any code


@dataclass(frozen=True)
class Row:
    """What both agents do along one row.

    Attributes:
        number: the first player's zone.
        runs: both agents' runs.
        states: where both outputs lie.
    """

    number: int
    agents: tuple[Behaviour, Behaviour]
    runs: tuple[list[Run], list[Run]]
    states: list[Stretch]

    @classmethod
    def of(cls, agents: tuple[Behaviour, Behaviour], number: int) -> Row:
        """The row of a zone of the first player."""
        first, second = (agent.runs(number) for agent in agents)
        return cls(number, agents, (first, second), row_of(first, second))

    def outputs(self, player: int, start: int, stop: int) -> list[int]:
        """What an agent plays in a range of the row, over its scale."""
        runs, agent = self.runs[player], self.agents[player]
        k = bisect_right(runs, (start, _LAST, 0)) - 1
        outputs: list[int] = []
        while start < stop:
            end = runs[k + 1][0] if k + 1 < len(runs) else stop
            outputs += agent.outputs(runs[k][1], self.number, start, min(end, stop))
            start, k = end, k + 1
        return outputs


class Candidates:
    """Solves candidates and keeps what they give, in the order of their places."""

    def __init__(self, grid: Grid, agents: tuple[Behaviour, Behaviour], clock: Clock):
        self.grid = grid
        self.agents = agents
        self.clock = clock
        self.table = PointTable.empty(8 * agents[0].scale * agents[1].scale)
        self._new: list[Entry] = []
        self._segments: tuple[list[Segment], list[Segment]] = [], []

    @property
    def segments(self) -> list[Segment]:
        """The segments, those on the first player's thresholds first."""
        return self._segments[0] + self._segments[1]

    def keep(self) -> None:
        """Take the points found since the last time into the table: half a row of places."""
        if self._new:
            self.table.extend(sorted(self._new, key=itemgetter(1)))
            self._new = []

    def zones(self, row: Row, start: int, stop: int) -> None:
        """Both outputs inside the zones that were read."""
        first, second = (agent.scale for agent in self.agents)
        outputs = zip(row.outputs(0, start, stop), row.outputs(1, start, stop))
        self._new += [
            (2 * row.number + 1, 2 * j + 1, x, first, y, second, False, 0, 0, 0, 0, None)
            for j, (x, y) in enumerate(outputs, start)
        ]

    def second_threshold(self, row: Row, start: int, stop: int) -> None:
        """The second player's probability on a threshold, the first's inside a zone."""
        other, own = row.outputs(0, start, stop + 1), row.outputs(1, start, stop + 1)
        for j in range(stop - start):
            self._edge(1, start + j + 1, row.number, (own[j], own[j + 1]), (other[j], other[j + 1]))

    def first_threshold(self, below: Row, above: Row, start: int, stop: int) -> None:
        """The first player's probability on a threshold, the second's inside a zone."""
        own, other = (
            zip(below.outputs(player, start, stop), above.outputs(player, start, stop))
            for player in (0, 1)
        )
        for j, (pair, answers) in enumerate(zip(own, other), start):
            self._edge(0, above.number, j, pair, answers)

    def both_thresholds(self, below: Row, above: Row, start: int, stop: int) -> None:
        """Both probabilities on thresholds."""
        rows = (below, above)
        first, second = (
            [row.outputs(player, start, stop + 1) for row in rows] for player in (0, 1)
        )
        k = above.number
        mark = self._threshold(0, k)
        for j in range(stop - start):
            f = tuple((line[j] - mark, line[j + 1] - mark) for line in first)
            other = self._threshold(1, start + j + 1)
            g = tuple((line[j] - other, line[j + 1] - other) for line in second)
            self._corner(k, start + j + 1, (f[0], f[1]), (g[0], g[1]))

    def _threshold(self, player: int, k: int) -> int:
        """A threshold over the agent's scale."""
        return self.grid.edges[player][k] * (self.agents[player].scale // self.grid.unit)

    def _edge(
        self, player: int, k: int, zone: int, own: tuple[int, int], answers: tuple[int, int]
    ) -> None:
        """Player's probability on her threshold k, with the outputs on both sides of it."""
        (low, high), (first, second) = own, answers
        if low == high:
            self.clock.check()
            self._free(player, k, zone, first, second)
            return
        sign = 1 if high > low else -1
        base, chance = (high - low) * sign, (self._threshold(player, k) - low) * sign
        value = first * (base - chance) + second * chance
        agent = self.agents[1 - player]
        if agent.low[zone] * base < value < agent.high[zone] * base:
            self._add(player, k, zone, (value, base * agent.scale), (chance, base))

    def _free(self, player: int, k: int, zone: int, first: int, second: int) -> None:
        """x = kδ for every answer, so that the other's output moves from first to second."""
        agent, grid = self.agents[1 - player], self.grid
        edges = grid.edges[1 - player]
        unit = agent.scale // grid.unit
        low, high = edges[zone] * unit, edges[zone + 1] * unit
        ends = [max(min(first, second), low), min(max(first, second), high)]
        if ends[0] > ends[1]:
            return
        here = Fraction(grid.edges[player][k], grid.unit)
        if ends[0] < ends[1]:
            start, stop = (Fraction(end, agent.scale) for end in ends)
            segment = (here, start), (here, stop)
            self._segments[player].append(segment if player == 0 else ((start, here), (stop, here)))
        for end in dict.fromkeys(ends):
            if not agent.low[zone] < end < agent.high[zone]:
                continue  # on a threshold: the cell next door finds it
            chance, base = (0, 1) if first == second else (end - first, second - first)
            if base < 0:
                chance, base = -chance, -base
            self._add(player, k, zone, (end, agent.scale), (chance, base))

    def _add(
        self, player: int, k: int, zone: int, value: tuple[int, int], answer: tuple[int, int]
    ) -> None:
        """A point on the player's threshold k, where the other's probability is a value."""
        mark = self.grid.edges[player][k], self.grid.unit
        random = 0 < answer[0] < answer[1]
        if player == 0:
            self._new.append((2 * k, 2 * zone + 1, *mark, *value, random, *answer, 0, 0, None))
        else:
            self._new.append((2 * zone + 1, 2 * k, *value, *mark, random, 0, 0, *answer, None))

    def _corner(
        self,
        k: int,
        m: int,
        f: tuple[tuple[int, int], tuple[int, int]],
        g: tuple[tuple[int, int], tuple[int, int]],
    ) -> None:
        """Both probabilities on thresholds, with the outputs beyond them on all four sides."""
        rise, climb = f[1][0] - f[0][0], g[0][1] - g[0][0]
        answers = abs(f[0][0]), abs(rise), abs(g[0][0]), abs(climb)
        zero: tuple[Interval, Interval] | None = None
        # Mostly each output depends on its own reading alone, and both equations are linear: then
        # the choice of the candidates has proved that zeros lie in the square.
        if f[0][0] == f[0][1] != f[1][0] == f[1][1] and g[0][0] == g[1][0] != g[0][1] == g[1][1]:
            random = f[0][0] not in (0, -rise) or g[0][0] not in (0, -climb)
        else:
            self.clock.check()
            zero = solve_square(f, g)
            if zero is None:
                return
            random = zero[0][0] not in (0, 1) or zero[1][0] not in (0, 1)
        unit = self.grid.unit
        marks = self.grid.edges[0][k], unit, self.grid.edges[1][m], unit
        self._new.append((2 * k, 2 * m, *marks, random, *answers, zero))
