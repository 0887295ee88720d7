"""The boundary of 2×2 games: the largest objective is a bound, and anything below it is none."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from oraclegames import Game, all_tied_games, solve
from oraclegames.certificates.border_2x2 import boundary_is_bounded, reflective_is_bounded
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.part import Part
from oraclegames.exact.surd import parse_exact

NAMES = ("welfare", "egalitarian", "nash", "linear:1,-2")
SMALL = Fraction(1, 1000)


def some_games():
    source = Random(7)
    tables = [
        [[[source.randint(-5, 6) for _ in "12"] for _ in "12"] for _ in "12"] for _ in "1" * 9
    ]
    return [
        *source.sample(list(all_tied_games()), 20),
        *(Game.from_arrays(*pair) for pair in tables),
    ]


GAMES = some_games()


def along(goal, corners):
    """The objective at 25 points between two corners of a document."""
    ends = [[parse_exact(v) for v in corner.get("exact", corner)["values"]] for corner in corners]
    for share in (Fraction(k, 24) for k in range(25)):
        yield goal.at([a + (b - a) * share for a, b in zip(ends[0], ends[-1])])


def is_edge(support):
    return len(support) == 2 and any(a == b for a, b in zip(*support))


@pytest.mark.parametrize("name", NAMES)
def test_dependency_equilibria(name):
    for game in GAMES:
        goal, solution = Goal.read(Part(name), game), solve(game)
        found = [goal.at(pure.values) for pure in solution.pure]
        for side in solution.to_dict(1)["sides"]:
            found += along(goal, side["corners"])
        assert boundary_is_bounded(game, goal, None) == (not found)
        if found:
            assert boundary_is_bounded(game, goal, max(found) + Fraction(1, 10))
            assert not boundary_is_bounded(game, goal, max(found) - SMALL)
            if goal.kind == "linear":
                assert boundary_is_bounded(game, goal, max(found))


@pytest.mark.parametrize("name", NAMES)
def test_reflective_ones_on_corners_and_edges(name):
    for game in GAMES:
        goal, solution = Goal.read(Part(name), game), solve(game)
        found = [goal.at(pure.values) for pure in solution.pure if pure.reflective == "yes"]
        for side in solution.to_dict(1)["sides"]:
            if is_edge(side["support"]):
                for part in side["reflective"]:
                    found += along(goal, part["corners"])
        assert reflective_is_bounded(game, goal, None) == (not found)
        if found:
            assert reflective_is_bounded(game, goal, max(found) + Fraction(1, 10))
            assert not reflective_is_bounded(game, goal, max(found) - SMALL)
            if goal.kind == "linear":
                assert reflective_is_bounded(game, goal, max(found))
