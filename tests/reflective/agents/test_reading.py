"""Readings to a precision."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oraclegames import InputError
from oraclegames.reflective.agents.reading import Zones, precisions

deltas = st.fractions(min_value=Fraction(1, 40), max_value=Fraction(9, 10), max_denominator=60)


@given(deltas)
def test_zones_cover_the_unit_interval_in_steps_of_delta(delta):
    zones = Zones(delta)
    assert zones.edges[0] == 0 and zones.edges[-1] == 1
    assert len(zones.edges) == zones.count + 1
    steps = [high - low for low, high in pairwise(zones.edges)]
    assert all(step == delta for step in steps[:-1]) and 0 < steps[-1] <= delta


@given(deltas, st.fractions(min_value=0, max_value=1, max_denominator=60))
def test_a_probability_lies_in_every_zone_that_a_reading_can_give(delta, x):
    zones = Zones(delta)
    places = zones.place(x)
    expected = [k for k in range(zones.count) if zones.ends(k)[0] <= x <= zones.ends(k)[1]]
    assert list(places) == expected


@given(deltas, st.integers(1, 4), st.data())
def test_a_reading_of_many_moves_is_a_mixed_strategy_inside_its_corners(delta, moves, data):
    zones = Zones(delta)
    numbers = st.integers(0, zones.count - 1)
    drawn = data.draw(st.lists(numbers, min_size=moves - 1, max_size=moves - 1))
    reading = zones.read(tuple(drawn), moves)
    for mixed in (reading.value, *reading.corners):
        assert len(mixed) == moves and sum(mixed) == 1 and min(mixed) >= 0
    for j, x in enumerate(list(accumulate(reading.value))[:-1]):
        sums = [list(accumulate(corner))[j] for corner in reading.corners]
        assert min(sums) < x < max(sums)


def test_corners_are_the_vertices_of_the_strategies_in_the_zones():
    corners = Zones(Fraction(1, 2)).read((0, 0), 3).corners
    half = Fraction(1, 2)
    assert set(corners) == {(0, 0, 1), (0, half, half), (half, 0, half)}


@pytest.mark.parametrize(
    ("delta", "epsilon"),
    [
        *(("x", "1/5"), ("1/10", "y"), (True, "1/5")),
        *(("1/5", "1/5"), ("1/4", "1/5"), (0, "1/5"), ("1/2", 1), ("1/2", 0)),
    ],
)
def test_precisions_that_are_no_numbers_or_out_of_order_are_refused(delta, epsilon):
    with pytest.raises(InputError):
        precisions(delta, epsilon)
