"""A game's payoffs as a table: rows are the first player's moves, columns all others'."""

from __future__ import annotations

import html
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from oraclegames.exact.rational import format_rational

if TYPE_CHECKING:
    from oraclegames.games.game import Game
    from oraclegames.games.parametric import ParametricGame

_MOST_ROWS = 40
_WIDEST = 160


def text_table(game: Game | ParametricGame) -> str:
    """Title, players and payoffs; large games are summed up."""
    title = f"{game.title or 'Untitled game'} ({'×'.join(map(str, game.shape))})"
    head = f"{title}\nPlayers: {', '.join(game.players)}"
    if game.shape[0] > _MOST_ROWS or game.n_outcomes > 20 * _MOST_ROWS:
        return head
    rows = _cells(game)
    if not any(rows[0]):  # a single player's payoffs need no head
        del rows[0]
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()
        for row in rows
    ]
    if len(lines) > _MOST_ROWS or max(map(len, lines)) > _WIDEST:
        return head
    return "\n".join([head, "", *lines])


def html_table(game: Game) -> str:
    """A payoff table for notebooks; large games are summed up in a line."""
    caption = html.escape(game.title or "Game")
    rows, columns = game.shape[0], game.n_outcomes // game.shape[0]
    if game.n_players > 3 or rows > 30 or columns > 60:
        return f"<p><b>{caption}</b>: {len(game.players)} players, moves {game.shape}</p>"
    (_, *heads), *body = ([html.escape(cell) for cell in row] for row in _cells(game))
    names = html.escape(game.players[0]) + " \\ " + html.escape(", ".join(game.players[1:]))
    head = f"<th>{names}</th>" + "".join(f"<th>{cell}</th>" for cell in heads)
    lines = (
        f"<tr><th>{label}</th>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
        for label, *cells in body
    )
    return (
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>"
    )


def _cells(game: Game | ParametricGame) -> list[list[str]]:
    """A row of the others' moves, and one for each move of the first player."""
    others = list(product(*(range(count) for count in game.shape[1:])))
    rows = [["", *(", ".join(game.outcome_labels((0, *tail))[1:]) for tail in others)]]
    for move, label in enumerate(game.moves[0]):
        cells = (", ".join(map(_text, game.payoffs((move, *tail)))) for tail in others)
        rows.append([label, *cells])
    return rows


def _text(payoff: Fraction | str) -> str:
    """A number, or a polynomial that is a text already."""
    return payoff if isinstance(payoff, str) else format_rational(payoff)
