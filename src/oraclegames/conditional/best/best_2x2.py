"""The best equilibrium of a 2×2 game: exact, from the closed form, in constant time.

All dependency equilibria form a closed set, so a best one exists. The totally mixed and the
reflective ones do not: there the supremum is given with a point that they approach, and whether it
is attained.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cmp_to_key
from itertools import combinations
from typing import Literal

from oraclegames.conditional.best.candidates_2x2 import Candidate, along, of_interior, of_part
from oraclegames.conditional.best.objective import Objective
from oraclegames.conditional.bimatrix.sets import nash_products
from oraclegames.conditional.two_by_two.arcs import Point
from oraclegames.conditional.two_by_two.correlated import correlated
from oraclegames.conditional.two_by_two.edges_and_faces import sides_2x2
from oraclegames.conditional.two_by_two.pure_outcomes import corners_2x2
from oraclegames.conditional.two_by_two.totally_mixed import interior_2x2, odds_maps
from oraclegames.exact.real import order
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game

Notion = Literal["dependency", "totally mixed", "reflective"]


def best_candidate(game: Game, goal: Objective, notion: Notion) -> Candidate | None:
    """The supremum of the objective: a point that has it, and whether that is an equilibrium.

    None if there is no such equilibrium. A member is preferred, then one with few outcomes.
    """
    return _best(goal, _candidates(game, goal, notion))


def _best(goal: Objective, candidates: Iterator[Candidate]) -> Candidate | None:
    """The first of the best: members before limits, few outcomes before many."""

    def compare(first: Candidate, second: Candidate) -> int:
        return order(goal.value(first.values), goal.value(second.values))

    ranked = sorted(candidates, key=lambda c: (not c.member, 4 - c.distribution.count(0)))
    return max(ranked, key=cmp_to_key(compare), default=None)


def _candidates(game: Game, goal: Objective, notion: Notion) -> Iterator[Candidate]:
    maps = odds_maps(game)
    interior = interior_2x2(*maps)
    yield from of_interior(goal, maps, interior)
    if notion == "totally mixed":
        return
    every = notion == "dependency"
    for corner in corners_2x2(game, *maps):
        if corner.dependency and (every or corner.family is not None):
            point = Distribution.point(game, corner.outcome)
            yield Candidate(point.probabilities, point.values, True)
    for side in sides_2x2(*maps, interior):
        for part in (side.part,) if every else side.reflective:
            yield from of_part(goal, part, closed=every)


# -- what they are compared with -------------------------------------------------------------------


def best_nash_2x2(game: Game, goal: Objective) -> Distribution:
    """The best Nash equilibrium: on each of their rectangles the values are a rectangle too."""
    found: list[Candidate] = []
    for rectangle in nash_products(game):
        points = [_point(game, cells) for cells in rectangle.distributions]
        if rectangle.dimension == 1:
            found += along(goal, (points[0], points[1]), (True, True))
        else:
            found += [Candidate(p.distribution, p.values, True) for p in points]
    return _distribution(game, _best(goal, iter(found)))


def best_correlated_2x2(game: Game, goal: Objective) -> Distribution:
    """The best correlated equilibrium: on a segment between two corners of their polytope.

    The values of a polytope are a polygon, and its sides are values of such segments.
    """
    corners = [_point(game, cells) for cells in correlated(game).vertices]
    found = [Candidate(p.distribution, p.values, True) for p in corners]
    for pair in combinations(corners, 2):
        found += along(goal, pair, (True, True))
    return _distribution(game, _best(goal, iter(found)))


def _point(game: Game, cells: tuple[object, ...]) -> Point:
    x, y = Distribution(game, cells).values  # type: ignore[arg-type]
    return Point(cells, (x, y))  # type: ignore[arg-type]


def _distribution(game: Game, candidate: Candidate | None) -> Distribution:
    assert candidate is not None, "every game has one"
    return Distribution(game, candidate.distribution)
