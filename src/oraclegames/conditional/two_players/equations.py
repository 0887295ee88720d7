"""The equations of lines and of cycle curves, and the outcomes around a cycle, as text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from oraclegames.conditional.two_players.gain_graph import Link
from oraclegames.conditional.two_players.graph import CycleCurve, Line, Point
from oraclegames.conditional.two_players.numbers import compare
from oraclegames.exact.rational import format_rational
from oraclegames.exact.written import power_text
from oraclegames.games.game import Game
from oraclegames.games.names import player_name

Write = Callable[[Fraction], str]
"""How a number is written."""


def equation(curve: Line | CycleCurve, near: Point, write: Write = format_rational) -> str:
    """The equation of a curve in x, the row player's value, and y, the column player's.

    Args:
        curve: the curve.
        near: a point of its cell, which tells the signs of the factors.
        write: how the payoffs in it are written.

    >>> equation(Line(1, Fraction(1, 2)), (Fraction(0), Fraction(1, 2)))
    'y = 1/2'
    """
    if isinstance(curve, Line):
        return f"{'xy'[curve.player]} = {write(curve.payoff)}"
    above_x, below_x, above_y, below_y = curve.factors
    negative = 0
    for payoffs, value in zip(curve.factors, (near[0], near[0], near[1], near[1])):
        negative += sum(compare(payoff, value) > 0 for payoff in payoffs)
    left = "*".join(_factors("x", above_x, write) + _factors("y", above_y, write))
    right = "*".join(_factors("x", below_x, write) + _factors("y", below_y, write))
    return f"{left or '1'} = {'-' if negative % 2 else ''}{right or '1'}"


def axes_in_words(game: Game) -> str:
    """Whose values the x and the y of equations are."""
    first, second = (player_name(game, i) for i in range(2))
    return f"x is the value of {first}, y that of {second}"


def _factors(name: str, payoffs: Sequence[Fraction], write: Write) -> list[str]:
    factors = []
    for payoff in dict.fromkeys(payoffs):
        distance = f"({name} {'-' if payoff > 0 else '+'} {write(abs(payoff))})"
        factors.append(power_text(distance if payoff else name, payoffs.count(payoff)))
    return factors


def moves_around(game: Game, cycle: Sequence[Link]) -> list[list[str]]:
    """The labels of the outcomes around a cycle."""
    return [list(game.outcome_labels(link.edge)) for link in cycle]
