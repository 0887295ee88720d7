"""Prescribed supports: both answers against the definition, and known boundary equilibria."""

from __future__ import annotations

import dataclasses
import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Distribution, Game, InputError
from oraclegames.conditional.check.check import check
from oraclegames.conditional.values.achieve import achieve
from tests.depth import some
from tests.strategies import games

DILEMMA = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], moves=[["C", "D"]] * 2)
SEXES = Game.from_arrays([[3, 0], [0, 2]], [[2, 0], [0, 3]])


@given(st.data())
@settings(max_examples=some(32, 80))
def test_a_pure_outcome_is_achieved_iff_it_passes_the_check(data):
    game = data.draw(games(max_players=3, max_moves=3, max_outcomes=12))
    outcome = data.draw(st.sampled_from(list(game.outcomes())))
    result = achieve(game, game.payoffs(outcome), supports=[[move] for move in outcome])
    assert result.verify() and str(result)
    assert result.achievable == bool(check(game, Distribution.point(game, outcome)))


@given(st.data())
@settings(max_examples=some(24, 60))
def test_what_is_achieved_passes_the_check_and_plays_exactly_the_supports(data):
    game = data.draw(games(max_players=3, max_moves=3, max_outcomes=12))
    supports = [sorted(data.draw(st.sets(st.integers(0, m - 1), min_size=1))) for m in game.shape]
    values = [Fraction(data.draw(st.integers(-1, 4)), 2) for _ in game.shape]
    result = achieve(game, values, supports=supports)
    assert result.verify()
    if result.distribution is not None:
        assert check(game, result.distribution) and result.distribution.values == tuple(values)
        for i, moves in enumerate(supports):
            masses = result.distribution.move_probabilities(i)
            assert [s for s, mass in enumerate(masses) if mass] == moves
        assert result.to_dict()["distribution"] is not None


def test_the_dilemma_on_its_boundary():
    assert achieve(DILEMMA, (2, 2), supports=["C", "C"]).achievable
    assert achieve(DILEMMA, (1, 1), supports=["D", "D"]).achievable
    refused = achieve(DILEMMA, (3, 0), supports=["D", "C"])
    assert not refused.achievable and refused.verify() and refused.trembles is not None
    wrong = achieve(DILEMMA, (2, 1), supports=["C", "C"])
    assert not wrong.achievable and wrong.verify() and wrong.certificate is not None


def test_battle_of_the_sexes_has_the_whole_edge_between_its_miscoordinations():
    result = achieve(SEXES, (0, 0), supports=[[0, 1], [0, 1]])
    assert result.achievable and result.verify()
    p11, _, _, p22 = result.distribution.probabilities
    assert p11 == p22 == 0


def test_all_supports_of_a_small_game_agree_with_a_grid_of_distributions():
    game = Game.from_arrays([[1, 0], [0, 1]], [[0, 1], [1, 0]])
    for weights in itertools.product(range(4), repeat=4):
        if sum(weights) == 3:
            play = Distribution(game, tuple(Fraction(w, 3) for w in weights))
            if check(game, play):
                supports = [
                    [s for s, m in enumerate(play.move_probabilities(i)) if m] for i in (0, 1)
                ]
                assert achieve(game, play.values, supports=supports).achievable


def test_a_forged_answer_does_not_verify():
    yes = achieve(DILEMMA, (2, 2), supports=["C", "C"])
    assert not dataclasses.replace(yes, values=(Fraction(1), Fraction(2))).verify()
    assert not dataclasses.replace(yes, distribution=None).verify()
    no = achieve(DILEMMA, (3, 0), supports=["D", "C"])
    assert not dataclasses.replace(no, values=(Fraction(2), Fraction(2))).verify()


@pytest.mark.parametrize(
    ("supports", "message"),
    [
        ([["C"]], "each of the 2 players"),
        ([["C"], []], "the support of player '2' should be some of the moves"),
        ([["C"], [5]], "the support of player '2' should be some of the moves"),
        ([["C"], ["X"]], "there is no move of player '2' with the label 'X'"),
    ],
)
def test_wrong_supports_are_refused_in_one_line(supports, message):
    with pytest.raises(InputError, match=message):
        achieve(DILEMMA, (1, 1), supports=supports)
    with pytest.raises(InputError, match="not for both"):
        achieve(DILEMMA, (1, 1), supports=["C", "C"], closure=True)
