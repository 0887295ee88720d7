"""The games to choose from: the catalogue's two-player games and the 144 strict ordinal ones."""

from __future__ import annotations

from typing import Any

from oraclegames.exact.rational import format_rational
from oraclegames.explorer.view import MOST_MOVES
from oraclegames.games.catalog import CATALOG
from oraclegames.games.game import Game
from oraclegames.games.ordinal import PATTERNS, ordinal_game


def game_choices() -> dict[str, Any]:
    """Both lists, each game with its small table of payoffs."""
    named = []
    for entry in CATALOG.values():
        if not entry.has_defaults or entry.name == "random_game":
            continue
        game = entry.function()
        if game.n_players == 2 and max(game.shape) <= MOST_MOVES:
            named.append(
                {
                    "name": entry.name,
                    "title": game.title,
                    "summary": entry.summary,
                    "citation": entry.citation,
                    **_tables(game),
                }
            )
    ordinal = [
        {
            "name": f"ordinal_game({row},{column})",
            "title": f"{_words(row)} / {_words(column)}",
            **_tables(ordinal_game(row, column)),
        }
        for row in PATTERNS
        for column in PATTERNS
    ]
    return {"named": named, "ordinal": ordinal}


def game_fields(game: Game) -> dict[str, Any]:
    """What the page's editor holds: labels and payoffs as texts."""
    return {
        "title": game.title,
        "players": list(game.players),
        "rows": list(game.moves[0]),
        "cols": list(game.moves[1]),
        **_tables(game),
    }


def _tables(game: Game) -> dict[str, list[str]]:
    return {
        key: [format_rational(game.payoff(player, outcome)) for outcome in game.outcomes()]
        for player, key in enumerate("ab")
    }


def _words(pattern: str) -> str:
    return pattern.replace("_", " ").capitalize().replace("Prisoners", "Prisoner's")
