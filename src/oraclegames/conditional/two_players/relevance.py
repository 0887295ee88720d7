"""Which curves can matter in a cell, and which of them can meet: certain noes, in floats.

The cell is cut into small boxes, over which the logarithm of every product has bounds: that of x
plus that of y. In a box, a side with a product surely below 1 is met, and one with products surely
above 1 alone blocks it. A product matters in a box if its sign is open there, the box is not
blocked, and a side of it is not met. Where a curve changes from boundary to no boundary another
product changes sign that matters too: so only curves that matter in a common box are intersected.
A margin far above rounding errors keeps every no certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from oraclegames.conditional.two_players.conditions import Conditions, Place
from oraclegames.conditional.two_players.tracks import Track, logs, scaled
from oraclegames.exact.real import Real
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from oraclegames.conditional.two_players.tracks import Floats

BOXES = 64
"""So many boxes on each axis."""

MARGIN = 1e-9
"""Added to bounds of logarithms, which are right to about 10⁻¹³."""


class Relevance:
    """For every product of a cell, the boxes in which it matters."""

    def __init__(self, conditions: Conditions):
        x, y = conditions.x, conditions.y
        low, high = [], []
        for product in conditions.products:
            above_x, below_x, above_y, below_y = product.payoffs
            left = _range(above_x, below_x, x)
            right = _range(above_y, below_y, y)
            low.append(left[0][:, None] + right[0][None, :] - MARGIN)
            high.append(left[1][:, None] + right[1][None, :] + MARGIN)
        shape = (BOXES, BOXES)
        blocked = np.zeros(shape, dtype=bool)
        matters = [np.zeros(shape, dtype=bool) for _ in low]
        unmet = []
        for products, _ in conditions.sides:
            below, above = np.zeros(shape, dtype=bool), np.ones(shape, dtype=bool)
            for k in products:
                below |= high[k] < 0
                above &= low[k] > 0
            blocked |= above
            unmet.append(~below)
        for (products, _), still in zip(conditions.sides, unmet):
            for k in products:
                matters[k] |= still & ~(high[k] < 0) & ~(low[k] > 0)
        self._matters = [mask & ~blocked for mask in matters]

    def of(self, product: int) -> bool:
        """Whether a product matters anywhere."""
        return bool(self._matters[product].any())

    def both(self, first: Sequence[int], second: Sequence[int]) -> bool:
        """Whether one of the first products and one of the second matter in a common box."""
        return bool((self._union(first) & self._union(second)).any())

    def _union(self, products: Sequence[int]) -> NDArray[np.bool_]:
        masks = np.array([self._matters[k] for k in products])
        return np.asarray(masks.any(axis=0))


def _range(
    above: Sequence[Fraction], below: Sequence[Fraction], place: Place
) -> tuple[Floats, Floats]:
    """Bounds of the logarithm of distances to some payoffs over those to others, in each box."""
    ends = np.linspace(0.0, 1.0, BOXES + 1)
    low, high = np.zeros(BOXES), np.zeros(BOXES)
    for payoffs, over in ((above, True), (below, False)):
        for payoff in payoffs:
            values = logs(scaled([payoff], place[0], place[1] - place[0]), ends)
            least = np.minimum(values[:-1], values[1:])
            most = np.maximum(values[:-1], values[1:])
            low = low + least if over else low - most
            high = high + most if over else high - least
    return low, high


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

    def y_at(self, x: Floats, halvings: int = 0) -> Floats:
        """Its y where it is level."""
        return np.full_like(x, self.at)


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
            steps = np.linspace(max(low, 0.0), min(high, 1.0), 65)
            if _near(a, b, steps[:-1], steps[1:]).any():
                return True
        return False

    def at(self, x: Real) -> bool:
        """Whether they can meet at this x."""
        at = float((x - self._place[0]) / (self._place[1] - self._place[0]))
        for a, b, low, high in self._pairs:
            if low <= at <= high:
                ends = np.clip(np.array([at - 1e-9, at + 1e-9]), 0.0, 1.0)
                if _near(a, b, ends[:1], ends[1:]).any():
                    return True
        return False


_SLACK = 1e-6
"""Places in a cell closer than this are not told apart: far above what rounding can do."""


def _near(
    a: Track | StraightTrack, b: Track | StraightTrack, low: Floats, high: Floats
) -> NDArray[np.bool_]:
    """Whether the y of two pieces can agree in each of some intervals of x."""
    bounds = []
    for track in (a, b):
        if isinstance(track, StraightTrack) and track.vertical:
            bounds.append((np.zeros_like(low), np.ones_like(low)))
            continue
        first, last = track.y_at(low, 30), track.y_at(high, 30)
        bounds.append((np.minimum(first, last), np.maximum(first, last)))
    (low_a, high_a), (low_b, high_b) = bounds
    return np.asarray((low_a <= high_b + 1e-5) & (low_b <= high_a + 1e-5))
