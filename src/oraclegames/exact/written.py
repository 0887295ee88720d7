"""Polynomials as people and computer algebra read them: ``4*b^2 - 1``.

Every polynomial of an answer is written here, so that it can be typed again, into a game with a
parameter or into another program.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from oraclegames.exact.rational import format_rational


def polynomial_text(coefficients: Sequence[int | Fraction], unknown: str) -> str:
    """A polynomial in one unknown, from its coefficients, the constant one first.

    >>> polynomial_text((-1, 0, 4), "b"), polynomial_text((0, -1), "x"), polynomial_text((), "x")
    ('4*b^2 - 1', '-x', '0')
    """
    places = range(len(coefficients) - 1, -1, -1)
    return sum_text((Fraction(coefficients[k]), power_text(unknown, k)) for k in places)


def sum_text(terms: Iterable[tuple[Fraction, str]]) -> str:
    """Numbers times what they belong to, "" for a number alone, in this order.

    >>> sum_text([(Fraction(1), "x*y"), (Fraction(-1, 2), "x"), (Fraction(3), "")])
    'x*y - 1/2*x + 3'
    """
    text = ""
    for number, factor in terms:
        if number == 0:
            continue
        size = format_rational(abs(number))
        term = size if not factor else factor if size == "1" else f"{size}*{factor}"
        if text:
            text += f" {'-' if number < 0 else '+'} {term}"
        else:
            text = term if number > 0 else f"-{term}"
    return text or "0"


def power_text(base: str, exponent: int) -> str:
    """A power, "" for the exponent 0.

    >>> power_text("x", 1), power_text("(x - 1)", 2)
    ('x', '(x - 1)^2')
    """
    return "" if exponent == 0 else base if exponent == 1 else f"{base}^{exponent}"
