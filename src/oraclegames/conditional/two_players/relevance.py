"""Which curves can matter in a cell, and which of them can meet: certain noes, in floats.

The cell is cut into small boxes, over which the logarithm of every product has bounds: that of x
plus that of y. In a box, a side with a product surely below 1 is met, and one with products surely
above 1 alone blocks it. A product matters in a box if its sign is open there, the box is not
blocked, and a side of it is not met. Where a curve changes from boundary to no boundary another
product changes sign that matters too: so only curves that matter in a common box are intersected.
A margin far above rounding errors keeps every no certain.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise

from oraclegames.conditional.two_players.conditions import Conditions, Place
from oraclegames.conditional.two_players.tracks import Track, evenly, logs, scaled
from oraclegames.exact.real import Real

BOXES = 64
"""So many boxes on each axis."""

MARGIN = 1e-9
"""Added to bounds of logarithms, which are right to about 10⁻¹³."""

Boxes = int
"""A set of boxes: one bit for each, column by column."""

EVERYWHERE: Boxes = (1 << BOXES * BOXES) - 1

Bounds = tuple[list[float], list[float]]
"""The least and the largest of something in each of the boxes on an axis."""


class Relevance:
    """For every product of a cell, the boxes in which it matters."""

    def __init__(self, conditions: Conditions):
        columns, rows = (_logs_along(*place) for place in (conditions.x, conditions.y))
        below: list[Boxes] = []
        above: list[Boxes] = []
        for product in conditions.products:
            above_x, below_x, above_y, below_y = product.payoffs
            least_x, most_x = _quotients(above_x, below_x, columns)
            least_y, most_y = _quotients(above_y, below_y, rows)
            below.append(_boxes_below(most_x, most_y))
            above.append(_boxes_below([-x for x in least_x], [-y for y in least_y]))
        blocked = 0
        unmet = []
        for products, _ in conditions.sides:
            met, against = 0, EVERYWHERE
            for k in products:
                met |= below[k]
                against &= above[k]
            blocked |= against
            unmet.append(EVERYWHERE & ~met)
        matters = [0] * len(below)
        for (products, _), still in zip(conditions.sides, unmet):
            for k in products:
                matters[k] |= still & ~(below[k] | above[k])
        self._matters = [boxes & ~blocked for boxes in matters]

    def of(self, product: int) -> bool:
        """Whether a product matters anywhere."""
        return self._matters[product] != 0

    def both(self, first: Sequence[int], second: Sequence[int]) -> bool:
        """Whether one of the first products and one of the second matter in a common box."""
        return self._union(first) & self._union(second) != 0

    def _union(self, products: Sequence[int]) -> Boxes:
        union = 0
        for k in products:
            union |= self._matters[k]
        return union


def _logs_along(low: Fraction, high: Fraction) -> Callable[[Fraction], Bounds]:
    """For a payoff the bounds of the logarithm of its distance in each box of an axis."""

    @cache
    def bounds(payoff: Fraction) -> Bounds:
        distances = scaled([payoff], low, high - low)
        values = [logs(distances, k / BOXES)[0] for k in range(BOXES + 1)]
        pairs = list(pairwise(values))
        return [min(pair) for pair in pairs], [max(pair) for pair in pairs]

    return bounds


def _quotients(
    over: Sequence[Fraction], under: Sequence[Fraction], along: Callable[[Fraction], Bounds]
) -> Bounds:
    """Bounds of the logarithm of distances to some payoffs over those to others, in each box."""
    low, high = [0.0] * BOXES, [0.0] * BOXES
    for payoff in over:
        least, most = along(payoff)
        low = [x + y for x, y in zip(low, least)]
        high = [x + y for x, y in zip(high, most)]
    for payoff in under:
        least, most = along(payoff)
        low = [x - y for x, y in zip(low, most)]
        high = [x - y for x, y in zip(high, least)]
    return low, high


def _boxes_below(columns: Sequence[float], rows: Sequence[float]) -> Boxes:
    """The boxes in which the sum of a column's number and a row's is surely below 0."""
    order = sorted(range(BOXES), key=rows.__getitem__)
    ascending = [rows[k] for k in order]
    first = [0]  # of the so many least rows
    for k in order:
        first.append(first[-1] | 1 << k)
    packed = (first[bisect_left(ascending, -x - MARGIN)] for x in columns)
    return int.from_bytes(
        b"".join(bits.to_bytes(BOXES // 8, "little") for bits in packed), "little"
    )


class StraightTrack:
    """A straight line through a cell, in its coordinates."""

    def __init__(self, root: Real, vertical: bool, x: Place, y: Place):
        place = x if vertical else y
        self.vertical = vertical
        self.at = float((root - place[0]) / (place[1] - place[0]))

    @property
    def span(self) -> tuple[float, float]:
        """Its x."""
        return (self.at, self.at) if self.vertical else (0.0, 1.0)

    def y_at(self, places: Sequence[float], closest: float = 0.0) -> list[float]:
        """Its y where it is level."""
        return [self.at] * len(places)


class Meeting:
    """Whether pieces of two curves can have a point in common."""

    def __init__(
        self,
        first: Sequence[Track | StraightTrack],
        second: Sequence[Track | StraightTrack],
        conditions: Conditions,
    ):
        self._place = conditions.x
        self._pairs = [
            (a, b, max(a.span[0], b.span[0]) - _SLACK, min(a.span[1], b.span[1]) + _SLACK)
            for a in first
            for b in second
            if max(a.span[0], b.span[0]) <= min(a.span[1], b.span[1]) + 2 * _SLACK
        ]

    def possible(self) -> bool:
        """Whether any two of them have an x and a y in common."""
        for a, b, low, high in self._pairs:
            if _near(a, b, evenly(max(low, 0.0), min(high, 1.0), 64)):
                return True
        return False

    def at(self, x: Real) -> bool:
        """Whether they can meet at this x."""
        at = float((x - self._place[0]) / (self._place[1] - self._place[0]))
        for a, b, low, high in self._pairs:
            around = [max(at - 1e-9, 0.0), min(at + 1e-9, 1.0)]
            if low <= at <= high and _near(a, b, around):
                return True
        return False


_SLACK = 1e-6
"""Places in a cell closer than this are not told apart: far above what rounding can do."""


_FINE = 1e-9
"""So far apart y may be found: far below the slack of :func:`_near`."""


def _near(a: Track | StraightTrack, b: Track | StraightTrack, places: Sequence[float]) -> bool:
    """Whether the y of two pieces can agree between two neighbours of some ascending x."""
    (low_a, high_a), (low_b, high_b) = (_ranges(track, places) for track in (a, b))
    return any(
        low <= top + 1e-5 and bottom <= high + 1e-5
        for low, high, bottom, top in zip(low_a, high_a, low_b, high_b)
    )


def _ranges(track: Track | StraightTrack, places: Sequence[float]) -> Bounds:
    """The least and the largest y of a piece between neighbouring x."""
    if isinstance(track, StraightTrack) and track.vertical:
        return [0.0] * (len(places) - 1), [1.0] * (len(places) - 1)
    pairs = list(pairwise(track.y_at(places, _FINE)))
    return [min(pair) for pair in pairs], [max(pair) for pair in pairs]
