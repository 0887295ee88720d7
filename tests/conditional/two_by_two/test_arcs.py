"""Arcs: each point is an equilibrium of its own arc alone, and the ends are where it leads."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from math import dist
from random import Random

import pytest
from flint import fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, check
from oraclegames.conditional.two_by_two.arcs import ValueArc, _value_near
from oraclegames.conditional.two_by_two.odds import OddsMap
from oraclegames.conditional.two_by_two.spread_points import point_at, spread
from oraclegames.conditional.two_by_two.totally_mixed import interior_2x2, odds_maps
from oraclegames.exact.rational import to_fraction
from oraclegames.exact.surd import rational_between
from tests.depth import some
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


@settings(max_examples=some(60, 150))
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


@settings(max_examples=some(24, 60))
@given(wide)
def test_no_arc_holds_what_lies_beyond_its_span(game):
    for arc in interior_2x2(*odds_maps(game)).arcs:
        if not isinstance(arc, ValueArc):
            continue
        low, high = arc.span
        for parameter in inner(arc, 1):
            values = [*arc.at(parameter).values]
            for beyond in (low - 1, low, high, high + 1):
                values[arc.parameter] = beyond
                assert not arc.holds(*values)


@settings(max_examples=some(24, 60))
@given(st.one_of(wide, tied))
def test_arcs_lead_to_their_ends(game):
    for arc in interior_2x2(*odds_maps(game)).arcs:
        for side, end in enumerate(arc.ends):
            gaps = [dist(point_at(arc, z).as_floats, end.as_floats) for z in _towards(side)]
            assert gaps[-1] < 0.05 and gaps[-1] <= gaps[0]


def _towards(side):
    steps = [0.5**k for k in (4, 12, 30)]
    return [1 - step for step in steps] if side else steps


def test_where_the_other_value_turns_back_it_is_largest_or_least():
    draw, turned = Random(1), 0
    for _ in range(60):
        table = [[draw.randint(-9, 9) for _ in range(4)] for _ in "AB"]
        game = Game.from_arrays(*([row[:2], row[2:]] for row in table))
        for arc in interior_2x2(*odds_maps(game)).arcs:
            if not isinstance(arc, ValueArc) or arc.cuts:
                continue
            low, high = map(float, arc.span)
            along = [low + (high - low) * k / 40 for k in range(1, 40)]
            player = 1 - arc.parameter
            values = [float(arc.at(Fraction(at)).values[player]) for at in along]
            found = arc.turning()
            if found is None:
                assert values in (sorted(values), sorted(values, reverse=True))
            else:
                ends = [float(end.values[player]) for end in arc.ends]
                top = float(found[1])
                gap = 1e-5 * max(1.0, abs(top))
                assert found[0] == player
                assert top + gap > max(values + ends) or top - gap < min(values + ends)
                assert all(abs(top - end) > 1e-9 for end in ends)
                turned += 1
    assert turned > 2


@settings(max_examples=some(16, 40))
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


@pytest.mark.parametrize("seed", range(20))
def test_values_in_floats_have_their_share_also_at_ends_and_turns(seed):
    """Values near an end, and near one where a map folds and two roots meet."""
    draw = Random(seed)
    seen = 0
    while seen < 5:
        own = tuple(tuple(Fraction(draw.randint(-6, 6)) for _ in "12") for _ in "12")
        odds = OddsMap(own)
        if odds.kind != "generic":
            continue
        seen += 1
        pays = tuple(tuple(map(float, row)) for row in own)
        (a, b), (c, d) = pays

        def share(v, a=a, b=b, c=c, d=d):
            up, down = (v - a) * (v - d), (v - b) * (v - c)
            return up / (up + down)

        for stretch in odds.stretches:
            low, high = float(stretch.low), float(stretch.high)
            for z in (1e-13, 1e-6, 0.3, 0.5, 0.9, 1 - 1e-6, 1 - 1e-13):
                value = low + (high - low) * z
                rising = float(stretch.share_high) > float(stretch.share_low)
                found = _value_near(pays, share(value), low, high, rising)
                assert low <= found <= high
                assert share(found) == pytest.approx(share(value), abs=1e-7)


def test_the_order_of_the_odds_at_an_end_is_that_of_the_formula():
    small = Fraction(1, 10**9)
    for payoffs in product(range(4), repeat=4):
        odds = OddsMap.of(*map(fmpq, payoffs))
        if odds.kind != "generic":
            continue
        a11, a12, a21, a22 = payoffs
        for end in {*payoffs}:
            order, size = odds.order_at(Fraction(end))
            x = end + small * (1 if end == odds.low else -1)
            exact = abs((x - a11) * (x - a22) / ((x - a12) * (x - a21)))
            assert abs(exact / (to_fraction(size) * small**order) - 1) < Fraction(1, 10**6)
