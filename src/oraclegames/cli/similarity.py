"""Commands about how alike agents must be: similar."""

from __future__ import annotations

from typing import Annotated

import typer

from oraclegames.cli.arguments import AsJson, Budget, GameName
from oraclegames.cli.output import print_answer


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("similar")(_similar)


def _similar(
    game_name: GameName,
    b: Annotated[
        str | None,
        typer.Option(
            "--b",
            metavar="B",
            help="The similarity, from 0 (Nash) to 1 (superrational); without it, all of them.",
            show_default=False,
        ),
    ] = None,
    budget: Budget = None,
    as_json: AsJson = False,
) -> None:
    """The b-similarity equilibria of a symmetric game: at one b, or the phase diagram in b.

    Whoever deviates expects each other player to deviate alike with probability b.
    """
    from oraclegames.conditional.similarity.similar import similar

    print_answer(similar(game_name, b, budget=budget), as_json)
