"""Exact numbers of different fields, common zeros of polynomials, numbers for show."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction

import pytest
import sympy
from flint import fmpq_poly, fmpz_poly

from oraclegames import Game, solve
from oraclegames.exact.algebraic import Algebraic, number_document, real_roots
from oraclegames.exact.bivariate import X, Y, common_zeros
from oraclegames.exact.real import between, enclosure, order, plain, reduced
from oraclegames.exact.show import rounded, shown_float
from oraclegames.exact.surd import Surd, exact_sqrt


def test_numbers_of_different_fields_are_ordered():
    roots = [
        root
        for coefficients in ([-2, 0, 1], [-2, 0, 0, 1], [-3, 0, 0, 0, 1], [1, -3, 0, 1], [-1, 2])
        for root in real_roots(fmpz_poly(coefficients))
    ]
    roots += [plain(root) for root in roots] + [Fraction(1, 3), Fraction(7, 5), Fraction(0)]
    for a, b in itertools.product(roots, repeat=2):
        assert order(a, b) == (float(a) > float(b)) - (float(a) < float(b))


def test_equal_numbers_of_different_fields_are_equal():
    fourth = next(r for r in real_roots(fmpz_poly([-2, 0, 0, 0, 1])) if r > 0)
    assert order(fourth * fourth, exact_sqrt(Fraction(2))) == 0
    assert isinstance(reduced(fourth * fourth), Surd)
    shifted = next(r for r in real_roots(fmpz_poly([-1, -4, 6, -4, 1])) if r > 1)  # 1 + 2^(1/4)
    assert order(shifted - 1, fourth) == 0
    assert order(shifted, fourth) == 1
    assert plain(fourth - fourth) == 0
    assert type(plain(Algebraic(fourth.root, fmpq_poly([3])))) is Fraction


def test_enclosures_hold_the_number():
    for root in real_roots(fmpz_poly([-2, 0, 0, 1])):
        low, high = enclosure(root, 80)
        assert low < root < high and high - low <= Fraction(1, 1 << 79)
        assert number_document(root)["polynomial"] == ["-2", "0", "0", "1"]


def test_common_zeros_are_those_of_sympy():
    draw = random.Random(5)
    x, y = sympy.symbols("x y")
    for _ in range(8):
        pairs = [[draw.randint(-3, 3) for _ in range(6)] for _ in range(2)]
        f, g = (a + b * X + c * Y + d * X * Y + e * X**2 + h * Y**2 for a, b, c, d, e, h in pairs)
        if f == 0 or g == 0 or not f.gcd(g).is_constant():
            continue
        box = (Fraction(-50), Fraction(50))
        found = common_zeros(f, g, box, box)
        for a, b in found:
            for p, q, r, s, t, u in pairs:
                assert p + q * a + r * b + s * a * b + t * a * a + u * b * b == 0
        first, second = (
            p + q * x + r * y + s * x * y + t * x**2 + u * y**2 for p, q, r, s, t, u in pairs
        )
        basis = sympy.groebner([first, second], x, y, order="lex")
        if not basis.is_zero_dimensional:
            continue
        eliminant = sympy.Poly(basis.exprs[-1], y)
        heights = [root for root in sympy.real_roots(eliminant) if abs(root) < 50]
        assert len({round(float(b), 9) for _, b in found}) <= len(set(heights))


def test_numbers_beyond_floats_are_shown_as_texts():
    big = Fraction(15 * 10**399)
    assert shown_float(Fraction(1, 4)) == 0.25
    assert (rounded(Fraction(1, 3)), rounded(big)) == ("0.333333", "1.5e+400")
    assert shown_float(exact_sqrt(big * 10)) == 3.872983346207417e200
    assert str(shown_float(exact_sqrt(big) * big)).startswith("1.83")


def test_huge_games_are_solved_and_written():
    big = 10**400
    for rows in ([[2 * big, 0], [3 * big, big]], [[4 * big, 3], [5 * big, -big]]):
        solution = solve(Game.from_arrays(rows, [[2, 3], [0, big]]))
        assert solution.to_dict()["complete"] and str(solution)


@pytest.mark.parametrize("seed", range(20))
def test_numbers_are_ordered_as_their_differences_say(seed):
    """Of one field, of different ones, equal ones written in two fields, and very near ones."""
    source = random.Random(seed)
    size = 10 ** source.choice((1, 20, 120))
    roots = [
        root
        for degree in (2, 3, 4)
        for root in real_roots(
            fmpz_poly([source.randint(-size, size) for _ in range(degree)] + [source.randint(1, 9)])
        )
        if not isinstance(root, Fraction)
    ]
    if not roots:
        return
    one = source.choice(roots)
    tiny = Fraction(1, 10**300)
    pairs = [
        (one, one + 0, 0),
        (one, one + tiny, -1),
        (one * one + tiny, one * one, 1),
        (reduced(one * one), one * one, 0),
        (reduced(one + 1), one + 1 + tiny, -1),
    ]
    for first, second, expected in pairs:
        assert order(first, second) == expected == -order(second, first)
    for first in roots:
        for second in roots:
            low, high = enclosure(first, 400)
            least, most = enclosure(second, 400)
            if high < least or most < low:
                assert order(first, second) == (-1 if high < least else 1)
            else:
                assert order(first, second) == 0 == order(second, first)


def test_a_number_between_two_however_near_they_are():
    numbers = [Fraction(0), Fraction(1, 3), exact_sqrt(Fraction(2)), Fraction(-7, 5)]
    numbers += real_roots(fmpz_poly([1, -3, 0, 1]))
    tiny = Fraction(1, 10**200)
    numbers += [number + tiny for number in numbers]
    for low, high in itertools.permutations(numbers, 2):
        if order(low, high) < 0:
            middle = between(low, high)
            assert order(low, middle) == order(middle, high) == -1
            if order(low + Fraction(1, 100), high) < 0:
                assert middle.denominator <= 128
