"""When does no common deviation pay? The conditions of two-player b-similarity, as polynomials.

Symmetric game with matrix A, u(s, t) = sᵀAt. A strategy s is a b-similarity equilibrium (Kundu,
Tewolde, Berker, Brown and Conitzer 2026) iff for all mixed s′

    u(s′, b s′ + (1 − b) s) ≤ u(s, s).

Write d = s′ − s. The left side minus the right is dᵀ(A + bAᵀ)s + b·dᵀAd. Short deviations show that
s must be a symmetric Nash equilibrium of B = A + bAᵀ; in particular the moves of its support have
the same worth c in Bs, and u(s, s) = c/(1 + b). Since the entries of s′ sum to 1, the whole
condition says that a quadratic form is nowhere positive:

    s′ᵀ G s′ ≤ 0 for all s′ ≥ 0,   G = b A + (1 − b)(As)eᵀ − u(s, s) eeᵀ   (made symmetric).

For a support whose equations have one solution s = N(b)/D(b), everything here is a polynomial in b.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flint import fmpq_poly

from oraclegames.conditional.similarity.copositive import Copositivity
from oraclegames.conditional.similarity.formula import Formula
from oraclegames.conditional.similarity.symmetric import Matrix

Sign = Callable[[Any], int]
"""−1, 0 or 1 for a number, or for a polynomial at the b in question."""

B = fmpq_poly([0, 1])
ONE = fmpq_poly([1])


def _go_on() -> None:
    pass


@dataclass(frozen=True)
class Conditions:
    """What decides whether N/D is an equilibrium; numbers at one b, or polynomials in b.

    Attributes:
        matrix: A, in numbers of the same kind.
        b: b, likewise.
        numerators: N_i, one for each move.
        value: the numerator of c; c = value/denominator.
        denominator: D, not 0 where anything is asked.
        pause: called now and then; it may raise to stop.
    """

    matrix: Sequence[Sequence[Any]]
    b: Any
    numerators: tuple[Any, ...]
    value: Any
    denominator: Any
    pause: Callable[[], None] = _go_on

    @cached_property
    def worth(self) -> list[Any]:
        """(As)_i·D for each move."""
        return [dot(row, self.numerators) for row in self.matrix]

    @cached_property
    def slacks(self) -> list[Any]:
        """(c − (Bs)_i)·D: not negative for the best replies in the game with matrix B."""
        columns = zip(*self.matrix)
        back = [dot(column, self.numerators) for column in columns]
        return [self.value - w - self.b * t for w, t in zip(self.worth, back)]

    @cached_property
    def margins(self) -> list[Any]:
        """−G_ii·(1 + b)·D: not negative if no deviation to the single move i pays."""
        return [self._entry(i, i) for i in range(len(self.matrix))]

    def _entry(self, i: int, j: int) -> Any:
        """−2G_ij·(1 + b)·D, or half of it on the diagonal."""
        b, A, w = self.b, self.matrix, self.worth
        half = self.value - (1 - b * b) * w[i] - b * (1 + b) * A[i][j] * self.denominator
        if i == j:
            return half
        return half + self.value - (1 - b * b) * w[j] - b * (1 + b) * A[j][i] * self.denominator

    @cached_property
    def form(self) -> Copositivity:
        """−2G·(1 + b)·D, to be copositive after multiplication with the sign of D."""
        moves = range(len(self.matrix))
        entries = {
            (i, j): 2 * self.margins[i] if i == j else self._entry(i, j)
            for i in moves
            for j in moves
            if i <= j
        }
        rows = [[entries[min(i, j), max(i, j)] for j in moves] for i in moves]
        return Copositivity(rows, self.pause)

    def is_nash(self, sign: Sign, support: Sequence[int]) -> bool:
        """Whether s has this support and is a symmetric Nash equilibrium of B."""
        side = sign(self.denominator)
        return (
            side != 0
            and all(side * sign(self.numerators[i]) > 0 for i in support)
            and all(side * sign(slack) >= 0 for slack in self.slacks)
        )

    def is_safe(self, sign: Sign) -> bool:
        """Whether no common deviation pays; D is not 0."""
        return self.form.holds(sign, sign(self.denominator))

    def formulas(self) -> tuple[Formula, ...]:
        """s as formulas, where everything is a polynomial."""
        return tuple(Formula.of(n, self.denominator) for n in self.numerators)


def dot(row: Sequence[Any], column: Sequence[Any]) -> Any:
    """Σ row_i·column_i."""
    total = row[0] * column[0]
    for x, y in zip(row[1:], column[1:]):
        total = total + x * y
    return total


def bordered(A: Matrix, support: Sequence[int]) -> list[list[fmpq_poly]]:
    """The equations of a support, in the unknowns s_i and −c: (Bs)_i = c for its moves, Σ s_i = 1.

    The last column holds the right-hand sides.
    """
    rows = [[A[i][j] + A[j][i] * B for j in support] + [ONE, fmpq_poly([0])] for i in support]
    return [*rows, [ONE] * len(support) + [fmpq_poly([0]), ONE]]


def determinant(rows: Sequence[Sequence[fmpq_poly]]) -> fmpq_poly:
    """By fraction-free elimination (Bareiss)."""
    a = [list(row) for row in rows]
    previous, sign = ONE, 1
    for k in range(len(a) - 1):
        pivot = next((i for i in range(k, len(a)) if a[i][k] != 0), None)
        if pivot is None:
            return fmpq_poly([0])
        if pivot != k:
            a[k], a[pivot], sign = a[pivot], a[k], -sign
        for i in range(k + 1, len(a)):
            for j in range(k + 1, len(a)):
                a[i][j] = (a[i][j] * a[k][k] - a[i][k] * a[k][j]) // previous
        previous = a[k][k]
    return a[-1][-1] * sign


def cramer(
    A: Matrix,
    support: Sequence[int],
    equations: Sequence[Sequence[fmpq_poly]],
    pause: Callable[[], None] = _go_on,
) -> Conditions | None:
    """The conditions for the solution of as many equations as unknowns; None if D is zero."""
    size = len(equations)
    square = [list(row[:size]) for row in equations]
    common = determinant(square)
    if common == 0:
        return None
    solved = []
    for k in range(size):
        columns = [[*row[:k], eq[size], *row[k + 1 :]] for row, eq in zip(square, equations)]
        solved.append(determinant(columns))
    numerators = [fmpq_poly([0])] * len(A)
    for i, n in zip(support, solved):
        numerators[i] = n
    lifted = [[fmpq_poly([x]) for x in row] for row in A]
    return Conditions(lifted, B, tuple(numerators), -solved[-1], common, pause)
