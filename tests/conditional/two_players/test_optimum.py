"""The largest objective over an exact region: against random equilibria and branch and bound."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from oraclegames import (
    Game,
    InputError,
    UnsupportedError,
    best,
    catalog,
    read_result,
    region,
    supremum,
    verify,
)
from oraclegames.conditional.best.objective import objective
from oraclegames.conditional.two_players.numbers import compare
from oraclegames.conditional.two_players.solve_region import planar_region

MIXED = Game.from_arrays([[2, -1, 4], [0, 3, 1]], [[1, 3, 0], [2, -2, 5]])
GAMES = [MIXED, *(catalog.random_game(3, 3, seed=seed) for seed in (1, 2, 3, 7, 8))]
OBJECTIVES = ("welfare", "egalitarian", "nash", "player:1", "linear:1,-1", "linear:-2,-3")


def inner_points(found):
    """Points of the area near its boundary and far from it, and of the curves."""
    for polygon in found.polygons():
        half = len(polygon) // 2
        for (x, low), (_, high) in list(zip(polygon[:half], polygon[::-1]))[::5]:
            for share in (0.001, 0.5, 0.999):
                yield Fraction(x), Fraction(low + share * (high - low))
    for k in range(len(found.arcs)):
        for (x, y), (x2, y2) in pairwise(found.polyline(k, 12)):
            yield Fraction((x + x2) / 2), Fraction((y + y2) / 2)


@pytest.mark.parametrize("game", GAMES)
@pytest.mark.parametrize("what", OBJECTIVES)
def test_nothing_is_better_and_something_comes_near(game, what):
    found, goal = planar_region(game), objective(what, game)
    top = supremum(found, what)
    values = [goal.value(p) for p in inner_points(found) if found.classify(p) == "in"]
    assert values and compare(max(values), top.value) <= 0
    span = float(top.value) - float(min(values)) or 1.0
    assert float(max(values)) > float(top.value) - 0.05 * span
    assert compare(goal.value(top.values), top.value) == 0
    if all(isinstance(v, Fraction) for v in top.values) and not top.attained:
        assert found.classify(top.values) == "out"


@pytest.mark.parametrize("seed", [2, 3, 7])
@pytest.mark.parametrize("what", ["welfare", "egalitarian"])
def test_it_lies_within_the_bounds_of_branch_and_bound(seed, what):
    game = catalog.random_game(3, 3, seed=seed)
    searched = best(game, what, totally_mixed=True, compare=False)
    top = supremum(game, what)
    assert searched.status == "complete"
    assert compare(searched.value, top.value) <= 0 <= compare(searched.bound, top.value)


def test_what_ties_leave_open_to_branch_and_bound_is_settled():
    """Values of almost-equilibria come near 3, those of equilibria only near 2."""
    game = catalog.random_game(3, 3, seed=8)
    searched = best(game, totally_mixed=True, compare=False)
    assert searched.value <= 2 <= searched.bound
    assert supremum(game).value == 2
    nothing = catalog.random_game(3, 3, seed=5)
    assert supremum(nothing) is None


@pytest.mark.parametrize(
    ("game", "what", "value", "attained"),
    [
        ("prisoners_dilemma", "welfare", 4, False),
        ("prisoners_dilemma", "linear:-1,-1", -2, False),
        ("prisoners_dilemma", "linear:1,-1", 1, False),
        ("chicken", "welfare", 8, True),
        ("matching_pennies", "welfare", 0, True),
        ("matching_pennies", "egalitarian", 0, True),
        ("matching_pennies", "nash", 1, True),
        ("matching_pennies", "player:Matcher", 1, False),
        (Game.from_arrays([[1, 1], [1, 1]], [[0, 3], [2, 1]]), "egalitarian", 1, True),
        (Game.from_arrays([[1, 1], [1, 1]], [[0, 3], [2, 1]]), "welfare", 3, False),
        # (0, 0) ends an arc that belongs to the region, but Row's second move pays at most 0
        (Game.from_arrays([[4, -2], [-3, 0]], [[4, -4], [-3, 0]]), "egalitarian", 0, False),
    ],
)
def test_known_optima(game, what, value, attained):
    top = supremum(game, what)
    assert (top.value, top.attained) == (value, attained)
    assert top.objective.name in str(top) and str(value) in str(top)
    assert top.to_dict()["value"] == str(value)


@pytest.mark.parametrize("what", OBJECTIVES)
def test_a_smaller_supremum_is_refused(what):
    top = supremum(MIXED, what)
    assert top.verify() and "nothing is better" in str(verify(top.to_json()))
    game = top.to_dict()
    if isinstance(top.value, Fraction) and what.startswith("linear"):
        x, y = top.values
        game["values"] = [str(x - top.objective.weights[0] / 10**6), str(y)]
        game["value"] = str(top.value - top.objective.weights[0] ** 2 / 10**6)
        game |= {"attained": False, "distribution": None}
        assert not verify(game)


def test_an_irrational_optimum_is_a_root_that_sympy_finds():
    sympy = pytest.importorskip("sympy")
    top = supremum(MIXED, "nash")
    x = sympy.symbols("x")
    root = max(sympy.roots(5 * x**2 + 21 * x - 44, x))
    assert abs(float(top.values[0]) - float(root)) < 1e-12 and top.values[1] == 2


def test_a_region_read_back_has_the_same_optimum():
    found = region(MIXED)
    again = read_result(found.to_json())
    for what in OBJECTIVES:
        assert supremum(again, what) == supremum(found, what)


def test_wrong_questions():
    with pytest.raises(InputError, match="there is no objective 'wealth'"):
        supremum(MIXED, "wealth")
    with pytest.raises(UnsupportedError, match="larger budget"):
        supremum(MIXED, budget=0)
    for game in (catalog.five_and_ten(), catalog.all_match()):
        with pytest.raises(UnsupportedError, match=f"two players, not for {game.n_players}"):
            supremum(region(game, budget=0))


def test_of_a_region_of_cells_the_game_is_asked():
    assert supremum(region(MIXED, tolerance=1)) == supremum(MIXED)


def test_a_flat_objective_is_attained_wherever_anything_is():
    assert supremum(MIXED, "linear:0,0").attained
    rng = np.random.default_rng(1)
    game = Game.from_arrays(*rng.integers(0, 2, size=(2, 2, 3)))
    found = supremum(game, "linear:0,0")
    assert found is None or found.attained
