"""Rational functions of one unknown: how an equilibrium depends on b, as a number and as a text."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq, fmpq_poly

from oraclegames.exact.algebraic import Algebraic
from oraclegames.exact.rational import format_rational, to_fmpq, to_fraction
from oraclegames.exact.real import Real
from oraclegames.exact.written import polynomial_text


@dataclass(frozen=True)
class Formula:
    """A quotient of polynomials without a common factor.

    Attributes:
        numerator: whole coefficients, constant first; () for zero.
        denominator: likewise, the last one positive.
    """

    numerator: tuple[int, ...]
    denominator: tuple[int, ...]

    @classmethod
    def of(cls, numerator: fmpq_poly, denominator: fmpq_poly) -> Formula:
        """The quotient in lowest terms.

        >>> str(Formula.of(fmpq_poly([-2, 8]), fmpq_poly([2, 2])))
        '(4*b - 1)/(b + 1)'
        """
        if numerator == 0:
            return cls((), (1,))
        common = numerator.gcd(denominator)
        over, under = numerator // common, denominator // common
        scale = over.denom() * under.denom()
        over, under = over * scale, under * scale
        content = over.numer().content().gcd(under.numer().content())
        if under[under.degree()] < 0:
            content = -content
        top, bottom = (fmpq_poly(p / content).coeffs() for p in (over, under))
        return cls(tuple(int(c.p) for c in top), tuple(int(c.p) for c in bottom))

    def at(self, b: Real) -> Real:
        """The value; the denominator is not 0 there."""
        if isinstance(b, Algebraic):
            over, under = (evaluated(c, b) for c in (self.numerator, self.denominator))
            return (over / under).simplest()
        x = to_fmpq(b)
        over, under = (fmpq_poly(list(c))(x) for c in (self.numerator, self.denominator))
        return to_fraction(fmpq(over) / under)

    def near(self, b: float) -> float:
        """The value in floats, for pictures."""
        over, under = (sum(c * b**k for k, c in enumerate(p)) for p in self._parts)
        return over / under

    @property
    def _parts(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        return self.numerator, self.denominator

    @property
    def is_constant(self) -> bool:
        """Whether it does not depend on the unknown."""
        return len(self.numerator) <= 1 and len(self.denominator) == 1

    def __str__(self) -> str:
        return self.text("b")

    def text(self, unknown: str) -> str:
        """The formula in an unknown of this name."""
        if self.is_constant:
            return format_rational(Fraction(int(sum(self.numerator)), self.denominator[0]))
        over, under = (polynomial_text(p, unknown) for p in self._parts)
        if self.denominator == (1,):
            return over
        return f"{_bracketed(over)}/{_bracketed(under)}"


def evaluated(coefficients: tuple[int, ...], b: Algebraic) -> Algebraic:
    """A polynomial's value, by Horner's rule, as a number of the field of b."""
    total = Algebraic(b.root, fmpq_poly([0]))
    for c in reversed(coefficients):
        total = total * b + c
    return total


def _bracketed(text: str) -> str:
    return f"({text})" if any(sign in text for sign in " -*^") else text
