"""The limit δ, ε → 0 of a match, estimated from a sequence of matches.

The fixed points of a match approach their limits as δ, ε and δ/ε shrink together. The sequence is
ε_j = ε/2^j and δ_j = δ/4^j: ε and δ/ε halve at each step, δ falls to a quarter. So an error
proportional to ε or δ/ε halves from match to match (rate 1), one proportional to δ falls to a
quarter (rate 2). Aitken's Δ² takes the limit of the geometric sequence through the last three
values, whatever the rate. These are estimates, no proofs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.errors import InputError
from oraclegames.games.game import Game
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.zones import precisions
from oraclegames.reflective.match.match import Match, match

__all__ = ["Limit", "Trend", "match_limit"]


@dataclass(frozen=True)
class Trend:
    """One quantity along the sequence.

    Attributes:
        values: exact, one for each match.
        limit: Aitken's estimate; the last value if the differences do not shrink.
        rate: log₂ of the ratio of the last two differences: 1 for an error proportional to ε or
            δ/ε, 2 for δ, 0 or less if it does not shrink; None if one of them is zero.
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
        steps: how many matches, at least 3.

    Cost: that of the last match, O((4^steps/δ)²) for players with two moves.

    Raises:
        InputError: as for a match, or for fewer than three steps.
    """
    if steps < 3:
        raise InputError(f"a limit needs at least 3 steps, not {steps}")
    fine, step = precisions(delta, epsilon)
    matches = tuple(match(game, first, second, fine / 4**j, step / 2**j) for j in range(steps))
    ranges = [one.ranges() for one in matches]
    least, largest = (
        tuple(_trend(tuple(pair[player][side] for pair in ranges)) for player in (0, 1))
        for side in (0, 1)
    )
    return Limit(matches, (least[0], least[1]), (largest[0], largest[1]))


def _trend(values: tuple[Fraction, ...]) -> Trend:
    before, last = values[-2] - values[-3], values[-1] - values[-2]
    rate = math.log2(abs(before / last)) if before and last else None
    limit = values[-1]
    if abs(last) < abs(before):
        limit -= last * last / (last - before)
    return Trend(values, limit, rate)
