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
from typing import Any

from flint import fmpq, fmpq_poly

from oraclegames.exact.rational import format_rational, to_fmpq
from oraclegames.games.distribution import Distribution

__all__ = ["TrembleFamily"]


@dataclass(frozen=True)
class TrembleFamily:
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

    def verify(self) -> bool:
        """Whether the family proves that its limit is a reflective equilibrium."""
        weights = [fmpq_poly([to_fmpq(c) for c in weight]) for weight in self.weights]
        limit = [weight[0] for weight in weights]
        total = sum(limit, fmpq(0))
        if total <= 0 or any(_lowest(weight) <= 0 for weight in weights):
            return False
        if any(to_fmpq(p) * total != w for p, w in zip(self.distribution.probabilities, limit)):
            return False
        players = range(self.distribution.game.n_players)
        return all(self._best_replies(weights, player) for player in players)

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

    def _best_replies(self, weights: Sequence[fmpq_poly], player: int) -> bool:
        game = self.distribution.game
        masses = [fmpq_poly(0) for _ in range(game.shape[player])]
        gains = [fmpq_poly(0) for _ in range(game.shape[player])]
        for outcome, weight, payoff in zip(game.outcomes(), weights, game.payoff_list(player)):
            masses[outcome[player]] += weight
            gains[outcome[player]] += payoff * weight
        played = self.distribution.move_probabilities(player)
        return all(
            _lowest(gains[s] * masses[r] - gains[r] * masses[s]) >= 0
            for s in range(game.shape[player])
            if played[s]
            for r in range(game.shape[player])
        )

    def __str__(self) -> str:
        return "(" + ", ".join(_polynomial(weight) for weight in self.weights) + "), t → 0"


def _lowest(polynomial: fmpq_poly) -> fmpq:
    """The first coefficient that is not zero, or zero."""
    return next((c for c in polynomial.coeffs() if c != 0), fmpq(0))


def _polynomial(coefficients: Sequence[Fraction]) -> str:
    terms = []
    for power, c in enumerate(coefficients):
        if c:
            head = "" if abs(c) == 1 and power else format_rational(abs(c))
            tail = "" if power == 0 else "t" if power == 1 else f"t^{power}"
            terms.append(("-" if c < 0 else "+", f"{head}{'·' if head and tail else ''}{tail}"))
    text = " ".join(f"{sign} {term}" for sign, term in terms)
    return text.removeprefix("+ ") or "0"
