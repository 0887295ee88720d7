"""Achievable value vectors: both answers, against the definition and plain fractions."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Distribution, Game, InputError, UnsupportedError
from oraclegames.conditional.columns.column_generation import generate
from oraclegames.conditional.columns.konstanz import Excess
from oraclegames.conditional.columns.listed_game import DenseColumns
from oraclegames.conditional.values import achieve as module
from oraclegames.conditional.values.achieve import achieve
from tests.depth import some
from tests.exact_reference import largest_smallest_probability
from tests.strategies import games, small_payoffs, wild_payoffs

DILEMMA = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
CHICKEN = Game.from_arrays([[4, 4], [5, 0]], [[4, 5], [4, 0]])


def assert_equilibrium(distribution: Distribution, values) -> None:
    """By the definition: everything is possible, and every move is worth its player's value."""
    game = distribution.game
    assert distribution.totally_mixed
    for player, count in enumerate(game.shape):
        for move in range(count):
            assert distribution.conditional_value(player, move) == values[player]


def assert_stiemke(game: Game, values, y) -> None:
    """By the definition: g ≥ 0 everywhere and > 0 somewhere."""
    g = [
        sum(y[i][move] * (game.payoff(i, o) - values[i]) for i, move in enumerate(o))
        for o in game.outcomes()
    ]
    assert min(g) >= 0 and max(g) > 0


def assert_right(result, game, values) -> None:
    assert result.verify()
    if result.achievable:
        assert_equilibrium(result.distribution, values)
        assert min(result.distribution.probabilities) == result.smallest_probability
        assert result.certificate is None
    else:
        assert_stiemke(game, values, result.certificate)
        assert result.distribution is None
    assert result.smallest_probability == largest_smallest_probability(game, values)


@given(st.data())
@settings(max_examples=some(24, 60))
def test_both_answers_agree_with_the_program_in_plain_fractions(data):
    payoffs = data.draw(st.sampled_from([small_payoffs, wild_payoffs]))
    game = data.draw(games(payoffs=payoffs, max_outcomes=12))
    weights = data.draw(st.lists(st.integers(1, 5), min_size=2, max_size=2))
    outcomes = list(game.outcomes())
    first, second = (data.draw(st.sampled_from(outcomes)) for _ in range(2))
    values = tuple(
        (weights[0] * a + weights[1] * b) / Fraction(sum(weights))
        for a, b in zip(game.payoffs(first), game.payoffs(second))
    )
    assert_right(achieve(game, values), game, values)


@given(st.data())
@settings(max_examples=some(16, 40))
def test_column_generation_finds_the_same_weight_as_the_whole_program(data):
    game = data.draw(games(max_outcomes=24, payoffs=wild_payoffs))
    values = tuple(data.draw(small_payoffs) for _ in game.players)
    whole = achieve(game, values)
    columns = DenseColumns(Excess(game, values))
    mixture = generate(columns)
    result = module._achievement(game, values, mixture, "column generation, exact")
    assert result.weight == whole.weight and result.verify()
    quick = module._achievement(
        game, values, generate(columns, largest=False), "column generation, exact"
    )
    assert quick.achievable == whole.achievable and quick.verify()


@given(st.data())
@settings(max_examples=some(16, 40))
def test_the_values_of_a_totally_mixed_nash_equilibrium_are_achievable(data):
    """Payoffs are shifted so that a drawn product distribution makes everybody indifferent."""
    shape = data.draw(st.sampled_from([(2, 2), (2, 3), (3, 3), (2, 2, 2), (3, 1, 2)]))
    game = data.draw(games(shape=shape))
    mixes = []
    for count in shape:
        weights = data.draw(st.lists(st.integers(1, 4), min_size=count, max_size=count))
        mixes.append([Fraction(w, sum(weights)) for w in weights])
    play = Distribution.product(game, *mixes)
    tables = []
    for player in range(game.n_players):
        table = game.payoff_array(player)
        for move in range(shape[player]):
            where = (slice(None),) * player + (move,)
            table[where] = table[where] - play.conditional_value(player, move)
        tables.append(table)
    fair = Game.from_arrays(*tables)
    assert achieve(fair, [0] * len(shape)).achievable


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("5/4", ("5/32", "3/32", "3/32", "21/32")),
        ("3/2", ("3/8", "1/8", "1/8", "3/8")),
        ("7/4", ("21/32", "3/32", "3/32", "5/32")),
    ],
)
def test_the_symmetric_points_of_the_prisoners_dilemma(value, expected):
    result = achieve(DILEMMA, (value, value))
    assert result.distribution.probabilities == tuple(map(Fraction, expected))


def test_the_second_branch_of_the_prisoners_dilemma():
    result = achieve(DILEMMA, "6/5,9/5")
    assert sorted(result.distribution.probabilities) == [Fraction(n, 25) for n in (1, 6, 9, 9)]


def test_chickens_tempting_point_is_not_achievable():
    assert achieve(CHICKEN, (4, 4)).smallest_probability == Fraction(1, 10)
    assert not achieve(CHICKEN, ("4.05", "4.05")).achievable


def test_all_match_reaches_equal_values_only():
    """Three players, payoff 1 iff all moves agree: values (x, x, x) with 0 < x < 1."""
    table = np.zeros((2, 2, 2), dtype=int)
    table[0, 0, 0] = table[1, 1, 1] = 1
    game = Game.from_arrays(table, table, table)
    assert achieve(game, "1/3,1/3,1/3").achievable
    for refused in ("1/3,1/3,1/2", "0,0,0", "1,1,1"):
        result = achieve(game, refused)
        assert not result.achievable
        assert_stiemke(game, result.values, result.certificate)


def test_one_certificate_excludes_a_polyhedron_of_values():
    result = achieve(CHICKEN, (3, 3))
    for other in ((2, 2), (3, 3), (1, "7/2")):
        moved = dataclasses.replace(result, values=tuple(map(Fraction, other)))
        if moved.verify():
            assert not achieve(CHICKEN, other).achievable


def test_a_forged_answer_does_not_verify():
    yes, no = achieve(CHICKEN, (4, 4)), achieve(CHICKEN, (4, 3))
    assert not dataclasses.replace(yes, values=(Fraction(4), Fraction(3))).verify()
    assert not dataclasses.replace(yes, weight=yes.weight / 2).verify()
    assert not dataclasses.replace(yes, atoms=yes.atoms[1:]).verify()
    assert not dataclasses.replace(no, values=(Fraction(4), Fraction(4))).verify()
    assert not dataclasses.replace(no, rows=tuple(0 * v for v in no.rows)).verify()


def test_the_json_has_the_promised_keys():
    yes, no = achieve(CHICKEN, "4,4").to_dict(), achieve(CHICKEN, "4,3").to_dict()
    assert yes["schema"] == "oraclegames/values-1" and yes["achievable"] is True
    assert sum(map(Fraction, yes["distribution"])) == 1 and yes["certificate"] is None
    assert no["achievable"] is False and no["distribution"] is None
    assert [len(row) for row in no["certificate"]] == [2, 2]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ("4", "1 value for 2 players: give one for each of 1, 2"),
        ("4,4,4", "3 values for 2 players"),
        ("4,four", "the value of player '2' should be a rational such as 2, 1/3 or 0.25"),
        ((4, 4.5), "which is not exact"),
        (4, "values should be a sequence of numbers, not 4"),
    ],
)
def test_a_wrong_value_vector_is_refused_in_one_line(values, message):
    with pytest.raises(InputError, match=message) as error:
        achieve(CHICKEN, values)
    assert "\n" not in str(error.value)


def test_a_game_too_large_to_list_is_refused_with_the_alternative():
    table = np.zeros((2,) * 21, dtype=np.int8)
    numerators = np.broadcast_to(table, (21, *table.shape))
    labels = tuple(str(k) for k in range(21))
    game = Game("", labels, (("a", "b"),) * 21, numerators, (1,) * 21)
    with pytest.raises(UnsupportedError, match=r"1048576 that are listed.*GraphicalGame"):
        achieve(game, [0] * 21)


def test_a_budget_that_ends_is_said():
    rng = np.random.default_rng(3)
    game = Game.from_arrays(*rng.integers(-9, 10, size=(14, *(2,) * 14)))
    with pytest.raises(UnsupportedError, match="not decided within 0 seconds"):
        achieve(game, [0] * 14, budget=0)


def test_fourteen_players_are_decided_both_ways():
    rng = np.random.default_rng(3)
    game = Game.from_arrays(*rng.integers(-9, 10, size=(14, *(2,) * 14)))
    yes, no = achieve(game, [1] * 14), achieve(game, [8] * 14)
    assert yes.achievable and yes.verify()
    assert yes.distribution.conditional_value(0, 1) == 1
    assert not no.achievable and no.verify()
