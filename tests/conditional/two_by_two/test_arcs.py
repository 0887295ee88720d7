"""Arcs: each point is an equilibrium of its own arc alone, and the ends are where it leads."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import dist

from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import check
from oraclegames.conditional.two_by_two.spread_points import point_at, spread
from oraclegames.conditional.two_by_two.totally_mixed import interior_2x2, odds_maps
from oraclegames.exact.surd import rational_between
from tests.strategies import games

wide = games(shape=(2, 2), payoffs=st.integers(-4, 4).map(Fraction))
tied = games(shape=(2, 2), payoffs=st.integers(-1, 1).map(Fraction))


def inner(arc, count=3):
    """Some parameters inside the span."""
    low, high = arc.span
    found = [rational_between(low, high)]
    while len(found) < count:
        found = [rational_between(low, found[0]), *found, rational_between(found[-1], high)]
    return found


@settings(max_examples=150)
@given(st.one_of(wide, tied))
def test_a_point_of_an_arc_lies_on_it_and_on_no_other(game):
    arcs = interior_2x2(*odds_maps(game)).arcs
    for arc in arcs:
        for parameter in inner(arc):
            point = arc.at(parameter)
            if all(isinstance(p, Fraction) for p in point.distribution):
                verdict = check(game, list(point.distribution))
                assert verdict and verdict.distribution.totally_mixed
            assert [other for other in arcs if other.holds(*point.values)] == [arc]
            assert dist(arc.near(float(parameter)), point.as_floats) < 1e-6


@settings(max_examples=60)
@given(st.one_of(wide, tied))
def test_arcs_lead_to_their_ends(game):
    for arc in interior_2x2(*odds_maps(game)).arcs:
        for side, end in enumerate(arc.ends):
            gaps = [dist(point_at(arc, z).as_floats, end.as_floats) for z in _towards(side)]
            assert gaps[-1] < 0.05 and gaps[-1] <= gaps[0]


def _towards(side):
    steps = [0.5**k for k in (4, 12, 30)]
    return [1 - step for step in steps] if side else steps


@settings(max_examples=40)
@given(wide, st.integers(5, 40))
def test_points_are_spread_along_all_arcs(game, count):
    interior = interior_2x2(*odds_maps(game))
    rows = spread(interior, count)
    assert len(rows) == len(interior.arcs) or interior.surface is not None
    for arc, points in zip(interior.arcs, rows):
        start, stop = (end.as_floats for end in arc.ends)
        places = [start, *(point.as_floats for point in points), stop]
        gaps = [dist(a, b) for a, b in pairwise(places)]
        assert max(gaps) <= 4 * sum(gaps) / len(gaps) + 1e-9
        assert len(points) >= min(count, 5) // len(interior.arcs)
