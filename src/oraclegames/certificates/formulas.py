"""Formulas in documents: texts such as "(4*b - 1)/(b + 1)", read as quotients of polynomials.

A formula may use numbers, + − * / ^, brackets and one unknown; other names stand for numbers that
the caller gives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq_poly

from oraclegames.certificates.part import Part
from oraclegames.exact.rational import to_fmpq

_TOKEN = re.compile(r"\s*(?:(\d+)|([a-z])|([-+*/^()]))")

LONGEST = 100_000
"""Longer texts, and powers above 1,000, are not read."""


@dataclass(frozen=True)
class Quotient:
    """Two polynomials, the second not zero."""

    over: fmpq_poly
    under: fmpq_poly

    def __add__(self, other: Quotient) -> Quotient:
        over = self.over * other.under + other.over * self.under
        return Quotient(over, self.under * other.under)

    def __neg__(self) -> Quotient:
        return Quotient(-self.over, self.under)

    def __mul__(self, other: Quotient) -> Quotient:
        return Quotient(self.over * other.over, self.under * other.under)

    def equals(self, other: Quotient) -> bool:
        """Whether both are the same function."""
        return bool(self.over * other.under == other.over * self.under)


def quotient(number: Fraction | int) -> Quotient:
    """A number as a formula."""
    return Quotient(fmpq_poly([to_fmpq(Fraction(number))]), fmpq_poly([1]))


def formula_of(part: Part, unknown: str, known: Mapping[str, Fraction] | None = None) -> Quotient:
    """A formula in one unknown."""
    text = part.text()
    tokens: list[str] = []
    place = 0
    while place < len(text.rstrip()) and len(text) <= LONGEST:
        found = _TOKEN.match(text, place)
        if found is None:
            break
        tokens.append(found[0].strip())
        place = found.end()
    names = {unknown: Quotient(fmpq_poly([0, 1]), fmpq_poly([1]))}
    names |= {name: quotient(value) for name, value in (known or {}).items()}
    try:
        if place < len(text.rstrip()):
            raise ValueError
        reader = _Reader(tokens, names)
        found_all = reader.sum()
        if reader.tokens:
            raise ValueError
    except (ValueError, IndexError, RecursionError):
        part.unreadable(f'a formula such as "(4*{unknown} - 1)/({unknown} + 1)"')
    return found_all


class _Reader:
    """Recursive descent over the tokens, the next one last."""

    def __init__(self, tokens: list[str], names: Mapping[str, Quotient]):
        self.tokens = tokens[::-1]
        self.names = names

    def _next(self, *wanted: str) -> str:
        return self.tokens.pop() if self.tokens and self.tokens[-1] in wanted else ""

    def sum(self) -> Quotient:
        total = self._product()
        while sign := self._next("+", "-"):
            term = self._product()
            total = total + (term if sign == "+" else -term)
        return total

    def _product(self) -> Quotient:
        total = self._power()
        while sign := self._next("*", "/"):
            factor = self._power()
            if sign == "/":
                if factor.over == 0:
                    raise ValueError
                factor = Quotient(factor.under, factor.over)
            total = total * factor
        return total

    def _power(self) -> Quotient:
        if self._next("-"):
            return -self._power()
        base = self._atom()
        if self._next("^"):
            exponent = int(self.tokens.pop())
            if exponent > 1000:
                raise ValueError
            return Quotient(base.over**exponent, base.under**exponent)
        return base

    def _atom(self) -> Quotient:
        if self._next("("):
            inside = self.sum()
            if not self._next(")"):
                raise ValueError
            return inside
        token = self.tokens.pop()
        if token.isdigit():
            return quotient(int(token))
        if token not in self.names:
            raise ValueError
        return self.names[token]
