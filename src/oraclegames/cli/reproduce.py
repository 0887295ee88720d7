"""The command ``reproduce``: check the claims of the literature, now, on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from oraclegames.cli.arguments import TRUE, AsJson
from oraclegames.cli.output import print_json, progress

_MARKS = {"holds": ("holds", "green"), "differs": ("differs", "yellow"), "fails": ("FAILS", "red")}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("reproduce", rich_help_panel=TRUE)(_reproduce)


def _reproduce(
    only: Annotated[
        str | None,
        typer.Option(metavar="PATTERN", help="Only claims whose name contains or matches this."),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Fewer random instances, coarser precisions.")
    ] = False,
    as_json: AsJson = False,
    directory: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="Write a page with all figures into DIR."
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Claims to check at once; all cores if not given."),
    ] = None,
) -> None:
    """Compute every claim of the literature that this package covers, and say which hold.

    Exit status 0 if all hold, 1 if not.
    """
    from rich.console import Console

    from oraclegames.processes import cores
    from oraclegames.reproduce.claim import Result
    from oraclegames.reproduce.run import chosen_claims, run_claims

    todo = chosen_claims(only)
    at_once = workers or cores()
    screen = Console(highlight=False)

    def line(result: Result) -> None:
        word, colour = _MARKS.get(result.status, ("BROKE OFF", "red"))
        text = f"{word:9}  {result.seconds:6.2f} s  {result.claim.id}"
        if result.status != "holds":
            text += f": {result.how}"
        style = colour if result.status != "holds" else ""
        screen.print(text, style=style, markup=False, soft_wrap=True)

    if screen.is_terminal and not as_json:
        from rich.live import Live

        from oraclegames.cli.claim_table import ClaimTable

        table = ClaimTable(todo)
        with Live(table, console=screen, refresh_per_second=8):
            report = run_claims(only, quick=quick, workers=at_once, on_result=table.tell)
    else:
        told = None if as_json else line
        with progress("checking", quiet=not as_json) as tell:
            report = run_claims(only, quick=quick, workers=at_once, progress=tell, on_result=told)
    if directory is not None:
        from oraclegames.reproduce.page import write_report

        path = write_report(report, directory)
        if not as_json:
            screen.print(f"Report: {path}", soft_wrap=True, markup=False)
    if as_json:
        print_json(report.to_dict())
    else:
        screen.print(report.summary(), markup=False, soft_wrap=True)
    if not report.holds:
        raise typer.Exit(1)
