"""Samples are exact equilibria, spread over the set, and reproducible."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from oraclegames import Distribution, Game, InputError, UnsupportedError, verify
from oraclegames.conditional.best.correlated_vertices import correlated_vertices, walk_vertices
from oraclegames.conditional.best.extent import bounding_box
from oraclegames.conditional.best.sample import sample
from tests.depth import some
from tests.strategies import games

DILEMMA = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
MIXED = Game.from_arrays([[2, -1, 4], [0, 3, 1]], [[1, 3, 0], [2, -2, 5]])


def random_game(seed: int, *shape: int) -> Game:
    rng = np.random.default_rng(seed)
    return Game.from_arrays(*rng.integers(-9, 10, size=(len(shape), *shape)))


@pytest.mark.parametrize("game", [MIXED, random_game(5, 3, 3), random_game(2, 2, 2, 2)])
def test_points_are_equilibria_by_definition_and_fill_the_generic_dimension(game):
    result = sample(game, 25, seed=1)
    assert result.verify() and result.status == "complete"
    for probabilities, values in zip(result.points, result.values):
        play = Distribution(game, probabilities)
        assert play.totally_mixed
        for i, count in enumerate(game.shape):
            for s in range(count):
                assert play.conditional_value(i, s) == values[i]
    spread = np.array([[float(v) for v in row] for row in result.values])
    assert np.linalg.matrix_rank(spread - spread[0], tol=1e-6) == game.n_players
    assert len(set(result.points)) == 25


def test_both_arcs_of_the_dilemma_are_sampled():
    result = sample(DILEMMA, 20)
    assert result.verify()
    equal = [x == y for x, y in result.values]
    assert 0 < sum(equal) < 20
    assert all(x == y or x + y == 3 for x, y in result.values)


@given(games(max_players=3, max_moves=3, max_outcomes=9))
@settings(max_examples=some(10, 25))
def test_degenerate_games_are_sampled_or_known_to_be_empty(game):
    result = sample(game, 4, budget=5)
    assert result.verify()
    assert (len(result.points) == 4) == (result.status == "complete")


def test_the_seed_decides_and_zero_points_are_fine():
    assert sample(MIXED, 3, seed=4).points == sample(MIXED, 3, seed=4).points
    assert sample(MIXED, 3, seed=4).points != sample(MIXED, 3, seed=5).points
    assert sample(MIXED, 0).points == ()


def test_an_interrupt_returns_the_points_so_far():
    def stop(line: str) -> None:
        raise KeyboardInterrupt

    result = sample(MIXED, 9, progress=stop)
    assert len(result.points) == 1 and result.status == "partial" and result.verify()


def test_a_forged_sample_does_not_verify():
    result = sample(MIXED, 2)
    moved = tuple((v[0] + Fraction(1, 100), v[1]) for v in result.values)
    assert not dataclasses.replace(result, values=moved).verify()


def test_wrong_requests_are_refused():
    with pytest.raises(InputError, match="at least 0, not -1"):
        sample(MIXED, -1)
    with pytest.raises(UnsupportedError, match="takes up to 4096"):
        sample(Game.from_arrays(*np.zeros((13, *(2,) * 13), dtype=np.int64)), 1)


DOMINATED = Game.from_arrays([[1, 1, 1], [0, 0, 0]], [[1, 0, 2], [0, 1, 2]])


def test_where_there_are_none_that_is_known():
    found = sample(DOMINATED, 3)
    assert found.status == "empty" and found.points == () and found.verify()
    (row, column) = bounding_box(DOMINATED)
    assert row.reached is row.proved is column.reached is column.proved is None


def test_points_are_shown_with_four_digits():
    lines = str(sample(MIXED, 3, seed=4)).splitlines()
    assert lines[0] == "3 totally mixed dependency equilibria (complete)"
    for line, values in zip(lines[1:], sample(MIXED, 3, seed=4).values):
        play, paid = line.split("pays")
        assert len(play.split()) == 6 and abs(sum(map(float, play.split())) - 1) < 1e-3
        numbers = [*play.split(), *paid.split(",")]
        digits = [text.strip().lstrip("-0.").replace(".", "") for text in numbers]
        assert max(map(len, digits)) <= 4
        assert np.allclose([float(v) for v in paid.split(",")], [float(v) for v in values], 1e-3)


def test_vertices_are_those_of_correlated_equilibria_if_nothing_else_is_said():
    every = set(correlated_vertices(DILEMMA, coarse=True))
    assert correlated_vertices(DILEMMA) == [(0, 0, 0, 1)] == list(walk_vertices(DILEMMA))
    game = Game.from_arrays([[4, 1], [5, 0]], [[4, 5], [1, 0]])
    assert len(correlated_vertices(game)) == len(list(walk_vertices(game))) == 5
    assert set(walk_vertices(MIXED)) == set(correlated_vertices(MIXED))  # with three moves
    assert set(walk_vertices(MIXED)) != set(walk_vertices(MIXED, coarse=True))
    assert set(correlated_vertices(game, coarse=True)) == set(walk_vertices(game, coarse=True))
    assert every == {(0, 0, 0, 1)}


@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (3, 3), (1, 3)])
def test_two_players_have_points_or_provably_none(shape):
    rng = np.random.default_rng(sum(shape))
    statuses = set()
    for _ in range(some(8, 40)):
        drawn = sample(Game.from_arrays(*rng.integers(-1, 2, size=(2, *shape))), 1)
        checked = verify(drawn.to_dict())
        assert checked and "there is no" not in str(checked.assumed)
        statuses.add(drawn.status)
        if drawn.points:
            false = dict(drawn.to_dict(), points=[], status="empty")
            assert not verify(false)
    assert "empty" in statuses and statuses <= {"empty", "complete", "partial"}


def test_numbers_beyond_all_floats():
    """Of a large game's kernel, and of payoffs."""
    assert sample(random_game(1, 12, 12), 1).verify()
    tables = np.random.default_rng(5).integers(-9, 10, size=(2, 3, 3)).astype(object)
    drawn = sample(Game.from_arrays(*(tables * 10**400)), 2)
    assert len(drawn.points) == 2 and drawn.verify()
