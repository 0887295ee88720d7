"""Cutting a box of values into cells, and proving of each what it holds."""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from oraclegames.budget import Clock, OutOfTime, Progress, Status, Tell
from oraclegames.conditional.columns.konstanz import Multipliers
from oraclegames.conditional.values.boxes import Box
from oraclegames.conditional.values.neighbourhood import Neighbourhood, neighbourhood
from oraclegames.conditional.values.relaxation import Relaxation
from oraclegames.conditional.values.value_space import Space
from oraclegames.games.game import Game

Kind = Literal["in", "out", "edge"]


@dataclass(frozen=True)
class Cell:
    """A box of coordinates and what is proved about its value vectors.

    Attributes:
        box: the coordinates.
        kind: "in", "out" or "edge".
        proof: the neighbourhood that holds it, or the y that excludes it; None for an edge.
    """

    box: Box
    kind: Kind
    proof: Neighbourhood | Multipliers | None


def hull(space: Space, box: Box) -> Box:
    """The smallest box of value vectors that holds a box of coordinates."""
    corners = [space.point(corner) for corner in box.corners]
    return Box(tuple(map(min, zip(*corners))), tuple(map(max, zip(*corners))))


_Open = tuple[float, int, Box]
"""A box that is not classified yet: minus its size, a number, itself."""


class Cutting:
    """Cells in progress; the largest open box is next, so that all parts get finer alike."""

    def __init__(self, game: Game, space: Space, box: Box, share: Fraction):
        self.game, self.space = game, space
        self.relaxation = Relaxation.whole(game)
        self.finest = [width * share for width in box.widths]
        self.cells: list[Cell] = []
        self._count = itertools.count()
        self.queue = [self._opened(box)]

    def run(self, clock: Clock, tell: Tell | None) -> Status:
        """Classify and cut until no box is open; what is open at the end is an edge."""
        status: Status = "complete"
        try:
            for step in itertools.count():
                if not self.queue:
                    break
                self._step(clock)
                if tell is not None and step % 64 == 0:
                    open_boxes = len(self.queue)
                    tell(Progress(len(self.cells), None, f"cells, {open_boxes} boxes open"))
        except (OutOfTime, KeyboardInterrupt):
            status = "partial"
        self.cells += [Cell(box, "edge", None) for *_, box in self.queue]
        return status

    def _opened(self, box: Box) -> _Open:
        size = max(map(float, self._sizes(box)), default=0.0)
        return -size, next(self._count), box

    def _sizes(self, box: Box) -> list[Fraction]:
        """How many times as wide as the finest cells, on each axis."""
        return [w / f if f else Fraction(0) for w, f in zip(box.widths, self.finest)]

    def _step(self, clock: Clock) -> None:
        *_, box = self.queue[0]
        cell = self._classify(box, clock)
        sizes = self._sizes(box)
        parts: list[_Open] = []
        if cell is None and max(sizes, default=Fraction(0)) > 1:
            parts = [self._opened(part) for part in box.split(sizes.index(max(sizes)))]
        elif cell is None:
            cell = Cell(box, "edge", None)
        # Nothing below takes time: Ctrl-C finds the box in its place, or what it turned into.
        heapq.heappop(self.queue)
        for part in parts:
            heapq.heappush(self.queue, part)
        if cell is not None:
            self.cells.append(cell)

    def _classify(self, box: Box, clock: Clock) -> Cell | None:
        clock.check()
        y, _ = self.relaxation.mix(hull(self.space, box), clock)
        if y is not None:
            return Cell(box, "out", y)
        # A cell that is in has achievable corners: they are cheap to ask, and mostly say no.
        for corner in box.corners:
            v = self.space.point(corner)
            if self.relaxation.mix(Box(v, v), clock)[0] is not None:
                return None
        centre = self.space.point(box.centre)
        y, weights = self.relaxation.mix(Box(centre, centre), clock)
        if y is not None:
            return None
        half = tuple(width / 2 for width in box.widths)
        piece = neighbourhood(self.game, centre, half, self.space.directions, list(weights), clock)
        return None if piece is None else Cell(box, "in", piece)
