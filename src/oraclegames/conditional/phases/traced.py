"""Numbers that depend on a parameter t, compared at one t, with a record of what was asked.

A decision that computes with + − × ÷ and branches on comparisons may take such numbers instead of
rational ones. It then runs at the sample, and the record holds every polynomial whose sign it asked
for. *Between the sample and the next root of one of these polynomials all the signs are the same,
so the decision takes the same branches and gives the same answer.* Nothing else is needed to know
how far an answer reaches.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flint import fmpq, fmpq_poly

from oraclegames.conditional.similarity.cells import sign_at
from oraclegames.conditional.similarity.formula import Formula
from oraclegames.exact.real import Real

ONE = fmpq_poly([1])


@dataclass
class Record:
    """The sample, and the polynomials that were asked for their sign there."""

    sample: Real
    asked: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def sign(self, p: fmpq_poly) -> int:
        """The sign of a polynomial at the sample, which is recorded."""
        if p.degree() < 1:
            return int(p[0] > 0) - int(p[0] < 0)
        key = tuple((p / abs(p[p.degree()])).coeffs())
        known = self.asked.get(key)
        if known is None:
            known = self.asked[key] = sign_at(p, self.sample)
        return known

    def polynomials(self) -> list[fmpq_poly]:
        """All that were asked."""
        return [fmpq_poly(list(key)) for key in self.asked]

    def number(self, p: fmpq_poly) -> Traced:
        """A polynomial in t as a number."""
        return Traced(self, p, ONE)


class Traced:
    """A quotient of polynomials in t; comparisons are made at the sample of its record."""

    __slots__ = ("over", "record", "under")

    def __init__(self, record: Record, over: fmpq_poly, under: fmpq_poly):
        if under.degree() > 0:
            common = over.gcd(under)
            over, under = over // common, under // common
        scale = under[under.degree()]
        self.record, self.over, self.under = record, over / scale, under / scale

    def _other(self, other: Any) -> Traced | None:
        if isinstance(other, Traced):
            return other
        if isinstance(other, (int, fmpq)):
            return Traced(self.record, fmpq_poly([other]), ONE)
        return None

    def __add__(self, other: Any) -> Any:
        b = self._other(other)
        if b is None:
            return NotImplemented
        over = self.over * b.under + b.over * self.under
        return Traced(self.record, over, self.under * b.under)

    def __mul__(self, other: Any) -> Any:
        b = self._other(other)
        if b is None:
            return NotImplemented
        return Traced(self.record, self.over * b.over, self.under * b.under)

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self) -> Traced:
        return Traced(self.record, -self.over, self.under)

    def __sub__(self, other: Any) -> Any:
        return self + (-other)

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    def __truediv__(self, other: Any) -> Any:
        b = self._other(other)
        if b is None:
            return NotImplemented
        if b.sign() == 0:
            raise ZeroDivisionError
        return Traced(self.record, self.over * b.under, self.under * b.over)

    def __rtruediv__(self, other: Any) -> Any:
        b = self._other(other)
        return NotImplemented if b is None else b / self

    def sign(self) -> int:
        """−1, 0 or 1 at the sample."""
        return self.record.sign(self.over) * self.record.sign(self.under)

    def __eq__(self, other: object) -> bool:
        if self._other(other) is None:
            return NotImplemented
        return bool((self - other).sign() == 0)

    def __lt__(self, other: Any) -> bool:
        return bool((self - other).sign() < 0)

    def __le__(self, other: Any) -> bool:
        return bool((self - other).sign() <= 0)

    def __gt__(self, other: Any) -> bool:
        return bool((self - other).sign() > 0)

    def __ge__(self, other: Any) -> bool:
        return bool((self - other).sign() >= 0)

    def __hash__(self) -> int:
        return 0  # different formulas may be one number at the sample

    @property
    def formula(self) -> Formula:
        """As a formula in t."""
        return Formula.of(self.over, self.under)


@dataclass(frozen=True)
class Rooted:
    """p + s·√r, with Traced numbers; r is not negative at the sample."""

    p: Any
    s: Any
    r: Any

    def plus(self, other: Any) -> Rooted:
        """The sum with a number without a root."""
        return Rooted(self.p + other, self.s, self.r)

    def times(self, other: Rooted) -> Rooted:
        """The product with a number of the same root."""
        p = self.p * other.p + self.s * other.s * self.r
        return Rooted(p, self.p * other.s + self.s * other.p, self.r)

    def over(self, other: Rooted) -> Rooted:
        """The quotient by a number of the same root, which is not 0."""
        norm = other.p * other.p - other.s * other.s * other.r
        if norm.sign() == 0:  # p = ±s√r, so that √r = |p/s|, or both are 0
            r = other.p / other.s if other.s.sign() else 0 * other.p
            r = -r if r.sign() < 0 else r
            return Rooted((self.p + self.s * r) / (other.p + other.s * r), 0 * r, r)
        inverse = Rooted(other.p / norm, -other.s / norm, other.r)
        return self.times(inverse)

    def sign(self) -> int:
        """−1, 0 or 1 at the sample."""
        first, second = self.p.sign(), self.s.sign() * self.r.sign()
        if second == 0 or first == second:
            return int(first)
        if first == 0:
            return int(second)
        return int(first * (self.p * self.p - self.s * self.s * self.r).sign())


def order(one: Any, other: Any) -> int:
    """The sign of one − other: Traced or Rooted numbers."""
    if not isinstance(other, Rooted):
        return int((one.plus(-other) if isinstance(one, Rooted) else one - other).sign())
    if not isinstance(one, Rooted):
        return -order(other, one)
    # X − u√w with X = p + s√r: by signs, then by squares
    left = one.plus(-other.p)
    first, second = left.sign(), other.s.sign() * other.r.sign()
    if first != second:
        return 1 if first > second else -1
    if first == 0:
        return 0
    square = left.times(left).plus(-(other.s * other.s * other.r))
    return int(first * square.sign())
