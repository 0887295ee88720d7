"""Worker processes: every answer is computed in one of them, and none takes longer than allowed.

A thread cannot be stopped from outside; a process can. So each worker is a process of its own that
reads requests from its standard input and writes answers to its standard output, each as one line
of JSON followed by the bytes of the body. A worker that exceeds the limit is killed and replaced.
Workers end by themselves when their input ends, so that none outlives the server; and they stand
in sessions of their own, so that Ctrl-C in the terminal reaches the server alone. Each has pipes of
its own: pools whose workers share a queue, as Pebble's, break when one dies that holds its lock.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from contextlib import suppress

from oraclegames.explorer.answers import Answer, answer, refusal

SECONDS = 15.0
"""The time limit of one answer, the start of a new worker included."""

_COMMAND = (sys.executable, "-P", "-c", "from oraclegames.explorer.workers import work; work()")


class Workers:
    """A fixed number of worker processes, shared by the server's threads."""

    def __init__(self, count: int = 2, seconds: float = SECONDS):
        self._seconds = seconds
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._workers = [_Worker() for _ in range(count)]
        for worker in self._workers:
            self._idle.put(worker)

    def answer(self, path: str, query: str) -> Answer:
        """Compute an answer; too long a wait or a computation gives status 503 in words."""
        try:
            worker = self._idle.get(timeout=self._seconds)
        except queue.Empty:
            return refusal(503, "the server is busy with other requests: try again in a moment")
        try:
            return worker.answer(path, query, self._seconds)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.end()


class _Worker:
    """One process, started when it is first needed and again after it was killed."""

    def __init__(self) -> None:
        self._process = self._start()

    def answer(self, path: str, query: str, seconds: float) -> Answer:
        if self._process.poll() is not None:
            self.end()
            self._process = self._start()
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            found = self._exchange(path, query)
        finally:
            timer.cancel()
        if found is not None:
            return found
        self.end()
        if late.is_set():
            return refusal(
                503,
                f"this took longer than {seconds:g} seconds and was stopped: choose a coarser "
                "delta or fewer agents",
            )
        return refusal(500, "the computation ended unexpectedly: try again, or report it")

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                assert stream is not None
                stream.close()

    def _exchange(self, path: str, query: str) -> Answer | None:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        try:
            stdin.write(json.dumps([path, query]).encode() + b"\n")
            stdin.flush()
            head = stdout.readline()
            if not head.endswith(b"\n"):
                return None
            status, media, name, length = json.loads(head)
            body = stdout.read(length)
        except OSError:
            return None
        return Answer(status, media, body, name) if len(body) == length else None

    @staticmethod
    def _start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )


def work() -> None:
    """What a worker process does until its input ends."""
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    for line in sys.stdin.buffer:
        path, query = json.loads(line)
        found = answer(path, query)
        head = json.dumps([found.status, found.media, found.name, len(found.body)])
        answers.write(head.encode() + b"\n" + found.body)
        answers.flush()
