"""Quotients of polynomials in one unknown, and how they are read from texts.

A text may use whole and decimal numbers, + − * / ^, brackets and one unknown; other names stand for
numbers that the caller gives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq_poly

from oraclegames.exact.rational import parse_rational, to_fmpq

_TOKEN = re.compile(r"\s*(?:([0-9]+(?:\.[0-9]*)?|\.[0-9]+)|([^\W\d]\w*)|([-+*/^()]))")

LONGEST = 100_000
HIGHEST = 1000
"""Longer texts, and powers of a higher degree, are not read."""


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


def parse_quotient(
    text: str, unknown: str, known: Mapping[str, Fraction] | None = None
) -> Quotient | None:
    """The formula that a text says; None if it says none.

    >>> parse_quotient("(1 - b)^2/2", "b").over
    x^2 + (-2)*x + 1
    """
    tokens: list[str] = []
    place, end = 0, len(text.rstrip())
    while place < end and len(text) <= LONGEST:
        found = _TOKEN.match(text, place)
        if found is None:
            return None
        tokens.append(found[0].strip())
        place = found.end()
    names = {unknown: Quotient(fmpq_poly([0, 1]), fmpq_poly([1]))}
    names |= {name: quotient(value) for name, value in (known or {}).items()}
    reader = _Reader(tokens, names)
    try:
        read = reader.sum()
    except (ValueError, IndexError, RecursionError):
        return None
    return None if reader.tokens or place < end else read


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
            if exponent * max(base.over.degree(), base.under.degree(), 1) > HIGHEST:
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
        if token in self.names:
            return self.names[token]
        number = parse_rational(token)
        if number is None:
            raise ValueError
        return quotient(number)
