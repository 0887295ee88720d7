"""Verdicts and lists of pure equilibria: read back equal, in words, and their steps told."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from oraclegames import Distribution, Game, InputError, check, pure_equilibria, read_result, verify
from oraclegames.conditional.check.pure import _candidates, _few_candidates

SHAPES = ((2, 2), (2, 3), (3, 2), (2, 2, 2), (4,), (1, 2))


def random_case(seed):
    """A tied game, and a distribution that is pure, on a small support, or mixed."""
    source = Random(seed)
    shape, top = source.choice(SHAPES), source.choice((1, 2, 5))
    count = int(np.prod(shape))
    tables = [[source.randint(-1, top) for _ in range(count)] for _ in shape]
    game = Game.from_arrays(*(np.reshape(table, shape) for table in tables))
    weights = [0] * count
    for cell in source.sample(range(count), min(count, source.choice((1, 1, 2, 3, count)))):
        weights[cell] = source.randint(1, 3)
    return game, Distribution(game, tuple(Fraction(w, sum(weights)) for w in weights))


@pytest.mark.parametrize("block", range(6))
def test_verdicts_read_back_equal(block):
    for seed in range(25 * block, 25 * (block + 1)):
        game, played = random_case(seed)
        told = check(game, played, budget=0 if seed % 25 == 0 else None)
        again = read_result(told.to_json())
        assert again == told and str(again) == str(told)
        assert again.to_json() == told.to_json()


@pytest.mark.parametrize("seed", range(40))
def test_lists_of_pure_equilibria_read_back_equal(seed):
    game, _ = random_case(seed)
    told = pure_equilibria(game, budget=0 if seed % 8 == 0 else None)
    again = read_result(told.to_json())
    assert again == told and again.to_json() == told.to_json()
    lines = str(told).splitlines()
    assert lines[0].startswith(f"{len(told.found)} pure equilibri")
    assert lines[1 : 1 + len(told.found)] == [f"  {one}" for one in told.found]
    assert len(lines) == 1 + len(told.found) + bool(told.undecided)
    for one in told.found:
        alone = read_result(one.to_json())
        assert alone == one and alone.to_json() == one.to_json()
        assert verify(one.document())


@pytest.mark.parametrize("seed", range(30))
def test_large_and_small_games_have_the_same_candidates(seed):
    game, _ = random_case(seed)
    maximin = [
        max(
            min(game.payoff(i, o) for o in game.outcomes() if o[i] == s)
            for s in range(game.shape[i])
        )
        for i in range(game.n_players)
    ]
    expected = [o for o in game.outcomes() if all(u >= m for u, m in zip(game.payoffs(o), maximin))]
    assert _few_candidates(game) == _candidates(game) == expected


def test_the_steps_are_told_in_order():
    game, steps = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]]), []
    check(game, "1,0,0,0", progress=steps.append)
    assert [(step.done, step.total) for step in steps] == [(0, 3), (1, 3), (2, 3)]
    assert all(step.what.startswith("steps") for step in steps)


def test_a_belief_is_for_one_notion():
    game = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    for notion in ("dependency", "reflective", "nash"):
        with pytest.raises(InputError, match="a belief q is for the notion 'embedded'"):
            check(game, "1,0,0,0", notion=notion, q="1/4,1/4,1/4,1/4")
