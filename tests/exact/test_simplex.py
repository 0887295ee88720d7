"""Certified linear programs against vertex enumeration in fractions, and against SciPy."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import InputError
from oraclegames.budget import Clock, OutOfTime
from oraclegames.exact import simplex as lp_module
from oraclegames.exact.simplex import Infeasible, LinearProgram, Optimal, Unbounded, maximise
from tests.depth import some

HUGE = 10**40
few = st.sampled_from([Fraction(n) for n in (0, 0, 0, 1, -1, 2, -3)] + [Fraction(1, 2)])
huge = st.sampled_from([Fraction(n) for n in (0, 0, 1, -1, HUGE, -HUGE)] + [Fraction(1, HUGE)])
names = {Optimal: "optimal", Infeasible: "infeasible", Unbounded: "unbounded"}


# -- an independent solver: every vertex, in fractions ---------------------------------------------


def unique_solution(columns, rhs):
    """The only x with Σ x_k columns[k] = rhs, or None if there is none or more than one."""
    m, n = len(rhs), len(columns)
    table = [[column[i] for column in columns] + [rhs[i]] for i in range(m)]
    row = 0
    for k in range(n):
        pivot = next((i for i in range(row, m) if table[i][k]), None)
        if pivot is None:
            return None
        table[row], table[pivot] = table[pivot], table[row]
        table[row] = [a / table[row][k] for a in table[row]]
        for i in range(m):
            if i != row and table[i][k]:
                factor = table[i][k]
                table[i] = [a - factor * p for a, p in zip(table[i], table[row])]
        row += 1
    if any(table[i][n] for i in range(row, m)):
        return None
    return [table[i][n] for i in range(n)]


def vertices(columns, rhs):
    """All basic feasible solutions of Σ x_k columns[k] = rhs, x ≥ 0."""
    for size in range(len(columns) + 1):
        for chosen in combinations(range(len(columns)), size):
            x = unique_solution([columns[k] for k in chosen], rhs)
            if x is not None and all(a >= 0 for a in x):
                yield dict(zip(chosen, x))


def by_enumeration(objective, equal):
    """("optimal", value), ("infeasible", None) or ("unbounded", None)."""
    columns = [[Fraction(row[k]) for row, _ in equal] for k in range(len(objective))]
    found = list(vertices(columns, [Fraction(b) for _, b in equal]))
    if not found:
        return "infeasible", None

    def value(x):
        return sum((objective[k] * a for k, a in x.items()), Fraction(0))

    rays = vertices([[*column, Fraction(1)] for column in columns], [0] * len(equal) + [1])
    if any(value(ray) > 0 for ray in rays):
        return "unbounded", None
    return "optimal", max(map(value, found))


def with_slacks(objective, equal, at_most):
    """The same program with equal rows only, built without the package."""
    rows = [(list(row) + [0] * len(at_most), b) for row, b in equal]
    for k, (row, b) in enumerate(at_most):
        rows.append((list(row) + [int(k == j) for j in range(len(at_most))], b))
    return list(objective) + [0] * len(at_most), rows


# -- an independent check of the proofs, in fractions ----------------------------------------------


def assert_proven(result, objective, equal):
    """Recompute the certificate from the rows as the caller wrote them."""

    def times(vector):
        dense = [Fraction(0)] * len(objective)
        for j, a in vector:
            dense[j] = a
        assert all(a >= 0 for a in dense)
        return dense, [sum((p * a for p, a in zip(row, dense)), Fraction(0)) for row, _ in equal]

    rhs = [b for _, b in equal]
    if isinstance(result, (Optimal, Infeasible)):
        priced = [
            sum((v * row[j] for v, (row, _) in zip(result.y, equal)), Fraction(0))
            for j in range(len(objective))
        ]
        bound = sum((v * b for v, b in zip(result.y, rhs)), Fraction(0))
    if isinstance(result, Optimal):
        x, moved = times(result.x)
        assert moved == rhs
        assert all(p >= c for p, c in zip(priced, objective))
        assert sum((c * a for c, a in zip(objective, x)), Fraction(0)) == result.value == bound
    elif isinstance(result, Infeasible):
        assert all(p >= 0 for p in priced)
        assert bound < 0
    else:
        assert times(result.x)[1] == rhs
        ray, moved = times(result.ray)
        assert not any(moved)
        assert sum(c * a for c, a in zip(objective, ray)) > 0


@st.composite
def programs(draw, numbers=few):
    """Objective, equal rows and at-most rows; copies and multiples of rows are common."""
    n = draw(st.integers(0, 5))
    row = st.tuples(st.lists(numbers, min_size=n, max_size=n), numbers)
    equal = draw(st.lists(row, max_size=3))
    if equal and draw(st.booleans()):
        coefficients, b = draw(st.sampled_from(equal))
        factor = draw(numbers)
        equal.append(([factor * a for a in coefficients], factor * b))
    objective = draw(st.lists(numbers, min_size=n, max_size=n))
    return objective, equal, draw(st.lists(row, max_size=2))


def check_all_ways(objective, equal, at_most):
    program = LinearProgram.of(objective, equal=equal, at_most=at_most)
    plain, rows = with_slacks(objective, equal, at_most)
    kind, value = by_enumeration(plain, rows)
    for start in (None, [], range(program.n_columns)):
        result = maximise(program, start=start)
        assert names[type(result)] == kind
        assert result.verify(program)
        assert_proven(result, plain, rows)
        if isinstance(result, Optimal):
            assert result.value == value
            assert maximise(program, start=result.basis).value == value


@given(programs())
@settings(max_examples=some(160, 400))
def test_answers_agree_with_vertex_enumeration(data):
    check_all_ways(*data)


@given(programs(numbers=huge))
@settings(max_examples=some(60, 150))
def test_numbers_of_forty_digits_change_nothing(data):
    check_all_ways(*data)


@given(programs())
@settings(max_examples=some(60, 150))
def test_small_programs_are_solved_as_large_ones_are(data):
    """Sparse elimination, and floats that are asked again from each basis."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lp_module, "_LARGE", 0)
        check_all_ways(*data)


def test_numbers_beyond_the_floats_are_solved_too():
    big = 10**400
    program = LinearProgram.of([1, 1], at_most=[([big, 1], big), ([1, big], big * big)])
    result = maximise(program)
    assert_proven(
        result,
        [1, 1, 0, 0],
        [([big, 1, 1, 0], big), ([1, big, 0, 1], big * big)],
    )


def test_bigger_random_programs_agree_with_scipy():
    from scipy.optimize import linprog

    random = np.random.default_rng(5)
    kinds = set()
    for _ in range(60):
        m, n = int(random.integers(2, 12)), int(random.integers(2, 30))
        matrix = random.integers(-4, 5, (m, n)) * random.integers(0, 2, (m, n))
        if random.random() < 0.7:
            rhs = matrix @ (random.integers(0, 3, n) * random.integers(0, 2, n))
        else:
            rhs = random.integers(-3, 4, m)
        objective = random.integers(-5, 2 if random.random() < 0.7 else 6, n)
        program = LinearProgram.from_matrix(matrix, rhs.tolist(), objective)
        result = maximise(program)
        theirs = linprog(-objective, A_eq=matrix, b_eq=rhs, method="highs-ds")
        kinds.add(type(result))
        assert names[type(result)] == {0: "optimal", 2: "infeasible", 3: "unbounded"}[theirs.status]
        assert result.verify(program)
        if isinstance(result, Optimal):
            assert float(result.value) == pytest.approx(-theirs.fun, abs=1e-7)
    assert len(kinds) == 3


@pytest.mark.slow
def test_a_hundred_thousand_columns_are_solved_in_seconds():
    random = np.random.default_rng(1)
    matrix = random.integers(-9, 10, (50, 100_000))
    matrix = np.vstack([matrix, np.ones((1, 100_000), dtype=np.int64)])
    rhs = matrix[:, :60].sum(axis=1).tolist()
    program = LinearProgram.from_matrix(matrix, rhs, random.integers(-9, 10, 100_000))
    result = maximise(program)
    assert isinstance(result, Optimal)
    assert result.verify(program)


# -- named programs --------------------------------------------------------------------------------


def test_beales_example_which_makes_careless_pivoting_cycle():
    """Beale 1955: the largest-coefficient rule cycles forever from the slack basis."""
    program = LinearProgram.of(
        [Fraction(3, 4), -150, Fraction(1, 50), -6],
        at_most=[
            ([Fraction(1, 4), -60, Fraction(-1, 25), 9], 0),
            ([Fraction(1, 2), -90, Fraction(-1, 50), 3], 0),
            ([0, 0, 1, 0], 1),
        ],
    )
    for start in (None, [4, 5, 6], []):
        result = maximise(program, start=start)
        assert result.value == Fraction(1, 20)
        assert result.dense(4) == (Fraction(1, 25), 0, 1, 0)
        assert result.verify(program)


def test_chvatals_cycling_example():
    """Chvátal 1983, chapter 3: six degenerate pivots return to the slack basis."""
    program = LinearProgram.of(
        [10, -57, -9, -24],
        at_most=[
            ([Fraction(1, 2), Fraction(-11, 2), Fraction(-5, 2), 9], 0),
            ([Fraction(1, 2), Fraction(-3, 2), Fraction(-1, 2), 1], 0),
            ([1, 0, 0, 0], 1),
        ],
    )
    for start in (None, [4, 5, 6]):
        assert maximise(program, start=start).value == 1


def test_klee_minty_cubes_are_solved_exactly():
    size = 8
    at_most = [
        ([2 * 10 ** (i - j) for j in range(i)] + [1] + [0] * (size - i - 1), 100**i)
        for i in range(size)
    ]
    program = LinearProgram.of([10 ** (size - 1 - j) for j in range(size)], at_most=at_most)
    for start in (None, []):
        assert maximise(program, start=start).value == 100 ** (size - 1)


def test_a_difference_far_below_float_precision_is_decided():
    """x + y = 1 and x + (1 + 10^-40) y = 1 + c have a solution iff 0 ≤ c ≤ 10^-40."""
    tiny = Fraction(1, HUGE)
    for excess, kind in ((tiny, Optimal), (tiny / 2, Optimal), (2 * tiny, Infeasible)):
        program = LinearProgram.of([0, 0], equal=[([1, 1], 1), ([1, 1 + tiny], 1 + excess)])
        assert isinstance(maximise(program), kind)


@pytest.mark.parametrize(
    ("objective", "equal", "kind"),
    [
        ([], [], Optimal),
        ([], [([], 0)], Optimal),
        ([], [([], 1)], Infeasible),
        ([-1, 0], [], Optimal),
        ([0, 1], [], Unbounded),
        ([1], [([0], 0)], Unbounded),
        ([1], [([0], 2)], Infeasible),
        ([1], [([0], 0), ([1], 3)], Optimal),
        ([1, 1], [([1, 1], 1), ([2, 2], 2), ([1, 1], 1)], Optimal),
        ([1, 1], [([1, 1], 1), ([2, 2], 3)], Infeasible),
    ],
)
def test_empty_zero_and_repeated_rows(objective, equal, kind):
    for start in (None, []):
        program = LinearProgram.of(objective, equal=equal)
        result = maximise(program, start=start)
        assert isinstance(result, kind)
        assert_proven(result, objective, equal)


# -- how it works ----------------------------------------------------------------------------------


@given(programs(), st.lists(st.integers(-4, 4), max_size=4))
@settings(max_examples=some(40, 100))
def test_no_guess_can_change_the_answer(data, guess):
    """A false or missing basis costs steps only."""
    program = LinearProgram.of(data[0], equal=data[1], at_most=data[2])
    start = [j for j in guess if -program.n_rows <= j < program.n_columns]
    honest, misled = maximise(program), maximise(program, start=start)
    assert type(honest) is type(misled)
    assert misled.verify(program)
    if isinstance(honest, Optimal):
        assert honest.value == misled.value


def test_a_good_guess_leaves_the_exact_simplex_nothing_to_do(monkeypatch):
    random = np.random.default_rng(3)
    matrix = random.integers(-9, 10, (20, 2000))
    rhs = matrix @ random.integers(0, 2, 2000)
    program = LinearProgram.from_matrix(matrix, rhs.tolist(), -random.integers(1, 9, 2000))

    def refuse(*arguments):
        raise AssertionError("the exact simplex had to pivot")

    monkeypatch.setattr(lp_module, "_leaving", refuse)
    assert isinstance(maximise(program), Optimal)


def test_false_certificates_are_refused():
    program = LinearProgram.of([1, 1], at_most=[([1, 2], 4), ([3, 1], 6)])
    result = maximise(program)
    assert result.verify(program)
    assert not replace(result, value=result.value + 1).verify(program)
    assert not replace(result, y=(Fraction(0), *result.y[1:])).verify(program)
    assert not replace(result, x=result.x[:1]).verify(program)
    assert not replace(result, x=((0, Fraction(-1)), *result.x[1:])).verify(program)
    assert not Infeasible(result.y).verify(program)
    assert not Unbounded(result.x, result.x).verify(program)
    impossible = LinearProgram.of([0], equal=[([1], -1)])
    assert Infeasible((Fraction(2),)).verify(impossible)
    assert not Infeasible((Fraction(-2),)).verify(impossible)
    assert not Infeasible(()).verify(impossible)


def test_rows_of_a_wrong_length_are_named():
    with pytest.raises(InputError, match="row 1 has 1 coefficients, not 2"):
        LinearProgram.of([1, 1], equal=[([1, 1], 0), ([1], 0)])
    with pytest.raises(InputError, match=r"outside the columns 0\.\.1"):
        LinearProgram.of([1, 1], equal=[({2: 1}, 0)])
    with pytest.raises(InputError, match="number of columns n"):
        LinearProgram.of({0: 1})
    assert maximise(LinearProgram.of({0: 1}, equal=[({0: 1, 1: 1}, 2)], n=2)).value == 2


@given(
    st.lists(
        st.lists(st.integers(-(2**45), 2**45), min_size=3, max_size=3), min_size=1, max_size=6
    ),
    st.lists(st.fractions(min_value=-(10**60), max_value=10**60), min_size=3, max_size=3),
    st.booleans(),
)
@settings(max_examples=some(80, 200))
def test_reduced_costs_have_the_right_signs_at_any_size(columns, y, small):
    """The limbs of pricing against plain fractions; every third column is made nearly tight."""
    from flint import fmpq

    from oraclegames.exact.pricing import reduced_costs

    if small:
        columns = [[a % 7 - 3 for a in column] for column in columns]
    costs = [int(sum(a * v for a, v in zip(column, y))) % 2**60 for column in columns]
    matrix = np.array(columns, dtype=np.int64).T
    program = LinearProgram.from_matrix(matrix, [0] * 3, costs)
    exact = [c - sum(a * v for a, v in zip(column, y)) for column, c in zip(columns, costs)]
    signs, sizes = reduced_costs(program, [fmpq(v.numerator, v.denominator) for v in y], True)
    assert signs.tolist() == [(r > 0) - (r < 0) for r in exact]
    assert all((s > 0) == (r > 0) for s, r in zip(sizes, exact))


def test_a_spent_clock_ends_the_search_and_an_endless_one_does_not():
    program = LinearProgram.of([1, 2], equal=[([1, 1], 1)])
    with pytest.raises(OutOfTime):
        maximise(program, clock=Clock(0))
    assert maximise(program, clock=Clock(None)).value == 2


def test_a_ray_along_which_nothing_is_gained_proves_nothing():
    program = LinearProgram.of([1, 0], at_most=[([1, 0], 1)])
    one = Fraction(1)
    point, ray = ((0, one),), ((1, one),)  # the second unknown grows, the objective does not
    assert not Unbounded(point, ray).verify(program)
    assert Unbounded(point, ray).verify(LinearProgram.of([1, 1], at_most=[([1, 0], 1)]))
