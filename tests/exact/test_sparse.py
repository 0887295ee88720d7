"""Sparse elimination against FLINT's full matrices."""

from __future__ import annotations

import numpy as np
import pytest
from flint import fmpq, fmpz_mat

from oraclegames.budget import Clock, OutOfTime
from oraclegames.exact import sparse
from oraclegames.exact.sparse import Factors, TooDense

SIZES = [1, 5, 2**40, 10**30]


def sparse_matrix(rng, m, most, size, least=0):
    """Columns with some entries each; matrices with empty columns are singular."""
    columns = []
    for _ in range(m):
        places = rng.choice(m, size=min(m, int(rng.integers(least, most + 1))), replace=False)
        columns.append([(int(i), int(rng.integers(-5, 6)) * size) for i in sorted(places)])
    return [[(i, a) for i, a in column if a] for column in columns]


def full(columns):
    m = len(columns)
    matrix = fmpz_mat(m, m)
    for j, column in enumerate(columns):
        for i, a in column:
            matrix[i, j] = a
    return matrix


@pytest.mark.parametrize("size", SIZES)
def test_both_systems_are_solved_as_flint_solves_them(size):
    rng = np.random.default_rng(1)
    regular = singular = 0
    for k, m in enumerate([1, 1, 2, 2, 3, 3, 4, 5, 8, 13, 20] * 12):
        # with three entries or more in each, columns fill in: then the queue holds old counts
        columns = sparse_matrix(rng, m, 4, size, k % 4)
        matrix = full(columns)
        if matrix.rank() < m:
            with pytest.raises(ZeroDivisionError):
                Factors(columns)
            singular += 1
            continue
        regular += 1
        rhs = [int(b) * size for b in rng.integers(-3, 4, size=m)]
        factors = Factors(columns)
        side = fmpz_mat(m, 1, rhs)
        assert factors.solve(rhs) == list(matrix.solve(side).entries())
        assert factors.solve_transposed(rhs) == list(matrix.transpose().solve(side).entries())
    assert regular > 30 and singular > 30


def test_a_long_chain_stays_sparse_and_exact():
    m = 400
    columns = [[(i, 1 + (i == j)) for i in (j - 1, j, j + 1) if 0 <= i < m] for j in range(m)]
    factors = Factors(columns)
    x = factors.solve([1] * m)
    for i in range(m):
        row = [(j, a) for j in (i - 1, i, i + 1) if 0 <= j < m for k, a in columns[j] if k == i]
        assert sum((a * x[j] for j, a in row), fmpq(0)) == 1
    assert sum(len(rest) + len(taken) for _, _, _, rest, taken in factors.steps) < 3 * m


def test_what_fills_and_what_takes_too_long_is_given_up(monkeypatch):
    columns = [[(i, (i + 1) ** j) for i in range(9)] for j in range(9)]
    monkeypatch.setattr(sparse, "_FILL", 3)
    with pytest.raises(TooDense):
        Factors(columns)
    with pytest.raises(OutOfTime):
        Factors(columns, Clock(0).check)


def test_no_rows_have_the_empty_solution():
    assert Factors([]).solve([]) == Factors([]).solve_transposed([]) == []
