"""Claims about two players: the gain graph decides which values are reached, cycles bound them."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

from oraclegames.budget import Clock
from oraclegames.certificates.verify import verify
from oraclegames.conditional.best.best import best, find_best
from oraclegames.conditional.best.objective import objective
from oraclegames.conditional.columns.konstanz import Excess
from oraclegames.conditional.columns.listed_game import mix_all
from oraclegames.conditional.two_players.evidence import beside
from oraclegames.conditional.two_players.locate import locate
from oraclegames.conditional.two_players.questions import TotallyMixed
from oraclegames.conditional.two_players.solve_region import planar_region
from oraclegames.games.document import heading
from oraclegames.games.game import Game
from oraclegames.reproduce.claim import Findings, claim
from oraclegames.reproduce.instances import (
    Shapes,
    Slip,
    draw_game,
    equilibrium_instance,
    nudged,
    size_of,
)

_claim = partial(claim, essay="Dependency equilibria", section="Two players", source="derived")

SIZES: Shapes = ((2, 2), (2, 3), (3, 3), (3, 4), (4, 4))

VENUES = Game.from_arrays(
    [[3, 0, 0], [0, 2, 0], [0, 0, 1]], [[1, 0, 0], [0, 2, 0], [0, 0, 3]], title="Three venues"
)

MIXED = Game.from_arrays([[2, -1, 4], [0, 3, 1]], [[1, 3, 0], [2, -2, 5]], title="Two by three")


def _reached(game: Game, values: tuple[Fraction, ...]) -> bool:
    """By a linear program: is the largest least probability positive?"""
    return mix_all(Excess(game, values)).weight > 0


@_claim("values/gain-graph", quick={"count": 15})
def gain_graph(facts: Findings, shapes: Shapes = SIZES, count: int = 100, error: Slip = 0) -> None:
    """Values of two players belong to a totally mixed equilibrium iff every minimal side of the
    gain graph has a cycle with a product of ratios below 1, or is balanced.
    """
    # Random games with ties, half of them with values that are reached by construction; the
    # products of cycles against linear programs.
    rng = random.Random(44)
    for shape in shapes:
        same = []
        for number in range(count):
            if number % 2:
                drawn = equilibrium_instance(rng, shape)
                game, v = drawn.game, drawn.values
            else:
                game = draw_game(rng, shape, -2, 2)
                v = tuple(Fraction(rng.randint(-3, 3), 2) for _ in shape)
            same.append(locate(game, v).inside == _reached(nudged(game, error), v))
        facts.all(f"{size_of(shape)} games: cycles and linear programs agree", same)


@_claim("values/region-arcs", quick={"count": 4})
def region_arcs(facts: Findings, shapes: Shapes = SIZES, count: int = 25, error: Slip = 0) -> None:
    """The values of totally mixed equilibria of two players are bounded by lines of payoffs and by
    curves on which the product around a cycle is 1.
    """
    # On either side of every arc a linear program is asked.
    rng = random.Random(45)
    for shape in shapes:
        same = []
        for _ in range(count):
            game = draw_game(rng, shape, -5, 5)
            judged = nudged(game, error)
            for arc in planar_region(game).arcs:
                sides = tuple(_reached(judged, point) for point in beside(TotallyMixed(game), arc))
                same.append(sides == arc.sides)
        if same:
            facts.all(f"{size_of(shape)} games: both sides of every arc", same)


@_claim("values/three-venues")
def three_venues(facts: Findings, game: Game = VENUES) -> None:
    """Two who want to meet at one of three venues, ranked 3, 2, 1 and 1, 2, 3, can have the values
    of an open set between (0, 0) and (1, 1), bounded by the lines x = 1, y = 1 and the curves of
    the first two and of the last two venues.
    """
    found = planar_region(game)
    facts.equal("dimension", 2, found.dimension)
    expected = {
        *("x = 1", "y = 1"),
        *("(x - 2)*(x - 3)*y^2 = x^2*(y - 1)*(y - 2)", "(x - 1)*(x - 2)*y^2 = x^2*(y - 2)*(y - 3)"),
    }
    facts.true("its four arcs are these", {arc.equation for arc in found.arcs} == expected)
    included = [arc.included for arc in found.arcs] + [v.included for v in found.vertices]
    facts.true("no arc and no vertex belongs to it", not any(included))
    low, high = found.area() or (0.0, 0.0)
    facts.within("area, against 0.4318", abs((low + high) / 2 - 0.4318), 5e-4)
    facts.true("re-checked", found.verify())


@_claim("values/two-by-three")
def two_by_three(facts: Findings, game: Game = MIXED) -> None:
    """A game with two rows and three columns whose totally mixed equilibria have the values of an
    open set of the plane: between two lines of payoffs and the curves of two of its three cycles.
    """
    found = planar_region(game)
    expected = {
        *("y = 1", "y = 2"),
        "(x - 2)*(x - 3)*(y - 2)*(y - 3) = (x + 1)*x*(y + 2)*(y - 1)",
        "(x + 1)*(x - 1)*(y + 2)*y = (x - 3)*(x - 4)*(y - 3)*(y - 5)",
    }
    facts.true("its four arcs are these", {arc.equation for arc in found.arcs} == expected)
    # where the second curve meets y = 2: a root of 5x² + 21x − 44
    roots = [x for x, y in (v.values for v in found.vertices) if y == 2]
    facts.true("a vertex has 5x² + 21x − 44 = 0", any(5 * x * x + 21 * x == 44 for x in roots))
    facts.true("re-checked", found.verify())


@_claim("values/whole-region", quick={"count": 2})
def whole_region(facts: Findings, shapes: Shapes = SIZES, count: int = 12, error: Slip = 0) -> None:
    """The region of the values of all dependency equilibria of two players is closed; arcs and
    vertices that another way of tracing finds, from the game alone, are the same.
    """
    rng = random.Random(46)
    closed, same = [], []
    for shape in shapes[:3]:
        for _ in range(count):
            game = draw_game(rng, shape, -5, 5)
            found = planar_region(game, notion="dependency")
            edges = [arc.included for arc in found.arcs] + [v.included for v in found.vertices]
            closed.append(all(edges))
            said = heading("", nudged(game, error))["game"]
            checked = verify({**found.to_dict(), "game": said})
            same.append(bool(checked) and any("all arcs" in clause for clause in checked.proved))
    facts.all("its boundary belongs to it", closed)
    facts.all("both ways find the same", same)


@_claim("values/exact-best", quick={"count": 2})
def exact_best(facts: Findings, shapes: Shapes = SIZES, count: int = 12, error: Slip = 0) -> None:
    """The best of totally mixed play of two players is a vertex of their region, or where an arc
    touches a level line: an exact supremum that linear programs over boxes of values bound.
    """
    rng = random.Random(47)
    kept, proved = [], []
    for shape in shapes[1:3]:
        for _ in range(count):
            game = equilibrium_instance(rng, shape).game
            found = best(game, totally_mixed=True, compare=False)
            bound = find_best(game, objective("welfare", game), Fraction(1, 50), Clock(None)).bound
            value: Any = found.value
            kept.append(bound is not None and value <= bound)
            proved.append(replace(found, value=value - error, bound=value - error).verify())
    facts.all("none is above the bound", kept)
    facts.all("nothing is better, proved", proved)
