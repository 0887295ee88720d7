"""Regions: polygons, half-planes, files."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oraclegames import InputError
from oraclegames.reflective.agents.demand import Demand
from oraclegames.reflective.agents.lp_and_nelp import NonExploitableLP
from oraclegames.reflective.agents.regions import Region, read_region
from oraclegames.reflective.agents.seat import seats
from oraclegames.reflective.match.match import match
from tests.reflective.prisoners import SMALL, plays

points = st.tuples(st.integers(-3, 3), st.integers(-3, 3))


def inside(region, point):
    return all(a * point[0] + b * point[1] >= c for a, b, c in region.planes)


def in_hull(corners, point):
    """Is the point a convex combination? By triangles, segments and points of the corners."""
    x, y = point
    for a in corners:
        for b in corners:
            for c in corners:
                turns = [
                    (q[0] - p[0]) * (y - p[1]) - (q[1] - p[1]) * (x - p[0])
                    for p, q in ((a, b), (b, c), (c, a))
                ]
                box = all(
                    min(p[i] for p in (a, b, c)) <= point[i] <= max(p[i] for p in (a, b, c))
                    for i in (0, 1)
                )
                if box and (min(turns) >= 0 or max(turns) <= 0):
                    return True
    return False


@given(st.lists(points, min_size=1, max_size=6), points)
def test_a_polygon_is_the_convex_hull_of_its_points(corners, point):
    assert inside(Region.polygon(corners), point) == in_hull(corners, point)


@pytest.mark.parametrize("ends", [((-1, 2), (3, 1)), ((0, 0), (2, 3)), ((1, 1), (1, -2))])
def test_a_segment_ends_at_its_ends(ends):
    region = Region.polygon(ends)
    for x in range(-4, 5):
        for y in range(-4, 5):
            assert inside(region, (x, y)) == in_hull(ends, (x, y))
    (a, b), (c, d) = (map(Fraction, end) for end in ends)
    for share, within in ((-1, False), (0, True), (Fraction(1, 3), True), (1, True), (2, False)):
        assert inside(region, (a + share * (c - a), b + share * (d - b))) == within


def test_a_demand_is_a_region():
    seat = seats(SMALL, Fraction(1, 5))[0]
    region = Region(Demand(Fraction(1, 2)).half_planes(seat), label="as a region")
    one = match(SMALL, region, "nelp", "1/50")
    other = match(SMALL, "demand:1/2", "nelp", "1/50")
    assert plays(one) == plays(other)


def test_the_same_region_serves_both_seats():
    least = Region(((Fraction(1), Fraction(0), Fraction(1)),))
    assert plays(match(SMALL, "lp", least, "1/50")) == plays(
        match(SMALL, "lp", NonExploitableLP(), "1/50")
    )


def test_a_region_may_punish_in_its_own_way():
    gentle = Region(((Fraction(1), Fraction(0), Fraction(1)),), punish=("1/10", "9/10"))
    (point,) = match(SMALL, gentle, "defect", "1/50").fixed_points
    assert point.play[0][0] >= Fraction(1, 10)


@pytest.mark.parametrize(
    "content",
    [
        {"half_planes": [[1, 0, 1], [1, "-1/2", "1/2"]]},
        {"vertices": [[1, 1], [4, 1], [4, 7]], "punishment": ["0", "1"], "name": "green"},
    ],
)
def test_a_region_is_read_from_a_file(tmp_path, content):
    file = tmp_path / "region.json"
    file.write_text(json.dumps(content))
    region = read_region(file)
    assert inside(region, (2, 2)) and not inside(region, (0, 2))
    assert region.name == content.get("name", f"region:{file}")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "is no JSON"),
        ("[]", "should hold an object"),
        ('{"vertices": [], "half_planes": []}', "either"),
        ('{"vertices": [[1, 2, 3]]}', "two payoffs"),
        ('{"vertices": []}', "no vertices"),
        ('{"half_planes": [[1, 2]]}', "three numbers"),
        ('{"half_planes": [[1, 0, 2], [-1, 0, -1]]}', "is empty"),
        ('{"half_planes": [[0.5, 0, 2]]}', "not exact"),
        ('{"half_planes": 3}', "region.json"),
        ('{"half_planes": [], "colour": "green"}', "unknown key 'colour'"),
        ('{"half_planes": [[1, 0, 1]], "punishment": [1, 1]}', "with sum 1"),
    ],
)
def test_a_wrong_file_is_one_line(tmp_path, text, says):
    file = tmp_path / "region.json"
    file.write_text(text)
    with pytest.raises(InputError, match=says) as caught:
        read_region(file)
    assert "\n" not in str(caught.value)


def test_a_punishment_of_another_length_is_refused():
    odd = Region(((Fraction(1), Fraction(0), Fraction(0)),), punish=(1, 0, 0))
    with pytest.raises(InputError, match="mixes 3 moves"):
        match(SMALL, odd, "lp")
