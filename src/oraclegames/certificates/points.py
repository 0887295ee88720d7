"""Points of 2×2 games in documents: exact distributions with the values of both players."""

from __future__ import annotations

from fractions import Fraction

from oraclegames.certificates.part import Part
from oraclegames.errors import UnsupportedError
from oraclegames.exact.algebraic import format_number
from oraclegames.exact.surd import Exact
from oraclegames.games.game import Game

Cells = tuple[Exact, ...]


def read_point(part: Part) -> tuple[Cells, tuple[Exact, Exact]]:
    """Distribution and values; exact numbers stand under "exact" where floats are shown."""
    part.only("distribution", "values", "exact", "similarity")
    exact = part.get("exact") or part
    if exact is not part:
        exact.only("distribution", "values")
    cells, values = exact["distribution"].exacts(4), exact["values"].exacts(2)
    for key, numbers in (("distribution", cells), ("values", values)):
        for shown, number in zip(part[key].items(len(numbers)), numbers):
            shown.shows(number)
    part["distribution"].require(min(cells) >= 0, "a probability is negative")
    try:
        total = _sum(cells)
    except UnsupportedError:  # numbers of different fields do not add up to 1
        total = Fraction(0)
    part["distribution"].require(total == 1, "the probabilities do not sum to 1")
    return cells, (values[0], values[1])


def check_equations(part: Part, game: Game, cells: Cells, values: tuple[Exact, Exact]) -> None:
    """Every move that is made has its player's value: Σ p·(U − v) = 0 over its outcomes."""
    for i in (0, 1):
        for s in (0, 1):
            terms = [
                p * (game.payoff(i, o) - values[i])
                for o, p in zip(game.outcomes(), cells)
                if o[i] == s
            ]
            part["values"].require(_vanishes(terms), f"{game.players[i]}'s moves are worth other")


def check_similarity(part: Part, cells: Cells) -> None:
    """For both players how much likelier the other's first move is given the own first."""
    p11, p12, p21, p22 = cells
    for said, (a, b, c, d) in zip(part.exacts(2), ((p11, p12, p21, p22), (p11, p21, p12, p22))):
        # a/(a + b) − c/(c + d) is (ad − bc)/((a + b)(c + d))
        alike = (a * d - b * c) / ((a + b) * (c + d))
        part.require(said == alike, f"it should be {format_number(alike)}")


def _vanishes(terms: list[Exact]) -> bool:
    try:
        return _sum(terms) == 0
    except UnsupportedError:
        return False


def _sum(numbers: tuple[Exact, ...] | list[Exact]) -> Exact:
    total: Exact = Fraction(0)
    for number in numbers:
        total = total + number
    return total
