"""What several commands share: arguments, options, and the questions that group the help."""

from __future__ import annotations

from typing import Annotated

import typer

from oraclegames.exact.places import MOST_PLACES

BEGIN = "What is there?"
STABLE = "What is stable?"
PROGRAMS = "What do programs reach that ask an oracle?"
PICTURES = "What does it look like?"
MANY = "And in many games?"
TRUE = "Is it true?"


def _games(incomplete: str) -> list[str]:
    """What a shell may complete GAME to, beside files."""
    from oraclegames.games.catalog import CATALOG

    return [name for name in CATALOG if name.startswith(incomplete)]


GameName = Annotated[
    str,
    typer.Argument(
        metavar="GAME",
        help=(
            'A name from `oraclegames games`, a file, a table such as "2,2 0,3; 3,0 1,1", or - for '
            "standard input."
        ),
        show_default=False,
        autocompletion=_games,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Decimals = Annotated[
    int | None,
    typer.Option(
        "--decimals",
        min=0,
        max=MOST_PLACES,
        metavar="N",
        help="Write numbers with N decimals, not exactly.",
        show_default=False,
    ),
]
Quiet = Annotated[
    bool,
    typer.Option("--quiet", "-q", help="Leave out the game, and all notes on standard error."),
]
Workers = Annotated[
    int,
    typer.Option(
        min=1, metavar="N", help="Processes that share the work; each takes a second to start."
    ),
]
Budget = Annotated[
    float | None,
    typer.Option(min=0, metavar="SECONDS", help="Stop after so many seconds.", show_default=False),
]
