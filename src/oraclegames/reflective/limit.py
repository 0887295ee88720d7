"""The limit δ, ε → 0 of a match, estimated from a sequence of matches.

The fixed points of a match approach their limits as δ, ε and δ/ε shrink together, mostly in
proportion to the larger of δ/ε and ε. So the sequence takes ε_j = ε/2^j and δ_j = δ/4^j: both δ/ε
and ε halve at each step. For a quantity with error proportional to them, the differences of
neighbours halve as well, and 2·last − previous is the better estimate. The estimates are no proof.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.errors import InputError
from oraclegames.games.game import Game
from oraclegames.reflective.agents import Agent
from oraclegames.reflective.match import Match, match
from oraclegames.reflective.zones import precisions

__all__ = ["Limit", "Trend", "match_limit"]


@dataclass(frozen=True)
class Trend:
    """One quantity along the sequence.

    Attributes:
        values: exact, one for each match.
        limit: the estimate 2·last − previous.
        rate: the mean of log₂ of the ratios of neighbouring differences: 1 if the error is
            proportional to δ/ε and ε, 0 if it does not shrink; None if the last value equals the
            one before, or there are fewer than three.
    """

    values: tuple[Fraction, ...]
    limit: Fraction
    rate: float | None


@dataclass(frozen=True)
class Limit:
    """What a match tends to.

    Attributes:
        matches: the sequence.
        least, largest: for each player the trend of the least and the largest payoff.
    """

    matches: tuple[Match, ...]
    least: tuple[Trend, Trend]
    largest: tuple[Trend, Trend]

    def to_dict(self) -> dict[str, Any]:
        """For JSON; floats, since these are estimates."""
        return {
            "schema": "oraclegames/match-limit-1",
            "parameters": [
                {"delta": str(one.delta), "epsilon": str(one.epsilon)} for one in self.matches
            ],
            "payoffs": [
                {
                    side: {
                        "values": [float(value) for value in trend.values],
                        "limit": float(trend.limit),
                        "rate": trend.rate,
                    }
                    for side, trend in (("least", low), ("largest", high))
                }
                for low, high in zip(self.least, self.largest)
            ],
        }


def match_limit(
    game: Game,
    first: Agent | str,
    second: Agent | str,
    delta: Any = Fraction(1, 50),
    epsilon: Any = Fraction(1, 5),
    *,
    steps: int = 4,
) -> Limit:
    """Play a match at ever smaller δ and ε, and estimate where its payoffs go.

    Args:
        game, first, second: as for :func:`oraclegames.match`.
        delta, epsilon: where the sequence starts; δ is divided by 4 and ε by 2 at each step.
        steps: how many matches, at least 2.

    Cost: that of the last match, O((4^steps/δ)²) for players with two moves.

    Raises:
        InputError: as for a match, or for fewer than two steps.
    """
    if steps < 2:
        raise InputError(f"a limit needs at least 2 steps, not {steps}")
    fine, step = precisions(delta, epsilon)
    matches = tuple(match(game, first, second, fine / 4**j, step / 2**j) for j in range(steps))
    ranges = [one.ranges() for one in matches]
    least, largest = (
        tuple(_trend(tuple(pair[player][side] for pair in ranges)) for player in (0, 1))
        for side in (0, 1)
    )
    return Limit(matches, (least[0], least[1]), (largest[0], largest[1]))


def _trend(values: tuple[Fraction, ...]) -> Trend:
    steps = [abs(after - before) for before, after in zip(values, values[1:])]
    rates = [math.log2(before / after) for before, after in zip(steps, steps[1:]) if before * after]
    rate = sum(rates) / len(rates) if rates and steps[-1] else None
    return Trend(values, 2 * values[-1] - values[-2], rate)
