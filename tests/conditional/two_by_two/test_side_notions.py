"""Which notions hold on edges and faces: against the general decision at points of them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from oraclegames import Game, check, solve
from oraclegames.conditional.similarity.notions import NOTIONS, implied


def middle(side):
    corners = [corner.distribution for corner in side.part.corners]
    return [sum(cells[1:], cells[0]) / len(corners) for cells in zip(*corners)]


def points(side):
    """The middle, and points nearer to the corners."""
    centre = middle(side)
    yield centre
    for corner in side.part.corners:
        for share in (5, 50):
            yield [(p + (share - 1) * q) / share for p, q in zip(centre, corner.distribution)]


def compare_with_check(games):
    seen = 0
    for game in games:
        solution = solve(game)
        for side, held in zip(solution.sides, solution.side_notions):
            seen += 1
            assert all(implied(name) <= set(held) for name in held)
            for name in NOTIONS:
                if name in ("dependency", "reflective"):
                    continue
                everywhere = all(check(game, p, notion=name) for p in points(side))
                assert everywhere == (name in held), (game, side, name)
    return seen


def binary_games():
    for bits in itertools.product((0, 1), repeat=8):
        yield Game.from_arrays([bits[:2], bits[2:4]], [bits[4:6], bits[6:]])


def test_some_games_with_payoffs_0_and_1():
    assert compare_with_check(itertools.islice(binary_games(), 3, None, 11)) > 20


@pytest.mark.slow
def test_all_games_with_payoffs_0_and_1():
    assert compare_with_check(binary_games()) > 300


def test_games_with_ties():
    rng = np.random.default_rng(3)
    tables = rng.integers(-1, 2, size=(25, 2, 2, 2))
    assert compare_with_check(Game.from_arrays(*pair) for pair in tables) > 5


def test_words():
    text = str(solve("battle_of_the_sexes"))
    assert "Equilibria on edges and faces" in text
    named = str(solve(Game.from_arrays([[1, 1], [0, 0]], [[0, 0], [0, 1]])))
    assert "inside also nash, correlated, coarse and embedded" in named
