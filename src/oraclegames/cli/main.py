"""The program ``oraclegames``: its commands in one application.

Results go to standard output, everything else to standard error; :mod:`oraclegames.cli.ending` says
what the exit status means.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import Annotated, Any, cast

import typer
from typer.main import get_command

from oraclegames._version import __version__
from oraclegames.cli import (
    classical,
    conditional,
    explain,
    explore,
    plot,
    reflective,
    reproduce,
    similarity,
    sweep,
    values,
    verify,
)
from oraclegames.cli.ending import end_after
from oraclegames.cli.straight import straight
from oraclegames.errors import InputError
from oraclegames.games.files.spreadsheet import is_typed_table

# Typer's own errors; it exports only the most special of the three classes.
_UsageError, _CommandError = cast(
    "tuple[type[typer.BadParameter], type[typer.BadParameter]]", typer.BadParameter.__mro__[1:3]
)

_HELP: dict[str, Any] = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    name="oraclegames",
    help="Exact equilibria of games between agents that can predict each other.",
    epilog=(
        "GAME is a name from `oraclegames games`, with parameters if you like, such as "
        '"prisoners_dilemma(5,3,1,0)"; a file (.nfg, .json, .csv, .tsv, .gam, .npy, .npz; with '
        "pygambit .efg, .agg, .bagg, .gbt); a payoff table, rows parted by semicolons, such as "
        '"2,2 0,3; 3,0 1,1"; or - for standard input. '
        "With --json a command prints one JSON document and nothing else; exact numbers are texts "
        '("4/9"). Exit status: 0 done, 1 "no" (check, values, verify, '
        "reproduce, region --best), 2 bad input or output that cannot be written, with one line on "
        "standard error, 130 after Ctrl-C (what was found is printed), 141 if the reader of "
        "standard output went away."
    ),
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings=_HELP,
)
for commands in (
    conditional,
    values,
    classical,
    similarity,
    plot,
    explore,
    reflective,
    sweep,
    reproduce,
    verify,
    explain,
):
    commands.register(app)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"oraclegames {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    pass


def main(arguments: list[str] | None = None) -> None:
    """Run the program and exit; every error on purpose is one line on standard error."""
    words = list(map(_no_option, sys.argv[1:] if arguments is None else arguments))
    end_after(straight(words) or partial(_parsed, words))


def _no_option(word: str) -> str:
    """A payoff table that begins with a minus is no option."""
    blanks = len(word.split()) > 1
    return f" {word}" if word.startswith("-") and blanks and is_typed_table(word) else word


def _parsed(words: list[str]) -> object:
    """Any command, by typer; its errors become ours."""
    if "--json" in words and any(word.partition("=")[0] == "--decimals" for word in words):
        raise InputError("a document has exact numbers: leave out --decimals, or --json")
    try:
        command = get_command(app)
        _name_no_values(command)
        return command(words or ["--help"], standalone_mode=False, prog_name="oraclegames")
    except _CommandError as error:
        raise InputError(_in_words(error)) from None
    except typer.Abort:
        raise KeyboardInterrupt from None


def _name_no_values(command: Any) -> None:
    """The help of a flag shows no value, for it takes none."""
    asked = command.get_help_option(typer.Context(command, **_HELP))
    for one in filter(None, (*command.params, asked)):
        if getattr(one, "is_flag", False):
            one.metavar = ""
    for below in getattr(command, "commands", {}).values():
        _name_no_values(below)


def _in_words(error: typer.BadParameter) -> str:
    message = str(error.format_message()).strip()
    if isinstance(error, _UsageError) and error.ctx is not None:
        return f"{message.rstrip('.')} (see {error.ctx.command_path} --help)"
    return message
