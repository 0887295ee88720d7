"""Which oracles that mix are not reflective: products of what their answers demand.

Let Q play P, and let P_t → P be totally mixed, with weights p_o → P(o) > 0 of what is played and
small w_o of the other outcomes. A question about player i's moves A and B that all oracles of the
support answer 1 demands c_i(A) ≥ c_i(B), in weights

    Σ_{o ∈ A, q ∈ B} w_o w_q (U_i(q) − U_i(o)) ≤ 0,

one that all answer 0 the contrary, and one that they answer in both ways that it is a tie. Products
of these conditions that add up to what cannot be (:mod:`oraclegames.conditional.trembles.products`)
prove that no sequence P_t serves all oracles of the support. Conditions in which outcomes that are
both played pay differently are left aside: they are not linear in the p_o.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from oraclegames.budget import Clock
from oraclegames.conditional.oracle.agents import Agents, Question
from oraclegames.conditional.oracle.cod import COD
from oraclegames.conditional.oracle.result import Evident
from oraclegames.conditional.trembles.demands import product_of
from oraclegames.conditional.trembles.products import (
    ONE,
    Condition,
    Product,
    Terms,
    find_products,
    refute_by,
)
from oraclegames.games.game import Outcome
from oraclegames.games.shown import Shown


@dataclass(frozen=True, repr=False)
class NoMixture(Evident, Shown):
    """Proof that no trembles of the play serve all oracles of a support.

    Attributes:
        cod: Q.
        products: conditions by their questions' positions, among those that count, what multiplies
            them, and a number.
    """

    kind = "no-mixture"

    cod: COD
    products: tuple[Product, ...]

    def verify(self) -> bool:
        """Re-check the sum against the conditions, set up anew from the payoffs."""
        agents = self.cod.system.owner
        if not isinstance(agents, Agents):
            return False
        played = _played(agents, self.cod)
        return refute_by(self.products, _conditions(agents, self.cod, played), played)

    def __str__(self) -> str:
        return "no trembles demand all these answers"


def no_mixture(cod: COD, agents: Agents, clock: Clock) -> NoMixture | None:
    """A proof that Q is not reflective, or None if none was found.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    played = _played(agents, cod)
    conditions = _conditions(agents, cod, played)
    for degree in (0, 1):
        found = find_products(conditions, played, clock, degree)
        if found is not None:
            return NoMixture(cod, found)
    return None


def _played(agents: Agents, cod: COD) -> dict[Outcome, Fraction]:
    shares = zip(agents.game.outcomes(), agents.outcome_distribution(cod).probabilities)
    return {o: p for o, p in shares if p}


def _conditions(agents: Agents, cod: COD, played: Mapping[Outcome, Fraction]) -> list[Condition]:
    """What the answers demand, question by question."""
    found = []
    for question, given in zip(agents.questions, zip(*(one.answers for one, _ in cod.weights))):
        terms = _terms(agents, question, played)
        if terms is None:
            continue
        if set(given) == {0}:
            terms = {m: {o: -a for o, a in factor.items()} for m, factor in terms.items()}
        found.append(Condition(terms, len(set(given)) > 1))
    return found


def _terms(agents: Agents, question: Question, played: Mapping[Outcome, Fraction]) -> Terms | None:
    """The sum that is at most 0 where the first side is worth as much; None if it is not linear."""
    game, i = agents.game, question.player
    here, there = (
        [o for o in game.outcomes() if o[i] in side] for side in (question.first, question.second)
    )
    terms: Terms = defaultdict(lambda: defaultdict(Fraction))
    for one in here:
        for other in there:
            loss = game.payoff(i, other) - game.payoff(i, one)
            if not loss:
                continue
            if one in played and other in played:
                return None
            small = product_of(*(o for o in (one, other) if o not in played))
            terms[small][next((o for o in (one, other) if o in played), ONE)] += loss
    return {m: dict(factor) for m, factor in terms.items()}
