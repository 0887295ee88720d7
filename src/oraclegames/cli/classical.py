"""Commands about Nash and correlated equilibria, with which everything else is compared."""

from __future__ import annotations

from typing import Annotated

import typer

from oraclegames.cli.arguments import STABLE, AsJson, Budget, Decimals, GameName, Quiet
from oraclegames.cli.output import print_answer, progress


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("nash", rich_help_panel=STABLE)(_nash)
    app.command("correlated", rich_help_panel=STABLE)(_correlated)


def _nash(
    game_name: GameName,
    budget: Budget = None,
    as_json: AsJson = False,
    decimals: Decimals = None,
    quiet: Quiet = False,
) -> None:
    """All Nash equilibria of two players, exact, continua included; for more, what is found.

    For more than two players it says whether these are all.
    """
    from oraclegames.classical.nash import nash

    with progress("searching", budget=budget, quiet=quiet) as tell:
        result = nash(game_name, budget=budget, progress=tell)
    print_answer(result, as_json, decimals=decimals, quiet=quiet)


def _correlated(
    game_name: GameName,
    objective: Annotated[
        str,
        typer.Option(help="welfare, egalitarian, nash, player:NAME, or linear:WEIGHTS."),
    ] = "welfare",
    coarse: Annotated[
        bool, typer.Option("--coarse", help="Coarse correlated equilibria instead.")
    ] = False,
    vertices: Annotated[
        bool | None,
        typer.Option(
            "--vertices/--no-vertices",
            help="List all extreme ones; without it, of games with at most nine outcomes.",
            show_default=False,
        ),
    ] = None,
    budget: Budget = None,
    as_json: AsJson = False,
    decimals: Decimals = None,
    quiet: Quiet = False,
) -> None:
    """The best correlated equilibrium, with a proof, and the extreme ones where they are few."""
    from oraclegames.classical.correlated import correlated

    with progress("searching", budget=budget, quiet=quiet):
        result = correlated(game_name, objective, coarse=coarse, vertices=vertices, budget=budget)
    print_answer(result, as_json, decimals=decimals, quiet=quiet)
