"""Limits of achievable values: known closures, and agreement with the closed form's ends."""

from __future__ import annotations

import dataclasses
import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from oraclegames import Game, UnsupportedError
from oraclegames.certificates.limit_values import is_limit_value
from oraclegames.conditional.two_by_two.totally_mixed import interior_2x2, odds_maps
from oraclegames.conditional.two_by_two.values import are_limit_values
from oraclegames.conditional.values.achieve import achieve
from oraclegames.exact.surd import rational_between
from tests.depth import some
from tests.strategies import games

DILEMMA = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])


@pytest.mark.parametrize("values", ["2,2", "1,1", "1,2", "2,1", "3/2,3/2"])
def test_the_dilemmas_curves_have_their_four_ends(values):
    result = achieve(DILEMMA, values, closure=True)
    assert result.answer == "yes" and result.verify()
    assert result.to_dict()["achievable"] and "is a limit" in str(result)


@pytest.mark.parametrize("values", ["0,3", "3,0", "5/4,3/2", "7,7"])
def test_the_dilemma_has_no_other_limits(values):
    result = achieve(DILEMMA, values, closure=True)
    assert result.answer == "no" and result.verify() and "no limit" in str(result)


@given(games(shape=(2, 2)))
@settings(max_examples=some(24, 60))
def test_ends_of_the_closed_form_are_never_denied(game):
    for arc in interior_2x2(*odds_maps(game)).arcs:
        for end in arc.ends:
            if all(isinstance(v, Fraction) for v in end.values):
                result = achieve(game, end.values, closure=True)
                assert result.answer != "no" and result.verify()


@given(games(max_players=3, max_moves=3, max_outcomes=9))
@settings(max_examples=some(16, 40))
def test_achievable_values_are_limits_and_answers_verify(game):
    for outcome in list(game.outcomes())[:4]:
        other = next(game.outcomes())
        v = [(a + 2 * b) / 3 for a, b in zip(game.payoffs(outcome), game.payoffs(other))]
        result = achieve(game, v, closure=True)
        assert result.verify()
        if achieve(game, v).achievable:
            assert result.answer == "yes"


def test_a_limit_is_approached_by_achievable_values():
    """Along the direction that proves the limit, values nearby are achieved to first order."""
    table = np.zeros((2, 2, 2), dtype=int)
    table[0, 0, 0] = table[1, 1, 1] = 1
    game = Game.from_arrays(table, table, table)
    result = achieve(game, (1, 1, 1), closure=True)
    _, shift = result.direction
    for size in (1, 10, 100):
        scale = size * 50 * (1 + max(abs(x) for x in shift))
        near = [v + x / scale for v, x in zip(result.values, shift)]
        assert achieve(game, near).achievable


def test_a_forged_answer_does_not_verify():
    yes, no = achieve(DILEMMA, "2,2", closure=True), achieve(DILEMMA, "0,3", closure=True)
    assert not dataclasses.replace(yes, values=(Fraction(0), Fraction(3))).verify()
    step, shift = yes.direction
    assert not dataclasses.replace(yes, direction=(tuple(-x for x in step), shift)).verify()
    assert not dataclasses.replace(yes, direction=None).verify()
    assert not dataclasses.replace(no, values=(Fraction(3, 2), Fraction(3, 2))).verify()


def test_large_games_are_refused():
    game = Game.from_arrays(*np.zeros((10, *(2,) * 10), dtype=np.int64))
    with pytest.raises(UnsupportedError, match="limits are decided up to 512"):
        achieve(game, [0] * 10, closure=True)


@pytest.mark.parametrize("size", [1, 2, 5])
def test_limits_of_two_by_two_games_are_always_decided(size):
    """By the closed form's arcs, and by leading terms; no sampled equilibrium is denied."""
    rng = np.random.default_rng(size)
    kinds = []
    for _ in range(some(15, 60)):
        game = Game.from_arrays(*rng.integers(-size, size + 1, size=(2, 2, 2)))
        maps = odds_maps(game)
        box = [sorted(set(game.payoff_array(i).flat)) for i in (0, 1)]
        for v in itertools.product(*box):
            assert are_limit_values(maps, v) == is_limit_value(game, v)
            result = achieve(game, v, closure=True)
            assert result.answer in ("yes", "no") and result.verify()
            kinds.append((result.answer, result.probabilities is None and result.box is None))
        interior = interior_2x2(*maps)
        for arc in interior.arcs:
            for values in (*(e.values for e in arc.ends), arc.at(middle(arc)).values):
                if all(isinstance(x, Fraction) for x in values):
                    assert is_limit_value(game, values) and are_limit_values(maps, values)
        for x, y in rng.integers(-2 * size, 2 * size + 1, size=(5, 2)):
            v = Fraction(int(x), 2), Fraction(int(y), 2)
            assert are_limit_values(maps, v) == is_limit_value(game, v)
            if achieve(game, v).achievable:
                assert is_limit_value(game, v)
    assert {"yes", "no"} <= {answer for answer, _ in kinds}


def middle(arc):
    return rational_between(*arc.span)
