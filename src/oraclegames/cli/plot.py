"""The command plot: pictures of equilibria and of matches, as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from oraclegames.cli.output import GameName
from oraclegames.cli.reflective import Delta, Epsilon
from oraclegames.games.load import load_game

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("plot")(_plot)


def _plot(
    game_name: GameName,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="FILE.html, .png, .svg, .pdf or .json."),
    ],
    overlay: Annotated[
        list[str] | None,
        typer.Option(
            help="product, nash, correlated or best; may be repeated.", show_default=False
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
    zones: Annotated[
        bool, typer.Option("--zones", help="With --match: draw the square of both plays.")
    ] = False,
    delta: Delta = "1/200",
    epsilon: Epsilon = "1/5",
    theme: Annotated[str, typer.Option(help="light or dark.")] = "light",
    size: Annotated[str, typer.Option(help="screen, slides or paper.")] = "screen",
) -> None:
    """Draw the tetrahedron and the value plane of a 2×2 game, or the outcomes of a match."""
    game = load_game(game_name)
    if match is not None:
        from oraclegames.plots import save
        from oraclegames.plots.payoffs import payoff_figure, payoff_info
        from oraclegames.plots.zones import zone_figure, zone_info
        from oraclegames.reflective.match import match as play

        result = play(game, *match, delta, epsilon)
        save(
            zone_figure(zone_info(result)) if zones else payoff_figure(payoff_info(result)), output
        )
    else:
        from oraclegames.conditional.solve import solve
        from oraclegames.plots import save_solution_plot

        save_solution_plot(solve(game), output, theme=theme, size=size, overlays=overlay or ())
    typer.echo(f"wrote {output}", err=True)
