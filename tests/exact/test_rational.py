"""What is read as a number, and how long numbers are shown to people."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from oraclegames import InputError
from oraclegames.exact.rational import MAX_EXPONENT, for_people, format_rational, parse_rational


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
