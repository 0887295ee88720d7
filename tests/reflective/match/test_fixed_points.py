"""Fixed points as a sequence that is built on demand."""

from __future__ import annotations

import pytest

from oraclegames.reflective.match.fixed_points import (
    Columns,
    ExpectedPayoffs,
    PointTable,
    columns_of,
)
from oraclegames.reflective.match.match import match
from tests.reflective.prisoners import SMALL, UNEVEN, payoffs


def test_fixed_points_are_a_sequence():
    points = match(SMALL, "nelp", "nelp", "1/20").fixed_points
    assert points[-1] == points[len(points) - 1] == list(points)[-1]
    assert points[1:3] == [points[1], points[2]]
    with pytest.raises(IndexError):
        points[len(points)]
    assert isinstance(points.table, PointTable)


def test_payoffs_are_expected_payoffs():
    for point in match(UNEVEN, "nelp", "demand:1/2", "1/20").fixed_points:
        exact = payoffs(UNEVEN, point.play[0][0], point.play[1][0])
        assert point.payoffs == exact == ExpectedPayoffs(UNEVEN)(point.play)


def test_the_columns_say_what_the_points_say():
    for pair in (("nelp", "nelp"), ("nelp", "defect")):
        points = match(UNEVEN, *pair, "1/20").fixed_points
        assert points.columns() == Columns.of(list(points)) == columns_of(list(points))
        assert points.columns(slice(1, 3)) == Columns.of(points[1:3])


def test_points_come_in_the_order_of_their_zones():
    table = match(SMALL, "lp", "lp", "1/20").fixed_points.table
    places = list(zip(*table.places))
    assert places == sorted(places)
