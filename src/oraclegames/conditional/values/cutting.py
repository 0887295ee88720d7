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
from oraclegames.processes import Workers

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


Vector = tuple[Fraction, ...]

_Job = tuple[Box, Clock]

_Open = tuple[float, int, Box]
"""A box that is not classified yet: minus its size, a number, itself."""


class Cutting:
    """Cells in progress; the largest open box is next, so that all parts get finer alike."""

    def __init__(self, game: Game, space: Space, box: Box, share: Fraction):
        self._classifier = Classifier(game, space)
        self._known: dict[Box, Cell | None] = {}
        self.finest = [width * share for width in box.widths]
        self.cells: list[Cell] = []
        self._count = itertools.count()
        self.queue = [self._opened(box)]

    def run(self, clock: Clock, tell: Tell | None, workers: int = 1) -> Status:
        """Classify and cut until no box is open; what is open at the end is an edge.

        With more workers than one, other processes classify the open boxes before it is their turn.
        """
        status: Status = "complete"
        others: Workers[_Job, Cell | None] = Workers(self._classifier, workers)
        try:
            with others:
                for step in itertools.count():
                    if not self.queue:
                        break
                    if workers > 1 and self.queue[0][-1] not in self._known:
                        self._ask(others, clock, tell)
                    self._step(clock)
                    if tell is not None and step % 64 == 0:
                        self._tell(tell)
        except (OutOfTime, KeyboardInterrupt):
            status = "partial"
        while self.queue and self.queue[0][-1] in self._known:
            self._step(clock)
        self.cells += [Cell(box, "edge", None) for *_, box in self.queue]
        return status

    def _ask(self, others: Workers[_Job, Cell | None], clock: Clock, tell: Tell | None) -> None:
        """Have all open boxes classified, the largest first."""
        jobs = [(box, clock) for *_, box in sorted(self.queue) if box not in self._known]
        for step, ((box, _), cell) in enumerate(others.answers(jobs, clock)):
            self._known[box] = cell
            if tell is not None and step % 64 == 0:
                self._tell(tell)

    def _tell(self, tell: Tell) -> None:
        tell(Progress(len(self.cells), None, f"cells, {len(self.queue)} boxes open"))

    def _opened(self, box: Box) -> _Open:
        size = max(map(float, self._sizes(box)), default=0.0)
        return -size, next(self._count), box

    def _sizes(self, box: Box) -> list[Fraction]:
        """How many times as wide as the finest cells, on each axis."""
        return [w / f if f else Fraction(0) for w, f in zip(box.widths, self.finest)]

    def _step(self, clock: Clock) -> None:
        *_, box = self.queue[0]
        known = box in self._known
        cell = self._known.pop(box) if known else self._classifier((box, clock))
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


class Classifier:
    """What is proved of a box; a function that other processes can be given."""

    def __init__(self, game: Game, space: Space) -> None:
        self.game, self.space = game, space
        self.relaxation = Relaxation.whole(game)
        self._out: dict[Vector, bool] = {}

    def __call__(self, job: _Job) -> Cell | None:
        """The cell that a box is, or None if nothing is proved of all of it.

        Raises:
            OutOfTime: the clock's budget is spent.
        """
        box, clock = job
        clock.check()
        y, _ = self.relaxation.mix(hull(self.space, box), clock)
        if y is not None:
            return Cell(box, "out", y)
        # A cell that is in has achievable corners: they are cheap to ask, and mostly say no.
        for corner in box.corners:
            if self._is_out(self.space.point(corner), clock):
                return None
        centre = self.space.point(box.centre)
        y, weights = self.relaxation.mix(Box(centre, centre), clock)
        if y is not None:
            return None
        half = tuple(width / 2 for width in box.widths)
        piece = neighbourhood(self.game, centre, half, self.space.directions, list(weights), clock)
        return None if piece is None else Cell(box, "in", piece)

    def _is_out(self, values: Vector, clock: Clock) -> bool:
        """Whether a value vector is excluded; boxes have many corners in common."""
        if values not in self._out:
            self._out[values] = self.relaxation.mix(Box(values, values), clock)[0] is not None
        return self._out[values]
