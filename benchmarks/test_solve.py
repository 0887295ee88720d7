"""The complete exact solution of a 2×2 game against grid extraction and against Gambit.

Each benchmark records its ratio in ``extra_info``.
"""

from __future__ import annotations

import subprocess
import sys
import time

import numpy as np
import pytest

from benchmarks.marching import DILEMMA, fields, marching_cubes
from oraclegames import catalog, check, solve


def median_time(function, repeat=5):
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def test_complete_solution_against_marching_cubes(benchmark):
    solution = benchmark(solve, DILEMMA)
    residual = marching_cubes()
    ratio = median_time(marching_cubes, 3) / benchmark.stats.stats.median
    benchmark.extra_info["marching cubes / ours"] = round(ratio)
    benchmark.extra_info["residual of marching cubes"] = float(residual)
    assert all(
        field == 0 for point in solution.sample(20) for field in fields(*point.distribution[:3])
    )
    assert solution.verify()


@pytest.mark.parametrize(
    "game",
    [DILEMMA, catalog.chicken(), catalog.battle_of_the_sexes(), catalog.random_game(2, 2, seed=5)],
    ids=lambda game: game.title,
)
def test_complete_solution_against_enummixed(benchmark, game):
    gambit = pytest.importorskip("pygambit")
    peer = game.to_gambit()
    benchmark(solve, game)
    theirs = median_time(lambda: gambit.nash.enummixed_solve(peer), 50)
    ratio = benchmark.stats.stats.median / theirs
    benchmark.extra_info["ours / enummixed_solve"] = round(ratio, 1)


def test_checking_a_point(benchmark):
    chicken = catalog.chicken()
    verdict = benchmark(check, chicken, "81/100,9/100,9/100,1/100")
    assert not verdict


def test_a_hundred_exact_points(benchmark):
    solution = solve(DILEMMA)
    assert len(benchmark(solution.sample, 100)) == 100


def whole_process(*arguments):
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)


def test_import(benchmark):
    benchmark.pedantic(whole_process, args=("-c", "import oraclegames"), rounds=15)
    bare = median_time(lambda: whole_process("-c", "pass"), 15)
    beyond = benchmark.stats.stats.median - bare
    benchmark.extra_info["milliseconds beyond the interpreter"] = round(1000 * beyond)


def test_whole_process_solve_chicken(benchmark):
    words = ("-m", "oraclegames", "solve", "chicken")
    benchmark.pedantic(whole_process, args=words, rounds=15)
    bare = median_time(lambda: whole_process("-c", "pass"), 15)
    ratio = benchmark.stats.stats.median / bare
    benchmark.extra_info["ours / python -c pass"] = round(ratio, 1)
