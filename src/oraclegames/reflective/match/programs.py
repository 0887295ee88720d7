"""Two agents at their seats, run on readings of any numbers of moves, each pair once."""

from __future__ import annotations

from oraclegames.reflective.agents.agents import Agent, played
from oraclegames.reflective.agents.reading import Mixed, Zones
from oraclegames.reflective.agents.seat import Seat


class Programs:
    """Two agents at their seats; each pair of readings is worked out once."""

    def __init__(self, agents: tuple[Agent, Agent], places: tuple[Seat, Seat], zones: Zones):
        self.agents = agents
        self.seats = places
        self.zones = zones
        self._known: dict[tuple[int, tuple[int, ...], tuple[int, ...]], Mixed] = {}

    def output(self, player: int, first: tuple[int, ...], second: tuple[int, ...]) -> Mixed:
        """What a player's program plays when it has read these zones of the two players."""
        key = (player, first, second)
        if key not in self._known:
            seat = self.seats[player]
            own = self.zones.read((first, second)[player], len(seat.moves))
            other = self.zones.read((second, first)[player], len(seat.other_moves))
            self._known[key] = played(self.agents[player], seat, own, other)
        return self._known[key]
