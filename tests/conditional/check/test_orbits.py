"""Orbits: players are exchanged only where the game stays the same, and evidence goes along."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from oraclegames import Game, catalog, verify
from oraclegames.budget import Clock
from oraclegames.conditional.check.orbits import Orbits
from oraclegames.conditional.check.pure import pure_equilibria
from oraclegames.conditional.check.reflective import decide_reflective
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import Levels, weak_levels
from oraclegames.games.distribution import Distribution
from tests.depth import some


def symmetric(seed, players, moves, high=3, odd_one=False):
    """Payoffs that depend on the own move and on how often each is made; one player may differ."""
    source = np.random.default_rng(seed)
    shape = (moves,) * players
    tables = [np.zeros(shape, dtype=int) for _ in shape]
    known = {}
    for outcome in itertools.product(range(moves), repeat=players):
        for i, own in enumerate(outcome):
            key = own, tuple(sorted(outcome)), odd_one and i == 0
            tables[i][outcome] = known.setdefault(key, int(source.integers(0, high)))
    return Game.from_arrays(*tables)


def test_classes_of_players():
    assert Orbits(symmetric(0, 4, 2)).classes == ((0, 1, 2, 3),)
    assert Orbits(symmetric(3, 4, 2, 50, odd_one=True)).classes == ((1, 2, 3),)
    assert Orbits(catalog.random_game(2, 2, 2, seed=1)).classes == ()
    assert Orbits(catalog.battle_of_the_sexes()).classes == ()
    assert Orbits(catalog.prisoners_dilemma()).classes == ((0, 1),)


@pytest.mark.parametrize(("players", "moves"), [(3, 2), (4, 2), (2, 3)])
@pytest.mark.parametrize("seed", range(some(2, 4)))
def test_the_answers_are_those_of_each_outcome_by_itself(seed, players, moves):
    game = symmetric(seed, players, moves)
    orbits = Orbits(game)
    for outcome in game.outcomes():
        renaming = orbits.of(outcome)
        assert (renaming is None) == (list(outcome) == sorted(outcome))
        if renaming is not None:
            assert renaming.origin == tuple(sorted(outcome))
            assert renaming.cell(renaming.origin) == outcome
    found = pure_equilibria(game)
    assert verify(found.to_dict()) and found.verify()
    alone = {}
    for outcome in game.outcomes():
        if isinstance(weak_levels(Face.at(game, outcome)), Levels):
            point = Distribution.point(game, outcome)
            alone[outcome] = decide_reflective(point, Clock(None)).verdict
    assert {pure.outcome: pure.reflective for pure in found} == alone
    assert all(stuck.verify() for stuck in found.excluded)
