"""What players get beyond their values: U_i(o) − v_i, and its sums over the outcomes of a move.

P is played with values v, each move that is played being worth v_i to its player, iff

    Σ_{o : o_i = s} P(o) (U_i(o) − v_i) = 0      for every player i and move s.

These equations are linear in P once v is fixed. The searches and the checks both read them here.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from oraclegames.exact.arrays import largest, widened
from oraclegames.exact.surd import Exact
from oraclegames.games.game import Game
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Gains:
    """The numbers U_i(o) − v_i of a game, for values v."""

    game: Game
    values: tuple[Fraction, ...]

    @cached_property
    def scales(self) -> tuple[int, ...]:
        """For each player a positive whole number that makes U_i − v_i whole."""
        pairs = zip(self.game.denominators, self.values)
        return tuple(math.lcm(d, v.denominator) for d, v in pairs)

    @property
    def tables(self) -> tuple[NDArray[Any], ...]:
        """For each player ``scales[i]`` · (U_i − v_i), of the game's shape.

        ``int64`` where everything fits, Python integers else. Only the last ones asked for are
        kept: results hold on to their gains, of thousands of outcomes each as large as the game.
        """
        for gains, known in _LAST:
            if gains is self:
                return known
        tables = []
        for i, (value, scale) in enumerate(zip(self.values, self.scales)):
            table = self.game.numerators[i]
            factor, offset = scale // self.game.denominators[i], int(value * scale)
            bound = largest(table) * factor + abs(offset)
            tables.append(widened(table, bound) * factor - offset)
        _LAST.append((self, tuple(tables)))
        return tuple(tables)

    def at_most(self, player: int, *, strict: bool = False) -> NDArray[np.bool_]:
        """Where U_i ≤ v_i, or with ``strict`` U_i < v_i; of the game's shape, and not kept."""
        table, scale = self.game.numerators[player], self.game.denominators[player]
        value = self.values[player] * scale
        bound = math.ceil(value) - 1 if strict else math.floor(value)
        found: NDArray[np.bool_] = (table <= bound).astype(bool, copy=False)
        return found

    @cached_property
    def rows(self) -> tuple[tuple[int, ...], ...]:
        """The same as Python's integers, for each player row-major."""
        found = []
        for i, (value, scale) in enumerate(zip(self.values, self.scales)):
            factor, offset = scale // self.game.denominators[i], int(value * scale)
            found.append(tuple([number * factor - offset for number in self.game.integers(i)]))
        return tuple(found)


_LAST: deque[tuple[Gains, tuple[NDArray[Any], ...]]] = deque(maxlen=2)


def gains_of_moves(
    game: Game, probabilities: Sequence[Exact], values: Sequence[Exact]
) -> tuple[list[Exact | None], ...]:
    """For each player and move Σ_{o : o_i = s} P(o) (U_i(o) − v_i); None if s is never played."""
    sums: tuple[list[Exact | None], ...] = tuple([None] * count for count in game.shape)
    for outcome, probability in zip(game.outcomes(), probabilities):
        if probability != 0:
            for i, (move, value) in enumerate(zip(outcome, values)):
                gain = probability * (game.payoff(i, outcome) - value)
                known = sums[i][move]
                sums[i][move] = gain if known is None else known + gain
    return sums


def has_values(game: Game, probabilities: Sequence[Exact], values: Sequence[Exact]) -> bool:
    """Whether every move that is played is worth its player's value, exactly."""
    sums = gains_of_moves(game, probabilities, values)
    return all(total is None or total == 0 for row in sums for total in row)
