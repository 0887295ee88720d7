"""How alike must agents be, and what changes with one payoff: the diagrams of the page.

Both are the pictures that ``similar(game).plot()`` and ``phases(…).plot()`` draw. In the first a
line marks the similarity that is looked at; the second is made from the page's game by letting one
of its payoffs run, over the span of the sliders.
"""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import Any

from oraclegames.conditional.phases.phases import QUESTIONS, phases
from oraclegames.conditional.similarity.equilibrium import entry_near
from oraclegames.conditional.similarity.similar import SimilarEquilibria, similar
from oraclegames.errors import InputError, UnsupportedError, no_such
from oraclegames.exact.rational import format_rational
from oraclegames.explorer.pictures import plane_numbers
from oraclegames.explorer.view import View
from oraclegames.games.game import Game
from oraclegames.games.parametric import ParametricGame
from oraclegames.plots.pictures.scene import Layer, Place, Plane
from oraclegames.plots.pictures.similarity import similar_info, similar_planes
from oraclegames.plots.pictures.strip import StripInfo, strip_info, strip_plane

BUDGET = 6.0
"""Seconds for a diagram."""

PARAMETER = "t"


def similar_page(view: View) -> dict[str, Any]:
    """The phase diagram in b of a symmetric game, with the equilibria at the b looked at.

    For other games "why" says why there is none.
    """
    try:
        found = similar(view.game, budget=BUDGET)
    except (InputError, UnsupportedError) as error:
        return {"planes": [], "words": "", "all": "", "why": str(error)}
    planes = [plane_numbers(plane, {}) for plane in _marked(found, view.similarity)]
    here = similar(view.game, view.similarity, budget=BUDGET)
    return {"planes": planes, "words": str(here), "all": str(found), "why": ""}


def _marked(found: SimilarEquilibria, b: Fraction) -> tuple[Plane, Plane]:
    """Both planes with a line at b, and the equilibria that it meets."""
    left, right = similar_planes(similar_info(found))
    at = float(b)
    shares: list[Place] = []
    values: list[Place] = []
    for one in found.at(b):
        if one.curve is not None:
            x = one.curve.near(at)
            shares.append((at, x))
            values.append((at, float(sum(float(c) * x**k for k, c in enumerate(one.curve.value)))))
            continue
        shares += [(at, entry_near(corner[0], at)) for corner in one.corners]
        values += [(at, entry_near(value, at)) for value in one.values]
    marked = []
    for plane, points in ((left, shares), (right, values)):
        low, high = plane.ranges[1]
        name = f"b = {format_rational(b)}"
        line: Layer[Place] = Layer("maximin", name, lines=(((at, low), (at, high)),))
        spots: Layer[Place] = Layer("fixed points", "equilibria at this b", tuple(points))
        marked.append(replace(plane, layers=(line, *plane.layers, spots)))
    return marked[0], marked[1]


def strip_page(view: View) -> dict[str, Any]:
    """What changes with the payoff that varies: strips, or the curve of the best welfare."""
    if view.ask not in QUESTIONS:
        raise no_such("question", view.ask, QUESTIONS)
    player, place = view.vary
    game = view.game
    mirrored = view.ask == "similar"
    low, high = span_of(game, player)
    b = view.similarity if mirrored else None
    try:
        family = running(game, player, place, mirrored)
        found = phases(family, view.ask, low=low, high=high, b=b, budget=BUDGET)
    except (InputError, UnsupportedError) as error:
        return {"plane": None, "words": "", "why": str(error), "what": ""}
    info = strip_info(found)
    plane = strip_plane(info) if isinstance(info, StripInfo) else info
    labels = ", ".join(game.outcome_labels(divmod(place, game.shape[1])))
    what = f"{PARAMETER} is what {game.players[player]} gets at {labels}"
    if mirrored:
        what += ", and the other player where the moves are exchanged"
    numbers = plane_numbers(plane, {})
    numbers["now"] = float(game.payoff(player, divmod(place, game.shape[1])))
    return {"plane": numbers, "words": str(found), "why": "", "what": f"{what}."}


def span_of(game: Game, player: int) -> tuple[Fraction, Fraction]:
    """From where to where a payoff may run: the span of a player's sliders on the page."""
    pays = [game.payoff(player, o) for o in game.outcomes()]
    low, high = min(pays), max(pays)
    room = (high - low or 2) / 2
    return Fraction(math.floor(low - room)), Fraction(math.ceil(high + room))


def running(game: Game, player: int, place: int, mirrored: bool) -> ParametricGame:
    """The game with a parameter in the place of one payoff, or of it and its mirror image."""
    tables: list[list[tuple[Fraction, ...]]]
    tables = [[(game.payoff(i, o),) for o in game.outcomes()] for i in (0, 1)]
    runs = (Fraction(0), Fraction(1))
    tables[player][place] = runs
    if mirrored and game.shape[0] == game.shape[1]:
        r, c = divmod(place, game.shape[1])
        tables[1 - player][c * game.shape[1] + r] = runs
    coefficients = tuple(map(tuple, tables))
    return ParametricGame(game.title, game.players, game.moves, PARAMETER, coefficients)
