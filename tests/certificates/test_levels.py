"""No equilibrium of a 2×2 game is better, exactly: at the bound yes, a hair below it no."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from oraclegames import Game, best, solve, verify
from oraclegames.certificates.border_2x2 import (
    boundary_is_bounded,
    is_near_reflective,
    is_reflective_at,
    reflective_is_bounded,
)
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.levels_2x2 import interior_is_bounded, level_is_empty
from oraclegames.certificates.part import Part

HAIR = Fraction(1, 10**25)
GOALS = (
    *("welfare", "egalitarian", "nash", "player:1", "player:2"),
    *("linear:1,-2", "linear:-1,3", "linear:0,0"),
)
LOVERS = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])


def random_games(seed, size, count):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        yield Game.from_arrays(*rng.integers(-size, size + 1, size=(2, 2, 2)))


@pytest.mark.parametrize(("size", "seed"), [(1, 5), (2, 6), (9, 7)])
def test_totally_mixed_play_is_bounded_by_its_supremum_and_by_nothing_less(size, seed):
    met = set()
    for game in random_games(seed, size, 14):
        for what in GOALS:
            found = best(game, what, totally_mixed=True, compare=False)
            goal = Goal.read(Part(what), game)
            assert interior_is_bounded(game, goal, None) is (found.bound is None)
            if found.bound is None:
                continue
            assert interior_is_bounded(game, goal, found.bound)
            assert interior_is_bounded(game, goal, found.bound + HAIR)
            assert not interior_is_bounded(game, goal, found.bound - HAIR), (game, what)
            met.add((type(found.bound).__name__, found.attained))
            if isinstance(found.bound, Fraction):
                assert not (found.attained and level_is_empty(game, goal, found.bound))
    assert {("Fraction", True), ("Fraction", False)} <= met


@pytest.mark.parametrize("notion", ["dependency", "reflective"])
def test_the_boundary_is_bounded_by_the_best_and_by_nothing_less(notion):
    sharp = 0
    for game in random_games(3, 2, 40):
        for what in GOALS[:5]:
            found = best(game, what, notion=notion, compare=False)
            goal = Goal.read(Part(what), game)
            border = boundary_is_bounded if notion == "dependency" else reflective_is_bounded
            assert interior_is_bounded(game, goal, found.bound)
            assert border(game, goal, found.bound)
            lower = found.bound - HAIR
            both = interior_is_bounded(game, goal, lower) and border(game, goal, lower)
            assert not both
            sharp += not border(game, goal, lower)
    assert sharp > 50


def test_what_is_reflective_on_the_boundary_is_what_solve_says():
    seen = set()
    for game in random_games(4, 1, 60):
        solution = solve(game)
        for pure in solution.pure:
            point = [Fraction(int(o == pure.outcome)) for o in game.outcomes()]
            seen.add(pure.reflective)
            assert is_reflective_at(game, point) is (pure.reflective == "yes")
        for side in solution.sides:
            for part in side.reflective:
                corners = zip(*(corner.distribution for corner in part.corners))
                middle = [sum(cell, Fraction(0)) / len(part.corners) for cell in corners]
                assert is_reflective_at(game, middle)
                for corner in part.corners:
                    assert is_near_reflective(game, corner.distribution, corner.values)
    assert seen == {"yes", "no"}


@pytest.mark.parametrize("options", [{"totally_mixed": True}, {}, {"notion": "reflective"}])
def test_a_better_or_worse_answer_is_refused(options):
    refused = 0
    for game in random_games(8, 3, 30):
        for what in ("welfare", "egalitarian", "nash"):
            found = best(game, what, compare=False, **options)
            document = json.loads(found.to_json())
            assert verify(document), verify(document)
            if found.value is None or isinstance(document["value"], dict):
                continue
            for step in (HAIR, -HAIR):
                false = replace(found, value=found.value + step, bound=found.bound + step)
                assert not verify(false.to_dict())
                refused += 1
            if not found.attained:
                assert not verify({**document, "attained": True})
    assert refused > 20


def test_nothing_of_a_2x2_answer_is_left_open_but_what_is_said():
    assumed = {
        clause
        for game in random_games(11, 2, 25)
        for what in ("welfare", "nash")
        for options in ({"totally_mixed": True}, {}, {"notion": "reflective"})
        for clause in verify(best(game, what, compare=False, **options).to_dict()).assumed
    }
    assert assumed <= {"that no equilibrium attains the supremum"}


def test_an_arc_along_which_the_objective_is_constant_is_seen():
    goal = Goal.read(Part("welfare"), LOVERS)  # the arc x + y = 3 crosses the arc x = y
    assert interior_is_bounded(LOVERS, goal, Fraction(4))
    assert not interior_is_bounded(LOVERS, goal, Fraction(3) - HAIR)
    assert not level_is_empty(LOVERS, goal, Fraction(3))
    assert level_is_empty(LOVERS, goal, Fraction(4))
