"""The best equilibrium of two players, exactly: of all dependency equilibria, or of totally mixed
ones.

The best of all is attained, and comes with an equilibrium that has it. Of totally mixed play there
is a supremum: attained by an equilibrium, or a limit of values that are reached. A clock may end
the search: then the bound is what single moves allow on what is left.
"""

from __future__ import annotations

from fractions import Fraction

from oraclegames.budget import Clock, OutOfTime, Tell, silent
from oraclegames.conditional.best.best_2x2 import Notion
from oraclegames.conditional.best.objective import Objective
from oraclegames.conditional.best.result import EXACT, Best
from oraclegames.conditional.best.rivals import Rivals, rivals
from oraclegames.conditional.two_players.best_values import BestValues, best_values
from oraclegames.conditional.two_players.equilibrium_at import (
    Equilibrium,
    equilibrium_at,
    totally_mixed_at,
)
from oraclegames.conditional.two_players.numbers import compare
from oraclegames.conditional.two_players.optimum import ceiling_of
from oraclegames.conditional.two_players.possible_choices import few_enough
from oraclegames.conditional.two_players.questions import Played, TotallyMixed, WholeQuestion
from oraclegames.games.game import Game

LARGEST = 10**300
"""Payoffs beyond, which no float holds, are left to branch and bound."""

_GRACE = 0.5
"""Seconds beyond a budget in which an equilibrium with the values that were found is sought."""


def is_exact(game: Game, notion: Notion) -> bool:
    """Whether the best equilibrium is found exactly."""
    if game.n_players != 2 or notion == "reflective":
        return False
    if notion == "dependency" and not few_enough(game):
        return False
    pairs = zip(game.numerators, game.denominators)
    return all(max(abs(int(t.min())), abs(int(t.max()))) <= LARGEST * d for t, d in pairs)


def exactly(
    game: Game, goal: Objective, notion: Notion, clock: Clock, tell: Tell | None, compared: bool
) -> Best:
    """The best equilibrium of two players; see :func:`is_exact`."""
    known = rivals(game, goal, clock) if compared else Rivals()
    found = exact_values(game, goal, notion, clock, tell)
    play = equilibrium_with(game, found, clock)
    every = notion == "dependency"
    assert found.bound is not None or not every, "every game has a dependency equilibrium"
    # the best of all is an equilibrium; a supremum of totally mixed play is told without one
    missing = found.values is None or (play is None and (every or found.attained))
    whole = found.bound is None or (not missing and compare(found.value, found.bound) == 0)
    return Best(
        game,
        goal,
        notion,
        None if missing else found.value,
        not missing and found.attained,
        () if found.values is None or missing else found.values,
        () if play is None else play.probabilities,
        play.levels if play is not None and every else None,
        found.bound,
        known.ending("complete" if whole else "partial"),
        Fraction(0),
        (),
        known.correlated,
        known.nash,
        known.searched,
        known.status,
        EXACT,
    )


def exact_values(
    game: Game, goal: Objective, notion: Notion, clock: Clock, tell: Tell | None = None
) -> BestValues:
    """The best values, with a bound for what there was no time for."""
    questions: list[WholeQuestion] = [TotallyMixed(game)]
    if notion == "dependency":
        questions = list(Played.every(game))
    return best_values(goal, questions, clock, tell or silent, ceiling_of(goal, game))


def equilibrium_with(game: Game, found: BestValues, clock: Clock) -> Equilibrium | None:
    """An equilibrium with the best values; None if they are a limit, or time is short."""
    if found.values is None or not found.attained:
        return None
    try:
        if found.within:
            rest = Clock(max(_GRACE, clock.left))
            return equilibrium_at(game, found.within, found.values, rest)
        return totally_mixed_at(game, found.values)
    except OutOfTime:
        return None
    except KeyboardInterrupt:
        clock.stop()
        return None
