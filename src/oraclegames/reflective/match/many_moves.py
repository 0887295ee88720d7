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
from itertools import chain, combinations_with_replacement, pairwise
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock, OutOfTime, Progress, Status, Tell
from oraclegames.errors import UnsupportedError
from oraclegames.exact.algebraic import Algebraic, Number
from oraclegames.exact.arrays import widened
from oraclegames.exact.rational import format_rational
from oraclegames.games.game import Game
from oraclegames.later import np
from oraclegames.reflective.agents.agents import Agent, reads_of
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.regions import check_content
from oraclegames.reflective.agents.seat import Seat
from oraclegames.reflective.match.answers import Cell, Solution, solve
from oraclegames.reflective.match.fixed_points import ExpectedPayoffs, FixedPoint
from oraclegames.reflective.match.meeting import MAX_READINGS, finest, growth, pairs_of_readings
from oraclegames.reflective.match.outputs import Outputs
from oraclegames.reflective.match.sieve import Asked, Place, Sieve, sifted
from oraclegames.reflective.oracles.oracles import UndeterminedCell
from oraclegames.reflective.oracles.polynomial_systems import UnresolvedError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TOGETHER = 1024
"""So many cells are sifted together."""

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
        InputError: a region never leaves its agent where it is.
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
    complete = True
    try:
        search = _Search(game, agents, places, zones, clock)
    except (OutOfTime, KeyboardInterrupt):
        return ManyPoints((), "partial", ())
    try:
        for done, total in search.rows():
            if search.count > max_points:
                raise UnsupportedError(
                    f"the agents have more than {max_points} fixed points at precision delta = "
                    f"{format_rational(delta)}: take a coarser delta, or raise max_points"
                )
            if tell is not None:
                words = f"rows of readings, {search.count} fixed points"
                tell(Progress(done, total, words))
    except (OutOfTime, KeyboardInterrupt):
        complete = False
    if complete:
        check_content(agents, search.content)
    found = chain.from_iterable(search.points.values())
    ordered = tuple(sorted(found, key=_by_play))
    status: Status = "undetermined" if search.doubts else "complete"
    return ManyPoints(ordered, status if complete else "partial", tuple(search.doubts))


@dataclass(frozen=True)
class _Waiting:
    """A cell that is left, with what is played at its corners by probability."""

    first: Place
    second: Place
    corners: NDArray[Any]
    scale: int


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
        self.points: dict[tuple[tuple[int, ...], ...], list[FixedPoint]] = {}
        self.count = 0
        self.doubts: list[UndeterminedCell] = []
        self._payoffs = ExpectedPayoffs(game)
        self._waiting: dict[int, list[_Waiting]] = {}
        self._count = 0
        (a, b), (d, c) = (reads_of(one, seat) for one, seat in zip(agents, places))
        reads = (a, b), (c, d)  # the first, the second
        self._read = a or c, b or d
        self._lines = self._places(0), self._places(1)
        readings = tuple(
            {reading: None for place in line for reading in place.readings} for line in self._lines
        )
        self._number = [{reading: k for k, reading in enumerate(line)} for line in readings]
        ordered = list(readings[0]), list(readings[1])
        self._outputs = Outputs(game, agents, places, zones, ordered, reads, clock)
        self._sieve = Sieve(self._lines[1], self._number[1])

    @property
    def content(self) -> list[bool]:
        """For each player whether a climber stays where it is after some readings so far."""
        return self._outputs.content

    def rows(self) -> Iterator[tuple[int, int]]:
        """Search; after each place of the first player, how many are done, and of how many."""
        firsts, _ = self._lines
        zone = 0
        for done, first in enumerate(firsts, 1):
            self.clock.check()
            if first.zones and first.zones[0] and first.zones[0][0] > zone:
                zone = first.zones[0][0]
                self._outputs.forget(zone)
            self._row(first)
            if done == len(firsts):
                self._sift()
            yield done, len(firsts)

    def _places(self, player: int) -> list[Place]:
        """The places of a player; of one whom nobody reads they make no difference."""
        count = self.game.shape[player] - 1
        if not self._read[player]:
            return [Place((None,) * count, ((),) * count, ((0,) * count,))]
        halves = range(1, 2 * self.zones.count)
        return [Place.of(line) for line in combinations_with_replacement(halves, count)]

    def _row(self, first: Place) -> None:
        """The cells of one place of the first player wait to be sifted, with those of others."""
        rows = [self._outputs.at(self._number[0][reading]) for reading in first.readings]
        left = self._sieve.left(first, np.stack([row.halves for row in rows]))
        if not len(left):
            return
        scale = math.lcm(*(row.scale for row in rows))
        # By the first player's reading, the second's, and the probability.
        outputs = np.stack(
            [widened(row.played, scale) * (scale // row.scale) for row in rows]
            if any(row.scale < scale for row in rows)
            else [row.played for row in rows]
        )
        counts = self._sieve.counts[left]
        for count in set(counts.tolist()):
            chosen = left[counts == count]
            # The cells, the probabilities, the corners.
            corners = outputs[:, self._sieve.readings[chosen, :count]].transpose(1, 3, 0, 2)
            corners = corners.reshape(len(chosen), outputs.shape[2], -1)
            waiting = self._waiting.setdefault(corners.shape[2], [])
            waiting += [
                _Waiting(first, self._lines[1][k], one, scale)
                for k, one in zip(chosen.tolist(), corners)
            ]
            self._count += len(chosen)
        if self._count >= _TOGETHER:
            self._sift()

    def _sift(self) -> None:
        """Sift the cells that wait, and solve what is left."""
        waiting, self._waiting, self._count = self._waiting, {}, 0
        for group in waiting.values():
            edges = {scale: self._edges(scale) for scale in {one.scale for one in group}}
            asked = Asked.at(
                [one.first.halves + one.second.halves for one in group],
                [edges[one.scale] for one in group],
            )
            for k in sifted(np.stack([one.corners for one in group]), asked, self.clock):
                one = group[k]
                outputs = [tuple(line) for line in one.corners.tolist()]
                zones = one.first.zones + one.second.zones
                self._solve(Cell(zones, outputs, one.scale, edges[one.scale]))

    def _edges(self, scale: int) -> list[int]:
        return [x.numerator * (scale // x.denominator) for x in self.zones.edges]

    def _solve(self, cell: Cell) -> None:
        """Solve a cell, and keep its points."""
        try:
            solved = solve(cell, self.clock, halved=True)
        except UnresolvedError as reason:
            self.doubts.append(UndeterminedCell(self._bounds(cell), str(reason)))
            return
        if solved.continua:
            self.doubts.append(UndeterminedCell(self._bounds(cell), _CONTINUUM))
        # At an end of a continuum a value may be read as others are.
        read = None if solved.continua else cell.zones
        for solution in solved.solutions:
            self._keep(solution, read)

    def _keep(self, solution: Solution, zones: Sequence[tuple[int, ...]] | None) -> None:
        """A solution as a fixed point."""
        first, second = self._cut(solution.values)
        play = _mixed(first), _mixed(second)
        read = tuple(
            [
                zones[k] if zones and zones[k] else self.zones.place(value)
                for k, value in enumerate(solution.values)
            ]
        )
        # Only points that are read alike can be the same.
        known = self.points.setdefault(read, [])
        if any(one.play == play for one in known):
            return
        answers = [
            (answer, answer) if len(zones) == 2 else None
            for zones, answer in zip(read, solution.answers)
        ]
        payoffs = self._payoffs(play)
        point = FixedPoint(play, payoffs, solution.randomised, self._cut(read), self._cut(answers))
        known.append(point)
        self.count += 1

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


def _by_play(point: FixedPoint) -> list[Any]:
    """What orders as the play does; exact numbers are compared where they are read alike alone."""
    return [
        x
        for mixed, zones in zip(point.play, point.zones)
        for p, read in zip(mixed, zones)
        for x in (2 * read[-1] + (len(read) == 1), p)
    ]


def _mixed(cumulative: Sequence[Any]) -> tuple[Number, ...]:
    """A mixed strategy from its cumulative probabilities."""
    if all(type(x) is Fraction for x in cumulative):
        below = math.lcm(*[x.denominator for x in cumulative])
        whole = [0, *[x.numerator * (below // x.denominator) for x in cumulative], below]
        return tuple([Fraction(after - before, below) for before, after in pairwise(whole)])
    line: list[Any] = [Fraction(0), *cumulative, Fraction(1)]
    steps = [after - before for before, after in pairwise(line)]
    return tuple(p.simplest() if isinstance(p, Algebraic) else p for p in steps)
