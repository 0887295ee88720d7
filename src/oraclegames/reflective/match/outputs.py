"""What two agents with any numbers of moves play at all readings, in whole numbers.

One reading of the first player after the other, and for each all of the second: climbers in arrays
(:mod:`oraclegames.reflective.match.climbs`), other agents by running their programs, once on what
they read.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock, ended
from oraclegames.exact.arrays import integer_type, widened
from oraclegames.games.game import Game
from oraclegames.later import np
from oraclegames.reflective.agents.agents import Agent, played, runs
from oraclegames.reflective.agents.lp_and_nelp import Climber
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.seat import Seat
from oraclegames.reflective.match.climbs import Climbs, is_climber

if TYPE_CHECKING:
    from numpy.typing import NDArray

Zone = tuple[int, ...]
"""A reading: a zone for each cumulative probability, in order."""


@dataclass(frozen=True)
class Row:
    """What both play at one reading of the first player.

    Attributes:
        played: a row for each reading of the second player: the cumulative probabilities.
        scale: their denominator, a multiple of the zones'.
        halves: where they lie, by probability and reading: 2k + 1 inside zone k, 2k on its lower
            threshold.
    """

    played: NDArray[Any]
    scale: int
    halves: NDArray[np.int32]


@dataclass(frozen=True)
class _Line:
    """What one program plays at one reading of the first player.

    Attributes:
        played: a row for each reading of the second player: the cumulative probabilities.
        scale: their denominator, a multiple of the zones'.
    """

    played: NDArray[Any]
    scale: int


class Outputs:
    """All cumulative probabilities that both play, by readings.

    Attributes:
        readings: for each player all readings that the other, or she herself, may get.
        reads: for each player whether her program reads the first, and the second.
        content: for each player whether a climber stayed where it is after some readings so far.
    """

    def __init__(
        self,
        game: Game,
        agents: tuple[Agent, Agent],
        places: tuple[Seat, Seat],
        zones: Zones,
        readings: tuple[Sequence[Zone], Sequence[Zone]],
        reads: tuple[tuple[bool, bool], tuple[bool, bool]],
        clock: Clock,
    ) -> None:
        self.readings, self.reads = readings, reads
        self._game, self._agents, self._seats = game, agents, places
        self._zones, self._clock = zones, clock
        self._unit = math.lcm(*(edge.denominator for edge in zones.edges))
        self._climbs: Climbs | None = None
        if any(map(is_climber, agents)):
            climbs = Climbs(game, agents, places, zones, readings, clock)
            self._climbs = climbs if climbs.fits else None
        self.content = [False, False]
        self._known: dict[int, Row] = {}
        self._alike: dict[int, _Line] = {}

    def at(self, first: int) -> Row:
        """What is played at a reading of the first player."""
        if first not in self._known:
            self._clock.check()
            self._known[first] = self._run(first)
        return self._known[first]

    def forget(self, zone: int) -> None:
        """What is played at readings with a first zone below this one is not asked again."""
        lines = self.readings[0]
        self._known = {k: row for k, row in self._known.items() if lines[k][0] >= zone}

    def _run(self, first: int) -> Row:
        lines: list[_Line] = []
        climbed = {} if self._climbs is None else self._climbs.played(first)
        for player in (0, 1):
            if player in climbed:
                assert self._climbs is not None
                self.content[player] = self._climbs.content[player]
                lines.append(_Line(climbed[player], self._climbs.scale))
            elif self.reads[player][0]:
                lines.append(self._line(player, first))
            else:
                if player not in self._alike:
                    self._alike[player] = self._line(player, first)
                lines.append(self._alike[player])
        scale = math.lcm(*(line.scale for line in lines))
        columns = [widened(line.played, scale) * (scale // line.scale) for line in lines]
        played = np.concatenate(columns, axis=1)
        return Row(played, scale, self._halves(played.T, scale))

    def _halves(self, played: NDArray[Any], scale: int) -> NDArray[np.int32]:
        edges = [edge.numerator * (scale // edge.denominator) for edge in self._zones.edges]
        ends = np.array(edges[:-1], dtype=played.dtype)
        zones = np.searchsorted(ends[1:], played, side="right")
        on = (zones > 0) & (ends[zones] == played)
        halves: NDArray[np.int32] = (2 * zones + 1 - on).astype(np.int32)
        return halves

    def _line(self, player: int, first: int) -> _Line:
        """What a program plays, run on every reading that makes a difference."""
        agent, seat = self._agents[player], self._seats[player]
        shape, lines = self._game.shape, self.readings
        rows = []
        with ended(self._clock):
            for second in lines[1] if self.reads[player][1] else lines[1][:1]:
                self._clock.check()
                read = [self._zones.read(*one) for one in zip((lines[0][first], second), shape)]
                own, other = read[player], read[1 - player]
                mixed = played(agent, seat, own, other)
                if not self.content[player] and runs(agent, Climber):
                    self.content[player] = agent.stays(seat, own, other)
                rows.append(list(accumulate(mixed[:-1])))
        scale = math.lcm(self._unit, *(x.denominator for row in rows for x in row))
        kind = integer_type(scale)
        whole: NDArray[Any] = np.array([[int(x * scale) for x in row] for row in rows], dtype=kind)
        width = shape[player] - 1
        line = np.broadcast_to(whole.reshape(len(rows), width), (len(lines[1]), width))
        return _Line(line, scale)
