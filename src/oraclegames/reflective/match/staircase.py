"""Every fixed point of two agents with at most two moves each, exactly.

Let x_i be the probability of player i's first move and X_i(k1, k2) what player i's program answers
to the readings k1, k2. A pair (x_i, answers about i) is a step of a staircase: x_i lies inside a
zone k and is read as k; or x_i = kδ is a threshold and each reading is k with probability r_i ∈
[0, 1], and k − 1 else, independently. Both programs read once each, so that truthful oracles are
exactly the solutions of

    x_i = Σ_{k1, k2} P(reading k1 of player 1) P(reading k2 of player 2) X_i(k1, k2),   i = 1, 2.

There are four kinds of cell. Zone and zone: both outputs must lie in the zones that were read.
Threshold and zone: x1 = kδ is linear in r1, which gives x2, and x2 must lie in its zone. Zone and
threshold: likewise. Threshold and threshold: two bilinear equations in (r1, r2). All cells are
visited, in blocks of rows: comparisons of whole numbers leave few candidates, and these are solved.

Where x1 = kδ holds for every r1, the second player's output sweeps a *segment* of fixed points.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock, OutOfTime, Progress, Tell
from oraclegames.errors import UnsupportedError
from oraclegames.exact.arrays import integer_type
from oraclegames.later import np
from oraclegames.reflective.match.behaviour import REPLY, STAY, Behaviour, not_all_outside, reach
from oraclegames.reflective.match.bilinear import Interval, solve_square
from oraclegames.reflective.match.fixed_points import PointTable, Segment
from oraclegames.reflective.match.grid import Gains, Grid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from oraclegames.reflective.match.grid import Ints

_BLOCK = 1 << 18  # cells that are looked at together: their arrays stay in the processor's cache


@dataclass(frozen=True)
class Reached:
    """What the search finds.

    Attributes:
        table: the isolated fixed points and the ends of the segments that lie inside zones.
        segments: the continua.
        staying: for each agent whether some pair of readings leaves it where it is.
        complete: whether all cells were visited.
    """

    table: PointTable
    segments: tuple[Segment, ...]
    staying: tuple[bool, bool]
    complete: bool


def all_fixed_points(
    grid: Grid,
    gains: Gains,
    agents: tuple[Behaviour, Behaviour],
    max_points: int,
    clock: Clock,
    tell: Tell | None = None,
) -> Reached:
    """Find all fixed points, or those that the clock, or Ctrl-C, allows; see the module.

    Cost: some thirty passes over ⌈1/δ⌉² cells in arrays, plus the candidates.

    Raises:
        UnsupportedError: if there are more than ``max_points``.
    """
    points = _Collector(grid, agents, clock)
    rows, columns = grid.shape
    height = max(1, (_BLOCK if points.fast else _BLOCK >> 3) // columns)
    staying = np.zeros(2, dtype=bool)
    complete = True
    for start in range(0, rows, height):
        stop = min(start + height, rows)
        block = slice(start, min(stop + 1, rows))  # one row more: thresholds lie between rows
        try:
            clock.check()
            codes = tuple(agent.codes(block, gains) for agent in agents)
            places = tuple(agent.positions(code, block) for agent, code in zip(agents, codes))
            staying |= [bool(((code == STAY) | (code == REPLY)).any()) for code in codes]
            points.block(start, stop - start, (codes[0], codes[1]), (places[0], places[1]))
            if tell is not None:
                tell(Progress(stop, rows, f"rows of zones, {points.count} fixed points"))
        except (OutOfTime, KeyboardInterrupt):
            complete = False
            break
        if points.count > max_points:
            raise UnsupportedError(
                f"the agents have more than {max_points} fixed points at precision "
                f"delta = {grid.zones.delta}: take a coarser delta, or raise max_points"
            )
    return Reached(points.table(), tuple(points.segments), tuple(staying.tolist()), complete)


class _Collector:
    """Solves the candidates of each block and keeps what they give."""

    def __init__(self, grid: Grid, agents: tuple[Behaviour, Behaviour], clock: Clock):
        self.grid = grid
        self.clock = clock
        self.agents = agents
        self.count = 0
        self.segments: list[Segment] = []
        self._parts: list[tuple[Any, ...]] = []
        self._intervals: dict[int, tuple[Interval, Interval]] = {}
        self._dtype: Any = integer_type(8 * agents[0].scale * agents[1].scale)
        self.fast = self._dtype is np.int64

    def block(
        self,
        start: int,
        height: int,
        codes: tuple[NDArray[np.uint8], NDArray[np.uint8]],
        places: tuple[NDArray[np.int8], NDArray[np.int8]],
    ) -> None:
        """Search the cells whose lower zones lie in rows start … start + height − 1."""
        own1, own2 = places[0][:height], places[1][:height]
        self._inside(start, codes, np.nonzero((own1 == 0) & (own2 == 0)))
        below, above = reach(places[0], 0)
        within = not_all_outside(places[1], 0)
        self._edge(0, start, codes, np.nonzero(below & above & within))
        left, right = reach(places[1], 1)
        within = not_all_outside(places[0], 1)
        self._edge(1, start, codes, np.nonzero((left & right & within)[:height]))
        square = (below[:, :-1] | below[:, 1:]) & (above[:, :-1] | above[:, 1:])
        square &= (left[:-1] | left[1:]) & (right[:-1] | right[1:])
        self._corner(start, codes, np.nonzero(square))

    def _outputs(
        self,
        player: int,
        start: int,
        codes: tuple[NDArray[np.uint8], NDArray[np.uint8]],
        i: NDArray[np.int64],
        j: NDArray[np.int64],
    ) -> Ints:
        outputs = self.agents[player].outputs(codes[player][i, j], i + start, j)
        return outputs.astype(self._dtype)

    def _threshold(self, player: int, k: NDArray[np.int64]) -> Ints:
        """Thresholds over the agent's scale."""
        agent = self.agents[player]
        edges = self.grid.edges[player][k].astype(self._dtype)
        return edges * (agent.scale // self.grid.unit)

    def _inside(self, start: int, codes: Any, cells: tuple[NDArray[Any], ...]) -> None:
        i, j = cells
        if not len(i):
            return
        values = np.stack([self._outputs(player, start, codes, i, j) for player in (0, 1)], axis=1)
        scales = np.broadcast_to(
            np.array([agent.scale for agent in self.agents], dtype=self._dtype), values.shape
        )
        spots = np.stack([2 * (i + start) + 1, 2 * j + 1], axis=1)
        nothing = np.zeros_like(values)
        self._add(spots, values, scales, np.zeros(len(i), dtype=bool), nothing, nothing)

    def _edge(self, player: int, start: int, codes: Any, cells: tuple[NDArray[Any], ...]) -> None:
        """Player's probability on a threshold, the other's inside a zone."""
        i, j = cells
        if not len(i):
            return
        other = 1 - player
        i2, j2 = (i + 1, j) if player == 0 else (i, j + 1)
        low = self._outputs(player, start, codes, i, j)
        high = self._outputs(player, start, codes, i2, j2)
        first = self._outputs(other, start, codes, i, j)
        second = self._outputs(other, start, codes, i2, j2)
        k = (i2 + start, j2)[player]
        zone = (i + start, j)[other]
        mark = self._threshold(player, k)
        free = low == high
        for n in np.nonzero(free)[0]:
            self.clock.check()
            self._free(player, int(k[n]), int(zone[n]), int(first[n]), int(second[n]))
        sign = np.where(high > low, 1, -1)
        base = (high - low) * sign
        chance = (mark - low) * sign
        value = first * (base - chance) + second * chance
        agent = self.agents[other]
        keep = ~free & (value > agent.low[zone] * base) & (value < agent.high[zone] * base)
        base, chance, value = base[keep], chance[keep], value[keep]
        columns: list[Any] = [None, None]
        columns[player] = (2 * k[keep], self.grid.edges[player][k[keep]], self.grid.unit)
        columns[other] = (2 * zone[keep] + 1, value, base * agent.scale)
        nothing = np.zeros_like(base)
        pair = (chance, nothing) if player == 0 else (nothing, chance)
        bases = (base, nothing) if player == 0 else (nothing, base)
        self._add(
            np.stack([column[0] for column in columns], axis=1),
            np.stack([column[1] for column in columns], axis=1),
            np.stack([np.broadcast_to(column[2], base.shape) for column in columns], axis=1),
            (chance != 0) & (chance != base),
            np.stack(pair, axis=1),
            np.stack(bases, axis=1),
        )

    def _free(self, player: int, k: int, zone: int, first: int, second: int) -> None:
        """x = kδ for every answer, so that the other's output moves from first to second."""
        agent, grid = self.agents[1 - player], self.grid
        edges = grid.edges[1 - player]
        unit = agent.scale // grid.unit
        low, high = int(edges[zone]) * unit, int(edges[zone + 1]) * unit
        ends = [max(min(first, second), low), min(max(first, second), high)]
        if ends[0] > ends[1]:
            return
        step = 1 if player == 0 else -1  # the one who stays first, or the other
        here = Fraction(int(grid.edges[player][k]), grid.unit)
        if ends[0] < ends[1]:
            start, stop = (Fraction(end, agent.scale) for end in ends)
            segment = (here, start), (here, stop)
            self.segments.append(segment if player == 0 else ((start, here), (stop, here)))
        for end in dict.fromkeys(ends):
            if not agent.low[zone] < end < agent.high[zone]:
                continue  # on a threshold: the cell next door finds it
            chance, base = (0, 1) if first == second else (end - first, second - first)
            if base < 0:
                chance, base = -chance, -base

            def pair(*numbers: int) -> Ints:
                return np.array([numbers[::step]], dtype=self._dtype)

            self._add(
                pair(2 * k, 2 * zone + 1).astype(np.int64),
                pair(int(grid.edges[player][k]), end),
                pair(grid.unit, agent.scale),
                np.array([0 < chance < base]),
                pair(chance, 0),
                pair(base, 0),
            )

    def _corner(self, start: int, codes: Any, cells: tuple[NDArray[Any], ...]) -> None:
        """Both probabilities on thresholds."""
        i, j = cells
        if not len(i):
            return
        k, m = i + 1 + start, j + 1
        f, g = (
            [
                [self._outputs(player, start, codes, i + di, j + dj) - mark for dj in (0, 1)]
                for di in (0, 1)
            ]
            for player, mark in ((0, self._threshold(0, k)), (1, self._threshold(1, m)))
        )
        # Mostly each output depends on its own reading alone, and both equations are linear.
        plain = (f[0][0] == f[0][1]) & (f[1][0] == f[1][1]) & (f[0][0] != f[1][0])
        plain &= (g[0][0] == g[1][0]) & (g[0][1] == g[1][1]) & (g[0][0] != g[0][1])
        # Then the stencil that chose the candidates has proved that zeros lie in the square.
        sign = np.stack([f[1][0] - f[0][0], g[0][1] - g[0][0]], axis=1)
        chances = np.stack([-f[0][0], -g[0][0]], axis=1) * np.sign(sign)
        bases = abs(sign)
        held = plain.copy()
        random = ((chances != 0) & (chances != bases)).any(axis=1)
        intervals: dict[int, tuple[Interval, Interval]] = {}
        mixed = np.nonzero(~plain)[0].tolist()
        squares = np.stack([entry[mixed] for entry in f[0] + f[1] + g[0] + g[1]], axis=1)
        for n, (f00, f01, f10, f11, g00, g01, g10, g11) in zip(mixed, squares.tolist()):
            self.clock.check()
            zero = solve_square(((f00, f01), (f10, f11)), ((g00, g01), (g10, g11)))
            if zero is not None:
                held[n] = True
                intervals[n] = zero
                random[n] = zero[0][0] not in (0, 1) or zero[1][0] not in (0, 1)
        rows = np.nonzero(held)[0]
        offset = self.count
        position = {int(n): offset + at for at, n in enumerate(rows)}
        self._intervals.update({position[n]: zero for n, zero in intervals.items()})
        values = [self.grid.edges[0][k[rows]], self.grid.edges[1][m[rows]]]
        values = [value.astype(self._dtype) for value in values]
        self._add(
            np.stack([2 * k[rows], 2 * m[rows]], axis=1),
            np.stack(values, axis=1),
            np.full((len(rows), 2), self.grid.unit, dtype=self._dtype),
            random[rows],
            chances[rows],
            bases[rows],
        )

    def _add(self, *columns: Any) -> None:
        self._parts.append(columns)
        self.count += len(columns[0])

    def table(self) -> PointTable:
        """All points found, in order."""
        empty = (
            np.zeros((0, 2), dtype=np.int64),
            *(np.zeros((0, 2), dtype=self._dtype) for _ in range(2)),
            np.zeros(0, dtype=bool),
            *(np.zeros((0, 2), dtype=self._dtype) for _ in range(2)),
        )
        columns: list[Any] = [np.concatenate(column) for column in zip(empty, *self._parts)]
        count = len(columns[0])  # after Ctrl-C the last intervals may lack their rows
        columns.append({row: pair for row, pair in self._intervals.items() if row < count})
        return PointTable(*columns).sorted()
