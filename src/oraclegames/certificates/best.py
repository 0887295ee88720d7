"""Documents of ``best``: an equilibrium, its objective, and that no equilibrium is better.

- *Equilibrium*: every move that is made is worth v_i to its player; totally mixed, or with levels
  at which every other move is tried and is worth no more than v_i. Irrational probabilities are
  numbers of one field, and the equations are exact in it.
- *Bound*: a cover of all values (:mod:`oraclegames.certificates.cover`); of two players exactly, by
  refusals (:mod:`oraclegames.certificates.best_values`); for 2×2 games by levels of the objective
  (:mod:`oraclegames.certificates.levels_2x2`) and on the boundary by its closed form
  (:mod:`oraclegames.certificates.border_2x2`).
- *Rivals*: :mod:`oraclegames.certificates.rivals`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.approached import is_approached, is_far
from oraclegames.certificates.best_values import NotShownError, check_nothing_better
from oraclegames.certificates.border_2x2 import (
    boundary_is_bounded,
    is_near_reflective,
    is_reflective_at,
    reflective_is_bounded,
)
from oraclegames.certificates.cover import Choices, check_cover
from oraclegames.certificates.equilibrium import check_levels, check_worth, total_of
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.interior import interior
from oraclegames.certificates.levels_2x2 import interior_is_bounded, level_is_empty
from oraclegames.certificates.limit_values import is_limit_value
from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.play import Play
from oraclegames.certificates.reflective import check_reflective
from oraclegames.certificates.rivals import check_rivals
from oraclegames.certificates.verify import Proof
from oraclegames.games.game import Game

CLOSED_FORM = "closed form by odds ratios (2×2)"
EXACT = "gain graph of two players, exact"
SEARCH = "branch and bound over the values, exact linear programs"
TOGETHER = f"{SEARCH}, all choices of played moves together"
KEYS = (
    *("objective", "boundary", "notion", "value", "attained", "bound", "gap", "values"),
    *("distribution", "levels", "status", "tolerance", "boxes", "leaves", "correlated", "nash"),
    *("nash_searched", "compared", "method", "reflective_certificate"),
)
"""What an answer says; a document says of which game."""


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/best-1"."""
    document.only("schema", "version", "game", *KEYS)
    document["version"].text()
    return check_answer(document, game_of(document["game"]))


def check_answer(document: Part, game: Game) -> Proof:
    """Every claim about the best equilibrium of a game."""
    goal = Goal.read(document["objective"], game)
    notion = document["notion"].word("dependency", "totally mixed", "reflective")
    small = game.shape == (2, 2)
    whole = document["boundary"]
    whole.require(whole.flag() == (notion != "totally mixed"), "it contradicts the notion")
    method = document["method"].word(CLOSED_FORM, EXACT, SEARCH, TOGETHER)
    closed = method == CLOSED_FORM
    document["method"].require(not closed or small, "that is for 2×2 games")
    exact = method == EXACT
    two = game.n_players == 2 and not (small and notion == "reflective")
    document["method"].require(not exact or two, "that is for two players")
    together = method == TOGETHER
    document["method"].require(
        not together or notion != "totally mixed", "there is one choice only"
    )
    document["method"].require(
        closed or not small or notion != "reflective", "ties of 2×2 games are decided"
    )
    proved, assumed = _check_equilibrium(document, game, goal, notion)
    bound = None if document["bound"].missing else number_of(document["bound"])
    _check_gap(document, bound, closed, exact)
    if closed or exact:
        document["leaves"].require(not document["leaves"].items(), "there is no search")
        count = 0
        if exact:
            _check_exact(document["bound"], game, goal, bound, notion == "totally mixed")
        else:
            _check_closed(document, game, goal, notion, bound)
    else:
        rational = bound if bound is None else document["bound"].rational()
        choices: Choices = "all" if notion == "totally mixed" else "any" if together else "each"
        count = check_cover(document["leaves"], game, goal, rational, choices)
    document["boxes"].require(document["boxes"].integer() == count, f"it should be {count}")
    rivals = check_rivals(document, game, goal)
    none = f"there is no {notion} equilibrium"
    better = none if bound is None else f"no {notion} equilibrium is better than the bound"
    proved += [better, *rivals.proved]
    assumed += rivals.assumed
    return Proof(tuple(proved), tuple(assumed))


# -- the equilibrium -------------------------------------------------------------------------------


def _check_equilibrium(
    document: Part, game: Game, goal: Goal, notion: str
) -> tuple[list[str], list[str]]:
    """That the distribution is what it is said to be: what of it is shown, and what is not."""
    attained = document["attained"].flag()
    if document["value"].missing:
        document["attained"].require(not attained, "there is no value")
        document["values"].require(not document["values"].items(), "there is no equilibrium")
        for key in ("distribution", "levels", "reflective_certificate"):
            document[key].require(document[key].missing, "there is no equilibrium")
        return [], []
    values = [number_of(v) for v in document["values"].items(game.n_players)]
    value = number_of(document["value"])
    document["value"].require(goal.at(values) == value, "it is not the objective of the values")
    if document["distribution"].missing:
        return _check_limit(document, game, notion, values)
    masses = [number_of(p) for p in document["distribution"].items(game.n_outcomes)]
    part = document["distribution"]
    part.require(total_of(masses) == 1 and all(p >= 0 for p in masses), "it is no distribution")
    idle = check_worth(part, game, masses, values)
    evidence = document.given("reflective_certificate")
    if evidence is not None:
        wanted = notion == "reflective" and game.shape != (2, 2)
        wanted = wanted and any(p == 0 for p in masses)
        evidence.require(wanted, "nothing rests on it")
    if notion == "dependency":
        document["attained"].require(attained, "a best dependency equilibrium exists")
        check_levels(document["levels"], game, values, idle)
        return [_WORTH], []
    if notion == "reflective" and game.shape != (2, 2) and any(p == 0 for p in masses):
        document["attained"].require(attained, "no search says so")
        check_levels(document["levels"], game, values, idle)
        document["reflective_certificate"].require(evidence is not None, "it is missing")
        proves = check_reflective(document["reflective_certificate"], Play.read(part, game))
        document["reflective_certificate"].require(proves == "yes", "it proves that it is not")
        return [_WORTH, "it is reflective"], []
    document["levels"].require(document["levels"].missing, "nothing rests on them")
    whole = all(p > 0 for p in masses)
    if attained:
        part.require(whole or notion == "reflective", "it is not totally mixed")
        part.require(whole or is_reflective_at(game, masses), "it is not reflective")
        return [_WORTH], []
    part.require(not whole, "totally mixed play would attain it")
    document["method"].require(game.shape == (2, 2), "no search says so")
    if notion == "totally mixed":
        near = interior(game).closure(tuple(masses)) and is_limit_value(game, values)
    else:
        near = is_near_reflective(game, masses, values)
    part.require(near, "no such equilibria come near")
    rational = notion == "totally mixed" and isinstance(value, Fraction)
    if rational and level_is_empty(game, goal, value):
        return [_WORTH], []
    return [_WORTH], ["that no equilibrium attains the supremum"]


_WORTH = "every move that is made is worth the values"


def _check_limit(
    document: Part, game: Game, notion: str, values: list[Any]
) -> tuple[list[str], list[str]]:
    """Of a supremum of totally mixed play beyond 2×2 games that is not attained."""
    attained = document["attained"]
    attained.require(not attained.flag(), "an equilibrium is missing")
    document["distribution"].require(notion != "dependency", "an equilibrium is missing")
    document["method"].word(EXACT)
    document["levels"].require(document["levels"].missing, "nothing rests on them")
    told = ["that no equilibrium attains the supremum"]
    near = "the values are a limit of those of totally mixed equilibria"
    if is_approached(game, values):
        return [near], told
    document["values"].require(not is_far(game, values), "no totally mixed equilibria come near")
    return [], [f"that {near}", *told]


# -- the bound -------------------------------------------------------------------------------------


def _check_gap(document: Part, bound: Any, closed: bool, exact: bool) -> None:
    value = None if document["value"].missing else number_of(document["value"])
    tolerance = document["tolerance"].rational()
    document["tolerance"].require(tolerance >= 0, "it is negative")
    if bound is None:
        document["value"].require(value is None, "the bound says that there is no equilibrium")
        document["gap"].shows(Fraction(0))
        gap: Any = Fraction(0)
    elif value is None:
        document["gap"].require(document["gap"].missing, "no equilibrium was found")
        gap = None
    else:
        document["bound"].require(value <= bound, "the equilibrium is better")
        gap = bound - value
        document["gap"].shows(gap)
    status = document["status"].word("complete", "tied", "partial")
    small = gap is not None and gap <= tolerance
    compared = document.optional("compared", lambda part: part.word("complete", "partial"))
    if compared == "partial":
        document["status"].require(status != "complete", "what it is compared with is not complete")
        document["status"].require(status == "partial" or not small, "the gap is closed")
    else:
        said = (status == "complete") == small
        document["status"].require(said, "it does not follow from the gap")
    if closed:
        document["status"].require(status == "complete", "2×2 games are solved")
    if closed or exact:
        document["tolerance"].require(tolerance == 0, "the answer is exact")


def _check_exact(part: Part, game: Game, goal: Goal, bound: Any, totally_mixed: bool) -> None:
    """The bound of equilibria of two players."""
    part.require(bound is not None or totally_mixed, "every game has a dependency equilibrium")
    try:
        check_nothing_better(game, goal, bound, totally_mixed)
    except NotShownError as error:
        part.refute(str(error))


def _check_closed(document: Part, game: Game, goal: Goal, notion: str, bound: Any) -> None:
    """The bound of a 2×2 game."""
    fine = interior_is_bounded(game, goal, bound)
    document["bound"].require(fine, "totally mixed equilibria are better")
    if notion == "dependency":
        fine = boundary_is_bounded(game, goal, bound)
    elif notion == "reflective":
        fine = reflective_is_bounded(game, goal, bound)
    document["bound"].require(fine, "an equilibrium on the boundary is better")
