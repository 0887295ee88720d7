"""A b-similarity equilibrium as it depends on b: a formula, a polytope of formulas, or a curve."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from flint import fmpq_poly

from oraclegames.conditional.similarity.cells import Cell, compare, roots_of, sign_at
from oraclegames.conditional.similarity.formula import Formula
from oraclegames.exact.algebraic import Algebraic, number_document
from oraclegames.exact.rational import format_rational, to_fmpq, to_fraction
from oraclegames.exact.real import Real, between, plain
from oraclegames.exact.show import rounded
from oraclegames.exact.written import polynomial_text

Entry = Formula | Real
"""A quantity that depends on b, or a number."""


@dataclass(frozen=True)
class Curve:
    """Strategies (x, 1 − x) of two moves where x is the one root of N(x) + b·M(x) between two ends.

    Attributes:
        constant, slope: N and M, whole coefficients, constant first.
        value: u(x), rational coefficients.
        low, high: the ends.
    """

    constant: tuple[int, ...]
    slope: tuple[int, ...]
    value: tuple[Fraction, ...]
    low: Real
    high: Real

    @classmethod
    def of(
        cls, constant: fmpq_poly, slope: fmpq_poly, value: fmpq_poly, ends: tuple[Real, Real]
    ) -> Curve:
        """From polynomials with any rational coefficients."""
        scale = constant.denom() * slope.denom()
        n, m = (tuple(int(c.p) for c in (p * scale).coeffs()) for p in (constant, slope))
        return cls(n, m, tuple(map(to_fraction, value.coeffs())), *ends)

    @property
    def equation(self) -> str:
        """The equation as a text."""
        return f"{polynomial_text(self.constant, 'x')} + b*({polynomial_text(self.slope, 'x')}) = 0"

    @cached_property
    def rising(self) -> bool:
        """Whether x grows with b."""
        n, m = (fmpq_poly(list(p)) for p in (self.constant, self.slope))
        turn = n * m.derivative() - n.derivative() * m
        return sign_at(turn, between(self.low, self.high)) > 0

    @property
    def start(self) -> Real:
        """x at the least b of the whole curve."""
        return self.low if self.rising else self.high

    @property
    def end(self) -> Real:
        """x at the largest b of the whole curve."""
        return self.high if self.rising else self.low

    def near(self, b: float) -> float:
        """x in floats, for pictures, by bisection."""
        low, high = float(self.low), float(self.high)
        for _ in range(60):
            middle = (low + high) / 2
            n, m = (
                sum(c * middle**k for k, c in enumerate(p)) for p in (self.constant, self.slope)
            )
            # the curve is at the middle where b = −n/m, and m is not 0 between the ends
            if (b > -n / m) == self.rising:
                low = middle
            else:
                high = middle
        return (low + high) / 2


@dataclass(frozen=True)
class Equilibrium:
    """One equilibrium strategy, or a polytope of them, for every b of a phase.

    Attributes:
        support: the moves that are played (at inner points of a polytope).
        corners: one strategy, or the corners of a polytope; each has one entry for each move. ()
            if there is a curve.
        values: what everybody gets at each corner.
        whole: whether all of the polytope are equilibria. If not, a convex part of it is, which
            contains the corners listed in ``good``.
        good: numbers of corners; () if ``whole``.
        curve: for n ≥ 3 players the equation of x.
    """

    support: tuple[int, ...]
    corners: tuple[tuple[Entry, ...], ...] = ()
    values: tuple[Entry, ...] = ()
    whole: bool = True
    good: tuple[int, ...] = ()
    curve: Curve | None = None

    def strategies(self, b: Real) -> tuple[tuple[Real, ...], ...]:
        """The corners at one b."""
        if self.curve is not None:
            x = self._root(b)
            return ((x, 1 - x),)
        return tuple(tuple(entry_at(x, b) for x in corner) for corner in self.corners)

    def _root(self, b: Real) -> Real:
        """x at a rational b."""
        assert self.curve is not None
        n, m = (fmpq_poly(list(p)) for p in (self.curve.constant, self.curve.slope))
        # one inside or, where the phase has its end, one of the ends: b is monotone between them
        (x,) = roots_of([n + m * to_fmpq(b)], self.curve.low, self.curve.high)
        return x

    def payoffs(self, b: Real) -> tuple[Real, ...]:
        """What everybody gets at the corners, at one b."""
        if self.curve is None:
            return tuple(entry_at(value, b) for value in self.values)
        u = Formula.of(fmpq_poly([to_fmpq(c) for c in self.curve.value]), fmpq_poly([1]))
        return (u.at(self._root(b)),)

    def fixed(self, b: Real) -> Equilibrium:
        """The same at one b alone, by numbers."""
        corners, values = self.strategies(b), self.payoffs(b)
        return replace(self, corners=corners, values=values, curve=None)

    @cached_property
    def is_point(self) -> bool:
        """Whether it is one strategy for each b."""
        return self.curve is not None or len(self.corners) == 1


def settled(formula: Formula) -> Entry:
    """A formula, or the number that it is for all b."""
    return formula.at(Fraction(0)) if formula.is_constant else formula


def entry_at(entry: Entry, b: Real) -> Real:
    """The number at one b."""
    return entry.at(b) if isinstance(entry, Formula) else entry


def entry_near(entry: Entry, b: float) -> float:
    """The same in floats."""
    return entry.near(b) if isinstance(entry, Formula) else float(entry)


def entry_document(entry: Entry) -> Any:
    """For JSON: a text, or an algebraic number."""
    return str(entry) if isinstance(entry, Formula) else number_document(plain(entry))


def entry_text(entry: Entry) -> str:
    """For people."""
    if isinstance(entry, Formula):
        return str(entry)
    number = plain(entry)
    if isinstance(number, Algebraic):
        return f"≈{rounded(number)}"
    return format_rational(number) if isinstance(number, Fraction) else str(number)


@dataclass(frozen=True)
class Track:
    """An equilibrium and a cell of the line of b on which it is one."""

    cell: Cell
    equilibrium: Equilibrium

    def covers(self, b: Real) -> bool:
        """Whether b lies in the cell."""
        if self.cell.is_point:
            return compare(self.cell.low, b) == 0
        return compare(self.cell.low, b) < 0 < compare(self.cell.high, b)
