"""The players' oracles are the Nash equilibria: against pygambit, and by exact regret."""

from fractions import Fraction
from itertools import product
from random import Random

import numpy as np
import pytest

from oraclegames import Game
from oraclegames.exact.algebraic import Algebraic
from oraclegames.reflective.oracles.nash import nash_machines
from oraclegames.reflective.oracles.solve_oracles import solve_oracles
from tests.depth import some

gambit = pytest.importorskip("pygambit")


def play(oracle, game):
    return tuple(oracle.distributions[: game.n_players])


def points(oracles, game):
    """The players' distributions at isolated oracles, and at the vertices of continua."""
    return {play(each, game) for entry in oracles for each in (entry.vertices or (entry,))}


def regrets(game, profile):
    """How much each player could gain, by the definition."""
    for player in range(game.n_players):
        values = []
        for move in range(game.shape[player]):
            total = Fraction(0)
            for outcome in game.outcomes():
                if outcome[player] == move:
                    weight = Fraction(1)
                    for other, choice in enumerate(outcome):
                        if other != player:
                            weight = weight * profile[other][choice]
                    total = total + weight * game.payoff(player, outcome)
            values.append(total)
        own = Fraction(0)
        for share, value in zip(profile[player], values):
            own = own + share * value
        yield max(float(value - own) for value in values), all(value <= own for value in values)


def assert_equilibria(oracles, game):
    assert oracles.complete
    assert oracles.verify()
    for entry in oracles:
        for each in (entry, *entry.vertices):
            assert all(fulfilled for _, fulfilled in regrets(game, play(each, game)))


def extreme_equilibria(game):
    tables = [np.array(game.payoff_array(player)) for player in range(2)]
    found = gambit.nash.enummixed_solve(gambit.Game.from_arrays(*tables)).equilibria
    return {
        tuple(
            tuple(Fraction(str(profile[strategy])) for strategy in player.strategies)
            for player in profile.game.players
        )
        for profile in found
    }


def random_game(source, shape, highest):
    tables = [np.zeros(shape, dtype=int) for _ in shape]
    for table in tables:
        table.flat = [source.randint(-highest, highest) for _ in range(table.size)]
    return Game.from_arrays(*tables)


def check_two_players(game):
    oracles = solve_oracles(nash_machines(game))
    assert_equilibria(oracles, game)
    assert points(oracles, game) == extreme_equilibria(game)


@pytest.mark.parametrize(
    ("shape", "highest", "count"),
    [
        ((2, 2), 50, 60),
        ((3, 3), 500, 25),
        ((2, 2), 1, 40),
        ((3, 3), 1, 12),
        ((2, 4), 2, 10),
        ((3, 1), 1, 5),
    ],
)
def test_random_games_have_the_oracles_that_gambit_finds_equilibria(shape, highest, count):
    source = Random(5)
    for _ in range(some(3 + count // 5, count)):
        check_two_players(random_game(source, shape, highest))


@pytest.mark.slow
@pytest.mark.parametrize(("shape", "highest", "count"), [((2, 2), 50, 500), ((3, 3), 500, 100)])
def test_many_random_games_have_the_oracles_that_gambit_finds_equilibria(shape, highest, count):
    source = Random(6)
    for _ in range(count):
        check_two_players(random_game(source, shape, highest))


DEGENERATE = {
    "zero": ([[0, 0, 0]] * 2, [[0, 0, 0]] * 2),
    "one player indifferent": ([[1, 1], [1, 1]], [[2, 0], [0, 1]]),
    "weakly dominated": ([[1, 1], [1, 0]], [[1, 1], [1, 0]]),
    "duplicate rows": ([[3, 0], [3, 0], [0, 2]], [[1, 0], [1, 0], [0, 1]]),
    "constant sum with a segment": ([[0, 0, 1], [0, 0, -1]], [[0, 0, -1], [0, 0, 1]]),
    "coordination on three": (np.eye(3, dtype=int), np.eye(3, dtype=int)),
    "coordination on four": (np.eye(4, dtype=int), np.eye(4, dtype=int)),
    "rock paper scissors": (
        [[0, -1, 1], [1, 0, -1], [-1, 1, 0]],
        [[0, 1, -1], [-1, 0, 1], [1, -1, 0]],
    ),
    # the game of Nashpy's issue 60, at whose thresholds the faces of equilibria are cut
    "faces that are cut": (
        [[-100, 0, 0, -100], [0, 0, 0, -100], [-100, 0, 0, 0], [0, 0, 0, -50]],
        [[-100, 0, 0, -100], [0, 0, 0, -100], [-100, 0, 0, 0], [0, 0, 0, Fraction(-100, 3)]],
    ),
    "an edge that runs through a face": (
        [[0, -1, 0], [0, -1, 0], [0, -1, 1]],
        [[0, 1, -1], [-1, 1, 0], [1, -1, 1]],
    ),
    "tie off the path": ([[2, 2], [1, 5], [1, 1]], [[1, 1], [0, 3], [2, 2]]),
}


@pytest.mark.parametrize("name", DEGENERATE)
def test_degenerate_games_have_every_extreme_equilibrium_in_a_face(name):
    check_two_players(Game.from_arrays(*DEGENERATE[name]))


def test_huge_payoffs_stay_exact():
    game = Game.from_arrays([[10**30, 0], [0, 1]], [[1, 0], [0, 10**30]])
    oracles = solve_oracles(nash_machines(game))
    assert_equilibria(oracles, game)
    share = Fraction(10**30, 10**30 + 1)
    assert ((share, 1 - share), (1 - share, share)) in points(oracles, game)
    assert len(oracles) == 3


def check_three_players(game):
    oracles = solve_oracles(nash_machines(game))
    assert_equilibria(oracles, game)
    tables = [np.array(game.payoff_array(player)) for player in range(3)]
    reference = gambit.nash.enumpoly_solve(gambit.Game.from_arrays(*tables)).equilibria
    theirs = [
        [float(profile[next(iter(player.strategies))]) for player in profile.game.players]
        for profile in reference
    ]
    if not any(entry.dimension for entry in oracles):
        ours = [[float(row[0]) for row in play(entry, game)] for entry in oracles]
        # enumpoly misses an equilibrium now and then; each of ours is proven by its exact regret
        for profile in theirs:
            assert min(np.abs(np.array(profile) - own).max() for own in ours) < 1e-6
    return oracles


def test_three_players_have_the_oracles_that_gambit_finds_equilibria():
    source = Random(7)
    found = [check_three_players(random_game(source, (2, 2, 2), 500)) for _ in range(12)]
    numbers = [
        x for oracles in found for entry in oracles for row in entry.distributions for x in row
    ]
    assert any(isinstance(x, Algebraic) for x in numbers)


@pytest.mark.slow
def test_many_games_of_three_players_have_the_oracles_that_gambit_finds_equilibria():
    source = Random(8)
    for _ in range(30):
        check_three_players(random_game(source, (2, 2, 2), 500))


def test_a_dense_search_finds_no_equilibrium_of_three_players_that_was_missed():
    source = Random(9)
    for _ in range(3):
        game = random_game(source, (2, 2, 2), 20)
        oracles = solve_oracles(nash_machines(game))
        ours = [
            np.array([float(row[0]) for row in play(o, game)]) for o in oracles if not o.dimension
        ]
        steps = [Fraction(k, 12) for k in range(13)]
        for shares in product(steps, repeat=3):
            profile = [(p, 1 - p) for p in shares]
            if all(fulfilled for _, fulfilled in regrets(game, profile)):
                at = np.array([float(p) for p in shares])
                near = [np.abs(at - own).max() for own in ours]
                assert any(o.dimension for o in oracles) or min(near) == 0


def test_three_indifferent_players_have_a_continuum_of_three_dimensions():
    zeros = np.zeros((2, 2, 2), dtype=int)
    oracles = solve_oracles(nash_machines(Game.from_arrays(zeros, zeros, zeros)))
    assert oracles.complete
    assert [entry.dimension for entry in oracles] == [3]
    assert len(points(oracles, Game.from_arrays(zeros, zeros, zeros))) == 8


def test_answers_to_comparisons_that_are_never_reached_are_free_and_behaviours_are_listed_once():
    game = Game.from_arrays([[1, 0], [1, 0], [2, 2]], [[1, 0], [1, 0], [1, 0]])
    oracles = solve_oracles(nash_machines(game))
    assert [play(o, game) for o in oracles] == [((0, 0, 1), (1, 0))]
    assert oracles.verify()
