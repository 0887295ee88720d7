"""Orders of magnitude of trembles: what proves that a pure outcome is reflective, or is not.

What the exponents must satisfy is derived in :mod:`oraclegames.conditional.trembles.orders`, which
finds them: a positive monomial of each demand (*) has the least exponent. :class:`Orders` are such
exponents, :class:`NoOrders` is the proof that there are none.

A case need not name its monomial. All exponents are positive, so a monomial lies above each of its
proper divisors: if e_p e_q is below e_n, so is e_p, and strictly. One divisor can stand for many
monomials, and two demands that look at the same two cells are refuted in two lines.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from oraclegames.budget import Clock
from oraclegames.conditional.trembles.demands import Demand, Monomial, demands, divisors
from oraclegames.conditional.trembles.face import Face
from oraclegames.exact.arrays import largest, widened
from oraclegames.exact.rational import format_rational
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Outcome
from oraclegames.games.shown import Shown
from oraclegames.later import np

Named = Callable[[Monomial], list[Any]]
"""How a monomial is written in JSON."""


ByOrder = dict[int, tuple[int, int]]
"""For each exponent: how many outcomes of a move have it, and the sum of their gains."""


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
        known = base not in x and x.keys() | {base} == set(game.outcomes())
        if not known or any(power.numerator <= 0 for power in x.values()):
            return False
        scale = math.lcm(*{power.denominator for power in x.values()})
        whole = {o: power.numerator * (scale // power.denominator) for o, power in x.items()}
        whole[base] = 0
        face = Face.at(game, base)
        return powers_hold(face, [whole[outcome] for outcome in game.outcomes()], clock)

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


def powers_hold(face: Face, powers: Sequence[int], clock: Clock) -> bool:
    """Whether the leading coefficients of (*) are positive at these powers of t, row-major.

    That of the outcome itself is 0, all others are positive.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    few = face.game.n_outcomes > _SMALL and len(set(powers)) <= _FEW
    for (base,), moves in zip(face.supported, (by_power if few else by_outcome)(face, powers)):
        clock.check()
        played = moves[base]
        if not all(_positive(played, tried) for s, tried in enumerate(moves) if s != base):
            return False
    return True


def _positive(played: ByOrder, other: ByOrder) -> bool:
    """Whether the leading coefficient of (*) is positive, or nothing is left of it.

    The weights of one order enter by their number and by the sum of what they pay.
    """
    powers: dict[int, int] = defaultdict(int)
    for p, (mass, gain) in played.items():
        for q, (mass_of_s, gain_of_s) in other.items():
            powers[p + q] += gain * mass_of_s - gain_of_s * mass
    leading = min((power for power, a in powers.items() if a), default=None)
    return leading is None or powers[leading] > 0


_SMALL = 32
"""Up to so many outcomes Python's integers do without NumPy."""

_FEW = 64
"""Up to so many exponents one pass for each is quicker than a loop over outcomes."""


def by_outcome(face: Face, powers: Sequence[int]) -> Iterator[list[ByOrder]]:
    """For each player and move what enters by its order, one outcome after the other."""
    x = dict(zip(face.game.outcomes(), powers))
    for moves in face.by_move:
        found: list[ByOrder] = []
        for outcomes in moves:
            sums: ByOrder = {}
            for outcome, gain in outcomes:
                mass, total = sums.get(x[outcome], (0, 0))
                sums[x[outcome]] = (mass + 1, total + gain)
            found.append(sums)
        yield found


def by_power(face: Face, powers: Sequence[int]) -> Iterator[list[ByOrder]]:
    """The same in arrays, one exponent after the other."""
    shape = face.game.shape
    distinct = sorted(set(powers))
    place = {power: k for k, power in enumerate(distinct)}
    kinds = np.array([place[power] for power in powers]).reshape(shape)
    for i, table in enumerate(face.gains.tables):
        gains = np.moveaxis(table, i, 0).reshape(shape[i], -1)
        gains = widened(gains, largest(gains) * gains.shape[1])
        kind = np.moveaxis(kinds, i, 0).reshape(shape[i], -1)
        found: list[ByOrder] = [{} for _ in gains]
        for k, power in enumerate(distinct):
            here = kind == k
            masses, totals = here.sum(axis=1).tolist(), (gains * here).sum(axis=1).tolist()
            for sums, mass, total in zip(found, masses, totals):
                if mass:
                    sums[power] = mass, int(total)
        yield found


@dataclass(frozen=True)
class Contradiction:
    """A sum of inequalities that closes a case.

    Attributes:
        terms: (demand, negative monomial, weight > 0): weight times "the exponent of the monomial
            is not below that of the demand's chosen divisor", and above it if the divisor is a
            proper one. The sum has coefficients ≤ 0 in all exponents, so it is at most 0; and one
            is < 0, or one inequality is strict, so that it would have to be more.
    """

    terms: tuple[tuple[int, Monomial, Fraction], ...]

    @cached_property
    def uses(self) -> frozenset[int]:
        """The demands whose choices it needs."""
        return frozenset(k for k, _, _ in self.terms)

    def to_dict(self, named: Named) -> dict[str, Any]:
        """The sum, ready for JSON."""
        terms = [
            {"demand": k, "above": named(m), "weight": format_rational(w)} for k, m, w in self.terms
        ]
        return {"contradiction": terms}


@dataclass(frozen=True)
class Case:
    """A distinction: which positive monomial of a demand has the least exponent.

    Attributes:
        demand: the position of the demand (*) in the players' and moves' order.
        choices: divisors with what follows from each; every positive monomial is a multiple of one
            (often it is the monomial itself).
    """

    demand: int
    choices: tuple[tuple[Monomial, Case | Contradiction], ...]

    @cached_property
    def uses(self) -> frozenset[int]:
        """The demands whose choices, made before, it needs."""
        needed = frozenset[int]().union(*(then.uses for _, then in self.choices))
        return needed - {self.demand}

    def to_dict(self, named: Named) -> dict[str, Any]:
        """The cases, ready for JSON."""
        choices = [{"least": named(m), "then": then.to_dict(named)} for m, then in self.choices]
        return {"demand": self.demand, "choices": choices}


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
        return closes(self.proof, demands(self.distribution.game, base), {})

    def to_dict(self) -> dict[str, Any]:
        """The case distinction with labels, ready for JSON."""
        labels = self.distribution.game.outcome_labels
        proof = self.proof.to_dict(lambda monomial: [list(labels(o)) for o in monomial])
        return {"kind": "no-orders", "type": "no-orders", "proof": proof}

    def __str__(self) -> str:
        return "whatever the orders of magnitude of the trembles, somebody is tempted"


# -- checking a refutation -------------------------------------------------------------------------


def closes(
    node: Case | Contradiction,
    asked: Sequence[Demand],
    chosen: dict[int, Monomial],
    strict: bool = False,
) -> bool:
    """Whether a proof refutes the demands, given divisors of the least monomials of some of them.

    ``strict`` is for the search, which asks as well for exponents without ties.
    """
    if isinstance(node, Contradiction):
        return _is_contradiction(node, asked, chosen, strict)
    if node.demand in chosen or not 0 <= node.demand < len(asked):
        return False
    demand, choices = asked[node.demand], dict(node.choices)
    return (
        bool(demand.negative)
        and all(any(d in choices for d in divisors(m)) for m in demand.positive)
        and all(
            closes(child, asked, {**chosen, node.demand: divisor}, strict)
            for divisor, child in node.choices
        )
    )


def _is_contradiction(
    node: Contradiction, asked: Sequence[Demand], chosen: dict[int, Monomial], strict: bool
) -> bool:
    total: dict[Outcome, Fraction] = defaultdict(Fraction)
    for k, negative, weight in node.terms:
        if k not in chosen or weight <= 0 or asked[k].signs.get(negative, True):
            return False
        strict = strict or chosen[k] not in asked[k].signs
        for outcome in negative:
            total[outcome] += weight
        for outcome in chosen[k]:
            total[outcome] -= weight
    return max(total.values(), default=0) <= 0 and (strict or any(total.values()))
