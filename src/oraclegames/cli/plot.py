"""The command plot: pictures of equilibria, of values and of matches, as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from oraclegames.budget import Status
from oraclegames.cli.arguments import PICTURES, GameName, Quiet
from oraclegames.cli.output import note, progress
from oraclegames.cli.reflective import Delta, Epsilon
from oraclegames.errors import InputError
from oraclegames.games.game import Game
from oraclegames.games.load import load_game

PATIENCE = 20.0
"""Seconds for a picture's search, if nobody says how many."""

SHORT = 1.0
"""The same for the values of three players, which only get finer."""


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("plot", rich_help_panel=PICTURES)(_plot)


def _plot(
    game_name: GameName,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="FILE.html, .png, .svg, .pdf or .json."),
    ],
    overlay: Annotated[
        list[str] | None,
        typer.Option(
            help="product, nash, correlated, best or similarity; may be repeated.",
            show_default=False,
        ),
    ] = None,
    match: Annotated[
        tuple[str, str] | None,
        typer.Option(
            metavar="AGENT AGENT",
            help="Draw what two agents can reach instead (agents as for `match`).",
            show_default=False,
        ),
    ] = None,
    coins: Annotated[
        tuple[str, str] | None,
        typer.Option(
            metavar="STRATEGY STRATEGY",
            help="Draw what programs get that simulate each other, with common coins and with "
            "coins of their own (strategies as for `common-coins`).",
            show_default=False,
        ),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(
            metavar="'AGENT AGENT AGENT...'",
            help="Draw what three and more agents can reach, in one text.",
            show_default=False,
        ),
    ] = None,
    pair: Annotated[
        tuple[int, int] | None,
        typer.Option(
            metavar="PLAYER PLAYER",
            help="With --group: the payoffs of these two players, counted from 1.",
            show_default=False,
        ),
    ] = None,
    zones: Annotated[
        bool, typer.Option("--zones", help="With --match: draw the square of both plays.")
    ] = False,
    budget: Annotated[
        float | None,
        typer.Option(
            min=0,
            metavar="SECONDS",
            help="How long to search, for matches and games that are not 2×2; a coarse picture "
            "comes first.",
            show_default="20, 1 for the values of three players, none for a match of two",
        ),
    ] = None,
    delta: Delta = None,
    epsilon: Epsilon = "1/5",
    theme: Annotated[str, typer.Option(help="light or dark.")] = "light",
    size: Annotated[str, typer.Option(help="screen, slides or paper.")] = "screen",
    quiet: Quiet = False,
) -> None:
    """Draw a 2×2 game's tetrahedron and values, another game's values, or a match's outcomes.

    Games that are not 2×2 need two or three players; their picture shows the values that
    dependency equilibria can have.
    """
    if zones and match is None:
        raise InputError("--zones is for a match: name its agents, --match AGENT AGENT")
    if pair is not None and group is None:
        raise InputError("--pair is for a match of three and more: name its agents, --group")
    if group is not None and (match or overlay or zones):
        raise InputError("--group goes with none of --match, --overlay and --zones")
    if coins is not None and (match or group or overlay or zones):
        raise InputError("--coins goes with none of --match, --group, --overlay and --zones")
    if overlay and match is not None:
        raise InputError("--overlay is for equilibria: a match has none of these")
    game = load_game(game_name)
    if group is not None:
        _plot_group(game, group, pair, output, delta, epsilon, (theme, size), budget, quiet)
    elif coins is not None:
        _plot_coins(game, coins, output, epsilon, theme, size)
    elif match is not None:
        from oraclegames.plots import save_match_plot
        from oraclegames.reflective.group.match import match as play

        with progress("playing", budget=budget, quiet=quiet) as tell:
            played = play(game, *match, delta=delta, epsilon=epsilon, budget=budget, progress=tell)
        with progress("drawing", quiet=quiet):
            save_match_plot(played, output, zones=zones, theme=theme, size=size)
        _tell_coarse(played.status, quiet)
    elif game.shape != (2, 2):
        _plot_values(game, output, overlay, budget, theme, size, quiet)
    else:
        from oraclegames.conditional.solve import solve
        from oraclegames.plots import save_solution_plot

        with progress("drawing", quiet=quiet):
            save_solution_plot(solve(game), output, theme=theme, size=size, overlays=overlay or ())
    note(f"wrote {output}", quiet)


def _plot_coins(
    game: Game, pair: tuple[str, str], output: Path, epsilon: str, theme: str, size: str
) -> None:
    """What two programs get, with common coins and with coins of their own."""
    from oraclegames.plots import coins_info, save
    from oraclegames.reflective.programs.common_coins import common_coins
    from oraclegames.reflective.programs.independent_coins import independent_coins

    common, own = common_coins(game, *pair, epsilon), independent_coins(game, *pair, epsilon)
    save(coins_info(common, own), output, theme=theme, size=size)


def _plot_group(
    game: Game,
    agents: str,
    pair: tuple[int, int] | None,
    output: Path,
    delta: str | None,
    epsilon: str,
    look: tuple[str, str],
    budget: float | None,
    quiet: bool,
) -> None:
    """What three and more agents can reach."""
    budget = PATIENCE if budget is None else budget
    from oraclegames.plots import save_match_plot
    from oraclegames.plots.files import check_ending
    from oraclegames.reflective.group.group_match import group_match

    check_ending(output)
    players = range(1, game.n_players + 1)
    if pair is not None and not (pair[0] != pair[1] and pair[0] in players and pair[1] in players):
        raise InputError(f"--pair names two of the players 1 to {game.n_players}")
    with progress("playing", budget=budget, quiet=quiet) as tell:
        played = group_match(game, agents.split(), delta, epsilon, budget=budget, progress=tell)
    chosen = None if pair is None else (pair[0] - 1, pair[1] - 1)
    with progress("drawing", quiet=quiet):
        save_match_plot(played, output, pair=chosen, theme=look[0], size=look[1])
    _tell_coarse(played.status, quiet)


def _plot_values(
    game: Game,
    output: Path,
    overlay: list[str] | None,
    budget: float | None,
    theme: str,
    size: str,
    quiet: bool,
) -> None:
    """The region of achievable values; refused before the work if the options are wrong."""
    from oraclegames.conditional.two_players.possible_choices import few_enough
    from oraclegames.conditional.values.region import region
    from oraclegames.plots import save, value_region_info
    from oraclegames.plots.files import check_ending
    from oraclegames.plots.look.style import look

    if game.n_players not in (2, 3):
        raise InputError(
            "pictures are for 2×2 games, and of values for two or three players; this game has "
            f"{game.n_players} players: `oraclegames solve`, `values` and `best` answer in words"
        )
    if overlay:
        raise InputError("--overlay is for 2×2 games; the picture of values has its own layers")
    look(theme, size)
    check_ending(output)
    if budget is None:
        budget = PATIENCE if game.n_players == 2 else SHORT
    with progress("cutting the space of values", budget=budget, quiet=quiet) as tell:
        mixed = None if few_enough(game) else True  # of larger games that part alone is exact
        found = region(game, totally_mixed=mixed, budget=budget, progress=tell)
    with progress("drawing", quiet=quiet):
        save(value_region_info(found), output, theme=theme, size=size)
    _tell_coarse(found.status, quiet)


def _tell_coarse(status: Status, quiet: bool) -> None:
    """That something is missing in a picture."""
    if status == "partial":
        note("partial: the picture is coarse, a larger --budget makes it finer", quiet)
