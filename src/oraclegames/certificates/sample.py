"""Documents of ``sample``: every point is a totally mixed equilibrium, by the definition.

That two players have none is proved as that none is better than something below all payoffs.
"""

from __future__ import annotations

from fractions import Fraction

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.best_values import NotShownError, check_nothing_better
from oraclegames.certificates.equilibrium import check_worth, total_of
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.levels_2x2 import interior_is_bounded
from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.verify import Proof
from oraclegames.games.game import Game


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/sample-1"."""
    document.only("schema", "version", "game", "seed", "status", "points")
    document["version"].text()
    game = game_of(document["game"])
    document["seed"].integer()
    status = document["status"].word("complete", "partial", "undetermined", "empty")
    points = document["points"].items()
    found = status in ("complete", "partial") or not points
    document["status"].require(found, "equilibria are listed")
    for point in points:
        point.only("distribution", "values")
        part = point["distribution"]
        masses = [number_of(p) for p in part.items(game.n_outcomes)]
        values = [number_of(v) for v in point["values"].items(game.n_players)]
        part.require(all(p > 0 for p in masses), "it is not totally mixed")
        part.require(total_of(masses) == 1, "it is no distribution")
        check_worth(part, game, masses, values)
    if status == "empty":
        nothing = ("that there is no totally mixed equilibrium",)
        return Proof(nothing) if _is_empty(document["status"], game) else Proof((), nothing)
    proved = ("that all points are totally mixed equilibria, with these values",) if points else ()
    return Proof(proved, ("how the points were drawn",) if points else ())


def _is_empty(part: Part, game: Game) -> bool:
    """Whether two players are shown to have no totally mixed equilibrium; refuted if they have."""
    if game.n_players != 2:
        return False
    ones = (Fraction(1),) * 2
    goal, below = Goal("linear", ones, ones), min(sum(game.payoffs(o)) for o in game.outcomes()) - 1
    if game.shape == (2, 2):
        part.require(interior_is_bounded(game, goal, below), "there is one")
        return True
    try:
        check_nothing_better(game, goal, below, totally_mixed=True)
    except NotShownError as error:
        part.refute(str(error))
    return True
