"""The command explore: the local web page."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from oraclegames.cli.arguments import PICTURES
from oraclegames.games.load import load_game


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("explore", rich_help_panel=PICTURES)(_explore)


def _explore(
    game_name: Annotated[
        str,
        typer.Argument(
            metavar="[GAME]",
            help="A two-player game to begin with; a first look if none is given.",
            show_default=False,
        ),
    ] = "",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="0 takes any free port.")] = 8765,
    host: Annotated[
        str, typer.Option(help="Listen at another address: other machines may then connect.")
    ] = "127.0.0.1",
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")
    ] = True,
) -> None:
    """Open a local web page on which games can be played with. Ctrl-C ends it."""
    from oraclegames.explorer.serve import serve, start_query
    from oraclegames.explorer.view import parse_view
    from oraclegames.games.catalog import CATALOG

    start = ""
    if game_name:
        game = load_game(game_name)
        known = game_name.partition("(")[0].strip().replace("-", "_").lower() in CATALOG
        named = game_name.strip().replace("-", "_").lower().replace(" ", "") if known else ""
        start = start_query(game, named)
        parse_view(start)

    def started(address: str) -> None:
        typer.echo(f"oraclegames explorer at {address} (Ctrl-C ends it)")
        if browser:
            webbrowser.open(address)

    serve(start, host=host, port=port, started=started)
    raise typer.Exit(0)  # that Ctrl-C came is how it should end
