"""The batch classification agrees with solve, game by game; its errors; floats."""

from __future__ import annotations

import json
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, InputError, solve
from oraclegames.conditional.bulk.classification import CURVES, Classification
from oraclegames.conditional.bulk.classify import BOUND, classify_batch
from oraclegames.games.ordinal import all_tied_games, ordinal_games
from tests.conditional.bulk.games import batches, degenerate_batch, differences, numerators
from tests.depth import some

NUMBERS = (
    "ends",
    "end_values",
    "value_low",
    "value_high",
    "worst_welfare",
    "best_welfare",
    "nash_values",
)
FLAGS = tuple(name for name in Classification.__dataclass_fields__ if name not in NUMBERS)


def assert_agrees(games: list[Game], found: Classification) -> None:
    wrong = {}
    for k, game in enumerate(games):
        if problems := differences(game, found, k):
            wrong[str(game.numerators.tolist())] = problems
    assert not wrong, dict(list(wrong.items())[:5])


def test_all_144_ordinal_games_agree_with_solve():
    games = list(ordinal_games())
    assert_agrees(games, classify_batch(numerators(games)))


def test_games_with_ties_agree_with_solve():
    games = list(all_tied_games())[:: some(7, 1)]
    assert_agrees(games, classify_batch(numerators(games)))


def test_random_degenerate_and_huge_games_agree_with_solve():
    payoffs = degenerate_batch(some(600, 3000), 1)
    assert_agrees([Game.from_arrays(*table) for table in payoffs], classify_batch(payoffs))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_a_hundred_thousand_games_agree_with_solve(seed):
    payoffs = degenerate_batch(10_000, 100 + seed)
    assert_agrees([Game.from_arrays(*table) for table in payoffs], classify_batch(payoffs))


def test_the_games_of_the_literature_are_classified_as_they_say():
    pd = [[[2, 0], [3, 1]], [[2, 3], [0, 1]]]
    stag_hunt = [[[4, 0], [1, 1]], [[4, 1], [0, 1]]]
    chicken = [[[4, 4], [5, 0]], [[4, 5], [4, 0]]]
    battle = [[[3, 0], [0, 2]], [[2, 0], [0, 3]]]
    pennies = [[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]]
    found = classify_batch([pd, stag_hunt, chicken, battle, pennies])
    assert found.arcs.tolist() == [2, 1, 1, 1, 1]
    assert found.crossing.tolist() == [True, False, False, False, False]
    assert {CURVES[code] for code in found.curve} == {"reducible"}
    assert found.pure.tolist() == [0b1001, 0b1001, 0b0111, 0b1111, 0b1111]
    assert found.nash.tolist() == [0b1000, 0b1001, 0b0110, 0b1001, 0]
    assert found.dominated.tolist() == [-1, -1, -1, 1, 0]
    assert found.best_welfare[[0, 3]].tolist() == pytest.approx([4, 4])
    assert found.worst_welfare.tolist() == pytest.approx([2, 2, 8, 0, 0])
    assert found.nash_values[3] == pytest.approx([1.2, 1.2])


@settings(max_examples=some(24, 60))
@given(st.lists(st.integers(-5, 5), min_size=8, max_size=8), st.integers(1, 7), st.integers(1, 9))
def test_denominators_change_values_and_no_flag(payoffs, first, second):
    table = np.array(payoffs).reshape(1, 2, 2, 2)
    whole = classify_batch(table)
    parts = classify_batch(table, denominators=[first, second])
    for name in FLAGS:
        assert np.array_equal(getattr(whole, name), getattr(parts, name)), name
    assert np.allclose(whole.ends, parts.ends, equal_nan=True)
    for name in ("end_values", "value_low", "value_high", "nash_values"):
        expected = getattr(whole, name) / [first, second]
        assert np.allclose(getattr(parts, name), expected, equal_nan=True), name


@settings(max_examples=some(24, 60))
@given(st.lists(st.integers(-4, 4), min_size=8, max_size=8))
def test_exchanging_the_players_exchanges_everything(payoffs):
    table = np.array(payoffs).reshape(1, 2, 2, 2)
    found, other = (classify_batch(t) for t in (table, table[:, ::-1].transpose(0, 1, 3, 2)))
    for name in ("dimension", "arcs", "crossing", "curve", "dominated"):
        assert np.array_equal(getattr(found, name), getattr(other, name)), name
    exchanged = [0, 2, 1, 3]
    for name in ("pure", "reflective", "nash"):
        bits = getattr(found, name)[0] >> np.array(exchanged) & 1
        assert (bits == (getattr(other, name)[0] >> np.arange(4) & 1)).all(), name
    for name in ("value_low", "value_high"):
        assert np.allclose(getattr(found, name), getattr(other, name)[:, ::-1], equal_nan=True)
    for name in ("worst_welfare", "best_welfare"):
        assert np.allclose(getattr(found, name), getattr(other, name), equal_nan=True), name


SHIFTS = [(0, 10**8), (5 * 10**8, -(10**8)), (-(2**28) + 1, 2**28)]


@pytest.mark.parametrize("shift", SHIFTS)
def test_a_constant_added_to_a_players_payoffs_is_added_to_her_values_and_changes_nothing_else(
    shift,
):
    payoffs = np.concatenate([degenerate_batch(2000, 21), *batches(500, 22)])
    payoffs = payoffs[np.abs(payoffs).max(axis=(1, 2, 3)) < 2**24]
    moved = np.array(shift).reshape(2, 1, 1)
    found, other = classify_batch(payoffs), classify_batch(payoffs + moved)
    for name in (*FLAGS, "ends"):
        one, two = getattr(found, name), getattr(other, name)
        assert np.array_equal(one, two, equal_nan=name == "ends"), name
    for name in ("end_values", "value_low", "value_high", "nash_values"):
        one, two = getattr(found, name), getattr(other, name)
        assert np.allclose(one + shift, two, rtol=0, atol=2e-7, equal_nan=True), name
    for name in ("worst_welfare", "best_welfare"):
        one, two = getattr(found, name), getattr(other, name)
        assert np.allclose(one + sum(shift), two, rtol=0, atol=4e-7, equal_nan=True), name


def test_floats_far_from_zero_keep_the_ends_of_their_differences():
    payoffs = np.random.default_rng(23).integers(-9, 10, size=(2000, 2, 2, 2))
    found, other = classify_batch(payoffs), classify_batch(payoffs * 1.0 + 2.0**40)
    assert np.array_equal(found.ends, other.ends, equal_nan=True)


@pytest.mark.parametrize("seed", [31, 32])
def test_every_row_of_whole_payoffs_keeps_to_its_own_bounds(seed):
    for payoffs in batches(3000, seed):
        found = classify_batch(payoffs)
        slack = 1e-12 * np.ptp(payoffs.reshape(-1, 2, 4), axis=2).max(axis=1)
        there = found.dimension > 0
        low, high = found.value_low[there], found.value_high[there]
        worst, best = found.worst_welfare[there], found.best_welfare[there]
        assert (low <= high).all() and (worst <= best).all()
        assert (low.sum(axis=1) - slack[there] <= worst).all()
        assert (best <= high.sum(axis=1) + slack[there]).all()
        nash = found.nash_values[there]
        with np.errstate(invalid="ignore"):
            assert not ((nash < low) | (nash > high)).any()
        for arc in (0, 1):
            games = np.flatnonzero(found.arcs > arc)
            for side in (0, 1):
                end, value = found.ends[games, arc, side], found.end_values[games, arc, side]
                assert (end >= 0).all() and np.allclose(end.sum(axis=1), 1, rtol=0, atol=1e-15)
                expected = np.einsum("kc,kpc->kp", end, payoffs[games].reshape(-1, 2, 4) * 1.0)
                error = np.abs(expected - value).max(axis=1)
                assert (error <= slack[games] + 1e-6 * found.near_tie[games]).all()
                total = value.sum(axis=1)
                assert (found.worst_welfare[games] - slack[games] <= total).all()
                assert (total <= found.best_welfare[games] + slack[games]).all()


@pytest.mark.parametrize("size", [2**27, 2**28])
def test_a_value_beside_the_tied_payoff_is_not_taken_for_it(size):
    k = size
    game = Game.from_arrays([[k, 1 - k], [k, k - 1]], [[k, k], [-k, 1 - k]])
    found = classify_batch(numerators([game]))
    assert not differences(game, found, 0)


def test_games_do_not_influence_each_other():
    payoffs = degenerate_batch(500, 5)
    together = classify_batch(payoffs)
    for k in range(0, 500, 7):
        alone = classify_batch(payoffs[k : k + 1])
        for name in Classification.__dataclass_fields__:
            one, all_ = getattr(alone, name)[0], getattr(together, name)[k]
            assert np.array_equal(one, all_, equal_nan=name in NUMBERS), name


def test_a_classification_shows_itself_in_words_and_as_json():
    found = classify_batch(numerators(list(ordinal_games())))
    assert "none 82, one arc 60, two crossing arcs 2" in str(found)
    assert len(repr(found)) < 200 and found._repr_html_().startswith("<pre>")
    document = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert document["games"] == 144 and document["set"].count("none") == 82
    assert document["nash_values"].count([None, None]) == 108


def test_an_empty_batch_is_classified():
    assert len(classify_batch(np.zeros((0, 2, 2, 2), dtype=int))) == 0


# -- floats --------------------------------------------------------------------------------------


def test_floats_far_from_ties_have_the_flags_of_their_exact_values():
    payoffs = np.random.default_rng(3).normal(size=(400, 2, 2, 2))
    found = classify_batch(payoffs)
    assert not found.near_tie.any()
    games = [
        Game.from_arrays(*(np.vectorize(Fraction, otypes=[object])(table) for table in tables))
        for tables in payoffs
    ]
    for k, game in enumerate(games):
        assert not differences(game, found, k)


def test_floats_within_the_tolerance_of_a_tie_are_marked_and_others_are_not():
    base = np.array([[[2.0, 0.1], [3.3, 1.2]], [[2.7, 3.1], [0.3, 1.9]]])
    near, far = base.copy(), base.copy()
    near[0, 1, 1] = near[0, 0, 1] + 1e-12
    far[0, 1, 1] = far[0, 0, 1] + 1e-6
    assert classify_batch([base, near, far]).near_tie.tolist() == [False, True, False]
    assert classify_batch([far], tolerance=1e-3).near_tie.tolist() == [True]


def test_a_symmetric_float_game_lies_near_a_crossing_and_is_marked():
    table = np.array([[2.0, 0.1], [3.3, 1.2]])
    found = classify_batch([[table, table.T]])
    assert (bool(found.near_tie[0]), bool(found.crossing[0])) == (True, True)


@pytest.mark.parametrize("size", [1e-300, 1e-310, 1e-8, 1.0, 1e200, 1e300])
def test_floats_of_any_size_have_the_flags_of_their_ranks(size):
    table = np.array([[[2.0, 0.0], [3.5, 1.0]], [[2.0, 3.0], [0.0, 1.25]]])
    one, other = classify_batch([table]), classify_batch([table * size])
    for name in FLAGS:
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    assert np.allclose(one.ends, other.ends, equal_nan=True)
    if size > 1e-300:
        assert np.allclose(one.best_welfare * size, other.best_welfare, rtol=1e-9, atol=0)


def test_payoffs_that_differ_by_less_than_floats_can_tell_are_marked_without_a_warning():
    tiny = np.array([[[1.0, 1e-300], [2e-300, 0.0]], [[1.0, 2.0], [3.0, 4.0]]])
    assert classify_batch([tiny, tiny[::-1]]).near_tie.all()


# -- wrong input ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payoffs", "message"),
    [
        ([[1, 2], [3, 4]], "shape"),
        ([[[[1, 2], [3]], [[1, 2], [3, 4]]]], "shape"),
        ([[[["a", 2], [3, 4]], [[1, 2], [3, 4]]]], "integers or floats"),
        ([[[[np.nan, 2], [3, 4]], [[1, 2], [3, 4]]]], "game 0 of the batch"),
        ([[[[BOUND + 1, 2], [3, 4]], [[1, 2], [3, 4]]]], "2\\^29"),
        ([[[[10**40, 2], [3, 4]], [[1, 2], [3, 4]]]], "2\\^29"),
    ],
)
def test_wrong_batches_are_refused_in_one_line(payoffs, message):
    with pytest.raises(InputError, match=message) as caught:
        classify_batch(payoffs)
    assert "\n" not in str(caught.value)


def test_wrong_denominators_and_tolerances_are_refused():
    table = np.ones((1, 2, 2, 2), dtype=int)
    for denominators in (0, 1.5, [1, 2, 3]):
        with pytest.raises(InputError, match="denominators"):
            classify_batch(table, denominators=denominators)
    with pytest.raises(InputError, match="denominators"):
        classify_batch(table * 1.0, denominators=2)
    with pytest.raises(InputError, match="tolerance"):
        classify_batch(table, tolerance=float("nan"))


def test_the_named_numbers_agree_with_solve_on_the_prisoners_dilemma():
    game = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    found = classify_batch(numerators([game]))
    assert not differences(game, found, 0)
    assert len(solve(game).pure) == 2
