"""Common zeros of two polynomials: both ways of finding y agree, and sympy finds the same."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from oraclegames.exact import bivariate
from oraclegames.exact.bivariate import X, Y, common_zeros

WIDE = (Fraction(-50), Fraction(50))


def random_curve(rng: random.Random, degree: int):
    """A product of lines in x and y less another: as the curves of cycles are."""
    sides = []
    for _ in range(2):
        side = 1 + 0 * X
        for variable in (X, Y):
            for _ in range(degree):
                side *= variable - rng.randint(-4, 4)
        sides.append(side)
    return sides[0] - rng.choice([-1, 1, 2]) * sides[1]


@pytest.mark.parametrize("seed", range(12))
def test_both_ways_to_the_common_root_agree(seed, monkeypatch):
    rng = random.Random(seed)
    f, g = random_curve(rng, 1 + seed % 3), random_curve(rng, 2)
    if not f.gcd(g).is_constant():
        pytest.skip("the curves share a component")
    found = common_zeros(f, g, WIDE, WIDE)
    monkeypatch.setattr(bivariate._Chain, "of", classmethod(lambda cls, first, second: None))
    again = common_zeros(f, g, WIDE, WIDE)
    near = sorted((round(float(x), 9), round(float(y), 9)) for x, y in found)
    assert near == sorted((round(float(x), 9), round(float(y), 9)) for x, y in again)
    for x, y in found:
        for curve in (f, g):
            total = 0
            for (i, j), c in curve.to_dict().items():
                term = Fraction(int(c.p), int(c.q))
                for number, power in ((x, i), (y, j)):
                    for _ in range(power):
                        term = term * number
                total = total + term
            assert total == 0


def test_all_zeros_are_those_of_sympy():
    sympy = pytest.importorskip("sympy")
    x, y = sympy.symbols("x y")
    f, g = X**2 + Y**2 - 5, X * Y - 2
    found = {(float(a), float(b)) for a, b in common_zeros(f, g, WIDE, WIDE)}
    expected = sympy.solve([x**2 + y**2 - 5, x * y - 2], [x, y])
    assert found == {(float(a), float(b)) for a, b in expected}


def test_two_zeros_above_each_other_are_told_apart():
    """x = 0 meets the circle twice: the projection along y does not do."""
    found = common_zeros(X + 0 * Y, X**2 + Y**2 - 2, WIDE, WIDE)
    assert sorted(float(b) for _, b in found) == pytest.approx([-(2**0.5), 2**0.5])
    assert all(a == 0 for a, _ in found)


def test_what_surely_is_no_zero_is_left_out():
    f, g = X**2 - 1 + 0 * Y, X - Y
    assert len(common_zeros(f, g, WIDE, WIDE)) == 2
    (only,) = common_zeros(f, g, WIDE, WIDE, possible=lambda x: x > 0)
    assert only == (1, 1)


HALF = Fraction(1, 2)

CASES = [
    # curves, and all real points in which they meet
    (X - Y**2, X + Y**2, [(0, 0)]),  # they touch: y² over x = 0
    (X - Y**3, X + Y**3 + X * Y, [(0, 0), (-8, -2)]),
    (X * Y - 1, X * Y**2 - 1, [(1, 1)]),  # over x = 0 they meet at infinity alone
    (Y**2 + 1, X + 0 * Y, []),  # imaginary points over x = 0
    ((Y**2 + 1) * (Y - 1), X - X**2 + 0 * Y, [(0, 1), (1, 1)]),  # and real ones
    (X**2 + Y**2 - 25, X - 3 + 0 * Y, [(3, 4), (3, -4)]),  # two above each other
    ((X - Y) * (X + Y), (X - 2) * (2 * Y - 1), [(2, 2), (2, -2), (HALF, HALF), (-HALF, HALF)]),
    ((X**2 - 1) + 0 * Y, (Y**2 - 1) + 0 * X, [(1, 1), (1, -1), (-1, 1), (-1, -1)]),
    (X**2 - 2 + 0 * Y, X * Y - 1, None),  # x = √2 and −√2
]


@pytest.mark.parametrize("chain", [True, False])
@pytest.mark.parametrize(("f", "g", "expected"), CASES)
def test_touching_stacked_imaginary_and_infinite_points(f, g, expected, chain, monkeypatch):
    if not chain:
        monkeypatch.setattr(bivariate._Chain, "of", classmethod(lambda cls, first, second: None))
    found = common_zeros(f, g)
    if expected is None:
        assert sorted(float(y) for _, y in found) == pytest.approx([-(0.5**0.5), 0.5**0.5])
    else:
        assert sorted(found) == sorted(expected)
    assert sorted((y, x) for y, x in common_zeros(f.compose(Y, X), g.compose(Y, X))) == sorted(
        (y, x) for x, y in found
    )


@pytest.mark.parametrize("seed", range(12))
def test_a_rectangle_takes_the_points_that_lie_in_it(seed):
    rng = random.Random(seed)
    f, g = random_curve(rng, 2), random_curve(rng, 1) * (X - rng.randint(-2, 2))
    if not f.gcd(g).is_constant():
        pytest.skip("the curves share a component")
    every = common_zeros(f, g)
    for _ in range(6):
        (a, b), (c, d) = (sorted(Fraction(rng.randint(-20, 20), 4) for _ in "12") for _ in "12")
        inside = [(x, y) for x, y in every if a < x < b and c < y < d]
        found = common_zeros(f, g, (a, b), (c, d))
        assert sorted(map(float, (x for x, _ in found))) == pytest.approx(
            sorted(float(x) for x, _ in inside)
        )
        assert len(found) == len(inside)
