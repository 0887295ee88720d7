"""Outcomes by halves, against brute force in whole numbers."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest

from oraclegames.budget import Clock, OutOfTime
from oraclegames.conditional.columns import two_halves
from oraclegames.conditional.columns.graphical_game import GraphicalGame
from oraclegames.conditional.columns.two_halves import cheapest, least_sum
from oraclegames.conditional.values.achieve import achieve
from tests.conditional.columns.test_least_sum import SCALES, fair_game, price

SHAPES = [(1,), (3,), (2, 2), (1, 4), (3, 1, 2), (2, 3, 2, 2), (2,) * 7, (5, 1, 1, 2), (1, 1, 1)]


def random_tables(rng, shape, scale):
    """Terms of one to three players, in any order."""
    tables = {}
    for size in (1, 2, 3):
        for scope in itertools.permutations(range(len(shape)), size):
            if size == 1 or rng.random() < 0.4:
                entries = rng.integers(-5, 6, size=[shape[k] for k in scope]).astype(object)
                tables[scope] = entries * scale + rng.integers(-1, 2) * min(scale, 1)
    return tables


@pytest.mark.parametrize("scale", [*SCALES, 10**400])
@pytest.mark.parametrize("block", [1, 1 << 17])
def test_the_least_of_all_outcomes_is_found(scale, block, monkeypatch):
    monkeypatch.setattr(two_halves, "_BLOCK", block)
    rng = np.random.default_rng(1)
    for shape in SHAPES:
        tables = random_tables(rng, shape, scale)
        prices = {o: price(tables, o) for o in itertools.product(*map(range, shape))}
        value, outcome = least_sum(tables, shape, Clock(None))
        assert value == min(prices.values()) == prices[outcome]
        size = max(1, *(abs(t).max() for t in tables.values()))
        floats = {scope: (t / size).astype(float) for scope, t in tables.items()}
        found = cheapest(floats, shape, Clock(None))
        assert len(set(found)) == len(found)
        for i, s in ((i, s) for i, m in enumerate(shape) for s in range(m)):
            least = min(p for o, p in prices.items() if o[i] == s)
            ours = min(prices[o] for o in found if o[i] == s)
            assert abs(Fraction(ours - least, int(size))) < Fraction(1, 10**12)


def test_too_many_ties_are_left_to_the_search(monkeypatch):
    monkeypatch.setattr(two_halves, "_CLOSE", 7)
    tables = {(k,): np.zeros(2, dtype=object) for k in range(3)}
    assert least_sum(tables, (2,) * 3, Clock(None)) is None
    with pytest.raises(OutOfTime):
        least_sum(tables, (2,) * 3, Clock(0))


def test_twenty_players_who_all_meet_are_decided_both_ways():
    n = 20
    game = fair_game(np.random.default_rng(5), n, itertools.combinations(range(n), 2))
    values = [Fraction(k % 5 - 2, 8) for k in range(n)]
    yes = achieve(game, values)
    assert 0 < yes.weight < 1 and yes._adds_up()
    no = achieve(game, [60] * n)
    assert not no.achievable and no._adds_up()


def test_everybody_alike_is_tied_everywhere_and_decided():
    n = 14
    pairs = itertools.combinations(range(n), 2)
    same = [[1, 0], [0, 1]]
    game = GraphicalGame.polymatrix((2,) * n, dict.fromkeys(pairs, (same, same)))
    assert achieve(game, [Fraction(n - 1, 2)] * n).weight == 1
    assert not achieve(game, [n] * n).achievable
