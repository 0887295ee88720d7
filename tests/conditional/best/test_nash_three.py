"""Three players with two moves: the faces of the cube against oracles, and against demands."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from oraclegames import Game, nash
from oraclegames.conditional.best.nash_three import nash_of_three
from oraclegames.exact.real import order


def random_game(r: Random, size: int) -> Game:
    def table():
        return [[[r.randint(-size, size) for _ in "12"] for _ in "12"] for _ in "12"]

    return Game.from_arrays(table(), table(), table())


def gain(game, player, chances):
    """What the second move gains a player, by the definition of the expectation."""
    total = Fraction(0)
    for outcome in game.outcomes():
        weight = Fraction(1 if outcome[player] else -1)
        for k, move in enumerate(outcome):
            if k != player:
                weight = weight * (chances[k] if move else 1 - chances[k])
        total = total + weight * game.payoff(player, outcome)
    return total


def is_equilibrium(game, chances):
    for k, x in enumerate(chances):
        sign = order(gain(game, k, chances), Fraction(0))
        if (x != 1 and sign > 0) or (x != 0 and sign < 0):
            return False
    return True


@pytest.mark.parametrize("size", [1, 2, 9, 9, 40, 40])
def test_the_points_are_those_that_oracles_say(size, request):
    r = Random(request.node.name)
    kinds = set()
    for _ in range(12):
        game = random_game(r, size)
        found = nash_of_three(game, (0, 1, 2))
        kinds.add(found.kind)
        assert all(is_equilibrium(game, chances) for chances in found.chances)
        if found.kind != "more":
            by_oracles = nash(game)
            points = {tuple(mixture[1] for mixture in profile) for profile in by_oracles.points}
            assert points == set(found.chances), game.payoffs
            sizes = [part.dimension for part in by_oracles.sets]
            assert max(sizes) <= {"finite": 0, "segments": 1, "boxes": 3}[found.kind]
            assert found.kind == "finite" or max(sizes) > 0
    assert len(kinds) > 1 or size > 2


@pytest.mark.parametrize("seed", range(6))
def test_no_equilibrium_of_a_grid_is_left_out(seed):
    """Of small payoffs, many of which are the same."""
    r = Random(seed)
    grid = [Fraction(k, 6) for k in range(7)]
    for _ in range(4):
        game = random_game(r, 1)
        found = nash_of_three(game, (0, 1, 2))
        here = [(x, y, z) for x in grid for y in grid for z in grid]
        for chances in here if found.kind == "finite" else ():
            assert is_equilibrium(game, chances) == (chances in found.chances), (game, chances)


def test_a_face_that_is_met_in_one_corner_alone_leaves_the_boxes_known():
    """Two players are always indifferent; the third loses by her second move but at one corner."""
    zero = [[[0, 0], [0, 0]], [[0, 0], [0, 0]]]
    game = Game.from_arrays(zero, zero, [[[0, 0], [0, -1]], [[0, -1], [0, -1]]])
    found = nash_of_three(game, (0, 1, 2))
    assert found.kind == "boxes" and (0, 0, 1) in found.chances
    assert all(is_equilibrium(game, chances) for chances in found.chances)
