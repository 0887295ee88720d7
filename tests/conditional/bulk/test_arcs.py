"""The ends and turning points of arcs lie on the payoff curve, and belong together."""

from __future__ import annotations

import numpy as np

from oraclegames.conditional.bulk.arcs import curves
from oraclegames.conditional.bulk.comparisons import compare_reach
from oraclegames.conditional.bulk.odds_maps import FOLD, FULL, GENERIC, odds_maps_batch, own_payoffs
from oraclegames.conditional.bulk.stretches import Stretches
from tests.conditional.bulk.games import degenerate_batch


def share_at(own, value):
    p, q, r, s = own
    up, down = np.abs((value - p) * (value - s)), np.abs((value - q) * (value - r))
    return up / (up + down)


def curves_of(payoffs):
    maps = odds_maps_batch(own_payoffs(payoffs))
    apart = (maps.side[0] != maps.side[1]) & (maps.shape != FULL).all(axis=0)
    games = np.flatnonzero((maps.kind == GENERIC).all(axis=0) & ~apart)
    farther = compare_reach(maps, None)[0][games]
    turned = (maps.shape[:, games] != FULL).any(axis=0) & (maps.side[:, games].max(axis=0) > 0)
    some = maps.part(games)
    return maps, games, curves(some, farther, Stretches.of(some, farther, turned))


def test_ends_and_turning_points_inside_the_box_lie_on_the_payoff_curve():
    payoffs = np.random.default_rng(2).integers(-30, 31, size=(4000, 2, 2, 2))
    maps, games, found = curves_of(payoffs)
    own, width = maps.own[:, :, games], (maps.high - maps.low)[:, games]
    points = np.concatenate([found.ends.reshape(2, 4, 2, -1), found.turns], axis=1)
    assert (np.isnan(found.ends[:, 0]).any(axis=(0, 1, 2)) == (found.count == 0)).all()
    seen = 0
    for height, depth in points.swapaxes(0, 1):
        there = ~np.isnan(height[0])
        assert np.allclose((height + depth)[:, there], width[:, there], rtol=1e-13)
        inside = ((height > 0) & (depth > 0)).all(axis=0)
        values = maps.low[:, games] + height
        shares = [share_at(own[:, i][:, inside], values[i, inside]) for i in (0, 1)]
        assert np.allclose(*shares, rtol=0, atol=1e-9)
        seen += inside.sum()
    assert seen > 500


def test_symmetric_games_with_two_folds_cross():
    payoffs = degenerate_batch(3000, 4)
    payoffs[:, 1] = payoffs[:, 0].transpose(0, 2, 1)
    maps, games, found = curves_of(payoffs)
    assert (found.crossing == (maps.shape[:, games] == FOLD).all(axis=0)).all()
