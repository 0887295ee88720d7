"""Non-negative solutions of equations: there is one iff a linear program finds one."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from oraclegames.exact.linear_program import Infeasible, LinearProgram
from oraclegames.exact.nonnegative import nonnegative_solution
from oraclegames.exact.simplex import maximise
from oraclegames.exact.surd import exact_sqrt
from tests.depth import some


def system(seed):
    """Few equations, now and then with a solution by construction, with ties of ratios."""
    r = Random(seed)
    count, unknowns = r.randint(1, 4), r.randint(1, 5)
    rows = [[Fraction(r.randint(-2, 2)) for _ in range(unknowns)] for _ in range(count)]
    known = [Fraction(r.choice((0, 0, 1, 2))) for _ in range(unknowns)]
    right = [Fraction(r.randint(0, 2)) for _ in range(count)]
    if r.random() < 0.6:
        right = [sum((a * z for a, z in zip(row, known)), Fraction(0)) for row in rows]
        rows = [row if b >= 0 else [-a for a in row] for row, b in zip(rows, right)]
        right = [abs(b) for b in right]
    return rows, right


@pytest.mark.parametrize("seed", range(some(150, 1500)))
def test_a_solution_is_found_iff_there_is_one(seed):
    rows, right = system(seed)
    program = LinearProgram.of([0] * len(rows[0]), equal=list(zip(rows, right)))
    found = nonnegative_solution(rows, right)
    assert bool(found) == (not isinstance(maximise(program), Infeasible))
    check(rows, right, found)


@pytest.mark.parametrize("seed", range(some(60, 600)))
def test_numbers_of_a_field_are_as_good(seed):
    """Each equation times a positive number of the field, each unknown divided by another."""
    rows, right = system(seed)
    r, root = Random(seed), exact_sqrt(Fraction(2))
    times = [r.choice((Fraction(1), root, 3 - root)) for _ in rows]
    units = [r.choice((Fraction(1), root, 1 + root)) for _ in rows[0]]
    moved = [[t * a * u for a, u in zip(row, units)] for t, row in zip(times, rows)]
    sides = [t * b for t, b in zip(times, right)]
    found = nonnegative_solution(moved, sides)
    assert bool(found) == bool(nonnegative_solution(rows, right))
    check(moved, sides, found)


def check(rows, right, found):
    """It solves, nothing is negative, and no more numbers are positive than there are equations."""
    if found:
        assert all(z >= 0 for z in found) and sum(z > 0 for z in found) <= len(rows)
        for row, b in zip(rows, right):
            total = Fraction(0)
            for a, z in zip(row, found):
                total = a * z + total
            assert total == b
