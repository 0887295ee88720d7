"""Payoffs of all players where all probabilities lie on thresholds, and steps that all gain from.

Each player has two moves; x_i is the probability of her first. Everything is multilinear in x, so
that over a box of zones it is least and largest at the corners, where each x_i is an edge of its
zone. All numbers are whole, over known denominators; arrays are ``int64`` where every intermediate
number fits, Python's integers else. Axis i of an array is player i: an edge 0 … K, or a zone
0 … K − 1.

A *step* o names a move for every player. Its derivative D(o) is the change of the payoffs as all
weights of the o_i grow at unit rate; a player who has arrived at o_i contributes nothing. It is
*sure* for a box if all payoffs' D are positive everywhere in it. D is multilinear for each set of
players who have arrived, so that it is decided exactly: at the corners, with those who may have
arrived in and out.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock
from oraclegames.exact.arrays import integer_type
from oraclegames.games.game import Game
from oraclegames.later import np
from oraclegames.reflective.agents.reading import Zones

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[Any]
    Flags = NDArray[np.bool_]


class PayoffGrid:
    """The payoffs of a game of players with two moves each, at all thresholds.

    Attributes:
        zones: the zones of precision δ.
        players: their number n.
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
        self.unit = zones.delta.denominator
        payoffs = [[game.payoff(w, o) for o in game.outcomes()] for w in range(self.players)]
        self.scale = math.lcm(*(p.denominator for row in payoffs for p in row))
        whole = [[int(p * self.scale) for p in row] for row in payoffs]
        self.largest = max(abs(p) for row in whole for p in row) or 1
        bound = self.largest * self.unit**self.players * 8 * self.players
        self.dtype = integer_type(bound)
        self.edges: Ints = np.array([int(e * self.unit) for e in zones.edges], dtype=self.dtype)
        self.tables: list[Ints] = [
            np.array(row, dtype=self.dtype).reshape((2,) * self.players) for row in whole
        ]

    @cached_property
    def payoffs(self) -> list[Ints]:
        """For each player her payoffs at all edges."""
        return [self._spread(table, range(self.players)) for table in self.tables]

    def _spread(self, table: Ints, axes: Any) -> Ints:
        """A function of moves, along these axes, as one of edges."""
        for axis in axes:
            self.clock.check()
            first, second = np.take(table, [0], axis), np.take(table, [1], axis)
            edges = self.edges.reshape([-1 if k == axis else 1 for k in range(self.players)])
            table = first * edges + second * (self.unit - edges)
        return table

    def below(self, plane: tuple[Fraction, ...], order: tuple[int, ...]) -> Flags:
        """For each box of zones whether a·u_me + b·u_other + … < c everywhere in it.

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
            self.clock.check()
            count = flags.shape[axis]
            if count > 1:
                low = np.take(flags, range(count - 1), axis)
                flags = low & np.take(flags, range(1, count), axis)
        return flags

    @cached_property
    def steps(self) -> list[tuple[Flags, Flags]]:
        """For each player and move whether the move is hers in a step that is sure for the box."""
        shape = (self.zones.count,) * self.players
        found = [tuple(np.zeros(shape, dtype=bool) for _ in (0, 1)) for _ in range(self.players)]
        for step in product((0, 1), repeat=self.players):
            sure = self._sure(step)
            for moves, move in zip(found, step):
                np.logical_or(moves[move], sure, out=moves[move])
        return found  # type: ignore[return-value]

    def _sure(self, step: tuple[int, ...]) -> Flags:
        """Whether a step is sure, for each box."""
        # Long: who has arrived, whose payoff, and who moves.
        shape = (self.zones.count,) * self.players
        sure = np.ones(shape, dtype=bool)
        for arrived in product((False, True), repeat=self.players):
            moving = [j for j, there in enumerate(arrived) if not there]
            # who may have arrived is in her last zone, or in her first
            place = tuple(
                (slice(-1, None) if move == 0 else slice(0, 1)) if there else slice(None)
                for there, move in zip(arrived, step)
            )
            if not moving:
                sure[place] = False
                continue
            good: Any = True
            for table in self.tables:
                growth: Any = 0
                for j in moving:
                    self.clock.check()
                    gain = np.take(table, [step[j]], j) - np.take(table, [1 - step[j]], j)
                    for k, there in enumerate(arrived):
                        if there:
                            gain = np.take(gain, [step[k]], k)
                    others = [k for k in moving if k != j]
                    growth = growth + self._spread(gain, others)
                good = good & (growth > 0)
            whole = tuple(len(self.edges) if k in moving else 1 for k in range(self.players))
            sure[place] &= self._everywhere(np.broadcast_to(good, whole), moving)
        return sure
