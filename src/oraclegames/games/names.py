"""Players and moves in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from oraclegames.games.game import Game


def player_name(game: Game, player: int) -> str:
    """The player's label; a bare number becomes "player 1"."""
    label = game.players[player]
    return f"player {label}" if label.isdigit() else label


def move_name(game: Game, player: int, move: int) -> str:
    """The move's label; a bare number becomes "move 1"."""
    label = game.moves[player][move]
    return f"move {label}" if label.isdigit() else label


def counted(count: int, noun: str, many: str | None = None) -> str:
    """A number of things: "1 point", "2 points"; ``many`` is a plural that is not regular."""
    return f"{count} {noun if count == 1 else many or noun + 's'}"


def listed(parts: Sequence[str]) -> str:
    """Parts with commas, and the last with "and"."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
