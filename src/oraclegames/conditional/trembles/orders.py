"""Ties at pure outcomes: is play optimal all along? Orders of magnitude of the trembles decide.

Let everybody play the outcome o* and let e_o > 0 be the weight of every other outcome, relative to
o*. With D_i(o) = U_i(o) − U_i(o*), *main*_i = {o ≠ o* : o_i = o*_i} and T_{i,s} = {o : o_i = s},
the condition c_i(o*_i) ≥ c_i(s), cleared of denominators, is

    Σ_{p ∈ main_i, q ∈ T_{i,s}} e_p e_q (D_i(p) − D_i(q))  −  Σ_{q ∈ T_{i,s}} e_q D_i(q)  ≥ 0.   (*)

o* is a reflective equilibrium iff (*) has solutions e → 0 for all i and s ≠ o*_i together. By the
curve selection lemma (Milnor 1968) there is then a curve of solutions, e_o ~ a_o t^{x_o} with
a_o, x_o > 0 as t → 0. In each (*) some monomial with a positive coefficient must then have the
least exponent: x_q for e_q, x_p + x_q for e_p e_q. Conversely, exponents for which the least
exponent in each (*) belongs to positive monomials alone solve it for all small t.

So: search exponents x for which a positive monomial of each (*) lies below all negative ones.
Solvable with "<": **yes**, and e_o = t^{x_o} is the sequence. Unsolvable with "≤": **no**, proved
by a case distinction over the monomial that is least, each case closed by a sum of inequalities
which would make a negative combination of exponents ≥ 0. In between: undecided here.

Two monomials need not be listed. If D_i(q) < 0, the positive e_q lies below every e_p e_q. If
D_i(q) > 0, the negative e_q lies below them. Only q with D_i(q) = 0 enter through e_p e_q.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from oraclegames.budget import Clock
from oraclegames.conditional.trembles.order_proofs import (
    Case,
    Contradiction,
    Demand,
    Monomial,
    NoOrders,
    Orders,
    demands,
)
from oraclegames.errors import CertificateError
from oraclegames.exact.linear_program import LinearProgram, Optimal
from oraclegames.exact.simplex import maximise
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Outcome

MAX_WORK = 10_000
"""The search gives up, undecided, when its linear programs have had so many rows in all."""

MAX_MONOMIALS = 200_000
"""Nor does the search begin when (*) may have so many monomials in all."""


class _TooMuchWorkError(Exception):
    """The search used up its work."""


class _Search:
    """Depth-first search over the least monomials, one exact linear program for each case.

    ``gap`` is 1 to ask for "<" (exponents can be scaled) and 0 for "≤".
    """

    def __init__(self, demands: list[Demand], gap: int, clock: Clock):
        self.demands = demands
        self.gap = gap
        self.clock = clock
        self.work = 0
        # Few alternatives first; demands without negative monomials hold by themselves.
        open_demands = (k for k, demand in enumerate(demands) if demand.negative)
        self.order = sorted(open_demands, key=lambda k: len(demands[k].positive))

    def run(
        self, depth: int, chosen: dict[int, Monomial], x: dict[Outcome, Fraction]
    ) -> dict[Outcome, Fraction] | Case | Contradiction:
        """Exponents that fit the choices and all demands, or the proof that there are none.

        ``x`` fits the choices made so far; outcomes that it leaves out have exponent 1.
        """
        if depth == len(self.order):
            return x
        self.clock.check()
        k = self.order[depth]
        demand = self.demands[k]

        def exponent(monomial: Monomial) -> Fraction:
            return sum((x.get(o, Fraction(1)) for o in monomial), Fraction(0))

        least = min(map(exponent, demand.negative)) - self.gap
        closed: dict[Monomial, Case | Contradiction] = {}
        for monomial in sorted(demand.positive, key=exponent):
            choices = {**chosen, k: monomial}
            fits = exponent(monomial) <= least
            found = x if fits else self.exponents(choices)
            if isinstance(found, dict):
                result = self.run(depth + 1, choices, found)
                if isinstance(result, dict):
                    return result
                closed[monomial] = result
            else:
                closed[monomial] = found
        return Case(k, tuple((monomial, closed[monomial]) for monomial in demand.positive))

    def exponents(self, chosen: dict[int, Monomial]) -> dict[Outcome, Fraction] | Contradiction:
        """Solve x ≥ 1, x·a ≥ gap for a = (negative monomial) − (chosen monomial).

        By duality with few rows: maximise Σ y_a (gap − Σ a) subject to Σ y_a a ≤ 0, Σ y ≤ 1, y ≥ 0.
        If the optimum is 0, the dual solution is x − 1; else y is the contradiction.
        """
        pairs = [(k, n) for k in chosen for n in self.demands[k].negative]
        met = (o for k, n in pairs for o in (*n, *chosen[k]))
        position = {outcome: row for row, outcome in enumerate(dict.fromkeys(met))}
        rows = len(position)
        self.work += rows
        if self.work > MAX_WORK:
            raise _TooMuchWorkError
        self.clock.check()
        matrix = np.zeros((rows + 1, len(pairs) + rows + 1), dtype=np.int64)
        matrix[:, len(pairs) :] = np.eye(rows + 1, dtype=np.int64)
        for j, (k, negative) in enumerate(pairs):
            for outcome in negative:
                matrix[position[outcome], j] += 1
            for outcome in chosen[k]:
                matrix[position[outcome], j] -= 1
        costs = np.zeros(matrix.shape[1], dtype=np.int64)
        costs[: len(pairs)] = self.gap - matrix[:rows, : len(pairs)].sum(axis=0)
        matrix[rows, : len(pairs)] = 1
        result = maximise(
            LinearProgram.from_matrix(matrix, [0] * rows + [1], costs), clock=self.clock
        )
        if not isinstance(result, Optimal):
            raise CertificateError("the program of the exponents is feasible and bounded")
        if result.value == 0:
            return {o: 1 + result.y[row] for o, row in position.items()}
        return Contradiction(tuple((*pairs[j], y) for j, y in result.x if j < len(pairs)))


def decide_orders(
    distribution: Distribution, clock: Clock | None = None
) -> Orders | NoOrders | None:
    """Decide by orders of magnitude whether a pure outcome is a reflective equilibrium.

    Args:
        distribution: all mass on one outcome.
        clock: when to give up; None for never.

    Returns:
        Exponents of a sequence, the proof that there is none, or None if neither was found: the
        coefficients of tied monomials matter, or the search exceeds :data:`MAX_WORK` or
        :data:`MAX_MONOMIALS`.

    Raises:
        OutOfTime: the clock's budget is spent.

    Cost: exponential in the number of moves at worst, in practice a few linear programs with a row
    for each outcome.

    >>> from oraclegames import Game
    >>> pennies = Game.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> found = decide_orders(Distribution.point(pennies, (0, 0)))
    >>> type(found).__name__, found.verify()
    ('Orders', True)
    """
    game = distribution.game
    (base,) = distribution.support
    if sum((m - 1) * (game.n_outcomes // m) ** 2 for m in game.shape) > MAX_MONOMIALS:
        return None
    clock = clock or Clock(None)
    asked = demands(game, base, clock)
    outcomes = [outcome for outcome in game.outcomes() if outcome != base]
    try:
        for gap in (1, 0):
            found = _Search(asked, gap, clock).run(0, {}, {})
            if isinstance(found, dict):
                # Tied exponents may still do, with equal weights.
                certificate = Orders(
                    distribution, tuple((o, found.get(o, Fraction(1))) for o in outcomes)
                )
                if certificate.holds(clock):
                    return certificate
            elif gap == 0:
                return NoOrders(distribution, found)
    except _TooMuchWorkError:
        return None
    return None
