"""Where the partitions of a sweep are made: in this process, in processes here, on a cluster.

All three answer a stream of partition numbers with a stream of (number, bytes), in any order, with
a bounded number under way; ``OutOfTime`` when the clock says stop. Only the caller writes, so
workers need no common disk, and a worker that dies leaves nothing behind.
"""

from __future__ import annotations

import math
import re
from collections.abc import Generator, Iterable
from functools import partial
from itertools import islice
from typing import Any

from oraclegames.budget import Clock, OutOfTime
from oraclegames.errors import InputError, MissingDependencyError, OracleGamesError
from oraclegames.processes import ProcessDiedError, at_once
from oraclegames.sweep.dataset import make_partition
from oraclegames.sweep.spec import Spec

Stream = Generator[tuple[int, bytes], None, None]
"""Partitions with their numbers, as they are made."""

_RETRIES = 3

_ADDRESS = re.compile(r"(?:[a-z]+://)?(?:\[[0-9a-fA-F:.]+\]|[^/:\s]+):[0-9]{1,5}")


def on_processes(spec: Spec, numbers: Iterable[int], workers: int, clock: Clock) -> Stream:
    """Make partitions in local processes; without a limit one worker is this process itself."""
    if workers == 1 and clock.left == math.inf:
        for number in numbers:
            yield number, make_partition(spec, number)
        return
    try:
        yield from at_once(partial(make_partition, spec), numbers, workers, clock)
    except ProcessDiedError as error:
        raise OracleGamesError(
            f"{error}: run the same sweep again to go on, perhaps with fewer workers or a smaller "
            "partition"
        ) from None


def on_cluster(spec: Spec, numbers: Iterable[int], address: str, clock: Clock) -> Stream:
    """Make partitions on the Dask cluster at an address; lost ones are made again."""
    client = _client(address)
    try:
        threads = sum(client.nthreads().values())
        if not threads:
            raise InputError(
                f"the cluster at {address} has no workers: start one with `dask worker {address}`"
            )
        yield from _from_client(client, spec, numbers, 2 * threads, clock)
    except TimeoutError:
        raise OutOfTime from None
    except (ImportError, RuntimeError) as error:
        if isinstance(error, RuntimeError) and "deserializ" not in str(error):
            raise
        raise InputError(
            f"the cluster at {address} cannot load oraclegames: install the same versions on the "
            "scheduler and on every worker"
        ) from None
    finally:
        client.close()


def _client(address: str) -> Any:
    """A connection to the scheduler at an address."""
    try:
        from distributed import Client
    except ImportError:
        raise MissingDependencyError(
            "a cluster needs dask.distributed: pip install 'oraclegames[sweep]'"
        ) from None
    if not _ADDRESS.fullmatch(address):
        raise InputError(
            f"no Dask scheduler can be at {address!r:.100}: an address is like tcp://10.0.0.1:8786"
        )
    try:
        return Client(address, timeout="5s", set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        reason = str(error).splitlines()[0][:200] or type(error).__name__
        raise InputError(
            f"no Dask scheduler answers at {address!r:.100}: start one with `dask scheduler` "
            f"({reason})"
        ) from None


def _from_client(
    client: Any, spec: Spec, numbers: Iterable[int], at_once: int, clock: Clock
) -> Stream:
    from distributed import as_completed
    from distributed.scheduler import KilledWorker

    waiting = iter(numbers)
    places: dict[Any, int] = {}

    def submit(number: int) -> Any:
        future = client.submit(make_partition, spec, number, pure=False, retries=_RETRIES)
        places[future.key] = number
        return future

    first = [submit(number) for number in islice(waiting, at_once)]
    limit = None if clock.left == math.inf else clock.left
    running = as_completed(first, loop=client.loop, timeout=limit)
    for future in running:
        try:
            content = future.result()
        except KilledWorker:
            raise OracleGamesError(
                "a partition killed every worker that made it (out of memory?): run the same sweep "
                "again to go on, perhaps with a smaller partition"
            ) from None
        yield places.pop(future.key), content
        future.release()
        for number in islice(waiting, 1):
            running.add(submit(number))
