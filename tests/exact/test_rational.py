"""What is accepted as an exact number, and what is advised where it is not."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from oraclegames import Game, InputError, achieve, best, catalog, match
from oraclegames.exact.rational import rational


@pytest.mark.parametrize("number", [1.0, 4.0, -0.0, np.float64(3), np.float32(2), 2.0**53])
def test_whole_floats_are_exact(number):
    assert rational(number) == Fraction(int(number))


@pytest.mark.parametrize("number", [0.5, 1e300, float("nan"), float("inf"), 2.0**54])
def test_other_floats_are_refused(number):
    with pytest.raises(InputError):
        rational(number)


def test_the_unit_matrix_is_a_payoff_table():
    assert Game.from_arrays(np.eye(2), np.eye(2)).payoffs((0, 0)) == (1, 1)
    assert achieve("chicken", (4.0, 4.0)).achievable


@pytest.mark.parametrize(
    "question",
    [
        lambda: match("chicken", "lp", "lp", 0.005),
        lambda: achieve("chicken", (0.5, 1)),
        lambda: catalog.chicken(0.5),
        lambda: best("chicken", tolerance=0.5),
    ],
)
def test_no_argument_is_advised_that_does_not_exist(question):
    with pytest.raises(InputError) as error:
        question()
    assert "not exact" in str(error.value) and "approximate" not in str(error.value)


def test_the_argument_is_advised_where_it_exists():
    with pytest.raises(InputError, match="approximate=True"):
        Game.from_arrays([[0.5, 1], [0, 1]], [[1, 1], [1, 1]])
