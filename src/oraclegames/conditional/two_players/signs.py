"""Signs of products and of their polynomials, at points with exact coordinates."""

from __future__ import annotations

from collections.abc import Container
from fractions import Fraction

from flint import fmpq_mpoly, fmpq_poly

from oraclegames.conditional.two_players.conditions import Conditions
from oraclegames.conditional.two_players.graph import Point
from oraclegames.conditional.two_players.numbers import (
    arb_between,
    compare,
    distances,
    enclosed,
    value,
    value_at,
)
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.real import Real


def position(cuts: list[Real], number: Real) -> tuple[int, bool]:
    """The last cut that is not above a number, and whether it is the number."""
    for i in range(len(cuts) - 2, -1, -1):
        sign = compare(cuts[i], number)
        if sign <= 0:
            return i, sign == 0
    raise AssertionError("the number lies inside of the cell")


def at_x(polynomial: fmpq_mpoly, x: Fraction) -> fmpq_poly:
    """A polynomial in x and y at a rational x, as one in y."""
    return univariate(polynomial.subs({"x": to_fmpq(x)}), 1)


def univariate(polynomial: fmpq_mpoly, unknown: int) -> fmpq_poly:
    """A polynomial in which only x (0) or y (1) occurs, as one in one unknown."""
    coefficients = {m[unknown]: c for m, c in polynomial.to_dict().items()}
    return fmpq_poly([coefficients.get(i, 0) for i in range(max(coefficients, default=0) + 1)])


def vanishes(factor: fmpq_mpoly, root: Real, vertical: bool) -> bool:
    """Whether a polynomial in x alone, or in y alone, is 0 at a number."""
    return bool(value(univariate(factor, int(not vertical)), root) == 0)


def sign(number: Real) -> int:
    """−1, 0 or 1."""
    return compare(number, Fraction(0))


def signs_around(polynomial: fmpq_poly, at: Real) -> tuple[int, int, int]:
    """The signs just below, at and just above a number."""
    here = sign(value(polynomial, at))
    if here or polynomial == 0:
        return here, here, here
    order = 0
    while here == 0:
        polynomial = polynomial.derivative()
        order += 1
        here = sign(value(polynomial, at))
    return (-1) ** order * here, 0, here


def signs_at(conditions: Conditions, at: Point, zero: Container[int] = ()) -> list[int]:
    """The signs of the products less 1 at a point of the cell; some are known to be 0 there."""
    x, y = (arb_between(*enclosed(number, 128)) for number in at)
    signs = []
    for k, product in enumerate(conditions.products):
        if k in zero:
            signs.append(0)
            continue
        above_x, below_x, above_y, below_y = product.payoffs
        over = distances(above_x, x) * distances(above_y, y)
        under = distances(below_x, x) * distances(below_y, y)
        if over < under or over > under:
            signs.append(-1 if over < under else 1)
            continue
        f = value_at(product.above_x, product.below_x, at[0])
        v = value_at(product.below_y, product.above_y, at[1])
        signs.append(compare(f, v))
    return signs
