"""The program ``oraclegames``: its commands in one application, and what happens to errors.

Exit status: 0 done (``check`` and ``values``: yes; ``reproduce``: all claims hold), 1 if not, 2 bad
input or output that cannot be written, with one line on standard error; 130 after Ctrl-C, 141 if
the reader of standard output went away. Results go to standard output, everything else to standard
error.
"""

from __future__ import annotations

import sys
from typing import Annotated, cast

import typer

from oraclegames._version import __version__
from oraclegames.cli import (
    conditional,
    explore,
    plot,
    reflective,
    reproduce,
    similarity,
    sweep,
    values,
    verify,
)
from oraclegames.cli.process import CtrlC, ReaderGoneError
from oraclegames.errors import OracleGamesError
from oraclegames.exact.rational import for_people

# Typer's own errors; it exports only the most special of the three classes.
_UsageError, _CommandError = cast(
    "tuple[type[typer.BadParameter], type[typer.BadParameter]]", typer.BadParameter.__mro__[1:3]
)

_INTERRUPTED = 130
"""The status after Ctrl-C; typer turns the interrupt into it while a command runs."""

_READER_GONE = 141
"""As if by SIGPIPE: 0 and 1 are answers, and this one reached nobody."""

app = typer.Typer(
    name="oraclegames",
    help="Exact equilibria of games between agents that can predict each other.",
    epilog=(
        "GAME is a name from `oraclegames games`, with parameters if you like, such as "
        '"prisoners_dilemma(5,3,1,0)"; a .nfg or .json file; or - for standard input. '
        "With --json a command prints one JSON document and nothing else; exact numbers are texts "
        '("4/9"). Exit status: 0 done, 1 "no" (check, values, verify, '
        "reproduce), 2 bad input or output that cannot be written, with one line on standard "
        "error, 130 after Ctrl-C (what was found is printed), 141 if the reader of standard output "
        "went away."
    ),
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for commands in (
    conditional,
    values,
    similarity,
    plot,
    explore,
    reflective,
    sweep,
    reproduce,
    verify,
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
    words = sys.argv[1:] if arguments is None else arguments
    try:
        status = app(words or ["--help"], standalone_mode=False, prog_name="oraclegames")
        sys.stdout.flush()
    except ReaderGoneError:
        sys.exit(_READER_GONE)
    except OracleGamesError as error:
        _fail(str(error))
    except _CommandError as error:
        _fail(_in_words(error))
    except (KeyboardInterrupt, typer.Abort):
        status = _INTERRUPTED
    except (RecursionError, MemoryError):
        _fail("the input is too large for this machine")
    if CtrlC.came and status in (None, 1):
        status = _INTERRUPTED  # what was found is printed, and marked partial
    if status == _INTERRUPTED:
        typer.echo("interrupted", err=True)
    sys.exit(status if isinstance(status, int) else 0)


def _in_words(error: typer.BadParameter) -> str:
    message = str(error.format_message()).strip()
    if isinstance(error, _UsageError) and error.ctx is not None:
        return f"{message.rstrip('.')} (see {error.ctx.command_path} --help)"
    return message


def _fail(message: str) -> None:
    typer.echo("error: " + for_people(" ".join(message.split())), err=True)
    sys.exit(2)
