"""Every small 2×2 game is solved and verified: the ordinal ones, the tied ones, degenerate ones."""

from __future__ import annotations

import random

import pytest

from oraclegames import Game, solve
from oraclegames.games.ordinal import all_tied_games, ordinal_games
from tests.depth import some


def test_all_144_ordinal_games_verify():
    for game in ordinal_games():
        assert solve(game).verify(), game.title


def test_a_sample_of_the_games_with_ties_verifies():
    for game in random.Random(1).sample(list(all_tied_games()), 300):
        assert solve(game).verify(), game.numerators


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(5))
def test_all_5625_games_with_ties_verify(chunk):
    for game in list(all_tied_games())[chunk::5]:
        assert solve(game).verify(), game.numerators


@pytest.mark.parametrize("chunk", range(4))
def test_degenerate_games_verify(chunk):
    rng = random.Random(chunk)
    for _ in range(some(60, 2500)):
        tables = [[[rng.randint(0, 1) for _ in range(2)] for _ in range(2)] for _ in range(2)]
        game = Game.from_arrays(*tables)
        solution = solve(game)
        assert solution.verify(), tables
        assert solution.describe()
        for pure in solution.pure:
            assert pure.reflective != "undetermined"
