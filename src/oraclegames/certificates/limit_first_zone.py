"""Next to an edge at 0 that a player steps down to, whatever is read: how often each zone is read.

There she is read in the zone at 0, or in others, or at the edge between that zone and the next one.
After the one she plays (1 − ε)/2 zones' widths, after the next three times as much, and one width
in the mean: so the weights of these readings are known, and with them the mean of the other's
pushes. Zones at 0 are never cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from oraclegames.certificates.limit_pushes import Curve, Does, Ends, Pushes, at
from oraclegames.certificates.limit_square import Spot

TO_0 = frozenset((1,))
"""What a step down is: to the second move."""


class FirstZone:
    """The pushes that are left where a zone at 0 and the next are read.

    Attributes:
        means: where these are 0 the square is to be cut.
    """

    def __init__(self, pushes: Pushes):
        self.pushes = pushes
        low = (1 - pushes.scene.epsilon) / 2
        self.weight = (3 * low - 1) / (2 * low)
        self.means: dict[Curve, None] = {}

    def balances(
        self, spot: Spot, player: int, found: Sequence[tuple[Ends, Does]]
    ) -> tuple[bool, bool]:
        """Whether the other's pushes have the mean 0 after readings of one fixed point.

        Second, whether that hung on the weights, and so on ε.
        """
        if any(does[player] != TO_0 for _, does in found):
            return True, False
        there, beside = (
            {does[1 - player] for e, does in found if e[player] == end} for end in (-1, 0)
        )
        if self._holds_0([self.pushes.push(1 - player, does) for does in there], spot):
            return True, False
        if self.weight < 0:  # three times as much is less, too: only the first zone is read
            return False, True
        if self._holds_0([self.pushes.push(1 - player, does) for does in beside], spot):
            return True, True
        means = [self._mean(1 - player, one, other) for one in there for other in beside]
        self.means.update(dict.fromkeys(means))
        return self._holds_0(means, spot), True

    def _holds_0(self, curves: Sequence[Curve], spot: Spot) -> bool:
        """Whether 0 is between their values."""
        values = [at(curve, spot.x, spot.y) for curve in curves]
        return bool(values) and bool(min(values) <= 0 <= max(values))

    def _mean(self, player: int, there: Any, beside: Any) -> Curve:
        pair = self.pushes.push(player, there), self.pushes.push(player, beside)
        a, b, c, d = (self.weight * u + (1 - self.weight) * v for u, v in zip(*pair))
        return a, b, c, d

    def turns(
        self,
        spot: Spot,
        player: int,
        every: Sequence[Does],
        holding: Mapping[Spot, frozenset[Any]],
    ) -> bool:
        """Whether the mean of the other's pushes changes its sign at a point, along the edge."""
        if spot.edge[player] != -1 or spot.edge[1 - player] or self.weight <= 0:
            return False
        if any(does[player] != TO_0 for does in every):
            return False
        signs = set()
        for part in spot.around:
            if part.edge[player] == -1:
                (face,) = part.around
                there = self.pushes.does(holding[part], part.edge)[1 - player]
                beside = self.pushes.does(holding[face])[1 - player]
                value = at(self._mean(1 - player, there, beside), part.x, part.y)
                signs.add(int(value > 0) - int(value < 0))
        return signs == {1, -1}
