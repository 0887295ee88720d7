"""Extreme rays by walking edges and by double description, against all choices of tight rows."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from flint import fmpq, fmpz_mat

from oraclegames.budget import Clock, OutOfTime
from oraclegames.exact.edge_walk import extreme_rays, primitive
from oraclegames.exact.vertices import cone_rays
from tests.depth import some


def cone(seed):
    """Rows with small numbers, repeated and multiplied ones among them, and a point inside."""
    r = Random(seed)
    size = r.choice((1, 2, 3, 3, 4, 4))
    inside = [r.randint(1, 3) for _ in range(size)]
    rows = []
    while len(rows) < r.randint(0, 5):
        row = [r.randint(-2, 2) for _ in range(size)]
        at = sum(a * x for a, x in zip(row, inside))
        rows.append(row if at >= 0 else [-a for a in row])
        if r.random() < 0.2:
            rows.append([2 * a for a in rows[-1]])
    return rows, size, inside


def by_force(rows, size):
    """What is left of every choice of tight conditions that leaves one direction."""
    units = [[int(k == j) for k in range(size)] for j in range(size)]
    every = [*units, *rows]
    found = set()
    for tight in combinations(every, size - 1):
        kernel, count = fmpz_mat([*tight, [0] * size]).nullspace()
        if count != 1:
            continue
        ray = [int(kernel[i, 0]) for i in range(size)]
        for way in (ray, [-x for x in ray]):
            if all(sum(a * x for a, x in zip(row, way)) >= 0 for row in every):
                found.add(primitive(way))
    return found


@pytest.mark.parametrize("seed", range(some(60, 600)))
def test_walking_and_cutting_meet_all_extreme_rays(seed):
    rows, size, inside = cone(seed)
    expected = by_force(rows, size)
    walked = list(extreme_rays(rows, inside, Clock(None)))
    assert len(walked) == len(set(walked)) and set(walked) == expected
    cut = cone_rays([[fmpq(a) for a in row] for row in rows if any(row)], size, Clock(None))
    assert {primitive(list(map(int, ray))) for ray in cut} == expected
    assert len(cut) == len(expected)


def test_the_clock_is_looked_at_at_every_ray():
    with pytest.raises(OutOfTime):
        list(extreme_rays([[1, -1, 0]], [1, 1, 1], Clock(0)))
