"""Where a distribution stands on the boundary: the moves that it plays, and what each is worth.

A move s of player i that is never played names the set T_{i,s} = {o : o_i = s} of the outcomes that
try it; a set A of moves names T_{i,A}.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

from oraclegames.games.distribution import Distribution
from oraclegames.games.gains import Gains
from oraclegames.games.game import Game, Outcome
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MoveOf = tuple[int, int]
"""A player and one of her moves, as indices: names the set T_{i,s}."""

MoveSet = tuple[int, tuple[int, ...]]
"""A player i and a set A of her moves: names the outcomes T_{i,A} = {o : o_i ∈ A}."""

Weights = tuple[tuple[Outcome, Fraction], ...]
"""Outcomes with positive weights; all others have weight 0."""


@lru_cache(maxsize=4)
def _tried(shape: tuple[int, ...]) -> list[list[tuple[list[Outcome], list[int]]]]:
    """For each player and move its outcomes, row-major, and their places among all."""
    outcomes = list(product(*map(range, shape)))
    found = []
    for i, count in enumerate(shape):
        inner = math.prod(shape[i + 1 :])
        block = inner * count
        places = [
            [k for at in range(s * inner, len(outcomes), block) for k in range(at, at + inner)]
            for s in range(count)
        ]
        found.append([([outcomes[k] for k in own], own) for own in places])
    return found


@dataclass(frozen=True)
class Face:
    """A game, the moves that a distribution plays, and what each is worth to its player.

    Attributes:
        game: the game.
        supported: for each player the moves of positive probability, ascending.
        values: for each player the value v_i of every supported move.
    """

    game: Game
    supported: tuple[tuple[int, ...], ...]
    values: tuple[Fraction, ...]

    @classmethod
    def of(cls, distribution: Distribution) -> Face:
        """The face of a distribution; its supported moves should be worth the same."""
        if len(distribution.support) == 1:
            return cls.at(distribution.game, distribution.support[0])
        players = range(distribution.game.n_players)
        supported = tuple(
            tuple(s for s, mass in enumerate(distribution.move_probabilities(i)) if mass)
            for i in players
        )
        return cls(distribution.game, supported, distribution.values)

    @classmethod
    def at(cls, game: Game, outcome: Sequence[int]) -> Face:
        """The face of a pure outcome: one supported move for each player."""
        return cls(game, tuple((move,) for move in outcome), game.payoffs(outcome))

    @cached_property
    def unsupported(self) -> tuple[MoveOf, ...]:
        """The moves that are never played, in the players' order."""
        return tuple(
            (i, s)
            for i, count in enumerate(self.game.shape)
            for s in range(count)
            if s not in self.supported[i]
        )

    @cached_property
    def gains(self) -> Gains:
        """U_i − v_i in whole numbers."""
        return Gains(self.game, self.values)

    @cached_property
    def by_move(self) -> tuple[tuple[tuple[tuple[Outcome, int], ...], ...], ...]:
        """For each player and move its outcomes, row-major, with the whole numbers of ``gains``."""
        return tuple(
            tuple(tuple(zip(outcomes, map(row.__getitem__, places))) for outcomes, places in moves)
            for row, moves in zip(self.gains.rows, _tried(self.game.shape))
        )

    @cached_property
    def pleases(self) -> dict[Outcome, int]:
        """For each outcome a positive multiple of Σ_i U_i(o) − v_i, the same multiple for all."""
        scale = math.lcm(*self.gains.scales)
        factors = [scale // own for own in self.gains.scales]
        columns = zip(*self.gains.rows)
        totals = (sum(map(operator.mul, factors, column)) for column in columns)
        return dict(zip(self.game.outcomes(), totals))

    def touched(self, targets: Sequence[MoveOf | MoveSet]) -> NDArray[np.bool_]:
        """One row for each (i, s) or (i, A): which outcomes, row-major, have o_i = s or o_i ∈ A."""
        rows = np.zeros((len(targets), *self.game.shape), dtype=bool)
        for row, (i, moves) in zip(rows, targets):
            row[(slice(None),) * i + (moves,)] = True
        return rows.reshape(len(targets), self.game.n_outcomes)

    def matrix(
        self, targets: Sequence[MoveOf | MoveSet], touched: NDArray[np.bool_]
    ) -> NDArray[Any]:
        """One row for each target: the whole numbers of ``gains`` where touched, 0 elsewhere."""
        if not targets:
            return np.zeros(touched.shape, dtype=np.int64)
        return np.stack([self.gains.tables[i].ravel() for i, _ in targets]) * touched

    def outcome(self, index: int) -> Outcome:
        """The outcome at a row-major position."""
        moves = []
        for count in reversed(self.game.shape):
            index, move = divmod(index, count)
            moves.append(move)
        return tuple(reversed(moves))

    def gain(self, player: int, outcome: Outcome) -> Fraction:
        """U_i(o) − v_i."""
        return self.game.payoff(player, outcome) - self.values[player]
