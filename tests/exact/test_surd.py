"""Quadratic irrationals against sympy and against 200-bit balls."""

from __future__ import annotations

import pickle
from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from oraclegames.exact.surd import Surd, exact_sign, exact_sqrt, quadratic_roots, rational_between

small = st.fractions(min_value=-6, max_value=6, max_denominator=6)
numbers = st.builds(
    lambda a, b, d: a + b * exact_sqrt(Fraction(d)), small, small, st.integers(0, 12)
)


def symbolic(number):
    if isinstance(number, Surd):
        return sympy.Rational(number.a.numerator, number.a.denominator) + sympy.Rational(
            number.b.numerator, number.b.denominator
        ) * sympy.sqrt(number.d)
    return sympy.Rational(number.numerator, number.denominator)


@given(numbers, numbers)
def test_order_and_equality_agree_with_sympy(left, right):
    difference = sympy.sign(sympy.nsimplify(symbolic(left) - symbolic(right)))
    assert (left > right) == (difference > 0)
    assert (left < right) == (difference < 0)
    assert (left == right) == (difference == 0)
    if left == right:
        assert hash(left) == hash(right)


@given(small, small, small, small, st.sampled_from([2, 3, 5, 8]))
def test_arithmetic_in_one_field_agrees_with_sympy(a, b, c, e, d):
    root = exact_sqrt(Fraction(d))
    left, right = a + b * root, c + e * root * 2
    assert sympy.simplify(symbolic(left * right) - symbolic(left) * symbolic(right)) == 0
    assert sympy.simplify(symbolic(left - right) - symbolic(left) + symbolic(right)) == 0
    if right:
        assert (left / right) * right == left


def test_two_writings_of_one_field_mix():
    assert exact_sqrt(Fraction(8)) - 2 * exact_sqrt(Fraction(2)) == 0
    for number in (
        exact_sqrt(Fraction(8)) + exact_sqrt(Fraction(2)),
        Surd(1, 1, 8) * Surd(1, 1, 2),
    ):
        assert isinstance(number, Surd)
    assert exact_sqrt(Fraction(1, 2)) * exact_sqrt(Fraction(2)) == 1


def test_two_fields_compare_add_and_multiply():
    two, three = exact_sqrt(Fraction(2)), exact_sqrt(Fraction(3))
    assert two < three
    assert 1 + two > three
    assert (two + three) * (two + three) == 5 + 2 * exact_sqrt(Fraction(6))
    assert two * three == exact_sqrt(Fraction(6))
    assert two + three - three == two
    assert hash(two * three) == hash(exact_sqrt(Fraction(6)))


@given(small, small, small)
def test_quadratic_roots_are_roots_in_order(a, b, c):
    roots = quadratic_roots(a, b, c)
    assert list(roots) == sorted(roots)
    for root in roots:
        assert a * root * root + b * root + c == 0
    if a:
        assert len(roots) == 1 + exact_sign(b * b - 4 * a * c)


def test_floats_survive_cancellation():
    tiny = exact_sqrt(Fraction(10**40 + 1)) - 10**20
    assert float(tiny) == pytest.approx(5e-21, rel=1e-12)
    assert tiny.sign() == 1


def test_surds_travel_between_processes():
    root = exact_sqrt(Fraction(2, 3))
    assert pickle.loads(pickle.dumps(root)) == root
    with pytest.raises(AttributeError):
        root.a = 1


@pytest.mark.parametrize("bits", [1, 30, 60, 200])
def test_a_rational_number_lies_between_two_that_are_close(bits: int) -> None:
    root, step = exact_sqrt(Fraction(2)), Fraction(1, 2**bits)
    for low, high in ((root, root + step), (root - step, root), (-root - step, -root)):
        assert low < rational_between(low, high) < high
