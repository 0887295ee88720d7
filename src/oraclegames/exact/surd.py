"""Quadratic irrationals a + b√d, exact: the numbers that the 2×2 theory needs besides fractions.

A :class:`Surd` computes with roots of rational quadratics exactly, as long as both operands lie in
one field ℚ(√d), and compares any two of them. Results that are rational come back as
:class:`fractions.Fraction`, so a ``Surd`` is always irrational.

A long file: every operation of a number.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import Any

from flint import arb, ctx, fmpq, fmpq_poly, fmpz

from oraclegames.exact.algebraic import Algebraic, Root
from oraclegames.exact.places import placed
from oraclegames.exact.rational import format_rational, parse_rational, to_fmpq, to_fraction

# FLINT's type first: asking for Fraction, an abstract base class, is the slow question.
_RATIONAL = (fmpq, int, Fraction)


class Surd:
    """The irrational number a + b√d: a, b rational, b ≠ 0, d > 1 a whole number and no square.

    Immutable. Supports + − × ÷ and comparison with integers, fractions and surds, ``float``, and
    :meth:`enclosure`. Sums and products with surds of other fields, and with algebraic numbers,
    are :class:`~oraclegames.exact.algebraic.Algebraic`. Inside, a and b are FLINT rationals, for
    speed.

    >>> root = exact_sqrt(Fraction(8))
    >>> root * root, root > Fraction(14, 5), str((1 + root) / 2)
    (Fraction(8, 1), True, '1/2 + √2')
    """

    __slots__ = ("_a", "_b", "_d")

    def __init__(self, a: fmpq, b: fmpq, d: int):
        self._a = a
        self._b = b
        self._d = d

    def __reduce__(self) -> tuple[Any, tuple[Fraction, Fraction, int]]:
        return _rebuilt, (self.a, self.b, self.d)

    @property
    def a(self) -> Fraction:
        """The rational part."""
        return to_fraction(self._a)

    @property
    def b(self) -> Fraction:
        """The coefficient of √d."""
        return to_fraction(self._b)

    @property
    def d(self) -> int:
        """The whole number under the root."""
        return self._d

    def algebraic(self) -> Algebraic:
        """This number as a general algebraic one."""
        low = math.isqrt(self.d)
        root = Root((-self.d, 0, 1), Fraction(low), Fraction(low + 1))
        return Algebraic(root, fmpq_poly([self._a, self._b]))

    def _same_field(self, other: Surd) -> fmpq | None:
        """The coefficient of ``other`` in terms of this surd's √d; None in another field."""
        if other._d == self._d:
            return other._b
        root = math.isqrt(self._d * other._d)
        if root * root != self._d * other._d:
            return None
        return other._b * fmpq(root, self._d)  # √e = √(de)/d · √d

    def __add__(self, other: Exact | int) -> Exact:
        if isinstance(other, Surd):
            coefficient = self._same_field(other)
            if coefficient is None:
                return self.algebraic() + other.algebraic()  # type: ignore[no-any-return]
            return _collapse(self._a + other._a, self._b + coefficient, self._d)
        if isinstance(other, _RATIONAL):
            return Surd(self._a + to_fmpq(other), self._b, self._d)
        return NotImplemented

    __radd__ = __add__

    def __neg__(self) -> Surd:
        return Surd(-self._a, -self._b, self._d)

    def __sub__(self, other: Exact | int) -> Exact:
        if isinstance(other, _RATIONAL):
            return Surd(self._a - to_fmpq(other), self._b, self._d)
        return self + (-other)

    def __rsub__(self, other: Exact | int) -> Exact:
        if isinstance(other, _RATIONAL):
            return Surd(to_fmpq(other) - self._a, -self._b, self._d)
        return NotImplemented

    def __mul__(self, other: Exact | int) -> Exact:
        if isinstance(other, Surd):
            a, b, c = self._a, self._b, self._same_field(other)
            if c is None:
                return self.algebraic() * other.algebraic()  # type: ignore[no-any-return]
            return _collapse(a * other._a + b * c * self._d, a * c + b * other._a, self._d)
        if isinstance(other, _RATIONAL):
            factor = to_fmpq(other)
            return _collapse(self._a * factor, self._b * factor, self._d)
        return NotImplemented

    __rmul__ = __mul__

    def _inverse(self) -> Surd:
        norm = self._a * self._a - self._b * self._b * self._d
        return Surd(self._a / norm, -self._b / norm, self._d)

    def __truediv__(self, other: Exact | int) -> Exact:
        if isinstance(other, Surd):
            return self * other._inverse()
        if isinstance(other, _RATIONAL):
            factor = to_fmpq(other)
            return Surd(self._a / factor, self._b / factor, self._d)
        return NotImplemented

    def __rtruediv__(self, other: Exact | int) -> Exact:
        return self._inverse() * other

    def sign(self) -> int:
        """−1 or 1; a surd is never 0."""
        a, b = self._a, self._b
        if (a >= 0) == (b > 0):
            return 1 if b > 0 else -1
        heavier = a * a > b * b * self._d
        return (1 if a > 0 else -1) if heavier else (1 if b > 0 else -1)

    def _compare(self, other: Exact | int) -> int:
        if isinstance(other, Algebraic):
            return exact_sign(self - other)
        if not isinstance(other, Surd):
            return Surd(self._a - to_fmpq(other), self._b, self._d).sign()
        product = self._d * other._d
        if math.isqrt(product) ** 2 == product:
            return exact_sign(self - other)
        # u = a + b√d against w = c√e, √d and √e independent: by signs, then by squares.
        left = Surd(self._a - other._a, self._b, self._d)
        right = 1 if other._b > 0 else -1
        if left.sign() != right:
            return left.sign()
        return right * exact_sign(left * left - to_fraction(other._b * other._b * other._d))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Surd):
            return self._compare(other) == 0
        return False if isinstance(other, _RATIONAL) else NotImplemented

    def __lt__(self, other: Exact | int) -> bool:
        return self._compare(other) < 0

    def __le__(self, other: Exact | int) -> bool:
        return self._compare(other) <= 0

    def __gt__(self, other: Exact | int) -> bool:
        return self._compare(other) > 0

    def __ge__(self, other: Exact | int) -> bool:
        return self._compare(other) >= 0

    def __hash__(self) -> int:
        # of the minimal polynomial, as that of Algebraic
        return hash((self._a * self._a - self._b * self._b * self._d, -2 * self._a, fmpq(1)))

    def enclosure(self, bits: int = 64) -> arb:
        """A ball that surely holds the number, with about ``bits`` correct bits."""
        precision = max(bits, 64)
        while True:
            with ctx.workprec(precision):
                ball = arb(self._a) + arb(self._b) * arb(fmpz(self._d)).sqrt()
                if ball.rel_accuracy_bits() >= bits:
                    return ball
            precision *= 2

    def rational_near(self, bits: int) -> Fraction:
        """A rational number less than 2^−bits away."""
        square = self.b.numerator**2 * self._d << 2 * bits
        root = Fraction(math.isqrt(square), self.b.denominator << bits)
        return self.a + root if self.b > 0 else self.a - root

    def __float__(self) -> float:
        rounded = float(self.enclosure())
        if math.isinf(rounded):  # as Fraction does
            raise OverflowError("the number is too large for a float")
        return rounded

    def __str__(self) -> str:
        if (decimal := placed(self)) is not None:
            return decimal
        # The square factors of d up to a bound are drawn out, for reading only.
        b, d = self.b, self._d
        for prime in (2, 3, 5, 7, 11, 13):
            while d % (prime * prime) == 0:
                b, d = b * prime, d // (prime * prime)
        size = abs(b)
        digits = format_rational(d)
        root = f"√{digits}" if size == 1 else f"{format_rational(size)}·√{digits}"
        if self.a == 0:
            return root if b > 0 else f"-{root}"
        return f"{format_rational(self.a)} {'+' if b > 0 else '-'} {root}"

    def __repr__(self) -> str:
        return f"Surd({self})"


Exact = Fraction | Surd
"""An exact real number at the surface: rational, or a quadratic irrational."""


_SURD = re.compile(r"(?:(?P<a>\S+) (?P<sign>[+-]) |(?P<minus>-))?(?:(?P<b>\S+)·)?√(?P<d>[0-9]+)")


def parse_exact(text: str) -> Exact:
    """The number that was written by ``str``: "4/9", "√2", "1/2 - 3/4·√5"; else ``ValueError``.

    >>> parse_exact(str(exact_sqrt(Fraction(8)) / 3 - 1)) == exact_sqrt(Fraction(8)) / 3 - 1
    True
    """
    found = _SURD.fullmatch(text)
    rational = parse_rational(text if found is None else found["a"] or "0")
    factor = None if found is None else parse_rational(found["b"] or "1")
    if rational is None or (found is not None and factor is None):
        raise ValueError(f"{text!r} is no exact number")
    if found is None or factor is None:
        return rational
    root = factor * exact_sqrt(Fraction(int(fmpz(found["d"]))))
    return rational - root if found["sign"] == "-" or found["minus"] else rational + root


def _collapse(a: fmpq, b: fmpq, d: int) -> Exact:
    return Surd(a, b, d) if b else to_fraction(a)


def _rebuilt(a: Fraction, b: Fraction, d: int) -> Surd:
    return Surd(to_fmpq(a), to_fmpq(b), d)


def exact_sign(number: Any) -> int:
    """−1, 0 or 1 for a number of any exact kind."""
    return number.sign() if isinstance(number, Surd) else int(number > 0) - int(number < 0)


def exact_sqrt(number: Fraction) -> Exact:
    """The square root of a rational number that is not negative.

    >>> exact_sqrt(Fraction(9, 4))
    Fraction(3, 2)
    """
    if number < 0:
        raise ValueError(f"{number} has no real square root")
    square = number.numerator * number.denominator
    root = math.isqrt(square)
    if root * root == square:
        return Fraction(root, number.denominator)
    return Surd(fmpq(0), fmpq(1, number.denominator), square)


def quadratic_roots(
    a: Fraction | fmpq, b: Fraction | fmpq, c: Fraction | fmpq
) -> tuple[Exact, ...]:
    """The distinct real roots of a x² + b x + c, ascending; () too where all three are 0.

    >>> quadratic_roots(Fraction(1), Fraction(-3), Fraction(2))
    (Fraction(1, 1), Fraction(2, 1))
    """
    a, b, c = to_fmpq(a), to_fmpq(b), to_fmpq(c)
    if a == 0:
        return (to_fraction(-c / b),) if b else ()
    discriminant = b * b - 4 * a * c
    if discriminant < 0:
        return ()
    middle = -b / (2 * a)
    if discriminant == 0:
        return (to_fraction(middle),)
    # √(p/q) = √(pq)/q
    under, square = int(discriminant.q), int(discriminant.p) * int(discriminant.q)
    root = math.isqrt(square)
    if root * root == square:
        step = fmpq(root, under) / (2 * abs(a))
        return to_fraction(middle - step), to_fraction(middle + step)
    step = fmpq(1, under) / (2 * abs(a))
    return Surd(middle, -step, square), Surd(middle, step, square)


def rational_between(low: Exact, high: Exact) -> Fraction:
    """A rational number strictly between two exact ones, about in the middle.

    >>> rational_between(Fraction(0), exact_sqrt(Fraction(2))) ** 2 < 2
    True
    """
    if isinstance(low, Fraction) and isinstance(high, Fraction):
        return (low + high) / 2
    bits = 24
    while True:
        ends = (end.rational_near(bits) if isinstance(end, Surd) else end for end in (low, high))
        middle = sum(ends, Fraction(0)) / 2
        if low < middle < high:
            return middle
        bits *= 2
