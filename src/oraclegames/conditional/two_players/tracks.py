"""Monotone pieces in floats, in coordinates from 0 to 1 in their cell.

Distances to payoffs are positive within a cell and are formed without cancellation, so logarithms
of F and V are right to about 10⁻¹³; y is found for given x, and x for given y, between two places
that are closer than a tolerance: by Newton's steps, and by halving where these do not help.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cached_property, partial

from oraclegames.conditional.two_players.curves import Curve, Piece
from oraclegames.exact.real import Real

Distances = Sequence[tuple[float, float]]
"""For some payoffs the side of the cell, and how far from it, see :func:`scaled`."""

CLOSEST = 4e-16
"""Places in a cell that are closer than this are the same."""

MOST_STEPS = 200

FARTHEST = 10**200
"""Times the width of the cell: so far away a payoff is the same from all places in it."""


class Track:
    """A monotone piece in floats, in the coordinates of its cell: from 0 to 1 on both axes."""

    def __init__(self, curve: Curve, piece: Piece):
        (self.left, right), (self.low, high) = curve.x, curve.y
        self.width, self.height = right - self.left, high - self.low
        above_x, below_x, above_y, below_y = curve.product.payoffs
        over, under = (scaled(part, self.left, self.width) for part in (above_x, below_x))
        self._side_x = partial(_quotient, over, under)  # log F
        over, under = (scaled(part, self.low, self.height) for part in (below_y, above_y))
        self._side_y = partial(_quotient, over, under)  # log V
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

    def y_at(self, places: Iterable[float], closest: float = CLOSEST) -> list[float]:
        """The y of points with these x; the nearer end of the rectangle beyond the piece."""
        targets = (self._side_x(x)[0] for x in places)
        return _solve(self._side_y, targets, self.y, self._grows_y, closest)

    def x_at(self, places: Iterable[float]) -> list[float]:
        """Likewise."""
        targets = (self._side_y(y)[0] for y in places)
        return _solve(self._side_x, targets, self.x, self._grows_x, CLOSEST)

    @cached_property
    def span(self) -> tuple[float, float]:
        """The x at which the piece enters and leaves its rectangle."""
        first, last = self.x_at(self.y if self.rising else self.y[::-1])
        return first, last


def evenly(low: float, high: float, steps: int) -> list[float]:
    """Places from one to another, all as far apart."""
    return [low + (high - low) * (k / steps) for k in range(steps)] + [high]


def scaled(payoffs: Sequence[Fraction], low: Fraction, width: Fraction) -> Distances:
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
    return pairs


def logs(payoffs: Distances, at: float) -> tuple[float, float]:
    """The sum of the logarithms of the distances of payoffs to a place in the cell; its slope."""
    total = slope = 0.0
    for side, distance in payoffs:
        if side == 0:
            total += distance
            continue
        far = distance + (1 - at if side > 0 else at)
        if far > 0:
            total += math.log(far)
            slope -= side / far
        else:
            total = -math.inf
    return total, slope


def _quotient(over: Distances, under: Distances, at: float) -> tuple[float, float]:
    """The logarithm of a quotient of distances, and its slope."""
    first, last = logs(over, at), logs(under, at)
    return first[0] - last[0], first[1] - last[1]


def _solve(
    side: Callable[[float], tuple[float, float]],
    targets: Iterable[float],
    ends: tuple[float, float],
    grows: bool,
    closest: float,
) -> list[float]:
    """Where a monotone function takes each of some values; the nearer end where it does not."""
    found = []
    last = (ends[0] + ends[1]) / 2
    for target in targets:
        if math.isfinite(target):
            last = _root(side, target, ends, grows, closest, last)
        else:
            last = ends[(target > 0) == grows]
        found.append(last)
    return found


def _root(
    side: Callable[[float], tuple[float, float]],
    target: float,
    ends: tuple[float, float],
    grows: bool,
    closest: float,
    guess: float,
) -> float:
    """Newton's steps go a little too far, so that the root is soon enclosed from both sides."""
    low, high = ends
    at = guess if low < guess < high else (low + high) / 2
    step = high - low
    for _ in range(MOST_STEPS):
        value, slope = side(at)
        if (value < target) == grows:
            low = at
        else:
            high = at
        if high - low <= 2 * closest:
            break
        way = (target - value) / slope if slope else math.inf
        way += math.copysign(closest, way)
        if not low < at + way < high or abs(way) > step / 2:
            way = (low + high) / 2 - at
        step, at = abs(way), at + way
    return (low + high) / 2
