"""Commands about value vectors: values (can this be reached?), region (all), best (the best)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from oraclegames.cli import straight
from oraclegames.cli.arguments import STABLE, AsJson, Budget, Decimals, GameName, Quiet, Workers
from oraclegames.cli.output import (
    SEARCH,
    for_writing,
    print_answer,
    print_json,
    print_words,
    progress,
)
from oraclegames.errors import InputError

if TYPE_CHECKING:
    from oraclegames.conditional.best.result import Best
    from oraclegames.conditional.two_players.optimum import Optimum
    from oraclegames.games.game import Game


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("values", rich_help_panel=STABLE)(_values)
    app.command("region", rich_help_panel=STABLE)(_region)
    app.command("best", rich_help_panel=STABLE)(_best)


def _values(
    game_name: GameName,
    at: Annotated[
        str, typer.Option("--at", metavar="V,V,…", help="One value for each player, such as 4,4.")
    ],
    budget: Budget = None,
    as_json: AsJson = False,
    decimals: Decimals = None,
    quiet: Quiet = False,
) -> None:
    """Does a totally mixed equilibrium have these values? A distribution, or a certificate.

    Exit status 0 if one does, 1 if not.
    """
    from oraclegames.conditional.values.achieve import achieve

    with progress("searching", budget=budget, quiet=quiet):
        result = achieve(game_name, at, budget=budget)
    print_answer(result, as_json, decimals=decimals, quiet=quiet)
    if not result.achievable:
        raise typer.Exit(1)


def _region(
    game_name: GameName,
    objective: Annotated[
        str | None,
        typer.Option(
            "--best",
            metavar="OBJECTIVE",
            help="Tell the largest value of an objective too, exactly, as for `best`; alone with "
            "--json.",
            show_default=False,
        ),
    ] = None,
    totally_mixed: Annotated[
        bool,
        typer.Option("--totally-mixed", help="The values of totally mixed equilibria only."),
    ] = False,
    workers: Workers = 1,
    budget: Budget = None,
    as_json: AsJson = False,
    decimals: Decimals = None,
    quiet: Quiet = False,
) -> None:
    """All values of equilibria: of two players exactly, as arcs and vertices; else of totally mixed
    ones, in cells.

    Exit status 1 if --best asks for the largest of none: the document proves that there is none.
    """
    from oraclegames.budget import Clock
    from oraclegames.conditional.best.objective import objective as read_objective
    from oraclegames.conditional.two_players.planar_region import PlanarRegion
    from oraclegames.conditional.values.region import region
    from oraclegames.games.load import load_game

    game, clock = load_game(game_name), Clock(budget)
    if objective is not None:
        if game.n_players != 2:
            raise InputError("--best is for two players: `oraclegames best` searches for more")
        read_objective(objective, game)  # an unknown one is refused before anything is searched
    only = True if totally_mixed else None
    if objective is None or not as_json:
        share = budget
        if budget is not None:
            share = budget * SEARCH if as_json else budget if objective is None else budget / 2
        with progress("searching", budget=share, quiet=quiet) as tell:
            result = region(game, totally_mixed=only, workers=workers, budget=share, progress=tell)
        if as_json and isinstance(result, PlanarRegion) and budget is not None:
            print_json(result.to_dict(budget=for_writing(budget, clock.left)))
        else:
            print_answer(result, as_json, decimals=decimals, quiet=quiet)
    if objective is not None:
        left = None if budget is None else clock.left
        _print_largest(game, objective, totally_mixed, left, as_json, decimals, quiet)


def _print_largest(
    game: Game,
    objective: str,
    totally_mixed: bool,
    budget: float | None,
    as_json: bool,
    decimals: int | None,
    quiet: bool,
) -> None:
    """The best of the equilibria, or the supremum over the totally mixed ones."""
    from oraclegames.conditional.best.best import best
    from oraclegames.conditional.best.supremum import supremum

    with progress("searching", budget=budget, quiet=quiet):
        top: Best | Optimum | None
        if totally_mixed:
            top = supremum(game, objective, budget=budget)
        else:
            top = best(game, objective, compare=False, budget=budget)
    if top is not None:
        print_answer(top, as_json) if as_json else print_words(top, game, decimals)
        return
    if as_json:
        none = best(game, objective, totally_mixed=True, compare=False, budget=budget)
        print_answer(none, as_json)
    else:
        print_words("there is no largest value: nothing is reached", game, decimals)
    raise typer.Exit(1)


def _best(
    game_name: GameName,
    objective: Annotated[
        str,
        typer.Option(help="welfare, egalitarian, nash, player:NAME, or linear:WEIGHTS."),
    ] = "welfare",
    totally_mixed: Annotated[
        bool,
        typer.Option("--totally-mixed", help="Search the totally mixed equilibria only."),
    ] = False,
    reflective: Annotated[
        bool,
        typer.Option("--reflective", help="Search the reflective equilibria only."),
    ] = False,
    tolerance: Annotated[
        str, typer.Option(help="The gap to stop at, where the answer is not exact.")
    ] = "1/1000",
    budget: Budget = None,
    as_json: AsJson = False,
    decimals: Decimals = None,
    quiet: Quiet = False,
) -> None:
    """The best dependency equilibrium, with a proof of how good any can be.

    Exit status 1 if the answer is that there is none (of totally mixed ones).
    """
    if straight.best(
        game_name,
        as_json,
        objective,
        totally_mixed,
        reflective,
        tolerance,
        budget,
        decimals,
        quiet,
    ):
        raise typer.Exit(1)
