"""Comparisons that floats cannot make are made exactly."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from oraclegames import Game
from oraclegames.conditional.bulk import comparisons
from oraclegames.conditional.bulk.classification import CURVES
from oraclegames.conditional.bulk.classify import classify_batch
from oraclegames.conditional.bulk.odds_maps import FOLD as FOLDED
from oraclegames.conditional.bulk.odds_maps import GENERIC, HALF, odds_maps_batch, own_payoffs
from oraclegames.conditional.two_by_two.odds import OddsMap
from oraclegames.conditional.two_by_two.spohn_curve import curve_kind
from tests.conditional.bulk.games import differences

# A folded map with an irrational reach on the side θ < 1, and a half with the reach n/m.
FOLD = ((2, 7), (0, 4))


def game_of(row, column):
    """The game of two odds maps, each with its own move first."""
    (p, q), (r, s) = column
    return Game.from_arrays(row, [[p, r], [q, s]])


def reach_of_fold(fold=FOLD) -> Fraction:
    odds = OddsMap(tuple(tuple(Fraction(x) for x in row) for row in fold))
    share = odds.share(odds.turn)
    assert share < Fraction(1, 2)
    return share.rational_near(200) / (1 - share.rational_near(200))


def best_quotient(number: Fraction, below: int, upper: bool) -> Fraction:
    """The nearest quotient with a denominator of at most ``below``, above or below the number."""
    low, high = (0, 1), (1, 1)
    while True:
        middle = low[0] + high[0], low[1] + high[1]
        if middle[1] > below:
            return Fraction(*(high if upper else low))
        if Fraction(*middle) > number:
            high = middle
        else:
            low = middle


@pytest.mark.parametrize("upper", [False, True])
@pytest.mark.parametrize("size", [50, 10**4, 2**28])
def test_a_fold_and_a_half_that_differ_less_than_floats_tell_are_told_apart(size, upper):
    reach = reach_of_fold()
    quotient = best_quotient(reach, size, upper)
    n, m = quotient.numerator, quotient.denominator
    half = ((0, m), (0, n))  # θ → (p − s)/(p − q) = n/m at the tie p = r
    game = game_of(FOLD, half)
    found = classify_batch(np.array([game.numerators]))
    assert not differences(game, found, 0)
    assert found.arcs[0] == (1 if upper else 2)
    # The ends have only half of their digits, and the row says so.
    gap = abs(quotient - reach) / reach
    assert found.near_tie[0] == (gap <= 1e-12)


def test_reaches_that_floats_order_wrongly_are_ordered_exactly():
    games, arcs = [], []
    for top in range(5, 60):
        if math.isqrt(x := (2 - top) * (0 - 4) * (2 - 0) * (top - 4)) ** 2 == x:
            continue  # a rational reach
        fold = ((2, top), (0, 4))  # its reach is irrational for most of them
        for upper in (False, True):
            quotient = best_quotient(reach_of_fold(fold), 2**28, upper)
            half = ((0, quotient.denominator), (0, quotient.numerator))
            games.append(game_of(fold, half))
            arcs.append(1 if upper else 2)
    payoffs = np.array([game.numerators for game in games])
    row, column = odds_maps_batch(own_payoffs(payoffs)).reach
    assert ((column > row) != (np.array(arcs) == 1)).any()  # floats alone would be wrong
    found = classify_batch(payoffs)
    assert found.arcs.tolist() == arcs and found.near_tie.all()


def test_symmetric_games_of_any_size_take_no_exact_loop(monkeypatch):
    def refuse(game):
        raise AssertionError("one game at a time")

    monkeypatch.setattr(comparisons, "curve_kind", refuse)
    payoffs = np.random.default_rng(6).integers(-(2**28), 2**28, size=(500, 2, 2, 2))
    payoffs[:, 1] = payoffs[:, 0].transpose(0, 2, 1)
    found = classify_batch(payoffs)
    assert set(found.curve.tolist()) == {0, 3}


def test_near_ties_of_two_folds_are_decided_like_solve():
    rng = np.random.default_rng(2)
    games = []
    for _ in range(150):
        factor = int(rng.integers(1, 2**26))
        own = np.array(FOLD) * factor
        bent = own + rng.integers(-1, 2, size=(2, 2)) * (rng.random() < 0.8)
        games.append(game_of(own.tolist(), bent.tolist()))
    found = classify_batch(np.array([game.numerators for game in games]))
    for k, game in enumerate(games):
        assert not differences(game, found, k)
    assert 0 < found.crossing.sum() < 150


def nodal_games() -> list[Game]:
    rng = np.random.default_rng(0)
    found = []
    while len(found) < 12:
        payoffs = rng.integers(-4, 5, size=(2000, 2, 2, 2))
        kinds = classify_batch(payoffs).curve
        found += [Game.from_arrays(*payoffs[k]) for k in np.flatnonzero(kinds == 2)]
    return found


def test_nodal_curves_are_nodal_at_every_scale():
    for game in nodal_games()[:12]:
        assert curve_kind(game).kind == "nodal"
        for factor in (10, 10**3, 10**5, 10**8):
            table = game.numerators * factor
            assert CURVES[classify_batch([table]).curve[0]] == "nodal"
            bent = table.copy()
            bent[0, 0, 0] += 1
            exact = curve_kind(Game.from_arrays(*bent)).kind
            assert CURVES[classify_batch([bent]).curve[0]] == exact


@pytest.mark.parametrize("size", [100, 3000, 10**4, 10**6, 2**28])
def test_discriminants_that_look_alike_in_floats_are_told_apart(size):
    # D(θ) is θ² − Sθ + 1 up to scale, with two large and different S: the roots differ, but all
    # of the resultant is lost beside S² in floats.
    games = [
        game_of(((size, 1), (0, size - 1)), ((other, 1), (0, other - 1)))
        for other in (size - 2, size // 2, size)
    ]
    found = classify_batch(np.array([game.numerators for game in games]))
    kinds = [CURVES[code] for code in found.curve]
    assert kinds == [curve_kind(game).kind for game in games] == ["smooth", "smooth", "reducible"]


@pytest.mark.parametrize("seed", range(6))
def test_signs_of_reaches_are_those_of_single_games(seed):
    """Small payoffs, and columns that are the rows in other units or in another order."""
    rng = np.random.default_rng(seed)
    own = rng.integers(-4, 5, size=(4, 2, 6000))
    own[:, 1, 2000:4000] = own[:, 0, 2000:4000] * rng.integers(1, 4, 2000) + 3
    own[:, 1, 4000:] = own[[3, 2, 1, 0], 0, 4000:] * rng.integers(1, 4, 2000)
    maps = odds_maps_batch(own)
    signs, _ = comparisons.compare_reach(maps, None)
    shapes = np.sort(maps.shape, axis=0)
    matter = (maps.kind == GENERIC).all(axis=0) & (maps.side[0] == maps.side[1])
    for first, second in ((HALF, HALF), (HALF, FOLDED), (FOLDED, FOLDED)):
        pair = np.sort([first, second])[:, None]
        chosen = np.flatnonzero(matter & (shapes == pair).all(axis=0))
        ties = chosen[signs[chosen] == 0][:15]
        assert len(ties) > 3 or first != second
        for k in {*chosen[:15], *chosen[-15:], *ties}:
            assert signs[k] == comparisons._exact_reach_sign(own[:, :, k]), own[:, :, k]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0)])
def test_the_same_maps_in_other_units_take_no_exact_loop(order, monkeypatch):
    def refuse(own):
        raise AssertionError("one game at a time")

    monkeypatch.setattr(comparisons, "_exact_reach_sign", refuse)
    rng = np.random.default_rng(3)
    own = rng.integers(-9, 10, size=(4, 2, 3000))
    own[:, 1] = own[list(order), 0] * rng.choice([-2, -1, 1, 3], 3000) + 5
    maps = odds_maps_batch(own)
    signs, _ = comparisons.compare_reach(maps, None)
    folded = (maps.shape == FOLDED).all(axis=0) & (maps.kind == GENERIC).all(axis=0)
    assert folded.sum() > 200 and (maps.side[0] == maps.side[1])[folded].all()
    assert not signs[folded].any()


def test_of_a_fold_one_product_is_the_larger():
    own = np.random.default_rng(4).integers(-9, 10, size=(4, 2, 5000))
    maps = odds_maps_batch(own)
    p, q, r, s = own[:, (maps.shape == FOLDED) & (maps.kind == GENERIC)]
    assert ((p - q) * (r - s) > (p - r) * (q - s)).all()
