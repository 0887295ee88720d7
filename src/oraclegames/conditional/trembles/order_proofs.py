"""Orders of magnitude of trembles: what proves that a pure outcome is reflective, or is not.

What the exponents must satisfy is derived in :mod:`oraclegames.conditional.trembles.orders`, which
finds them: a positive monomial of each demand (*) has the least exponent. :class:`Orders` are such
exponents, :class:`NoOrders` is the proof that there are none.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from oraclegames.budget import Clock
from oraclegames.conditional.trembles.face import Face
from oraclegames.exact.rational import format_rational
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome
from oraclegames.games.shown import Shown

Monomial = tuple[Outcome, ...]
"""A product of one or two weights e_o."""


@dataclass(frozen=True, repr=False)
class Orders(Shown):
    """Proof that a pure outcome is reflective: the sequence e_o = t^{x_o}, t → 0.

    Attributes:
        distribution: all mass on the outcome.
        exponents: x_o > 0 for every other outcome.
    """

    distribution: Distribution
    exponents: tuple[tuple[Outcome, Fraction], ...]

    def verify(self) -> bool:
        """Expand (*) in powers of t: the leading coefficients must be positive."""
        return self.holds(Clock(None))

    def holds(self, clock: Clock) -> bool:
        """The same against a clock.

        Raises:
            OutOfTime: the clock's budget is spent.
        """
        game = self.distribution.game
        (base,) = self.distribution.support
        x = dict(self.exponents)
        if set(x) != set(game.outcomes()) - {base} or min(x.values(), default=1) <= 0:
            return False
        return all(
            _positive(game, base, x, i, s, clock)
            for i, count in enumerate(game.shape)
            for s in range(count)
            if s != base[i]
        )

    def to_dict(self) -> dict[str, Any]:
        """The exponents with labels, ready for JSON."""
        labels = self.distribution.game.outcome_labels
        return {
            "kind": "orders",
            "type": "orders",
            "exponents": [
                {"outcome": list(labels(o)), "exponent": format_rational(x)}
                for o, x in self.exponents
            ],
        }

    def __str__(self) -> str:
        label = self.distribution.game.outcome_labels
        terms = (f"({', '.join(label(o))}): t^{format_rational(x)}" for o, x in self.exponents)
        return "trembles " + ", ".join(terms)


def _positive(
    game: Game, base: Outcome, x: dict[Outcome, Fraction], i: int, s: int, clock: Clock
) -> bool:
    """Whether the leading coefficient of (*) is positive, or nothing is left of it."""
    gains = {o: game.payoff(i, o) - game.payoff(i, base) for o in x}
    main = [o for o in x if o[i] == base[i]]
    powers: dict[Fraction, Fraction] = defaultdict(Fraction)
    for q in (o for o in x if o[i] == s):
        clock.check()
        powers[x[q]] -= gains[q]
        for p in main:
            powers[x[p] + x[q]] += gains[p] - gains[q]
    leading = min((power for power, a in powers.items() if a), default=None)
    return leading is None or powers[leading] > 0


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


@dataclass(frozen=True, repr=False)
class NoOrders(Shown):
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
        return _is_closed(self.proof, demands(self.distribution.game, base), {})

    def to_dict(self) -> dict[str, Any]:
        """The case distinction with labels, ready for JSON."""
        proof = _as_dict(self.proof, self.distribution.game)
        return {"kind": "no-orders", "type": "no-orders", "proof": proof}

    def __str__(self) -> str:
        return "whatever the orders of magnitude of the trembles, somebody is tempted"


# -- demands ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Demand:
    """The monomials of one (*) that can have the least exponent, by the sign of the coefficient."""

    positive: tuple[Monomial, ...]
    negative: tuple[Monomial, ...]


def demands(game: Game, base: Outcome, clock: Clock | None = None) -> list[Demand]:
    """All (*) of a pure outcome, in the players' and moves' order."""
    clock = clock or Clock(None)
    face = Face.at(game, base)
    found = []
    for i, count in enumerate(game.shape):
        signs = np.sign(face.gains.tables[i].astype(object)).ravel().tolist()
        sign = dict(zip(game.outcomes(), signs))
        main = [o for o in sign if o[i] == base[i] and sign[o]]
        for s in range(count):
            if s == base[i]:
                continue
            clock.check()
            monomials: dict[int, list[Monomial]] = {1: [], -1: []}
            for q in (o for o in sign if o[i] == s):
                if sign[q]:
                    monomials[-sign[q]].append((q,))
                else:
                    for p in main:
                        monomials[sign[p]].append((p, q))
            found.append(Demand(tuple(monomials[1]), tuple(monomials[-1])))
    return found


# -- checking a refutation -------------------------------------------------------------------------


def _is_closed(
    node: Case | Contradiction, asked: list[Demand], chosen: dict[int, Monomial]
) -> bool:
    if isinstance(node, Case):
        if node.demand in chosen or not 0 <= node.demand < len(asked):
            return False
        demand = asked[node.demand]
        return bool(demand.negative) and (
            tuple(monomial for monomial, _ in node.choices) == demand.positive
            and all(
                _is_closed(child, asked, {**chosen, node.demand: monomial})
                for monomial, child in node.choices
            )
        )
    total: dict[Outcome, Fraction] = defaultdict(Fraction)
    for k, negative, weight in node.terms:
        if k not in chosen or weight <= 0 or negative not in asked[k].negative:
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
