"""The equilibria that a best dependency equilibrium is compared with, in a part of the time."""

from __future__ import annotations

from dataclasses import dataclass

from oraclegames.budget import Clock, Status, in_time
from oraclegames.conditional.best.branch_and_bound import BestStatus
from oraclegames.conditional.best.objective import Objective
from oraclegames.conditional.best.rival_equilibria import Rival, best_correlated, best_nash
from oraclegames.games.game import Game


@dataclass(frozen=True)
class Rivals:
    """What was found.

    Attributes:
        correlated: the best correlated equilibrium.
        nash: the best Nash equilibrium.
        searched: among which Nash equilibria it is the best.
        status: "partial" if time ended one of the searches; None if nothing was asked for.
    """

    correlated: Rival | None = None
    nash: Rival | None = None
    searched: str = ""
    status: Status | None = None

    def ending(self, status: BestStatus) -> BestStatus:
        """How a call ended of which a search ended so."""
        return "partial" if status == "complete" and self.status == "partial" else status


def rivals(game: Game, goal: Objective, clock: Clock) -> Rivals:
    """The best correlated and the best Nash equilibrium."""
    correlated = in_time(clock, lambda: best_correlated(game, goal, clock.part(1 / 4)))
    # A quarter of its own: what the first search took is no reason to leave the second out.
    rival = in_time(clock, lambda: best_nash(game, goal, clock.part(1 / 4), correlated))
    nash, among, ended = rival or (None, "", True)
    return Rivals(correlated, nash, among, "partial" if ended or not correlated else "complete")
