"""Every small 2×2 game is solved and verified: the ordinal ones, the tied ones, degenerate ones."""

from __future__ import annotations

import random

import pytest

from oraclegames import Game, solve
from oraclegames.games.ordinal import all_tied_games, ordinal_games


def test_all_144_ordinal_games_verify():
    for game in ordinal_games():
        assert solve(game).verify(), game.title


@pytest.mark.parametrize("chunk", range(5))
def test_all_5625_games_with_ties_verify(chunk):
    for number, game in enumerate(all_tied_games()):
        if number % 5 == chunk:
            assert solve(game).verify(), game.numerators


@pytest.mark.parametrize("chunk", range(4))
def test_ten_thousand_degenerate_games_verify(chunk):
    rng = random.Random(chunk)
    for _ in range(2500):
        tables = [[[rng.randint(0, 1) for _ in range(2)] for _ in range(2)] for _ in range(2)]
        game = Game.from_arrays(*tables)
        solution = solve(game)
        assert solution.verify(), tables
        assert solution.describe()
        for pure in solution.pure:
            assert pure.reflective != "undetermined"
