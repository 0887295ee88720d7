"""What the page of equilibria shows: pictures, words, and the points that are looked at."""

from __future__ import annotations

from typing import Any

from oraclegames.conditional.solve import solve
from oraclegames.explorer.choices import game_fields
from oraclegames.explorer.details import judged, own_distribution, picked_equilibrium
from oraclegames.explorer.pictures import equilibria_pictures, plane_numbers, spot
from oraclegames.explorer.python_lines import equilibria_lines
from oraclegames.explorer.view import View, WrongFieldsError


def equilibria_page(view: View) -> dict[str, Any]:
    """Everything that the page of equilibria shows, ready for JSON."""
    game = view.game
    picked = own = None
    wrong: list[tuple[str, str]] = []
    pictures: dict[str, Any]
    if game.shape == (2, 2):
        solution = solve(game)
        words = solution.describe()
        pictures = equilibria_pictures(view, solution)
        if view.pick is not None:
            found = picked_equilibrium(solution, view.pick)
            picked = {**judged(game, found[0]), "along": found[1]} if found is not None else None
    else:
        from oraclegames.explorer.larger import SWITCHES, larger_answer  # rarely needed

        drawn, words = larger_answer(game, view.layers.switches)
        hidden = {name for name, on in view.layers.switches.items() if not on}
        pictures = {"plane": plane_numbers(drawn, SWITCHES, hidden)}
    if view.own is not None:
        try:
            own = judged(game, own_distribution(game, view.own).probabilities)
        except WrongFieldsError as error:
            wrong += error.cells
    return {
        "game": game_fields(game),
        "pictures": pictures,
        "spots": {"picked": spot(picked), "own": spot(own)},
        "words": words,
        "picked": picked,
        "own": own,
        "wrong": wrong,
        "python": equilibria_lines(view),
    }
