"""The lines of Python that reproduce what the page shows."""

from __future__ import annotations

from oraclegames.exact.rational import format_rational
from oraclegames.explorer.view import View
from oraclegames.games.game import Game


def equilibria_lines(view: View) -> str:
    """Three lines for the page of equilibria."""
    maker = "load_game" if view.name else "Game"
    plots = ", plots" if view.game.shape == (2, 2) else ""
    head = f"from oraclegames import {maker}{plots}, solve"
    if view.game.shape != (2, 2):
        return f"{head}\ngame = {_game(view)}\nprint(solve(game).describe())"
    switches = "".join(f", {name}={on}" for name, on in view.layers.changed.items())
    theme = "" if view.theme == "light" else f", theme={view.theme!r}"
    drawn = f"plots.both(solve(game){switches}{theme})"
    return f"{head}\ngame = {_game(view)}\n{drawn}.show()"


def programs_lines(view: View, agents: tuple[str, str]) -> str:
    """The lines for the page of programs; ``agents`` are expressions."""
    maker = "load_game" if view.name else "Game"
    head = f"from oraclegames import {maker}, match, plots"
    if any("Region" in one for one in agents):
        head += "\nfrom oraclegames.agents import Region"
    numbers = ", ".join(repr(format_rational(x)) for x in (view.delta, view.epsilon))
    played = f"match(game, {agents[0]}, {agents[1]}, {numbers})"
    return f"{head}\ngame = {_game(view)}\nplots.payoffs({played}).show()"


def _game(view: View) -> str:
    if view.name:
        return f"load_game({view.name!r})"
    game = view.game
    tables = ", ".join(repr(_table(game, player)) for player in (0, 1))
    labels = f"players={list(game.players)!r}, moves={[list(names) for names in game.moves]!r}"
    title = f", title={game.title!r}" if game.title else ""
    return f"Game.from_arrays({tables}, {labels}{title})"


def _table(game: Game, player: int) -> list[list[int | str]]:
    """Whole numbers, and fractions as texts."""
    return [
        [
            int(x) if x.denominator == 1 else format_rational(x)
            for x in (game.payoff(player, (row, column)) for column in range(game.shape[1]))
        ]
        for row in range(game.shape[0])
    ]
