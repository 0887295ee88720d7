"""The best of all dependency equilibria of two players, exactly, with an equilibrium that has it.

A clock may end the search: then the best that was found is an equilibrium, and the bound is what
single moves allow on what is left.
"""

from __future__ import annotations

import math
from fractions import Fraction

from oraclegames.budget import Clock, OutOfTime, Tell, silent
from oraclegames.conditional.best.objective import Objective
from oraclegames.conditional.best.result import EXACT, Best
from oraclegames.conditional.best.rivals import rivals
from oraclegames.conditional.two_players.best_values import BestValues, best_values, ceiling_of
from oraclegames.conditional.two_players.equilibrium_at import Equilibrium, equilibrium_at
from oraclegames.conditional.two_players.numbers import compare
from oraclegames.conditional.two_players.questions import Played
from oraclegames.games.game import Game

MOST_CHOICES = 1 << 16
"""The most choices of played moves that are gone through one by one: those of 8×8 games."""

LARGEST = 10**300
"""Payoffs beyond, which no float holds, are left to branch and bound."""

_GRACE = 0.5
"""Seconds beyond a budget in which an equilibrium with the values that were found is sought."""


def is_exact(game: Game) -> bool:
    """Whether the best of all dependency equilibria is found exactly."""
    if game.n_players != 2 or math.prod((1 << m) - 1 for m in game.shape) > MOST_CHOICES:
        return False
    pairs = zip(game.numerators, game.denominators)
    return all(max(abs(int(t.min())), abs(int(t.max()))) <= LARGEST * d for t, d in pairs)


def exactly(game: Game, goal: Objective, clock: Clock, tell: Tell | None, compared: bool) -> Best:
    """The best of all dependency equilibria of two players; see :func:`is_exact`."""
    known = rivals(game, goal, clock) if compared else (None, None, "")
    questions, ceiling = list(Played.every(game)), ceiling_of(goal, game)
    found = best_values(goal, questions, clock, tell or silent, ceiling)
    play = _play(game, found, clock)
    missing = play is None or found.values is None
    whole = not missing and compare(found.value, found.bound) == 0
    assert found.bound is not None, "every game has a dependency equilibrium"
    return Best(
        game,
        goal,
        "dependency",
        None if missing else found.value,
        not missing,
        () if found.values is None or missing else found.values,
        () if play is None else play.probabilities,
        None if play is None else play.levels,
        found.bound,
        "complete" if whole else "partial",
        Fraction(0),
        (),
        *known,
        EXACT,
    )


def _play(game: Game, found: BestValues, clock: Clock) -> Equilibrium | None:
    if found.values is None:
        return None
    try:
        return equilibrium_at(game, found.within, found.values, Clock(max(_GRACE, clock.left)))
    except OutOfTime:
        return None
