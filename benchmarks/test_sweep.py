"""How fast many games are classified, and how sweeps scale.

The ratios compare with loops over the same games in the same run.
"""

from __future__ import annotations

import time

import numpy as np
import pytest

from oraclegames import Game, solve
from oraclegames.conditional.bulk.classify import classify_batch
from oraclegames.sweep.run import run_sweep

GAMES = 200_000


def payoffs(kind: str) -> np.ndarray:
    rng = np.random.default_rng(1)
    if kind == "normal floats":
        return rng.normal(size=(GAMES, 2, 2, 2))
    drawn = rng.integers(-100, 101, size=(GAMES, 2, 2, 2))
    if kind == "symmetric whole":
        drawn[:, 1] = drawn[:, 0].transpose(0, 2, 1)
    return drawn


def rate(function, games) -> float:
    begun = time.process_time()
    for game in games:
        function(game)
    return len(games) / (time.process_time() - begun)


@pytest.mark.parametrize("kind", ["normal floats", "whole", "symmetric whole"])
def test_classify_batch(benchmark, kind):
    games = payoffs(kind)
    classify_batch(games[:100])
    benchmark.pedantic(classify_batch, args=(games,), rounds=5)
    begun = time.process_time()
    classify_batch(games)
    batch = GAMES / (time.process_time() - begun)
    few = [Game.from_arrays(*table, approximate=True) for table in games[:200].tolist()]
    benchmark.extra_info["games per second of one core"] = round(batch)
    benchmark.extra_info["ratio to a loop over solve"] = round(batch / rate(solve, few))
    gambit = pytest.importorskip("pygambit")
    theirs = [game.to_gambit() for game in few]
    loop = rate(lambda game: gambit.nash.enummixed_solve(game, rational=False), theirs)
    benchmark.extra_info["ratio to a loop over pygambit's enummixed_solve"] = round(batch / loop)
    assert batch > 200_000
    assert batch > 50 * rate(solve, few)


DILEMMAS = {
    "family": {
        "kind": "parametric",
        "payoffs": [[["R", "S"], ["T", "P"]], "symmetric"],
        "parameters": {
            "T": {"start": 1, "stop": 2, "points": 1000},
            "S": {"start": -1, "stop": 0, "points": 1000},
            "R": 1,
            "P": 0,
        },
    }
}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_million_dilemmas_to_parquet(benchmark, tmp_path, workers):
    pytest.importorskip("pyarrow")
    rounds = iter(range(10))

    def run():
        return run_sweep(DILEMMAS, tmp_path / str(next(rounds)), workers=workers)

    result = benchmark.pedantic(run, rounds=1)
    benchmark.extra_info["checksum"] = result.checksum
    assert result.complete and result.seconds < 60
