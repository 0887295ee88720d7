"""Lifted exponents meet the demands, listed one by one; where lifting is silent nothing is said."""

from __future__ import annotations

import numpy as np
import pytest

from oraclegames import Game
from oraclegames.budget import Clock
from oraclegames.conditional.trembles.demands import demands
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.lifting import lifted_exponents
from oraclegames.conditional.trembles.order_proofs import NoOrders, Orders
from oraclegames.conditional.trembles.orders import decide_orders, lift_orders
from oraclegames.games.distribution import Distribution

SHAPES = [(2, 2), (3, 3), (2, 4), (2, 2, 2), (3, 1, 2)]


def tied(seed, shape):
    source = np.random.default_rng(seed)
    return Game.from_arrays(*(source.integers(0, 3, size=shape) for _ in shape))


def exponent(x, monomial):
    return sum(x[o] for o in monomial)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_positive_monomial_lies_below_all_negative_ones(shape):
    lifted = 0
    for seed in range(12):
        game = tied(seed, shape)
        for outcome in game.outcomes():
            x = lifted_exponents(Face.at(game, outcome), Clock(None))
            if x is None:
                continue
            lifted += 1
            assert x[outcome] == 0 and sorted(x.ravel().tolist())[:2] != [0, 0]
            for asked in demands(game, outcome):
                least = min((exponent(x, m) for m in asked.positive), default=10**9)
                assert all(least < exponent(x, m) for m in asked.negative)
    assert lifted > 12


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_lifted_is_never_refuted_and_most_orders_are_lifted(shape):
    with_orders = lifted = 0
    for seed in range(3):
        game = tied(seed, shape)
        for outcome in game.outcomes():
            point = Distribution.point(game, outcome)
            found, orders = lift_orders(point, Clock(None)), decide_orders(point)
            assert found is None or (found.verify() and not isinstance(orders, NoOrders))
            with_orders += isinstance(orders, Orders)
            lifted += found is not None
    assert lifted > with_orders / 2
