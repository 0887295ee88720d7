"""Values along stretches, and their speeds, against the odds maps in exact arithmetic."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from oraclegames.conditional.bulk.odds_maps import FULL, GENERIC, odds_maps_batch, own_payoffs
from oraclegames.conditional.bulk.stretches import Stretches


def stretches_of(payoffs):
    """Stretches of games whose maps both run on one side of θ = 1, or both fully."""
    maps = odds_maps_batch(own_payoffs(payoffs))
    full = maps.shape == FULL
    apart = (maps.side[0] != maps.side[1]) & ~full.any(axis=0)
    games = np.flatnonzero((maps.kind == GENERIC).all(axis=0) & ~apart)
    row, column = maps.reach[:, games]
    farther = (row > column).astype(int) - (row < column)
    turned = maps.side[:, games].max(axis=0) > 0
    return maps, games, turned, Stretches.of(maps.part(games), farther, turned)


def odds(own, turned, height, low):
    """u at a value, exactly."""
    p, q, r, s = (Fraction(int(one)) for one in own)
    value = Fraction(int(low)) + Fraction(height)
    theta = (value - p) * (value - s) / ((value - q) * (value - r))
    return 1 / theta if turned else theta


@pytest.mark.parametrize("size", [5, 100, 2**29])
def test_the_odds_at_the_value_of_a_place_are_those_of_the_place(size):
    payoffs = np.random.default_rng(size).integers(-size, size + 1, size=(500, 2, 2, 2))
    maps, games, turned, stretches = stretches_of(payoffs)
    for share, far in ((1e-3, False), (0.4, False), (0.3, True), (1e-4, True)):
        place = stretches.odds.place(np.array([share]), np.array([far]))
        height = stretches.height(place, stretches.first)
        slow = 0
        for player in (0, 1):
            for k, game in enumerate(games):
                if not 0 < height[player, k] < stretches.width[player, k]:
                    continue
                low = maps.low[player, game]
                found = odds(maps.own[:, player, game], turned[k], height[player, k], low)
                # The value has all its digits; the odds may run faster than it.
                step = np.spacing(height[player, k]) * 64
                beside = odds(maps.own[:, player, game], turned[k], height[player, k] + step, low)
                off = abs(float(found - Fraction(float(place.u[k]))))
                assert off <= abs(float(beside - found)) + 1e-14 * place.u[k]
                slow += 1
        assert slow > 50


def test_speeds_are_those_of_differences():
    payoffs = np.random.default_rng(4).integers(-30, 31, size=(2000, 2, 2, 2))
    _, _, _, stretches = stretches_of(payoffs)
    for share, far in ((0.1, False), (0.45, False), (0.2, True)):
        middle, before, after = (
            stretches.odds.place(np.array([share + step]), np.array([far]))
            for step in (0.0, -1e-6, 1e-6)
        )
        change = stretches.height(after, stretches.first) - stretches.height(
            before, stretches.first
        )
        above, below = stretches.odds.speed(middle, stretches.odds.sign(stretches.first))
        assert np.allclose(np.abs(change / (after.u - before.u)), above / below, rtol=1e-4)


def test_halves_keep_their_speed_up_to_their_end():
    payoffs = np.array([[[[0, 7], [6, 7]], [[1, 7], [8, -5]]]])
    _, _, _, stretches = stretches_of(payoffs)
    sign = stretches.odds.sign(stretches.first)
    speeds = []
    for share in (1e-9, 1e-30, 1e-60):
        place = stretches.odds.place(np.array([share]), np.array([True]))
        above, below = stretches.odds.speed(place, sign)
        speeds.append((above / below)[0, 0])
    assert speeds == pytest.approx([speeds[0]] * 3)
