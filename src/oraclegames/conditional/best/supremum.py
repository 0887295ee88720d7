"""The supremum of an objective over the totally mixed equilibria of two players, exactly."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from oraclegames.conditional.best.objective import objective
from oraclegames.conditional.columns.listed_game import check_searchable
from oraclegames.conditional.two_players.optimum import Optimum
from oraclegames.conditional.two_players.planar_region import PlanarRegion
from oraclegames.conditional.two_players.solve_region import planar_region
from oraclegames.conditional.values.achieve import achieve
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

    It is found on the boundary of the exact region of values
    (:mod:`oraclegames.conditional.two_players.optimum`): rational, or an algebraic number.

    Args:
        game: a game of two players, or its exact region (``region(game)``), which saves time; of a
            region of cells its game is asked.
        what: the objective, as for :func:`oraclegames.best`.
        budget: seconds for the region; None for no limit.

    Cost: that of the region, and for each of its arcs the common zeros of two polynomials.

    Raises:
        InputError: for an unknown objective.
        UnsupportedError: if there are not two players, or the budget ends.

    >>> print(supremum("prisoners_dilemma"))
    largest welfare: 4 (a supremum, not attained), at (2, 2)
    """
    if isinstance(game, PlanarRegion):
        found, goal = game, objective(what, game.game)
    else:
        listed = as_game(game.game if isinstance(game, ValueRegion) else game)
        check_searchable(listed, "supremum()")
        if listed.n_players != 2:
            raise UnsupportedError(
                f"the exact supremum is found for two players, not for {listed.n_players}: "
                "best(game, totally_mixed=True) bounds it for more"
            )
        goal = objective(what, listed)
        found = planar_region(listed, budget=budget)
    top = found.best(goal)
    if top is None or not top.attained or not all(isinstance(v, Fraction) for v in top.values):
        return top
    play = achieve(top.game, top.values, largest=False).distribution
    return replace(top, distribution=None if play is None else play.probabilities)
