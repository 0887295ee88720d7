from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from oraclegames.exact.plane import clip, convex_hull, turn

numbers = st.fractions(-3, 3, max_denominator=4)
points = st.tuples(numbers, numbers)


@given(st.lists(points, min_size=1, max_size=8))
def test_the_hull_turns_left_everywhere_and_holds_every_point(cloud):
    corners = convex_hull(cloud)
    assert set(corners) <= set(cloud)
    if len(corners) > 2:
        edges = list(zip(corners, corners[1:] + corners[:1]))
        for (a, b), (_, c) in zip(edges, edges[1:] + edges[:1]):
            assert turn(a, b, c) > 0
        assert all(turn(a, b, point) >= 0 for a, b in edges for point in cloud)


def test_points_on_an_edge_and_copies_are_no_corners():
    line = [(Fraction(k), Fraction(k)) for k in (0, 2, 1, 2)]
    assert convex_hull(line) == [(0, 0), (2, 2)]


@given(st.lists(points, min_size=3, max_size=8), st.tuples(numbers, numbers, numbers))
def test_clipping_keeps_what_lies_in_the_half_plane_and_nothing_else(cloud, plane):
    polygon = convex_hull(cloud)
    a, b, c = plane
    kept = clip(polygon, plane)
    assert all(a * x + b * y >= c for x, y in kept)
    assert {p for p in polygon if a * p[0] + b * p[1] >= c} <= set(kept)
    new = [p for p in kept if p not in polygon]
    assert len(new) <= 2
    assert all(a * x + b * y == c for x, y in new)
