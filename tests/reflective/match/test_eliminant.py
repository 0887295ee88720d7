"""Common zeros by the eliminant: against closed forms, planted zeros, and elimination."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames.budget import Clock
from oraclegames.exact.algebraic import Algebraic
from oraclegames.reflective.match.answers import Cell, _polynomial
from oraclegames.reflective.match.bilinear import solve_square
from oraclegames.reflective.match.eliminant import UnsaidError, zeros
from tests.depth import some


def value(line, point):
    """A multilinear polynomial, by its values at the corners, straight from the definition."""
    total = 0
    for at, number in enumerate(line):
        weight = Fraction(1)
        for n, x in enumerate(point):
            weight = weight * (x if at >> (len(point) - 1 - n) & 1 else 1 - x)
        total = total + number * weight
    return total


def told(lines, count):
    """All zeros, or None where nothing is said."""
    try:
        found = list(zeros(lines, count))
    except UnsaidError:
        return None
    for zero in found:
        assert all(value(line, zero) == 0 for line in lines) and all(0 <= x <= 1 for x in zero)
    return found


@settings(max_examples=some(60, 300))
@given(st.lists(st.integers(-4, 4), min_size=8, max_size=8))
def test_two_unknowns_as_the_bilinear_solver(numbers):
    lines = numbers[:4], numbers[4:]
    found = told(lines, 2)
    squares = [((a, b), (c, d)) for a, b, c, d in lines]
    one = solve_square(*squares)
    if found is not None:
        assert bool(found) == (one is not None)
        if one is not None and all(low == high for low, high in one):
            assert tuple(low for low, _ in one) in found


@settings(max_examples=some(15, 60))
@given(st.integers(0, 10**6), st.sampled_from((1, 2, 9)))
def test_three_unknowns_as_elimination(seed, size):
    r = Random(seed)
    lines = [[r.randint(-size, size) for _ in range(8)] for _ in range(3)]
    found = told(lines, 3)
    # Three thresholds at 1/2 of numbers over 40, and no other probability.
    outputs = [tuple(20 + x for x in line) for line in lines]
    cell = Cell(((1, 2),) * 3, outputs, 40, [0, 10, 20, 30, 40])
    solved = _polynomial(cell, [(Fraction(0), Fraction(1))] * 3, Clock(None))
    if found is not None:
        assert not solved.continua
        answers = [one.answers for one in solved.solutions]
        corner = any(all(line[at] == 0 for line in lines) for at in range(8))
        assert bool(found) == bool(answers)
        # Where a corner does as well, elimination says that of every solution.
        assert corner or sorted(found) == sorted(answers)


@settings(max_examples=some(20, 80))
@given(st.integers(0, 10**6), st.integers(1, 4), st.integers(0, 1), st.sampled_from((1, 3, 50)))
def test_a_planted_zero_is_found(seed, count, more, size):
    r = Random(seed)
    zero = tuple(Fraction(r.randint(0, 6), 6) for _ in range(count))
    lines = []
    for _ in range(count + more):
        line = [r.randint(-size, size) * 6**count for _ in range(1 << count)]
        miss = value(line, zero)
        lines.append([x - int(miss) for x in line])
    found = told(lines, count)
    assert found is None or zero in found


def test_an_unknown_may_be_of_a_large_field():
    r = Random(4)
    for _ in range(20):
        lines = [[r.randint(-9, 9) for _ in range(16)] for _ in range(4)]
        found = told(lines, 4)
        fields = [
            len(x.root.coefficients) - 1 for z in found for x in z if isinstance(x, Algebraic)
        ]
        if fields:
            assert max(fields) == 24  # 4! of four multilinear equations
            return
    pytest.fail("no zero in the box")


def test_what_is_not_said():
    line = (-1, 0, 0, 1)
    assert told([line, line], 2) is None
    assert told([(0, 0), (0, 0)], 1) is None
    # One zero at infinity, where the first unknown is 1/2: nothing is there.
    assert told([(-1, -1, 1, 1), (1, 1, 1, 1)], 2) == []


def test_more_equations_than_unknowns_may_contradict_each_other():
    assert told([(-1, 1), (-1, 2)], 1) == []
    assert told([(-1, 1), (0, 0), (-2, 2)], 1) == [(Fraction(1, 2),)]
