"""The command-line reference of the documentation: ``python -m oraclegames.cli.reference FILE``.

Written from the program itself, so that it cannot say anything else.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import typer

from oraclegames.cli.main import app

__all__ = ["main", "reference"]

_HEAD = """\
# Command line

Written from the program by `make docs-reference`. GAME is a name from `oraclegames games`, with
parameters if you like, such as `"prisoners_dilemma(5,3,1,0)"`; a `.nfg` or `.json` file; or `-` for
standard input. With `--json` a command prints one JSON document and nothing else; exact numbers are
texts ("4/9"). Exit status: 0 done, 1 "no" (`check`, `reproduce`), 2 bad input, with one line on
standard error, 130 after Ctrl-C.

```
$ oraclegames check chicken --distribution 81/100,9/100,9/100,1/100
```
"""


def reference() -> str:
    """The page as Markdown: every command with its arguments, options and defaults."""
    group: Any = typer.main.get_command(app)
    context = typer.Context(group, info_name="oraclegames")
    return "\n".join([_HEAD, *_commands(group, context)])


def _commands(group: Any, context: typer.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        inner = typer.Context(command, info_name=name, parent=context)
        if hasattr(command, "list_commands"):
            yield from _commands(command, inner)
        else:
            yield from _section(command, inner)


def _section(command: Any, context: typer.Context) -> Iterator[str]:
    path = context.command_path
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f"## {path.partition(' ')[2]}\n"
    yield f"{command.help.strip()}\n"
    yield f"```\n{path} {pieces}\n```\n"
    yield "| | |\n|---|---|"
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None:
            name, text = (_cell(part) for part in record)
            yield f"| `{name}` | {text} |"
    yield ""


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def main(arguments: Sequence[str]) -> None:
    """Write the page into the file that is the only argument."""
    (path,) = map(Path, arguments)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
