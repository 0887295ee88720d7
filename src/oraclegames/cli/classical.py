"""Commands about Nash and correlated equilibria, with which everything else is compared."""

from __future__ import annotations

from typing import Annotated

import typer

from oraclegames.cli.arguments import STABLE, AsJson, Budget, Decimals, GameName, Quiet
from oraclegames.cli.output import note, print_answer, progress


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
    stream: Annotated[
        bool,
        typer.Option(
            "--stream",
            help="One extreme one after the other, a line each, as they are met, and their number.",
        ),
    ] = False,
    budget: Budget = None,
    as_json: AsJson = False,
    decimals: Decimals = None,
    quiet: Quiet = False,
) -> None:
    """The best correlated equilibrium, with a proof, and the extreme ones where they are few.

    The probabilities of an extreme one are listed row by row, exactly, or with so many decimals.
    """
    from oraclegames.classical.correlated import correlated
    from oraclegames.errors import InputError

    if stream:
        if as_json or vertices is not None:
            raise InputError("--stream writes lines: leave out --json, --vertices, --no-vertices")
        _stream(game_name, coarse, budget, decimals, quiet)
        return
    with progress("searching", budget=budget, quiet=quiet):
        result = correlated(game_name, objective, coarse=coarse, vertices=vertices, budget=budget)
    print_answer(result, as_json, decimals=decimals, quiet=quiet)


def _stream(
    game_name: str, coarse: bool, budget: float | None, decimals: int | None, quiet: bool
) -> None:
    """Print one extreme equilibrium after the other, and how many there are."""
    from oraclegames.budget import Clock
    from oraclegames.classical.extreme import ExtremePoints
    from oraclegames.exact.places import decimal_places
    from oraclegames.exact.rational import format_rational
    from oraclegames.games.load import load_game

    points = ExtremePoints(load_game(game_name), coarse, Clock(budget))
    try:
        with decimal_places(decimals):
            for point in points:
                typer.echo(",".join(map(format_rational, point)))
    finally:  # after Ctrl-C too
        note(str(points), quiet)
