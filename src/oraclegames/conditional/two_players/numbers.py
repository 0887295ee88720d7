"""Exact real numbers as the region needs them: compared, put into polynomials, found as roots.

Enclosures decide whatever they can; equality of numbers of different fields is decided by minimal
polynomials (:mod:`oraclegames.exact.real`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cmp_to_key, lru_cache
from typing import Any

from flint import arb, ctx, fmpq_poly

from oraclegames.exact.algebraic import Algebraic, real_roots
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.real import Real, enclosure, order, plain


class _Kept:
    """A number, told apart from others by identity."""

    __slots__ = ("number",)

    def __init__(self, number: Real):
        self.number = number

    def __hash__(self) -> int:
        return id(self.number)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and other.number is self.number


@lru_cache(maxsize=1 << 12)
def _enclosed(kept: _Kept, bits: int) -> tuple[Fraction, Fraction]:
    return enclosure(kept.number, bits)


def enclosed(number: Real, bits: int = 64) -> tuple[Fraction, Fraction]:
    """As :func:`oraclegames.exact.real.enclosure`; the same number is not enclosed twice."""
    return (number, number) if isinstance(number, Fraction) else _enclosed(_Kept(number), bits)


def compare(first: Real, second: Real) -> int:
    """The sign of first − second."""
    if isinstance(first, Fraction) and isinstance(second, Fraction):
        return int(first > second) - int(first < second)
    low, high = enclosed(first, 64)
    other_low, other_high = enclosed(second, 64)
    if high < other_low or low > other_high:
        return -1 if high < other_low else 1
    return order(first, second)


def arb_between(low: Fraction, high: Fraction) -> arb:
    """A ball that holds everything between two rationals."""
    with ctx.workprec(192):
        middle, radius = to_fmpq((low + high) / 2), to_fmpq((high - low) / 2)
        return arb(middle) + arb(0, arb(radius).upper())


def distances(payoffs: Sequence[Fraction], at: arb) -> arb:
    """A ball that holds the product of the distances of payoffs to a number."""
    total = arb(1)
    with ctx.workprec(192):
        for payoff in payoffs:
            total *= abs(arb(to_fmpq(payoff)) - at)
    return total


ascending = cmp_to_key(compare)
"""The key that sorts exact numbers."""


def between(low: Real, number: Real, high: Real) -> bool:
    """Whether low < number < high."""
    return compare(low, number) < 0 < compare(high, number)


def value(polynomial: fmpq_poly, at: Real) -> Real:
    """The value of a polynomial at an exact number."""
    if isinstance(at, Fraction):
        return to_fraction(polynomial(to_fmpq(at)))
    if isinstance(at, Algebraic):
        composed = fmpq_poly([0])
        for coefficient in reversed(polynomial.coeffs()):
            composed = (composed * at.polynomial + coefficient) % at.root.modulus
        return plain(Algebraic(at.root, composed))
    total: Any = Fraction(0)
    for coefficient in reversed(polynomial.coeffs()):
        total = total * at + to_fraction(coefficient)
    return total


def value_at(above: fmpq_poly, below: fmpq_poly, at: Real) -> Real | None:
    """above/below at an exact number, which is no common root; None for infinity."""
    under = value(below, at)
    return None if under == 0 else value(above, at) / under


def roots_between(polynomial: fmpq_poly, low: Fraction, high: Fraction) -> list[Real]:
    """The real roots strictly between two rationals, ascending; none of the polynomial 0."""
    if polynomial.degree() < 1:
        return []
    roots = [plain(root) for root in real_roots(polynomial)]
    return sorted((root for root in roots if between(low, root, high)), key=ascending)


def different_roots(
    polynomials: Sequence[fmpq_poly], span: tuple[Fraction, Fraction]
) -> list[Real]:
    """The different roots of some polynomials in an open interval, ascending."""
    factors = {}
    for polynomial in polynomials:
        if polynomial.degree() > 0:
            for factor, _ in polynomial.numer().factor()[1]:
                factors[str(factor.coeffs())] = factor
    roots = [root for factor in factors.values() for root in roots_between(factor, *span)]
    return sorted(roots, key=ascending)


def rational_inside(low: Real, high: Real, lean: int = 0) -> Fraction:
    """A short rational number strictly between two exact numbers, low < high.

    It lies around the middle, or some 2^−lean of their distance from low, 2^lean from high.
    """
    bits = 16
    while True:
        (below, a), (b, above) = enclosure(low, bits), enclosure(high, bits)
        share = (b - a) / (1 << (abs(lean) + 2))
        if (
            share > 0
            and not (lean > 0 and a - below > share)
            and not (lean < 0 and above - b > share)
        ):
            if lean > 0:
                return simplest_inside(a + share, a + 2 * share)
            if lean < 0:
                return simplest_inside(b - 2 * share, b - share)
            return simplest_inside(a + share, b - share)
        bits *= 2


def simplest_inside(low: Fraction, high: Fraction) -> Fraction:
    """The rational number of the least denominator in [low, high], low < high (Stern 1858)."""
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest_inside(-high, -low)
    whole = low.numerator // low.denominator
    if whole == low:
        return low
    if whole + 1 <= high:
        return Fraction(whole + 1)
    return whole + 1 / simplest_inside(1 / (high - whole), 1 / (low - whole))
