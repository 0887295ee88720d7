"""Algebraic numbers, against sympy and by the laws of a field."""

import itertools
import time
from fractions import Fraction

import pytest
from flint import ctx, fmpq, fmpq_poly, fmpz_poly
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from oraclegames.exact.algebraic import Algebraic, _evaluate, real_roots
from oraclegames.exact.isolation import bisected
from oraclegames.exact.surd import exact_sqrt
from tests.depth import some

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
    assert abs(1 - phi) == abs(phi - 1) == phi - 1 and abs(-phi) == phi
    assert phi - phi == 0
    assert hash(phi * phi) == hash(phi + 1)
    assert repr(phi) == "≈1.61803398875"


@pytest.mark.parametrize("degree", range(4))
def test_an_enclosure_of_values_holds_them_all_also_between_the_ends(degree):
    low, high = fmpq(-1), fmpq(3, 2)
    for coefficients in itertools.product((-2, 0, 1), repeat=degree + 1):
        polynomial = fmpq_poly(list(coefficients))
        bottom, top = _evaluate(polynomial, low, high)
        values = [polynomial(low + (high - low) * fmpq(k, 10)) for k in range(11)]
        assert bottom <= min(values) and max(values) <= top


def test_an_enclosure_is_as_tight_as_asked():
    low, high = golden().enclosure(Fraction(1, 10**40))
    assert low < golden() < high
    assert high - low <= Fraction(1, 10**40)


polynomials = st.lists(st.integers(-4, 4), min_size=3, max_size=5).filter(lambda c: c[-1])


@settings(max_examples=some(10, 25), deadline=None)
@given(polynomials, polynomials, st.data())
def test_numbers_of_any_fields_add_multiply_and_compare(first, second, data):
    a, b = (
        data.draw(st.sampled_from(sorted(found)))
        for coefficients in (first, second)
        if (found := [r for r in real_roots(fmpz_poly(coefficients)) if isinstance(r, Algebraic)])
        or assume(False)
    )
    assert float(a + b) == pytest.approx(float(a) + float(b), abs=1e-12)
    assert float(a * b) == pytest.approx(float(a) * float(b), abs=1e-12)
    for number in (a + b, a * b, a - b, a / b):
        minimal = number.minimal
        assert minimal.numer().factor()[1] == [(minimal.numer(), 1)]
        value = Fraction(0)
        for coefficient in reversed(minimal.coeffs()):
            value = number * value + coefficient
        assert value == 0
    assert (a + b) - b == a
    assert (a * b) / b == a
    assert hash((a + b) - b) == hash(a)
    assert a + b == b + a
    assert (a == b) == (a - b == 0)


def test_equal_numbers_of_different_fields_are_equal():
    two, three = (max(real_roots(fmpz_poly([-n, 0, 1]))) for n in (2, 3))
    total = two + three
    assert total * total == 5 + 2 * max(real_roots(fmpz_poly([-6, 0, 1])))
    assert not total < two + three
    assert total <= two + three
    assert {total, two + three} == {total}
    conjugate = min(real_roots(fmpz_poly([-2, 0, 1])))
    assert two + conjugate == 0
    assert hash(two + conjugate) == hash(0)
    assert -conjugate == two
    assert (-conjugate) in {two}
    assert two != conjugate
    assert two != three
    assert two != "two"


def test_algebraic_numbers_and_surds_mix():
    cube = max(real_roots(fmpz_poly([-2, 0, 0, 1])))
    root = exact_sqrt(Fraction(2))
    other = max(real_roots(fmpz_poly([-2, 0, 1])))
    assert root == other
    assert other == root
    assert hash(root) == hash(other)
    assert root > cube
    assert cube < root
    assert root + cube - root == cube
    assert float(cube / root) == pytest.approx(2 ** (1 / 3 - 1 / 2))
    assert sorted([root, cube, Fraction(13, 10)]) == [cube, Fraction(13, 10), root]


def test_conjugates_are_different_numbers():
    low, high = sorted(real_roots(fmpz_poly([-2, 0, 1])))
    assert low < 0 < high
    assert low != high
    assert isinstance(low, Algebraic)
    assert low.polynomial == fmpq_poly([0, 1]) == high.polynomial


def test_there_is_no_inverse_of_zero():
    with pytest.raises(ZeroDivisionError):
        (golden() - golden()).inverse()


@pytest.mark.parametrize(
    "coefficients",
    [
        [-2, 0, 1],
        [-(10**80), 0, 3],
        [-2, 4 * 10**6, -2 * 10**12, 0, 0, 0, 0, 1],  # Mignotte's: two roots 1e-21 apart
        [1, 0, -8, 0, 8],
    ],
)
def test_each_enclosure_holds_one_root_whatever_the_precision_outside(coefficients):
    polynomial = fmpz_poly(coefficients)
    roots = real_roots(polynomial)
    with ctx.workprec(300):
        assert real_roots(polynomial) == roots
    for root in roots:
        low, high = root.root.low, root.root.high
        inside = [other for other in roots if low < other < high]
        assert inside == [root]
        assert (
            root.root.modulus(fmpq(low.numerator, low.denominator))
            * root.root.modulus(fmpq(high.numerator, high.denominator))
            < 0
        )


def test_multiple_roots_are_listed_once():
    cubed = fmpz_poly([-2, 0, 1]) ** 3 * fmpz_poly([-1, 2]) ** 2
    assert sorted(map(float, real_roots(cubed))) == pytest.approx([-(2**0.5), 0.5, 2**0.5])
    assert Fraction(1, 2) in real_roots(cubed)


@settings(deadline=None, max_examples=some(24, 60))
@given(
    st.lists(st.integers(-9, 9), min_size=3, max_size=6),
    st.integers(-700, 700),
)
def test_halving_finds_the_roots_that_flint_finds(coefficients, size):
    """Also where the roots are of any size: x is put for x·2^size."""
    assume(coefficients[0] and coefficients[-1])
    scaled = fmpq_poly([c * fmpq(2) ** (-size * k) for k, c in enumerate(coefficients)]).numer()
    for factor, _ in scaled.factor()[1]:
        if factor.degree() > 1:
            intervals = sorted(bisected(factor))
            assert len(intervals) == sum(ball.imag == 0 for ball, _ in factor.complex_roots())
            for low, high in intervals:
                assert (factor(low) < 0) != (factor(high) < 0)
            for one, other in itertools.pairwise(intervals):
                assert one[1] <= other[0]


def test_halving_takes_as_long_as_the_roots_are_apart_and_not_as_the_coefficients_are_long():
    tiny = fmpz_poly([-2 * 3**20000, 0, 0, 0, 3**20000 + 1])  # about ±2^(1/4)
    started = time.process_time()
    assert len(bisected(tiny)) == 2
    assert time.process_time() - started < 1


def test_a_number_that_is_rational_is_written_as_a_fraction():
    _, root = real_roots(fmpz_poly([-2, 0, 1]))
    whole = root * root + Fraction(1, 3)
    assert whole.simplest() == Fraction(7, 3) and type(whole.simplest()) is Fraction
    assert (root - root).simplest() == 0 and (root + 1).simplest() == root + 1
