"""Families of trembles: the evidence that a distribution on the boundary is an equilibrium.

A family gives every outcome a weight that is a polynomial in t with P as its normalised limit for
t → 0. It shows that P is a *reflective* equilibrium if, for all small t > 0, every weight is
positive and every move that P plays is an exact best reply to the family:

    c_i(s; P_t) ≥ c_i(r; P_t)   for every player i, every move s with P(s) > 0 and every move r.

Both sides are quotients of polynomials, so this is a question about the sign of the lowest
coefficient of N_s·D_r − N_r·D_s: arithmetic alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from flint import fmpq, fmpq_poly

from oraclegames.exact.rational import format_rational, to_fmpq
from oraclegames.games.distribution import Distribution
from oraclegames.games.shown import Shown


@dataclass(frozen=True, repr=False)
class TrembleFamily(Shown):
    """Weights of the outcomes, in row-major order, as coefficients of 1, t, t², …

    ``distribution`` is the limit for t → 0 of the normalised weights.
    """

    distribution: Distribution
    weights: tuple[tuple[Fraction, ...], ...]

    def at(self, t: Fraction) -> Distribution:
        """The distribution of the family at one t."""
        values = [
            sum((c * t**k for k, c in enumerate(weight)), Fraction(0)) for weight in self.weights
        ]
        total = sum(values, Fraction(0))
        return Distribution(self.distribution.game, tuple(value / total for value in values))

    @cached_property
    def polynomials(self) -> tuple[fmpq_poly, ...]:
        """The weights as polynomials in t."""
        return tuple(map(polynomial, self.weights))

    def is_tremble(self) -> bool:
        """Whether all weights are positive for small t > 0 and tend to the distribution."""
        limit = [weight[0] for weight in self.polynomials]
        total = sum(limit, fmpq(0))
        return (
            len(limit) == self.distribution.game.n_outcomes
            and total > 0
            and all(sign(weight) > 0 for weight in self.polynomials)
            and all(to_fmpq(p) * total == w for p, w in zip(self.distribution.probabilities, limit))
        )

    def of_moves(self, player: int) -> tuple[list[fmpq_poly], list[fmpq_poly]]:
        """For each move of a player Σ weight · U_i and Σ weight over its outcomes."""
        game = self.distribution.game
        gains = [fmpq_poly(0) for _ in range(game.shape[player])]
        masses = [fmpq_poly(0) for _ in range(game.shape[player])]
        pairs = zip(game.outcomes(), self.polynomials, game.payoff_list(player))
        for outcome, weight, payoff in pairs:
            masses[outcome[player]] += weight
            gains[outcome[player]] += payoff * weight
        return gains, masses

    def verify(self) -> bool:
        """Whether the family proves that its limit is a reflective equilibrium."""
        players = range(self.distribution.game.n_players)
        return self.is_tremble() and all(map(self._best_replies, players))

    def to_dict(self) -> dict[str, Any]:
        """The family ready for JSON: each outcome's weight as coefficients of 1, t, t², …"""
        game = self.distribution.game
        return {
            "kind": "trembles",
            "weights": [
                {
                    "outcome": list(game.outcome_labels(outcome)),
                    "coefficients": [format_rational(c) for c in weight],
                }
                for outcome, weight in zip(game.outcomes(), self.weights)
            ],
        }

    def _best_replies(self, player: int) -> bool:
        gains, masses = self.of_moves(player)
        played = self.distribution.move_probabilities(player)
        return all(
            sign(gains[s] * masses[r] - gains[r] * masses[s]) >= 0
            for s, chance in enumerate(played)
            if chance
            for r in range(len(played))
        )

    def __str__(self) -> str:
        return "(" + ", ".join(_text(weight) for weight in self.weights) + "), t → 0"


def polynomial(coefficients: Sequence[Fraction]) -> fmpq_poly:
    """The polynomial with these coefficients of 1, t, t², …"""
    return fmpq_poly([to_fmpq(c) for c in coefficients])


def sign(weight: fmpq_poly) -> int:
    """The sign for small t > 0: that of the first coefficient that is not zero."""
    for c in weight.coeffs():
        if c != 0:
            return 1 if c > 0 else -1
    return 0


def _text(coefficients: Sequence[Fraction]) -> str:
    terms = []
    for power, c in enumerate(coefficients):
        if c:
            head = "" if abs(c) == 1 and power else format_rational(abs(c))
            tail = "" if power == 0 else "t" if power == 1 else f"t^{power}"
            terms.append(("-" if c < 0 else "+", f"{head}{'·' if head and tail else ''}{tail}"))
    text = " ".join(f"{plus} {term}" for plus, term in terms)
    return text.removeprefix("+ ") or "0"
