"""Claims on NicerBot, which copies the other but for a little cooperation."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from oraclegames.games.game import Game
from oraclegames.reflective.match.match import match
from oraclegames.reproduce.claim import Findings
from oraclegames.reproduce.dilemmas import SMALL, distance, farthest, plays
from oraclegames.reproduce.match_claim import (
    BOTH_COOPERATE,
    DELTAS,
    GAMES,
    STEP,
    essay_claim,
    match_claim,
)

NICER = "NicerBot"

match_claim(
    "match/nicer-nicer",
    NICER,
    "NicerBot cooperates with itself.",
    ("nicer", "nicer"),
    [BOTH_COOPERATE],
    source="Taylor, comment on Armstrong 2017; Oesterheld 2019",
    picture=False,
    factor=1,
    only=True,
)


@essay_claim("match/nicer-defect", section=NICER, source="Taylor, comment on Armstrong 2017")
def nicer_defect(
    facts: Findings,
    games: tuple[Game, ...] = GAMES,
    first: str = "nicer",
    second: str = "defect",
    deltas: tuple[Fraction, ...] = DELTAS,
) -> None:
    """NicerBot cooperates with a rock that defects with probability ε, and no more."""
    for game, delta in product(games, deltas):
        found = match(game, first, second, delta, STEP).fixed_points
        x = found[0].play[0][0]
        facts.equal(f"{game.title}, δ = {delta}: fixed points", 1, len(found))
        facts.true("… cooperation between ε and ε + δ", STEP <= x <= STEP + delta, x)
        facts.true("… without randomised answers", not found[0].randomised)


@essay_claim(
    "match/nicer-is-demand-1",
    section=NICER,
    source="Armstrong, comment on his essay, for the region; the difference measured",
    quick={"precisions": ((Fraction(1, 100), Fraction(1, 10)),)},
)
def nicer_is_demand_one(
    facts: Findings,
    game: Game = SMALL,
    nicer: str = "nicer",
    fair: str = "demand:1",
    guarded: tuple[str, ...] = ("nicer", "demand:1", "defect", "constant:1/3"),
    others: tuple[str, ...] = ("lp", "nelp", "demand:1/2", "cooperate"),
    precisions: tuple[tuple[Fraction, Fraction], ...] = (
        (Fraction(1, 100), Fraction(1, 10)),
        (Fraction(1, 400), Fraction(1, 20)),
    ),
) -> None:
    """NicerBot behaves as demand(1): the same outcomes against agents that nobody can exploit, and
    against the others that outcome of demand(1) which is best for the other player.
    """
    # Distances of the two agents' outcomes, in units of δ/ε + ε.
    for delta, epsilon in precisions:
        error = float(delta / epsilon + epsilon)
        for other in (*guarded, *others):
            one = match(game, nicer, other, delta, epsilon)
            two = match(game, fair, other, delta, epsilon)
            measure = distance if other in guarded else farthest
            far = measure(plays(one), plays(two))
            facts.within(f"against {other}, δ = {delta}: distance", far, error / 2)
            if other in others:
                best = max(v for _, v in two.payoffs)
                gap = max(abs(v - best) for _, v in one.payoffs)
                facts.within("… the other's payoff to its best", float(gap), error)
