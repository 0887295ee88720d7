"""Algebraic numbers in documents: a number of ℚ(α), α the only root of a polynomial in an interval.

Written as ``{"polynomial": [c0, c1, …], "between": [low, high], "value": [v0, v1, …]}``: α is the
root of c0 + c1 x + … between low and high, and the number is v0 + v1 α + …
"""

from __future__ import annotations

from typing import Any

from flint import fmpq_poly, fmpz_poly

from oraclegames.certificates.part import Part
from oraclegames.exact.algebraic import Algebraic, real_roots
from oraclegames.exact.rational import to_fmpq


def number_of(part: Part) -> Any:
    """An exact number: a text, or an algebraic one."""
    if not isinstance(part.value, dict):
        return part.rational()
    part.only("polynomial", "between", "value")
    coefficients = [item.integer() for item in part["polynomial"]]
    low, high = part["between"].rationals(2)
    value = part["value"].rationals()
    if len(coefficients) < 3 or coefficients[-1] == 0:
        part["polynomial"].unreadable("the coefficients of a polynomial of degree 2 or more")
    degree = len(coefficients) - 1
    factors = fmpz_poly(coefficients).factor()[1]
    irreducible = len(factors) == 1 and factors[0][1] == 1
    part["polynomial"].require(irreducible, "it is not irreducible")
    inside = [root for root in real_roots(fmpz_poly(coefficients)) if low <= root <= high]
    part["between"].require(len(inside) == 1, f"it has {len(inside)} roots there")
    part["value"].require(1 < len(value) <= degree and value[-1] != 0, "this is no such number")
    (root,) = inside
    if not isinstance(root, Algebraic):
        part["polynomial"].refute("its root is rational")
    return Algebraic(root.root, fmpq_poly([to_fmpq(v) for v in value]))
