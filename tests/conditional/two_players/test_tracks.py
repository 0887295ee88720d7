"""Curves in floats: distances of payoffs by logarithms, and roots of monotone functions."""

from __future__ import annotations

import math
from fractions import Fraction
from random import Random

import pytest

from oraclegames.conditional.two_players.tracks import (
    CLOSEST,
    FARTHEST,
    _quotient,
    _solve,
    evenly,
    logs,
    scaled,
)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("far", [False, True])
def test_sums_of_logarithms_are_those_of_the_distances(seed, far):
    r = Random(seed)
    low, width = Fraction(r.randint(-9, 9), 7), Fraction(r.randint(1, 9), 5)
    payoffs = [low - Fraction(r.randint(0, 30), 3) for _ in "abc"]
    payoffs += [low + width + Fraction(r.randint(0, 30), 3) for _ in "ab"]
    if far:
        payoffs.insert(r.randint(0, 3), low + width * FARTHEST * 10**9)
        payoffs.insert(r.randint(0, 3), low - width * 10**400)
    at = Fraction(r.randint(1, 15), 16)
    place = low + width * at
    exact = sum(math.log(abs(p - place).numerator) for p in payoffs)
    exact -= sum(math.log(abs(p - place).denominator) for p in payoffs)
    exact -= len(payoffs) * (math.log(width.numerator) - math.log(width.denominator))
    total, slope = logs(scaled(payoffs, low, width), float(at))
    assert total == pytest.approx(exact, rel=1e-9, abs=1e-9)
    step = 1e-6
    near = [logs(scaled(payoffs, low, width), float(at) + way)[0] for way in (step, -step)]
    assert slope == pytest.approx((near[0] - near[1]) / (2 * step), rel=1e-3, abs=1e-3)
    both = _quotient(scaled(payoffs, low, width), scaled(payoffs[:2], low, width), float(at))
    rest = logs(scaled(payoffs[2:], low, width), float(at))
    assert both == pytest.approx(rest, rel=1e-6, abs=1e-6)


def test_a_payoff_at_the_place_itself_is_infinitely_near():
    assert logs(scaled([Fraction(0), Fraction(2)], Fraction(0), Fraction(1)), 0.0)[0] == -math.inf


@pytest.mark.parametrize("grows", [True, False])
def test_roots_of_a_monotone_function(grows):
    def side(at):
        value, slope = at**3 + at, 3 * at**2 + 1
        return (value, slope) if grows else (-value, -slope)

    places = [0.1, 0.45, 0.5, 0.77]
    targets = [side(at)[0] for at in places]
    assert _solve(side, targets, (0.0, 1.0), grows, CLOSEST) == pytest.approx(places, abs=1e-6)
    ends = (0.0, 1.0) if grows else (1.0, 0.0)
    for beyond in (-math.inf, -9.0), (math.inf, 9.0):
        low_or_high = ends[beyond[0] > 0]
        assert _solve(side, beyond, (0.0, 1.0), grows, CLOSEST) == pytest.approx(
            [low_or_high] * 2, abs=1e-6
        )


def test_places_from_one_end_to_another():
    assert evenly(1.0, 3.0, 4) == [1.0, 1.5, 2.0, 2.5, 3.0]
