"""Next to an edge to which a player steps, whatever is read: how often each zone is read.

There she is read in the zone at the end, or in others, or at the threshold between that zone and
the next one, of a whole width. After that one she plays (1 − ε)/2 widths from the end if hers is
whole, after the next three times as much, and one width in the mean: so the weights of these
readings are known, and with them the mean of the other's pushes. Zones at 0 are never cut. At 1
the zone is what δ leaves; the less that is, the more often it is read, up to always. If the rest is
given, it is known there too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from oraclegames.certificates.limit_pushes import Curve, Does, Ends, Pushes, at
from oraclegames.certificates.limit_square import Spot
from oraclegames.exact.surd import exact_sign

STEPS = {-1: frozenset((1,)), 1: frozenset((0,))}
"""What a step to an end is: to the second move, to the first."""


class EndZones:
    """The pushes that are left where a zone at an end and the next are read.

    Attributes:
        means: where these are 0 the square is to be cut; for each whose pushes they are, and after
            what in the zone and beside it.
    """

    def __init__(self, pushes: Pushes):
        self.pushes = pushes
        self.known = {-1: True, 1: pushes.rest is not None}
        whole = self._weight(Fraction(1))
        self.weights = {-1: whole, 1: whole if pushes.rest is None else self._weight(pushes.rest)}
        self.means: dict[Curve, tuple[int, Any, Any, int]] = {}

    def _weight(self, width: Fraction) -> Fraction:
        """How often a zone of this width is read at its threshold, which must be the mean."""
        left = 1 - self.pushes.scene.epsilon
        near, far = left * width / 2, left * (width + Fraction(1, 2))
        return (far - width) / (far - near)

    def balances(
        self, spot: Spot, player: int, found: Sequence[tuple[Ends, Does]]
    ) -> tuple[bool, bool]:
        """Whether the other's pushes have the mean 0 after readings of one fixed point.

        Second, whether that hung on the weights, and so on ε.
        """
        end = spot.edge[player]
        if any(does[player] != STEPS[end] for _, does in found):
            return True, False
        known, weight = self.known[end], self.weights[end]
        there, beside = (
            list(dict.fromkeys(does[1 - player] for e, does in found if e[player] == band))
            for band in (end, 0)
        )
        alone = [
            self._values([self.pushes.push(1 - player, does) for does in some], spot)
            for some in (there, beside)
        ]
        # A zone at 1 may be so small that the next one is read alone.
        if _holds_0(alone[0]) or (not known and _holds_0(alone[1])):
            return True, False
        if known and weight < 0:  # after the next one she plays less than there, too: none is read
            return False, True
        if _holds_0(alone[1]):
            return True, True
        pairs = [(1 - player, one, other, end) for one in there for other in beside]
        means = [self.mean(*pair) for pair in pairs]
        if not known and weight <= 0:
            return bool(means) and _holds_0([*alone[0], *alone[1]]), True
        self.means.update(zip(means, pairs))
        mixed = self._values(means, spot)
        return bool(means) and _holds_0(mixed if known else [*mixed, *alone[0]]), True

    def _values(self, curves: Sequence[Curve], spot: Spot) -> list[Any]:
        return [at(curve, spot.x, spot.y) for curve in curves]

    def mean(self, player: int, there: Any, beside: Any, end: int) -> Curve:
        """The mean of a player's pushes, with the weights of the zone at an end and the next."""
        weight = self.weights[end]
        pair = self.pushes.push(player, there), self.pushes.push(player, beside)
        a, b, c, d = (weight * u + (1 - weight) * v for u, v in zip(*pair))
        return a, b, c, d

    def _three(
        self, part: Spot, player: int, holding: Mapping[Spot, frozenset[Any]]
    ) -> tuple[int, ...]:
        """The other's ways on a part of the edge: in the zone there, beside it, in the mean."""
        (face,) = part.around
        there = self.pushes.does(holding[part], part.edge)[1 - player]
        beside = self.pushes.does(holding[face])[1 - player]
        pushes = [self.pushes.push(1 - player, does) for does in (there, beside)]
        curves = (*pushes, self.mean(1 - player, there, beside, part.edge[player]))
        return tuple(map(exact_sign, self._values(curves, part)))

    def turns(
        self,
        spot: Spot,
        player: int,
        every: Sequence[Does],
        holding: Mapping[Spot, frozenset[Any]],
    ) -> bool:
        """Whether the mean of the other's pushes changes its sign at a point of an edge."""
        end = spot.edge[player]
        if not end or spot.edge[1 - player] or not self.known[end] or self.weights[end] <= 0:
            return False
        if any(does[player] != STEPS[end] for does in every):
            return False
        along = [part for part in spot.around if part.edge[player] == end]
        return {self._three(part, player, holding)[2] for part in along} == {1, -1}

    def passes(self, spot: Spot, player: int, holding: Mapping[Spot, frozenset[Any]]) -> bool:
        """Whether the other's pushes change their sign in the zone beside the one at an end, while
        the player steps within it.

        If what holds changes at one curve that leads into the square, what is read goes from one
        of its sides over readings that it crosses to the other side.
        """
        if spot.edge[player] == 0 or spot.edge[1 - player] or self.weights[spot.edge[player]] < 0:
            return False
        count = len(spot.around)
        on_edge = [part.edge[player] != 0 for part in spot.around]
        begin = next(k for k in range(count) if on_edge[k - 1] and on_edge[k])
        row = [spot.around[(begin + k) % count] for k in range(1, count - 1)]
        curves = [
            curve
            for before, curve, after in zip(row[::2], row[1::2], row[2::2])
            if holding[before] != holding[after]
        ]
        if len(curves) > 1:
            return False
        reads = [(holding[row[0]], row[0]), *((holding[c], spot) for c in curves)]
        ways = set[int]()
        for statements, place in (*reads, (holding[row[-1]], row[-1])):
            does = self.pushes.does(statements)
            if does[player] != STEPS[spot.edge[player]]:
                ways.clear()
                continue
            ways.add(exact_sign(self.pushes.pushed(does, place.x, place.y)[1 - player]))
            if ways >= {1, -1}:
                return True
        return False

    def falls(
        self,
        spot: Spot,
        player: int,
        found: Sequence[tuple[Ends, Does]],
        holding: Mapping[Spot, frozenset[Any]],
    ) -> bool:
        """Whether on a part of an edge at 1 the mean is 0 at each point, for some width."""
        if spot.edge[player] != 1 or self.known[1]:
            return False
        if any(does[player] != STEPS[1] for _, does in found):
            return False
        for band in (1, 0):
            if len({does[1 - player] for e, does in found if e[player] == band}) != 1:
                return False
        there, beside, mean = self._three(spot, player, holding)
        return there * beside == -1 and (self.weights[1] <= 0 or mean == beside)

    def corner(self, spot: Spot, player: int, holding: Mapping[Spot, frozenset[Any]]) -> bool:
        """Whether at the corner of both ends at 1 a player steps up, along the edge on which the
        other plays just 1; widths of the last zones that are small enough leave her in a zone."""
        if spot.edge != (1, 1) or self.known[1] or self.weights[1] <= 0:
            return False
        for part in spot.around:
            if part.edge[1 - player] == 1:
                does = self.pushes.does(holding[part], part.edge)
                if does[player] == STEPS[1]:
                    return self.pushes.exactly(1 - player, [does[1 - player]]) == 1
        return False


def _holds_0(values: Sequence[Any]) -> bool:
    """Whether 0 is between values."""
    return bool(values) and bool(min(values) <= 0 <= max(values))
