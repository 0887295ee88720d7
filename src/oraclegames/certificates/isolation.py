"""Isolated zeros of polynomials in several unknowns: each that matters is one that is known.

A box of the unknowns is left out if an equation keeps away from 0 on it, or an
inequality fails. Krawczyk's operator K(X) = m − Y f(m) + (1 − Y J(X)) (X − m), with the middle m
of a box X, the derivatives' enclosure J(X) and any matrix Y, holds all zeros of X; if it lies
inside of X, there is exactly one. Other boxes are halved. A box with one zero is made small; then
it is left out, or holds a known zero, or something is lacking.

Source: R. Krawczyk, "Newton-Algorithmen zur Bestimmung von Nullstellen mit Fehlerschranken", 1969;
R. E. Moore, "A test for existence of solutions to nonlinear systems", 1977. The arithmetic is that
of FLINT's balls, which hold every rounding error.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flint import arb, arb_mat, ctx, fmpq, fmpq_mpoly

from oraclegames.exact.rational import to_fraction

_MOST = 8000
_PRECISION = 200
_NARROW = fmpq(1, 2**100)
_MARGIN = fmpq(1, 16)
_NEAR = fmpq(1, 256)  # in smaller boxes Krawczyk's operator does better
_CUT = fmpq(31, 64)  # halves would meet zeros such as 1/2

Box = list[tuple[fmpq, fmpq]]


class UndecidedError(Exception):
    """A cell is beyond this check; the message says why."""


class UnlistedError(Exception):
    """A zero is not among those that are known."""


def check_isolated(
    equations: Sequence[fmpq_mpoly],
    weak: Sequence[fmpq_mpoly],
    strict: Sequence[fmpq_mpoly],
    unknowns: Sequence[int],
    spans: Sequence[tuple[fmpq, fmpq]],
    known: Sequence[Sequence[Any]],
    most: int = _MOST,
) -> None:
    """Every zero with weak ≥ 0 and strict > 0 is known.

    Args:
        equations: that must be 0.
        weak, strict: inequalities.
        unknowns: the positions of those that occur.
        spans: between which ends each of them lies.
        known: values of these unknowns.
        most: after how many boxes to give up.

    Raises:
        UnlistedError: one is not.
        UndecidedError: the zeros are not isolated, or too close.
    """
    if len(equations) < len(unknowns):
        raise UndecidedError("a continuum that is curved")
    with ctx.workprec(_PRECISION):
        search = _Search(equations, weak, strict, unknowns, known)
        stack: list[Box] = [[(low - _MARGIN, high + _MARGIN) for low, high in spans]]
        for _ in range(most):
            if not stack:
                return
            stack += search.look(stack.pop())
    raise UndecidedError("solutions that are not isolated, or too close")


class _Search:
    def __init__(
        self,
        equations: Sequence[fmpq_mpoly],
        weak: Sequence[fmpq_mpoly],
        strict: Sequence[fmpq_mpoly],
        unknowns: Sequence[int],
        known: Sequence[Sequence[Any]],
    ):
        self.unknowns = unknowns
        self.known = known
        self.given = equations
        self.equations = [self._terms(e) for e in equations]
        self.slopes = [[self._terms(e.derivative(k)) for k in unknowns] for e in equations]
        self.positive = [self._terms(p) for p in (*weak, *strict)]
        self.alone = [
            (at, self._terms(slope), self._terms(p - slope * gens[k]), equal)
            for equal, group in ((False, [*weak, *strict]), (True, equations))
            for p in group
            for gens in (p.context().gens(),)
            for at, k in enumerate(unknowns)
            for slope in (p.derivative(k),)
            if p.degrees()[k] == 1
        ]

    def _terms(self, p: fmpq_mpoly) -> list[tuple[arb, list[tuple[int, int]]]]:
        return [
            (_ball(c, c), [(at, powers[k]) for at, k in enumerate(self.unknowns) if powers[k]])
            for powers, c in p.to_dict().items()
        ]

    def look(self, box: Box) -> list[Box]:
        """The parts of a box that are left; those with one zero are dealt with."""
        # Long: what one equation leaves, what all leave together, one zero, and halves.
        if self._empty(box):
            return []
        wide = max(high - low for low, high in box) > _NEAR
        tight = self._tight(box) if wide else box
        if tight is None:
            return []
        if any(4 * (b - a) < 3 * (d - c) for (a, b), (c, d) in zip(tight, box)):
            return [tight]
        box = tight
        # A little wider, also where only one number is left.
        margins = [(high - low) / 16 + _NARROW for low, high in box]
        wider = [(low - m, high + m) for m, (low, high) in zip(margins, box)]
        image = self._krawczyk(wider)
        if image is None:
            return self._halves(box)
        if all(w[0] < low and high < w[1] for w, (low, high) in zip(wider, image)):
            self._one(wider, image)
            return []
        narrow = _meet(box, image)
        if any(low > high for low, high in narrow):
            return []
        if any(3 * (b - a) < 2 * (d - c) for (a, b), (c, d) in zip(narrow, box)):
            return [narrow]
        return self._halves(narrow)

    def _tight(self, box: Box) -> Box | None:
        """What each inequality and equation alone leaves of each unknown; None if nothing."""
        ends, balls = list(box), [_ball(*pair) for pair in box]
        for at, slope, rest, equal in self.alone:
            by = _value(slope, balls)
            if by.contains(0):
                continue
            quotient = -_value(rest, balls) / by
            if not quotient.is_finite():  # what divides is as good as 0
                continue
            low, high = _ends(quotient)
            if not equal and by > 0:
                high = ends[at][1]
            elif not equal:
                low = ends[at][0]
            low, high = max(low, ends[at][0]), min(high, ends[at][1])
            if low > high:
                return None
            ends[at], balls[at] = (low, high), _ball(low, high)
        return ends

    def _one(self, box: Box, image: Box) -> None:
        """A box with exactly one zero, which lies in the image too."""
        if any(self._is_zero(values, box) for values in self.known):
            return
        image = self._small(image)
        if self._empty(image):
            return
        balls = [_ball(*ends) for ends in image]
        if all(_value(p, balls) > 0 for p in self.positive):
            raise UnlistedError
        raise UndecidedError("a zero on the border of what is allowed")

    def _is_zero(self, values: Sequence[Any], box: Box) -> bool:
        """Whether exact numbers lie in a box and fulfil the equations."""
        inside = all(to_fraction(a) < x < to_fraction(b) for x, (a, b) in zip(values, box))
        return inside and all(_exact(e, self.unknowns, values) == 0 for e in self.given)

    def _small(self, image: Box) -> Box:
        """The operator again and again, until it gains nothing."""
        while max(high - low for low, high in image) > _NARROW:
            smaller = self._krawczyk(image)
            if smaller is None or not any(b - a < d - c for (a, b), (c, d) in zip(smaller, image)):
                break
            image = _meet(smaller, image)
        return image

    def _empty(self, box: Box) -> bool:
        balls = [_ball(*ends) for ends in box]
        return any(not _value(e, balls).contains(0) for e in self.equations) or any(
            _value(p, balls) < 0 for p in self.positive
        )

    def _krawczyk(self, box: Box) -> Box | None:
        """K of a box; None if the derivatives are singular in its middle."""
        n = len(box)
        middle = [(low + high) / 2 for low, high in box]
        points, balls = [_ball(m, m) for m in middle], [_ball(*ends) for ends in box]
        here = [[_value(t, points) for t in row] for row in self.slopes]
        rows = _independent(here, n)
        if rows is None:
            return None
        try:
            inverse = arb_mat([here[k] for k in rows]).inv()
        except ZeroDivisionError:
            return None
        # Any matrix will do; that of the middles has no errors to carry along.
        inverse = arb_mat(n, n, [x.mid() for x in inverse.entries()])
        values = arb_mat(n, 1, [_value(self.equations[k], points) for k in rows])
        slopes = arb_mat([[_value(t, balls) for t in self.slopes[k]] for k in rows])
        reach = arb_mat(n, 1, [ball - point for ball, point in zip(balls, points)])
        rest = (_unit(n) - inverse * slopes) * reach
        image = (arb_mat(n, 1, points) - inverse * values + rest).entries()
        return [_ends(x) for x in image] if all(x.is_finite() for x in image) else None

    @staticmethod
    def _halves(box: Box) -> list[Box]:
        widths = [high - low for low, high in box]
        k = widths.index(max(widths))
        low, high = box[k]
        at = low + _CUT * (high - low)
        return [[*box[:k], (low, at), *box[k + 1 :]], [*box[:k], (at, high), *box[k + 1 :]]]


def _unit(n: int) -> arb_mat:
    return arb_mat(n, n, [int(i == j) for i in range(n) for j in range(n)])


def _meet(one: Box, other: Box) -> Box:
    return [(max(a, c), min(b, d)) for (a, b), (c, d) in zip(one, other)]


def _independent(rows: list[list[arb]], n: int) -> list[int] | None:
    """The positions of n rows that seem independent, by elimination in floats."""
    left = {k: [float(x.mid()) for x in row] for k, row in enumerate(rows)}
    chosen: list[int] = []
    for _ in range(n):
        k, at = max(
            ((k, at) for k, row in left.items() for at in range(n)),
            key=lambda place: abs(left[place[0]][place[1]]),
        )
        pivot = left.pop(k)
        if abs(pivot[at]) < 1e-12:
            return None
        chosen.append(k)
        for other, row in left.items():
            factor = row[at] / pivot[at]
            left[other] = [
                0.0 if j == at else a - factor * b for j, (a, b) in enumerate(zip(row, pivot))
            ]
    return sorted(chosen)


def _ball(low: fmpq, high: fmpq) -> arb:
    return arb(low).union(arb(high))


def _ends(ball: arb) -> tuple[fmpq, fmpq]:
    middle, radius = (_fraction(x) for x in (ball.mid(), ball.rad()))
    return middle - radius, middle + radius


def _fraction(exact: arb) -> fmpq:
    mantissa, exponent = exact.man_exp()
    return mantissa * fmpq(2) ** int(exponent)


def _value(terms: list[tuple[arb, list[tuple[int, int]]]], balls: Sequence[arb]) -> arb:
    total = arb(0)
    for coefficient, factors in terms:
        term = coefficient
        for at, power in factors:
            term = term * balls[at] ** power
        total += term
    return total


def _exact(p: fmpq_mpoly, unknowns: Sequence[int], values: Sequence[Any]) -> Any:
    """The value at exact numbers."""
    total: Any = Fraction(0)
    for powers, coefficient in p.to_dict().items():
        term: Any = to_fraction(coefficient)
        for k, value in zip(unknowns, values):
            for _ in range(powers[k]):
                term = term * value
        total = total + term
    return total
