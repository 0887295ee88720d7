"""Commands about notions of equilibrium: similar, and all of them side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from oraclegames.cli.arguments import STABLE, AsJson, Budget, GameName
from oraclegames.cli.output import print_answer, progress


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("similar", rich_help_panel=STABLE)(_similar)
    app.command("compare", rich_help_panel=STABLE)(_compare)


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
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Draw the diagram too: FILE.html, .png, .svg, .pdf or .json.",
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

    if output is not None:
        from oraclegames.plots.files import check_ending

        check_ending(output)
    found = similar(game_name, b, budget=budget)
    if output is not None:
        from oraclegames.plots import save, similar_info

        save(similar_info(found), output)
        typer.echo(f"wrote {output}", err=True)
    print_answer(found, as_json)


def _compare(
    game_name: GameName,
    b: Annotated[
        str, typer.Option("--b", metavar="B", help="The similarity for b-similarity, from 0 to 1.")
    ] = "1/2",
    budget: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="Stop after so many seconds.")
    ] = 20,
    as_json: AsJson = False,
) -> None:
    """All notions side by side: which pure outcomes are equilibria, best and worst welfare."""
    from oraclegames.conditional.compare.compare import compare

    with progress("comparing") as tell:
        found = compare(game_name, b, budget=budget, progress=tell)
    print_answer(found, as_json)
