"""A strategy along a line of b or of payoffs: the signs that make it a b-similarity equilibrium.

With u(s, t) = sᵀAt and B = A + bAᵀ, a strategy s is one iff s′ᵀGs′ ≤ 0 for all s′ ≥ 0, where
G = b A + (1 − b)(As)eᵀ − u(s, s)eeᵀ, made symmetric. That is: −G is copositive, which by Keller's
theorem (Cottle, Habetler and Lemke 1970) holds iff every principal submatrix whose cofactors of the
last row are all ≥ 0 has a determinant ≥ 0. For s = N/D these are signs of polynomials in b, which
change only at their roots.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from typing import Any

from flint import fmpq_poly

from oraclegames.certificates.stretches import NIL, determinant, sign
from oraclegames.games.game import Game


def is_symmetric(game: Game) -> bool:
    """Whether players with the same moves are paid alike when any two neighbours change places."""
    if len(set(game.shape)) > 1:
        return False
    for outcome in game.outcomes():
        pays = game.payoffs(outcome)
        for k in range(game.n_players - 1):
            order = list(range(game.n_players))
            order[k], order[k + 1] = order[k + 1], order[k]
            moved = game.payoffs(tuple(outcome[i] for i in order))
            if [pays[i] for i in order] != list(moved):
                return False
    return True


@dataclass(frozen=True)
class Setting:
    """Payoffs and similarity along a line: as a rule A is fixed and b runs, or b fixed and A runs.

    Attributes:
        A: the first player's payoffs.
        b: the similarity.
        key: where a phase lists its equilibria.
        name: what runs.
    """

    A: list[list[fmpq_poly]]
    b: fmpq_poly
    key: str = "equilibria"
    name: str = "b"


@dataclass(frozen=True)
class Candidate:
    """A strategy s = N/D along the line."""

    setting: Setting
    over: tuple[fmpq_poly, ...]
    under: fmpq_poly

    @cached_property
    def worth(self) -> list[fmpq_poly]:
        """(As)·D."""
        return [sum((a * n for a, n in zip(row, self.over)), NIL) for row in self.setting.A]

    @cached_property
    def alike(self) -> list[fmpq_poly]:
        """(Bs)·D."""
        back = [sum((a * n for a, n in zip(col, self.over)), NIL) for col in zip(*self.setting.A)]
        return [w + self.setting.b * t for w, t in zip(self.worth, back)]

    @cached_property
    def value(self) -> fmpq_poly:
        """u(s, s)·D²."""
        return sum((n * w for n, w in zip(self.over, self.worth)), NIL)

    @cached_property
    def form(self) -> list[list[fmpq_poly]]:
        """−2G·D²."""
        A, b = self.setting.A, self.setting.b
        m, D = range(len(A)), self.under

        def entry(i: int, j: int) -> fmpq_poly:
            own = b * D * D * (A[i][j] + A[j][i])
            return 2 * self.value - own - (1 - b) * D * (self.worth[i] + self.worth[j])

        return [[entry(i, j) for j in m] for i in m]

    @cached_property
    def tests(self) -> list[tuple[fmpq_poly, list[fmpq_poly]]]:
        """For each principal submatrix of −2G·D² its determinant and cofactors of the last row."""
        found = []
        for size in range(1, len(self.over) + 1):
            for chosen in combinations(range(len(self.over)), size):
                rows = [[self.form[i][j] for j in chosen] for i in chosen]
                cofactors = []
                for k in range(size - 1):
                    minor = [row[:k] + row[k + 1 :] for row in rows[:-1]]
                    cofactors.append(determinant(minor) * (-1) ** (size - 1 + k))
                if size > 1:
                    cofactors.append(determinant([row[:-1] for row in rows[:-1]]))
                found.append((determinant(rows), cofactors))
        return found

    @property
    def deviations(self) -> Iterator[list[fmpq_poly]]:
        """Weights z that may pay: of each principal submatrix N of −2G·D² the sums adj(N) e."""
        moves = range(len(self.over))
        for size in range(1, len(moves) + 1):
            for chosen in combinations(moves, size):
                weights = [NIL] * len(moves)
                for (k, row), (j, column) in product(enumerate(chosen), repeat=2):
                    minor = [
                        [self.form[i][n] for n in chosen if n != column] for i in chosen if i != row
                    ]
                    weights[column] += determinant(minor) * (-1) ** (k + j)
                yield weights

    def against(self, z: Sequence[fmpq_poly]) -> fmpq_poly:
        """zᵀ(−2G·D²)z: negative where the deviation z pays."""
        return sum((x * y * entry for x, row in zip(z, self.form) for y, entry in zip(z, row)), NIL)

    def slacks(self, support: Sequence[int]) -> list[fmpq_poly]:
        """How much less the other moves are worth in Bs than those of the support, times D."""
        others = (j for j in range(len(self.over)) if j not in support)
        return [self.alike[support[0]] - self.alike[j] for j in others]

    def ties(self, support: Sequence[int]) -> list[fmpq_poly]:
        """What must be 0 for the moves of the support to be worth the same in Bs."""
        return [self.alike[i] - self.alike[support[0]] for i in support[1:]]

    def is_safe(self, b: Any) -> bool:
        """Whether no common deviation pays at b; D is not 0 there."""
        return all(
            sign(minor, b) >= 0 or any(sign(c, b) < 0 for c in cofactors)
            for minor, cofactors in self.tests
        )

    def polynomials(self) -> list[fmpq_poly]:
        """All whose signs :meth:`is_safe` asks for."""
        return [p for minor, cofactors in self.tests for p in (minor, *cofactors)]
