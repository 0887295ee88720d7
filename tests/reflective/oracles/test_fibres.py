"""Cells modulo answers that come to the same, and zeros that are counted."""

from __future__ import annotations

from random import Random

import pytest
from flint import fmpq

from oraclegames.budget import Clock, OutOfTime
from oraclegames.exact.polynomial import evaluate, variable
from oraclegames.reflective.oracles.cell_equations import CellSystem
from oraclegames.reflective.oracles.count_zeros import boxes_of_zeros, holds_one
from oraclegames.reflective.oracles.fibres import fibres_of

ONE, HALF = fmpq(1), fmpq(1, 2)
UNIT = [{(0,): ONE}, {(): ONE, (0,): -ONE}, {(1,): ONE}, {(): ONE, (1,): -ONE}]
SPANS = [(fmpq(0), ONE)] * 2


def cell(unknowns, equations, weak, outputs):
    return CellSystem(unknowns, outputs, equations, weak, [], {})


def test_what_only_their_sum_matters_of_is_one_unknown():
    # v0, v1 ≥ 0, v0 + v1 ≤ 1, and everything depends on v0 + v1
    total = {(0,): ONE, (1,): ONE}
    square = {(0, 0): ONE, (0, 1): 2 * ONE, (1, 1): ONE, (): -fmpq(1, 4)}
    rest = {(): ONE, (0,): -ONE, (1,): -ONE}
    found = fibres_of(cell(2, [square], [variable(0), variable(1), rest], [[total, rest]]))
    assert found is not None
    assert found.cell.unknowns == 1 and len(found.directions) == 1
    (left,) = found.left
    assert found.cell.equations in ([{(0, 0): ONE, (): -fmpq(1, 4)}],)
    assert {evaluate(p, [HALF]) for p in found.cell.weak} == {HALF}
    lifted = found.lift([HALF])
    assert lifted[0] + lifted[1] == HALF and min(lifted) >= 0 and left in (0, 1)


@pytest.mark.parametrize("seed", range(30))
def test_what_is_lifted_fulfils_every_inequality(seed):
    source = Random(seed)
    size = source.randint(2, 3)
    hidden = [fmpq(source.randint(0, 6), 6) for _ in range(size)]
    output = {(k,): fmpq(source.choice([-1, 1, 2])) for k in range(size)}
    weak = []
    for _ in range(source.randint(1, 3)):
        side = {(k,): fmpq(source.randint(-2, 2)) for k in range(size)}
        side = {m: c for m, c in side.items() if c}
        constant = source.randint(0, 2) - evaluate(side, hidden)
        weak.append(side | ({(): constant} if constant else {}))
    weak += [p for k in range(size) for p in ({(k,): ONE}, {(): ONE, (k,): -ONE})]
    found = fibres_of(cell(size, [], weak, [[output]]))
    assert found is not None and found.cell.unknowns == 1
    at = evaluate(output, hidden) / output[(found.left[0],)]
    assert all(evaluate(p, [at]) >= 0 for p in found.cell.weak)
    lifted = found.lift([at])
    assert evaluate(output, lifted) == evaluate(output, hidden)
    assert all(evaluate(p, lifted) >= 0 for p in weak)


def test_where_every_unknown_counts_there_are_no_directions():
    assert fibres_of(cell(2, [], UNIT, [[variable(0), variable(1)]])) is None
    product = [{(0, 1): ONE}]
    assert fibres_of(cell(2, [], [*UNIT, *product], [[variable(0)]])) is None


MEET = [{(0, 1): ONE, (): -fmpq(1, 8)}, {(0,): ONE, (1,): -2 * ONE}]  # v0 = 1/2, v1 = 1/4


def zeros(equations, weak, clock=None):
    return boxes_of_zeros(equations, weak, [], SPANS, clock or Clock(None), most=500)


def test_a_zero_has_a_box_of_its_own():
    (box,) = zeros(MEET, UNIT)
    assert holds_one(box, [[HALF, fmpq(1, 4)]])
    assert not holds_one(box, []) and not holds_one(box, [[HALF, fmpq(1, 3)]])


def test_a_zero_that_an_inequality_excludes_has_none():
    below = {(): fmpq(1, 5), (1,): -ONE}
    assert zeros(MEET, [*UNIT, below]) == []


def test_what_is_no_point_is_not_counted():
    assert zeros(MEET[:1], UNIT) is None
    double = [{(0, 0): ONE, (0,): -ONE, (): fmpq(1, 4)}, {(1,): ONE, (): -HALF}]
    assert zeros(double, UNIT) is None


def test_the_clock_is_kept():
    with pytest.raises(OutOfTime):
        zeros(MEET, UNIT, Clock(0))
