"""The outline of larger games: dimension, ranges of values, best welfare."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, catalog, solve
from oraclegames.conditional.best.outline import local_dimension
from tests.depth import some
from tests.strategies import nested


@settings(max_examples=some(16, 40))
@given(st.data())
def test_the_generic_dimension_is_seen_at_a_planted_equilibrium(data):
    """Π m_i − 1 − Σ (m_i − 1), for random payoffs made equal in expectation."""
    shape = data.draw(st.sampled_from([(2, 2), (2, 3), (3, 2), (3, 3), (2, 2, 2), (4, 2)]))
    count = prod(shape)
    weights = data.draw(st.lists(st.integers(1, 9), min_size=count, max_size=count))
    play = tuple(Fraction(w, sum(weights)) for w in weights)
    numbers = st.fractions(min_value=-9, max_value=9, max_denominator=7)
    base = Game.from_arrays(*[nested([Fraction(0)] * count, shape)] * len(shape))
    outcomes = list(base.outcomes())
    tables, values = [], []
    for i, moves in enumerate(shape):
        value = data.draw(numbers)
        payoffs = data.draw(st.lists(numbers, min_size=count, max_size=count))
        for s in range(moves):
            cells = [k for k, o in enumerate(outcomes) if o[i] == s]
            owed = sum(play[k] * (payoffs[k] - value) for k in cells[1:])
            payoffs[cells[0]] = value - owed / play[cells[0]]
        tables.append(nested(payoffs, shape))
        values.append(value)
    dimension, regular = local_dimension(Game.from_arrays(*tables), play, tuple(values))
    generic = count - 1 - sum(m - 1 for m in shape)
    assert dimension >= generic
    assert regular == (dimension == generic)


@pytest.mark.parametrize(
    ("game", "dimension"),
    [
        (catalog.rock_paper_scissors(), 4),
        (catalog.all_match(), 4),
        (catalog.public_goods(3), 4),
        (catalog.five_and_ten(), -1),
        (Game.from_arrays([[0, 0, 0]], [[0, 0, 0]]), 2),
        (Game.from_arrays([[1, 2, 3]], [[0, 1, 0]]), -1),
    ],
)
def test_named_games(game, dimension):
    """All-match: derived, dimension 4 and payoffs (x, x, x) with 0 < x < 1."""
    solution = solve(game, outline=True, budget=600)
    assert solution.outline.dimension == dimension
    bound = "" if solution.outline.regular else "at most "
    told = f"a set of dimension {bound}{dimension}, in outline" if dimension >= 0 else "none."
    assert f"Totally mixed equilibria: {told}" in str(solution)
    assert solution.verify()
    assert solution.to_dict()["interior"]["dimension"] == dimension


def test_values_of_all_match_lie_between_0_and_1():
    found = solve(catalog.all_match(), budget=600).outline
    for extent in found.box:
        assert extent.proved == (0, 1)
        low, high = extent.reached
        assert 0 < low < Fraction(1, 50)
        assert Fraction(49, 50) < high < 1


def test_a_wrong_dimension_is_refused():
    found = solve(catalog.rock_paper_scissors(), outline=True, budget=600).outline
    assert found.verify()
    assert not replace(found, dimension=3).verify()


def test_two_players_outline_proves_that_there_is_none():
    """One move of the second player pays less whatever happens, among many."""
    draw = np.random.default_rng(3)
    first, second = draw.integers(-9, 10, (2, 9, 9))
    second[:, 0] = -100
    solution = solve(Game.from_arrays(first, second), outline=True, budget=60)
    assert solution.outline is not None and solution.outline.dimension == -1
    assert "none." in str(solution) and solution.verify()
