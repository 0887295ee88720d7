"""Boxes with one zero each: none is overlooked where elimination got stuck in a case.

Elimination follows cases, such as a vanishing leading coefficient, that mostly hold no solution;
some end in equations that it cannot solve. Here all zeros of the cell's equations are told apart by
boxes: the interval Newton method in the form of Hansen and Sengupta, unknown by unknown, on boxes
that are halved until each holds one zero or none. The zeros that elimination found are in some of
them; those in the others are written exactly by
:mod:`oraclegames.reflective.oracles.isolated_zeros`.

Source: E. R. Hansen and S. Sengupta, "Bounding solutions of systems of equations using interval
analysis", 1981; the arithmetic is that of FLINT's balls, which hold all rounding errors.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flint import arb, arb_mat, ctx, fmpq

from oraclegames.budget import Clock
from oraclegames.exact.polynomial import Polynomial

_MOST_BOXES = 60_000
_PRECISION = 128
_MARGIN = fmpq(1, 64)
_NARROW = fmpq(1, 2**60)
_HALF = fmpq(33, 64)  # not in the middle, where zeros like to be

_NOTHING = arb(0)

Box = list[tuple[fmpq, fmpq]]
Terms = list[tuple[arb, tuple[int, ...]]]
"""A polynomial with coefficients as balls."""


def boxes_of_zeros(
    equations: Sequence[Polynomial],
    weak: Sequence[Polynomial],
    strict: Sequence[Polynomial],
    spans: Sequence[tuple[fmpq, fmpq]],
    clock: Clock,
    most: int = _MOST_BOXES,
) -> list[Box] | None:
    """Boxes, each with exactly one zero; every zero with weak ≥ 0 and strict > 0 is in one.

    Args:
        equations, weak, strict: polynomials in the unknowns 0, 1, ….
        spans: between which ends each unknown lies, by the weak inequalities.
        clock: is looked at before every box.
        most: boxes that are looked at.

    Returns:
        None if they cannot be told apart: zeros that are multiple, or no points. Where two boxes
        meet, both may hold the same zero.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    if len(equations) < len(spans):
        return None
    found: list[Box] = []
    with ctx.workprec(_PRECISION):
        search = _Newton(equations, [*weak, *strict], len(spans))
        stack: list[Box] = [[(low - _MARGIN, high + _MARGIN) for low, high in spans]]
        for _ in range(most):
            if not stack:
                return found
            clock.check()
            box = stack.pop()
            if search.excluded(box):
                continue
            cut = search.propagated(box)
            if cut is None:
                continue
            if _shrunk(cut, box):
                stack.append(cut)
                continue
            narrow, one = search.step(cut)
            if narrow is None:
                continue
            if one:
                if not search.refuted(narrow):
                    found.append(narrow)
            elif _shrunk(narrow, box):
                stack.append(narrow)
            else:
                stack += _halves(narrow)
    return None


class _Newton:
    def __init__(
        self, equations: Sequence[Polynomial], positive: Sequence[Polynomial], unknowns: int
    ):
        self.size = unknowns
        self.equations = [terms_of(e) for e in equations]
        self.positive = [terms_of(p) for p in positive]
        self.slopes = [[terms_of(slope_of(e, n)) for n in range(unknowns)] for e in equations]
        self.lines = [line for e in equations for line in _lines(e, unknowns)]
        self.sides = [line for p in positive for line in _lines(p, unknowns)]

    def excluded(self, box: Box) -> bool:
        """Whether an equation or an inequality fails throughout."""
        balls = [_ball(*ends) for ends in box]
        return any(at_balls(p, balls) < 0 for p in self.positive) or not all(
            at_balls(e, balls).contains(0) for e in self.equations
        )

    def propagated(self, box: Box) -> Box | None:
        """What each equation and inequality leaves of each unknown in which it is linear."""
        narrow, balls = list(box), [_ball(*ends) for ends in box]
        for equal, lines in ((True, self.lines), (False, self.sides)):
            for n, slope, rest in lines:
                by = at_balls(slope, balls)
                if by.contains(0):
                    continue
                low, high = _ends(-at_balls(rest, balls) / by)
                if not equal:  # slope·x + rest ≥ 0 bounds x on one side
                    low, high = (low, narrow[n][1]) if by > 0 else (narrow[n][0], high)
                low, high = max(low, narrow[n][0]), min(high, narrow[n][1])
                if low > high:
                    return None
                if 8 * (high - low) < 7 * (narrow[n][1] - narrow[n][0]):
                    narrow[n] = low, high
                    balls[n] = _ball(low, high)
        return narrow

    def step(self, box: Box) -> tuple[Box | None, bool]:
        """The part of a box where its zeros are; or a box of exactly one, which may stick out.

        The box is made a little wider, also where an unknown is nearly known: else what is narrow
        would never be seen to lie inside.
        """
        margins = [(high - low) / 16 + _NARROW for low, high in box]
        wider = [(low - m, high + m) for m, (low, high) in zip(margins, box)]
        narrow, one = self._narrowed(wider)
        if narrow is None or one:
            return narrow, one
        meet = [(max(a, c), min(b, d)) for (a, b), (c, d) in zip(narrow, box)]
        return (None if any(low > high for low, high in meet) else meet), False

    def _narrowed(self, box: Box) -> tuple[Box | None, bool]:
        """The part of a box where its zeros are, and whether there is exactly one."""
        # Long: the middle, the matrix, and each unknown in turn.
        middle = [(low + high) / 2 for low, high in box]
        points = [_ball(m, m) for m in middle]
        balls = [_ball(*ends) for ends in box]
        here = [[at_balls(p, points) for p in row] for row in self.slopes]
        inverse = _inverse(here, self.size)
        if inverse is None:
            return box, False
        rows, matrix = inverse
        slopes = matrix * arb_mat([[at_balls(p, balls) for p in self.slopes[k]] for k in rows])
        values = matrix * arb_mat(self.size, 1, [at_balls(self.equations[k], points) for k in rows])
        narrow, inside = list(box), True
        for i in range(self.size):
            if slopes[i, i].contains(0):
                inside = False
                continue
            others = [j for j in range(self.size) if j != i]
            rest = sum((slopes[i, j] * (balls[j] - points[j]) for j in others), start=values[i, 0])
            low, high = _ends(points[i] - rest / slopes[i, i])
            inside = inside and narrow[i][0] < low and high < narrow[i][1]
            narrow[i] = max(low, narrow[i][0]), min(high, narrow[i][1])
            if narrow[i][0] > narrow[i][1]:
                return None, False
            balls[i] = _ball(*narrow[i])
        return narrow, inside

    def refuted(self, box: Box) -> bool:
        """Whether the one zero in a box fails an inequality, seen closely enough."""
        for _ in range(12):
            if self.excluded(box):
                return True
            narrow, _ = self.step(box)
            if narrow is None or not _shrunk(narrow, box):
                return narrow is None
            box = narrow
        return self.excluded(box)


def holds_one(box: Box, known: Sequence[Sequence[Any]]) -> bool:
    """Whether one of some points lies in a box."""
    return any(all(low <= x <= high for x, (low, high) in zip(row, box)) for row in known)


def _inverse(rows: list[list[arb]], size: int) -> tuple[list[int], arb_mat] | None:
    """Rows that are independent in the middle of a box, and their inverse without errors."""
    left = {k: [x.mid() for x in row] for k, row in enumerate(rows)}
    basis = dict(left)
    chosen: list[int] = []
    for column in range(size):
        lead = max(basis, key=lambda k: float(abs(basis[k][column])), default=None)
        if lead is None or float(abs(basis[lead][column])) < 1e-15:
            return None
        pivot = basis.pop(lead)
        chosen.append(lead)
        for k, row in basis.items():
            factor = row[column] / pivot[column]
            basis[k] = [(a - factor * b).mid() for a, b in zip(row, pivot)]
    chosen.sort()
    try:
        inverse = arb_mat([left[k] for k in chosen]).inv()
    except ZeroDivisionError:
        return None
    return chosen, arb_mat(size, size, [x.mid() for x in inverse.entries()])


def _shrunk(narrow: Box, box: Box) -> bool:
    return any(4 * (b - a) < 3 * (d - c) for (a, b), (c, d) in zip(narrow, box))


def _halves(box: Box) -> list[Box]:
    widths = [high - low for low, high in box]
    k = widths.index(max(widths))
    low, high = box[k]
    cut = low + _HALF * (high - low)
    return [[*box[:k], (low, cut), *box[k + 1 :]], [*box[:k], (cut, high), *box[k + 1 :]]]


def _lines(p: Polynomial, unknowns: int) -> list[tuple[int, Terms, Terms]]:
    """(unknown, slope, rest) for each unknown in which a polynomial is linear."""
    found = []
    for n in range(unknowns):
        if max(monomial.count(n) for monomial in p) == 1:
            rest = {m: c for m, c in p.items() if n not in m}
            found.append((n, terms_of(slope_of(p, n)), terms_of(rest)))
    return found


def slope_of(p: Polynomial, number: int) -> Polynomial:
    """The derivative by an unknown."""
    found: Polynomial = {}
    for monomial, c in p.items():
        power = monomial.count(number)
        if power:
            rest = list(monomial)
            rest.remove(number)
            found[tuple(rest)] = c * power
    return found


def terms_of(p: Polynomial) -> Terms:
    """The coefficients as balls."""
    return [(arb(c), monomial) for monomial, c in p.items()]


def at_balls(p: Terms, balls: Sequence[arb]) -> arb:
    """The value at balls."""
    total = _NOTHING
    for coefficient, monomial in p:
        term = coefficient
        for number in monomial:
            term = term * balls[number]
        total = total + term
    return total


def _ball(low: fmpq, high: fmpq) -> arb:
    return arb(low).union(arb(high))


def _ends(ball: arb) -> tuple[fmpq, fmpq]:
    low, high = ball.lower(), ball.upper()
    return _exactly(low), _exactly(high)


def _exactly(number: arb) -> fmpq:
    mantissa, exponent = number.mid().man_exp()
    return mantissa * fmpq(2) ** int(exponent)
