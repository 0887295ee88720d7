"""What is left when answers that come to the same are put aside: against linear programs."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from flint import fmpq, fmpq_mpoly_ctx

from oraclegames.certificates.oracle_moves import moved_aside
from oraclegames.exact.linear_program import Infeasible, LinearProgram
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.simplex import maximise

RING = fmpq_mpoly_ctx.get(["v0", "v1", "v2", "v3", "v4"], "lex")
UNKNOWNS = [0, 1, 3, 4]  # one of the ring's does not occur


def form(draw):
    """A linear form in some unknowns, often in few of them, and its row with the constant last."""
    row = [draw.choice((0, 0, 1, -1, 2)) for _ in UNKNOWNS] + [draw.randint(-2, 2)]
    gens = RING.gens()
    return sum((c * gens[k] for k, c in zip(UNKNOWNS, row)), RING.constant(row[-1])), row


def value(p, at):
    full = [Fraction(0)] * 5
    for k, x in zip(UNKNOWNS, at):
        full[k] = x
    return to_fraction(p(*map(to_fmpq, full)))


def can_be_moved(rows, directions, at):
    """Whether some combination of the directions brings a point to where all rows are ≥ 0."""
    steps = len(directions)
    bounds = []
    for row in rows:
        slopes = [sum(a * to_fraction(d) for a, d in zip(row, way)) for way in directions]
        here = sum(a * x for a, x in zip(row, at)) + row[-1]
        bounds.append(([-a for a in slopes] + slopes, here))  # a step is up minus down
    program = LinearProgram.of([0] * (2 * steps), at_most=bounds, n=2 * steps)
    return not isinstance(maximise(program), Infeasible)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_left_says_the_same(seed):
    draw, moved_ones, answers = Random(seed), 0, set()
    for _ in range(25):
        first, second, third = (form(draw)[0] for _ in "123")
        groups = [[first * second], [third]]
        weak, rows = zip(*(form(draw) for _ in range(draw.randint(1, 4))))
        moved = moved_aside(groups, list(weak), UNKNOWNS)
        assert moved is not None and moved.unknowns == UNKNOWNS
        assert sorted([*moved.left, *moved.pivots]) == UNKNOWNS
        moved_ones += bool(moved.pivots)
        for _ in range(5):
            at = [Fraction(draw.randint(0, 6), 6) for _ in UNKNOWNS]
            left = moved.of(at)
            for way in moved.directions:  # nothing depends on them
                share = Fraction(draw.randint(-3, 3), 2)
                other = [x + share * to_fraction(d) for x, d in zip(at, way)]
                assert moved.of(other) == left
                assert all(value(p, other) == value(p, at) for group in groups for p in group)
            there = [dict(zip(moved.left, left)).get(k, Fraction(0)) for k in UNKNOWNS]
            for before, after in zip(groups, moved.groups):
                assert [value(p, there) for p in after] == [value(p, at) for p in before]
                assert not any(
                    powers[k] for p in after for powers in p.to_dict() for k in moved.pivots
                )
            if moved.directions:
                fits = all(value(p, there) >= 0 for p in moved.weak)
                assert fits == can_be_moved(rows, moved.directions, at)
                answers.add(fits)
    assert moved_ones and answers == {True, False}


@pytest.mark.parametrize("seed", range(3))
def test_the_spans_are_those_of_the_corners(seed):
    draw = Random(seed)
    for _ in range(25):
        products = [form(draw)[0] * form(draw)[0] for _ in range(draw.randint(1, 3))]
        moved = moved_aside([products, []], [], UNKNOWNS)
        assert moved is not None
        corners = [
            moved.of([Fraction(n >> k & 1) for k in range(len(UNKNOWNS))])
            for n in range(1 << len(UNKNOWNS))
        ]
        for span, reached in zip(moved.spans(), zip(*corners)):
            assert span == (to_fmpq(min(reached)), to_fmpq(max(reached)))


def test_an_answer_that_nothing_asks_for_is_put_aside():
    gens = RING.gens()
    moved = moved_aside([[gens[0] ** 2 - 2], []], [gens[1], 1 - gens[1]], [0, 1])
    assert moved is not None
    assert (moved.left, moved.pivots, moved.directions) == ([0], [1], [[fmpq(0), fmpq(1)]])
    assert all(p.is_constant() and p.leading_coefficient() > 0 for p in moved.weak)
