"""What every long call shares: seconds that it may spend, how it tells its progress, how it ended.

A long call takes ``budget`` (seconds, None for no limit) and ``progress`` (called with a
:class:`Progress` now and then). Inside, a :class:`Clock` is handed down to whatever loops, and
asked often enough that the call is back within a second of its budget. What was not decided by then
is listed as such, and the answer is marked "partial".
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from numbers import Real
from typing import Literal, TypeVar

from oraclegames.errors import InputError, told

Answer = TypeVar("Answer")

Status = Literal["complete", "partial", "undetermined"]
"""How a call ended: everything that was asked is decided; it was stopped (budget or Ctrl-C) with
what it had; or it went to its end and could not decide something."""


@dataclass(frozen=True)
class Progress:
    """How far a long call is.

    Attributes:
        done: how many steps are done.
        total: how many there are, where that is known.
        what: the steps, in words ("pairings"), with anything worth knowing so far.
    """

    done: int
    total: int | None
    what: str

    def __str__(self) -> str:
        of = "" if self.total is None else f" of {self.total}"
        return f"{self.done}{of} {self.what}"


Tell = Callable[[Progress], None]
"""What a long call calls now and then."""


def silent(now: Progress) -> None:
    """The :data:`Tell` of whom nobody listens to."""


class OutOfTime(Exception):  # noqa: N818  (no error: the caller turns it into "partial")
    """Raised by :meth:`Clock.check` when the budget is spent; it never leaves a public function."""


class Clock:
    """A budget of seconds that runs from the clock's making.

    Raises:
        InputError: if the budget is no number of seconds.

    >>> Clock(None).spent, Clock(0).spent, Clock(3600).part(1 / 2).left < 1801
    (False, True, True)
    """

    __slots__ = ("_end", "_whole")

    def __init__(self, budget: float | None) -> None:
        self._whole: Clock | None = None
        if budget is None:
            self._end = math.inf
            return
        if isinstance(budget, bool) or not isinstance(budget, Real) or not budget >= 0:
            raise InputError(
                f"a budget is a number of seconds, 0 or more, or None, not {told(budget)}"
            )
        try:
            self._end = time.monotonic() + float(budget)
        except OverflowError:
            self._end = math.inf

    @property
    def left(self) -> float:
        """The seconds that are left, at least 0; infinity if there is no limit."""
        return max(0.0, self._end - time.monotonic())

    @property
    def spent(self) -> bool:
        """Whether none is left."""
        return time.monotonic() >= self._end

    def check(self) -> None:
        """Go on, or raise.

        Raises:
            OutOfTime: the budget is spent.
        """
        if time.monotonic() >= self._end:
            raise OutOfTime

    def stop(self) -> None:
        """Let nothing be left, to this one and to those that it is a part of: Ctrl-C."""
        self._end = -math.inf
        if self._whole is not None:
            self._whole.stop()

    @property
    def stopped(self) -> bool:
        """Whether :meth:`stop` was called."""
        return self._end == -math.inf

    def part(self, share: float) -> Clock:
        """A clock that has this share of what is left to this one."""
        left = self.left
        part = Clock(None if left == math.inf else share * left)
        part._whole = self
        return part


def in_time(clock: Clock, question: Callable[[], Answer]) -> Answer | None:
    """The answer, or None if the clock ends the question, or Ctrl-C, which stops the clock."""
    try:
        return question()
    except OutOfTime:
        return None
    except KeyboardInterrupt:
        clock.stop()
        return None


@contextmanager
def ended(clock: Clock) -> Iterator[None]:
    """End somebody's own code with the clock: the code inside may never ask it, or return.

    Raises:
        OutOfTime: the budget is spent; raised in whatever Python code runs inside, by another
            thread. Where there are no threads, and in code that is not Python's, nothing happens.
    """
    left = clock.left
    if left > threading.TIMEOUT_MAX:
        yield
        return
    here, over, lock = threading.get_ident(), threading.Event(), threading.Lock()

    def end() -> None:
        if not over.wait(left):
            with lock:
                if not over.is_set():
                    _raise_in(here)

    try:
        threading.Thread(target=end, daemon=True).start()
    except RuntimeError:  # in a browser
        yield
        return
    try:
        yield
    finally:
        with lock:
            over.set()


def _raise_in(thread: int) -> None:
    import ctypes

    call = ctypes.pythonapi.PyThreadState_SetAsyncExc
    call(ctypes.c_ulong(thread), ctypes.py_object(OutOfTime))
