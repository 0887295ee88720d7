"""The polytopes and the isolated zeros of the checkers, against those of the solvers."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from flint import fmpq, fmpq_mpoly_ctx

from oraclegames.certificates.isolation import UndecidedError, UnlistedError, check_isolated
from oraclegames.certificates.polytope import Polytope, in_hull, rank
from oraclegames.exact.algebraic import real_roots
from oraclegames.exact.linear_program import Infeasible, LinearProgram
from oraclegames.exact.simplex import maximise
from oraclegames.exact.vertices import polytope_vertices

RING = fmpq_mpoly_ctx.get(["v0", "v1"], "lex")
X, Y = RING.gens()
HALF = Fraction(1, 2)
SPAN = [(fmpq(0), fmpq(1))]


@pytest.mark.parametrize("seed", range(60))
def test_a_polytope_has_the_corners_that_double_description_finds(seed):
    source = Random(seed)
    size = source.randint(1, 4)
    bound = 3 if seed % 2 else 1  # ties
    rows = [
        [fmpq(source.randint(-bound, bound)) for _ in range(size + 1)]
        for _ in range(source.randint(0, 5))
    ]
    if seed % 3 == 0 and rows:
        rows.append([-x for x in rows[0]])
    left = Polytope.simplex(size, fmpq(2))
    for row in rows:
        left = left.cut(row)
    simplex = [[fmpq(int(i == j)) for j in range(size)] + [fmpq(0)] for i in range(size)]
    simplex.append([fmpq(-1)] * size + [fmpq(2)])
    assert sorted(map(list, left.points)) == sorted(polytope_vertices([*simplex, *rows], size))


@pytest.mark.parametrize("seed", range(80))
def test_a_hull_holds_what_a_linear_program_says(seed):
    source = Random(seed)
    size, count = source.randint(1, 4), source.randint(1, 6)
    corners = [[fmpq(source.randint(0, 3)) for _ in range(size)] for _ in range(count)]
    point = [fmpq(source.randint(0, 6), 2) for _ in range(size)]
    if seed % 2:
        point = [sum(column, start=fmpq(0)) / count for column in zip(*corners)]
    fractions = [[Fraction(int(x.p), int(x.q)) for x in row] for row in (point, *corners)]
    sums = [(list(column), x) for column, x in zip(zip(*fractions[1:]), fractions[0])]
    ones = ([Fraction(1)] * count, Fraction(1))
    lp = LinearProgram.of([Fraction(0)] * count, equal=[*sums, ones])
    assert in_hull(point, corners) == (not isinstance(maximise(lp), Infeasible))
    differences = np.array([[float(a - b) for a, b in zip(row, corners[0])] for row in corners])
    assert rank(corners) == np.linalg.matrix_rank(differences)


def test_nothing_has_no_dimension():
    assert rank([]) == -1


def test_a_known_irrational_zero_is_recognised_and_an_unknown_one_is_missed():
    equation = X * X - fmpq(1, 3)
    (root,) = [r for r in real_roots_of([-1, 0, 3]) if r > 0]
    check_isolated([equation], [X, 1 - X], [], [0], SPAN, [[root]])
    with pytest.raises(UnlistedError):
        check_isolated([equation], [X, 1 - X], [], [0], SPAN, [[Fraction(4, 7)]])
    check_isolated([equation], [X, 1 - X], [X - fmpq(3, 5)], [0], SPAN, [])


def real_roots_of(coefficients):
    from flint import fmpz_poly

    return real_roots(fmpz_poly(coefficients))


def test_two_curves_meet_in_what_is_listed():
    equations = [X * Y - fmpq(1, 4), X * X + Y * Y - fmpq(1, 2)]  # a double zero at (1/2, 1/2)
    with pytest.raises(UndecidedError, match="not isolated"):
        check_isolated(equations, [], [], [0, 1], SPAN * 2, [[HALF, HALF]])
    equations = [X * Y - fmpq(1, 8), X + Y * Y - fmpq(3, 4)]
    (middle,) = [(r, q) for r in [HALF] for q in [Fraction(1, 4)]]
    assert all(e(*map(to_q, middle)) != 0 for e in equations[1:])
    with pytest.raises(UnlistedError):
        check_isolated(equations, [], [], [0, 1], SPAN * 2, [middle])


def to_q(x):
    return fmpq(x.numerator, x.denominator)


def test_a_curve_of_zeros_is_left_undecided():
    with pytest.raises(UndecidedError, match="curved"):
        check_isolated([X * Y - fmpq(1, 4)], [], [], [0, 1], SPAN * 2, [])


def test_a_zero_on_the_border_is_left_undecided():
    with pytest.raises(UndecidedError, match="border"):
        check_isolated([X * X - fmpq(1, 2)], [X * X - fmpq(1, 2)], [], [0], SPAN, [])


def test_more_equations_than_unknowns_exclude_each_other():
    check_isolated([X * X - fmpq(1, 2), X * X * X - fmpq(1, 2)], [], [], [0], SPAN, [])
