"""What the commands share on the way out: answers, and how far a call is."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from oraclegames.budget import Progress, Tell
from oraclegames.exact.rational import for_people


def print_json(document: dict[str, Any]) -> None:
    """One JSON document on standard output."""
    print(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))


@contextmanager
def progress(what: str) -> Iterator[Tell | None]:
    """Says on standard error, on a terminal only, how far a call is; yields what it is to call.

    A bar with rate and remaining time while the total is known, a line of text else.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich import progress as rich
    from rich.console import Console

    text = rich.TextColumn("{task.description}", markup=False)
    line = (rich.SpinnerColumn(), text)
    bar = (rich.BarColumn(), text, rich.TimeRemainingColumn())
    with rich.Progress(*line, console=Console(stderr=True), transient=True) as screen:
        task = screen.add_task(what, total=None)

        def tell(now: Progress) -> None:
            nonlocal task
            if (now.total is None) != (screen.columns == line):
                # A new task, since what was done before says nothing about the rate.
                screen.columns = line if now.total is None else bar
                screen.remove_task(task)
                task = screen.add_task(what, total=now.total, completed=now.done)
            rate = screen.tasks[0].speed or 0
            words = f"{what}: {now}" + (f", {rate:,.0f} a second" if rate >= 1 else "")
            screen.update(task, total=now.total, completed=now.done, description=words)

        yield tell


def print_answer(answer: Any, as_json: bool, *detail: int) -> None:
    """An answer about a game: as JSON and nothing else, or in words below the game."""
    if as_json:
        print_json(answer.to_dict(*detail))
    else:
        print(for_people(f"{answer.game}\n\n{answer}"))
