"""``oraclegames verify``: is a result's document true? Asked of nothing that solves."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from oraclegames.cli.arguments import TRUE, AsJson
from oraclegames.cli.output import print_json, progress


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("verify", rich_help_panel=TRUE)(_verify)


def _verify(
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE",
            help="A document that a command wrote with --json; - for standard input.",
            show_default=False,
        ),
    ] = None,
    complete: Annotated[
        bool,
        typer.Option(
            "--complete",
            help="Of oracles, matches, many correlated equilibria: that there are no others, too.",
        ),
    ] = False,
    schema: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Print the JSON Schema of a kind of document, such as best-1."
        ),
    ] = None,
    show: Annotated[
        bool, typer.Option("--show", help="Print what the document says as well, if it holds.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Re-check a document from itself alone. Exit status 0 if it holds, 1 if it is refuted.

    The first false statement is named. Where everything holds, the answer says what is proved and
    what is not.
    """
    from oraclegames.certificates.verify import loaded, verify
    from oraclegames.errors import InputError
    from oraclegames.games.files.source import read_text
    from oraclegames.results import READERS, read_result
    from oraclegames.schemas import schema as schema_of

    if schema is not None and file is None:
        print_json(schema_of(schema))
        return
    if file is None or schema is not None:
        raise InputError("verify takes either a FILE or --schema NAME")
    text, name = read_text(getattr(sys.stdin, "buffer", sys.stdin) if file == "-" else file)
    document: Any = None
    try:
        with progress("checking"):
            document = loaded(text.encode())
            checked = verify(document, complete=complete)
    except InputError as error:
        known = isinstance(document, dict) and "schema" in document
        hint = "" if known else " (verify reads what a command wrote with --json)"
        raise InputError(f"{name}: {error}{hint}") from None
    if as_json:
        print_json(checked.to_dict())
    else:
        typer.echo(str(checked))
        if show and checked and checked.schema in READERS:
            typer.echo(f"\n{read_result(document)}")
    if not checked:
        raise typer.Exit(1)
