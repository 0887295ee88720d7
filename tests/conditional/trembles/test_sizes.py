"""Sizes of trembles that tie: each step of the search beside what it should find."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import product
from random import Random

import numpy as np
import pytest

from oraclegames.budget import Clock
from oraclegames.conditional.trembles.demands import Demand
from oraclegames.conditional.trembles.sizes import (
    _exponents,
    _level,
    _log_sum,
    _rounded,
    _shares,
    _sizes,
    _step,
    _Tie,
    sized_trembles,
)

OUTCOMES = [(0, 1), (1, 0), (1, 1)]
MONOMIALS = [(o,) for o in OUTCOMES] + [(o, p) for o, p in product(OUTCOMES, OUTCOMES) if o <= p]


def order(monomial, x):
    return sum(x[o] for o in monomial)


def at(terms, sizes):
    """A sum of monomials at some sizes."""
    total = Fraction(0)
    for monomial, coefficient in terms:
        total += coefficient * math.prod((sizes[o] for o in monomial), start=Fraction(1))
    return total


@pytest.mark.parametrize("seed", range(3))
def test_exponents_leave_as_many_negative_ones_above_as_can_be(seed):
    draw = Random(seed)
    several = 0
    for _ in range(20):
        demands = []
        for _ in range(draw.randint(1, 3)):
            listed = draw.sample(MONOMIALS, draw.randint(2, 4))
            demands.append(Demand(tuple(listed[:1]), tuple(listed[1:])))
        chosen = {k: demand.positive[0] for k, demand in enumerate(demands)}
        pairs = [(n, chosen[k]) for k in chosen for n in demands[k].negative]

        def gaps(x, pairs=pairs):
            return [order(n, x) - order(m, x) for n, m in pairs]

        grid = (dict(zip(OUTCOMES, x)) for x in product(range(1, 5), repeat=3))
        counts = [sum(gap > 0 for gap in g) for g in map(gaps, grid) if min(g) >= 0]
        x = _exponents(chosen, demands, OUTCOMES, Clock(None))
        assert set(x) == set(OUTCOMES) and all(type(e) is int and e >= 1 for e in x.values())
        if counts:
            found = gaps(x)
            assert min(found) >= 0 and sum(gap > 0 for gap in found) >= max(counts)
            several += 0 < max(counts) < len(pairs)
    assert several


def test_what_is_level_with_the_chosen_one_is_listed_with_its_coefficient():
    (a,), (b,), (c,) = MONOMIALS[:3]
    demand = Demand(((a,), (c,)), ((b,), (a, b)))
    free = Demand(((b,),), ((c,),))
    sums = [{(a,): 3, (c,): 1, (b,): -2, (a, b): -7}, {(b,): 1, (c,): -5}]
    ties = _level({0: (a,), 1: (b,)}, sums, [demand, free], {a: 1, b: 1, c: 2})
    assert ties == [_Tie([((a,), math.log(3))], [((b,), math.log(2))], (a,))]
    ties = _level({0: (c,), 1: (c,)}, sums, [demand, free], {a: 1, b: 1, c: 2})
    assert [[m for m, _ in side] for side in (ties[0].positive, ties[0].negative)] == [
        [(a,), (c,)],
        [(b,), (a, b)],
    ]


@pytest.mark.parametrize(("taste", "idle"), [(1, 6), (-1, -6)])
def test_a_step_keeps_the_bounds_by_one_and_then_follows_taste(taste, idle):
    """α₀ ≤ 3 kept by 1 is α₀ ≤ 2; −α₀ + 2α₂ ≤ 1 likewise."""
    rows = [np.array([1.0, 0, 0]), np.array([-1.0, 0, 2])]
    found = _step(rows, [3, 1], taste, Clock(None))
    expected = [2, 6, 1] if taste == 1 else [-6, -6, -6]
    assert found is not None and found == pytest.approx(expected)
    assert found[1] == pytest.approx(idle)


def test_a_step_comes_as_near_as_it_can():
    rows = [np.array([1.0]), np.array([-1.0])]
    found = _step(rows, [-1, -2], 1, Clock(None))  # α ≤ −1 and α ≥ 2: both are missed by 3/2
    assert found is not None and found == pytest.approx([0.5])


def test_sums_of_powers_do_not_overflow():
    logs = np.array([700.0, 701.0, 1000.0, 999.0])
    assert _log_sum(logs) == pytest.approx(1000 + math.log1p(math.exp(-1)))
    assert _log_sum(np.log([1.0, 2.0, 5.0])) == pytest.approx(math.log(8))
    assert _shares(np.log([1.0, 2.0, 5.0])) == pytest.approx([1 / 8, 1 / 4, 5 / 8])
    assert _shares(logs)[2:] == pytest.approx([1 / (1 + math.exp(-1)), 1 / (1 + math.e)])


def test_sizes_are_short_numbers_near_by():
    draw = Random(1)
    for _ in range(200):
        size = math.exp(draw.uniform(-6, 6))
        short = _rounded(size)
        assert abs(short - Fraction(size)) <= Fraction(size) / 1000
        assert max(short.numerator, short.denominator).bit_length() <= 20


@pytest.mark.parametrize("several", [False, True])
def test_sizes_make_the_positive_sides_of_all_ties_the_larger(several):
    """Coefficients with which some sizes do that; whether others will do is to be found."""
    draw = Random(int(several))
    moved = 0
    for _ in range(40):
        sizes = {o: Fraction(2) ** draw.randint(-3, 3) for o in OUTCOMES}
        ties, sums = [], []
        for _ in range(draw.randint(1, 3)):
            count = 2 if several else 1
            listed = draw.sample(MONOMIALS, count + draw.randint(1, 2))
            sides = listed[:count], listed[count:]
            weights = [[Fraction(draw.randint(1, 5)) for _ in side] for side in sides]
            more, less = (at(zip(*pair), sizes) for pair in zip(sides, weights))
            weights[0] = [w * less / more * 2 for w in weights[0]]  # twice as much
            pairs = [list(zip(side, w)) for side, w in zip(sides, weights)]
            sums.append(pairs)
            logs = [[(m, math.log(w)) for m, w in pair] for pair in pairs]
            ties.append(_Tie(logs[0], logs[1], listed[0]))
        ones = dict.fromkeys(OUTCOMES, Fraction(1))
        moved += not all(at(more, ones) > at(less, ones) for more, less in sums)
        for taste in (1, -1):
            found = _sizes(ties, OUTCOMES, taste, Clock(None))
            assert found is not None
            there = dict(zip(OUTCOMES, found))
            assert all(at(more, there) > at(less, there) for more, less in sums)
    assert moved > 10


def test_where_both_sides_are_equal_small_sizes_and_large_ones_are_tried():
    (a,), (b,), _ = MONOMIALS[:3]
    demands = [Demand(((a,),), ((b,),)), Demand(((b,),), ((a,),))]
    sums = [{(a,): 2, (b,): -1}, {(b,): 1, (a,): -2}]
    found = list(sized_trembles(sums, demands, [a, b], Clock(None), 100))
    assert len(found) == 2
    for trembles in found:
        assert trembles[a][1] == trembles[b][1] >= 1
        assert trembles[b][0] == pytest.approx(2 * trembles[a][0], rel=1e-2)
    assert found[0][a][0] < Fraction(1, 100) and found[1][a][0] > 100
