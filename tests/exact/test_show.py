"""Numbers for people: cut off, told apart, exact as far as can be read."""

from __future__ import annotations

from decimal import ROUND_DOWN, Context
from fractions import Fraction
from random import Random

import pytest

from oraclegames.exact.places import decimal_places
from oraclegames.exact.rational import format_rational
from oraclegames.exact.real import rational_below
from oraclegames.exact.show import digits, exact_words, short, told_apart
from oraclegames.exact.surd import Surd, exact_sqrt, parse_exact


@pytest.mark.parametrize("seed", range(40))
def test_digits_are_cut_off_and_not_rounded(seed):
    r = Random(seed)
    number = Fraction(r.randint(-(10**9), 10**9), r.randint(10**6, 10**9))
    cut = Context(prec=6, rounding=ROUND_DOWN).divide(number.numerator, number.denominator)
    shown = digits(number)
    if number.denominator < 10**6:
        assert shown == format_rational(number)
    else:
        assert Fraction(shown.rstrip("…")) == Fraction(cut) and shown.endswith("…")


def test_a_denominator_of_a_million_is_cut_off():
    assert digits(Fraction(1, 10**6 - 1)) == "1/999999"
    assert digits(Fraction(1, 10**6)).endswith("…")


@pytest.mark.parametrize("seed", range(30))
def test_numbers_are_written_with_as_many_digits_as_tell_them_apart(seed):
    r = Random(seed)
    base, step = 10**40, 10 ** r.randint(8, 38)
    numbers = [Fraction(base + k * step) for k in range(r.randint(1, 4))] + [Fraction(1, 2)]
    count = told_apart(numbers)
    assert count % 6 == 0 and 6 <= count <= 30
    apart = len({short(number, count) for number in numbers}) == len(numbers)
    assert apart or count == 30
    if count > 6:
        assert len({short(number, count - 6) for number in numbers}) < len(numbers)


def test_numbers_that_are_written_out_need_no_more_digits():
    numbers = [Fraction(f"1234567/{10**15 + k}") for k in (1, 2)]  # of 24 characters
    assert told_apart(numbers) == 6 and len(set(map(short, numbers))) == 2
    assert told_apart([number + 1 for number in numbers]) > 6  # of 33 characters


def test_no_more_than_thirty_digits_are_written():
    numbers = [Fraction(10**60), Fraction(10**60 + 10**26)]  # the 35th digit differs
    assert told_apart(numbers) == 30 and told_apart(numbers, 36) == 36


def test_long_numbers_are_told_by_their_first_digits():
    assert exact_words(Fraction(1, 10**12)) != "1/1000000000000"
    assert exact_words(Fraction(1, 10**12 - 1)) == "1/999999999999"
    assert exact_words(exact_sqrt(Fraction(2))) == "√2"


@pytest.mark.parametrize("text", ["√2", "-√2", "1/2 - 3/4·√5", "-1/2 + √3", "-3 - 2·√7", "4/9"])
def test_an_exact_number_is_read_as_it_was_written(text):
    number = parse_exact(text)
    assert str(number) == text
    terms = text.replace("·√", "*").replace("√", "1*").replace(" ", "")
    value = 0.0
    for term in terms.replace("-", "+-").split("+"):
        if "*" in term:
            factor, root = term.split("*")
            value += float(Fraction(factor)) * int(root) ** 0.5
        elif term:
            value += float(Fraction(term))
    assert float(number) == pytest.approx(value)


def test_a_root_of_more_digits_than_python_reads_is_read():
    long = exact_sqrt(Fraction(10**5000 + 1))
    assert parse_exact(str(long)) == long


def test_the_multiple_below_is_found_however_near_the_next_one_is():
    for bits in (1, 4, 60):
        for number in (exact_sqrt(Fraction(2)), -exact_sqrt(Fraction(3)) / 7):
            low = rational_below(number, bits)
            assert low < number < low + Fraction(1, 2**bits)
            assert (low * 2**bits).denominator == 1
    near = exact_sqrt(Fraction(4**200 + 1)) - Fraction(2**200)  # about 2^-201
    assert isinstance(near, Surd) and rational_below(1 - near, 4) == Fraction(15, 16)
    assert rational_below(Fraction(1, 3), 4) == Fraction(1, 3)


def test_what_rounds_to_zero_has_no_sign():
    with decimal_places(2):
        texts = [format_rational(Fraction(k, 1000)) for k in (-1, 1, -6)]
    assert texts == ["0.00", "0.00", "-0.01"]
