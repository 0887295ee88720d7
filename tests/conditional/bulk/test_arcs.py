"""Values at a given share, and the monotone pieces of arcs."""

from __future__ import annotations

import numpy as np

from oraclegames.conditional.bulk.arcs import curves, relative_payoffs, value_at_share
from oraclegames.conditional.bulk.comparisons import compare_reach
from oraclegames.conditional.bulk.odds_maps import FOLD, GENERIC, odds_maps_batch, own_payoffs
from tests.conditional.bulk.games import degenerate_batch


def share_at(own, value):
    p, q, r, s = own
    up, down = np.abs((value - p) * (value - s)), np.abs((value - q) * (value - r))
    return up / (up + down)


def generic_batch(seed: int):
    payoffs = np.random.default_rng(seed).integers(-30, 31, size=(4000, 2, 2, 2))
    maps = odds_maps_batch(own_payoffs(payoffs))
    games = np.flatnonzero((maps.kind == GENERIC).all(axis=0))
    return maps, games, relative_payoffs(maps, games)


def test_the_value_at_the_share_of_a_value_is_that_value():
    maps, games, own = generic_batch(1)
    single = maps.shape[0, games] != FOLD
    row = own[:, 0, single]
    for value in (0.01, 0.3, 0.5, 0.77, 0.999):
        share = share_at(row, value)
        found = value_at_share(row, share, np.zeros(row.shape[1], dtype=int))
        assert np.allclose(found, value, rtol=0, atol=1e-9)
    fold = own[:, 0, ~single]
    picks = [np.full(fold.shape[1], sign) for sign in (-1, 1)]
    for value in (0.01, 0.4, 0.9):
        share = share_at(fold, value)
        roots = np.stack([value_at_share(fold, share, pick) for pick in picks])
        assert (roots[0] <= roots[1]).all()
        assert (np.abs(roots - value).min(axis=0) < 1e-6).all()


def test_pieces_begin_and_end_on_the_payoff_curve_and_join_the_ends_of_their_arcs():
    maps, games, own = generic_batch(2)
    farther, _ = compare_reach(maps, None)
    found = curves(maps, games, own, farther[games])
    game = np.concatenate(found.pieces.game)
    for end in (found.pieces.start, found.pieces.stop):
        x, y = np.concatenate(end, axis=1)
        inside = (x > 0) & (x < 1) & (y > 0) & (y < 1)
        assert inside.any()
        first = share_at(own[:, 0, game[inside]], x[inside])
        second = share_at(own[:, 1, game[inside]], y[inside])
        assert np.allclose(first, second, atol=1e-6)
    pieces = np.bincount(game, minlength=len(games))
    assert ((pieces > 0) == (found.count > 0)).all()
    assert (np.isnan(found.ends[0]).all(axis=(0, 1)) == (found.count == 0)).all()


def test_symmetric_games_with_two_folds_cross():
    payoffs = degenerate_batch(3000, 4)
    payoffs[:, 1] = payoffs[:, 0].transpose(0, 2, 1)
    maps = odds_maps_batch(own_payoffs(payoffs))
    games = np.flatnonzero((maps.kind == GENERIC).all(axis=0))
    farther, _ = compare_reach(maps, None)
    found = curves(maps, games, relative_payoffs(maps, games), farther[games])
    assert (found.crossing == (maps.shape[:, games] == FOLD).all(axis=0)).all()
