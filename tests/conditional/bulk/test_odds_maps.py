"""The odds maps in bulk are those of the scalar code."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from oraclegames.conditional.bulk.odds_maps import (
    CONSTANT,
    EQUAL,
    FOLD,
    FULL,
    GENERIC,
    HALF,
    IMPOSSIBLE,
    INDIFFERENT,
    odds_maps_batch,
    own_payoffs,
)
from oraclegames.conditional.two_by_two.odds import OddsMap

KINDS = {
    "indifferent": INDIFFERENT,
    "constant move": CONSTANT,
    "equal moves": EQUAL,
    "generic": GENERIC,
    "impossible": IMPOSSIBLE,
}


def test_own_payoffs_put_each_players_own_move_first():
    payoffs = np.arange(8).reshape(1, 2, 2, 2)
    own = own_payoffs(payoffs)
    assert own[:, 0, 0].tolist() == [0, 1, 2, 3]
    assert own[:, 1, 0].tolist() == [4, 6, 5, 7]


def test_kinds_shapes_and_reaches_of_all_payoffs_of_five_ranks():
    tables = np.array(list(product(range(5), repeat=4)))
    maps = odds_maps_batch(np.stack([tables.T, tables.T], axis=1))
    for k, (p, q, r, s) in enumerate(tables.tolist()):
        odds = OddsMap(((Fraction(p), Fraction(q)), (Fraction(r), Fraction(s))))
        assert maps.kind[0, k] == maps.kind[1, k] == KINDS[odds.kind]
        if odds.kind != "generic":
            continue
        assert (maps.low[0, k], maps.high[0, k]) == (odds.low, odds.high)
        ends = odds.stretches[0].share_low, odds.stretches[-1].share_high
        shape = maps.shape[0, k]
        if odds.turn is not None:
            share = odds.share(odds.turn)
            assert shape == FOLD
        elif set(ends) == {0, 1}:
            assert shape == FULL
            assert np.isinf(maps.reach[0, k])
            continue
        else:
            share = next(end for end in ends if 0 < end < 1)
            assert shape == HALF
        assert maps.side[0, k] == (-1 if share < Fraction(1, 2) else 1)
        least = float(min(share, 1 - share))
        assert maps.reach[0, k] == pytest.approx(least / (1 - least), rel=1e-13)
        for end, order in ((odds.low, maps.order_low), (odds.high, maps.order_high)):
            assert odds.order_at(end)[0] == order[0, k]
