"""Claims that say what two agents of the essay on superrationality reach, and how they are checked.

Source: Armstrong, "Reflexive oracles and superrationality: prisoner's dilemma", 2017. Games are
Prisoner's Dilemmas with mutual defection worth 1 each; plays are pairs (x1, x2) of probabilities of
cooperation, and the Pareto set is {x1 = 1 or x2 = 1}. Agents read probabilities to precision δ and
take steps of ε, so that sets agree up to a small multiple of δ/ε.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import partial

from oraclegames.games.game import Game
from oraclegames.reflective.match.match import match
from oraclegames.reproduce.claim import Findings, claim
from oraclegames.reproduce.dilemmas import LARGE, SMALL, Play, distance, farthest, pareto, plays

SOURCE = "Armstrong 2017"

GAMES = (SMALL, LARGE)
DELTAS = (Fraction(1, 100), Fraction(1, 200))
STEP = Fraction(1, 5)
QUICK = {"deltas": (Fraction(1, 100),)}

essay_claim = partial(
    claim, essay="Reflexive oracles and superrationality", source=SOURCE, quick=QUICK
)

BOTH_COOPERATE = (Fraction(1), Fraction(1))
BOTH_DEFECT = (Fraction(0), Fraction(0))
SUCKER = (Fraction(1), Fraction(0))
OTHER_COOPERATES = tuple((Fraction(k, 100), Fraction(1)) for k in range(101))


def anything(u: Fraction, v: Fraction) -> bool:
    """No limit on the payoffs of a Pareto outcome."""
    return True


Said = Sequence[Play] | Callable[[Fraction, Fraction], bool]
"""A set of plays: in full, or as the Pareto outcomes whose payoffs are allowed."""


def reaches(
    facts: Findings,
    games: Iterable[Game],
    agents: tuple[str, str],
    deltas: Iterable[Fraction],
    said: Said,
    *,
    factor: float = 2,
    only: bool = False,
) -> None:
    """All fixed points of a match against the set that is claimed.

    ``only``: they must lie near the set, without filling it.
    """
    for game in games:
        limit = pareto(game, said) if callable(said) else said
        for delta in deltas:
            result = match(game, *agents, delta, STEP)
            measure = farthest if only else distance
            what = f"{len(result.fixed_points)} fixed points, distance to the set"
            far = measure(plays(result), limit)
            facts.within(f"{game.title}, δ = {delta}: {what}", far, factor * float(delta / STEP))
    facts.true("every fixed point re-checked by running both programs", result.verify())


def match_claim(
    name: str,
    section: str,
    statement: str,
    agents: tuple[str, str],
    said: Said,
    *,
    source: str = SOURCE,
    picture: bool = True,
    factor: float = 2,
    only: bool = False,
) -> None:
    """Enter a claim that says what two agents reach."""

    def reach(
        facts: Findings,
        games: tuple[Game, ...] = GAMES,
        first: str = agents[0],
        second: str = agents[1],
        deltas: tuple[Fraction, ...] = DELTAS,
    ) -> None:
        reaches(facts, games, (first, second), deltas, said, factor=factor, only=only)

    reach.__doc__ = statement
    essay_claim(name, section=section, source=source, picture="match" if picture else "")(reach)
