"""The shape of the totally mixed equilibria of a 2×2 game, by signs alone.

The theory is that of :mod:`oraclegames.conditional.two_by_two.totally_mixed`: each player has an
odds map f(x) = (x − a11)(x − a22)/((x − a12)(x − a21)), with one or two monotone stretches between
its least and largest value, and the arcs are where the stretches of one meet those of the other.
Here no equilibrium is computed, so that payoffs may depend on a parameter: everything is a
comparison of payoffs, of rational functions of them, and of the shares at the turning points, which
are p + s√r.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from oraclegames.conditional.phases.traced import Rooted, order

SURFACE, EVERYTHING = "surface", "all distributions"
ARCS = ("none", "one arc", "two arcs")
CROSSING = "two crossing arcs"
SHAPES = (*ARCS, CROSSING, SURFACE, EVERYTHING)
"""What the totally mixed equilibria can be, in the words of the bulk classification."""


@dataclass(frozen=True)
class Map:
    """A player's odds map, for payoffs a11, a12, a21, a22 against the other's two moves."""

    payoffs: tuple[Any, Any, Any, Any]

    @cached_property
    def low(self) -> Any:
        """The least value."""
        a11, a12, a21, a22 = self.payoffs
        return max(min(a11, a12), min(a21, a22))

    @cached_property
    def high(self) -> Any:
        """The largest value."""
        a11, a12, a21, a22 = self.payoffs
        return min(max(a11, a12), max(a21, a22))

    @cached_property
    def kind(self) -> str:
        """What the payoffs allow: see the odds map of the solver."""
        a11, a12, a21, a22 = self.payoffs
        if a11 == a12 and a21 == a22:
            return "indifferent" if a11 == a21 else "impossible"
        if a11 == a12 or a21 == a22:
            value, first, second = (a11, a21, a22) if a11 == a12 else (a21, a11, a12)
            inside = min(first, second) < value < max(first, second)
            return "constant move" if inside else "impossible"
        if self.low >= self.high:
            return "impossible"
        return "equal moves" if a11 == a21 and a12 == a22 else "generic"

    @property
    def is_balanced(self) -> bool:
        """Whether θ = 1 at a value inside, which independent play needs."""
        a11, a12, a21, a22 = self.payoffs
        slope = a12 + a21 - a11 - a22
        if slope == 0:
            return False
        value = (a12 * a21 - a11 * a22) / slope
        return bool(self.low < value < self.high)

    @cached_property
    def _parts(self) -> tuple[list[Any], list[Any]]:
        """Numerator and denominator of f without common factors, highest power first."""
        a11, a12, a21, a22 = self.payoffs
        zero = 0 * a11
        for up, rest_up in ((a11, a22), (a22, a11)):
            for down, rest_down in ((a12, a21), (a21, a12)):
                if up == down:
                    return [zero, zero + 1, -rest_up], [zero, zero + 1, -rest_down]
        one = zero + 1
        return [one, -(a11 + a22), a11 * a22], [one, -(a12 + a21), a12 * a21]

    def share(self, x: Any) -> Any:
        """f/(1 + f) at an end or at the turning point."""
        up, down = (list(part) for part in self._parts)
        both = [u + d for u, d in zip(up, down)]
        if isinstance(x, Rooted):
            top, bottom = (_rooted(part, x) for part in (up, both))
            return top.over(bottom)
        top, bottom = ((part[0] * x + part[1]) * x + part[2] for part in (up, both))
        return top / bottom

    @cached_property
    def _slope(self) -> list[Any]:
        """The numerator of f′, highest power first."""
        (u2, u1, u0), (d2, d1, d0) = self._parts
        return [u2 * d1 - u1 * d2, 2 * (u2 * d0 - u0 * d2), u1 * d0 - u0 * d1]

    @cached_property
    def turn(self) -> Any | None:
        """Where f turns strictly inside; there is at most one such value."""
        a, b, c = self._slope
        first, last = ((((a * x) + b) * x + c).sign() for x in (self.low, self.high))
        if first * last > 0 or first == last == 0:
            return None
        if first * last == 0:  # an end is one root: is the other one inside?
            if a.sign() == 0:
                return None
            other = -b / a - (self.low if first == 0 else self.high)
            return other if self.low < other < self.high else None
        if a.sign() == 0:
            return -c / b
        side = last  # f′ grows through its root iff it is positive at the high end
        return Rooted(-b / (2 * a), side / (2 * a), b * b - 4 * a * c)

    @cached_property
    def stretches(self) -> list[tuple[Any, Any]]:
        """The least and the largest share of each monotone stretch, ascending in the values."""
        ends = [self.share(self.low), self.share(self.high)]
        if self.turn is None:
            return [_sorted(*ends)]
        middle = self.share(self.turn)
        return [_sorted(ends[0], middle), _sorted(middle, ends[1])]


def _rooted(part: Sequence[Any], x: Rooted) -> Rooted:
    """A quadratic polynomial at p + s√r."""
    scaled = Rooted(part[0] * x.p, part[0] * x.s, x.r).plus(part[1])
    return scaled.times(x).plus(part[2])


def _sorted(one: Any, other: Any) -> tuple[Any, Any]:
    return (one, other) if order(one, other) < 0 else (other, one)


def shape(row: Map, column: Map) -> str:
    """The shape of the totally mixed equilibria, one of :data:`SHAPES`."""
    # Long: one line for each pair of kinds.
    kinds = {row.kind, column.kind}
    if "impossible" in kinds:
        return ARCS[0]
    if kinds == {"indifferent"}:
        return EVERYTHING
    if "indifferent" in kinds or kinds == {"equal moves"}:
        return SURFACE
    if "constant move" in kinds:
        return ARCS[1]
    if "equal moves" in kinds:
        other = row if column.kind == "equal moves" else column
        return ARCS[1 if other.is_balanced else 0]
    return _curve(row, column)


def _curve(row: Map, column: Map) -> str:
    """Both maps are generic: match the monotone stretches of one with those of the other."""
    if row.turn is None and column.turn is None:
        return ARCS[_arcs(row, column.stretches[0])]
    if row.turn is None or column.turn is None:
        folded, straight = (row, column) if column.turn is None else (column, row)
        return ARCS[_arcs(folded, straight.stretches[0])]
    first, second = row.share(row.turn), column.share(column.turn)
    peaks = [order(one.share(one.low), top) < 0 for one, top in ((row, first), (column, second))]
    if peaks[0] != peaks[1]:
        return ARCS[0]  # the shares lie on different sides of 1/2
    side = order(first, second)
    if side == 0:
        return CROSSING
    inner, outer = (row, column) if (side < 0) == peaks[0] else (column, row)
    return ARCS[sum(_arcs(inner, partner) for partner in outer.stretches)]


def _arcs(own: Map, partner: tuple[Any, Any]) -> int:
    """The arcs on which the other player's value lies in one of her stretches."""
    low, high = partner
    count = 0
    for least, most in own.stretches:
        least = low if order(low, least) > 0 else least
        most = high if order(high, most) < 0 else most
        count += order(least, most) < 0
    if count == 2:
        middle = own.share(own.turn)
        count -= order(low, middle) < 0 < order(high, middle)
    return count
