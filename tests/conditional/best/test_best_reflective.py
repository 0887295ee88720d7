"""The best reflective equilibrium beyond 2×2 games: bounds, evidence, and what is false."""

from __future__ import annotations

import copy
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, best, catalog, check, pure_equilibria, read_result, verify
from oraclegames.budget import Clock
from oraclegames.conditional.best.best_reflective import best_reflective
from oraclegames.conditional.best.objective import objective
from tests.depth import some
from tests.strategies import games, small_payoffs

TIED = Game.from_arrays([[1, 2], [1, 1], [0, 0]], [[1, 1], [1, 1], [1, 0]])
GOALS = ("welfare", "egalitarian", "linear:1,-2")


@settings(max_examples=some(10, 15), deadline=None)
@given(
    games(min_players=2, max_players=2, max_outcomes=9, payoffs=small_payoffs),
    st.sampled_from(GOALS),
)
def test_it_is_reflective_and_between_what_is_known(game, goal):
    found = best(game, goal, notion="reflective", compare=False)
    assert found.verify() and read_result(found.to_json()) == found
    most = best(game, goal, compare=False)
    assert found.value is not None and found.value <= found.bound
    if game.shape != (2, 2):
        assert found.bound == most.value
    aim = objective(goal, game)
    for pure in pure_equilibria(game):
        if pure.reflective == "yes":
            assert aim.value(pure.values) <= found.value
    if found.attained and all(isinstance(p, Fraction) for p in found.probabilities):
        assert check(game, found.probabilities).reflective == "yes"


@settings(max_examples=some(10, 12), deadline=None)
@given(games(shape=(2, 2), payoffs=small_payoffs), st.sampled_from(GOALS))
def test_in_2x2_games_it_finds_no_more_than_the_closed_form(game, goal):
    aim = objective(goal, game)
    found = best_reflective(game, aim, Fraction(1, 1000), Clock(None), None, False)
    exact = best(game, goal, notion="reflective", compare=False)
    assert found.value is None or found.value <= exact.value <= found.bound
    if found.status == "complete":
        assert found.value == exact.value


def test_where_ties_leave_a_gap_it_says_so():
    found = best(TIED, notion="reflective")
    assert (found.value, found.bound, found.status) == (2, 3, "tied")
    assert "not proved" in str(found) and found.verify()


def test_a_supremum_that_is_not_attained_has_values_alone():
    game = Game.from_arrays([[0, 1], [0, 0], [-1, -1]], [[2, 1], [1, 2], [0, 0]])
    for goal in GOALS:
        found = best(game, goal, notion="reflective")
        assert found.verify() and found.values


def test_three_players_and_budgets():
    game = catalog.random_game(2, 2, 2, seed=4)
    found = best(game, notion="reflective", compare=False)
    assert found.verify() and found.status == "complete" and found.reflective
    stopped = best(catalog.random_game(4, 4, seed=1), notion="reflective", budget=0)
    assert stopped.value is None and stopped.status == "partial" and stopped.verify()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda d: d.update(reflective_certificate=None), "it is missing"),
        (lambda d: d.update(notion="dependency"), "nothing rests on it"),
        (lambda d: d.update(bound="1", value="1"), ""),
        (lambda d: d["levels"]["levels"].pop(), "never tried"),
        (lambda d: d.update(attained=False), "no search says so"),
        (lambda d: d.update(distribution=None), "equilibrium is missing"),
        (lambda d: d.update(status="tied"), "follow from the gap"),
    ],
)
def test_what_is_false_is_refused(change, why):
    document = copy.deepcopy(
        best(catalog.random_game(3, 3, seed=2), notion="reflective", compare=False).to_dict()
    )
    assert verify(document) and document["reflective_certificate"]
    change(document)
    assert why in verify(document).false
