"""Games with more moves: the exact region of values and the pure equilibria, while one drags.

Neither needs a linear program or an array. The picture is the plane of values of
:mod:`oraclegames.plots.pictures.value_region` on the feasible payoffs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from oraclegames.conditional.check.pure import dependency_outcomes
from oraclegames.conditional.two_players.planar_region import PlanarRegion
from oraclegames.conditional.two_players.solve_region import planar_region
from oraclegames.exact.plane import convex_hull
from oraclegames.exact.rational import format_rational
from oraclegames.games.game import Game, Outcome
from oraclegames.games.names import listed, player_name
from oraclegames.plots.pictures.labels import label_ranges, place_labels
from oraclegames.plots.pictures.scene import Layer, Place, Plane
from oraclegames.plots.pictures.value_region import exact_region_info, region_plane

BUDGET = 2.0
"""Seconds for the region."""

MOST_NAMES = 9
"""Up to so many outcomes have their names in the picture; the pointer tells the others'."""

SWITCHES = {"achievable": "curve", "boundary": "curve", "open boundary": "curve"}
SWITCHES |= {"equilibria": "curve", "pure equilibria": "pure"}
"""Which switch of the page a layer belongs to."""


def larger_answer(game: Game) -> tuple[Plane, str]:
    """The plane of values, and everything that is known in words."""
    region = planar_region(game, budget=BUDGET)
    pure = dependency_outcomes(game)
    return _plane(region, pure), "\n".join([*_mixed_words(region), "", *_pure_words(game, pure)])


def _plane(region: PlanarRegion, pure: Sequence[Outcome]) -> Plane:
    game = region.game
    plane = region_plane(exact_region_info(region, pure))
    pairs = [(game.payoff(0, outcome), game.payoff(1, outcome)) for outcome in game.outcomes()]
    corners = [(float(x), float(y)) for x, y in convex_hull(pairs)]
    feasible: Layer[Place] = Layer(
        "feasible",
        "feasible payoffs",
        points=tuple(corners) if len(corners) == 1 else (),
        lines=(tuple(corners),) if len(corners) == 2 else (),
        areas=(tuple(corners),) if len(corners) > 2 else (),
    )
    plane = replace(plane, layers=(feasible, *plane.layers))
    if len(pairs) > MOST_NAMES:
        return plane
    places = [(float(x), float(y)) for x, y in pairs]
    names = [game.outcome_labels(outcome) for outcome in game.outcomes()]
    labels = place_labels(names, places, corners)
    return replace(plane, labels=labels, ranges=label_ranges(labels, places))


def _mixed_words(region: PlanarRegion) -> list[str]:
    if region.dimension < 0:
        return [f"Totally mixed equilibria: {' '.join(region.lines())}."]
    kind = ("single points", "curves", "an area")[region.dimension]
    return [f"Totally mixed equilibria: their values, exactly, are {kind}", *region.lines()]


def _pure_words(game: Game, pure: Sequence[Outcome]) -> list[str]:
    if not pure:
        return ["Pure dependency equilibria: none."]
    lines = ["Pure dependency equilibria"]
    for outcome in pure:
        worth = [
            f"{format_rational(value)} to {player_name(game, i)}"
            for i, value in enumerate(game.payoffs(outcome))
        ]
        lines.append(f"  {', '.join(game.outcome_labels(outcome))}: {listed(worth)}")
    return lines


def more_words(game: Game) -> dict[str, Any]:
    """What takes longer: which pure equilibria are reflective, and the best welfare."""
    from oraclegames.conditional.solve import solve

    return {"words": solve(game, budget=BUDGET).describe()}
