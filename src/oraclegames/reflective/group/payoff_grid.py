"""Payoffs of all players where all probabilities lie on thresholds, and steps that all gain from.

Everything is linear in each player's mixed strategy, so that over a box of readings it is least and
largest at the corners, where each strategy is a vertex of its reading. All numbers are whole, over
known denominators; arrays are ``int64`` where every intermediate number fits, Python's integers
else. Axis i of an array is player i, by the numbers of
:mod:`oraclegames.reflective.group.readings`: a vertex, or a reading.

A *step* o names a move for every player. Its derivative D(o) is the change of the payoffs as all
weights of the o_i grow at unit rate while the other weights shrink in proportion; a player who has
arrived at o_i contributes nothing. With p_i the strategies, and s_i the spread of i's weight over
the moves but o_i,

    D_w(o) = Σ_i [u_w(o_i, p_-i) − u_w(s_i, p_-i)].

A step is *sure* for a box if all payoffs' D are positive for all p_i, and all spreads s_i of p_i,
in it, for each set of players who may have arrived. D is linear in each of these, so that the
corners decide. With two moves there is one spread, and it is exact; with more a player's p_i and
s_i are taken as if they were independent, and the test errs on the side of staying.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock
from oraclegames.exact.arrays import integer_type
from oraclegames.games.game import Game
from oraclegames.later import np
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.group.readings import Others, Readings, mixed_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[Any]
    Flags = NDArray[np.bool_]


class PayoffGrid:
    """The payoffs of a game at all thresholds.

    Attributes:
        zones: the zones of precision δ.
        players: their number n.
        readings: those of each player.
        shape: how many each player has.
        unit: the denominator D of δ; edges are whole over it.
        edges: 0, δ, …, 1 over D.
        scale: payoffs are whole over scale · D^n.
        clock: asked before each operation on arrays; it raises OutOfTime.
    """

    def __init__(self, game: Game, zones: Zones, clock: Clock):
        self.clock = clock
        self.game = game
        self.zones = zones
        self.players = game.n_players
        kinds = {moves: Readings(zones, moves) for moves in game.shape}
        self.readings = [kinds[moves] for moves in game.shape]
        self.shape = tuple(len(one.zones) for one in self.readings)
        self.unit = zones.delta.denominator
        self.edges = [int(e * self.unit) for e in zones.edges]
        payoffs = [[game.payoff(w, o) for o in game.outcomes()] for w in range(self.players)]
        self.scale = math.lcm(*(p.denominator for row in payoffs for p in row))
        whole = [[int(p * self.scale) for p in row] for row in payoffs]
        self.largest = max(abs(p) for row in whole for p in row) or 1
        self._others = [
            [Others.than(move, one, self.edges) for move in range(one.moves)]
            for one in self.readings
        ]
        spread = math.lcm(*(others.scale for line in self._others for others in line))
        bound = self.largest * spread * self.unit**self.players * 8 * self.players
        self.dtype = integer_type(bound)
        self._weights: list[Ints] = [
            np.array(
                [mixed_at(tuple(self.edges[e] for e in v), self.unit) for v in one.vertices],
                dtype=self.dtype,
            )
            for one in self.readings
        ]
        self.tables: list[Ints] = [
            np.array(row, dtype=self.dtype).reshape(game.shape) for row in whole
        ]

    @cached_property
    def payoffs(self) -> list[Ints]:
        """For each player her payoffs at all vertices."""
        return [self._spread(table, range(self.players)) for table in self.tables]

    def middles(self, player: int) -> list[Ints]:
        """Her cumulative probabilities in the middle of each reading, over 2 D."""
        zones = self.readings[player].zones
        sums = [self.edges[k] + self.edges[k + 1] for k in range(self.zones.count)]
        count = self.readings[player].moves - 1
        return [np.array([sums[read[j]] for read in zones], dtype=self.dtype) for j in range(count)]

    def along(self, line: Ints, player: int) -> Ints:
        """A function of one player's reading, for all readings."""
        return np.broadcast_to(line.reshape(self._along(player)), self.shape)

    def _spread(self, table: Ints, axes: Any) -> Ints:
        """A function of moves, along these axes, as one of vertices."""
        for axis in axes:
            table = self._summed(table, self._weights[axis], axis)
        return table

    def _summed(self, table: Ints, weights: Ints, axis: int) -> Ints:
        """Sums over the moves along an axis, one for each row of weights."""
        self.clock.check()
        total: Any = 0
        for move in range(table.shape[axis]):
            line = weights[:, move].reshape(self._along(axis))
            total = total + np.take(table, [move], axis) * line
        return np.asarray(total, dtype=self.dtype)

    def _along(self, axis: int) -> list[int]:
        return [-1 if k == axis else 1 for k in range(self.players)]

    def below(self, plane: tuple[Fraction, ...], order: tuple[int, ...]) -> Flags:
        """For each box of readings whether a·u_me + b·u_other + … < c everywhere in it.

        ``order`` names the players whose payoffs the numbers of the plane belong to.
        """
        factor = math.lcm(*(number.denominator for number in plane))
        *weights, bound = (int(number * factor) for number in plane)
        size = sum(map(abs, weights)) * self.largest + abs(bound) * self.scale
        kind = integer_type(2 * size * self.unit**self.players)
        total: Any = -bound * self.scale * self.unit**self.players
        for weight, w in zip(weights, order):
            total = total + weight * self.payoffs[w].astype(kind)
        return self._everywhere(total < 0, range(self.players))

    def _everywhere(self, flags: Flags, axes: Any) -> Flags:
        """What holds at all corners of a box."""
        for axis in axes:
            found: Any = True
            for corner in self.readings[axis].corners.T:
                self.clock.check()
                found = found & np.take(flags, corner, axis)
            flags = found
        return flags

    @cached_property
    def steps(self) -> list[list[Flags]]:
        """For each player and move whether the move is hers in a step that is sure for the box."""
        found = [
            [np.zeros(self.shape, dtype=bool) for _ in range(one.moves)] for one in self.readings
        ]
        for step in self.game.outcomes():
            sure = self._sure(step)
            for moves, move in zip(found, step):
                np.logical_or(moves[move], sure, out=moves[move])
        return found

    def _sure(self, step: tuple[int, ...]) -> Flags:
        """Whether a step is sure, for each box."""
        sure = np.ones(self.shape, dtype=bool)
        others = [line[move] for line, move in zip(self._others, step)]
        for arrived in product((False, True), repeat=self.players):
            place = np.ix_(
                *(
                    other.arrived if there else np.arange(size)
                    for other, there, size in zip(others, arrived, self.shape)
                )
            )
            moving = [j for j, there in enumerate(arrived) if not there]
            if any(not others[j].rows for j in moving):
                continue  # who has one move has always arrived
            sure[place] &= self._gain(step, moving, others) if moving else False
        return sure

    def _gain(self, step: tuple[int, ...], moving: list[int], others: Sequence[Others]) -> Flags:
        """Whether everybody gains as these players move, at all corners of each box."""
        wide = [j for j in moving if len(others[j].rows) > 1]
        scale = math.lcm(*(others[j].scale for j in moving))
        good: Any = True
        for table in self.tables:
            growths = [(j, self._growth(table, step, moving, j, others[j], scale)) for j in moving]
            for corner in self._corners(wide):
                total: Any = 0
                for j, growth in growths:
                    for k in wide:
                        if k != j:
                            self.clock.check()
                            growth = np.take(growth, corner[k], k)
                    total = total + growth
                good = good & (total > 0)
        whole = tuple(
            (self.shape[k] if k in wide else len(one.vertices)) if k in moving else 1
            for k, one in enumerate(self.readings)
        )
        narrow = [k for k in moving if k not in wide]
        return self._everywhere(np.broadcast_to(good, whole), narrow)

    def _corners(self, players: list[int]) -> Iterator[dict[int, Any]]:
        """All choices of one corner of each reading, for each of these players."""
        for chosen in product(*(self.readings[k].corners.T for k in players)):
            yield dict(zip(players, chosen))

    def _growth(
        self, table: Ints, step: tuple[int, ...], moving: list[int], j: int, by: Others, scale: int
    ) -> Ints:
        """The least gain by player j's weight, by her reading and the vertices of who else moves.

        With one spread it is the same for all her readings, and her axis has one entry.
        """
        for k in range(self.players):
            if k not in moving:
                table = np.take(table, [step[k]], k)
        table = self._spread(table, [k for k in moving if k != j])
        rows: Ints = np.array(by.rows, dtype=self.dtype) * (scale // by.scale)
        gain = self._summed(table, rows, j)
        if len(by.rows) == 1:
            return gain
        least: Any = np.take(gain, by.of[:, 0], j)
        for corner in by.of.T[1:]:
            self.clock.check()
            least = np.minimum(least, np.take(gain, corner, j))
        return least  # type: ignore[no-any-return]
