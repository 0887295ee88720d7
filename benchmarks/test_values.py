"""Speed of the value space: run with ``make bench``; ratios are against HiGHS in the same run."""

from __future__ import annotations

import time
from fractions import Fraction

import numpy as np
import pytest

from oraclegames import Game
from oraclegames.conditional.columns.graphical_game import GraphicalGame
from oraclegames.conditional.columns.konstanz import Excess
from oraclegames.conditional.columns.symmetric_game import SymmetricGame
from oraclegames.conditional.values.achieve import achieve


def dense(players: int) -> Game:
    rng = np.random.default_rng(players)
    return Game.from_arrays(*rng.integers(-9, 10, size=(players, *(2,) * players)))


def bare_highs(game: Game, values) -> float:
    """Seconds that HiGHS alone takes for max t, K(v) (Q + t) = 0, ΣQ + N t = 1."""
    import highspy

    matrix = Excess(game, values).matrix().astype(float)
    table = np.hstack([matrix, matrix.sum(axis=1, keepdims=True)])
    table = np.vstack([table, np.append(np.ones(matrix.shape[1]), matrix.shape[1])])
    columns, rows = np.nonzero(table.T)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = table.shape[1], table.shape[0]
    lp.col_cost_ = np.append(np.zeros(matrix.shape[1]), -1.0)
    lp.col_lower_ = np.zeros(lp.num_col_)
    lp.col_upper_ = np.full(lp.num_col_, highspy.kHighsInf)
    lp.row_lower_ = lp.row_upper_ = np.append(np.zeros(len(matrix)), 1.0)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    starts = np.searchsorted(columns, np.arange(lp.num_col_ + 1))
    lp.a_matrix_.start_ = starts.astype(np.int32)
    lp.a_matrix_.index_ = rows.astype(np.int32)
    lp.a_matrix_.value_ = table.T[columns, rows]
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.passModel(lp)
    start = time.perf_counter()
    solver.run()
    return time.perf_counter() - start


def test_twelve_players_cost_few_times_the_bare_solve(benchmark):
    game = dense(12)
    values = (Fraction(1, 3),) * 12
    bare = min(bare_highs(game, values) for _ in range(3))
    result = benchmark(achieve, game, values)
    start = time.perf_counter()
    assert result.verify()
    proof = time.perf_counter() - start
    solve = benchmark.stats.stats.median
    benchmark.extra_info.update(
        bare_seconds=bare, ratio=solve / bare, ratio_with_check=(solve + proof) / bare
    )
    assert (solve + proof) / bare < 5


@pytest.mark.parametrize("players", [8, 10, 12, 14, 16, 18, 20])
def test_growth_with_players_of_a_dense_game(benchmark, players):
    game = dense(players)
    result = benchmark.pedantic(achieve, (game, (Fraction(1, 3),) * players), rounds=1)
    benchmark.extra_info.update(outcomes=2**players, achievable=result.achievable)
    assert result.verify()
    assert benchmark.stats.stats.max < 60


@pytest.mark.parametrize("players", [10**3, 10**4, 10**5, 10**6])
def test_growth_with_players_of_a_symmetric_game(benchmark, players):
    game = SymmetricGame.of(
        players, lambda s, k: 3 * k[1] - 2 * players * s, ("keep", "give"), denominator=players
    )
    result = benchmark.pedantic(achieve, (game, (Fraction(1, 2),)), rounds=1)
    assert result.achievable
    assert benchmark.stats.stats.max < 1


@pytest.mark.parametrize("players", [15, 30, 60])
def test_growth_with_players_of_a_polymatrix_tree(benchmark, players):
    rng = np.random.default_rng(0)
    edges = {}
    for k in range(1, players):
        slopes = rng.integers(1, 10, size=(2, 2, 1)) * rng.choice([-1, 1], size=(2, 2, 1))
        first, second = np.concatenate([slopes, -slopes], axis=2)
        edges[int(rng.integers(0, k)), k] = (first, second.T)
    game = GraphicalGame.polymatrix((2,) * players, edges)
    values = [Fraction(int(rng.integers(-2, 3)), 8) for _ in range(players)]
    result = benchmark.pedantic(achieve, (game, values), rounds=1)
    assert result.verify()
    assert benchmark.stats.stats.max < 10
