"""The columns of K(v) for a game whose payoffs are listed, up to 2²⁰ outcomes, without loops.

The totally mixed Q is uniform, so its residual at (i, s) is the sum of U_i − v_i over the outcomes
with o_i = s, divided by the number of outcomes. Prices y·K_o of all outcomes are broadcast sums.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock
from oraclegames.conditional.columns.column_generation import Mixture
from oraclegames.conditional.columns.konstanz import Excess, exact_sums, least_price
from oraclegames.errors import CertificateError, UnsupportedError
from oraclegames.exact.arrays import widened
from oraclegames.exact.linear_program import LinearProgram, Optimal
from oraclegames.exact.simplex import maximise
from oraclegames.games.game import Game, Outcome
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DENSE_LIMIT = 1 << 20
"""The largest number of outcomes for which payoffs are handled as a list."""

SEARCH_LIMIT = 1 << 12
"""The most outcomes for which the whole value space is searched."""


def check_searchable(game: object, what: str) -> None:
    """Refuse games whose value space cannot be searched: structured or too large ones."""
    advice = "ask achieve() about single value vectors instead"
    if not isinstance(game, Game):
        raise UnsupportedError(f"{what} takes a game whose outcomes are listed: {advice}")
    if game.n_outcomes > SEARCH_LIMIT:
        raise UnsupportedError(
            f"the game has {game.n_outcomes} outcomes, but {what} takes up to {SEARCH_LIMIT}: "
            f"{advice}"
        )


def check_dense(game: Game) -> None:
    """Refuse a game whose outcomes are too many to list."""
    if game.n_outcomes > DENSE_LIMIT:
        raise UnsupportedError(
            f"the game has {game.n_outcomes} outcomes, more than the {DENSE_LIMIT} that are listed:"
            " describe it as a SymmetricGame or a GraphicalGame, whose outcomes are never listed"
        )


def listed(payoffs: Callable[[Outcome], Sequence[Fraction]], shape: Sequence[int]) -> Game:
    """The game with these payoffs, its outcomes listed; for few players."""
    if math.prod(shape) > 1 << 16:
        raise UnsupportedError(f"{math.prod(shape)} outcomes are too many to list")
    tables = np.empty((len(shape), *shape), dtype=object)
    for outcome in np.ndindex(*shape):
        tables[(slice(None), *outcome)] = payoffs(outcome)
    return Game.from_arrays(*tables)


@dataclass(frozen=True)
class DenseColumns:
    """The columns of a listed game at fixed values; outcomes are tuples of moves."""

    excess: Excess

    def base(self) -> list[Fraction]:
        """The residual of the uniform distribution."""
        total = self.excess.game.n_outcomes
        return [
            Fraction(v, total)
            for i, table in enumerate(self.excess.tables)
            for v in exact_sums(np.moveaxis(table, i, 0).reshape(table.shape[i], -1))
        ]

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
            after = math.prod(shape[i + 1 :])
            blocks = prices.reshape(-1, moves, after)
            for s in range(moves):
                first, last = divmod(int(blocks[:, s, :].argmin()), after)
                found.add((first * moves + s) * after + last)
        return [_outcome(position, shape) for position in sorted(found)]

    def least(self, y: Sequence[int]) -> tuple[int, Outcome]:
        """The least price and an outcome that has it, exactly."""
        shape, own = self.excess.game.shape, np.array(y, dtype=object)

        def exact(positions: NDArray[np.int64]) -> NDArray[Any]:
            moves = np.unravel_index(positions, shape)
            total = np.zeros(len(positions), dtype=object)
            for start, move, table in zip(self.excess.starts, moves, self.excess.tables):
                total += own[start + move] * table[moves].astype(object)
            return total

        sizes = np.repeat([float(abs(table).max()) for table in self._floats], shape)
        value, position = least_price(y, sizes, lambda y: self._rounded(y).ravel(), exact)
        return value, _outcome(position, shape)

    @cached_property
    def _floats(self) -> tuple[NDArray[np.float64], ...]:
        return tuple(table.astype(np.float64) for table in self.excess.tables)

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


def mix_all(excess: Excess, clock: Clock | None = None) -> Mixture:
    """One program with all columns: Q, the outcomes in row-major order, and the slack."""
    game = excess.game
    matrix = excess.matrix()
    rows, n = matrix.shape
    base = DenseColumns(excess).base()
    table = np.zeros((rows + 1, n + 2), dtype=matrix.dtype)
    table[:rows, :n] = matrix
    # The column of Q in units of 1/n of it, so that it is whole.
    column = [int(r * n) for r in base]
    table = widened(table, max(map(abs, column)))
    table[:rows, n] = column
    table[rows] = 1
    table[rows, n] = n
    objective = np.zeros(n + 2, dtype=np.int64)
    objective[n] = n
    solved = maximise(LinearProgram.from_matrix(table, [0] * rows + [1], objective), clock=clock)
    if not isinstance(solved, Optimal):
        raise CertificateError("the program of a value vector has a solution, but none was found")
    atoms = tuple((_outcome(j, game.shape), mass) for j, mass in solved.x if j < n and solved.value)
    return Mixture(solved.value, atoms, solved.y[:-1], True)
