"""Three players: equilibria in which several moves are mixed, against pygambit and by regret."""

from __future__ import annotations

from multiprocessing import TimeoutError, get_context
from operator import sub
from random import Random

import numpy as np
import pytest

from oraclegames import Game, verify
from oraclegames.exact.algebraic import Algebraic
from oraclegames.reflective.oracles.nash import nash_machines
from oraclegames.reflective.oracles.solve_oracles import solve_oracles
from tests.reflective.oracles.test_nash import assert_equilibria, play, points, random_game

gambit = pytest.importorskip("pygambit")


def floats(profile):
    return tuple(round(float(x), 6) + 0.0 for mixed in profile for x in mixed)


def polynomial_equilibria(game):
    tables = [np.array(game.payoff_array(player)) for player in range(game.n_players)]
    found = gambit.nash.enumpoly_solve(gambit.Game.from_arrays(*tables)).equilibria
    return {
        tuple(
            round(float(profile[strategy]), 6) + 0.0
            for player in profile.game.players
            for strategy in player.strategies
        )
        for profile in found
    }


@pytest.mark.parametrize(("shape", "count"), [((2, 2, 2), 40), ((2, 2, 3), 8)])
def test_generic_games_have_the_equilibria_that_gambit_finds(shape, count):
    source = Random(11)
    for _ in range(count):
        game = random_game(source, shape, 5000)
        oracles = solve_oracles(nash_machines(game))
        assert_equilibria(oracles, game)
        assert all(entry.dimension == 0 for entry in oracles)
        ours = {floats(each) for each in points(oracles, game)}
        assert len(ours) % 2 == 1  # Wilson 1971: generic games have an odd number
        assert polynomial_equilibria(game) <= ours


def test_games_with_ties_hold_what_gambit_finds():
    source = Random(12)
    for _ in range(20):
        game = random_game(source, (2, 2, 2), 2)
        oracles = solve_oracles(nash_machines(game))
        assert oracles.verify()
        if oracles.complete and all(entry.dimension == 0 for entry in oracles):
            ours = {floats(each) for each in points(oracles, game)}
            assert polynomial_equilibria(game) <= ours


def total(source, degree=9):
    """A game of three moves each in which a given totally mixed play is an equilibrium."""
    tables = [
        np.array(
            [[[source.randint(-degree, degree) for _ in range(3)] for _ in range(3)] for _ in "abc"]
        )
        for _ in range(3)
    ]
    for player, table in enumerate(tables):
        # Every move is worth 0 against uniform play of the others.
        sums = table.sum(axis=tuple(k for k in range(3) if k != player))
        corner = [slice(None) if k == player else 0 for k in range(3)]
        table[tuple(corner)] -= sums
    return Game.from_arrays(*tables)


def test_a_totally_mixed_equilibrium_of_three_moves_each_is_found():
    game = total(Random(4), 3)
    oracles = solve_oracles(nash_machines(game), budget=100)
    third = tuple([(1 / 3,) * 3] * 3)
    assert oracles.complete
    assert any(floats(each) == floats(third) for each in points(oracles, game))
    assert len(oracles) % 2 == 1
    assert oracles.verify()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_games_of_three_moves_each_are_decided(seed):
    game = random_game(Random(seed), (3, 3, 3), 5000)
    oracles = solve_oracles(nash_machines(game))
    assert_equilibria(oracles, game)
    assert len(oracles) % 2 == 1 and all(entry.dimension == 0 for entry in oracles)
    mixed = [each for each in oracles if all(0 < x < 1 for m in play(each, game) for x in m)]
    assert len(mixed) <= 10  # McKelvey and McLennan 1997


@pytest.mark.slow
def test_100_games_of_three_moves_each_have_what_gambit_finds():
    """Where gambit answers in time: on one game in five or so it does not."""
    source, compared = Random(7), 0
    for _ in range(100):
        game = random_game(source, (3, 3, 3), 100)
        oracles = solve_oracles(nash_machines(game))
        assert oracles.complete
        ours = {floats(each) for each in points(oracles, game)}
        mixed = [each for each in ours if min(each) > 0]
        assert len(mixed) <= 10  # McKelvey and McLennan 1997
        with get_context("fork").Pool(1) as pool:
            try:
                theirs = pool.apply_async(polynomial_equilibria, (game,)).get(timeout=20)
            except TimeoutError:
                continue
        compared += 1
        if all(entry.dimension == 0 for entry in oracles):
            near = [min(max(map(abs, map(sub, a, b))) for b in ours) for a in theirs]
            assert max(near, default=0) < 1e-4
    assert compared > 50


def test_three_moves_each_are_decided_without_boxes_of_six_unknowns():
    """Two of the unknowns show that the cases of vanishing leading coefficients are empty."""
    source = Random(1)
    tables = [
        [[[source.randint(0, 20) for _ in "abc"] for _ in "abc"] for _ in "abc"] for _ in "abc"
    ]
    oracles = solve_oracles(nash_machines(Game.from_arrays(*tables)), budget=120)
    assert oracles.complete and len(points(oracles, Game.from_arrays(*tables))) == 3


def test_an_irrational_equilibrium_of_more_moves_is_a_number_of_one_field():
    source = Random(1)
    found = None
    for _ in range(30):
        game = random_game(source, (2, 2, 3), 9)
        for each in solve_oracles(nash_machines(game)):
            numbers = [x for mixed in play(each, game) for x in mixed if isinstance(x, Algebraic)]
            if len(numbers) > 2:
                found = numbers
    assert found is not None
    assert len({number.root for number in found}) == 1


def test_the_document_of_three_players_is_replayed():
    game = random_game(Random(2), (2, 2, 3), 9)
    result = solve_oracles(nash_machines(game))
    assert result.complete and verify(result.to_json(), complete=True)
