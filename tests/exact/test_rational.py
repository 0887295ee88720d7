"""What is accepted as an exact number, what is advised where it is not, what people are shown."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from oraclegames import Game, InputError, achieve, best, catalog, match
from oraclegames.exact.rational import (
    MAX_EXPONENT,
    for_people,
    format_rational,
    parse_rational,
    rational,
)


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


@pytest.mark.parametrize("number", [True, np.True_, False])
def test_a_truth_value_is_no_number(number):
    with pytest.raises(InputError, match="not the truth value"):
        rational(number)


def test_the_argument_is_advised_where_it_exists():
    with pytest.raises(InputError, match="approximate=True"):
        Game.from_arrays([[0.5, 1], [0, 1]], [[1, 1], [1, 1]])


@pytest.mark.parametrize("text", ["1e5001", "-2.5E+10000", "1e999999999", "1e0005001", "0e99999"])
def test_huge_exponents_are_called_too_large_and_the_limit_is_named(text):
    with pytest.raises(InputError, match=f"too large: decimal .* to {MAX_EXPONENT}$"):
        parse_rational(text)


@pytest.mark.parametrize("text", ["1e-5001", "3.e-999999999"])
def test_tiny_numbers_are_called_too_small(text):
    with pytest.raises(InputError, match=f"too small: decimal exponents go from -{MAX_EXPONENT}"):
        parse_rational(text)


def test_exponents_up_to_the_limit_are_read():
    assert parse_rational("1e05000") == 10**5000
    assert parse_rational("-1.e-5000") == -Fraction(1, 10**5000)


def test_long_numbers_are_rounded_for_people_and_short_ones_left():
    rng = Random(5)
    for _ in range(300):
        number = Fraction(rng.randrange(1, 10 ** rng.randrange(1, 90)), rng.randrange(1, 10**50))
        text = format_rational(number)
        shown = for_people(f"a ({text}), b")
        if max(map(len, text.split("/"))) <= 40:
            assert shown == f"a ({text}), b"
        else:
            assert shown.startswith("a (≈") and shown.endswith("), b") and len(shown) < 30
            near = Fraction(shown[4:-4])
            assert abs(near / number - 1) < Fraction(1, 10**5)


def test_numbers_that_no_float_holds_are_rounded_too():
    assert for_people("1" + "0" * 5000) == "≈1.00000e+5000"
    assert for_people(f"-1/{'3' * 9000}") == "-≈3.00000e-9000"
    assert for_people("9" * 60) == "≈1.00000e+60"


def test_decimals_and_words_with_digits_are_left_alone():
    words = f"0.{'3' * 60}, x{'1' * 30}, 1.5e+20"
    assert for_people(words) == words
