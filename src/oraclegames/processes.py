"""Many jobs in several fresh processes that can be stopped at any moment.

Each process has a pipe of its own, so that one that is ended, or dies, cannot hold up the others or
the caller.
"""

from __future__ import annotations

import math
import os
import signal
import threading
import traceback
from collections.abc import Callable, Generator, Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from oraclegames.budget import Clock, OutOfTime
from oraclegames.errors import InputError, OracleGamesError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Job = TypeVar("Job")
Answer = TypeVar("Answer")


class ProcessDiedError(OracleGamesError):
    """A process ended before it had answered."""

    def __init__(self) -> None:
        super().__init__(
            "a worker process died (out of memory, or a script without its main guard?)"
        )


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def workers_of(workers: int, what: str) -> int:
    """How many processes shall share some work, as a caller says it.

    Raises:
        InputError: it is no whole number from 1.
    """
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise InputError(f"{what} needs a whole number of workers, at least 1, not {workers!r:.40}")
    return workers


def at_once(
    function: Callable[[Job], Answer], jobs: Iterable[Job], processes: int, clock: Clock
) -> Generator[tuple[Job, Answer], None, None]:
    """Each job with its answer, in the order in which they are ready: :class:`Workers` for one go.

    The processes end with the generator, in the middle of a job too.
    """
    with Workers(function, processes) as workers:
        yield from workers.answers(jobs, clock)


class Workers(Generic[Job, Answer]):
    """Processes that answer jobs, more than once; a context, with which they end.

    So they do with their parent, however that ends. Ctrl-C is left to the parent.

    Args:
        function: of a module, or a partial of one, with arguments that can be pickled.
        processes: how many there are at most; each is started when there is a job for it.
    """

    def __init__(self, function: Callable[[Job], Answer], processes: int) -> None:
        self._function = function
        self._most = processes
        self._started: list[BaseProcess] = []
        self._idle: list[Connection] = []

    def __enter__(self) -> Workers[Job, Answer]:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._started:
            process.terminate()
        for process in self._started:
            process.join()

    def answers(
        self, jobs: Iterable[Job], clock: Clock
    ) -> Generator[tuple[Job, Answer], None, None]:
        """Each job with its answer, in the order in which they are ready.

        Whoever does not go to the end can ask nothing more.

        Args:
            jobs: are taken one by one.
            clock: how long to wait for answers.

        Raises:
            OutOfTime: the clock's budget is spent.
            ProcessDiedError: one did.
            Exception: what the function raises.
        """
        # Not everywhere: a browser has no processes.
        from multiprocessing.connection import Connection, wait

        waiting = iter(jobs)
        running: dict[Connection, Job] = {}
        clock.check()
        first = list(islice(waiting, self._most))
        # All are started before one is told anything, which may have to wait until it listens.
        fresh = [self._start() for _ in first[len(self._idle) :]]
        for new in fresh:
            _send(new, self._function)
        self._idle += fresh
        for job in first:
            free = self._idle.pop()
            _send(free, job)
            running[free] = job
        while running:
            ready = wait(list(running), None if clock.left == math.inf else clock.left)
            if not ready:
                raise OutOfTime
            for connection in ready:
                assert isinstance(connection, Connection)
                job = running.pop(connection)
                try:
                    error, answer = connection.recv()
                except (EOFError, OSError):
                    raise ProcessDiedError from None
                if error is not None:
                    raise error
                for following in islice(waiting, 1):
                    _send(connection, following)
                    running[connection] = following
                if connection not in running:
                    self._idle.append(connection)
                yield job, answer

    def _start(self) -> Connection:
        import multiprocessing

        # Fresh processes: forking one with the threads of HiGHS or of a display is not safe.
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(there,), daemon=True)
        self._started.append(process)
        process.start()
        there.close()
        return here


def _send(connection: Connection, job: Any) -> None:
    try:
        connection.send(job)
    except OSError:
        raise ProcessDiedError from None


def _serve(connection: Connection) -> None:
    """Learn how to answer, and answer jobs until the parent has no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import multiprocessing

    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    function: Callable[[Any], Any] | None = None
    while True:
        try:
            job = connection.recv()
        except EOFError:
            return
        if function is None:
            function = job
            continue
        error, answer = None, None
        try:
            answer = function(job)
        except Exception as raised:
            raised.add_note("".join(traceback.format_exception(raised)))
            error = raised
        try:
            connection.send((error, answer))
        except BrokenPipeError:
            return
