"""The arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

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
