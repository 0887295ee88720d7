"""Decisions by signs alone, against the solver of single games and the bulk classification."""

from __future__ import annotations

import random

import numpy as np
import pytest
from flint import fmpq_poly

from oraclegames import check, solve
from oraclegames.conditional.bulk.classification import SETS
from oraclegames.conditional.phases.pure import notions_at
from oraclegames.conditional.phases.shape import SHAPES, Map, shape
from oraclegames.conditional.phases.traced import Record
from oraclegames.conditional.similarity.notions import NOTIONS
from oraclegames.games.game import Game
from oraclegames.sweep import classify_batch


def tables(a, b):
    record = Record(0)
    return tuple([record.number(fmpq_poly([x])) for x in row] for row in (a, b))


def found_shape(a, b):
    a, (b11, b12, b21, b22) = tables(a, b)
    return shape(Map(tuple(a)), Map((b11, b21, b12, b22)))


@pytest.mark.parametrize("size", [1, 2, 4, 50])
def test_random_games_as_in_bulk(size):
    draw = random.Random(size)
    games = [[[draw.randint(-size, size) for _ in range(4)] for _ in "AB"] for _ in range(250)]
    found = classify_batch(np.array(games).reshape(-1, 2, 2, 2))
    for (a, b), word, pure, reflective in zip(games, found.sets, found.pure, found.reflective):
        assert found_shape(a, b) == word
        held = [notions_at(tables(a, b), (2, 2), (k // 2, k % 2)) for k in range(4)]
        assert [k for k in range(4) if "dependency" in held[k]] == bits(pure)
        assert [k for k in range(4) if "reflective" in held[k]] == bits(reflective)


def bits(mask):
    return [k for k in range(4) if mask >> k & 1]


def test_the_words_are_those_of_the_bulk_classification():
    assert SHAPES == SETS


@pytest.mark.slow
def test_all_games_with_payoffs_0_1_2():
    draw = random.Random(3)
    games = [[[draw.randint(0, 2) for _ in range(4)] for _ in "AB"] for _ in range(3000)]
    found = classify_batch(np.array(games).reshape(-1, 2, 2, 2))
    assert [found_shape(*game) for game in games] == list(found.sets)


def test_every_notion_of_every_pure_outcome_as_checked():
    draw = random.Random(7)
    for size in (1, 1, 1, 2, 3, 3):
        a, b = ([draw.randint(-size, size) for _ in range(4)] for _ in "AB")
        game = Game.from_arrays([a[:2], a[2:]], [b[:2], b[2:]])
        for k in range(4):
            played = [int(j == k) for j in range(4)]
            held = notions_at(tables(a, b), (2, 2), (k // 2, k % 2))
            verdicts = {name: bool(check(game, played, notion=name)) for name in NOTIONS}
            assert set(held) == {name for name, so in verdicts.items() if so}


def test_larger_games_have_the_notions_of_comparisons():
    draw = random.Random(11)
    for shape_ in [(3, 2), (2, 2, 2), (1, 3), (4,)]:
        count = int(np.prod(shape_))
        rows = [[draw.randint(0, 2) for _ in range(count)] for _ in shape_]
        game = Game.from_arrays(*(np.array(row).reshape(shape_).tolist() for row in rows))
        numbers = tuple([Record(0).number(fmpq_poly([x])) for x in row] for row in rows)
        for k, o in enumerate(game.outcomes()):
            played = [int(j == k) for j in range(count)]
            for name in ("nash", "correlated", "coarse", "subjective"):
                assert (name in notions_at(numbers, shape_, o)) == bool(
                    check(game, played, notion=name)
                )


def test_the_shape_is_that_of_solve():
    draw = random.Random(5)
    for _ in range(60):
        a, b = ([draw.randint(-3, 3) for _ in range(4)] for _ in "AB")
        interior = solve(Game.from_arrays([a[:2], a[2:]], [b[:2], b[2:]])).interior
        word = found_shape(a, b)
        if interior.dimension > 1:
            assert word == SHAPES[interior.dimension + 2]
        else:
            assert word.startswith(SHAPES[len(interior.arcs)].split()[0])
            assert (word == "two crossing arcs") == (interior.crossing is not None)
