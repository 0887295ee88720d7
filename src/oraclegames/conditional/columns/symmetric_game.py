"""Symmetric (anonymous) games of any size: outcomes are counts of players on each move.

Every player has the same moves, and what she gets depends on her move and on how many play what. If
all players are to have the same value v, a totally mixed equilibrium can be averaged over the
players' permutations, so P is a distribution π over counts k = (k_1, …, k_m), spread evenly over
the arrangements of the players, with one condition for each move s:

    Σ_k π(k) k_s (u_s(k) − v) = 0.

Q is uniform over the counts; P is totally mixed iff π is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from oraclegames.conditional.columns.konstanz import Multipliers, exact_sums, least_price
from oraclegames.conditional.columns.listed_game import listed
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.arrays import largest, widened
from oraclegames.exact.rational import format_rational
from oraclegames.games.game import Game, Outcome
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

COUNT_LIMIT = 1 << 23
"""The largest number of counts (k_1, …, k_m) that are listed."""


@dataclass(frozen=True, eq=False, repr=False)
class SymmetricGame:
    """A game of n players who all have the same moves and the same payoffs by counts.

    Attributes:
        n_players: n.
        moves: the labels of the moves.
        counts: all (k_1, …, k_m) with sum n as an array of shape (m, C).
        numerators: u_s(k) times ``denominator``, shape (m, C); where k_s = 0 the entry is ignored.
        denominator: a positive whole number.

    Build one with :meth:`of`.
    """

    n_players: int
    moves: tuple[str, ...]
    counts: NDArray[np.int64]
    numerators: NDArray[Any]
    denominator: int

    @classmethod
    def of(
        cls,
        n_players: int,
        payoff: Callable[[int, NDArray[np.int64]], Any],
        moves: Sequence[str] = ("no", "yes"),
        *,
        denominator: int = 1,
    ) -> SymmetricGame:
        """Build a game from a function of (move, counts).

        Args:
            n_players: n ≥ 1.
            payoff: called once for each move with its index and the counts of *all* players (the
                one who is paid included), shape (m, C); returns C whole numbers: the payoffs times
                ``denominator``.
            moves: labels.
            denominator: what the returned numbers are divided by.

        Raises:
            InputError: if the payoffs are not whole numbers, one for each count.
            UnsupportedError: if there are too many counts.

        >>> from oraclegames.conditional.values.achieve import achieve
        >>> volunteer = SymmetricGame.of(
        ...     1000, lambda s, k: np.where(k[1] > 0, 10 - 3 * s, 0), ("wait", "volunteer")
        ... )
        >>> achieve(volunteer, 7).achievable, achieve(volunteer, 8).achievable
        (True, False)
        """
        if n_players < 1 or not moves or denominator < 1:
            raise InputError("a symmetric game needs a player, a move and a positive denominator")
        total = math.comb(n_players + len(moves) - 1, len(moves) - 1)
        if total > COUNT_LIMIT:
            raise UnsupportedError(
                f"{n_players} players on {len(moves)} moves have {total} counts, more than the "
                f"{COUNT_LIMIT} that are listed: use fewer players or moves"
            )
        counts = compositions(n_players, len(moves))
        rows = []
        for s in range(len(moves)):
            row = np.asarray(payoff(s, counts))
            if row.ndim == 0:
                row = np.full(total, row)
            if row.shape != (total,) or row.dtype.kind not in "iuO":
                raise InputError(
                    f"the payoffs of move {moves[s]!r} should be {total} whole numbers, one for "
                    f"each count, not {row.dtype} of shape {row.shape}"
                )
            rows.append(row)
        small = all(row.dtype.kind != "O" for row in rows)
        table = np.stack([row.astype(np.int64 if small else object) for row in rows])
        return cls(n_players, tuple(moves), counts, table, denominator)

    def __repr__(self) -> str:
        return f"<SymmetricGame: {self.n_players} players on {len(self.moves)} moves>"

    @property
    def players(self) -> tuple[str, ...]:
        """One label: all players have the same value."""
        return ("everybody",)

    def columns(self, values: tuple[Fraction, ...]) -> _Counts:
        """The columns k_s (u_s(k) − v), one row for each move."""
        return _Counts(self, values[0])

    def multipliers(self, values: tuple[Fraction, ...], y: Sequence[Fraction]) -> Multipliers:
        """One number for each move: g(k) = Σ_s y_s k_s (u_s(k) − v)."""
        scale = math.lcm(self.denominator, values[0].denominator)
        return (tuple(v * scale for v in y),)

    def to_dict(self) -> dict[str, Any]:
        """The payoffs of each move by counts, exact, ready for JSON."""
        return {
            "kind": "symmetric",
            "players": self.n_players,
            "moves": list(self.moves),
            "payoffs": [
                [format_rational(Fraction(int(x), self.denominator)) for x in row]
                for row in self.numerators
            ],
        }

    def to_game(self) -> Game:
        """The same game with its outcomes listed; for few players."""
        position = {tuple(k): j for j, k in enumerate(self.counts.T.tolist())}

        def payoffs(outcome: Outcome) -> list[Fraction]:
            j = position[tuple(outcome.count(s) for s in range(len(self.moves)))]
            return [Fraction(int(self.numerators[s, j]), self.denominator) for s in outcome]

        game = listed(payoffs, (len(self.moves),) * self.n_players)
        return game.relabel(moves=[self.moves] * self.n_players)


def compositions(n: int, parts: int) -> NDArray[np.int64]:
    """All (k_1, …, k_parts) ≥ 0 with sum n, lexicographic, as columns."""
    rest = np.array([n], dtype=np.int64)
    rows: list[NDArray[np.int64]] = []
    for _ in range(parts - 1):
        sizes = rest + 1
        first = np.repeat(np.cumsum(sizes) - sizes, sizes)
        taken = np.arange(int(sizes.sum()), dtype=np.int64) - first
        rows = [np.repeat(row, sizes) for row in rows]
        rest = np.repeat(rest, sizes) - taken
        rows.append(taken)
    return np.stack([*rows, rest])


@dataclass(frozen=True, eq=False)
class _Counts:
    """The columns of a symmetric game at one value; outcomes are positions in ``counts``."""

    game: SymmetricGame
    value: Fraction

    @cached_property
    def _table(self) -> NDArray[Any]:
        """k_s (u_s(k) − v) as whole numbers, shape (m, C)."""
        game = self.game
        scale = math.lcm(game.denominator, self.value.denominator)
        factor, offset = scale // game.denominator, int(self.value * scale)
        numbers = game.numerators
        bound = (largest(numbers) * factor + abs(offset)) * game.n_players
        return (widened(numbers, bound) * factor - offset) * game.counts

    @cached_property
    def _floats(self) -> NDArray[np.float64]:
        return self._table.astype(np.float64)

    def base(self) -> list[Fraction]:
        """The residual of the uniform distribution over counts."""
        total = self._table.shape[1]
        return [Fraction(v, total) for v in exact_sums(self._table)]

    def column(self, outcome: int) -> dict[int, int]:
        return {s: int(a) for s, a in enumerate(self._table[:, outcome])}

    def propose(self, y: NDArray[np.float64]) -> list[int]:
        prices = y @ self._floats
        few = min(4, len(prices) - 1)
        return [int(j) for j in np.argpartition(prices, few)[: few + 1]]

    def least(self, y: Sequence[int]) -> tuple[int, int]:
        """The least price and a position that has it, exactly."""

        def exact(positions: NDArray[np.int64]) -> NDArray[Any]:
            prices: NDArray[Any] = np.array(y, dtype=object) @ self._table[:, positions]
            return prices

        sizes = abs(self._floats).max(axis=1)
        return least_price(y, sizes, lambda y: y @ self._floats, exact)
