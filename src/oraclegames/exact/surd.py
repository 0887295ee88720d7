"""Quadratic irrationals a + b√d, exact: the numbers that the 2×2 theory needs besides fractions.

End points, crossings and turning points of the equilibrium curve of a 2×2 game, and its points at a
rational value of one player, are roots of rational quadratics. A :class:`Surd` computes with them
exactly, as long as both operands lie in one field ℚ(√d), and compares any two of them. Results that
are rational come back as :class:`fractions.Fraction`, so a ``Surd`` is always irrational.
"""

from __future__ import annotations

import math
from fractions import Fraction

from flint import arb, ctx, fmpz

from oraclegames.errors import UnsupportedError
from oraclegames.exact.rational import format_rational

__all__ = [
    "Exact",
    "Surd",
    "exact_sign",
    "exact_sqrt",
    "quadratic_roots",
    "rational_between",
]


class Surd:
    """The irrational number a + b√d: a, b rational, b ≠ 0, d > 1 a whole number and no square.

    Immutable. Supports + − × ÷ with integers, fractions and surds of the same field, comparison
    with any of these and with surds of other fields, ``float``, and :meth:`enclosure`.

    Raises:
        UnsupportedError: when two surds of different fields are added or multiplied.

    >>> root = exact_sqrt(Fraction(8))
    >>> root * root, root > Fraction(14, 5), str((1 + root) / 2)
    (Fraction(8, 1), True, '1/2 + √2')
    """

    __slots__ = ("a", "b", "d")

    a: Fraction
    b: Fraction
    d: int

    def __init__(self, a: Fraction, b: Fraction, d: int):
        object.__setattr__(self, "a", a)
        object.__setattr__(self, "b", b)
        object.__setattr__(self, "d", d)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a Surd is immutable")

    def __reduce__(self) -> tuple[type[Surd], tuple[Fraction, Fraction, int]]:
        return Surd, (self.a, self.b, self.d)

    def _same_field(self, other: Surd) -> Fraction:
        """The coefficient of ``other`` in terms of this surd's √d."""
        if other.d == self.d:
            return other.b
        root = math.isqrt(self.d * other.d)
        if root * root != self.d * other.d:
            raise UnsupportedError(f"{self} and {other} lie in different quadratic fields")
        return other.b * Fraction(root, self.d)  # √e = √(de)/d · √d

    def __add__(self, other: Exact | int) -> Exact:
        if isinstance(other, Surd):
            return _collapse(self.a + other.a, self.b + self._same_field(other), self.d)
        if isinstance(other, (int, Fraction)):
            return Surd(self.a + other, self.b, self.d)
        return NotImplemented

    __radd__ = __add__

    def __neg__(self) -> Surd:
        return Surd(-self.a, -self.b, self.d)

    def __sub__(self, other: Exact | int) -> Exact:
        return self + (-other)

    def __rsub__(self, other: Exact | int) -> Exact:
        return -self + other

    def __mul__(self, other: Exact | int) -> Exact:
        if isinstance(other, Surd):
            c = self._same_field(other)
            return _collapse(
                self.a * other.a + self.b * c * self.d, self.a * c + self.b * other.a, self.d
            )
        if isinstance(other, (int, Fraction)):
            return _collapse(self.a * other, self.b * other, self.d)
        return NotImplemented

    __rmul__ = __mul__

    def _inverse(self) -> Surd:
        norm = self.a * self.a - self.b * self.b * self.d
        return Surd(self.a / norm, -self.b / norm, self.d)

    def __truediv__(self, other: Exact | int) -> Exact:
        if isinstance(other, Surd):
            return self * other._inverse()
        if isinstance(other, (int, Fraction)):
            return Surd(self.a / other, self.b / other, self.d)
        return NotImplemented

    def __rtruediv__(self, other: Exact | int) -> Exact:
        return self._inverse() * other

    def sign(self) -> int:
        """−1 or 1; a surd is never 0."""
        if (self.a >= 0) == (self.b > 0):
            return 1 if self.b > 0 else -1
        heavier = self.a * self.a > self.b * self.b * self.d
        return (1 if self.a > 0 else -1) if heavier else (1 if self.b > 0 else -1)

    def _compare(self, other: Exact | int) -> int:
        if not isinstance(other, Surd):
            return exact_sign(self - other)
        product = self.d * other.d
        if math.isqrt(product) ** 2 == product:
            return exact_sign(self - other)
        # u = a + b√d against w = c√e, √d and √e independent: by signs, then by squares.
        left = Surd(self.a - other.a, self.b, self.d)
        right = 1 if other.b > 0 else -1
        if left.sign() != right:
            return left.sign()
        return right * exact_sign(left * left - other.b * other.b * other.d)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Surd):
            return self._compare(other) == 0
        return False if isinstance(other, (int, Fraction)) else NotImplemented

    def __lt__(self, other: Exact | int) -> bool:
        return self._compare(other) < 0

    def __le__(self, other: Exact | int) -> bool:
        return self._compare(other) <= 0

    def __gt__(self, other: Exact | int) -> bool:
        return self._compare(other) > 0

    def __ge__(self, other: Exact | int) -> bool:
        return self._compare(other) >= 0

    def __hash__(self) -> int:
        return hash((self.a, self.b * self.b * self.d, self.b > 0))

    def enclosure(self, bits: int = 64) -> arb:
        """A ball that surely holds the number, with about ``bits`` correct bits."""
        precision = max(bits, 64)
        while True:
            with ctx.workprec(precision):
                a = arb(fmpz(self.a.numerator)) / fmpz(self.a.denominator)
                b = arb(fmpz(self.b.numerator)) / fmpz(self.b.denominator)
                ball = a + b * arb(fmpz(self.d)).sqrt()
                if ball.rel_accuracy_bits() >= bits:
                    return ball
            precision *= 2

    def rational_near(self, bits: int) -> Fraction:
        """A rational number less than 2^−bits away."""
        square = self.b.numerator**2 * self.d << 2 * bits
        root = Fraction(math.isqrt(square), self.b.denominator << bits)
        return self.a + root if self.b > 0 else self.a - root

    def __float__(self) -> float:
        return float(self.enclosure())

    def __str__(self) -> str:
        # The square factors of d up to a bound are drawn out, for reading only.
        b, d = self.b, self.d
        for prime in (2, 3, 5, 7, 11, 13):
            while d % (prime * prime) == 0:
                b, d = b * prime, d // (prime * prime)
        size = abs(b)
        root = f"√{d}" if size == 1 else f"{format_rational(size)}·√{d}"
        if self.a == 0:
            return root if b > 0 else f"-{root}"
        return f"{format_rational(self.a)} {'+' if b > 0 else '-'} {root}"

    def __repr__(self) -> str:
        return f"Surd({self})"


Exact = Fraction | Surd
"""An exact real number at the surface: rational, or a quadratic irrational."""


def _collapse(a: Fraction, b: Fraction, d: int) -> Exact:
    return Surd(a, b, d) if b else a


def exact_sign(number: Exact | int) -> int:
    """−1, 0 or 1."""
    return number.sign() if isinstance(number, Surd) else (number > 0) - (number < 0)


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
    return Surd(Fraction(0), Fraction(1, number.denominator), square)


def quadratic_roots(a: Fraction, b: Fraction, c: Fraction) -> tuple[Exact, ...]:
    """The distinct real roots of a x² + b x + c, ascending; () too where all three are 0.

    >>> quadratic_roots(Fraction(1), Fraction(-3), Fraction(2))
    (Fraction(1, 1), Fraction(2, 1))
    """
    if a == 0:
        return (-c / b,) if b else ()
    discriminant = b * b - 4 * a * c
    if discriminant < 0:
        return ()
    if discriminant == 0:
        return (-b / (2 * a),)
    root = exact_sqrt(discriminant)
    first, second = (-b - root) / (2 * a), (-b + root) / (2 * a)
    return (first, second) if a > 0 else (second, first)


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
