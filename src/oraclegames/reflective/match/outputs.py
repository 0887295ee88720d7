"""What two agents with any numbers of moves play at all readings, in whole numbers.

One reading of the first player after the other, and for each all of the second: climbers in arrays
(:mod:`oraclegames.reflective.match.climbs`), other agents by running their programs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock
from oraclegames.exact.arrays import integer_type
from oraclegames.games.game import Game
from oraclegames.later import np
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.seat import Seat
from oraclegames.reflective.match.climbs import Climbs, is_climber
from oraclegames.reflective.match.programs import Programs

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


class Outputs:
    """All cumulative probabilities that both play, by readings.

    Attributes:
        readings: for each player all readings that the other, or she herself, may get.
    """

    def __init__(
        self,
        game: Game,
        agents: tuple[Agent, Agent],
        places: tuple[Seat, Seat],
        zones: Zones,
        readings: tuple[Sequence[Zone], Sequence[Zone]],
        clock: Clock,
    ) -> None:
        self.readings, self._zones, self._clock = readings, zones, clock
        self._unit = math.lcm(*(edge.denominator for edge in zones.edges))
        self._programs = Programs(agents, places, zones)
        self._widths = [count - 1 for count in game.shape]
        self._climbs: Climbs | None = None
        if any(map(is_climber, agents)):
            climbs = Climbs(game, agents, places, zones, readings, clock)
            self._climbs = climbs if climbs.fits else None
        self._known: dict[int, Row] = {}

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
        climbed = {} if self._climbs is None else self._climbs.played(first)
        ran = {
            player: self._one_by_one(player, first) for player in (0, 1) if player not in climbed
        }
        found = (x.denominator for rows in ran.values() for row in rows for x in row)
        scale = math.lcm(self._unit, *found)
        if self._climbs is not None:
            scale = math.lcm(scale, self._climbs.scale)
        kind = integer_type(scale)
        columns: list[NDArray[Any]] = []
        for player, width in enumerate(self._widths):
            if player in ran:
                whole = [[int(x * scale) for x in row] for row in ran[player]]
                columns.append(np.array(whole, dtype=kind).reshape(len(whole), width))
            else:
                assert self._climbs is not None
                columns.append(climbed[player].astype(kind) * (scale // self._climbs.scale))
        played = np.concatenate(columns, axis=1)
        return Row(played, scale, self._halves(played.T, scale))

    def _halves(self, played: NDArray[Any], scale: int) -> NDArray[np.int32]:
        edges = [edge.numerator * (scale // edge.denominator) for edge in self._zones.edges]
        ends = np.array(edges[:-1], dtype=played.dtype)
        zones = np.searchsorted(ends[1:], played, side="right")
        on = (zones > 0) & (ends[zones] == played)
        halves: NDArray[np.int32] = (2 * zones + 1 - on).astype(np.int32)
        return halves

    def _one_by_one(self, player: int, first: int) -> list[list[Fraction]]:
        rows = []
        for second in self.readings[1]:
            self._clock.check()
            mixed = self._programs.output(player, self.readings[0][first], second)
            rows.append(list(accumulate(mixed[:-1])))
        return rows
