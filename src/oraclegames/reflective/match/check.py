"""Does a claimed fixed point hold? An independent check by fractions, one point at a time.

The programs are run as they are written, on the readings that the fixed point names, weighted with
the probabilities of the oracle's answers. Nothing of the search is used.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from oraclegames.reflective.agents.agents import Agent, played
from oraclegames.reflective.agents.reading import Mixed, Zones
from oraclegames.reflective.agents.seat import Seat
from oraclegames.reflective.match.bilinear import encloses
from oraclegames.reflective.match.fixed_points import Answer, FixedPoint, Segment

_Zones = tuple[int, ...]


class Programs:
    """Two agents at their seats, run on readings; each pair of readings is worked out once."""

    def __init__(self, agents: tuple[Agent, Agent], places: tuple[Seat, Seat], zones: Zones):
        self.agents = agents
        self.seats = places
        self.zones = zones
        self._known: dict[tuple[int, _Zones, _Zones], Mixed] = {}

    def output(self, player: int, first: _Zones, second: _Zones) -> Mixed:
        """What a player's program plays when it has read these zones of the two players."""
        key = (player, first, second)
        if key not in self._known:
            seat = self.seats[player]
            own = self.zones.read((first, second)[player], len(seat.moves))
            other = self.zones.read((second, first)[player], len(seat.other_moves))
            self._known[key] = played(self.agents[player], seat, own, other)
        return self._known[key]

    def reproduce(self, point: FixedPoint) -> bool:
        """Whether the readings are truthful, and both programs play what the point says."""
        loose = False
        for mixed, zones, answers in zip(point.play, point.zones, point.answers):
            cumulative = list(accumulate(mixed))
            if min(mixed) < 0 or cumulative.pop() != 1 or len(zones) != len(cumulative):
                return False
            for x, read, answer in zip(cumulative, zones, answers):
                if self.zones.place(x) != read or (answer is None) is not (len(read) == 1):
                    return False
                if answer is not None:
                    if not 0 <= answer[0] <= answer[1] <= 1:
                        return False
                    loose = loose or answer[0] != answer[1]
        return self._loose(point) if loose else self._exact(point)

    def sweep(self, segment: Segment) -> bool:
        """Whether one player stays on a threshold for every answer while the other moves along."""
        (first, second), (third, fourth) = segment
        player = 0 if first == third else 1
        here = (first, second)[player]
        start, stop = sorted(((second, fourth), (first, third))[player])
        thresholds, zone = self.zones.place(here), self.zones.place((start + stop) / 2)
        if here != (third, fourth)[player] or len(thresholds) != 2 or len(zone) != 1:
            return False
        low, high = self.zones.ends(zone[0])
        readings = [((k,), zone) if player == 0 else (zone, (k,)) for k in thresholds]
        still = all(self.output(player, *pair)[0] == here for pair in readings)
        moving = sorted(self.output(1 - player, *pair)[0] for pair in readings)
        ends = [max(moving[0], low), min(moving[1], high)]
        return still and start < stop and ends == [start, stop]

    def _exact(self, point: FixedPoint) -> bool:
        first, second = map(_readings, point.zones, point.answers)
        for player, mixed in enumerate(point.play):
            total: list[Any] = [0] * len(mixed)
            for one, p in first:
                for two, q in second:
                    for move, x in enumerate(self.output(player, one, two)):
                        total[move] += p * q * x
            if tuple(total) != mixed:
                return False
        return True

    def _loose(self, point: FixedPoint) -> bool:
        """Both players have two moves and stand on thresholds, with answers that are no fractions.

        The equations of the first moves' probabilities are those of the unit square.
        """
        ((first,), (second,)) = point.zones
        squares: list[Any] = [
            [
                [self.output(player, (k,), (m,))[0] - point.play[player][0] for m in second]
                for k in first
            ]
            for player in (0, 1)
        ]
        r: Any = point.answers[0][0]
        s: Any = point.answers[1][0]
        return encloses(squares[0], squares[1], r, s)


def _readings(
    zones: tuple[_Zones, ...], answers: tuple[Answer | None, ...]
) -> list[tuple[_Zones, Any]]:
    """All readings of one player with their probabilities."""
    found: list[tuple[_Zones, Any]] = [((), 1)]
    for read, answer in zip(zones, answers):
        higher: Any = 0 if answer is None else answer[0]
        shares = [(zone, p) for zone, p in zip(read, (1 - higher, higher)) if p]
        found = [((*before, zone), w * p) for before, w in found for zone, p in shares]
    return found
