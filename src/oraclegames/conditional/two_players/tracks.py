"""Monotone pieces in floats, in coordinates from 0 to 1 in their cell.

Distances to payoffs are positive within a cell and are formed without cancellation, so logarithms
of F and V are right to about 10⁻¹³; y is found for given x, and x for given y, by bisection.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from oraclegames.conditional.two_players.curves import Curve, Piece
from oraclegames.exact.real import Real
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


HALVINGS = 60

FARTHEST = 10**200
"""Times the width of the cell: so far away a payoff is the same from all places in it."""


class Track:
    """A monotone piece in floats, in the coordinates of its cell: from 0 to 1 on both axes."""

    def __init__(self, curve: Curve, piece: Piece):
        (self.left, right), (self.low, high) = curve.x, curve.y
        self.width, self.height = right - self.left, high - self.low
        above_x, below_x, above_y, below_y = curve.product.payoffs
        self._x = [scaled(part, self.left, self.width) for part in (above_x, below_x)]
        self._y = [scaled(part, self.low, self.height) for part in (above_y, below_y)]
        self.x = self.inside_x(curve.cuts_x[piece.i]), self.inside_x(curve.cuts_x[piece.i + 1])
        self.y = self.inside_y(curve.cuts_y[piece.j]), self.inside_y(curve.cuts_y[piece.j + 1])
        self.rising = piece.rising
        self._grows_y = curve.rising_y[piece.j]
        self._grows_x = curve.rising_x[piece.i]

    def inside_x(self, x: Real) -> float:
        """A number as a coordinate of the cell."""
        return float((x - self.left) / self.width)

    def inside_y(self, y: Real) -> float:
        """Likewise."""
        return float((y - self.low) / self.height)

    def _side_x(self, x: Floats) -> Floats:
        """log F."""
        return logs(self._x[0], x) - logs(self._x[1], x)

    def _side_y(self, y: Floats) -> Floats:
        """log V."""
        return logs(self._y[1], y) - logs(self._y[0], y)

    def y_at(self, x: Floats, halvings: int = HALVINGS) -> Floats:
        """The y of points with these x; the nearer end of the rectangle beyond the piece."""
        return _solve(self._side_y, self._side_x(x), self.y, self._grows_y, halvings)

    def x_at(self, y: Floats) -> Floats:
        """Likewise."""
        return _solve(self._side_x, self._side_y(y), self.x, self._grows_x)

    @cached_property
    def span(self) -> tuple[float, float]:
        """The x at which the piece enters and leaves its rectangle."""
        first, last = self.y if self.rising else self.y[::-1]
        ends = self.x_at(np.array([first, last]))
        return float(ends[0]), float(ends[1])


def scaled(payoffs: Sequence[Fraction], low: Fraction, width: Fraction) -> Floats:
    """Payoffs in coordinates of the cell: on which side of it, and how far from it.

    One that is too far for a float has the side 0 and the logarithm of its distance, to which a
    place in the cell adds nothing.
    """
    pairs = []
    for payoff in payoffs:
        place = (payoff - low) / width
        side, distance = (1.0, place - 1) if place >= 1 else (-1.0, -place)
        if distance > FARTHEST:
            size = math.log(distance.numerator) - math.log(distance.denominator)
            pairs.append((0.0, size))
        else:
            pairs.append((side, float(distance)))
    return np.array(pairs, dtype=np.float64).reshape(-1, 2)


def logs(payoffs: Floats, at: Floats) -> Floats:
    """The sum of the logarithms of the distances of payoffs to places in the cell."""
    total = np.zeros_like(at)
    with np.errstate(divide="ignore"):
        for side, distance in payoffs:
            if side == 0:
                total += distance
            else:
                total += np.log(distance + (1 - at if side > 0 else at))
    return total


def _solve(
    side: Callable[[Floats], Floats],
    target: Floats,
    ends: tuple[float, float],
    grows: bool,
    halvings: int = HALVINGS,
) -> Floats:
    low, high = np.full_like(target, ends[0]), np.full_like(target, ends[1])
    for _ in range(halvings):
        middle = (low + high) / 2
        with np.errstate(invalid="ignore"):
            below = (side(middle) < target) == grows
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray((low + high) / 2)
