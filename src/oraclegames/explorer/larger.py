"""Games with more moves: the exact region of values, pure and Nash equilibria, while one drags.

None of these needs a linear program or an array; the values of correlated equilibria are found only
where they are asked for. The picture is the plane of values of
:mod:`oraclegames.plots.pictures.value_region` on the feasible payoffs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from oraclegames.budget import Clock
from oraclegames.conditional.bimatrix.sets import nash_products
from oraclegames.conditional.check.pure import dependency_outcomes
from oraclegames.conditional.two_players.equations import axes_in_words
from oraclegames.conditional.two_players.planar_region import PlanarRegion
from oraclegames.conditional.two_players.possible_choices import few_enough
from oraclegames.conditional.two_players.solve_region import planar_region
from oraclegames.errors import MissingDependencyError
from oraclegames.exact.plane import convex_hull
from oraclegames.exact.rational import format_rational
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome
from oraclegames.games.names import listed, player_name
from oraclegames.plots.pictures.labels import label_ranges, place_labels
from oraclegames.plots.pictures.scene import Layer, Place, Plane
from oraclegames.plots.pictures.value_region import (
    ValueRegionInfo,
    exact_region_info,
    region_plane,
)

BUDGET = 2.0
"""Seconds for both regions."""

MOST_NAMES = 9
"""Up to so many outcomes have their names in the picture; the pointer tells the others'."""

SWITCHES = {"pure equilibria": "pure", "nash": "nash", "correlated values": "correlated"}
"""Which switch of the page a layer belongs to; those of regions are not drawn at all."""


FEW_OUTCOMES = 12
"""Of games with more the Nash and the correlated equilibria are not shown: they would take long."""


def larger_answer(game: Game, switches: Mapping[str, bool]) -> tuple[Plane, str]:
    """The plane of values, and everything that is known in words.

    Args:
        game: a game of two players.
        switches: those of the page. Its surfaces stand for the values of all dependency equilibria,
            its curve for those of the totally mixed ones.
    """
    clock = Clock(BUDGET)
    mixed = planar_region(game, clock=clock.part(1 / 4))
    whole = planar_region(game, notion="dependency", clock=clock) if few_enough(game) else None
    pure = dependency_outcomes(game)
    info = _regions(mixed, whole, pure, switches)
    if game.n_outcomes <= FEW_OUTCOMES:
        info = replace(info, nash=_nash(game))
        if switches["correlated"]:
            info = replace(info, correlated=_correlated(game))
    words = [*_words(whole), ""] if whole is not None else []
    return _plane(game, info), "\n".join([*words, *_words(mixed), "", *_pure_words(game, pure)])


def _regions(
    mixed: PlanarRegion,
    whole: PlanarRegion | None,
    pure: Sequence[Outcome],
    switches: Mapping[str, bool],
) -> ValueRegionInfo:
    """The regions that are switched on."""
    one = exact_region_info(mixed, pure)
    if not switches["curve"]:
        one = replace(one, areas=(), boundary=(), lone=())
    if whole is None or not switches["surfaces"]:
        return one
    every = exact_region_info(whole, pure)
    return replace(every, among=one) if switches["curve"] else every


def _nash(game: Game) -> tuple[Place, ...]:
    """The values of the extreme Nash equilibria."""
    plays = (play for block in nash_products(game) for play in block.distributions)
    return tuple(sorted({_floats(Distribution(game, play).values) for play in plays}))


def _correlated(game: Game) -> tuple[Place, ...]:
    """The corners of the values of correlated equilibria, in their order; none without NumPy."""
    from oraclegames.conditional.best.correlated_vertices import correlated_vertices  # slow

    try:
        values = [Distribution(game, play).values for play in correlated_vertices(game)]
    except MissingDependencyError:  # in the browser
        return ()
    return tuple(map(_floats, convex_hull([(x, y) for x, y in values])))


def _floats(values: Sequence[Any]) -> Place:
    return tuple(map(float, values))


def _plane(game: Game, info: ValueRegionInfo) -> Plane:
    plane = region_plane(info)
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
    drawn: list[Any] = [line for layer in plane.layers for line in layer.lines]
    drawn += [(*area, area[0]) for layer in plane.layers for area in layer.areas]
    labels = place_labels(names, places, corners, lines=drawn)
    return replace(plane, labels=labels, ranges=label_ranges(labels, places))


def _words(region: PlanarRegion) -> list[str]:
    """A region in words."""
    whose = "All" if region.notion == "dependency" else "Totally mixed"
    if region.dimension < 0:
        return [f"{whose} equilibria: {' '.join(region.lines())}."]
    kind = ("single points", "curves", "an area")[region.dimension]
    lines = [f"{whose} equilibria: their values, exactly, are {kind}"]
    return [*lines, f"  {axes_in_words(region.game)}", *region.lines()]


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
