"""Which curves can matter in a cell, and which of them can meet: certain noes, in floats.

The cell is cut into small boxes, over which the logarithm of every product has bounds: that of x
plus that of y. In a box, a side with a product surely below 1 is met, and one with products surely
above 1 alone blocks a choice of moves; a choice with all sides met reaches the whole box. A product
matters in a box that is not reached so if its sign is open there, and a choice that is not blocked
has a side with it that is not met. Where a curve changes from boundary to no boundary another
product changes sign that matters too: so only curves that matter in a common box are intersected.
A margin far above rounding errors keeps every no certain.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise

from oraclegames.conditional.two_players.conditions import Conditions, Place, Product
from oraclegames.conditional.two_players.tracks import Track, evenly, logs, scaled
from oraclegames.exact.real import Real

BOXES = 64
"""So many boxes on each axis."""

MARGIN = 1e-9
"""Added to bounds of logarithms, which are right to about 10⁻¹³."""

Boxes = int
"""A set of boxes: one bit for each, column by column."""

Bounds = tuple[list[float], list[float]]
"""The least and the largest of something in each of the boxes on an axis."""


class Sizes:
    """The logarithms of products in count × count boxes, of which a cell or a part of one is made.

    Attributes:
        everywhere: all of the boxes.
    """

    def __init__(self, x: Place, y: Place, count: int):
        self.count = count
        self.everywhere: Boxes = (1 << count * count) - 1
        self._columns, self._rows = (_logs_along(*place, count) for place in (x, y))

    def decided(self, product: Product) -> tuple[Boxes, Boxes]:
        """The boxes in which a product is surely below 1, and those in which it is above."""
        above_x, below_x, above_y, below_y = product.payoffs
        least_x, most_x = _quotients(above_x, below_x, self._columns, self.count)
        least_y, most_y = _quotients(above_y, below_y, self._rows, self.count)
        return (
            _boxes_below(most_x, most_y),
            _boxes_below([-x for x in least_x], [-y for y in least_y]),
        )


class Sure:
    """What is sure in boxes that make up a face, or a part of one.

    Attributes:
        blocked: the boxes in which nothing is reached.
        reached: those of which everything is.
        open: for every product the boxes in which it matters.
    """

    def __init__(self, conditions: Conditions, sizes: Sizes):
        decided = [sizes.decided(product) for product in conditions.products]
        self.blocked, self.reached = sizes.everywhere, 0
        self.open = [0] * len(decided)
        for clauses in conditions.choices:
            blocked, reached = 0, sizes.everywhere
            open_ = [0] * len(decided)
            for clause in clauses:
                met, against = 0, sizes.everywhere
                for k in clause.products:
                    met |= decided[k][0]
                    against &= decided[k][1]
                blocked |= against
                reached &= met
                for k in clause.products:
                    open_[k] |= sizes.everywhere & ~(met | decided[k][0] | decided[k][1])
            self.blocked &= blocked
            self.reached |= reached
            self.open = [one | (other & ~blocked) for one, other in zip(self.open, open_)]
        self.open = [boxes & ~self.reached for boxes in self.open]


class Relevance:
    """For every product of a cell, the boxes in which it matters."""

    def __init__(self, conditions: Conditions):
        self._matters = Sure(conditions, Sizes(conditions.x, conditions.y, BOXES)).open

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


def _logs_along(low: Fraction, high: Fraction, count: int) -> Callable[[Fraction], Bounds]:
    """For a payoff the bounds of the logarithm of its distance in each box of an axis."""

    @cache
    def bounds(payoff: Fraction) -> Bounds:
        distances = scaled([payoff], low, high - low)
        values = [logs(distances, k / count)[0] for k in range(count + 1)]
        pairs = list(pairwise(values))
        return [min(pair) for pair in pairs], [max(pair) for pair in pairs]

    return bounds


def _quotients(
    over: Sequence[Fraction],
    under: Sequence[Fraction],
    along: Callable[[Fraction], Bounds],
    count: int,
) -> Bounds:
    """Bounds of the logarithm of distances to some payoffs over those to others, in each box."""
    low, high = [0.0] * count, [0.0] * count
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
    count = len(rows)
    order = sorted(range(count), key=rows.__getitem__)
    ascending = [rows[k] for k in order]
    first = [0]  # of the so many least rows
    for k in order:
        first.append(first[-1] | 1 << k)
    packed = 0
    for x in reversed(columns):
        packed = packed << count | first[bisect_left(ascending, -x - MARGIN)]
    return packed


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
