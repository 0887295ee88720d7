"""Reflective or not: every dependency equilibrium on the boundary of a 2×2 game is decided.

By its support: pure outcomes by orders of magnitude
(:mod:`oraclegames.conditional.two_by_two.pure_outcomes`), points of an edge along a row or column
by the sign of H0 + μ·H1 (:mod:`oraclegames.conditional.two_by_two.edges_and_faces`), all others —
where both players play both moves — by whether they are limits of totally mixed equilibria. A "yes"
comes with trembles, or with totally mixed equilibria as near as one likes; a "no" with the
obstacle.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.conditional.two_by_two.edges_and_faces import edge_plan, in_closure
from oraclegames.conditional.two_by_two.odds import OddsMap
from oraclegames.conditional.two_by_two.pure_outcomes import corner_2x2
from oraclegames.conditional.two_by_two.totally_mixed import Interior, interior_2x2, odds_maps
from oraclegames.games.distribution import Distribution
from oraclegames.games.names import player_name
from oraclegames.games.shown import Shown


@dataclass(frozen=True, repr=False)
class LimitOfMixed(Shown):
    """Evidence for "reflective": the distribution is a limit of totally mixed equilibria."""

    distribution: Distribution

    def verify(self) -> bool:
        """Re-check, from the closed form, that it lies in the closure of the totally mixed set."""
        return in_closure(_interior(self.distribution), self.distribution.probabilities)

    def to_dict(self) -> dict[str, Any]:
        """The kind of evidence."""
        return {"kind": "limit of totally mixed equilibria"}

    def __str__(self) -> str:
        return "a limit of totally mixed equilibria"


@dataclass(frozen=True, repr=False)
class Obstacle(Shown):
    """Evidence for "not reflective": why no sequence of totally mixed distributions will do."""

    distribution: Distribution
    reason: str

    def verify(self) -> bool:
        """Decide once more from the payoffs."""
        return decide_2x2(self.distribution) == self

    def to_dict(self) -> dict[str, Any]:
        """The obstacle in words."""
        return {"kind": "obstacle", "reason": self.reason}

    def __str__(self) -> str:
        return f"not reflective: {self.reason}"


def decide_2x2(distribution: Distribution) -> TrembleFamily | LimitOfMixed | Obstacle:
    """Decide a dependency equilibrium on the boundary of a 2×2 game; constant time, complete.

    The caller makes sure that it is a dependency equilibrium and not totally mixed.
    """
    support = distribution.support
    if len(support) == 1:
        corner = corner_2x2(distribution.game, support[0])
        return corner.family or Obstacle(distribution, corner.reason)
    row, column = odds_maps(distribution.game)
    p11, p12, p21, p22 = distribution.probabilities
    for kept, first, second in ((0, p11, p12), (1, p21, p22)):
        if first + second == 1 and first and second:
            return _edge(distribution, row, column, kept, first, exchange=False)
    for kept, first, second in ((0, p11, p21), (1, p12, p22)):
        if first + second == 1 and first and second:
            return _edge(distribution, column, row, kept, first, exchange=True)
    if in_closure(_interior(distribution), distribution.probabilities):
        return LimitOfMixed(distribution)
    return Obstacle(distribution, "no totally mixed equilibria come near it")


def _interior(distribution: Distribution) -> Interior:
    return interior_2x2(*odds_maps(distribution.game))


def _edge(
    distribution: Distribution,
    keeper: OddsMap,
    mixer: OddsMap,
    kept: int,
    q: Fraction,
    *,
    exchange: bool,
) -> TrembleFamily | Obstacle:
    plan = edge_plan(keeper, mixer, kept, q)
    if plan is None:
        game = distribution.game
        names = [player_name(game, player) for player in ((1, 0) if exchange else (0, 1))]
        reason = (
            f"trembles that keep {names[1]} indifferent make {names[0]}'s other move worth more"
        )
        if (mixer.own[0][1 - kept], mixer.own[1][1 - kept]) != (mixer.own[0][kept],) * 2:
            first, second = (mixer.own[m][1 - kept] - mixer.own[m][kept] for m in (0, 1))
            if first * second <= 0:
                reason = f"no tremble of {names[0]}'s move keeps {names[1]} indifferent"
        return Obstacle(distribution, reason)
    step, powers, ratio = plan
    # λ and μ: how likely the keeper's other move is given the mixer's first and second.
    low, high = (ratio, powers[0]), (Fraction(1), powers[1])
    drift = {0: q, 1: Fraction(step)}, {0: 1 - q, 1: Fraction(-step)}
    weights = {}
    for move, (size, power) in enumerate((low, high)):
        leave = {k + power: size * c for k, c in drift[move].items()}
        stay = dict(drift[move])
        for k, c in leave.items():
            stay[k] = stay.get(k, Fraction(0)) - c
        for own, weight in ((kept, stay), (1 - kept, leave)):
            cell = (move, own) if exchange else (own, move)
            weights[cell] = tuple(weight.get(k, Fraction(0)) for k in range(max(weight) + 1))
    return TrembleFamily(distribution, tuple(weights[cell] for cell in sorted(weights)))
