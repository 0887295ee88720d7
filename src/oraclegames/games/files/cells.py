"""One cell of a payoff table: a payoff for every player, or one payoff.

"2,2", "(2; 2)", "2/3 | 1" and "2 2" are pairs. A comma is a decimal comma where somebody says so,
and then other marks part the payoffs. Whatever is no number at all is a label.
"""

from __future__ import annotations

import re
from fractions import Fraction

from oraclegames.exact.rational import parse_rational

Payoffs = tuple[Fraction, ...]

_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": " ", "\u202f": " "})
_WRAPPED = re.compile(r"[(\[](.*)[)\]]", re.DOTALL)
_DECIMAL_COMMA = re.compile(r"([+-]?[0-9]+),([0-9]+)")


def parts(text: str, *, comma: bool = False) -> list[str]:
    """The texts of a cell's payoffs; ``comma``: a comma does not part them."""
    text = text.translate(_MINUS).strip()
    wrapped = _WRAPPED.fullmatch(text)
    if wrapped is not None:
        text = wrapped[1]
    for mark in (";", "|") if comma else (";", "|", ","):
        if mark in text:
            return [part.strip() for part in text.split(mark)]
    return text.split()


def payoffs(text: str, *, comma: bool = False) -> Payoffs | None:
    """The payoffs in a cell; None if something else is there, or nothing.

    >>> payoffs("(2, -1/2)"), payoffs("2,5", comma=True), payoffs("Swerve")
    ((Fraction(2, 1), Fraction(-1, 2)), (Fraction(5, 2),), None)
    """
    found = []
    for part in parts(text, comma=comma):
        if comma:
            part = _DECIMAL_COMMA.sub(r"\1.\2", part)
        number = parse_rational(part)
        if number is None:
            return None
        found.append(number)
    return tuple(found) or None


def has_decimal_comma(text: str) -> bool:
    """Whether the cell is one number with a decimal comma, or several without other commas."""
    return all(_DECIMAL_COMMA.fullmatch(part) for part in parts(text, comma=True)) and bool(text)
