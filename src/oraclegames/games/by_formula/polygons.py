"""Sets of pairs of counts between straight lines, as strips that can be gone through.

A polygon is what satisfies a·x + b·y + c ≥ 0 for some whole (a, b, c). Between the places where its
lines cross, one line is the lowest from above and one the highest from below: a strip, in which y
goes from one line to another for x from one whole number to another. Strips hold the same pairs of
whole numbers as the polygon, each once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from flint import fmpq_mpoly

from oraclegames.errors import InputError
from oraclegames.exact.rational import to_fraction

Constraint = tuple[int, int, int]


@dataclass(frozen=True)
class Line:
    """y = (slope · x + height) / below, in whole numbers, below > 0."""

    slope: int
    height: int
    below: int

    def at(self, x: int | Fraction) -> Fraction:
        """y, not rounded."""
        return Fraction(self.slope * x + self.height) / self.below


@dataclass(frozen=True)
class Strip:
    """Pairs of whole numbers with ``first`` ≤ x ≤ ``last``, y from ``bottom`` to ``top``.

    As real numbers bottom ≤ top throughout; there may be no whole y between them.
    """

    first: int
    last: int
    bottom: Line
    top: Line

    def column(self, x: int) -> tuple[int, int]:
        """The least and the largest whole y; the least may be larger by one."""
        low, high = self.bottom, self.top
        least = -((-low.slope * x - low.height) // low.below)
        return least, (high.slope * x + high.height) // high.below

    def holds(self, x: int, y: int) -> bool:
        """Whether a pair is one of them."""
        if not self.first <= x <= self.last:
            return False
        low, high = self.column(x)
        return low <= y <= high

    def corners(self) -> list[tuple[Fraction, Fraction]]:
        """The four, counterclockwise from the left end of the bottom."""
        a, b = Fraction(self.first), Fraction(self.last)
        low, high = self.bottom, self.top
        return [(a, low.at(a)), (b, low.at(b)), (b, high.at(b)), (a, high.at(a))]


@dataclass(frozen=True)
class Polygon:
    """Pairs of whole numbers between lines, some of them upright on either side."""

    constraints: tuple[Constraint, ...]

    @classmethod
    def triangle(cls, n: int) -> Polygon:
        """x, y ≥ 0 with x + y ≤ n."""
        # With bounds of y and x + y as well, so that each of them may take the place of x.
        bounds = ((1, 0, 0), (-1, 0, n), (0, 1, 0), (0, -1, n), (1, 1, 0), (-1, -1, n))
        return cls(bounds)

    def holds(self, x: int, y: int) -> bool:
        """Whether a pair is one of them."""
        return all(a * x + b * y + c >= 0 for a, b, c in self.constraints)

    def split(self, p: fmpq_mpoly, strict: bool) -> list[tuple[Polygon, bool]]:
        """The parts where p ≥ 0 (p > 0 if strict), and those where not.

        Raises:
            InputError: p is not linear.
        """
        if p.total_degree() > 1:
            raise InputError(
                "with three moves, what is compared should be linear in the counts (minima and "
                "maxima included)"
            )
        terms = {k: to_fraction(c) for k, c in p.to_dict().items()}
        a, b, c = (terms.get(k, Fraction(0)) for k in ((1, 0), (0, 1), (0, 0)))
        values = [a * x + b * y + c for strip in self.strips for x, y in strip.corners()]
        if all(v > 0 if strict else v >= 0 for v in values):
            return [(self, True)]
        if all(v <= 0 if strict else v < 0 for v in values):
            return [(self, False)]
        scale = math.lcm(a.denominator, b.denominator, c.denominator)
        whole = (int(a * scale), int(b * scale), int(c * scale) - strict)
        opposite = (-whole[0], -whole[1], -whole[2] - 1)
        parts = [(self._cut(whole), True), (self._cut(opposite), False)]
        return [(part, truth) for part, truth in parts if part.strips]

    def _cut(self, constraint: Constraint) -> Polygon:
        a, b, c = constraint
        common = math.gcd(a, b)  # not 0: what is constant has the same sign at all corners
        return Polygon((*self.constraints, (a // common, b // common, c // common)))

    @cached_property
    def strips(self) -> tuple[Strip, ...]:
        """From left to right; none if there is surely no pair."""
        low = max(-(c // a) for a, b, c in self.constraints if b == 0 and a > 0)
        high = min(c // -a for a, b, c in self.constraints if b == 0 and a < 0)
        bottoms = [Line(-a, -c, b) for a, b, c in self.constraints if b > 0]
        tops = [Line(a, c, -b) for a, b, c in self.constraints if b < 0]
        ends = sorted({k for k in _crossings([*bottoms, *tops]) if low <= k < high} | {high})
        found: list[Strip] = []
        for first, last in zip([low, *(k + 1 for k in ends)], ends):
            # No lines cross inside: the order at both ends together is that everywhere.
            bottom = max(bottoms, key=lambda line: line.at(first) + line.at(last))
            top = min(tops, key=lambda line: line.at(first) + line.at(last))
            if first > last or any(bottom.at(x) > top.at(x) for x in (first, last)):
                continue
            before = found[-1] if found else None
            if before and (before.last, before.bottom, before.top) == (first - 1, bottom, top):
                found[-1] = Strip(before.first, last, bottom, top)
            else:
                found.append(Strip(first, last, bottom, top))
        return tuple(found)


def _crossings(lines: list[Line]) -> Iterator[int]:
    """Whole numbers after which the order of two lines may change."""
    for p, q in combinations(lines, 2):
        turn = p.slope * q.below - q.slope * p.below
        if turn:
            x = Fraction(q.height * p.below - p.height * q.below, turn)
            # Where lines cross in a whole number, it is a part of its own.
            yield from (math.floor(x), math.ceil(x) - 1)
