"""Polynomial systems by elimination, against sympy and by substitution."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from oraclegames.budget import Clock
from oraclegames.exact.polynomial import constant, evaluate, plus, times, variable
from oraclegames.reflective.oracles.polynomial_systems import (
    solve_linear,
    solve_system,
)

sympy = pytest.importorskip("sympy")
small = st.integers(-3, 3).map(fmpq)
multilinear = st.tuples(small, small, small, small)


def bilinear(coefficients, left, right):
    a, b, c, d = coefficients
    terms = [constant(a), times(constant(b), variable(left)), times(constant(c), variable(right))]
    total = times(times(constant(d), variable(left)), variable(right))
    for term in terms:
        total = plus(total, term)
    return total


def points(branch, unknowns):
    known = dict(branch.fixed)
    row = [known.get(n, fmpq(0)) for n in range(unknowns)]
    for number, top, bottom in branch.steps:
        row[number] = evaluate(top, row) / evaluate(bottom, row)
    return row


@given(multilinear, multilinear, multilinear)
def test_three_bilinear_equations_have_the_roots_that_sympy_finds(one, two, three):
    equations = [bilinear(one, 1, 2), bilinear(two, 0, 2), bilinear(three, 0, 1)]
    if not all(equations):
        return
    solved = solve_system(equations, [0, 1, 2], Clock(None))
    branches = solved.branches
    assert not solved.stuck
    x, y, z = symbols = sympy.symbols("x y z")
    expressions = [
        c[0] + c[1] * a + c[2] * b + c[3] * a * b
        for c, (a, b) in zip(
            [[sympy.Rational(int(k)) for k in row] for row in (one, two, three)],
            [(y, z), (x, z), (x, y)],
        )
    ]
    isolated = [branch for branch in branches if not branch.free]
    rows = [points(branch, 3) for branch in isolated]
    assert all(evaluate(e, row) == 0 for e in equations for row in rows)
    if len(isolated) < len(branches):
        return
    ours = {
        tuple(
            round(float(v) if not isinstance(v, fmpq) else v.p / v.q, 8) for v in map(number, row)
        )
        for row in rows
    }
    basis = sympy.groebner(expressions, *symbols, order="lex")
    assert basis.is_zero_dimensional or basis.exprs == [1]
    found = sympy.solve_poly_system(expressions, *symbols) if basis.exprs != [1] else []
    theirs = {
        tuple(round(float(sympy.re(sympy.N(v, 30))), 8) for v in root)
        for root in found or []
        if all(abs(sympy.im(sympy.N(v, 30))) < 1e-20 for v in root)
    }
    assert ours == theirs


def number(value):
    return Fraction(int(value.p), int(value.q)) if isinstance(value, fmpq) else value


def test_linear_systems_are_solved_or_contradict():
    x_plus_y = plus(plus(variable(0), variable(1)), constant(fmpq(-1)))
    assert solve_linear([x_plus_y]) == {0: {(): fmpq(1), (1,): fmpq(-1)}}
    assert solve_linear([x_plus_y, plus(x_plus_y, constant(fmpq(1)))]) is None
    assert solve_linear([]) == {}


def test_two_conics_meet_where_sympy_finds_them():
    circle = {(0, 0): fmpq(1), (1, 1): fmpq(1), (): fmpq(-1)}
    ellipse = {(0, 0): fmpq(3), (1, 1): fmpq(5), (0, 1): fmpq(1), (): fmpq(-4)}
    solved = solve_system([circle, ellipse], [0, 1], Clock(None))
    rows = [points(branch, 2) for branch in solved.branches]
    assert len(rows) == 4 and not solved.stuck
    assert all(evaluate(e, row) == 0 for e in (circle, ellipse) for row in rows)
    x, y = sympy.symbols("x y")
    theirs = sympy.solve([x**2 + y**2 - 1, 3 * x**2 + 5 * y**2 + x * y - 4], [x, y])
    assert {tuple(round(float(v), 8) for v in row) for row in rows} == {
        tuple(round(float(sympy.re(sympy.N(v, 30))), 8) for v in root) for root in theirs
    }


def test_three_conics_through_one_point_meet_there():
    equations = [
        {(0, 0): fmpq(1), (1, 1): fmpq(1), (): fmpq(-25)},
        {(0, 0): fmpq(2), (1, 1): fmpq(1), (0, 1): fmpq(1), (): fmpq(-46)},
        {(0, 0): fmpq(1), (1, 1): fmpq(3), (0,): fmpq(1), (): fmpq(-60)},
    ]
    solved = solve_system(equations, [0, 1], Clock(None))
    rows = [points(branch, 2) for branch in solved.branches]
    assert [fmpq(3), fmpq(4)] in rows
    assert all(evaluate(e, row) == 0 for e in equations for row in rows)


def test_a_sphere_is_left_rather_than_guessed():
    sphere = {(0, 0): fmpq(1), (1, 1): fmpq(1), (2, 2): fmpq(1), (): fmpq(-1)}
    solved = solve_system([sphere], [0, 1, 2], Clock(None))
    (stuck,) = solved.stuck
    assert solved.branches == () and len(stuck.groups) == 1
    assert stuck.reason == "an equation of degree 2 in 3 unknowns is left"


def holds(branch, row):
    """Whether a point is one of a branch."""
    if any(row[n] != value for n, value in branch.fixed.items()):
        return False
    for unknown, top, bottom in branch.steps:  # those of it that are evaluated earlier agree
        if evaluate(bottom, row) == 0 or row[unknown] != evaluate(top, row) / evaluate(bottom, row):
            return False
    return all(evaluate(p, row) != 0 for p in branch.nonzero)


def in_pairs(r, pairs):
    """A sum of a few products of two unknowns, of unknowns and a number, with small factors."""
    total = {}
    for left, right in r.sample(pairs, r.randint(1, 3)):
        few = [fmpq(r.choice((0, 0, 0, 0, 1, -1))) for _ in "abc"]
        term = bilinear([*few, fmpq(r.choice((1, -1, 2)))], left, right)
        total = plus(total, term)
    return {m: c for m, c in total.items() if c != 0}


@pytest.mark.parametrize("seed", range(40))
def test_every_point_of_a_grid_is_in_a_branch_iff_the_equations_hold(seed):
    """Where leading coefficients vanish there are branches of their own."""
    r = Random(seed)
    pairs = [(0, 1), (1, 2), (0, 2)]
    equations = [e for e in (in_pairs(r, pairs) for _ in range(r.randint(1, 3))) if e]
    solved = solve_system(equations, [0, 1, 2], Clock(None))
    if solved.stuck:
        pytest.skip("beyond elimination")
    for row in product([fmpq(k, 2) for k in range(-4, 5)], repeat=3):
        expected = all(evaluate(e, row) == 0 for e in equations)
        inside = sum(holds(branch, row) for branch in solved.branches)
        assert (inside >= 1) == expected, (equations, row)
