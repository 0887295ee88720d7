"""Intervals enclose every result, and put every other comparison to the run."""

import operator
from fractions import Fraction
from itertools import combinations_with_replacement

import pytest
from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from oraclegames import InputError
from oraclegames.reflective.machines.interval import Interval

SOURCE = frozenset([(0, 0, fmpq(1, 2))])


class GaveUpError(Exception):
    pass


class Run:
    """Answers forks with a fixed answer, and remembers what they came from."""

    def __init__(self, answer=True):
        self.answer = answer
        self.sources = []

    def fork(self, sources):
        self.sources.append(sources)
        return self.answer

    def give_up(self, sources):
        raise GaveUpError


rationals = st.fractions(min_value=-3, max_value=3, max_denominator=6)


@st.composite
def enclosed(draw):
    low, high = sorted((draw(rationals), draw(rationals)))
    share = draw(st.fractions(min_value=0, max_value=1, max_denominator=4))
    interval = Interval(
        fmpq(low.numerator, low.denominator), fmpq(high.numerator, high.denominator), Run(), SOURCE
    )
    return low + share * (high - low), interval


def holds(value, interval):
    return interval.low <= fmpq(value.numerator, value.denominator) <= interval.high


@given(enclosed(), enclosed(), rationals)
def test_arithmetic_encloses_the_result(left, right, number):
    (x, a), (y, b) = left, right
    for operation in (operator.add, operator.sub, operator.mul):
        assert holds(operation(x, y), operation(a, b))
        assert holds(operation(x, number), operation(a, number))
        assert holds(operation(number, x), operation(number, a))
    assert holds(-x, -a)
    assert holds(abs(x), abs(a))
    for exponent in range(4):
        assert holds(x**exponent, a**exponent)
    assert (a + b).sources == SOURCE


def test_powers_are_as_tight_as_can_be():
    ends = [fmpq(k, 2) for k in (-4, -2, -1, 0, 1, 2, 4)]
    for low, high in combinations_with_replacement(ends, 2):
        inside = [low, high, *(end for end in ends if low < end < high)]
        for exponent in range(5):
            values = [x**exponent for x in inside]
            found = Interval(low, high, Run(), SOURCE) ** exponent
            assert (found.low, found.high) == (min(values), max(values))


@given(enclosed(), enclosed(), rationals)
def test_quotients_enclose_the_result_or_give_up_at_zero(left, right, number):
    (x, a), (y, b) = left, right
    if b.low <= 0 <= b.high:
        with pytest.raises(GaveUpError):
            a / b
    else:
        assert holds(x / y, a / b)
        assert holds(number / y, number / b)
    if number:
        assert holds(x / number, a / number)


@given(enclosed(), enclosed(), rationals)
def test_a_comparison_that_is_answered_without_the_run_is_right(left, right, number):
    (x, a), (y, b) = left, right
    for compare in (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne):
        for value, interval, one in ((y, b, a), (number, number, a)):
            before = len(one.run.sources)
            answer = compare(one, interval)
            if len(one.run.sources) == before:
                assert answer == compare(x, value)


def test_an_open_comparison_is_put_to_the_run_with_its_sources():
    run = Run(answer=False)
    half = Interval(fmpq(0), fmpq(1), run, SOURCE)
    assert not half > Fraction(1, 2)
    assert half <= Fraction(1, 2)
    assert half != Fraction(1, 2)
    assert run.sources == [SOURCE] * 3


@pytest.mark.parametrize(
    "operation",
    [hash, int, float, round, lambda x: x // 1, lambda x: [1][x], lambda x: x.numerator],
)
def test_what_needs_the_number_gives_up(operation):
    with pytest.raises(GaveUpError):
        operation(Interval(fmpq(0), fmpq(1), Run(), SOURCE))


@pytest.mark.parametrize("low", [-2, -1, 0, 1])
def test_what_the_ends_decide_is_not_put_to_the_run(low):
    number = Interval(fmpq(low), fmpq(low + 1), Run(), SOURCE)
    for other in (Fraction(k, 2) for k in range(-7, 8)):
        asked = {
            operator.lt: low < other <= low + 1,
            operator.gt: low <= other < low + 1,
            operator.eq: low <= other <= low + 1,
        }
        for compare, is_open in asked.items():
            before = len(number.run.sources)
            answer = compare(number, other)
            assert (len(number.run.sources) > before) == is_open
            assert is_open or answer == compare(Fraction(2 * low + 1, 2), other)
    size = abs(number)
    assert (size.low, size.high) == (max(0, low, -low - 1), max(-low, low + 1))


def test_what_is_no_number_is_another_thing():
    number = Interval(fmpq(0), fmpq(1), Run(), SOURCE)
    assert (number == None) is False and (number == [0]) is False  # noqa: E711
    assert number.run.sources == []


def test_floats_are_refused():
    with pytest.raises(InputError, match="not exact"):
        Interval(fmpq(0), fmpq(1), Run(), SOURCE) + 0.5
