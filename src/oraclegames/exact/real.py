"""Exact real numbers of any kind: rational, quadratic, algebraic; told apart with certainty.

Numbers are compared by enclosures. These end: where they do not come apart soon, numbers of one
field are equal iff they are written alike, and algebraic numbers of different fields iff they are
the same root of the same irreducible polynomial, which :func:`reduced` finds for each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, TypeAlias

from flint import fmpq, fmpq_mat, fmpq_poly, fmpz_poly

from oraclegames.exact.algebraic import Algebraic, real_roots
from oraclegames.exact.rational import to_fraction
from oraclegames.exact.surd import Surd, quadratic_roots

Real: TypeAlias = Any
"""A ``Fraction``, a ``Surd``, or an ``Algebraic`` number."""


def plain(number: Real) -> Real:
    """The same number, without a field where it needs none: rational or a quadratic irrational."""
    if not isinstance(number, Algebraic):
        return number
    coefficients = number.polynomial.coeffs()
    if len(coefficients) <= 1:
        return to_fraction(fmpq(sum(coefficients)))
    if len(number.root.coefficients) != 3:
        return number
    low, high = number.root.low, number.root.high
    c, b, a = (Fraction(x) for x in number.root.coefficients)
    alpha = next(root for root in quadratic_roots(a, b, c) if low < root < high)
    constant, slope = (to_fraction(x) for x in coefficients)
    return constant + slope * alpha


def reduced(number: Real) -> Real:
    """The same number as a root of its own minimal polynomial; equal numbers become equal ones.

    >>> root, = (r for r in real_roots(fmpz_poly([-2, 0, 0, 0, 1])) if r > 0)
    >>> reduced(root * root)
    Surd(√2)
    """
    number = plain(number)
    if not isinstance(number, Algebraic):
        return number
    polynomial = minimal_polynomial(number)
    if polynomial.degree() == number.root.modulus.degree() and number.polynomial == fmpq_poly(
        [0, 1]
    ):
        return number
    roots = [plain(root) for root in real_roots(polynomial)]
    for bits in (60, 120, 240, 480, 960, 1920, 3840):
        low, high = number.enclosure(Fraction(1, 1 << bits))
        near = [root for root in roots if not _apart(root, low, high)]
        if len(near) == 1:
            return near[0]
    raise AssertionError("the roots of a polynomial are apart")


def minimal_polynomial(number: Algebraic) -> fmpz_poly:
    """The irreducible polynomial over the whole numbers that an algebraic number is a root of."""
    modulus = number.root.modulus
    size = modulus.degree()
    rows, power = [], fmpq_poly([1])
    for _ in range(size):
        image = (number.polynomial * power) % modulus
        rows.append([image[k] for k in range(size)])
        power = fmpq_poly([0, 1]) * power
    return fmpq_mat(rows).minpoly().numer()


def _apart(root: Real, low: Fraction, high: Fraction) -> bool:
    return bool(root < low or root > high)


def order(first: Real, second: Real) -> int:
    """The sign of first − second."""
    if not (isinstance(first, Algebraic) or isinstance(second, Algebraic)):
        return int(first > second) - int(first < second)
    apart = _order_of_enclosures(first, second, (40, 160, 640))
    if apart:
        return apart
    if isinstance(first, Algebraic) and isinstance(second, Algebraic) and first.root == second.root:
        if first.polynomial == second.polynomial:
            return 0
    else:  # numbers of different fields are the same if they reduce to the same
        first, second = reduced(first), reduced(second)
        if type(first) is type(second) and first == second:
            return 0
    apart = _order_of_enclosures(first, second, (2560, 10240, 40960))
    if not apart:
        raise AssertionError("different numbers are apart")
    return apart


def _order_of_enclosures(first: Real, second: Real, sizes: Sequence[int]) -> int:
    """The sign of first − second where enclosures of these many bits tell them apart; else 0."""
    for bits in sizes:
        low, high = enclosure(first, bits)
        other_low, other_high = enclosure(second, bits)
        if high < other_low or low > other_high:
            return -1 if high < other_low else 1
    return 0


def enclosure(number: Real, bits: int = 60) -> tuple[Fraction, Fraction]:
    """Rational ends at most 2^(1 − bits) apart with the number between them; equal if rational."""
    if isinstance(number, Fraction):
        return number, number
    width = Fraction(1, 1 << bits)
    if isinstance(number, Surd):
        near = number.rational_near(bits)
        return near - width, near + width
    low, high = number.enclosure(width)
    return low, high


def between(low: Real, high: Real) -> Fraction:
    """A rational number strictly between two different ones, with a small denominator.

    >>> between(Fraction(1, 3), Fraction(2, 5))
    Fraction(3, 8)
    """
    bits, denominator = 30, 1
    while (least := enclosure(low, bits)[1]) >= (most := enclosure(high, bits)[0]):
        bits *= 2
    while (numerator := least * denominator // 1 + 1) >= most * denominator:
        denominator *= 2
    return Fraction(numerator, denominator)


def rational_below(number: Real, bits: int = 60) -> Fraction:
    """The largest multiple of 2^−bits that is not above an irrational number; a rational itself.

    >>> rational_below(Fraction(1, 3))
    Fraction(1, 3)
    """
    if isinstance(number, Fraction):
        return number
    unit, finer = 1 << bits, bits + 4
    while True:
        low, high = (end * unit // 1 for end in enclosure(number, finer))
        if low == high:
            return Fraction(low, unit)
        finer *= 2
