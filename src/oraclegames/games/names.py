"""Players and moves in sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from oraclegames.exact.show import readable, rounded
from oraclegames.games.game import Game

_MOST = 8
"""So many players are named in a sentence."""


def player_name(game: Game, player: int) -> str:
    """The player's label; a bare number becomes "player 1"."""
    label = game.players[player]
    return f"player {label}" if label.isdigit() else label


def move_name(game: Game, player: int, move: int) -> str:
    """The move's label; a bare number becomes "move 1"."""
    label = game.moves[player][move]
    return f"move {label}" if label.isdigit() else label


def worth(
    players: Sequence[str], values: Sequence[Any], shown: Callable[[Any], str] = readable
) -> str:
    """Who gets what: "4 to both", "2 to everybody", "3 to Row and 2 to Column".

    Of many players the first eight are named.
    """
    if len(values) > 1 and all(value == values[0] for value in values):
        return f"{shown(values[0])} to {'both' if len(values) == 2 else 'everybody'}"
    parts = [
        f"{shown(value)} to {f'player {label}' if label.isdigit() else label}"
        for label, value in zip(players[:_MOST], values)
    ]
    return ", ".join([*parts, "…"]) if len(values) > _MOST else listed(parts)


def reach(game: Game, player: int, low: Any, high: Any, can: str = "can get") -> str:
    """What a player can get where the oracle chooses: "Row can get 1 to 2, …", or "Row gets 1"."""
    name, least, most = player_name(game, player), rounded(low, 4), rounded(high, 4)
    if low == high:
        return f"{name} gets {most}" if can == "can get" else f"{name} {can} {most}"
    return f"{name} {can} {least} to {most}, as the oracle chooses"


def counted(count: int, noun: str, many: str | None = None) -> str:
    """A number of things: "1 point", "2 points"; ``many`` is a plural that is not regular."""
    return f"{count} {noun if count == 1 else many or noun + 's'}"


def listed(parts: Sequence[str]) -> str:
    """Parts with commas, and the last with "and"."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
