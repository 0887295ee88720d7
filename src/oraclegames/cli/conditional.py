"""Commands about games, and about agents that condition on their move: solve, check."""

from __future__ import annotations

from typing import Annotated

import typer

from oraclegames.cli.arguments import BEGIN, STABLE, AsJson, Decimals, GameName, Quiet, Workers
from oraclegames.cli.output import print_json
from oraclegames.cli.straight import check, solve
from oraclegames.conditional.similarity.notions import NOTIONS, definitions


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("games", rich_help_panel=BEGIN)(_games)
    app.command("convert", rich_help_panel=BEGIN)(_convert)
    app.command("solve", rich_help_panel=STABLE)(_solve)
    app.command("check", rich_help_panel=STABLE, epilog=definitions())(_check)


def _games(as_json: AsJson = False) -> None:
    """List the catalogue of named games."""
    from oraclegames.games.catalog import CATALOG

    entries = list(CATALOG.values())
    if as_json:
        print_json(
            {
                "schema": "oraclegames/games-1",
                "games": [
                    {
                        "name": entry.name,
                        "summary": entry.summary,
                        "parameters": [
                            {"name": parameter.name, "default": parameter.default}
                            for parameter in entry.parameters
                        ],
                        "citation": entry.citation,
                    }
                    for entry in entries
                ],
            }
        )
        return
    width = max(len(entry.signature) for entry in entries)
    for entry in entries:
        typer.echo(f"{entry.signature:{width}}  {entry.summary}")


def _convert(
    game_name: GameName,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            "-t",
            metavar="FORMAT",
            help=(
                "nfg, json, gam, csv, markdown, latex (sgame); the Spohn ideal and the Konstanz "
                "matrix for macaulay2, singular, sage, oscar."
            ),
        ),
    ],
) -> None:
    """Write a game in another format, on standard output."""
    from oraclegames.texts import to_text

    print(to_text(game_name, to), end="")


def _solve(
    game_name: GameName,
    as_json: AsJson = False,
    decimals: Decimals = None,
    quiet: Quiet = False,
    points: Annotated[
        int,
        typer.Option(
            min=0, max=100_000, help="How many totally mixed equilibria to list with --json."
        ),
    ] = 32,
    budget: Annotated[
        float,
        typer.Option(
            min=0, metavar="SECONDS", help="For equilibria of larger games that are not pure."
        ),
    ] = 10,
    outline: Annotated[
        bool,
        typer.Option(
            "--outline", help="Of larger games the pure equilibria, and the others in outline."
        ),
    ] = False,
    workers: Workers = 1,
) -> None:
    """All dependency equilibria of two players; of more the pure ones, and an outline."""
    solve(game_name, as_json, points, budget, decimals, quiet, outline, workers)


def _check(
    game_name: GameName,
    distribution: Annotated[
        str,
        typer.Option(
            "--distribution",
            "-d",
            metavar="P,P,…",
            help="Probabilities such as 0,4/9,4/9,1/9; the last player's move changes fastest. "
            "Or each player's own: 9/10,1/10; 9/10,1/10",
        ),
    ],
    notion: Annotated[
        str,
        typer.Option(help=f"{', '.join(NOTIONS)}, or as the literature abbreviates it; see below."),
    ] = "dependency",
    q: Annotated[
        str | None,
        typer.Option(
            "--q",
            metavar="Q,Q,…",
            help="For embedded: the belief about moves that are not played; without it, some.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
    decimals: Decimals = None,
    quiet: Quiet = False,
) -> None:
    """Is a distribution over outcomes an equilibrium? Exit status 0 if it is, 1 if not."""
    if check(game_name, distribution, as_json, notion, q, decimals, quiet):
        raise typer.Exit(1)
