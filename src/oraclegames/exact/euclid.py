"""Polynomials in one unknown over any field, as lists of their coefficients: Euclid's algorithm.

The numbers may be fractions, FLINT's rationals or algebraic numbers of one field. A list begins
with the constant, its last number is not 0, and [] is zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Coefficients = list[Any]


def trimmed(numbers: Sequence[Any]) -> Coefficients:
    """Without zeros at the end."""
    p = list(numbers)
    while p and p[-1] == 0:
        p.pop()
    return p


def divided(over: Coefficients, under: Coefficients) -> tuple[Coefficients, Coefficients]:
    """The quotient and the remainder.

    >>> from fractions import Fraction as F
    >>> divided([F(1), F(0), F(6)], [F(1), F(2)]) == ([F(-3, 2), F(3)], [F(5, 2)])
    True
    """
    rest, digits = list(over), []
    for shift in range(len(over) - len(under), -1, -1):
        factor = rest.pop() / under[-1]
        digits.append(factor)
        for i, c in enumerate(under[:-1]):
            rest[shift + i] = rest[shift + i] - factor * c
    return digits[::-1], trimmed(rest)


def divisor(first: Coefficients, second: Coefficients) -> Coefficients:
    """The greatest common divisor, up to a factor."""
    while second:
        first, second = second, divided(first, second)[1]
    return first


def slope(p: Coefficients) -> Coefficients:
    """The derivative."""
    return [k * c for k, c in enumerate(p)][1:]
