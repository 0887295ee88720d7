"""A face of the plane of two players' values: what refuses it, and which curves matter in it.

On a face what refuses a choice of played moves is that of one sign pattern
(:mod:`oraclegames.certificates.demands`); values are reached iff for some choice none of its
refusals holds (for totally mixed play there is one choice). In an open cell the products of a
refusal are 1 on curves, whose irreducible polynomials are the *factors*.

A factor matters in a box if it belongs to a product whose sign is open there, in a refusal that no
other product surely undoes, of a choice that is not surely refused, while no choice surely is not.
Where it does not, what is reached does not depend on it. So where something changes along a curve
that matters, a product that changes its sign there matters too, in every box around the point: only
factors that matter in a common box are *related*, and only these need to be intersected. Bounds of
logarithms, in floats with a margin, are certain.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

from flint import fmpq_mpoly, fmpq_poly

from oraclegames.certificates.cycle_curve import components
from oraclegames.certificates.demands import (
    Face,
    Factors,
    Interval,
    Moves,
    Refusal,
    choices,
    excess_of,
    lines,
    signs_at,
)
from oraclegames.certificates.part import Look, idle
from oraclegames.exact.algebraic import Algebraic
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.surd import exact_sign
from oraclegames.games.game import Game

Point = tuple[Any, Any]
"""Exact numbers of one field; :func:`as_number` makes them fractions or algebraic numbers."""

_COUNT = 16
_MARGIN = 1e-9


class Asked:
    """Which values are asked for.

    Attributes:
        game: a game of two players.
        whole: whether those of all dependency equilibria are; else those of totally mixed ones.
        only: of all, those that play just these moves; None for any.
        look: called at every choice of moves on a face; what it raises ends the check.
    """

    def __init__(self, game: Game, whole: bool, only: Moves | None = None, look: Look = idle):
        self.game, self.whole, self.look = game, whole, look
        every: Moves = tuple(range(game.shape[0])), tuple(range(game.shape[1]))
        asked = choices(game) if whole and only is None else [only or every]
        spans = ((m, lines(game, 0, m), lines(game, 1, m)) for m in asked)
        self._choices = [s for s in spans if s[1] and s[2]]

    @property
    def lines(self) -> tuple[list[Fraction], list[Fraction]]:
        """The payoffs of each player that can matter, ascending; none if no value is possible."""
        xs = {x for _, own, _ in self._choices for x in own}
        ys = {y for _, _, own in self._choices for y in own}
        return sorted(xs), sorted(ys)

    def parts(self, x: Interval, y: Interval) -> Iterator[tuple[Refusal, ...]]:
        """For each choice of played moves that is possible on a face what refuses it there."""
        face = Face(self.game, x, y)
        for moves, xs, ys in self._choices:
            self.look()
            if all(own[0] <= v[0] and v[1] <= own[-1] for own, v in ((xs, x), (ys, y))):
                found = face.of_play(moves) if self.whole else face.of_totally_mixed()
                yield tuple(dict.fromkeys(r for r in found if r.products or not r.loose))


class PlaneFace:
    """A point, a segment or a cell between the lines of payoffs.

    Attributes:
        x, y: single payoffs, or the ends of open intervals.
        parts: for each choice of played moves what can refuse values there; only those that are not
            refused everywhere on the face, and one alone where it never is.
    """

    def __init__(self, asked: Asked, x: Interval, y: Interval):
        self.x, self.y = x, y
        every = {part for part in asked.parts(x, y) if all(r.products for r in part)}
        self.parts = ((),) if () in every else tuple(every)
        self._having: dict[str, list[Factors]] = {}

    @cached_property
    def excesses(self) -> dict[Factors, fmpq_mpoly]:
        """N·M − D·E of every product: negative where it is below 1."""
        refusals = (refusal for part in self.parts for refusal in part)
        every = dict.fromkeys(k for refusal in refusals for k in sorted(refusal.products))
        return {k: excess_of(k, (self.x, self.y)) for k in every}

    def reached(self, at: Point, ones: Iterable[Factors] = ()) -> bool:
        """Whether values on the face are; some products are known to be 1 there."""
        return self._met(signs_at((r for part in self.parts for r in part), at, ones))

    def beside(self, at: Point, axis: int, side: int) -> bool:
        """Whether values just below (−1) or above (1) a point are, along an axis.

        The point may lie on the border; its other coordinate is rational.
        """
        other = to_fmpq(at[1 - axis])
        signs = {}
        for k, excess in self.excesses.items():
            signs[k] = sign_beside(_along(excess, axis, other), at[axis], side)
        return self._met(signs)

    def _met(self, signs: dict[Factors, int]) -> bool:
        return any(not any(r.holds(signs) for r in part) for part in self.parts)

    def restricted(self, axis: int) -> list[fmpq_poly]:
        """On a segment the products as polynomials in the one free value."""
        fixed = to_fmpq((self.x, self.y)[1 - axis][0])
        return [_along(excess, axis, fixed) for excess in self.excesses.values()]

    # -- curves ------------------------------------------------------------------------------------

    @cached_property
    def factors(self) -> dict[str, fmpq_mpoly]:
        """The factors of all products that matter, by how they are written."""
        return {name: f for name, (f, _) in self._factors.items()}

    def having(self, name: str) -> list[Factors]:
        """The products that are 1 where a factor is 0."""
        if name not in self._having:
            f = self.factors[name]
            self._having[name] = [k for k, e in self.excesses.items() if divmod(e, f)[1].is_zero()]
        return self._having[name]

    def related(self, one: str, other: str) -> bool:
        """Whether two factors matter in a common box."""
        return bool(self._factors[one][1] & self._factors[other][1])

    @cached_property
    def _factors(self) -> dict[str, tuple[fmpq_mpoly, int]]:
        found: dict[str, tuple[fmpq_mpoly, int]] = {}
        for k, boxes in self._matters().items():
            excess = self.excesses[k]
            if boxes and not excess.is_constant():
                for name, f in components(excess).items():
                    known = found[name][1] if name in found else 0
                    found[name] = f, known | boxes
        return found

    def _matters(self) -> dict[Factors, int]:
        """For each product the boxes in which it matters, one bit each."""
        bounds = [_logarithms(place) for place in (self.x, self.y)]
        below, above = {}, {}
        for k in self.excesses:
            below[k], above[k] = _decided(k, bounds)
        every = (1 << _COUNT * _COUNT) - 1
        matters, sure = dict.fromkeys(self.excesses, 0), 0
        for part in self.parts:
            refused, reached, open_ = 0, every, dict.fromkeys(self.excesses, 0)
            for refusal in part:
                undone, holds = 0, every
                for k in refusal.products:
                    undone |= below[k]
                    holds &= above[k]
                refused |= holds
                reached &= undone
                for k in refusal.products:
                    open_[k] |= every & ~(undone | below[k] | above[k])
            sure |= reached
            for k, boxes in open_.items():
                matters[k] |= boxes & ~refused
        return {k: boxes & ~sure for k, boxes in matters.items()}


def as_number(number: Any) -> Any:
    """An exact number as a fraction or an algebraic number."""
    return number if isinstance(number, Fraction | Algebraic) else number.algebraic()


def enclosed(number: Any, bits: int) -> Interval:
    """Bounds of an exact number, at most 2^−bits apart."""
    if isinstance(number, Fraction):
        return number, number
    low, high = number.enclosure(Fraction(1, 1 << bits))
    return low, high


def equal(one: Any, other: Any) -> bool:
    """Whether two exact numbers are the same; bounds tell most that are not."""
    (a, b), (c, d) = enclosed(one, 64), enclosed(other, 64)
    return a <= d and c <= b and bool(one == other)


def sign_beside(polynomial: fmpq_poly, at: Any, side: int) -> int:
    """The sign of a polynomial at a number (side 0), or just below or above it."""
    way = 1
    while polynomial.degree() >= 0:
        sign = sign_at(polynomial, at)
        if sign or not side:
            return way * sign
        polynomial, way = polynomial.derivative(), way * side
    return 0


def sign_at(polynomial: fmpq_poly, at: Any) -> int:
    """The sign of a polynomial at an exact number."""
    if isinstance(at, Fraction):
        return exact_sign(polynomial(to_fmpq(at)))
    if at.polynomial == fmpq_poly([0, 1]):
        return Algebraic(at.root, polynomial).sign()
    total = at * 0
    for c in reversed(polynomial.coeffs()):
        total = total * at + Fraction(int(c.p), int(c.q))
    return int(total.sign())


def _along(excess: fmpq_mpoly, axis: int, fixed: Any) -> fmpq_poly:
    """A polynomial in x (axis 0) or y, the other being fixed."""
    row: dict[int, Any] = {}
    for powers, c in excess.to_dict().items():
        row[powers[axis]] = row.get(powers[axis], 0) + c * fixed ** powers[1 - axis]
    return fmpq_poly([row.get(i, 0) for i in range(max(row, default=-1) + 1)])


def along(polynomial: fmpq_mpoly, axis: int, fixed: Fraction) -> fmpq_poly:
    """A polynomial in x (axis 0) or y, the other being rational."""
    return _along(polynomial, axis, to_fmpq(fixed))


# -- bounds of logarithms --------------------------------------------------------------------------


class _logarithms(dict[Fraction, list[float]]):  # noqa: N801  (a table that fills itself)
    """For a payoff the logarithms of its distance to the ends of the boxes on an axis."""

    def __init__(self, place: Interval):
        super().__init__()
        low, high = place
        self.ends = [low + (high - low) * Fraction(k, _COUNT) for k in range(_COUNT + 1)]

    def __missing__(self, payoff: Fraction) -> list[float]:
        self[payoff] = [_log(abs(payoff - end)) for end in self.ends]
        return self[payoff]


def _log(number: Fraction) -> float:
    if number == 0:
        return -math.inf
    return math.log(number.numerator) - math.log(number.denominator)


def _decided(factors: Factors, bounds: Sequence[_logarithms]) -> tuple[int, int]:
    """The boxes in which a product is surely below 1, and those in which it is above."""
    sides = []
    for axis in (0, 1):
        low, high = [0.0] * _COUNT, [0.0] * _COUNT
        for place, payoffs in enumerate(factors[2 * axis : 2 * axis + 2]):
            for payoff in payoffs:
                for k, ends in enumerate(pairwise(bounds[axis][payoff])):
                    least, most = (-max(ends), -min(ends)) if place else (min(ends), max(ends))
                    low[k] += least
                    high[k] += most
        sides.append((low, high))
    below = above = 0
    (low_x, high_x), (low_y, high_y) = sides
    for i in range(_COUNT):
        for j in range(_COUNT):
            bit = 1 << (i * _COUNT + j)
            if high_x[i] + high_y[j] < -_MARGIN:
                below |= bit
            elif low_x[i] + low_y[j] > _MARGIN:
                above |= bit
    return below, above
