"""A Dask cluster over TCP makes the same bytes, also when a worker is killed on the way."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import oraclegames
from oraclegames import InputError, OracleGamesError
from oraclegames.sweep.run import run_sweep

pytest.importorskip("distributed")
pytest.importorskip("pyarrow")

SPEC = {"family": {"kind": "random", "count": 60_000, "seed": 5}, "partition": 1500}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Cluster:
    """A scheduler and its workers as processes, as the documentation starts them."""

    def __init__(self, folder: Path):
        self.folder = folder
        source = str(Path(oraclegames.__file__).parents[1])  # the same package as in this process
        self.environment = {**os.environ, "PYTHONPATH": source}
        self.processes: list[subprocess.Popen] = []
        self.address = f"tcp://127.0.0.1:{free_port()}"
        port = self.address.rpartition(":")[2]
        self.start("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")

    def start(self, *words: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "dask", *words]
        process = subprocess.Popen(
            command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def worker(self) -> subprocess.Popen:
        return self.start("worker", self.address, "--nthreads", "1", "--no-dashboard", "--no-nanny")

    def wait_for(self, workers: int) -> None:
        from distributed import Client

        with Client(self.address, timeout="300s", set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=300)

    def stop(self) -> None:
        for process in reversed(self.processes):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def cluster(tmp_path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    cluster = Cluster(folder)
    yield cluster
    cluster.stop()


@pytest.fixture(scope="module")
def expected(tmp_path_factory) -> str:
    checksum = run_sweep(SPEC, tmp_path_factory.mktemp("expected"), workers=1).checksum
    assert checksum is not None
    return checksum


def test_a_cluster_of_two_workers_makes_the_same_bytes_and_survives_the_loss_of_one(
    tmp_path, cluster, expected
):
    first, _ = cluster.worker(), cluster.worker()
    cluster.wait_for(2)
    result = run_sweep(SPEC, tmp_path / "out", cluster=cluster.address)
    assert (result.checksum, result.written) == (expected, 40)

    def kill(now):
        if now.done == 15_000:
            os.killpg(first.pid, signal.SIGKILL)

    lossy = run_sweep(SPEC, tmp_path / "lossy", cluster=cluster.address, progress=kill)
    assert first.wait() == -signal.SIGKILL
    assert (lossy.checksum, lossy.written) == (expected, 40)
    assert lossy.dataset.verify()


def test_a_cluster_without_workers_is_said_to_have_none(tmp_path, cluster):
    with pytest.raises(InputError, match="has no workers: start one with `dask worker"):
        run_sweep(SPEC, tmp_path / "out", cluster=cluster.address)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense", "tcp://", "127.0.0.1:x"])
def test_an_address_without_a_cluster_is_one_line(tmp_path, address):
    with pytest.raises(InputError, match="no Dask scheduler") as caught:
        run_sweep(SPEC, tmp_path / "out", cluster=address)
    assert "\n" not in str(caught.value)


def test_a_worker_process_that_dies_is_one_line_and_the_rest_is_kept(tmp_path, expected):
    import psutil

    def kill(now):
        if now.done == 6000:
            children = psutil.Process().children(recursive=True)
            for child in children:
                if "spawn_main" in " ".join(child.cmdline()):
                    child.kill()

    with pytest.raises(OracleGamesError, match="a worker process died") as caught:
        run_sweep(SPEC, tmp_path, workers=2, progress=kill)
    assert "\n" not in str(caught.value)
    assert run_sweep(SPEC, tmp_path, workers=1).checksum == expected
