"""Sets of totally mixed equilibria of a 2×2 game that are more than a curve.

They arise when a player is indifferent everywhere, or when both players' moves pay the same against
every move of the other. Each surface is parametrised by rational positions in an open cube, so that
its points are exact, and can say of any exact distribution whether it lies in its closure.
Distributions are (p11, p12, p21, p22).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from oraclegames.conditional.two_by_two.arcs import Point
from oraclegames.conditional.two_by_two.odds import OddsMap
from oraclegames.exact.surd import Exact


class Surface(Protocol):
    """What every surface (or solid) can do."""

    @property
    def dimension(self) -> int:
        """2 or 3, the number of positions."""

    def at(self, *position: Fraction) -> Point:
        """The exact point at positions strictly between 0 and 1."""

    def closure_holds(self, distribution: Sequence[Exact]) -> bool:
        """Whether an exact distribution lies in the closure of the set."""


@dataclass(frozen=True)
class RuledSurface:
    """The row player is indifferent everywhere; the column player's odds map is not constant.

    For each value y of the column player both columns have fixed odds; the weight of column 1 is
    free. So the surface is ruled by segments, one for each y.
    """

    row_value: Fraction
    column: OddsMap
    dimension: int = 2

    def at(self, *position: Fraction) -> Point:
        """Positions: of y in its interval, and the weight of column 2; the closure at 0 and 1."""
        z, u = position
        y = (1 - z) * self.column.low + z * self.column.high
        (a, b), (c, d) = self.column.own
        up, beside = (1 - u) * (y - b) / (a - b), u * (y - d) / (c - d)
        return Point((up, beside, 1 - u - up, u - beside), (self.row_value, y))

    def closure_holds(self, distribution: Sequence[Exact]) -> bool:
        """The columns that are played must have one value, inside the closed interval."""
        values = []
        for column in (0, 1):
            up, down = distribution[column], distribution[column + 2]
            if up != 0 or down != 0:
                high, low = self.column.own[column]
                values.append((up * high + down * low) / (up + down))
        return values[0] == values[-1] and self.column.low <= values[0] <= self.column.high


@dataclass(frozen=True)
class FlatTriangle:
    """The row player is indifferent everywhere, one column pays the column player a constant.

    That fixes her value and with it the odds in the other column: a plane piece.
    """

    row_value: Fraction
    column: OddsMap
    dimension: int = 2

    @property
    def value(self) -> Fraction:
        """The column player's value."""
        return self.column.own[self.column.constant_move][0]

    def at(self, *position: Fraction) -> Point:
        """Positions: odds inside the constant column, and the weight of the other one."""
        z, u = position
        steady = self.column.constant_move
        odds = self.column.odds(1 - steady, self.value)
        cells: list[Exact] = [Fraction(0)] * 4
        cells[steady], cells[steady + 2] = (1 - u) * (1 - z), (1 - u) * z
        cells[1 - steady], cells[3 - steady] = u / (1 + odds), u * odds / (1 + odds)
        return Point(tuple(cells), (self.row_value, self.value))

    def closure_holds(self, distribution: Sequence[Exact]) -> bool:
        """The other column must have its odds."""
        steady = self.column.constant_move
        odds = self.column.odds(1 - steady, self.value)
        return distribution[1 - steady] * odds == distribution[3 - steady]


@dataclass(frozen=True)
class ProductSurface:
    """Each player's moves pay the same against every move of the other: play is independent."""

    row: OddsMap
    column: OddsMap
    dimension: int = 2

    def at(self, *position: Fraction) -> Point:
        """Positions: the probability of row 2, and of column 2."""
        z, u = position
        first, second = self.row.own[0]
        up, down = self.column.own[0]
        cells = ((1 - z) * (1 - u), (1 - z) * u, z * (1 - u), z * u)
        return Point(cells, ((1 - u) * first + u * second, (1 - z) * up + z * down))

    def closure_holds(self, distribution: Sequence[Exact]) -> bool:
        """Every product distribution."""
        return distribution[0] * distribution[3] == distribution[1] * distribution[2]


@dataclass(frozen=True)
class Tetrahedron:
    """Both players are indifferent everywhere: every distribution."""

    values: tuple[Fraction, Fraction]
    dimension: int = 3

    def at(self, *position: Fraction) -> Point:
        """The gaps between three sorted positions."""
        a, b, c = sorted(position)
        return Point((a, b - a, c - b, 1 - c), self.values)

    def closure_holds(self, distribution: Sequence[Exact]) -> bool:
        """Always."""
        return len(distribution) == 4


def exchanged(point: Point) -> Point:
    """The same point with row and column player exchanged."""
    p11, p12, p21, p22 = point.distribution
    x, y = point.values
    return Point((p11, p21, p12, p22), (y, x))
