"""Blocks of probabilities: ends, sides, sums and means, against all points of a grid."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest
from flint import fmpq

from oraclegames.certificates.machines import ASK, FLIP, LEAF, SAMPLE, Machine, Node
from oraclegames.certificates.oracle_block import (
    Nodes,
    Range,
    _mean,
    outcome_bounds,
    rounded,
    summed,
)

STEPS = 6
GRID = [fmpq(k, STEPS) for k in range(STEPS + 1)]


def holds(r, x):
    above = x > r.low or (x == r.low and not r.low_open)
    return above and (x < r.high or (x == r.high and not r.high_open))


def random_range(source, is_open=True):
    low, high = sorted((source.choice(GRID), source.choice(GRID)))
    flags = [is_open and low < high and source.random() < 0.4 for _ in "12"]
    return Range(low, flags[0], high, flags[1])


FINE = [fmpq(k, 4 * STEPS) for k in range(4 * STEPS + 1)]


def test_ranges_and_their_meets():
    source = Random(1)
    for _ in range(200):
        one, other = random_range(source), random_range(source)
        met = one.within(other.low, other.high, other.low_open, other.high_open)
        common = [x for x in FINE if holds(one, x) and holds(other, x)]
        assert [x for x in FINE if holds(met, x)] == common
        assert met.empty == (not common)
        assert one.pinned == (one.low == one.high)


def test_on_which_side_of_a_threshold_a_range_lies():
    source = Random(2)
    for _ in range(200):
        one, t = random_range(source), source.choice(GRID)
        sides = {(x > t) - (x < t) for x in FINE if holds(one, x)}
        assert one.side(t) == (sides.pop() if len(sides) == 1 else None)


def distributions(row):
    return [p for p in product(GRID, repeat=len(row)) if sum(p) == 1 and all(map(holds, row, p))]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_what_the_sum_says(size):
    source, empty = Random(size), 0
    for _ in range(150):
        row = [random_range(source, is_open=False) for _ in range(size)]
        found, points = summed(row), distributions(row)
        assert (found is None) == (not points)
        empty += found is None
        if found is not None:
            for r, column in zip(found, zip(*points)):
                assert (r.low, r.high) == (min(column), max(column))
    assert 5 < empty < 145


def test_a_sum_with_open_ends():
    third = fmpq(1, 3)
    half_open = Range(third, True, fmpq(1), False)
    low, high = summed([half_open, Range()])
    assert (low.low, low.low_open, low.high, low.high_open) == (third, True, 1, False)
    assert (high.low, high.low_open, high.high, high.high_open) == (0, False, 2 * third, True)
    assert summed([Range(fmpq(1, 2), True), Range(fmpq(1, 2), False)]) is None
    assert summed([Range(fmpq(1, 2)), Range(fmpq(1, 2))]) is not None


def test_the_least_mean():
    source = Random(5)
    for _ in range(150):
        row = [random_range(source, is_open=False) for _ in range(3)]
        points = distributions(row)
        if points:
            values = [fmpq(source.randint(-3, 3)) for _ in row]
            least = min(sum(a * x for a, x in zip(p, values)) for p in points)
            assert _mean(list(zip(values, row))) == least


def test_long_denominators_are_rounded_outwards():
    low, high = fmpq(1, 3**50), fmpq(2, 3**41)
    a, b = rounded(low, high)
    assert low - fmpq(1, 2**63) < a <= low and high <= b < high + fmpq(1, 2**63)
    assert a.q <= 2**64 and b.q <= 2**64
    assert rounded(fmpq(1, 3), fmpq(1, 2)) == (fmpq(1, 3), fmpq(1, 2))
    assert rounded(low, low) == (low, low)


def random_tree(source, outcomes):
    nodes = [Node(LEAF, k, ()) for k in range(outcomes)]
    for _ in range(4):
        two = (source.randrange(len(nodes)), source.randrange(len(nodes)))
        kind = source.choice([FLIP, ASK, SAMPLE])
        if kind == FLIP:
            nodes.append(Node(FLIP, source.choice(GRID[1:-1]), two))
        elif kind == ASK:
            nodes.append(Node(ASK, (0, source.randrange(2), source.choice(GRID)), two))
        else:
            nodes.append(Node(SAMPLE, 0, two))
    return Machine("m", tuple("abc"[:outcomes]), tuple(nodes))


def extremes(nodes, place, row, outcome):
    """The least and the largest probability of an outcome; every node may be answered anew."""
    kind, data, leads = nodes.kinds[place], nodes.data[place], nodes.leads[place]
    if kind == LEAF:
        return fmpq(data == outcome), fmpq(data == outcome)
    below = [extremes(nodes, n, row, outcome) for n in leads]
    if kind == FLIP:
        tails, heads = below
        return tuple((1 - data) * a + data * b for a, b in zip(tails, heads))
    if kind == ASK:
        side = row[data[1]].side(data[2])
        left = below if not side else [below[side > 0]]
        return min(a for a, _ in left), max(b for _, b in left)
    points = distributions(row)
    (a, b), (c, d) = below
    return min(p * a + q * c for p, q in points), max(p * b + q * d for p, q in points)


@pytest.mark.parametrize("outcomes", [1, 2, 3])
def test_what_a_machine_can_do_in_a_block(outcomes):
    source = Random(outcomes)
    for _ in range(120):
        nodes = Nodes(random_tree(source, outcomes))
        row = summed([random_range(source, is_open=False) for _ in range(2)])
        if row is None:
            continue
        found = outcome_bounds(nodes, [row])
        for outcome, span in enumerate(found):
            assert span == extremes(nodes, len(nodes.kinds) - 1, row, outcome)
