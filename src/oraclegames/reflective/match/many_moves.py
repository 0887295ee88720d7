"""Every fixed point of two agents with any numbers of moves, exactly.

A mixed strategy over m moves is read by its m − 1 cumulative probabilities, each of which lies
inside a zone or on a threshold: its *place*. Both players' places together are a *cell*. In a cell
with t thresholds the readings are 2^t combinations, and what is played is multilinear in the t
answers: an equation for each threshold, and a condition for each zone, which
:mod:`oraclegames.reflective.match.answers` solves. Most cells need none: what an agent plays
lies between the least and the largest of the combinations, and these must reach the place from both
sides. So the cells of one place of the first player are sifted by whole numbers alone.

For players with two moves each :mod:`oraclegames.reflective.match.staircase` does the same along
the borders of zones.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement, pairwise
from typing import Any

from oraclegames.budget import Clock, OutOfTime, Progress, Status, Tell
from oraclegames.errors import UnsupportedError
from oraclegames.exact.algebraic import Algebraic, Number
from oraclegames.exact.arrays import widened
from oraclegames.exact.rational import format_rational
from oraclegames.games.game import Game
from oraclegames.later import np
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.seat import Seat
from oraclegames.reflective.match.answers import Cell, Solution, solve
from oraclegames.reflective.match.fixed_points import FixedPoint, Play, expected_payoffs
from oraclegames.reflective.match.meeting import finest, growth, pairs_of_readings
from oraclegames.reflective.match.outputs import Outputs
from oraclegames.reflective.match.sieve import Place, Sieve
from oraclegames.reflective.oracles.oracles import UndeterminedCell
from oraclegames.reflective.oracles.polynomial_systems import UnresolvedError

MAX_READINGS = 2_000_000
"""Pairs of readings at which programs are run at most."""

_CONTINUUM = (
    "a continuum of fixed points, of which some are listed: change delta slightly, so that no "
    "constant lies on a threshold"
)


@dataclass(frozen=True)
class ManyPoints:
    """What the search finds.

    Attributes:
        points: ordered by play.
        status: "complete" if these are all; "partial" if the search was stopped; "undetermined" if
            it could not decide some cells.
        undetermined: those cells.
    """

    points: tuple[FixedPoint, ...]
    status: Status
    undetermined: tuple[UndeterminedCell, ...]


def many_fixed_points(
    game: Game,
    agents: tuple[Agent, Agent],
    places: tuple[Seat, Seat],
    delta: Fraction,
    max_points: int,
    clock: Clock,
    tell: Tell | None = None,
) -> ManyPoints:
    """Find all fixed points, or those that the clock, or Ctrl-C, allows; see the module.

    Of a continuum some points are listed, and it stands among what is not decided.

    Raises:
        UnsupportedError: the readings are too many (the message names a precision that works), or
            there are more than ``max_points`` fixed points.

    Cost: both programs are run on all pairs of readings, some
    ⌈1/δ⌉^(m1 + m2 − 2) / ((m1 − 1)! (m2 − 1)!) of them; the cells are some 2^(m1 + m2 − 2) times as
    many, each sifted in microseconds.
    """
    zones = Zones(delta)
    pairs = pairs_of_readings(game.shape, zones.count)
    if pairs > MAX_READINGS:
        most = finest(game.shape, MAX_READINGS)
        above = "" if Fraction(1, most) < places[0].epsilon else ", and an epsilon above that"
        raise UnsupportedError(
            f"{zones.count} zones for each of {sum(game.shape) - 2} probabilities make {pairs:,} "
            f"pairs of readings, more than {MAX_READINGS:,}: with the shape {game.shape} they grow "
            f"like {growth(game.shape)}; take delta = 1/{most} or more{above}, not "
            f"{format_rational(delta)}"
        )
    search = _Search(game, agents, places, zones, clock)
    complete = True
    try:
        for done, total in search.rows():
            if len(search.points) > max_points:
                raise UnsupportedError(
                    f"the agents have more than {max_points} fixed points at precision delta = "
                    f"{format_rational(delta)}: take a coarser delta, or raise max_points"
                )
            if tell is not None:
                found = f"rows of readings, {len(search.points)} fixed points"
                tell(Progress(done, total, found))
    except (OutOfTime, KeyboardInterrupt):
        complete = False
    ordered = tuple(sorted(search.points.values(), key=lambda one: one.play))
    status: Status = "undetermined" if search.doubts else "complete"
    return ManyPoints(ordered, status if complete else "partial", tuple(search.doubts))


class _Search:
    """The cells of one place of the first player after the other."""

    def __init__(
        self,
        game: Game,
        agents: tuple[Agent, Agent],
        places: tuple[Seat, Seat],
        zones: Zones,
        clock: Clock,
    ):
        self.game, self.zones, self.clock = game, zones, clock
        self.points: dict[Play, FixedPoint] = {}
        self.doubts: list[UndeterminedCell] = []
        self._unit = math.lcm(*(edge.denominator for edge in zones.edges))
        reads = [one.reads(seat) for one, seat in zip(agents, places)]
        self._read = tuple(any(reads[who][who != player] for who in (0, 1)) for player in (0, 1))
        self._lines = self._places(0), self._places(1)
        readings = tuple(
            {reading: None for place in line for reading in place.readings} for line in self._lines
        )
        self._number = [{reading: k for k, reading in enumerate(line)} for line in readings]
        ordered = list(readings[0]), list(readings[1])
        self._outputs = Outputs(game, agents, places, zones, ordered, clock)
        self._sieve = Sieve(self._lines[1], self._number[1], zones)

    def rows(self) -> Iterator[tuple[int, int]]:
        """Search; after each place of the first player, how many are done, and of how many."""
        firsts, _ = self._lines
        for done, first in enumerate(firsts, 1):
            self.clock.check()
            self._row(first)
            yield done, len(firsts)

    def _places(self, player: int) -> list[Place]:
        """The places of a player; of one whom nobody reads they make no difference."""
        count = self.game.shape[player] - 1
        if not self._read[player]:
            return [Place((None,) * count, ((),) * count, ((0,) * count,))]
        halves = range(1, 2 * self.zones.count)
        return [Place.of(line) for line in combinations_with_replacement(halves, count)]

    def _row(self, first: Place) -> None:
        """The cells of one place of the first player, in whole numbers over one denominator."""
        rows = [self._outputs.at(self._number[0][reading]) for reading in first.readings]
        scale = math.lcm(self._unit, *(own for _, own in rows))
        # By the first player's reading, the second's, and the probability.
        outputs = np.stack([widened(table, scale) * (scale // own) for table, own in rows])
        edges = [x.numerator * (scale // x.denominator) for x in self.zones.edges]
        for k, columns in self._sieve.cells(first, outputs, edges):
            second = self._lines[1][k]
            self._solve(Cell(first.zones + second.zones, columns, scale, edges))

    def _solve(self, cell: Cell) -> None:
        """Solve a cell, and keep its points."""
        try:
            solved = solve(cell, self.clock, halved=True)
        except UnresolvedError as reason:
            self.doubts.append(UndeterminedCell(self._bounds(cell), str(reason)))
            return
        if solved.continua:
            self.doubts.append(UndeterminedCell(self._bounds(cell), _CONTINUUM))
        for solution in solved.solutions:
            self._keep(solution)

    def _keep(self, solution: Solution) -> None:
        """A solution as a fixed point; at an end of a continuum its places may be others."""
        first, second = self._cut(solution.values)
        play = _mixed(first), _mixed(second)
        if play in self.points:
            return
        read = [self.zones.place(value) for value in solution.values]
        answers = [
            (answer, answer) if len(zones) == 2 else None
            for zones, answer in zip(read, solution.answers)
        ]
        payoffs = expected_payoffs(self.game, play)
        self.points[play] = FixedPoint(
            play, payoffs, solution.randomised, self._cut(read), self._cut(answers)
        )

    def _cut(self, line: Sequence[Any]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """The first player's entries, and the second's."""
        cut = self.game.shape[0] - 1
        return tuple(line[:cut]), tuple(line[cut:])

    def _bounds(self, cell: Cell) -> tuple[tuple[tuple[Fraction, Fraction], ...], ...]:
        """For each player and move two bounds of its probability in a cell."""
        zero, one = (Fraction(0),) * 2, (Fraction(1),) * 2
        bounds = []
        for zones in self._cut(cell.zones):
            ends = [zero]
            for read in zones:
                low, high = (self.zones.ends(read[k])[1 - len(read) if k else 0] for k in (0, -1))
                ends.append((low, high))
            bounds.append((*ends, one))
        return tuple(
            tuple(
                (max(after[0] - before[1], Fraction(0)), after[1] - before[0])
                for before, after in pairwise(line)
            )
            for line in bounds
        )


def _mixed(cumulative: Sequence[Number]) -> tuple[Number, ...]:
    """A mixed strategy from its cumulative probabilities."""
    line: list[Any] = [Fraction(0), *cumulative, Fraction(1)]
    steps = [after - before for before, after in pairwise(line)]
    return tuple(p.simplest() if isinstance(p, Algebraic) else p for p in steps)
