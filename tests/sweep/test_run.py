"""Sweeps: same bytes for any number of workers, resumed after Ctrl-C and after being killed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from oraclegames import Game, InputError
from oraclegames.sweep.dataset import open_dataset
from oraclegames.sweep.run import run_sweep
from tests.depth import some

pytest.importorskip("pyarrow")

SPEC = {"family": {"kind": "random", "count": 6000, "seed": 3}, "partition": 400}

PROGRAM = """
import json, sys
from oraclegames.sweep.run import run_sweep
if __name__ == "__main__":
    result = run_sweep(json.loads(sys.argv[1]), sys.argv[2], workers=int(sys.argv[3]))
    sys.exit(0 if result.complete else 130)
"""


@pytest.fixture(scope="module")
def expected(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("expected")
    assert run_sweep(SPEC, folder, workers=1).complete
    return folder


def same_files(one: Path, other: Path) -> bool:
    names = sorted(path.name for path in one.iterdir())
    return names == sorted(path.name for path in other.iterdir()) and all(
        (one / name).read_bytes() == (other / name).read_bytes() for name in names
    )


def start(tmp_path: Path, spec: dict, folder: Path, workers: int) -> subprocess.Popen:
    program = tmp_path / "program.py"
    program.write_text(textwrap.dedent(PROGRAM))
    command = [sys.executable, str(program), json.dumps(spec), str(folder), str(workers)]
    return subprocess.Popen(command, start_new_session=True)


def test_two_workers_write_the_same_bytes_as_one(tmp_path, expected):
    result = run_sweep(SPEC, tmp_path, workers=2)
    assert (result.complete, result.written) == (True, 15)
    assert same_files(tmp_path, expected)


def test_a_complete_sweep_is_not_run_again(expected):
    result = run_sweep(SPEC, expected, workers=1)
    assert (result.complete, result.written) == (True, 0)
    assert result.checksum == open_dataset(expected).manifest["checksum"]


def test_progress_counts_every_game(tmp_path):
    seen = []
    run_sweep(SPEC, tmp_path, workers=1, progress=seen.append)
    assert [now.done for now in seen] == list(range(400, 6001, 400))
    assert all((now.total, now.what) == (6000, "games") for now in seen)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_leaves_a_dataset_that_is_resumed(tmp_path, expected, workers):
    def interrupt(now):
        if now.done == 1200:
            raise KeyboardInterrupt

    result = run_sweep(SPEC, tmp_path, workers=workers, progress=interrupt)
    assert (result.complete, result.written, result.checksum) == (False, 3, None)
    assert not result.dataset.complete
    rest = run_sweep(SPEC, tmp_path, workers=workers)
    assert rest.written == 12
    assert same_files(tmp_path, expected)


def kill_and_resume(tmp_path: Path, expected: Path, seed: int) -> None:
    """Kill the run at a random moment, again and again, until one gets through."""
    rng = random.Random(seed)
    folder = tmp_path / "out"
    workers = 1 + seed % 2
    kills, known = 0, 0
    while True:
        process = start(tmp_path, SPEC, folder, workers)
        wanted = known + rng.randrange(1, 5)
        while process.poll() is None and len(list(folder.glob("part-*"))) < wanted:
            time.sleep(0.002)
        if kills < 2:
            time.sleep(rng.random() * 0.02)
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            kills += 1
            whole = list(folder.glob("part-*"))
            assert all(path.read_bytes() == (expected / path.name).read_bytes() for path in whole)
            assert len(whole) >= known
            known = len(whole)
            continue
        assert process.wait() == 0
        break
    assert same_files(folder, expected)


@pytest.mark.parametrize("seed", range(some(1, 3)))
def test_a_sweep_that_is_killed_at_random_moments_completes_to_the_same_bytes(
    tmp_path, expected, seed
):
    kill_and_resume(tmp_path, expected, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 120))
def test_a_sweep_is_killed_twenty_times_over(tmp_path, expected, seed):
    kill_and_resume(tmp_path, expected, seed)


def until(event: Callable[[], bool]) -> bool:
    """Wait for something that surely happens; the limit is for a test that would hang."""
    stop = time.monotonic() + 300
    while not event():
        if time.monotonic() > stop:
            return False
        time.sleep(0.01)
    return True


def group_is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


BIG = {"family": {"kind": "random", "count": 10**8, "seed": 3}, "partition": 2000}
"""More than any machine sweeps while a test waits."""


@pytest.mark.parametrize("whom", ["all", "parent"])
def test_workers_end_with_the_run(tmp_path, whom):
    folder = tmp_path / "out"
    process = start(tmp_path, BIG, folder, 2)
    assert until(lambda: len(list(folder.glob("part-*"))) >= 2)
    if whom == "all":
        os.killpg(process.pid, signal.SIGINT)  # Ctrl-C, as a terminal does: to the whole group
        assert process.wait() == 130
    else:
        process.kill()
        process.wait()
    assert until(lambda: group_is_gone(process.pid))
    assert 2 <= len(open_dataset(folder).files) < 50_000


@pytest.mark.parametrize("workers", [1, 2])
def test_a_budget_ends_a_run_that_is_resumed(tmp_path, workers):
    """Each partition takes hours: the run is stopped in the middle of its first ones."""
    slow = {
        "question": "best",
        "tolerance": "1/10000000",
        "family": {"kind": "random", "shape": [4, 4, 4], "count": 40, "seed": 3},
        "partition": 10,
    }
    result = run_sweep(slow, tmp_path, workers=workers, budget=0.5)
    assert (result.status, result.written, result.verify()) == ("partial", 0, True)
    assert "0 of 4 partitions" in str(result) and len(repr(result)) < 200
    assert json.loads(json.dumps(result.to_dict()))["missing"] == 4


def test_nothing_is_made_without_time(tmp_path, expected):
    assert run_sweep(SPEC, tmp_path, workers=1, budget=0).written == 0
    whole = run_sweep(SPEC, tmp_path, workers=1, budget=10_000)
    assert (whole.status, whole.written, whole.verify()) == ("complete", 15, True)
    assert same_files(tmp_path, expected)


def test_a_bad_game_is_a_row_with_its_error_and_the_sweep_goes_on(tmp_path):
    games = tmp_path / "games"
    games.mkdir()
    (games / "good.nfg").write_text(Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]]).to_nfg())
    (games / "bad.nfg").write_text("NFG 2 R")
    spec = {"family": {"kind": "files", "folder": str(games)}}
    result = run_sweep(spec, tmp_path / "out", workers=1)
    import pyarrow.parquet as pq

    rows = pq.read_table(result.dataset.path(0)).to_pylist()
    assert [(row["file"], row["set"]) for row in rows] == [
        ("bad.nfg", None),
        ("good.nfg", "two crossing arcs"),
    ]
    assert "bad.nfg:1:" in rows[0]["error"] and rows[1]["error"] is None


def test_a_second_run_in_the_same_folder_waits_its_turn(tmp_path):
    def again(now):
        with pytest.raises(InputError, match="another run is sweeping"):
            run_sweep(SPEC, tmp_path, workers=1)

    assert run_sweep(SPEC, tmp_path, workers=1, progress=again).complete


def test_more_than_a_thousand_million_games_need_a_confirmation(tmp_path):
    huge = {"family": {"kind": "random", "count": 10**9 + 1, "seed": 3}}
    with pytest.raises(InputError, match="confirm"):
        run_sweep(huge, tmp_path / "out", workers=1)
    assert not (tmp_path / "out").exists()

    def stop(now):
        raise KeyboardInterrupt

    result = run_sweep(huge, tmp_path / "out", workers=1, progress=stop, confirm=True)
    assert result.written == 1


def test_no_workers_are_refused(tmp_path):
    with pytest.raises(InputError, match="whole number of workers, at least 1"):
        run_sweep(SPEC, tmp_path, workers=0)


def test_memory_is_bounded_by_the_partition(tmp_path):
    import tracemalloc

    def peak(count):
        spec = {"family": {"kind": "random", "count": count, "seed": 3}, "partition": 2000}
        tracemalloc.start()
        run_sweep(spec, tmp_path / str(count), workers=1)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(2000)  # what is loaded once
    assert peak(40_000) < 1.5 * peak(4000)
