"""What a player can secure alone: minmax values and strategies of a payoff table, exactly.

For a table U with one row for each own move and one column for each move of the other,

    max_p min_b Σ_a p(a) U[a][b]  =  min_q max_a Σ_b q(b) U[a][b]        (von Neumann 1928).

Both optimal strategies are returned: the second proves that the first secures as much as possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from oraclegames.errors import CertificateError
from oraclegames.exact.linear_program import LinearProgram, Optimal
from oraclegames.exact.simplex import maximise

_Weights = tuple[Fraction, ...]


@dataclass(frozen=True)
class Security:
    """A minmax value, the strategy that secures it, and the reply that allows no more."""

    value: Fraction
    strategy: _Weights
    reply: _Weights

    def verify(self, table: Sequence[Sequence[Fraction]]) -> bool:
        """Whether the strategy secures the value, and the reply allows no more."""
        columns = list(zip(*table))
        return (
            all(min(w) >= 0 and sum(w) == 1 for w in (self.strategy, self.reply))
            and min(_dot(self.strategy, column) for column in columns) == self.value
            and max(_dot(self.reply, row) for row in table) == self.value
        )


def minmax(table: Sequence[Sequence[Fraction]]) -> Security:
    """The minmax value of a table of own payoffs (rows: own moves; columns: the other's moves).

    Where several strategies secure the value, a pure one that meets a pure reply is preferred, the
    first in order; else the one with the most weight on the first move, then on the second, and so
    on. So it does not hang on the order of the columns.

    >>> minmax([[Fraction(2), Fraction(0)], [Fraction(3), Fraction(1)]]).strategy
    (Fraction(0, 1), Fraction(1, 1))
    """
    result = _saddle(table) or (
        _two_by_two(table) if len(table) == len(table[0]) == 2 else _by_program(table)
    )
    if not result.verify(table):
        raise CertificateError("a minmax strategy failed its check")
    return result


def _saddle(table: Sequence[Sequence[Fraction]]) -> Security | None:
    """The first entry that is least in its row and largest in its column."""
    best = [max(column) for column in zip(*table)]
    for a, row in enumerate(table):
        for b, payoff in enumerate(row):
            if payoff == min(row) == best[b]:
                return Security(payoff, _pure(a, len(table)), _pure(b, len(row)))
    return None


def _two_by_two(table: Sequence[Sequence[Fraction]]) -> Security:
    """Without a saddle point both players make the other indifferent."""
    (a, b), (c, d) = table
    scale = a - b - c + d
    p, q = (d - c) / scale, (d - b) / scale
    return Security((a * d - b * c) / scale, (p, 1 - p), (q, 1 - q))


def _by_program(table: Sequence[Sequence[Fraction]]) -> Security:
    """Maximise v subject to v ≤ Σ_a p(a) (U[a][b] − l) for all b, with l the least payoff."""
    moves, least = len(table), min(min(row) for row in table)
    above = [[least - payoff for payoff in column] for column in zip(*table)]
    found = _optimum(
        LinearProgram.of(
            [0] * moves + [1],
            equal=[([1] * moves + [0], 1)],
            at_most=[([*column, 1], 0) for column in above],
        )
    )
    strategy: list[Fraction] = []
    for move in range(moves):
        known = [({a: 1}, weight) for a, weight in enumerate(strategy)]
        first = _optimum(
            LinearProgram.of(
                {move: 1},
                equal=[([1] * moves, 1), *known],
                at_most=[(column, -found.value) for column in above],
                n=moves,
            )
        )
        strategy.append(first.value)
    return Security(found.value + least, tuple(strategy), tuple(found.y[1:]))


def _optimum(program: LinearProgram) -> Optimal:
    found = maximise(program)
    if not isinstance(found, Optimal):
        raise CertificateError("the linear program of a minmax value has no optimum")
    return found


def _pure(move: int, moves: int) -> _Weights:
    return tuple(Fraction(int(k == move)) for k in range(moves))


def _dot(weights: Sequence[Fraction], payoffs: Sequence[Fraction]) -> Fraction:
    return sum((w * payoff for w, payoff in zip(weights, payoffs)), Fraction(0))
