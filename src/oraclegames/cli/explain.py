"""The command explain: what does a word of the answers mean?"""

from __future__ import annotations

import shutil
import textwrap
from typing import Annotated

import typer

from oraclegames.cli.arguments import BEGIN
from oraclegames.glossary.glossary import chapters, explain, spellings


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("explain", rich_help_panel=BEGIN)(_explain)


def _terms(incomplete: str) -> list[str]:
    """What a shell may complete WORD to."""
    return [form for form in spellings() if form.startswith(incomplete.lower())]


def _explain(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]",
            help="Such as arc or reducible; all words if none is given.",
            autocompletion=_terms,
        ),
    ] = None,
) -> None:
    """What a word of the answers means, with an example."""
    width = min(shutil.get_terminal_size((80, 24)).columns, 100)
    if words:
        typer.echo(explain(" ".join(words)).words(width))
        return
    for chapter in chapters():
        terms = ", ".join(entry.term for entry in chapter.entries)
        typer.echo(chapter.title)
        typer.echo(textwrap.fill(terms, width, initial_indent="  ", subsequent_indent="  "))
    typer.echo("\n`oraclegames explain WORD` explains one of them.")
