"""Numbers known only to lie in an interval, which a machine computes with as if they were exact.

When a solver looks at a whole block of zones at once, what a machine reads is an interval [l, u]
with rational ends. Arithmetic encloses every possible result (interval arithmetic, exact); a
comparison that the interval decides is answered, any other one is put to the run that made the
number, which follows both answers. An operation that needs the number itself (hashing, rounding,
conversion) makes the run give up, and the block is cut smaller.

Source of the technique: abstract interpretation; R. E. Moore, "Interval Analysis", 1966.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NoReturn, Protocol

from flint import fmpq

from oraclegames.exact.rational import rational, to_fmpq


class Forker(Protocol):
    """What an interval asks of the run that made it."""

    def fork(self, sources: frozenset[Any]) -> bool:
        """Follow both answers to a comparison, one after the other."""

    def give_up(self, sources: frozenset[Any]) -> NoReturn:
        """Abandon this path: the number itself is needed."""


class Interval:
    """A number in [low, high], of which nothing else is known."""

    __slots__ = ("high", "low", "run", "sources")

    def __init__(self, low: fmpq, high: fmpq, run: Forker, sources: frozenset[Any]):
        self.low = low
        self.high = high
        self.run = run
        self.sources = sources

    def __repr__(self) -> str:
        return f"[{self.low}, {self.high}]"

    # -- arithmetic -----------------------------------------------------------------------------

    def _new(self, low: fmpq, high: fmpq, other: Interval | None = None) -> Interval:
        sources = self.sources | other.sources if other is not None else self.sources
        return Interval(low, high, self.run, sources)

    def __add__(self, other: Any) -> Interval:
        if isinstance(other, Interval):
            return self._new(self.low + other.low, self.high + other.high, other)
        number = _number(other)
        return self._new(self.low + number, self.high + number)

    __radd__ = __add__

    def __neg__(self) -> Interval:
        return self._new(-self.high, -self.low)

    def __pos__(self) -> Interval:
        return self

    def __sub__(self, other: Any) -> Interval:
        if isinstance(other, Interval):
            return self._new(self.low - other.high, self.high - other.low, other)
        number = _number(other)
        return self._new(self.low - number, self.high - number)

    def __rsub__(self, other: Any) -> Interval:
        return -self.__sub__(other)

    def __mul__(self, other: Any) -> Interval:
        if isinstance(other, Interval):
            return self._new(*_product(self, other), other)
        number = _number(other)
        if number < 0:
            return self._new(self.high * number, self.low * number)
        return self._new(self.low * number, self.high * number)

    __rmul__ = __mul__

    def _inverse(self) -> Interval:
        if self.low <= 0 <= self.high:
            self.run.give_up(self.sources)
        return self._new(1 / self.high, 1 / self.low)

    def __truediv__(self, other: Any) -> Interval:
        if isinstance(other, Interval):
            inverse = other._inverse()
            return self._new(*_product(self, inverse), inverse)
        return self.__mul__(1 / _number(other))

    def __rtruediv__(self, other: Any) -> Interval:
        return self._inverse().__mul__(other)

    def __pow__(self, exponent: Any) -> Interval:
        if not isinstance(exponent, int) or exponent < 0:
            self.run.give_up(self.sources)
        base = self if exponent % 2 else abs(self)  # so that powers grow
        return self._new(base.low**exponent, base.high**exponent)

    def __abs__(self) -> Interval:
        return self._new(max(self.low, -self.high, fmpq(0)), max(-self.low, self.high))

    # -- comparison -----------------------------------------------------------------------------

    def _is_negative(self) -> bool:
        return bool(self.high < 0 or (self.low < 0 and self.run.fork(self.sources)))

    def __lt__(self, other: Any) -> bool:
        return self.__sub__(other)._is_negative()

    def __gt__(self, other: Any) -> bool:
        return self.__rsub__(other)._is_negative()

    def __le__(self, other: Any) -> bool:
        return not self > other

    def __ge__(self, other: Any) -> bool:
        return not self < other

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (Interval, Fraction, int, str, fmpq)):
            return False
        apart = self - other
        if apart.low > 0 or apart.high < 0:
            return False
        return bool(apart.low == apart.high or self.run.fork(apart.sources))

    def __bool__(self) -> bool:
        return not self.__eq__(0)

    # -- what needs the number itself -------------------------------------------------------------

    def __hash__(self) -> int:
        self.run.give_up(self.sources)

    def _unknown(self, *_: Any) -> NoReturn:
        self.run.give_up(self.sources)

    __int__ = __float__ = __index__ = __floor__ = __ceil__ = __trunc__ = __round__ = _unknown
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __divmod__ = __rpow__ = _unknown
    numerator = property(_unknown)
    denominator = property(_unknown)


def _product(left: Interval, right: Interval) -> tuple[fmpq, fmpq]:
    ends = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    return min(ends), max(ends)


def _number(value: Any) -> fmpq:
    if type(value) is Fraction or type(value) is int:
        return fmpq(value.numerator, value.denominator)
    return value if isinstance(value, fmpq) else to_fmpq(rational(value, what="an operand"))
