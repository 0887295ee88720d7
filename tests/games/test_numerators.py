"""Both forms of a game's numbers say the same, whichever was given."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oraclegames import Game, InputError
from oraclegames.games import numerators
from oraclegames.games.files.tables import first_fastest, last_fastest
from oraclegames.games.numerators import Numerators
from tests.strategies import shapes

whole = st.one_of(st.integers(-9, 9), st.sampled_from([2**61, 2**62, -(2**62), 2**63, 10**40]))


@st.composite
def arrays(draw):
    counts = draw(shapes())
    size = len(counts) * math.prod(counts)
    numbers = draw(st.lists(whole, min_size=size, max_size=size))
    array = np.empty(size, dtype=object)
    array[:] = numbers
    return array.reshape((len(counts), *counts))


@pytest.fixture(params=["small", "large"])
def size(request, monkeypatch):
    """Every game is small, or every game is large."""
    monkeypatch.setattr(numerators, "_SMALL", 1 << 12 if request.param == "small" else 0)


def both(array):
    """The same numbers from an array and from rows."""
    rows = array.reshape(len(array), -1).tolist()
    return Numerators(array.shape, array.copy()), Numerators(array.shape, rows)


@pytest.mark.usefixtures("size")
@given(arrays(), st.data())
def test_the_two_forms_agree(array, data):
    given_array, given_rows = both(array)
    assert given_array == given_rows and hash(given_array) == hash(given_rows)
    outcomes = list(np.ndindex(array.shape[1:]))
    for i in range(len(array)):
        assert list(given_array.row(i)) == list(given_rows.row(i)) == array[i].ravel().tolist()
        for o in outcomes:
            assert given_array.at(i, o) == given_rows.at(i, o) == array[i][o]
            back = tuple(move - count for move, count in zip(o, array.shape[1:]))
            assert given_rows.at(i, back) == array[i][o]
    assert np.array_equal(given_rows.array, array)
    assert given_rows.array.dtype == (np.int64 if abs(array).max() < 2**62 else object)
    assert given_array.rows == given_rows.rows
    order = data.draw(st.sampled_from(list(permutations(range(len(array))))))
    turned, same = (numbers.permuted(order) for numbers in both(array))
    assert turned == same
    assert np.array_equal(turned.array, array[list(order)].transpose(0, *(1 + k for k in order)))


@given(arrays())
def test_a_changed_number_is_another_table(array):
    other = array.copy()
    other.flat[0] += 1
    assert both(array)[0] != both(other)[1] and both(array)[1] != both(other)[0]


def test_an_array_is_not_written_down_and_rows_need_no_array():
    game = Game.from_arrays(*np.zeros((2, 70, 70), dtype=np.int8))
    assert game.payoff(1, (69, 0)) == 0 and sum(game.payoff_list(0)) == 0
    assert game == Game.from_arrays(*np.zeros((2, 70, 70), dtype=int)) and hash(game)
    assert "rows" not in game._numerators.__dict__
    small = Game.from_arrays([[1, 2]], [[3, "1/2"]])
    assert small.payoffs((0, 1)) and small == small.permute_players((1, 0)).permute_players((1, 0))
    assert "array" not in small._numerators.__dict__
    assert not small.numerators.flags.writeable and not game.numerators.flags.writeable


@pytest.mark.parametrize("wrong", [(0,), (0, 0, 0), (2, 0), (0, -3)])
def test_an_outcome_that_is_none_is_refused(wrong):
    for numbers in both(np.arange(8).reshape(2, 2, 2)):
        with pytest.raises(IndexError):
            numbers.at(0, wrong)


@pytest.mark.parametrize("rows", [[[1, 2, 3]], [[1, 2, 3], [1, 2]], [[1] * 4, [1] * 4]])
def test_rows_that_do_not_fit_are_refused(rows):
    with pytest.raises(InputError, match="do not fit 2 players"):
        Game("", ("A", "B"), (("x",), ("u", "v", "w")), rows, (1, 1))


@given(shapes())
def test_both_ways_to_list_outcomes_are_those_of_numpy(shape):
    table = np.arange(math.prod(shape)).reshape(shape)
    assert first_fastest(shape) == table.ravel(order="F").tolist()
    assert [first_fastest(shape)[k] for k in last_fastest(shape)] == table.ravel().tolist()
