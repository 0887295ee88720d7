"""Extreme distributions of two players as functions of the values (x, y).

An extreme distribution with values (x, y) is, up to a factor, the only solution of the equations of
an equilibrium on the outcomes that it plays. Around (x, y) it is so as long as what it plays stays
positive: its weights are the minors of the equations that are independent there, polynomials in x
and y with the payoffs' linear factors A_sc − x and B_sc − y. If other equations of its moves depend
on these at (x, y) alone, the formula holds where those are satisfied too: on a line or on the curve
of a cycle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flint import fmpq, fmpq_mat, fmpq_mpoly

from oraclegames.exact.bivariate import X, Y
from oraclegames.exact.rational import pivots, to_fmpq
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Outcome


@dataclass(frozen=True)
class VertexFormula:
    """An extreme distribution as a function of the values.

    Attributes:
        outcomes: those that are played, row-major.
        weights: for each a polynomial in x and y; the probabilities are the weights divided by
            their sum.
        conditions: polynomials that must be 0: none where the formula holds in the plane.
    """

    outcomes: tuple[Outcome, ...]
    weights: tuple[fmpq_mpoly, ...]
    conditions: tuple[fmpq_mpoly, ...]

    def at(self, x: fmpq, y: fmpq) -> list[fmpq]:
        """The probabilities of the outcomes at values where the formula holds."""
        masses = [fmpq(w(x, y)) for w in self.weights]
        return [p / sum(masses, fmpq(0)) for p in masses]


def vertex_formula(play: Distribution) -> VertexFormula:
    """The formula of an extreme distribution with the values that it has.

    Cost: exponential in the number of outcomes played, at most one more than the moves.
    """
    game = play.game
    outcomes = tuple(o for o, p in zip(game.outcomes(), play.probabilities) if p)
    masses = [to_fmpq(p) for p in play.probabilities if p]
    values = [
        sum((p * to_fmpq(game.payoff(i, o)) for p, o in zip(masses, outcomes)), fmpq(0))
        for i in range(2)
    ]
    moves = sorted({(i, o[i]) for o in outcomes for i in range(2)})
    rows = [
        [to_fmpq(game.payoff(i, o)) - (X, Y)[i] if o[i] == s else 0 * X for o in outcomes]
        for i, s in moves
    ]
    there = fmpq_mat([[f(*values) for f in row] for row in rows])
    reduced, rank = there.transpose().rref()
    chosen = pivots(reduced, rank)
    kept = [rows[k] for k in chosen]
    weights = [_minor(kept, k) * (-1) ** k for k in range(len(outcomes))]
    if any(w(*values) < 0 for w in weights):
        weights = [-w for w in weights]
    sums = (
        sum((f * w for f, w in zip(row, weights)), 0 * X)
        for k, row in enumerate(rows)
        if k not in chosen
    )
    return VertexFormula(outcomes, tuple(weights), tuple(s for s in sums if s != 0))


def _minor(rows: Sequence[Sequence[fmpq_mpoly]], left_out: int) -> fmpq_mpoly:
    """The determinant without a column."""
    columns = [k for k in range(len(rows) + 1) if k != left_out]
    return _determinant([[row[k] for k in columns] for row in rows])


def _determinant(rows: Sequence[Sequence[fmpq_mpoly]]) -> fmpq_mpoly:
    """By the column with the fewest entries: each has two at most."""
    if not rows:
        return 1 + 0 * X
    counts = [sum(row[k] != 0 for row in rows) for k in range(len(rows))]
    column = counts.index(min(counts))
    total = 0 * X
    for k, row in enumerate(rows):
        if row[column] != 0:
            rest = [
                [*other[:column], *other[column + 1 :]] for j, other in enumerate(rows) if j != k
            ]
            total += (-1) ** (k + column) * row[column] * _determinant(rest)
    return total
