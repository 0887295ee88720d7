"""Vertices of polytopes, against trying all sets of inequalities."""

from itertools import combinations

import pytest
from flint import fmpq, fmpq_mat
from hypothesis import given
from hypothesis import strategies as st

from oraclegames.exact.vertices import polytope_vertices

small = st.integers(-2, 2).map(fmpq)


def box(dimension):
    rows = []
    for k in range(dimension):
        for sign, bound in ((1, 1), (-1, 1)):
            row = [fmpq(0)] * (dimension + 1)
            row[k], row[-1] = fmpq(sign), fmpq(bound)
            rows.append(row)
    return rows


def brute_force(rows, dimension):
    found = set()
    for chosen in combinations(rows, dimension):
        matrix = fmpq_mat(dimension, dimension, [x for row in chosen for x in row[:-1]])
        if matrix.rank() < dimension:
            continue
        point = matrix.solve(fmpq_mat(dimension, 1, [-row[-1] for row in chosen]))
        values = [point[k, 0] for k in range(dimension)]
        if all(sum(a * x for a, x in zip(row, values)) + row[-1] >= 0 for row in rows):
            found.add(tuple(values))
    return found


@given(
    st.integers(1, 3).flatmap(
        lambda d: st.lists(st.lists(small, min_size=d + 1, max_size=d + 1), max_size=5)
    )
)
def test_the_vertices_are_those_of_brute_force(rows):
    dimension = len(rows[0]) - 1 if rows else 2
    rows = [*box(dimension), *rows]
    found = polytope_vertices(rows, dimension)
    assert len({tuple(v) for v in found}) == len(found)
    assert {tuple(v) for v in found} == brute_force(rows, dimension)


def test_no_dimensions_leave_the_origin_or_nothing():
    assert polytope_vertices([[fmpq(1)]], 0) == [[]]
    assert polytope_vertices([[fmpq(-1)]], 0) == []


def test_an_unbounded_set_is_refused():
    with pytest.raises(ValueError, match="bounded"):
        polytope_vertices([[fmpq(1), fmpq(0), fmpq(0)]], 2)


def test_an_empty_set_has_no_vertices_also_where_its_lines_go_on_for_ever():
    parallel = [
        [fmpq(0), fmpq(1), fmpq(-1)],
        [fmpq(0), fmpq(-1), fmpq(0)],
        [fmpq(1)] + [fmpq(0)] * 2,
    ]
    assert polytope_vertices(parallel, 2) == []
