"""The equilibria that a best dependency equilibrium is compared with, in a part of the time."""

from __future__ import annotations

from oraclegames.budget import Clock, in_time
from oraclegames.conditional.best.objective import Objective
from oraclegames.conditional.best.rival_equilibria import Rival, best_correlated, best_nash
from oraclegames.games.game import Game


def rivals(game: Game, goal: Objective, clock: Clock) -> tuple[Rival | None, Rival | None, str]:
    """The best correlated and the best Nash equilibrium, and among which Nash equilibria it is."""
    quarter = clock.part(1 / 4)
    correlated = in_time(clock, lambda: best_correlated(game, goal, quarter))
    rival = in_time(clock, lambda: best_nash(game, goal, quarter, correlated))
    nash, among = rival or (None, "")
    return correlated, nash, among
