"""Spots of a slab, where sections may end, and heights that keep others away.

Above a place X a polynomial f has no root near one of order k as long as its k-th derivative in y
is not 0 between two heights: bounds in ball arithmetic show that, and become as good as one likes.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb, ctx, fmpq_mpoly, fmpq_poly

from oraclegames.certificates.cycle_curve import value_of
from oraclegames.certificates.demands import Interval
from oraclegames.certificates.plane_face import as_number, enclosed, equal
from oraclegames.exact.algebraic import real_roots
from oraclegames.exact.rational import to_fmpq

Name = tuple[int, str]
"""The number of a cell in its slab, and a factor of it."""


@dataclass
class Spot:
    """A point inside of a slab where sections may end.

    Attributes:
        x, y: exact.
        row: the number of its cell, or of the line of payoffs that it lies on.
        on_line: whether it lies on one.
        zeros: the factors that are 0 there.
        low, high: heights between which no other section passes.
        left, right: places up to which no section leaves between the heights.
        node: its number.
    """

    x: Any
    y: Any
    row: int
    on_line: bool
    zeros: set[Name]
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    left: Fraction = Fraction(0)
    right: Fraction = Fraction(0)
    node: int = -1


def heights_of(
    spot: Spot, others: Sequence[Any], near: Iterable[tuple[Name, fmpq_mpoly]]
) -> tuple[Fraction, Fraction]:
    """Heights below and above a spot, with no other section between them above its place.

    Args:
        spot: the spot.
        others: what must be beyond them.
        near: the factors whose sections may be near; those of ``spot.zeros`` are 0 there.
    """
    derivatives = [_derivative(f, spot) if name in spot.zeros else f for name, f in near]
    for bits in itertools.count(4, 4):
        low, high = _heights_around(spot.y, bits)
        if not any(low <= y <= high for y in others) and all(
            _keeps_sign(f, spot.x, (low, high), bits) for f in derivatives
        ):
            return low, high
    raise AssertionError("other sections are elsewhere")


def distinct(numbers: Iterable[Any]) -> list[Any]:
    """Ascending, each once."""
    found: list[Any] = []
    for number in sorted(numbers):
        if not found or not equal(found[-1], number):
            found.append(number)
    return found


def roots_between(polynomials: Iterable[fmpq_poly], span: Interval) -> list[Any]:
    """The different roots of some polynomials in an open interval, ascending."""
    factors = {}
    for polynomial in polynomials:
        if polynomial.degree() > 0:
            for factor, _ in polynomial.numer().factor()[1]:
                factors[str(factor)] = factor
    return sorted(r for f in factors.values() for r in real_roots(f) if span[0] < r < span[1])


def roots_of(polynomial: fmpq_poly) -> list[Any]:
    """All real roots; none of a constant."""
    return real_roots(polynomial) if polynomial.degree() > 0 else []


def merged(spots: Iterable[Spot]) -> list[Spot]:
    """Each spot once."""
    found: list[Spot] = []
    for spot in spots:
        spot.x, spot.y = as_number(spot.x), as_number(spot.y)
        twin = next((s for s in found if _same(s, spot)), None)
        if twin is None:
            found.append(spot)
        else:
            twin.zeros |= spot.zeros
    return found


def _same(one: Spot, other: Spot) -> bool:
    return one.row == other.row and equal(one.x, other.x) and equal(one.y, other.y)


def _derivative(f: fmpq_mpoly, spot: Spot) -> fmpq_mpoly:
    """The first derivative in y that is not 0 at a spot."""
    while value_of(f, (spot.x, spot.y)) == 0:
        f = f.derivative("y")
    return f


def _heights_around(y: Any, bits: int) -> tuple[Fraction, Fraction]:
    """Short numbers below and above another, about 2^−bits from it."""
    low, high = enclosed(y, bits + 2)
    scale = 1 << bits
    return Fraction(math.ceil(low * scale) - 1, scale), Fraction(
        math.floor(high * scale) + 1, scale
    )


def _keeps_sign(f: fmpq_mpoly, x: Any, y: Interval, bits: int) -> bool:
    """Whether a polynomial is surely not 0 at a place, between two heights (ball arithmetic)."""
    with ctx.workprec(64 + 8 * bits):
        across, up = (_ball(*ends) for ends in (enclosed(x, 8 * bits), y))
        rows: dict[int, Any] = {}
        for (i, j), c in f.to_dict().items():
            rows[j] = rows.get(j, arb(0)) + arb(c) * across**i
        total = arb(0)
        for j in range(max(rows), -1, -1):
            total = total * up + rows.get(j, arb(0))
        return bool(total > 0 or total < 0)


def _ball(low: Fraction, high: Fraction) -> arb:
    middle, radius = to_fmpq((low + high) / 2), to_fmpq((high - low) / 2)
    return arb(middle) + arb(0, arb(radius).upper())


def vanishes(polynomial: fmpq_poly, at: Any) -> bool:
    """Whether a number is a root."""
    return any(equal(root, at) for root in roots_of(polynomial))
