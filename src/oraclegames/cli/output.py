"""What the commands share: reading a game, JSON on standard output, payoff tables."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Annotated, Any

import typer

from oraclegames.budget import Progress
from oraclegames.exact.rational import format_rational
from oraclegames.games.game import Game

__all__ = ["AsJson", "Budget", "GameName", "heading", "print_json", "progress"]

GameName = Annotated[
    str,
    typer.Argument(
        metavar="GAME",
        help="A name from `oraclegames games`, a .nfg or .json file, or - for standard input.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Budget = Annotated[
    float | None,
    typer.Option(min=0, metavar="SECONDS", help="Stop after so many seconds.", show_default=False),
]

_MOST_ROWS = 40


def print_json(document: dict[str, Any]) -> None:
    """One JSON document on standard output."""
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))


@contextmanager
def progress(what: str) -> Iterator[Any]:
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


def heading(game: Game) -> str:
    """Title, players and payoffs; large games are summed up."""
    shape = "×".join(str(count) for count in game.shape)
    title = f"{game.title or 'Untitled game'} ({shape})"
    lines = [title, f"Players: {', '.join(game.players)}", ""]
    table = _table(game)
    if len(table) > _MOST_ROWS or max(len(line) for line in table) > 160:
        return "\n".join(lines[:2])
    return "\n".join(lines + table)


def _table(game: Game) -> list[str]:
    """The payoffs; the rows are the first player's moves, the columns all others'."""
    if game.n_outcomes > 20 * _MOST_ROWS:
        return [""] * (_MOST_ROWS + 1)
    rest = list(product(*(range(count) for count in game.shape[1:])))
    heads = [", ".join(game.moves[i + 1][move] for i, move in enumerate(tail)) for tail in rest]
    rows = [["", *heads]] if any(heads) else []
    for move, label in enumerate(game.moves[0]):
        cells = (", ".join(map(format_rational, game.payoffs((move, *tail)))) for tail in rest)
        rows.append([label, *cells])
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    return [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()
        for row in rows
    ]
