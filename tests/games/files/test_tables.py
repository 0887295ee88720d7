"""Games made from distinct numbers and positions equal those made number by number."""

from __future__ import annotations

from fractions import Fraction
from math import prod

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from oraclegames import Game
from oraclegames.games.files.tables import indexed_tables
from tests.strategies import shapes, wild_payoffs


def game_of(*arguments):
    return Game(*indexed_tables(*arguments))


@given(st.data())
def test_indexed_payoffs_make_the_same_game(data):
    shape = data.draw(shapes())
    numbers = data.draw(st.lists(wild_payoffs, min_size=1, max_size=5))
    count = len(shape) * prod(shape)
    flat = data.draw(st.lists(st.integers(0, len(numbers) - 1), min_size=count, max_size=count))
    positions = np.array(flat).reshape((len(shape), *shape))
    arrays = [np.array(numbers, dtype=object)[table] for table in positions]
    expected = Game.from_arrays(*arrays)
    rows = positions.reshape(len(shape), -1).tolist()
    game = game_of("", expected.players, expected.moves, numbers, rows)
    assert game == expected
    assert game.numerators.dtype == expected.numerators.dtype
    assert game.numerators.flags.c_contiguous


def test_small_numbers_stay_machine_integers():
    positions = [[0, 1]]
    small = game_of("", ["A"], [["x", "y"]], [Fraction(1, 3), Fraction(1, 2)], positions)
    assert small.numerators.dtype == np.int64
    assert small.denominators == (6,)
    huge = game_of("", ["A"], [["x", "y"]], [Fraction(2**62), Fraction(1)], positions)
    assert huge.payoff(0, (0,)) == 2**62
    assert huge.numerators.dtype == object
