"""Real algebraic numbers: the numbers of a field ℚ(α), where α is one real root of a polynomial.

A number is a polynomial in α of degree below that of α's minimal polynomial. Sums, products and
quotients are exact; a number is zero only if its polynomial is; every other sign is decided by
enclosing α ever more tightly. So comparisons are decisions, not estimates.

Numbers of different fields are equal if they are the same root of the same minimal polynomial.
Their sum and product are eigenvalues of A⊗1 + 1⊗B and of A⊗B, where A and B are the companion
matrices of their minimal polynomials; which one, an enclosure tells.

A long file: every operation of a number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import count
from typing import Any, TypeAlias

from flint import arb, arb_poly, ctx, fmpq, fmpq_mat, fmpq_poly, fmpz_poly

from oraclegames.exact.isolation import isolated, rational_of
from oraclegames.exact.places import placed
from oraclegames.exact.rational import format_rational, to_fmpq, to_fraction


@dataclass(frozen=True)
class Root:
    """The one real root α, between ``low`` and ``high``, of an irreducible polynomial over ℤ.

    Its degree is 2 or more; the coefficients begin with the constant.
    """

    coefficients: tuple[int, ...]
    low: Fraction
    high: Fraction

    @cached_property
    def modulus(self) -> fmpq_poly:
        """The polynomial, as FLINT's."""
        return fmpq_poly(list(self.coefficients))

    @cached_property
    def _interval(self) -> list[fmpq]:
        return [to_fmpq(self.low), to_fmpq(self.high)]

    def refine(self, times: int = 1) -> tuple[fmpq, fmpq]:
        """Halve the enclosure of α so many times; the new ends."""
        low, high = self._interval
        rising = self.modulus(low) < 0
        for _ in range(times):
            middle = (low + high) / 2
            # no rational is a root of an irreducible polynomial of degree 2 or more
            if (self.modulus(middle) < 0) == rising:
                low = middle
            else:
                high = middle
        self._interval[:] = low, high
        return low, high

    def enclosure(self) -> tuple[fmpq, fmpq]:
        """The tightest ends known so far."""
        return self._interval[0], self._interval[1]


class Algebraic:
    """The number g(α) of ℚ(α).

    >>> root_of_2, = [r for r in real_roots(fmpz_poly([-2, 0, 1])) if r > 0]
    >>> root_of_2 * root_of_2 == 2, root_of_2 > Fraction(7, 5), float(root_of_2)
    (True, True, 1.4142135623730951)
    """

    __slots__ = ("polynomial", "root")

    def __init__(self, root: Root, polynomial: fmpq_poly):
        self.root = root
        self.polynomial = polynomial % root.modulus

    def _lift(self, other: Any) -> fmpq_poly | None:
        """Another number as a polynomial in this one's α; None if it is none of its field."""
        if isinstance(other, Algebraic):
            same = other.root is self.root or other.root == self.root
            return other.polynomial if same else None
        if isinstance(other, (int, Fraction)):
            return fmpq_poly([to_fmpq(other)])
        return fmpq_poly([other]) if isinstance(other, fmpq) else None

    def _apply(self, other: Any, operation: str) -> Any:
        lifted = self._lift(other)
        if lifted is None:
            number = _algebraic(other)
            return NotImplemented if number is None else _composed(self, number, operation)
        if operation == "+":
            return Algebraic(self.root, self.polynomial + lifted)
        return Algebraic(self.root, self.polynomial * lifted)

    def simplest(self) -> Fraction | Algebraic:
        """This number as a fraction if it is rational, else itself."""
        return self if self.polynomial.degree() > 0 else to_fraction(self.polynomial[0])

    @property
    def minimal(self) -> fmpq_poly:
        """The minimal polynomial of this number over ℚ, with leading coefficient 1."""
        degree = self.root.modulus.degree()
        power, rows = self.polynomial, []
        for _ in range(degree):
            rows.append([power[k] for k in range(degree)])
            power = power * fmpq_poly([0, 1]) % self.root.modulus
        return fmpq_mat(rows).minpoly()

    def __add__(self, other: Any) -> Any:
        return self._apply(other, "+")

    def __mul__(self, other: Any) -> Any:
        return self._apply(other, "*")

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self) -> Algebraic:
        return Algebraic(self.root, -self.polynomial)

    def __abs__(self) -> Algebraic:
        return -self if self.sign() < 0 else self

    def __sub__(self, other: Any) -> Any:
        return self + (-other)

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    def inverse(self) -> Algebraic:
        """1 divided by this number."""
        if self.polynomial == 0:
            raise ZeroDivisionError("1 / 0")
        divisor, factor, _ = self.polynomial.xgcd(self.root.modulus)
        return Algebraic(self.root, factor / divisor[0])

    def __truediv__(self, other: Any) -> Any:
        number = _algebraic(other)
        if number is not None:
            return self * number.inverse()
        return self * (1 / to_fmpq(other) if isinstance(other, (int, Fraction)) else 1 / other)

    def __rtruediv__(self, other: Any) -> Any:
        return self.inverse() * other

    def enclosure(self, width: Fraction | fmpq = Fraction(1, 2**60)) -> tuple[Fraction, Fraction]:
        """Rational ends, not further apart than ``width``, with this number between them."""
        target = to_fmpq(width) if isinstance(width, Fraction) else width
        low, high = self.root.enclosure()
        while True:
            lowest, highest = _evaluate(self.polynomial, low, high)
            excess = (highest - lowest) / target
            if excess <= 1:
                return to_fraction(lowest), to_fraction(highest)
            # The width of the values shrinks about as the interval does.
            low, high = self.root.refine(max(1, excess.p.bit_length() - excess.q.bit_length()))

    def sign(self) -> int:
        """−1, 0 or 1."""
        if self.polynomial == 0:
            return 0
        low, high = self.root.enclosure()
        for times in (2**k for k in count()):
            lowest, highest = _evaluate(self.polynomial, low, high)
            if lowest > 0:
                return 1
            if highest < 0:
                return -1
            low, high = self.root.refine(times)
        raise AssertionError("a number that is not 0 has a sign")

    def _order(self, other: Any) -> int:
        """The sign of self − other; numbers of different fields are told apart by enclosures."""
        number = _algebraic(other)
        if number is None or self._lift(number) is not None:
            difference: Algebraic = self - other
            return difference.sign()
        if self == number:
            return 0
        width = Fraction(1, 2**60)
        while True:
            low, high = self.enclosure(width)
            other_low, other_high = number.enclosure(width)
            if high < other_low or low > other_high:
                return -1 if high < other_low else 1
            width *= width

    def __eq__(self, other: object) -> bool:
        lifted = self._lift(other)
        if lifted is not None:
            return bool(self.polynomial == lifted)
        number = _algebraic(other)
        if number is None:
            return NotImplemented
        (low, high), (least, most) = self.enclosure(), number.enclosure()
        if high < least or low > most:  # most numbers are apart at first sight
            return False
        minimal = self.minimal
        if minimal != number.minimal:
            return False
        conjugates = real_roots(minimal)
        return _nearest(conjugates, self.enclosure) is _nearest(conjugates, number.enclosure)

    def __hash__(self) -> int:
        if self.polynomial.degree() < 1:
            return hash(to_fraction(self.polynomial[0]))
        return hash(tuple(self.minimal.coeffs()))

    def __lt__(self, other: Any) -> bool:
        return self._order(other) < 0

    def __le__(self, other: Any) -> bool:
        return self._order(other) <= 0

    def __gt__(self, other: Any) -> bool:
        return self._order(other) > 0

    def __ge__(self, other: Any) -> bool:
        return self._order(other) >= 0

    def __float__(self) -> float:
        low, high = self.enclosure(Fraction(1, 2**80))
        return float((low + high) / 2)

    def __repr__(self) -> str:
        if (decimal := placed(self)) is not None:
            return decimal
        try:
            return f"≈{float(self):.12g}"
        except OverflowError:
            return f"≈{Decimal(int(self.enclosure()[0])):.11e}"


def _algebraic(number: Any) -> Algebraic | None:
    """An irrational number as one of these: itself, or what its ``algebraic`` says."""
    if isinstance(number, Algebraic):
        return number
    convert = getattr(number, "algebraic", None)
    return None if convert is None else convert()


def _composed(one: Algebraic, other: Algebraic, operation: str) -> Algebraic:
    """The sum or the product of numbers of different fields."""
    a, b = _companion(one.minimal), _companion(other.minimal)
    n, m = range(len(a)), range(len(b))

    def entry(i: int, j: int, u: int, v: int) -> fmpq:
        if operation == "*":
            return a[i][u] * b[j][v]
        return a[i][u] * int(j == v) + b[j][v] * int(i == u)

    rows = [[entry(i, j, u, v) for u in n for v in m] for i in n for j in m]
    roots = real_roots(fmpq_mat(rows).charpoly())

    def enclosure(width: Fraction) -> tuple[Fraction, Fraction]:
        (low, high), (other_low, other_high) = one.enclosure(width), other.enclosure(width)
        if operation == "+":
            return low + other_low, high + other_high
        ends = [x * y for x in (low, high) for y in (other_low, other_high)]
        return min(ends), max(ends)

    found = _nearest(roots, enclosure)
    if isinstance(found, Algebraic):
        return found
    return Algebraic(one.root, fmpq_poly([to_fmpq(found)]))


def _companion(minimal: fmpq_poly) -> list[list[fmpq]]:
    """A matrix with this polynomial, whose leading coefficient is 1, as its own."""
    degree = minimal.degree()
    return [
        [-minimal[i] if k == degree - 1 else fmpq(int(i == k + 1)) for k in range(degree)]
        for i in range(degree)
    ]


def _nearest(
    roots: list[Fraction | Algebraic], enclosure: Callable[[Fraction], tuple[Fraction, Fraction]]
) -> Fraction | Algebraic:
    """The one root that is the number in ever smaller enclosures."""
    width = Fraction(1, 2**30)
    while True:
        low, high = enclosure(width)
        roots = [root for root in roots if _touches(root, low, high, width)]
        if len(roots) == 1:
            return roots[0]
        width = width * width


def _touches(root: Fraction | Algebraic, low: Fraction, high: Fraction, width: Fraction) -> bool:
    """Whether a root may lie in [low, high]."""
    least, most = (root, root) if isinstance(root, Fraction) else root.enclosure(width)
    return least <= high and low <= most


Number: TypeAlias = Fraction | Algebraic
"""An exact real number: rational, or algebraic with a certified enclosure."""


def format_number(number: Any) -> str:
    """An exact number as text; algebraic ones as a decimal with a sign that it is rounded."""
    number = _collapsed(number)
    return format_rational(number) if isinstance(number, Fraction) else str(number)


def _collapsed(number: Any) -> Any:
    """What a field's elements come to may be rational: then it is a fraction."""
    if isinstance(number, Algebraic) and number.polynomial.degree() < 1:
        return to_fraction(number.polynomial[0])
    return number


def number_document(number: Any) -> str | dict[str, Any]:
    """An exact number for JSON: a text such as "4/9" or "1/2 + 3/4·√2", or an object.

    The object says that the number is Σ v_k α^k for the coefficients v_k of "value", where α is the
    only root of the irreducible "polynomial" (coefficients, the constant first) "between" two ends.
    """
    if type(number) is Fraction:  # most are
        return format_rational(number)
    number = _collapsed(number)
    if not isinstance(number, Algebraic):
        return format_rational(number) if isinstance(number, (int, Fraction)) else str(number)
    root = number.root
    return {
        "polynomial": [format_rational(c) for c in root.coefficients],
        "between": [format_rational(root.low), format_rational(root.high)],
        "value": [format_rational(to_fraction(c)) for c in number.polynomial.coeffs()],
    }


def _evaluate(polynomial: fmpq_poly, low: fmpq, high: fmpq) -> tuple[fmpq, fmpq]:
    """An enclosure of the polynomial's values on [low, high], by Horner's rule with balls.

    The working precision is well beyond the size of the numbers, so that what the enclosure is
    wider than the values by comes from the width of the interval.
    """
    if polynomial.degree() < 2:  # exact: [low, high] may be a point
        ends = polynomial(low), polynomial(high)
        return min(ends), max(ends)
    sizes = [c.p.bit_length() + c.q.bit_length() for c in polynomial.coeffs()]
    width = max(low.q.bit_length(), high.q.bit_length())
    with ctx.workprec(128 + max(sizes) + 2 * width):
        middle, radius = arb((low + high) / 2), arb((high - low) / 2).upper()
        ball = arb_poly(polynomial)(middle + arb(0, radius))
        bottom, top = rational_of(ball.lower()), rational_of(ball.upper())
    return bottom, top


def real_roots(polynomial: fmpz_poly | fmpq_poly) -> list[Fraction | Algebraic]:
    """All real roots of a polynomial that is not zero, each once, in no particular order.

    Rational ones are fractions, the others exact algebraic numbers.
    """
    whole = polynomial.numer() if isinstance(polynomial, fmpq_poly) else polynomial
    found: list[Fraction | Algebraic] = []
    for factor, _ in whole.factor()[1]:
        if factor.degree() == 1:
            found.append(Fraction(-int(factor[0]), int(factor[1])))
        elif factor.degree() > 1:
            coefficients = tuple(int(c) for c in factor.coeffs())
            for low, high in isolated(factor):
                root = Root(coefficients, to_fraction(low), to_fraction(high))
                found.append(Algebraic(root, fmpq_poly([0, 1])))
    return found
