"""Where the partitions of a sweep are made: in this process, in processes here, on a cluster.

All three answer a stream of partition numbers with a stream of (number, bytes), in any order, with
a bounded number under way. Only the caller writes, so workers need no common disk, and a worker
that dies leaves nothing behind.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import threading
from collections.abc import Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any

from oraclegames.errors import InputError, MissingDependencyError, OracleGamesError
from oraclegames.sweep.partition import make_partition
from oraclegames.sweep.spec import Spec

__all__ = ["on_cluster", "on_processes"]

Stream = Generator[tuple[int, bytes], None, None]

_RETRIES = 3

_ADDRESS = re.compile(r"(?:[a-z]+://)?(?:\[[0-9a-fA-F:.]+\]|[^/:\s]+):[0-9]{1,5}")


def on_processes(spec: Spec, numbers: Iterable[int], workers: int) -> Stream:
    """Make partitions in local processes; one worker is this process itself."""
    if workers == 1:
        for number in numbers:
            yield number, make_partition(spec, number)
        return
    context = multiprocessing.get_context("spawn")  # a fork would copy the threads' locks
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker)
    waiting = iter(numbers)
    running: dict[Future[bytes], int] = {}
    try:
        while True:
            for number in islice(waiting, 2 * workers - len(running)):
                running[pool.submit(make_partition, spec, number)] = number
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield running.pop(future), future.result()
    except BrokenProcessPool:
        raise OracleGamesError(
            "a worker process died (out of memory, or a script without its main guard?): run the "
            "same sweep again to go on, perhaps with fewer workers or a smaller partition"
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and end when the parent does, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def on_cluster(spec: Spec, numbers: Iterable[int], address: str) -> Stream:
    """Make partitions on the Dask cluster at an address; lost ones are made again.

    Raises:
        MissingDependencyError: dask.distributed is not installed.
        InputError: nothing answers at the address, it has no workers, or other packages.
        OracleGamesError: a partition was lost with its worker several times.
    """
    try:
        from distributed import Client, as_completed
        from distributed.scheduler import KilledWorker
    except ImportError:
        raise MissingDependencyError(
            "a cluster needs dask.distributed: pip install 'oraclegames[sweep]'"
        ) from None
    if not _ADDRESS.fullmatch(address):
        raise InputError(
            f"no Dask scheduler can be at {address!r:.100}: an address is like tcp://10.0.0.1:8786"
        )
    try:
        client = Client(address, timeout="5s", set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        reason = str(error).splitlines()[0][:200] or type(error).__name__
        raise InputError(
            f"no Dask scheduler answers at {address!r:.100}: start one with `dask scheduler` "
            f"({reason})"
        ) from None
    try:
        threads = sum(client.nthreads().values())
        if not threads:
            raise InputError(
                f"the cluster at {address} has no workers: start one with `dask worker {address}`"
            )
        waiting = iter(numbers)

        def submit(number: int) -> Any:
            future = client.submit(make_partition, spec, number, pure=False, retries=_RETRIES)
            places[future.key] = number
            return future

        places: dict[Any, int] = {}
        first = [submit(number) for number in islice(waiting, 2 * threads)]
        running = as_completed(first, loop=client.loop)
        for future in running:
            try:
                content = future.result()
            except KilledWorker:
                raise OracleGamesError(
                    "a partition killed every worker that made it (out of memory?): run the same "
                    "sweep again to go on, perhaps with a smaller partition"
                ) from None
            except (ImportError, RuntimeError) as error:
                if isinstance(error, RuntimeError) and "deserializ" not in str(error):
                    raise
                raise InputError(
                    f"the cluster at {address} cannot load oraclegames: install the same versions "
                    "on the scheduler and on every worker"
                ) from None
            yield places.pop(future.key), content
            future.release()
            for number in islice(waiting, 1):
                running.add(submit(number))
    finally:
        client.close()
