"""A body of boxes: its surface, edges and shadows, against counting unit cubes."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames.plots.pictures.boxes import body_of, shadow_of
from tests.depth import some

CUBES = st.sets(st.tuples(*[st.integers(0, 2)] * 3), min_size=1, max_size=12)


def box(low, high):
    return tuple(
        tuple(float((low, high)[bit][k]) for k, bit in enumerate(bits))
        for bits in product((0, 1), repeat=3)
    )


def area(rectangles):
    return sum(
        np.linalg.norm(np.cross(np.subtract(b, a), np.subtract(d, a))) for a, b, _, d in rectangles
    )


@settings(max_examples=some(24, 60))
@given(CUBES)
def test_the_surface_is_where_a_cube_has_no_neighbour(cubes):
    body = body_of([box(c, tuple(x + 1 for x in c)) for c in cubes])
    steps = [tuple(s if k == axis else 0 for k in range(3)) for axis in range(3) for s in (1, -1)]
    free = sum(tuple(a + b for a, b in zip(c, step)) not in cubes for c in cubes for step in steps)
    assert area(body.faces) == pytest.approx(free)


@settings(max_examples=some(24, 60))
@given(CUBES, st.integers(0, 2))
def test_the_shadow_is_what_is_seen_along_an_axis(cubes, wall):
    boxes = [box(c, tuple(x + 1 for x in c)) for c in cubes]
    shadow = shadow_of(boxes, wall, -5.0)
    seen = {tuple(x for k, x in enumerate(c) if k != wall) for c in cubes}
    assert area(shadow) == pytest.approx(len(seen))
    assert all(point[wall] == -5.0 for face in shadow for point in face)


def test_edges_are_where_the_surface_bends():
    cube = body_of([box((0, 0, 0), (1, 1, 1))])
    assert (len(cube.faces), len(cube.edges)) == (6, 12)
    long = body_of([box((0, 0, 0), (1, 1, 1)), box((1, 0, 0), (5, 1, 1))])
    assert len(long.edges) == 12
    bent = body_of([box((0, 0, 0), (2, 1, 1)), box((0, 1, 0), (1, 2, 1))])
    assert len(bent.edges) == 18


def test_boxes_of_different_sizes_show_nothing_between_them():
    whole = body_of([box((0, 0, 0), (2, 2, 2))])
    halves = [box((0, 0, 0), (1, 2, 2))]
    halves += [box((1, y, z), (2, y + 1, z + 1)) for y in (0, 1) for z in (0, 1)]
    assert area(body_of(halves).faces) == area(whole.faces)
    assert sorted(body_of(halves).edges) == sorted(whole.edges)


def test_what_is_no_box_has_no_body():
    assert body_of([]) is None and shadow_of([], 0, 0.0) == ()
    skew = [tuple((x + y / 2, y, z) for x, y, z in box((0, 0, 0), (1, 1, 1)))]
    assert body_of(skew) is None
    assert body_of([box((0, 0, 0), (1, 1, 0))]) is None
    assert body_of([((0.0, 0.0), (1.0, 1.0))]) is None
