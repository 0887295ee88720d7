"""What the page of equilibria shows: pictures, words, and the points that are looked at."""

from __future__ import annotations

from typing import Any

from oraclegames.conditional.solve import solve
from oraclegames.explorer.choices import game_fields
from oraclegames.explorer.details import judged, own_distribution, picked_equilibrium
from oraclegames.explorer.pictures import equilibria_pictures, spot
from oraclegames.explorer.python_lines import equilibria_lines
from oraclegames.explorer.view import View, WrongFieldsError

BUDGET = 2.0
"""Seconds for what is known in outline of games beyond 2×2."""


def equilibria_page(view: View) -> dict[str, Any]:
    """Everything that the page of equilibria shows, ready for JSON."""
    game = view.game
    solution = solve(game, budget=BUDGET)
    picked = own = pictures = None
    wrong: list[tuple[str, str]] = []
    two_by_two = game.shape == (2, 2)
    if view.pick is not None and two_by_two:
        found = picked_equilibrium(solution, view.pick)
        picked = {**judged(game, found[0]), "along": found[1]} if found is not None else None
    if view.own is not None:
        try:
            own = judged(game, own_distribution(game, view.own).probabilities)
        except WrongFieldsError as error:
            wrong += error.cells
    if two_by_two:
        pictures = equilibria_pictures(view, solution)
    return {
        "game": game_fields(game),
        "pictures": pictures,
        "spots": {"picked": spot(picked), "own": spot(own)} if two_by_two else {},
        "words": solution.describe(),
        "picked": picked,
        "own": own,
        "wrong": wrong,
        "python": equilibria_lines(view),
    }
