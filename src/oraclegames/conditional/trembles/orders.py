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

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from oraclegames.conditional.trembles.face import Face
from oraclegames.errors import CertificateError
from oraclegames.exact.rational import format_rational
from oraclegames.exact.simplex import LinearProgram, Optimal, maximise
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome

__all__ = [
    "MAX_MONOMIALS",
    "MAX_WORK",
    "Case",
    "Contradiction",
    "NoOrders",
    "Orders",
    "decide_orders",
]

MAX_WORK = 10_000
"""The search gives up, undecided, when its linear programs have had so many rows in all."""

MAX_MONOMIALS = 200_000
"""Nor does the search begin when (*) may have so many monomials in all."""

Monomial = tuple[Outcome, ...]
"""A product of one or two weights e_o."""


@dataclass(frozen=True)
class Orders:
    """Proof that a pure outcome is reflective: the sequence e_o = t^{x_o}, t → 0.

    Attributes:
        distribution: all mass on the outcome.
        exponents: x_o > 0 for every other outcome.
    """

    distribution: Distribution
    exponents: tuple[tuple[Outcome, Fraction], ...]

    def verify(self) -> bool:
        """Expand (*) in powers of t: the leading coefficients must be positive."""
        game = self.distribution.game
        (base,) = self.distribution.support
        x = dict(self.exponents)
        if set(x) != set(game.outcomes()) - {base} or min(x.values(), default=1) <= 0:
            return False
        for i, count in enumerate(game.shape):
            gains = {o: game.payoff(i, o) - game.payoff(i, base) for o in game.outcomes()}
            main = [o for o in x if o[i] == base[i]]
            for s in set(range(count)) - {base[i]}:
                powers: dict[Fraction, Fraction] = defaultdict(Fraction)
                for q in (o for o in x if o[i] == s):
                    powers[x[q]] -= gains[q]
                    for p in main:
                        powers[x[p] + x[q]] += gains[p] - gains[q]
                leading = min((power for power, a in powers.items() if a), default=None)
                if leading is not None and powers[leading] < 0:
                    return False
        return True

    def to_dict(self) -> dict[str, Any]:
        """The exponents with labels, ready for JSON."""
        labels = self.distribution.game.outcome_labels
        return {
            "type": "orders",
            "exponents": [
                {"outcome": list(labels(o)), "exponent": format_rational(x)}
                for o, x in self.exponents
            ],
        }


@dataclass(frozen=True)
class Contradiction:
    """A sum of inequalities that closes a case.

    Attributes:
        terms: (demand, negative monomial, weight > 0): weight times "the exponent of the monomial
            is not below that of the demand's chosen monomial". The sum has coefficients ≤ 0 in
            all exponents, and one < 0, so it is negative; but it should be ≥ 0.
    """

    terms: tuple[tuple[int, Monomial, Fraction], ...]


@dataclass(frozen=True)
class Case:
    """A distinction: which positive monomial of a demand has the least exponent.

    Attributes:
        demand: the position of the demand (*) in the players' and moves' order.
        choices: each positive monomial with what follows from it.
    """

    demand: int
    choices: tuple[tuple[Monomial, Case | Contradiction], ...]


@dataclass(frozen=True)
class NoOrders:
    """Proof that a pure outcome is not reflective: every order of the trembles tempts somebody.

    Attributes:
        distribution: all mass on the outcome.
        proof: the case distinction.
    """

    distribution: Distribution
    proof: Case | Contradiction

    def verify(self) -> bool:
        """Re-check that the cases are complete and that each of them is contradictory."""
        (base,) = self.distribution.support
        return _is_closed(self.proof, _demands(self.distribution.game, base), {})

    def to_dict(self) -> dict[str, Any]:
        """The case distinction with labels, ready for JSON."""
        return {"type": "no-orders", "proof": _as_dict(self.proof, self.distribution.game)}


# -- demands ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Demand:
    """The monomials of one (*) that can have the least exponent, by the sign of the coefficient."""

    positive: tuple[Monomial, ...]
    negative: tuple[Monomial, ...]


def _demands(game: Game, base: Outcome) -> list[_Demand]:
    face = Face.at(game, base)
    demands = []
    for i, count in enumerate(game.shape):
        signs = np.sign(face.gains.tables[i].astype(object)).ravel().tolist()
        sign = dict(zip(game.outcomes(), signs))
        main = [o for o in sign if o[i] == base[i] and sign[o]]
        for s in range(count):
            if s == base[i]:
                continue
            monomials: dict[int, list[Monomial]] = {1: [], -1: []}
            for q in (o for o in sign if o[i] == s):
                if sign[q]:
                    monomials[-sign[q]].append((q,))
                else:
                    for p in main:
                        monomials[sign[p]].append((p, q))
            demands.append(_Demand(tuple(monomials[1]), tuple(monomials[-1])))
    return demands


# -- checking a refutation -------------------------------------------------------------------------


def _is_closed(
    node: Case | Contradiction, demands: list[_Demand], chosen: dict[int, Monomial]
) -> bool:
    if isinstance(node, Case):
        if node.demand in chosen or not 0 <= node.demand < len(demands):
            return False
        demand = demands[node.demand]
        return bool(demand.negative) and (
            tuple(monomial for monomial, _ in node.choices) == demand.positive
            and all(
                _is_closed(child, demands, {**chosen, node.demand: monomial})
                for monomial, child in node.choices
            )
        )
    total: dict[Outcome, Fraction] = defaultdict(Fraction)
    for k, negative, weight in node.terms:
        if k not in chosen or weight <= 0 or negative not in demands[k].negative:
            return False
        for outcome in negative:
            total[outcome] += weight
        for outcome in chosen[k]:
            total[outcome] -= weight
    return max(total.values(), default=0) <= 0 and any(total.values())


def _as_dict(node: Case | Contradiction, game: Game) -> dict[str, Any]:
    def named(monomial: Monomial) -> list[list[str]]:
        return [list(game.outcome_labels(outcome)) for outcome in monomial]

    if isinstance(node, Case):
        choices = [{"least": named(m), "then": _as_dict(c, game)} for m, c in node.choices]
        return {"demand": node.demand, "choices": choices}
    terms = [
        {"demand": k, "above": named(m), "weight": format_rational(w)} for k, m, w in node.terms
    ]
    return {"contradiction": terms}


# -- the search ------------------------------------------------------------------------------------


class _TooMuchWorkError(Exception):
    """The search used up its work."""


class _Search:
    """Depth-first search over the least monomials, one exact linear program for each case.

    ``gap`` is 1 to ask for "<" (exponents can be scaled) and 0 for "≤".
    """

    def __init__(self, demands: list[_Demand], gap: int):
        self.demands = demands
        self.gap = gap
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
        result = maximise(LinearProgram.from_matrix(matrix, [0] * rows + [1], costs))
        if not isinstance(result, Optimal):
            raise CertificateError("the program of the exponents is feasible and bounded")
        if result.value == 0:
            return {o: 1 + result.y[row] for o, row in position.items()}
        return Contradiction(tuple((*pairs[j], y) for j, y in result.x if j < len(pairs)))


def decide_orders(distribution: Distribution) -> Orders | NoOrders | None:
    """Decide by orders of magnitude whether a pure outcome is a reflective equilibrium.

    Args:
        distribution: all mass on one outcome.

    Returns:
        Exponents of a sequence, the proof that there is none, or None if neither was found: the
        coefficients of tied monomials matter, or the search exceeds :data:`MAX_WORK` or
        :data:`MAX_MONOMIALS`.

    Cost: exponential in the number of moves at worst, in practice a few linear programs with a row
    for each outcome.

    >>> pennies = Game.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> found = decide_orders(Distribution.point(pennies, (0, 0)))
    >>> type(found).__name__, found.verify()
    ('Orders', True)
    """
    game = distribution.game
    (base,) = distribution.support
    if sum((m - 1) * (game.n_outcomes // m) ** 2 for m in game.shape) > MAX_MONOMIALS:
        return None
    demands = _demands(game, base)
    outcomes = [outcome for outcome in game.outcomes() if outcome != base]
    try:
        for gap in (1, 0):
            found = _Search(demands, gap).run(0, {}, {})
            if isinstance(found, dict):
                # Tied exponents may still do, with equal weights.
                certificate = Orders(
                    distribution, tuple((o, found.get(o, Fraction(1))) for o in outcomes)
                )
                if certificate.verify():
                    return certificate
            elif gap == 0:
                return NoOrders(distribution, found)
    except _TooMuchWorkError:
        return None
    return None
