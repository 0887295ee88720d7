"""Common zeros of two bilinear functions, against subdivision of the square by corner signs."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames.certificates.match_cover import have_zero
from oraclegames.reflective.match.bilinear import solve_square
from tests.depth import some

corner = st.integers(-3, 3)
squares = st.tuples(st.tuples(corner, corner), st.tuples(corner, corner))
wide = st.integers(-(10**12), 10**12)
wide_squares = st.tuples(st.tuples(wide, wide), st.tuples(wide, wide))


def value(f, r, s):
    return (
        (1 - r) * (1 - s) * f[0][0]
        + r * (1 - s) * f[1][0]
        + (1 - r) * s * f[0][1]
        + r * s * f[1][1]
    )


def encloses(f, g, r, s):
    """Whether (r, s) provably encloses a common zero in the unit square; fractions are plugged in.

    For a true interval: f(·, s(·)) changes its sign over r, where s(r) solves g (or f) and is
    monotone between its values at the ends, which lie in s ⊂ [0, 1].
    """
    if not (0 <= r[0] <= r[1] <= 1 and 0 <= s[0] <= s[1] <= 1):
        return False
    if r[0] == r[1]:
        return any(value(f, r[0], t) == 0 == value(g, r[0], t) for t in s)
    for first, second in ((f, g), (g, f)):
        lines = [(value(second, end, 0), value(second, end, 1)) for end in r]
        slopes = [top - base for base, top in lines]
        if slopes[0] * slopes[1] <= 0:
            continue
        zeros = [base / (base - top) for base, top in lines]
        signs = [value(first, end, t) for end, t in zip(r, zeros)]
        if all(s[0] <= t <= s[1] for t in zeros) and signs[0] * signs[1] < 0:
            return True
    return False


def exact(f):
    return [[Fraction(x) for x in row] for row in f]


def quarters(f):
    """The corner values, times four, on the four quarters of the square."""
    (a, b), (c, d) = f
    left, right, low, high, middle = (
        2 * (a + b),
        2 * (c + d),
        2 * (a + c),
        2 * (b + d),
        a + b + c + d,
    )
    return (
        ((4 * a, left), (low, middle)),
        ((left, 4 * b), (middle, high)),
        ((low, middle), (4 * c, right)),
        ((middle, high), (right, 4 * d)),
    )


def no_zero(f, g, depth=40) -> bool:
    """Prove that f and g have no common zero: a bilinear function has its extremes at corners."""
    for (a, b), (c, d) in (f, g):
        if min(a, b, c, d) > 0 or max(a, b, c, d) < 0:
            return True
    parts = zip(quarters(f), quarters(g))
    return depth > 0 and all(no_zero(*part, depth - 1) for part in parts)


@settings(max_examples=some(160, 400))
@given(squares, squares)
def test_a_zero_is_proved_or_its_absence_is_proved_by_subdivision(f, g):
    zero = solve_square(f, g)
    assert have_zero(exact(f), exact(g)) == (zero is not None)
    if zero is None:
        assert no_zero(f, g)
        return
    r, s = zero
    assert encloses(f, g, r, s)
    if r[0] == r[1]:
        assert value(f, r[0], s[0]) == 0 == value(g, r[0], s[0])
    else:
        assert r[1] - r[0] < Fraction(1, 10**9)


@settings(max_examples=some(40, 100))
@given(wide_squares, wide_squares)
def test_large_numbers_are_solved_exactly(f, g):
    zero = solve_square(f, g)
    assert have_zero(exact(f), exact(g)) == (zero is not None)
    assert no_zero(f, g) if zero is None else encloses(f, g, *zero)


def test_an_irrational_zero_is_enclosed():
    # r s = 1/2 and r = s, at 1/√2.
    zero = solve_square(((-1, -1), (-1, 1)), ((0, -1), (1, 0)))
    assert zero is not None
    r, s = zero
    assert r[0] ** 2 < Fraction(1, 2) < r[1] ** 2
    assert s[0] ** 2 < Fraction(1, 2) < s[1] ** 2
    assert encloses(((-1, -1), (-1, 1)), ((0, -1), (1, 0)), r, s)


def test_an_interval_beside_the_zero_is_no_enclosure():
    f, g = ((-1, -1), (-1, 1)), ((0, -1), (1, 0))
    near = (Fraction(71, 100), Fraction(72, 100))
    assert not encloses(f, g, near, near)
    assert not encloses(f, g, (Fraction(7, 10), Fraction(72, 100)), near)


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (((-1, -1), (1, 1)), ((-1, -1), (1, 1))),  # the same line
        (((0, 0), (0, 0)), ((-1, 2), (3, -4))),  # one function vanishes
        (((0, 0), (0, 0)), ((0, 0), (0, 0))),  # both do
        (((1, -1), (-1, 1)), ((-1, 1), (1, -1))),  # the same cross
        (((-1, 1), (-2, 2)), ((1, -1), (0, 0))),  # a common factor
    ],
)
def test_a_whole_curve_of_zeros_gives_one_of_them(f, g):
    zero = solve_square(f, g)
    assert zero is not None and encloses(f, g, *zero)
    assert have_zero(exact(f), exact(g))
