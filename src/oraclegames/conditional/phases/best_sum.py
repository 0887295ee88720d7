"""A function of the parameter that is given by an equation: the best sum of values along it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, cmp_to_key
from typing import Any

from flint import fmpq_poly

from oraclegames.conditional.similarity.cells import compare
from oraclegames.conditional.similarity.formula import Formula
from oraclegames.errors import UnsupportedError
from oraclegames.exact.algebraic import real_roots
from oraclegames.exact.rational import format_rational, to_fmpq
from oraclegames.exact.real import Real, plain
from oraclegames.exact.written import polynomial_text, power_text

SUM = "s"
"""The unknown of an equation for a sum of values; another name if the parameter has this one."""


@dataclass(frozen=True)
class BestSum:
    """The largest sum of values, as a function of the parameter.

    At an end that belongs to a phase it is meant as the limit.

    Attributes:
        equation: the polynomial in s and t whose root it is; for each power of s the whole
            coefficients of the powers of t, constant first. Irreducible.
        above: how many of the equation's real roots in s are larger.
    """

    equation: tuple[tuple[int, ...], ...]
    above: int

    @cached_property
    def formula(self) -> Formula | None:
        """As a quotient of polynomials in t; None where the equation is not linear."""
        if len(self.equation) != 2:
            return None
        constant, slope = (fmpq_poly(list(c)) for c in self.equation)
        return Formula.of(-constant, slope)

    def at(self, t: Fraction) -> Real:
        """The sum at one rational t of a phase.

        Raises:
            UnsupportedError: t is an end at which the equation has a double root or a smaller
                degree: ask ``best`` about the game there.
        """
        roots = roots_at(self.equation, t)
        degree = len(self.equation) - 1
        polynomial = _polynomial(self.equation, t)
        if degree > 1 and (polynomial.degree() < degree or polynomial.discriminant() == 0):
            raise UnsupportedError(
                f"the equation's roots are not apart at {format_rational(t)}: ask best of the game"
            )
        return roots[self.above]

    def near(self, t: float) -> float:
        """The sum in floats, for pictures."""
        if self.formula is not None:
            return self.formula.near(t)
        return float(self.at(Fraction(t)))

    def text(self, parameter: str) -> str:
        """The formula, or the equation and which of its roots in s is meant."""
        if self.formula is not None:
            return self.formula.text(parameter)
        which = "the largest root" if not self.above else f"root {self.above + 1} from above"
        return f"{which} {unknown(parameter)} of {self.equation_text(parameter)} = 0"

    def document(self, parameter: str) -> dict[str, Any]:
        """Ready for JSON: texts in the parameter."""
        return {
            "value": None if self.formula is None else self.formula.text(parameter),
            "powers": [polynomial_text(c, parameter) for c in self.equation],
            "above": self.above,
        }

    def equation_text(self, parameter: str) -> str:
        """The equation's polynomial, ordered by powers of s."""
        terms, name = [], unknown(parameter)
        for k in reversed(range(len(self.equation))):
            power = power_text(name, k)
            coefficient = polynomial_text(self.equation[k], parameter)
            if coefficient == "0":
                continue
            if power and coefficient in ("1", "-1"):
                terms.append(coefficient.replace("1", power))
            else:
                several = " " in coefficient and power
                shown = f"({coefficient})" if several else coefficient
                terms.append(f"{shown}*{power}" if power else shown)
        return " + ".join(terms).replace("+ -", "- ")


def unknown(parameter: str) -> str:
    """The letter for the sum of values."""
    return SUM if parameter != SUM else "w"


def roots_at(equation: Sequence[Sequence[int]], t: Fraction) -> list[Real]:
    """The real roots in s at t, descending."""
    found = map(plain, real_roots(_polynomial(equation, t)))
    return sorted(found, key=cmp_to_key(compare), reverse=True)


def _polynomial(equation: Sequence[Sequence[int]], t: Fraction) -> fmpq_poly:
    at = to_fmpq(t)
    return fmpq_poly([fmpq_poly(list(c))(at) for c in equation])
