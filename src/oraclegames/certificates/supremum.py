"""Documents of ``supremum``: the most of a goal that totally mixed equilibria of two players have.

- *The values* have the goal. A distribution shows that they are reached; in 2×2 games it is decided
  anew that they are limits of values that are reached, in larger ones a straight way may show it,
  and they are refuted where refusals hold all around (:mod:`oraclegames.certificates.approached`).
- *Nothing is better*: in 2×2 games by levels (:mod:`oraclegames.certificates.levels_2x2`), and so
  that nothing has a rational supremum that is not attained; in larger games by refusals
  (:mod:`oraclegames.certificates.best_values`).
"""

from __future__ import annotations

from fractions import Fraction

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.approached import is_approached, is_far
from oraclegames.certificates.best_values import NotShownError, check_nothing_better
from oraclegames.certificates.equilibrium import check_worth, total_of
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.levels_2x2 import interior_is_bounded, level_is_empty
from oraclegames.certificates.limit_values import is_limit_value
from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.verify import Proof

KEYS = ("objective", "value", "values", "attained", "distribution")


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/supremum-1"."""
    document.only("schema", "version", "game", *KEYS)
    document["version"].text()
    game = game_of(document["game"])
    document["game"].require(game.n_players == 2, "the exact supremum is of two players")
    goal = Goal.read(document["objective"], game)
    values = [number_of(v) for v in document["values"].items(2)]
    value = number_of(document["value"])
    document["value"].require(goal.at(values) == value, "it is not the objective of the values")
    attained = document["attained"].flag()
    proved = ["the values have the objective"]
    assumed: list[str] = []
    masses = document.given("distribution")
    if masses is not None:
        masses.require(attained, "nothing rests on it")
        play = [number_of(p) for p in masses.items(game.n_outcomes)]
        masses.require(total_of(play) == 1, "it is no distribution")
        masses.require(all(p > 0 for p in play), "it is not totally mixed")
        check_worth(masses, game, play, values)
        proved.append("they are reached")
    if game.shape != (2, 2):
        if masses is None:
            near = is_approached(game, values)
            far = not near and is_far(game, values)
            document["values"].require(not far, "no totally mixed equilibria come near")
            (proved if near else assumed).append("they are a limit of values that are reached")
            what = "that an equilibrium has them" if attained else "that no equilibrium has them"
            assumed.append(what)
        try:
            check_nothing_better(game, goal, value, totally_mixed=True)
        except NotShownError as error:
            document["value"].refute(str(error))
        proved.append("nothing is better")
        return Proof(tuple(proved), tuple(assumed))
    place = document["values"]
    place.require(is_limit_value(game, values), "no totally mixed equilibria come near")
    fine = interior_is_bounded(game, goal, value)
    document["value"].require(fine, "totally mixed equilibria are better")
    proved += ["they are a limit of values that are reached", "nothing is better"]
    empty = isinstance(value, Fraction) and level_is_empty(game, goal, value)
    document["attained"].require(not (attained and empty), "no equilibrium has it")
    if attained and masses is None:
        assumed.append("that an equilibrium has it")
    if not attained:
        (proved if empty else assumed).append("that no equilibrium has it")
    return Proof(tuple(proved), tuple(assumed))
