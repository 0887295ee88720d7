"""What the commands share on the way out: answers, and how far a call is."""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from oraclegames.budget import Progress, Tell
from oraclegames.exact.places import decimal_places, place_all
from oraclegames.exact.rational import for_people

SEARCH = 3 / 4
"""The share of a budget that is for the search, where a document is to be written after it."""


def for_writing(budget: float, left: float) -> float:
    """What is left of a budget for the document, at least the share that is not the search's."""
    return max(left, (1 - SEARCH) * budget)


_PATIENCE = 1.0
"""Seconds after which a call that is not done shows how far it is."""


def print_json(document: dict[str, Any]) -> None:
    """One JSON document on standard output."""
    print(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))


def print_answer(
    answer: Any, as_json: bool, *detail: int, decimals: int | None = None, quiet: bool = False
) -> None:
    """An answer about a game: as JSON and nothing else, or in words below the game."""
    if as_json:
        print_json(answer.to_dict(*detail))
        return
    if not quiet:
        print_words(answer.game, answer.game, decimals)
        print()
    print_words(answer, answer.game, decimals)


def print_words(answer: Any, game: Any, decimals: int | None = None) -> None:
    """Something about a game in words, exactly or to so many decimals."""
    with decimal_places(decimals):
        labels = [*game.players, *(label for moves in game.moves for label in moves)]
        print(fitted(for_people(place_all(str(answer), labels))))


def fitted(text: str) -> str:
    """A text as wide as the terminal; as it is where there is none.

    A line that is too long goes on below its last column, or where that is far to the right, a
    little further in than it begins. Words are not broken.
    """
    if not sys.stdout.isatty():
        return text
    width = shutil.get_terminal_size().columns
    return "\n".join(_folded(line, width) for line in text.split("\n"))


def _folded(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    columns = [gap.end() for gap in re.finditer(r"(?<=\S) {2,}", line)]
    inwards = len(line) - len(line.lstrip()) + 4
    below = columns[-1] if columns and columns[-1] <= width // 2 else inwards
    return textwrap.fill(
        line,
        max(width, below + 10),
        subsequent_indent=" " * below,
        break_long_words=False,
        break_on_hyphens=False,
    )


def note(words: str, quiet: bool = False) -> None:
    """A note beside the answer, on standard error."""
    if not quiet:
        print(words, file=sys.stderr)


@contextmanager
def progress(
    what: str, *, budget: float | None = None, quiet: bool = False
) -> Iterator[Tell | None]:
    """Says on standard error, on a terminal only, how far a call is; yields what it is to call.

    Nothing is shown of a call that is done at once. A bar with rate and remaining time while the
    total is known; else a line with the time that passed, and what is left of the budget.
    """
    if quiet or not sys.stderr.isatty():
        yield None
        return
    screen = _Screen(what, budget)
    begin = threading.Timer(_PATIENCE, screen.begin)
    begin.daemon = True
    begin.start()
    try:
        yield screen.tell
    finally:
        begin.cancel()
        screen.end()


class _Screen:
    """One line on a terminal, drawn by a thread of its own from :meth:`begin` on."""

    def __init__(self, what: str, budget: float | None) -> None:
        self._what, self._budget, self._start = what, budget, time.monotonic()
        self._now = Progress(0, None, "")
        self._lock = threading.Lock()
        self._bar: Any = None
        self._task: Any = None
        self._over = False

    def begin(self) -> None:
        """Show what is known so far."""
        from rich import progress as rich
        from rich.console import Console

        with self._lock:
            if self._over:
                return
            text = rich.TextColumn("{task.description}", markup=False)
            self._line = (rich.SpinnerColumn(), text, rich.TimeElapsedColumn(), _Left(self))
            self._whole = (rich.BarColumn(), text, rich.TimeRemainingColumn())
            self._bar = rich.Progress(*self._line, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(self._what, total=None)
            self._bar.start()
            if self._now.what:
                self._draw()

    def tell(self, now: Progress) -> None:
        """How far the call is."""
        with self._lock:
            self._now = now
            if self._bar is not None and not self._over:
                self._draw()

    def _draw(self) -> None:
        """The last that was told; the lock is held, so nothing older is drawn after it."""
        bar, now = self._bar, self._now
        columns = self._line if now.total is None else self._whole
        if bar.columns != columns:
            # A new task, since what was done before says nothing about the rate.
            bar.columns = columns
            bar.remove_task(self._task)
            self._task = bar.add_task(self._what, total=now.total, completed=now.done)
        rate = bar.tasks[0].speed or 0
        words = f"{self._what}: {now}" + (f", {rate:,.0f} a second" if rate >= 1 else "")
        bar.update(self._task, total=now.total, completed=now.done, description=words)

    def left(self) -> str:
        """What is left of the budget, in words."""
        if self._budget is None:
            return ""
        left = max(0.0, self._budget - (time.monotonic() - self._start))
        return f"(at most {left:.0f} s left)"

    def end(self) -> None:
        """Take the line away."""
        with self._lock:
            self._over = True
            if self._bar is not None:
                self._bar.stop()


def _Left(screen: _Screen) -> Any:
    """A column with what is left of the budget."""
    from rich import progress as rich
    from rich.text import Text

    class Left(rich.ProgressColumn):
        def render(self, task: Any) -> Text:
            return Text(screen.left())

    return Left()
