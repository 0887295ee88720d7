"""Which cells can hold a fixed point, by outputs at places on a line."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest

from oraclegames.reflective.match.blocks import _cut
from oraclegames.reflective.match.cells import (
    _corner,
    _not_all_outside,
    _reaches,
    _sides,
    in_zones,
    on_both,
    on_first,
    on_second,
    pair_of,
    row_of,
)
from oraclegames.reflective.match.match import match
from tests.reflective.prisoners import UNEVEN

STATES = range(-2, 3)
"""Below a zone, at its lower edge, inside, at its upper edge, above."""


def place(state, zone):
    """An output in units of zones, where it lies like this relative to one."""
    return zone + {-2: -0.5, -1: 0, 0: 0.5, 1: 1, 2: 1.5}[state]


def meets(outputs, threshold):
    return min(outputs) <= threshold <= max(outputs)


def inside(outputs, zone):
    """Whether a mixture of outputs lies inside a zone."""
    return min(outputs) < zone + 1 and max(outputs) > zone


def rows(r, count):
    """States of both agents along two rows of zones, which change now and then."""
    found = []
    for _ in "12":
        row = [tuple(r.choice(STATES) for _ in "xy") for _ in range(count)]
        for k in range(1, count):
            if r.random() < 0.5:
                row[k] = row[k - 1]
        found.append(row)
    return found


def runs(row, player):
    """As stretches (start, code, place)."""
    return [
        (k, 0, state[player])
        for k, state in enumerate(row)
        if k == 0 or state[player] != row[k - 1][player]
    ]


def cells_of(ranges):
    return {k for start, stop in ranges for k in range(start, stop)}


@pytest.mark.parametrize("seed", range(60))
def test_ranges_of_cells_are_those_of_single_ones(seed):
    count = 9
    lower, upper = rows(Random(seed), count)
    cut = [row_of(runs(row, 0), runs(row, 1)) for row in (lower, upper)]
    assert cells_of(in_zones(cut[0], count)) == {k for k in range(count) if lower[k] == (0, 0)}
    crossed = {
        j
        for j in range(count - 1)
        if inside([place(lower[j][0], 0), place(lower[j + 1][0], 0)], 0)
        and meets([place(lower[j][1], j), place(lower[j + 1][1], j + 1)], j + 1)
    }
    assert cells_of(on_second(cut[0], count)) == crossed
    pair = pair_of(*cut)
    met = {
        j
        for j in range(count)
        if meets([place(lower[j][0], 0), place(upper[j][0], 1)], 1)
        and inside([place(lower[j][1], j), place(upper[j][1], j)], j)
    }
    assert cells_of(on_first(pair, count)) == met
    both = set()
    for j in range(count - 1):
        four = [
            (row[k], zone, k) for (zone, row), k in product(enumerate((lower, upper)), (j, j + 1))
        ]
        mine = [place(state[0], zone) for state, zone, _ in four]
        theirs = [place(state[1], k) for state, _, k in four]
        if meets(mine, 1) and meets(theirs, j + 1):
            both.add(j)
    assert cells_of(on_both(pair, count)) == both


def test_what_two_and_four_outputs_reach():
    """The tables of all states are made once; here by the functions that made them."""
    for one, other in product(STATES, repeat=2):
        pair = [place(one, 0), place(other, 1)]
        assert _reaches(one, other) == (min(pair) <= 1, max(pair) >= 1)
        assert _not_all_outside(one, other) == inside([place(one, 0), place(other, 0)], 0)
    r = Random(1)
    for _ in range(2000):
        states = [[(r.choice(STATES), r.choice(STATES)) for _ in "12"] for _ in "12"]
        here, there = (_sides(*(row[k] for row in states)) for k in (0, 1))
        four = [(states[a][b], a, b) for a, b in product((0, 1), repeat=2)]
        mine = [place(state[0], a) for state, a, _ in four]
        theirs = [place(state[1], b) for state, _, b in four]
        assert _corner(here, there) == (meets(mine, 1) and meets(theirs, 1))


def test_plays_as_floats_are_those_of_the_points():
    found = match(UNEVEN, "nelp", "demand:1/2", "1/20")
    plays = [[float(p.play[0][0]), float(p.play[1][0])] for p in found.fixed_points]
    assert found.play_array().tolist() == plays and len({x != y for x, y in plays}) == 2
    points = found.fixed_points
    assert points == list(points) and points != list(points)[:-1]
    assert points != [*list(points)[:-1], points[0]] and points != 7
    assert np.asarray(found.play_array()).shape == (len(points), 2)


def test_a_block_is_cut_into_parts_that_are_everything_and_do_not_meet():
    for first in range(9):
        for last in range(first + 1, 9):
            box = ((3, 7), (first, last), (0, 0))
            parts = _cut(box, 1)
            halves = [k for _, (low, high), _ in parts for k in range(low, high + 1)]
            assert halves == list(range(first, last + 1))
            assert all((one, other) == (box[0], box[2]) for one, _, other in parts)
            alone = [low for _, (low, high), _ in parts if low == high and low % 2 == 0]
            assert len(parts) > 1 and alone  # a threshold stands alone
