"""Vertices: that there are no others is shown both ways, against all bases by brute force."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from flint import fmpq, fmpq_mat

from oraclegames.certificates.extreme import Vertices
from oraclegames.certificates.part import Part, Refuted
from oraclegames.exact.rational import format_rational, to_fmpq, to_fraction


def brute(rows, size):
    """All distributions that meet the rows on as many independent planes as there are outcomes."""
    units = [[Fraction(int(j == k)) for k in range(size)] for j in range(size)]
    every = [*units, *rows]
    found = set()
    for chosen in combinations(every, size - 1):
        matrix = fmpq_mat([[*map(to_fmpq, row)] for row in chosen] + [[fmpq(1)] * size])
        if matrix.rank() == size:
            right = fmpq_mat([[fmpq(int(k == size - 1))] for k in range(size)])
            point = tuple(map(to_fraction, matrix.solve(right).entries()))
            if all(sum(a * x for a, x in zip(row, point)) >= 0 for row in every):
                found.add(point)
    return sorted(found)


def is_all(points, rows, size, cutting):
    try:
        part = Part([[format_rational(x) for x in point] for point in points])
        Vertices(part, rows, size).check_all(cutting=cutting)
    except Refuted:
        return False
    return True


@pytest.mark.parametrize("seed", range(6))
def test_a_list_of_vertices_is_whole_or_refused_both_ways(seed):
    """Small numbers, so that many planes meet in a vertex."""
    draw, met = Random(seed), 0
    while met < 3:
        size = draw.choice((3, 4, 4, 5))
        rows = [tuple(Fraction(draw.randint(-2, 2)) for _ in range(size)) for _ in "1234"]
        points = brute(rows, size)
        if len(points) < 3:
            continue
        met += 1
        for cutting in (True, False):
            assert is_all(points, rows, size, cutting)
            for lacking in points:
                assert not is_all([p for p in points if p != lacking], rows, size, cutting)


def test_what_is_no_vertex_is_refused():
    rows = [(Fraction(1), Fraction(-1), Fraction(0))]
    points = brute(rows, 3)
    middle = [sum(xs) / 3 for xs in zip(*points)]
    for false in (middle, [1, 0, 1], [0, 1, 0], points[0]):
        assert not is_all([*points, list(map(Fraction, false))], rows, 3, cutting=True)
    assert not is_all([], rows, 3, cutting=True)


def test_a_single_point_is_its_own_list():
    assert is_all([[Fraction(1)]], [], 1, cutting=False)
    assert is_all([[Fraction(1)]], [], 1, cutting=True)
