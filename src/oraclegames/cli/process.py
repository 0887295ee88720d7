"""What the program does to its own process: its three streams, and Ctrl-C.

Standard output belongs to the answer. So the answer is written through a copy of that descriptor,
as UTF-8 whatever the machine's code page, and the descriptor itself leads to standard error: what a
C library or a child prints there does no harm. It is done before there is any thread.

A write that fails raises an error of ours, once; what would follow goes nowhere.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from typing import Any

from oraclegames.errors import OracleGamesError


class CannotWriteError(OracleGamesError):
    """Standard output is full, or closed."""


class ReaderGoneError(OracleGamesError):
    """Whoever read standard output (a pager, ``head``) went away: there is nobody to tell."""


class _Stream(io.RawIOBase):
    """A descriptor, or None for a closed one; it fails once and loudly, or always silently."""

    def __init__(self, raw: io.RawIOBase | None, loud: bool) -> None:
        self._raw, self._loud = raw, loud

    def writable(self) -> bool:
        """It is."""
        return True

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._raw is not None and self._raw.isatty()

    def fileno(self) -> int:
        """The descriptor, if there is one."""
        return -1 if self._raw is None else self._raw.fileno()

    def write(self, data: Any) -> int | None:
        """Write some bytes; says how many."""
        if self._raw is not None:
            try:
                return self._raw.write(data)
            except OSError as error:
                self._fail(error)
        elif self._loud:
            self._fail(OSError(0, "it is closed"))
        return len(data)

    def _fail(self, error: OSError) -> None:
        loud, self._raw, self._loud = self._loud, None, False
        if not loud:
            return
        if isinstance(error, BrokenPipeError):
            raise ReaderGoneError from None
        raise CannotWriteError(f"cannot write to standard output: {error.strerror}") from None


def own_streams() -> None:
    """Take standard output and error into our own hands; once, and before any thread."""
    out, err = sys.stdout is not None, sys.stderr is not None
    _fill_closed()
    answer = os.dup(1) if out else None
    os.dup2(2, 1)
    sys.stdout = _text(answer, loud=True)
    sys.stderr = _text(2 if err else None, loud=False)


def _fill_closed() -> None:
    """Give closed standard descriptors to nobody, lest the next file that is opened gets one."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(descriptor, True)
    os.close(descriptor)


def _text(descriptor: int | None, *, loud: bool) -> io.TextIOWrapper:
    raw = None
    if descriptor is not None:
        # open() rather than FileIO, for it knows Windows consoles
        raw = open(descriptor, "wb", buffering=0, closefd=False)  # noqa: SIM115
    stream = _Stream(raw, loud)
    return io.TextIOWrapper(
        io.BufferedWriter(stream),
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=not loud or stream.isatty(),
    )


class CtrlC:
    """Ctrl-C as it always is, and whether it came: an answer that it cut short ends with 130."""

    came = False

    @classmethod
    def listen(cls) -> None:
        """From now on."""

        def interrupt(number: int, frame: object) -> None:
            cls.came = True
            raise KeyboardInterrupt

        signal.signal(signal.SIGINT, interrupt)
