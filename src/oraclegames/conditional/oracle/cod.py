"""Conditional oracle distributions.

A *conditional oracle distribution* (COD) is Q ∈ Δ(oracles): one oracle is drawn and answers all
machines. What it demands of another one is in :mod:`oraclegames.conditional.oracle.weakly_leads`.

Source: J. Taylor (2018), "EDT solves 5 and 10 with conditional oracles"; Diffractor (2018), "COEDT
equilibria in games".
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.conditional.oracle.machines import Oracle, Query, System
from oraclegames.conditional.oracle.result import Evident
from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational, rational
from oraclegames.games.shown import Shown


@dataclass(frozen=True, repr=False)
class COD(Evident, Shown):
    """A distribution over the oracles of a system, sparse and exact.

    Attributes:
        system: the machines and their queries.
        weights: oracles with their positive probabilities, which sum to 1.

    Raises:
        InputError: if a probability is not positive, an oracle occurs twice or does not belong to
            the system, or the sum is not 1.
    """

    kind = "cod"

    system: System
    weights: tuple[tuple[Oracle, Fraction], ...]

    def __post_init__(self) -> None:
        if len({oracle.answers for oracle, _ in self.weights}) != len(self.weights):
            raise InputError("a distribution over oracles lists each oracle once")
        for oracle, weight in self.weights:
            if oracle.queries != self.system.queries:
                raise InputError(f"the oracle {oracle} answers the queries of another system")
            if weight <= 0:
                raise InputError(
                    f"the probability of oracle {oracle} is {format_rational(weight)}: leave out "
                    "oracles of probability 0; none is negative"
                )
        total = sum((weight for _, weight in self.weights), Fraction(0))
        if total != 1:
            raise InputError(
                f"the probabilities of the oracles sum to {format_rational(total)}, not to 1"
            )

    @classmethod
    def of(cls, system: System, weights: Mapping[Sequence[int], Any]) -> COD:
        """Build one from a mapping of answers, in the order of the queries, to probabilities."""
        pairs = [
            (Oracle(system.queries, tuple(answers)), rational(weight, what=f"weight of {answers}"))
            for answers, weight in weights.items()
        ]
        return cls(system, tuple((oracle, weight) for oracle, weight in pairs if weight))

    def verify(self) -> bool:
        """Re-check that it is a distribution over the oracles of its system."""
        known = all(oracle.queries == self.system.queries for oracle, _ in self.weights)
        return (
            known and min(w for _, w in self.weights) > 0 and sum(w for _, w in self.weights) == 1
        )

    def __str__(self) -> str:
        return ", ".join(f"{oracle}: {format_rational(weight)}" for oracle, weight in self.weights)

    @property
    def fully_mixed(self) -> bool:
        """Whether every oracle, that is, every combination of answers, has positive probability."""
        return len(self.weights) == self.system.n_oracles

    def probability(self, *names: Hashable) -> Fraction:
        """P_Q(all these machines return 1)."""
        return sum(
            (weight * self.system.chance(oracle, *names) for oracle, weight in self.weights),
            Fraction(0),
        )

    def answer(self, query: Query, answer: int = 1) -> Fraction:
        """P_Q(O(query) = answer)."""
        return sum(
            (weight for oracle, weight in self.weights if oracle(query) == answer), Fraction(0)
        )

    def products(self, query: Query) -> tuple[Fraction, Fraction]:
        """The two cross products P_Q(m1 ∧ n1)·P_Q(n2) and P_Q(m2 ∧ n2)·P_Q(n1)."""
        left = self.probability(query.m1, query.n1)
        right = self.probability(query.m2, query.n2)
        return left * self.probability(query.n2), right * self.probability(query.n1)
