"""Families of trembles: the evidence that a COD which is not fully mixed is reflective.

Q is *reflective* if it is a limit of CODs R_k such that fully mixed Q_k → Q exist with Q_k weakly
leading to R_k; limits for different sequences may be mixed (their convex hull). For a given Q_k the
CODs that it leads to are one of finitely many faces. Hence, on a subsequence:

    Q is reflective  ⟺  every oracle of its support gives, for every query, the answer that some
                         sequence of fully mixed Q_k → Q demands for all k, where it demands one.

(One sequence for all oracles of the support, or one for each: the convex hull.) A *family* gives
every oracle a weight that is a polynomial in t, with Q as its normalised limit for t → 0. What it
demands for all small t > 0 is the sign of the lowest coefficient of the two products' difference.

For COEDT agents of a game the demands depend on the play alone, so that polynomial weights of the
*outcomes* do: every totally mixed P_t → P is played by fully mixed Q_t → Q.

Source: J. Taylor (2018), "EDT solves 5 and 10 with conditional oracles"; the finite form is
derived.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq, fmpq_poly

from oraclegames.conditional.oracle.agents import Agents, Question
from oraclegames.conditional.oracle.cod import COD
from oraclegames.conditional.oracle.machines import Oracle
from oraclegames.conditional.oracle.result import Evident
from oraclegames.conditional.trembles.family import TrembleFamily, polynomial, sign
from oraclegames.exact.rational import to_fmpq
from oraclegames.games.shown import Shown


@dataclass(frozen=True, repr=False)
class CODFamily(Evident, Shown):
    """Fully mixed CODs that tend to ``limit``: for each oracle the coefficients of 1, t, t², …"""

    kind = "trembles of oracles"

    limit: COD
    weights: tuple[tuple[Oracle, tuple[Fraction, ...]], ...]

    def demands(self) -> tuple[int, ...]:
        """For each query the sign of the difference of its two products, for all small t > 0."""
        system = self.limit.system
        table = {oracle: polynomial(weight) for oracle, weight in self.weights}

        def mass(*names: object) -> fmpq_poly:
            total = fmpq_poly(0)
            for oracle, weight in table.items():
                total += weight * to_fmpq(system.chance(oracle, *names))
            return total

        return tuple(
            sign(mass(q.m1, q.n1) * mass(q.n2) - mass(q.m2, q.n2) * mass(q.n1))
            for q in system.queries
        )

    def verify(self) -> bool:
        """Whether the family proves that its limit is reflective."""
        system = self.limit.system
        table = {oracle: polynomial(weight) for oracle, weight in self.weights}
        if set(table) != set(system.oracles()) or len(table) != len(self.weights):
            return False
        if any(sign(weight) <= 0 for weight in table.values()):
            return False
        total = sum((weight[0] for weight in table.values()), fmpq(0))
        limit = {oracle: to_fmpq(weight) for oracle, weight in self.limit.weights}
        if total <= 0 or any(limit.get(o, fmpq(0)) * total != w[0] for o, w in table.items()):
            return False
        demands = self.demands()
        return all(allows(demands, oracle.answers) for oracle, _ in self.limit.weights)

    def __str__(self) -> str:
        return "trembles of oracles that tend to " + str(self.limit)


@dataclass(frozen=True, repr=False)
class Evidence(Evident, Shown):
    """Trembles of the play that prove a COD of COEDT agents reflective.

    Every oracle of the support complies with one of the families; with a single family, all with
    the same.
    """

    kind = "trembles of the play"

    agents: Agents
    cod: COD
    families: tuple[TrembleFamily, ...]

    def verify(self) -> bool:
        """Re-check limits, signs and answers from the payoffs."""
        if self.cod.system.owner != self.agents:
            return False
        played = self.agents.outcome_distribution(self.cod)
        demands = []
        for family in self.families:
            if family.distribution != played or not family.is_tremble():
                return False
            demands.append(tuple(signs(self.agents, family).values()))
        return all(
            any(allows(demand, oracle.answers) for demand in demands)
            for oracle, _ in self.cod.weights
        )

    def __str__(self) -> str:
        return "the trembles " + " and ".join(map(str, self.families))


def allows(demands: Sequence[int], answers: Sequence[int]) -> bool:
    """Whether answers comply: 1 where the sign is positive, 0 where it is negative."""
    return all(demand == 0 or answer == (demand > 0) for demand, answer in zip(demands, answers))


def signs(agents: Agents, family: TrembleFamily) -> Mapping[Question, int]:
    """For every question the sign of c_i(first; P_t) − c_i(second; P_t) for all small t > 0.

    Cost: a few products of polynomials for each question, after one pass over the outcomes.
    """
    tables = [family.of_moves(i) for i in range(agents.game.n_players)]
    zero = fmpq_poly(0)
    result = {}
    for q in agents.questions:
        sides = [
            sum((table[move] for move in side), zero)
            for side in (q.first, q.second)
            for table in tables[q.player]
        ]
        result[q] = sign(sides[0] * sides[3] - sides[2] * sides[1])
    return result
