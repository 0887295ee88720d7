"""Families make any slice of their games alone, exactly."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, InputError
from oraclegames.games.ordinal import ordinal_games
from oraclegames.sweep.families import Files, Ordinal, Parametric, Random
from oraclegames.sweep.parameters import linear, parameter
from tests.depth import some


def dilemma(**parameters) -> Parametric:
    names = list(parameters)
    row = ["R", "S", "T", "P"]
    return Parametric(
        tuple(parameter(name, value) for name, value in parameters.items()),
        tuple(
            tuple(linear(entry, names, "payoff") for entry in table)
            for table in (row, [row[0], row[2], row[1], row[3]])
        ),
        (2, 2),
    )


def test_parametric_games_are_the_exact_combinations_last_parameter_fastest():
    grid = {"start": "1/3", "stop": 2, "points": 4}
    family = dilemma(T=grid, S=["-1/7", "0.1", 0], R=1, P="1/2")
    expected = [
        Game.from_arrays([[1, s], [t, "1/2"]], [[1, t], [s, "1/2"]])
        for t, s in product(
            [Fraction(1, 3) + Fraction(5, 9) * k for k in range(4)],
            [Fraction(-1, 7), Fraction(1, 10), Fraction(0)],
        )
    ]
    games = family.games(0, family.count)
    assert family.count == 12
    assert [games.game(k) for k in range(12)] == expected
    assert games.columns["T"][3] == pytest.approx(float(Fraction(1, 3) + Fraction(5, 9)), abs=0)
    assert games.columns["S"].tolist() == [-1 / 7, 0.1, 0.0] * 4


FAMILIES = [
    dilemma(
        T={"start": 1, "stop": 2, "points": 40},
        S={"start": -1, "stop": 0, "step": "1/30"},
        R=1,
        P=0,
    ),
    Ordinal(),
    Ordinal(ties=True),
    Random((2, 2), 20_000, 7),
    Random((2, 2), 20_000, 7, "normal"),
    Random((2, 3, 2), 9_000, 1, low=0, high=1),
]


@settings(max_examples=some(10, 25))
@given(st.sampled_from(FAMILIES), st.data())
def test_a_slice_is_the_same_whatever_is_cut_around_it(family, data):
    start = data.draw(st.integers(0, family.count - 1))
    stop = data.draw(st.integers(start + 1, min(start + 6000, family.count)))
    cut = data.draw(st.integers(start, stop))
    whole = family.games(start, stop)
    parts = [family.games(a, b) for a, b in ((start, cut), (cut, stop)) if a < b]
    assert np.array_equal(whole.payoffs, np.concatenate([part.payoffs for part in parts]))
    for name, column in whole.columns.items():
        assert list(column) == [value for part in parts for value in part.columns[name]]


def test_random_games_depend_on_the_seed_and_stay_within_their_limits():
    first, second = (Random((2, 2), 5000, seed, low=-3, high=4).games(0, 5000) for seed in (1, 2))
    assert not np.array_equal(first.payoffs, second.payoffs)
    assert (int(first.payoffs.min()), int(first.payoffs.max())) == (-3, 4)
    counts = np.bincount(first.payoffs.ravel() + 3)
    assert (abs(counts - 5000) < 5 * 5000**0.5).all()


def test_the_ordinal_family_is_that_of_the_catalogue():
    games = Ordinal().games(0, 144)
    for k, game in enumerate(ordinal_games()):
        assert np.array_equal(games.payoffs[k], game.numerators)
    assert (games.columns["row"][5 * 12 + 5], games.columns["column"][5 * 12 + 6]) == (
        "prisoners_dilemma",
        "stag_hunt",
    )


def test_files_that_cannot_be_read_are_rows_with_their_error(tmp_path):
    game = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    (tmp_path / "a.nfg").write_text(game.to_nfg())
    (tmp_path / "b.nfg").write_text("NFG 1 R nonsense")
    family = Files(str(tmp_path), ("a.nfg", "b.nfg", "c.nfg"))
    games = family.games(0, 3)
    assert (games.game(0).numerators == game.numerators).all()
    assert "b.nfg:1:" in games.game(1)
    assert "c.nfg" in games.game(2)


def test_a_grid_beyond_exact_numbers_is_refused():
    with pytest.raises(InputError, match="coarser or rounder"):
        dilemma(T={"start": 0, "stop": 1, "points": 10**9 + 8}, S="1/998244353", R=0, P=0)
