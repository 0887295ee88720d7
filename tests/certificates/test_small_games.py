"""The checker of 2×2 games by its own argument: it agrees with the solver on every game."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from oraclegames import Game, all_tied_games, best, ordinal_games, solve, verify
from tests.depth import some


def holds(game):
    checked = verify(solve(game).to_dict(3))
    assert checked, (game.to_dict()["payoffs"], str(checked))


def random_game(rng, size, denominator=1):
    def table():
        numbers = [Fraction(rng.randint(-size, size), rng.randint(1, denominator)) for _ in "1234"]
        return [numbers[:2], numbers[2:]]

    return Game.from_arrays(table(), table())


@pytest.mark.parametrize("block", range(4))
def test_the_ordinal_games(block):
    for game in list(ordinal_games())[block::4]:
        holds(game)


def test_a_sample_of_the_games_with_ties():
    for game in random.Random(5).sample(list(all_tied_games()), some(60, 120)):
        holds(game)


@pytest.mark.slow
def test_all_games_with_ties():
    for game in all_tied_games():
        holds(game)


@pytest.mark.parametrize(
    ("size", "denominator", "count"),
    [(1, 1, 120), (2, 1, 80), (9, 1, 60), (30, 12, 30), (10**40, 10**20, 10)],
)
def test_random_games_from_many_ties_to_huge_numbers(size, denominator, count):
    rng = random.Random(size)
    for _ in range(some(count // 2, count)):
        holds(random_game(rng, size, denominator))


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ([[0, 0], [0, 0]], [[0, 0], [0, 0]]),
        ([[0, 0], [0, 0]], [[1, 0], [0, 1]]),
        ([[0, 0], [1, -1]], [[0, 0], [2, -1]]),
        ([[1, 0], [1, 0]], [[1, 1], [0, 0]]),
        ([[1, 0], [1, 0]], [[2, 0], [0, 1]]),
        ([[3, 3], [0, 0]], [[1, 2], [3, 4]]),
        ([[2, 0], [3, 1]], [[2, 3], [0, 1]]),
        ([["1e400", 0], [0, "1e400"]], [[1, 0], [0, "1e-400"]]),
        # two pieces over all values of the row player, and two that turn back
        ([[8, 0], [4, -8]], [[4, 0], [-7, -9]]),
        ([[-3, 6], [0, 7]], [[-8, -5], [0, 4]]),
        # a roof and a floor of the same size, above 1, at 1 and below
        ([[0, 2], [0, 1]], [[0, 0], [-2, -1]]),
        ([[0, 1], [0, 1]], [[0, 0], [-1, -1]]),
        ([[0, 1], [0, 2]], [[0, 0], [-1, -2]]),
    ],
)
def test_degenerate_games(rows, columns):
    holds(Game.from_arrays(rows, columns))


def edge_tables(rng):
    """The column player gets the same in both cells of a row."""
    rows, columns = ([[rng.randint(-6, 6) for _ in "12"] for _ in "12"] for _ in "12")
    kept = rng.randint(0, 1)
    columns[kept][1] = columns[kept][0]
    return rows, columns


def steady_tables(rng):
    """One player always gets the same, the other's first move pays a constant between the rest."""
    low, middle, high = sorted(rng.sample(range(-9, 10), 3))
    own = [[middle, middle], rng.choice([[low, high], [high, low]])]
    return own[:: rng.choice([1, -1])], [[5, 5], [5, 5]]


def face_tables(rng):
    """Values that are as good as the worse payoff of another move, and not better."""
    a, b = rng.sample(range(-4, 5), 2)
    return [[a, b], [rng.choice([a, b]), rng.randint(-4, 4)]], [
        [rng.randint(-4, 4), a],
        [b, rng.choice([a, b])],
    ]


@pytest.mark.parametrize("tables", [edge_tables, steady_tables, face_tables])
@pytest.mark.parametrize("turned", [False, True])
def test_games_by_what_is_special_about_them(tables, turned):
    rng = random.Random(11)
    for _ in range(some(12, 30)):
        rows, columns = tables(rng)
        if turned:
            rows, columns = ([list(line) for line in zip(*table)] for table in (columns, rows))
        game = Game.from_arrays(rows, columns)
        holds(game)
        for notion in ("dependency", "reflective"):
            assert verify(best(game, "welfare", notion=notion, compare=False).to_dict())
