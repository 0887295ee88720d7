"""The supremum of an objective over the totally mixed equilibria of two players, exactly."""

from __future__ import annotations

from typing import Any

from oraclegames.budget import Clock
from oraclegames.conditional.best.exactly import equilibrium_with, exact_values
from oraclegames.conditional.best.objective import objective
from oraclegames.conditional.columns.listed_game import check_searchable
from oraclegames.conditional.two_players.numbers import compare
from oraclegames.conditional.two_players.optimum import Optimum
from oraclegames.conditional.two_players.planar_region import PlanarRegion
from oraclegames.conditional.values.region import ValueRegion
from oraclegames.errors import UnsupportedError
from oraclegames.games.load import GameLike, as_game


def supremum(
    game: GameLike | PlanarRegion | ValueRegion,
    what: Any = "welfare",
    *,
    budget: float | None = None,
) -> Optimum | None:
    """The largest value of an objective over totally mixed equilibria of two players, or its
    supremum, without a tolerance; None if there are no such equilibria.

    It is found in boxes of values, best bounds first
    (:mod:`oraclegames.conditional.two_players.best_values`): rational, or an algebraic number.

    Args:
        game: a game of two players; of a region of values its game is asked.
        what: the objective, as for :func:`oraclegames.best`.
        budget: seconds; None for no limit.

    Cost: the cycles of the gain graph on faces that are not bounded away; then parts of boxes.

    Raises:
        InputError: for an unknown objective.
        UnsupportedError: if there are not two players, or the budget ends.

    >>> print(supremum("prisoners_dilemma"))
    largest welfare: 4 (a supremum, not attained), at (2, 2)
    """
    listed = as_game(game.game if isinstance(game, PlanarRegion | ValueRegion) else game)
    check_searchable(listed, "supremum()")
    if listed.n_players != 2:
        raise UnsupportedError(
            f"the exact supremum is found for two players, not for {listed.n_players}: "
            "best(game, totally_mixed=True) bounds it for more"
        )
    goal = objective(what, listed)
    clock = Clock(budget)
    found = exact_values(listed, goal, "totally mixed", clock)
    if found.bound is None:
        return None
    if found.values is None or compare(found.value, found.bound) != 0:
        raise UnsupportedError("the supremum was not found in time: give a larger budget")
    play = equilibrium_with(listed, found, clock)
    masses = None if play is None else play.probabilities
    return Optimum(listed, goal, found.value, found.values, found.attained, masses)
