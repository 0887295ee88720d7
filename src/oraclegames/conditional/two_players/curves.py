"""A separable curve in a cell, as strictly monotone pieces.

The curve N(x)·M(y) = D(x)·E(y) of a cycle is F(x) = V(y) with F = N/D and V = E/M, both positive
inside of the cell. Cut the cell's sides at the critical points of F and of V: between two cuts each
is strictly monotone, so in every rectangle of this grid the curve is one strictly monotone piece
or empty. Which it is, and through which side of the rectangle it leaves, is told by comparing F and
V at the four corners: exact real numbers, or 0 and ∞ at the cell's border. Where F = V at a corner
inside, the curve is singular; where both are 0 or both are ∞ at a corner of the cell, a piece ends
there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from flint import fmpq_poly

from oraclegames.conditional.two_players.conditions import Place, Product
from oraclegames.conditional.two_players.numbers import compare, roots_between, value_at
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.real import Real

Key = tuple[Literal["corner", "x", "y"], int, int]
"""A point on the grid: a corner (i, j); the point with the i-th x and a y between the j-th and the
next; or the point with the j-th y and an x between the i-th and the next."""


@dataclass(frozen=True)
class Piece:
    """The curve within the rectangle (i, j) of the grid, from left to right.

    Attributes:
        i, j: x lies between the i-th cut and the next, y between the j-th and the next.
        rising: whether y grows with x.
        left, right: where it enters and leaves.
    """

    i: int
    j: int
    rising: bool
    left: Key
    right: Key


@dataclass(frozen=True)
class Curve:
    """The curve of a product that depends on x and on y, in a cell.

    Attributes:
        product: the product; the curve is where it is 1.
        x, y: the cell.
    """

    product: Product
    x: Place
    y: Place

    @cached_property
    def cuts_x(self) -> list[Real]:
        """The cell's ends and the critical points of F between, ascending."""
        return _cuts(self.product.above_x, self.product.below_x, self.x)

    @cached_property
    def cuts_y(self) -> list[Real]:
        """Likewise of V."""
        return _cuts(self.product.below_y, self.product.above_y, self.y)

    @cached_property
    def _left(self) -> list[Real | None]:
        return [value_at(self.product.above_x, self.product.below_x, x) for x in self.cuts_x]

    @cached_property
    def _right(self) -> list[Real | None]:
        return [value_at(self.product.below_y, self.product.above_y, y) for y in self.cuts_y]

    @cached_property
    def signs(self) -> list[list[int]]:
        """For every corner of the grid the sign of F − V: negative where the product is below 1.

        At a corner of the cell where both are infinite it is 0, as where both are 0.
        """
        return [[_sign(u, v) for v in self._right] for u in self._left]

    @cached_property
    def rising_x(self) -> list[bool]:
        """Between each two cuts in x, whether F grows."""
        return [_grows(u, v) for u, v in zip(self._left, self._left[1:])]

    @cached_property
    def rising_y(self) -> list[bool]:
        """Between each two cuts in y, whether V grows."""
        return [_grows(u, v) for u, v in zip(self._right, self._right[1:])]

    @cached_property
    def pieces(self) -> list[Piece]:
        """All of them."""
        return list(self._pieces())

    def _pieces(self) -> Iterator[Piece]:
        signs = self.signs
        for i, f in enumerate(self.rising_x):
            for j, v in enumerate(self.rising_y):
                # F − V is least at one corner and largest at the opposite one
                low = (i + (not f), j + v)
                high = (i + f, j + (not v))
                if not signs[low[0]][low[1]] < 0 < signs[high[0]][high[1]]:
                    continue
                # the other two corners decide where the piece leaves
                rising = f == v
                left_corner, right_corner = (i, j + (not rising)), (i + 1, j + rising)
                yield Piece(
                    i,
                    j,
                    rising,
                    self._end(left_corner, i, i, j, f),
                    self._end(right_corner, i + 1, i, j, not f),
                )

    def _end(self, corner: tuple[int, int], column: int, i: int, j: int, grows_away: bool) -> Key:
        """Through the corner, the vertical side or the horizontal side there.

        Along the horizontal side, away from the corner, F grows iff ``grows_away``: so if F − V is
        negative at the corner it becomes positive on that side, else on the vertical one.
        """
        sign = self.signs[corner[0]][corner[1]]
        if sign == 0:
            return ("corner", *corner)
        if (sign < 0) == grows_away:
            return ("y", i, corner[1])
        return ("x", column, j)


def _cuts(above: fmpq_poly, below: fmpq_poly, place: Place) -> list[Real]:
    slope = above.derivative() * below - above * below.derivative()
    return [place[0], *roots_between(slope, *place), place[1]]


def _sign(u: Real | None, v: Real | None) -> int:
    """The sign of u − v; None is infinity."""
    if u is None or v is None:
        return int(u is None) - int(v is None)
    return compare(u, v)


def _grows(u: Real | None, v: Real | None) -> bool:
    return _sign(u, v) < 0


def straight(product: Product, x: Place, y: Place) -> tuple[bool, list[Real]]:
    """The curve of a product that depends on one value only: whether on x, and the roots."""
    if product.constant_in_y:
        return True, roots_between(product.at_y(to_fmpq((y[0] + y[1]) / 2)), *x)
    return False, roots_between(product.at_x(to_fmpq((x[0] + x[1]) / 2)), *y)


def is_point(place: Place) -> bool:
    """Whether a place is a single value."""
    return place[0] == place[1]
