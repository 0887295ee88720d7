"""Limits of achievable values: known closures, and agreement with the closed form's ends."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from oraclegames import Game, UnsupportedError
from oraclegames.conditional.two_by_two.totally_mixed import interior_2x2, odds_maps
from oraclegames.conditional.values.achieve import achieve
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
@settings(max_examples=60)
def test_ends_of_the_closed_form_are_never_denied(game):
    for arc in interior_2x2(*odds_maps(game)).arcs:
        for end in arc.ends:
            if all(isinstance(v, Fraction) for v in end.values):
                result = achieve(game, end.values, closure=True)
                assert result.answer != "no" and result.verify()


@given(games(max_players=3, max_moves=3, max_outcomes=9))
@settings(max_examples=40)
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
