"""Algebraic numbers, against sympy and by the laws of a field."""

from fractions import Fraction

import pytest
from flint import fmpq_poly, fmpz_poly
from hypothesis import given
from hypothesis import strategies as st

from oraclegames import InputError
from oraclegames.exact.algebraic import Algebraic, real_roots

sympy = pytest.importorskip("sympy")


@given(st.lists(st.integers(-5, 5), min_size=2, max_size=6).filter(lambda c: any(c[1:])))
def test_the_real_roots_are_those_of_sympy(coefficients):
    while coefficients[-1] == 0:
        coefficients = coefficients[:-1]
    x = sympy.symbols("x")
    theirs = sympy.real_roots(sympy.Poly(coefficients[::-1], x), multiple=True)
    ours = real_roots(fmpz_poly(coefficients))
    assert sorted(map(float, ours)) == pytest.approx(sorted({float(r) for r in theirs}), abs=1e-12)
    for root in ours:
        value = Fraction(0)
        for c in reversed(coefficients):
            value = root * value + c
        assert value == 0


def golden():
    return max(real_roots(fmpz_poly([-1, -1, 1])))


def test_arithmetic_in_a_field_is_exact():
    phi = golden()
    assert phi * phi == phi + 1
    assert 1 / phi == phi - 1
    assert (phi / phi) == 1
    assert 2 - phi > Fraction(38, 100)
    assert phi - phi == 0
    assert hash(phi * phi) == hash(phi + 1)
    assert repr(phi) == "≈1.61803398875"


def test_an_enclosure_is_as_tight_as_asked():
    low, high = golden().enclosure(Fraction(1, 10**40))
    assert low < golden() < high
    assert high - low <= Fraction(1, 10**40)


def test_different_fields_do_not_mix():
    other = max(real_roots(fmpz_poly([-2, 0, 1])))
    assert golden() != other
    with pytest.raises(InputError, match="different fields"):
        golden() + other


def test_conjugates_are_different_numbers():
    low, high = sorted(real_roots(fmpz_poly([-2, 0, 1])))
    assert low < 0 < high
    assert low != high
    assert isinstance(low, Algebraic)
    assert low.polynomial == fmpq_poly([0, 1]) == high.polynomial


def test_there_is_no_inverse_of_zero():
    with pytest.raises(ZeroDivisionError):
        (golden() - golden()).inverse()
