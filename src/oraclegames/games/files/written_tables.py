"""A game as a table for other programs: CSV, Markdown, and LaTeX in the style of ``sgame``.

Two players make a matrix of pairs. For any other number CSV and Markdown list the outcomes, LaTeX
sets a matrix for each choice of the players after the second. What CSV and Markdown write,
:mod:`oraclegames.games.files.payoff_table` reads.
"""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from oraclegames.exact.rational import format_rational
from oraclegames.games.files.payoff_table import CORNER, PAYOFF_OF, Rows

if TYPE_CHECKING:
    from oraclegames.games.game import Game

_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "[": r"\lbrack{}",  # a plain one would begin or end an option of the style
    "]": r"\rbrack{}",
    **{mark: f"\\{mark}" for mark in "&%$#_{}"},
}


def write_csv(game: Game) -> str:
    """The game as CSV with labels; the title falls away.

    >>> from oraclegames import Game
    >>> print(write_csv(Game.from_arrays([["1/2", 3]], [[0, 4]], players=["Row", "Column"])))
    "Row \\ Column","1","2"
    "1","1/2,0","3,4"
    <BLANKLINE>
    """
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(_rows(game))
    return text.getvalue()


def write_markdown(game: Game) -> str:
    """The game as a table of Markdown; the title falls away."""
    head, *rows = [[cell.replace("|", "\\|") for cell in row] for row in _rows(game)]
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def write_latex(game: Game) -> str:
    """The game in LaTeX, for the package ``sgame`` of M. J. Osborne (version 2)."""
    rows = game.moves[0]
    columns = game.moves[1] if game.n_players > 1 else ("",)
    parts = []
    for rest in product(*(range(count) for count in game.shape[2:])):
        names = "".join(f"[{_tex(name)}]" for name in (*game.players[:2], "")[:2])
        if rest:
            others = zip(game.players[2:], game.moves[2:], rest)
            names += f"[{_tex(', '.join(f'{name}: {moves[s]}' for name, moves, s in others))}]"
        lines = [f"\\begin{{game}}{{{len(rows)}}}{{{len(columns)}}}{names}"]
        lines.append("".join(f" & {_tex(label)}" for label in columns) + r"\\")
        for s, label in enumerate(rows):
            cells = []
            for t in range(len(columns)):
                outcome = (s, t, *rest)[: game.n_players]
                cells.append(f"${', '.join(map(_fraction, game.payoffs(outcome)))}$")
            end = r"\\" if s + 1 < len(rows) else ""
            lines.append(" & ".join([_tex(label), *cells]) + end)
        parts.append("\n".join([*lines, r"\end{game}"]))
    title = " ".join(game.title.split())
    head = "% \\usepackage{sgame}" + (f"\n% {title}" if title else "")
    return "\n".join([head, *parts, ""])


def _rows(game: Game) -> Rows:
    """A matrix of pairs where it can be read back, else a list of outcomes."""
    corner = CORNER.join(game.players)
    if game.n_players != 2 or corner.split(CORNER) != list(game.players):
        head = [*game.players, *(PAYOFF_OF + name for name in game.players)]
        outcomes = (
            [*game.outcome_labels(outcome), *map(format_rational, game.payoffs(outcome))]
            for outcome in game.outcomes()
        )
        return [head, *outcomes]
    rows = [[corner, *game.moves[1]]]
    for s, label in enumerate(game.moves[0]):
        pairs = (game.payoffs((s, t)) for t in range(game.shape[1]))
        rows.append([label, *(",".join(map(format_rational, pair)) for pair in pairs)])
    return rows


def _tex(text: str) -> str:
    """A text with LaTeX's own characters escaped."""
    return "".join(_TEX.get(letter, letter) for letter in " ".join(text.split()))


def _fraction(number: Fraction) -> str:
    if number.denominator == 1:
        return format_rational(number)
    top, bottom = format_rational(abs(number)).split("/")
    return rf"{'-' if number < 0 else ''}\frac{{{top}}}{{{bottom}}}"
