"""Isolated zeros: exact, all of them, and oracles that have them."""

from __future__ import annotations

from itertools import combinations_with_replacement
from random import Random

import numpy as np
import pytest
from flint import fmpq
from scipy.optimize import fsolve

from oraclegames.budget import Clock
from oraclegames.exact.polynomial import evaluate
from oraclegames.reflective.oracles.cell_solutions import solve_cell
from oraclegames.reflective.oracles.count_zeros import boxes_of_zeros
from oraclegames.reflective.oracles.isolated_zeros import exact_zeros
from tests.depth import some
from tests.reflective.oracles.test_fibres import ONE, cell

THREE = range(3)


def quadrics(seed, unknowns=3):
    r = Random(seed)
    monomials = [m for d in range(3) for m in combinations_with_replacement(range(unknowns), d)]
    return [{m: fmpq(r.choice((-3, -2, -1, 1, 2, 3))) for m in monomials} for _ in range(unknowns)]


def found(equations, reach=2):
    spans = [(fmpq(-reach), fmpq(reach))] * len(equations)
    return exact_zeros(
        equations, boxes_of_zeros(equations, [], [], spans, Clock(None)), Clock(None)
    )


@pytest.mark.parametrize("seed", range(some(1, 3)))
def test_three_quadrics_have_the_zeros_that_a_search_in_floats_finds(seed):
    equations = quadrics(seed)
    zeros = found(equations)
    assert all(evaluate(e, zero) == 0 for e in equations for zero in zeros)

    def values(point):
        return [
            sum(float(c) * np.prod([point[n] for n in m]) for m, c in e.items()) for e in equations
        ]

    r, seen = np.random.default_rng(seed), set()
    for start in r.uniform(-2, 2, (200, 3)):
        point, _, good, _ = fsolve(values, start, full_output=True)
        if good == 1 and max(abs(x) for x in values(point)) < 1e-9 and max(abs(point)) < 2:
            seen.add(tuple(np.round(point, 5)))
    inside = [zero for zero in zeros if all(-2 < x < 2 for x in zero)]
    assert seen == {tuple(np.round(floats(zero), 5)) for zero in inside}


def test_rational_zeros_are_rational():
    squares = [{(n, n): fmpq(9), (): fmpq(-((n + 1) ** 2))} for n in THREE]
    zeros = found(squares)
    assert len(zeros) == 8 and [fmpq(1, 3), fmpq(-2, 3), fmpq(1)] in zeros


def test_a_zero_may_lie_on_the_border_of_its_box():
    line = [{(0,): fmpq(2), (): fmpq(-1)}]
    for low, high in ((0, fmpq(1, 2)), (fmpq(1, 2), 1)):
        assert exact_zeros(line, [[(fmpq(low), fmpq(high))]], Clock(None)) == [[fmpq(1, 2)]]


def test_cells_of_three_quadrics_come_out_as_points():
    """Elimination ends in equations of degree two in three unknowns: no unknown is linear."""
    equations = quadrics(1)
    weak = [p for n in THREE for p in ({(n,): ONE, (): fmpq(2)}, {(n,): -ONE, (): fmpq(2)})]
    parts = solve_cell(cell(3, equations, weak, [[{(n,): ONE} for n in THREE]]), Clock(None))
    inside = [zero for zero in found(equations) if all(-2 <= x <= 2 for x in zero)]
    assert inside and sorted(map(floats, inside)) == sorted(floats(part.point) for part in parts)
    assert all(part.dimension == 0 for part in parts)


def floats(point):
    return [float(x) for x in point]
