"""The complete exact solution of a 2×2 game against grid extraction and against Gambit.

Each benchmark records its ratio in ``extra_info``.
"""

from __future__ import annotations

import subprocess
import sys
import time

import numpy as np
import pytest

from oraclegames import catalog, check, solve

DILEMMA = catalog.prisoners_dilemma(5, 3, 1, 0)


def median_time(function, repeat=5):
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def marching_cubes():
    """Both indifference surfaces on a 128³ grid and the curve where they meet; its mean residual.

    The curve is where the column player's field, interpolated, changes sign along an edge of the
    row player's mesh.
    """
    from scipy.ndimage import map_coordinates
    from skimage.measure import marching_cubes as extract

    grid = np.linspace(0, 1, 128)
    cells = np.meshgrid(grid, grid, grid, indexing="ij")
    row, column = fields(*cells)
    vertices, faces, _, _ = extract(row, 0)
    extract(column, 0)
    other = map_coordinates(column, vertices.T, order=1)
    points = []
    for i, j in ((0, 1), (1, 2), (2, 0)):
        start, stop = faces[:, i], faces[:, j]
        crossed = other[start] * other[stop] < 0
        start, stop = start[crossed], stop[crossed]
        weight = (other[start] / (other[start] - other[stop]))[:, None]
        points.append(vertices[start] * (1 - weight) + vertices[stop] * weight)
    curve = np.concatenate(points).T / 127
    curve = curve[:, curve.sum(axis=0) < 1]
    return max(np.abs(field).mean() for field in fields(*curve))


def fields(p11, p12, p21):
    """The two quadrics of the Prisoner's Dilemma 5, 3, 1, 0."""
    p22 = 1 - p11 - p12 - p21
    row = -2 * p11 * p21 + 2 * p11 * p22 - 5 * p12 * p21 - p12 * p22
    column = -2 * p11 * p12 + 2 * p11 * p22 - 5 * p21 * p12 - p21 * p22
    return row, column


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
