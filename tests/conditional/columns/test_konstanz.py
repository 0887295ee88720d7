"""Values as they are given, and least prices, which floats choose and whole numbers decide."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from oraclegames import InputError
from oraclegames.conditional.columns.konstanz import (
    exact_sums,
    format_values,
    least_price,
    primitive,
    rescaled,
    value_vector,
)


def test_one_value_for_each_player():
    assert value_vector(("a", "b"), "4, 7/2") == (4, Fraction(7, 2))
    assert value_vector(("a",), 3) == (3,) and format_values((Fraction(7, 2),)) == "(7/2)"
    with pytest.raises(InputError, match="should be a sequence of numbers, not 3"):
        value_vector(("a", "b"), 3)
    with pytest.raises(InputError, match="1 value for 2 players: give one for each of a, b"):
        value_vector(("a", "b"), [3])
    with pytest.raises(InputError, match="the value of player 'b'"):
        value_vector(("a", "b"), [3, "x"])


@pytest.mark.parametrize("seed", range(20))
def test_the_least_price_is_that_of_whole_numbers(seed):
    """Prices that differ in the last of twenty digits."""
    rng = np.random.default_rng(seed)
    rows, columns = 5, 200
    table = rng.integers(-(10**6), 10**6, size=(rows, columns))
    near = rng.integers(0, 3, size=columns)
    y = [int(v) * 10**14 + int(w) for v, w in rng.integers(1, 9, size=(rows, 2))]
    table[:, :50] = table[:, [0]]  # many are nearly the same
    table[-1, :50] += near[:50]

    def prices(rounded):
        return rounded @ table.astype(float)

    def exact(places):
        return np.array([sum(v * int(a) for v, a in zip(y, table[:, k])) for k in places])

    sizes = np.abs(table).max(axis=1).astype(float)
    value, place = least_price(y, sizes, prices, exact)
    every = exact(np.arange(columns)).tolist()
    assert value == min(every) == every[place]


def test_sums_and_multipliers_stay_whole():
    table = np.full((2, 5), 2**62 - 1)
    table[1] *= -1
    assert exact_sums(table) == [5 * (2**62 - 1), -5 * (2**62 - 1)]
    assert exact_sums(table.astype(object)) == exact_sums(table)
    y = rescaled([Fraction(k) for k in range(1, 6)], (2, 3), (3, 7))
    assert y == ((3, 6), (21, 28, 35))
    assert primitive(((Fraction(4, 3), Fraction(0)), (Fraction(-2),))) == ((2, 0), (-3,))
