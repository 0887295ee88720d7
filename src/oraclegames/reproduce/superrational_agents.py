"""Claims on LP, neLP and rocks: what each pair of them reaches."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from oraclegames.games.game import Game
from oraclegames.reflective.match.match import match
from oraclegames.reproduce.claim import Findings
from oraclegames.reproduce.dilemmas import LARGE, farthest, pareto, plays
from oraclegames.reproduce.match_claim import (
    DELTAS,
    GAMES,
    OTHER_COOPERATES,
    QUICK,
    STEP,
    SUCKER,
    anything,
    essay_claim,
    match_claim,
    reaches,
)

AGENTS = "Agents and what they reach"

match_claim(
    "match/lp-lp",
    AGENTS,
    "LP against itself reaches some Pareto outcome, and it could be any.",
    ("lp", "lp"),
    anything,
)


@essay_claim(
    "match/lp-anybody",
    section=AGENTS,
    quick={"others": ("cooperate", "defect", "nelp", "constant:1/3", "nicer"), **QUICK},
)
def lp_anybody(
    facts: Findings,
    games: tuple[Game, ...] = GAMES,
    first: str = "lp",
    others: tuple[str, ...] = (
        "lp",
        "cooperate",
        "defect",
        "constant:1/3",
        "nelp",
        "nelp:2",
        "demand:1/2",
        "demand:2",
        "nicer",
    ),
    deltas: tuple[Fraction, ...] = DELTAS,
) -> None:
    """LP reaches only Pareto outcomes, whoever the other player is."""
    for second in others:
        for game in games:
            front = pareto(game, anything)
            found = [plays(match(game, first, second, delta, STEP)) for delta in deltas]
            worst = max(
                farthest(points, front) * float(STEP / d) for points, d in zip(found, deltas)
            )
            facts.within(f"against {second}, {game.title}: distance in units of δ/ε", worst, 2)


match_claim(
    "match/lp-cooperate",
    AGENTS,
    "LP against a rock that cooperates may mix cooperation and defection in any way: "
    "all of these outcomes are Pareto.",
    ("lp", "cooperate"),
    OTHER_COOPERATES,
)

match_claim(
    "match/lp-defect",
    AGENTS,
    "LP against a rock that defects must cooperate, for that is the only Pareto outcome.",
    ("lp", "defect"),
    [SUCKER],
    picture=False,
    only=True,
)


@essay_claim(
    "match/nelp-defect",
    section=AGENTS,
    quick={"deltas": (Fraction(1, 100), Fraction(1, 200))},
    picture="match",
)
def nelp_defect(
    facts: Findings,
    games: tuple[Game, ...] = GAMES,
    first: str = "nelp",
    second: str = "defect",
    deltas: tuple[Fraction, ...] = (Fraction(1, 100), Fraction(1, 200), Fraction(1, 400)),
) -> None:
    """neLP against a rock that defects cooperates with a probability of order δ only: one point,
    held by a randomised answer of the oracle; it steps up with probability of order δ/ε.
    """
    for game, delta in product(games, deltas):
        point, *others = match(game, first, second, delta, STEP).fixed_points
        facts.equal(f"{game.title}, δ = {delta}: fixed points", 1, 1 + len(others))
        facts.true("… randomised", point.randomised)
        facts.within("… cooperation in units of δ", float(point.play[0][0] / delta), 6)
    (point,) = match(LARGE, first, second, Fraction(1, 200), STEP).fixed_points[:1]
    facts.equal("4,3,1,0 at δ = 1/200, ε = 1/5: cooperation", Fraction(1, 50), point.play[0][0])


match_claim(
    "match/nelp-nelp",
    AGENTS,
    "neLP against itself reaches the Pareto outcomes at which both get at least their "
    "minmax value: the red boundary.",
    ("nelp", "nelp"),
    lambda u, v: u >= 1 and v >= 1,
)


@essay_claim("match/nelp-lp", section=AGENTS, picture="match")
def nelp_lp(
    facts: Findings,
    games: tuple[Game, ...] = GAMES,
    first: str = "nelp",
    second: str = "lp",
    deltas: tuple[Fraction, ...] = DELTAS,
) -> None:
    """Against LP, neLP reaches all Pareto outcomes that pay it at least its minmax value: the red
    and the blue boundary; against the cooperating rock likewise.
    """
    reaches(facts, games, (first, second), deltas, lambda u, v: u >= 1)
    reaches(facts, games, (first, "cooperate"), deltas, OTHER_COOPERATES)
