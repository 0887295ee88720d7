"""The columns of K(v) for a game whose payoffs are listed, up to 2²⁰ outcomes, without loops.

The totally mixed Q is uniform, so its residual at (i, s) is the sum of U_i − v_i over the outcomes
with o_i = s, divided by the number of outcomes. Prices y·K_o of all outcomes are broadcast sums.
The exact least price filters by floats with a proved error bound: only outcomes whose rounded
price cannot be told from the least one are computed again, exactly.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from oraclegames.conditional.columns.konstanz import Excess
from oraclegames.errors import UnsupportedError
from oraclegames.exact.arrays import largest, widened
from oraclegames.games.game import Game, Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["DENSE_LIMIT", "SEARCH_LIMIT", "DenseColumns", "check_dense", "check_searchable"]

DENSE_LIMIT = 1 << 20
"""The largest number of outcomes for which payoffs are handled as a list."""


SEARCH_LIMIT = 1 << 12
"""The most outcomes for which the whole value space is searched."""


def check_searchable(game: object, what: str) -> None:
    """Refuse games whose value space cannot be searched: structured or too large ones.

    Raises:
        UnsupportedError: with the limit and what to do instead.
    """
    advice = "ask achieve() about single value vectors instead"
    if not isinstance(game, Game):
        raise UnsupportedError(f"{what} takes a game whose outcomes are listed: {advice}")
    if game.n_outcomes > SEARCH_LIMIT:
        raise UnsupportedError(
            f"the game has {game.n_outcomes} outcomes, but {what} takes up to {SEARCH_LIMIT}: "
            f"{advice}"
        )


def check_dense(game: Game) -> None:
    """Refuse a game whose outcomes are too many to list.

    Raises:
        UnsupportedError: with the limit and what to do instead.
    """
    if game.n_outcomes > DENSE_LIMIT:
        raise UnsupportedError(
            f"the game has {game.n_outcomes} outcomes, more than the {DENSE_LIMIT} that are listed:"
            " describe it as a SymmetricGame or a GraphicalGame, whose outcomes are never listed"
        )


@dataclass(frozen=True)
class DenseColumns:
    """The columns of a listed game at fixed values; outcomes are tuples of moves."""

    excess: Excess

    @property
    def n_rows(self) -> int:
        """One row for each player and move."""
        return self.excess.n_rows

    def base(self) -> list[Fraction]:
        """The residual of the uniform distribution."""
        game = self.excess.game
        sums: list[Fraction] = []
        for i, table in enumerate(self.excess.tables):
            table = widened(table, largest(table) * game.n_outcomes)
            others = tuple(k for k in range(game.n_players) if k != i)
            sums += [Fraction(int(v), game.n_outcomes) for v in table.sum(axis=others)]
        return sums

    def column(self, outcome: Outcome) -> dict[int, int]:
        """One entry for each player, in the row of her move."""
        starts, tables = self.excess.starts, self.excess.tables
        return {
            start + move: int(table[outcome]) for start, move, table in zip(starts, outcome, tables)
        }

    def propose(self, y: NDArray[np.float64]) -> list[Outcome]:
        """For each player and move the cheapest outcome with that move."""
        prices = self._rounded(y)
        shape = self.excess.game.shape
        found: set[int] = set()
        for i, moves in enumerate(shape):
            before, after = math.prod(shape[:i]), math.prod(shape[i + 1 :])
            blocks = prices.reshape(before, moves, after)
            for s in range(moves):
                first, last = divmod(int(blocks[:, s, :].argmin()), after)
                found.add((first * moves + s) * after + last)
        return [_outcome(position, shape) for position in sorted(found)]

    def least(self, y: Sequence[int]) -> tuple[int, Outcome]:
        """The exact least price: floats choose the candidates, whole numbers decide."""
        shape, starts = self.excess.game.shape, self.excess.starts
        largest = max((abs(v) for v in y), default=0) or 1
        rounded = np.array([float(Fraction(v, largest)) for v in y])
        prices = self._rounded(rounded)
        # Each of the n terms has a relative error below 4u, the n − 1 sums below u each.
        terms = [
            float(abs(rounded[start : start + m]).max()) * self._sizes[i]
            for i, (start, m) in enumerate(zip(starts, shape))
        ]
        error = (len(shape) + 8) * 2.0**-52 * sum(terms)
        candidates = np.flatnonzero(prices.ravel() <= prices.min() + 2 * error)
        moves = np.unravel_index(candidates, shape)
        total = np.zeros(len(candidates), dtype=object)
        for start, move, table in zip(starts, moves, self.excess.tables):
            own = np.array(y, dtype=object)[start + move]
            total += own * table[moves].astype(object)
        best = int(np.argmin(total))
        return int(total[best]), tuple(int(move[best]) for move in moves)

    @cached_property
    def _floats(self) -> tuple[NDArray[np.float64], ...]:
        return tuple(table.astype(np.float64) for table in self.excess.tables)

    @cached_property
    def _sizes(self) -> tuple[float, ...]:
        return tuple(float(abs(table).max()) for table in self._floats)

    def _rounded(self, y: NDArray[np.float64]) -> NDArray[np.float64]:
        shape = self.excess.game.shape
        total = np.zeros(shape)
        for i, (start, table) in enumerate(zip(self.excess.starts, self._floats)):
            own = y[start : start + shape[i]]
            if own.any():
                total += own.reshape([-1 if k == i else 1 for k in range(len(shape))]) * table
        return total


def _outcome(position: int, shape: tuple[int, ...]) -> Outcome:
    return tuple(int(move) for move in np.unravel_index(position, shape))
