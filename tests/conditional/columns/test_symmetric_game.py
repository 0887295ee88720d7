"""Symmetric games by counts, against the same games with their outcomes listed."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import InputError, UnsupportedError
from oraclegames.conditional.columns.symmetric_game import SymmetricGame
from oraclegames.conditional.values.achieve import achieve
from tests.depth import some


@given(st.data())
@settings(max_examples=some(16, 40))
def test_counts_and_listed_outcomes_give_the_same_answer(data):
    n = data.draw(st.integers(1, 4))
    moves = data.draw(st.integers(1, 3))
    table: dict = {}

    def payoff(s, counts):
        return np.array(
            [
                table.setdefault((s, tuple(k)), data.draw(st.integers(-2, 3)))
                for k in counts.T.tolist()
            ]
        )

    labels = tuple("abc"[:moves])
    game = SymmetricGame.of(n, payoff, labels, denominator=2)
    value = data.draw(st.sampled_from([Fraction(k, 4) for k in range(-4, 7)]))
    result, listed = achieve(game, (value,)), achieve(game.to_game(), (value,) * n)
    assert result.achievable == listed.achievable
    assert result.verify() and str(result) and result.to_dict()["achievable"] == result.achievable
    if not result.achievable:
        (y,) = result.certificate
        g = [
            sum(y[s] * k[s] * (Fraction(int(u[s]), 2) - value) for s in range(moves))
            for k, u in zip(game.counts.T.tolist(), game.numerators.T.tolist())
        ]
        assert min(g) >= 0 and max(g) > 0


def test_counts_are_all_compositions_once():
    game = SymmetricGame.of(5, lambda s, k: 0 * k[0], ("a", "b", "c", "d"))
    columns = {tuple(k) for k in game.counts.T.tolist()}
    assert len(columns) == game.counts.shape[1] == 56
    assert all(sum(k) == 5 and min(k) >= 0 for k in columns)


def test_a_million_volunteers_are_decided_both_ways():
    game = SymmetricGame.of(10**6, lambda s, k: np.where(k[1] > 0, 10 - 3 * s, 0))
    yes, no = achieve(game, "7"), achieve(game, "8")
    assert yes.achievable and yes.verify()
    assert not no.achievable and no.verify()


def test_huge_payoffs_stay_exact():
    big = 10**30
    game = SymmetricGame.of(
        3, lambda s, k: np.array([big * (a - b) for a, b in k.T.tolist()], object)
    )
    assert achieve(game, (0,)).achievable == achieve(game.to_game(), (0,) * 3).achievable


def test_wrong_symmetric_games_are_refused_in_one_line():
    with pytest.raises(InputError, match="should be 4 whole numbers"):
        SymmetricGame.of(3, lambda s, k: k[0] / 2)
    with pytest.raises(UnsupportedError, match="more than the 8388608 that are listed"):
        SymmetricGame.of(10**6, lambda s, k: k[0], ("a", "b", "c"))
    with pytest.raises(UnsupportedError, match="read weight and atoms"):
        _ = achieve(SymmetricGame.of(9, lambda s, k: 0 * k[0]), (0,)).smallest_probability
    with pytest.raises(UnsupportedError, match="too many to list"):
        SymmetricGame.of(50, lambda s, k: 0 * k[0]).to_game()
