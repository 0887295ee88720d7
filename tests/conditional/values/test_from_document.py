"""Answers about values are read back from their documents as the objects that wrote them."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from oraclegames import Game, achieve, read_result
from oraclegames.conditional.columns.graphical_game import GraphicalGame
from oraclegames.conditional.columns.symmetric_game import SymmetricGame
from oraclegames.conditional.values.region import region

SHAPES = ((2, 2), (2, 3), (3,), (2, 2, 2))


def random_game(source):
    shape = source.choice(SHAPES)
    count = int(np.prod(shape))
    return Game.from_arrays(
        *(
            np.array(
                [Fraction(source.randint(-2, 3), source.choice((1, 2))) for _ in range(count)],
                dtype=object,
            ).reshape(shape)
            for _ in shape
        )
    )


def same(told):
    again = read_result(told.to_json())
    assert type(again) is type(told) and again.to_json() == told.to_json()
    assert str(again) == str(told) and again.verify()
    return again


@pytest.mark.parametrize("seed", range(30))
def test_answers_read_back_equal(seed):
    source = Random(seed)
    game = random_game(source)
    v = [Fraction(source.randint(-2, 5), source.choice((1, 2, 3))) for _ in game.shape]
    told = achieve(game, v)
    assert same(told) == told
    told = achieve(game, v, largest=False)
    assert same(told) == told
    told = achieve(game, v, closure=True)
    assert same(told) == told
    moves = [
        [
            labels[k]
            for k in sorted(source.sample(range(len(labels)), source.randint(1, len(labels))))
        ]
        for labels in game.moves
    ]
    told = achieve(game, v, supports=moves)
    assert same(told) == told


@pytest.mark.parametrize("seed", range(8))
def test_regions_in_cells_read_back_equal(seed):
    told = region(random_game(Random(seed)), tolerance="1/4", budget=1)
    assert same(told) == told


def test_games_that_are_never_listed_read_back_the_same():
    """They have no equality: the columns of their conditions are compared."""
    source = Random(7)
    pairs = {(0, 1): (2, 3), (1, 2): (3, 2), (2,): (2,)}
    terms = [
        (
            player,
            scope,
            [[source.randint(-1, 2) for _ in range(sizes[-1])] for _ in range(sizes[0])],
        )
        if len(scope) == 2
        else (player, scope, [1, 0])
        for scope, sizes in pairs.items()
        for player in scope
    ]
    local = GraphicalGame.of((2, 3, 2), terms)
    counts = SymmetricGame.of(4, lambda s, k: k[s] * (s + 1) - 2 * k[1 - s])
    for game, outcomes in ((local, [(0, 0, 0), (1, 2, 1), (0, 1, 1)]), (counts, [0, 1, 2, 3, 4])):
        players = 1 if game is counts else 3
        for _ in range(6):
            v = [Fraction(source.randint(-2, 4), 2) for _ in range(players)]
            told = achieve(game, v)
            again = same(told)
            for outcome in outcomes:
                before, after = (one.columns(told.values) for one in (game, again.game))
                assert before.column(outcome) == after.column(outcome)
            for name in ("values", "weight", "atoms", "rows", "largest", "method"):
                assert getattr(again, name) == getattr(told, name)
