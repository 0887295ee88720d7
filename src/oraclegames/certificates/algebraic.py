"""Exact numbers in documents: rational, a + b√d, or of a field ℚ(α), α one root of a polynomial.

The first two are texts. The last is written as an object,
``{"polynomial": ["c0", "c1", …], "between": ["low", "high"], "value": ["v0", "v1", …]}``: α is the
only root of c0 + c1 x + … between low and high, and the number is v0 + v1 α + … Earlier documents
say "enclosure" for "between" and "coefficients" for "value" (α itself where that is missing), and
write the polynomial with JSON numbers; they are read as well.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import fmpq_poly, fmpz_poly

from oraclegames.certificates.part import Part
from oraclegames.exact.algebraic import Algebraic, Root, real_roots
from oraclegames.exact.rational import to_fmpq


def number_of(part: Part) -> Any:
    """An exact number: a fraction, a surd, or an algebraic number with the interval it came with.

    Raises:
        Refuted: the polynomial is reducible, or the interval does not single out a root.
    """
    if not isinstance(part.value, dict):
        return part.exact()
    between, value = "between", "value"
    if "enclosure" in part.value:
        between, value = "enclosure", "coefficients"
    part.only("polynomial", between, value)
    coefficients = [_whole(item) for item in part["polynomial"]]
    low, high = part[between].rationals(2)
    if len(coefficients) < 3 or coefficients[-1] == 0:
        part["polynomial"].unreadable("the coefficients of a polynomial of degree 2 or more")
    polynomial = fmpz_poly(coefficients)
    factors = polynomial.factor()[1]
    irreducible = len(factors) == 1 and factors[0][1] == 1
    part["polynomial"].require(irreducible, "it is not irreducible")
    count = sum(1 for root in real_roots(polynomial) if low < root < high)
    part[between].require(count == 1, f"it has {count} roots there")
    powers: tuple[Fraction, ...] = (Fraction(0), Fraction(1))
    if between == "between" or value in part.value:
        powers = part[value].rationals()
        small = 1 < len(powers) < len(coefficients) and powers[-1] != 0
        part[value].require(small, "this is no such number")
    root = Root(tuple(coefficients), low, high)
    return Algebraic(root, fmpq_poly([to_fmpq(v) for v in powers]))


def _whole(part: Part) -> int:
    """A coefficient: a text, or a JSON number in earlier documents."""
    if not isinstance(part.value, str):
        return part.integer()
    number = part.rational()
    if number.denominator != 1:
        part.unreadable("a whole number")
    return int(number)
