"""Two agents on a game: every outcome that they and a reflective oracle can reach.

An oracle that answers truthfully about agents which ask about each other is a fixed point: each
agent's probabilities must be what its program plays, given truthful readings of those very
probabilities. There can be many; which one holds is the oracle's choice, and a match reports all.

Source: Armstrong, "Reflexive oracles and superrationality: prisoner's dilemma", 2017; reflective
oracles: Fallenstein, Taylor and Christiano 2015.

A long file: the result knows its own limit, so that it and the search are one file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock, OutOfTime, Status, Tell
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.rational import format_rational
from oraclegames.games.document import Document
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike
from oraclegames.games.shown import Shown
from oraclegames.games.table_file import write_table
from oraclegames.games.tabular import Columns, Tabular, meeting_columns
from oraclegames.later import np
from oraclegames.reflective.agents.agents import Agent, check_seat
from oraclegames.reflective.agents.names import AgentLike
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.regions import check_content
from oraclegames.reflective.agents.seat import Seat, seats
from oraclegames.reflective.match.arcs import Arc, trace_arcs
from oraclegames.reflective.match.behaviour import behaviour
from oraclegames.reflective.match.blocks import Blocks, kept_blocks
from oraclegames.reflective.match.document import (
    column_names,
    cover,
    holds,
    match_document,
    match_rows,
)
from oraclegames.reflective.match.fixed_points import (
    FixedPoint,
    FixedPoints,
    Payoffs,
    Segment,
    columns_of,
    payoffs_at,
)
from oraclegames.reflective.match.grid import Gains, Grid
from oraclegames.reflective.match.limit import Limit, limit_of
from oraclegames.reflective.match.many_moves import many_fixed_points
from oraclegames.reflective.match.meeting import Meeting
from oraclegames.reflective.match.outcomes import Outcomes
from oraclegames.reflective.match.staircase import all_fixed_points
from oraclegames.reflective.match.words import match_lines
from oraclegames.reflective.oracles.oracles import UndeterminedCell

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_POINTS = 2_000_000
MAX_ZONES = 200_000


@dataclass(frozen=True, repr=False)
class Match(Shown, Outcomes[FixedPoint], Document, Tabular):
    """Every fixed point of two agents on a game, exactly.

    Attributes:
        game: the game.
        agents: the first and the second player's agent.
        delta: the precision δ of readings.
        epsilon: the step ε of the agents.
        fixed_points: those found, ordered by the zones of the first, then of the second player; a
            sequence that builds its items when they are looked at.
        segments: the continua between some of them, by their two ends: where a threshold is met
            whatever the oracle answers, the other player's play moves with the answer.
        method: how they were found.
        status: "complete" if these are all; "partial" if the search was stopped (budget, Ctrl-C);
            "undetermined" if it could not decide some cells.
        undetermined: those cells.
        blocks: where the places without fixed points are, each with the bound that excludes it; if
            they were asked for, and neither budget nor Ctrl-C stopped them.
    """

    game: Game
    agents: tuple[Agent, Agent]
    delta: Fraction
    epsilon: Fraction
    fixed_points: Sequence[FixedPoint]
    segments: tuple[Segment, ...]
    method: str
    status: Status = "complete"
    undetermined: tuple[UndeterminedCell, ...] = ()
    blocks: Blocks | None = None

    def __str__(self) -> str:
        return "\n".join(match_lines(self))

    @cached_property
    def seats(self) -> tuple[Seat, Seat]:
        """Both players' views of the game."""
        return seats(self.game, self.epsilon)

    @cached_property
    def payoffs(self) -> tuple[Payoffs, ...]:
        """Both players' exact payoffs at every fixed point."""
        return tuple(payoffs_at(self.fixed_points, range(len(self.fixed_points))))

    @property
    def randomised(self) -> tuple[bool, ...]:
        """For every fixed point whether the oracle must answer some query at random."""
        points = self.fixed_points
        if isinstance(points, FixedPoints):
            return tuple(map(bool, points.table.randomised))
        return tuple(point.randomised for point in points)

    @cached_property
    def arcs(self) -> tuple[Arc, ...]:
        """The fixed points as connected pieces, largest first."""
        welfare = [first + second for first, second in self.payoffs]
        return trace_arcs(self.fixed_points, self._places(), welfare, self.epsilon)

    def payoff_array(self) -> NDArray[np.float64]:
        """Both players' payoffs as floats, shape (number of fixed points, 2).

        Raises:
            UnsupportedError: some are beyond all floats.
        """
        try:
            return np.array(self.payoffs, dtype=np.float64).reshape(-1, 2)
        except OverflowError:
            raise UnsupportedError(
                "payoffs beyond 1e308 have no floats: scale them down, or take `payoffs`"
            ) from None

    def play_array(self) -> NDArray[np.float64]:
        """Both players' probabilities of the first move as floats, shape (n, 2)."""
        rows = [
            (first[0], second[0])
            for first, second in columns_of(self.fixed_points, payoffs=()).plays
        ]
        return np.array(rows, dtype=np.float64).reshape(-1, 2)

    def verify(self, *, complete: bool = False) -> bool:
        """Re-check every claim of the document, from itself alone; agents of your own are run.

        Args:
            complete: that there are no other fixed points too: all cells are searched again, by
                code of its own; False if these are not said to be all, or that cannot be decided.
        """
        return holds(self, complete)

    def limit(
        self, *, steps: int = 3, budget: float | None = None, progress: Tell | None = None
    ) -> Limit:
        """Where the payoffs go as δ, ε → 0, from this match on; see :func:`match_limit`."""
        start = self.game, *self.agents, self.delta, self.epsilon
        return match_limit(*start, steps=steps, budget=budget, progress=progress)

    def to_dict(self, *, verify: bool = True, budget: float | None = None) -> dict[str, Any]:
        """The match as plain values for JSON, schema ``oraclegames/match-1``.

        Args:
            verify: run :meth:`verify` for the key ``verified``; else, or if an agent is known by
                name alone, it is null.
            budget: seconds for that; if they are not enough, the key is null too.
        """
        return match_document(self, verify, budget)

    def document(self, *, verify: bool = True) -> dict[str, Any]:
        """:meth:`to_dict`."""
        return self.to_dict(verify=verify)

    def column_names(self) -> list[str]:
        """The columns of :meth:`rows`: floats, and beside them the exact numbers as texts."""
        return column_names(self)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """One row for each fixed point, made as it is asked for."""
        return match_rows(self)

    def columns(self) -> Columns:
        """A row for each fixed point, with exact numbers."""
        found = columns_of(self.fixed_points, payoffs=self.payoffs)
        return meeting_columns(self.game, found.plays, found.payoffs, found.randomised)

    def write(self, path: str | Path) -> None:
        """Write the fixed points as ``.csv`` or ``.parquet``, or everything as ``.json``.

        Rows are written one after the other: the memory does not grow with their number.
        """
        write_table(path, self.column_names(), self.rows(), self.to_dict)

    def _places(self) -> list[tuple[int, ...]]:
        if isinstance(self.fixed_points, FixedPoints):
            return list(zip(*self.fixed_points.table.places))
        return [
            tuple(
                2 * read[0] + 1 if len(read) == 1 else 2 * read[1]
                for zones in point.zones
                for read in zones
            )
            for point in self.fixed_points
        ]


def match(
    game: GameLike,
    first: AgentLike,
    second: AgentLike,
    delta: Any = None,
    epsilon: Any = Fraction(1, 5),
    *,
    max_points: int = MAX_POINTS,
    keep_blocks: bool = False,
    budget: float | None = None,
    progress: Tell | None = None,
) -> Match:
    """As :func:`oraclegames.match`, for two agents.

    >>> pd = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], moves=[["C", "D"], ["C", "D"]])
    >>> [point.play[0] for point in match(pd, "nicer", "defect", "1/10").fixed_points]
    [(Fraction(6, 25), Fraction(19, 25))]
    """
    meeting = Meeting.of(game, first, second, delta, epsilon)
    return play_match(meeting, Clock(budget), progress, max_points, keep_blocks=keep_blocks)


def play_match(
    meeting: Meeting,
    clock: Clock,
    tell: Tell | None = None,
    max_points: int = MAX_POINTS,
    *,
    keep_blocks: bool = False,
) -> Match:
    """As :func:`match`, on a clock that runs already."""
    found = _played(meeting, clock, tell, max_points)
    if not keep_blocks or found.status == "partial":
        return found
    return replace(found, blocks=kept_blocks(partial(cover, found), clock))


def _played(meeting: Meeting, clock: Clock, tell: Tell | None, max_points: int) -> Match:
    game, pair = meeting.game, meeting.agents
    delta, epsilon = meeting.delta, meeting.epsilon
    places = seats(game, epsilon)
    for one, seat in zip(pair, places):
        check_seat(one, seat)
    zones = Zones(delta)
    if max(game.shape) > 2:
        many = many_fixed_points(game, pair, places, delta, max_points, clock, tell)
        method = "all cells of the readings, exact whole numbers and polynomial systems"
        return Match(
            game, pair, delta, epsilon, many.points, (), method, many.status, many.undetermined
        )
    if zones.count > MAX_ZONES:
        raise UnsupportedError(
            f"delta = {format_rational(delta)} makes {zones.count} zones for each player, which "
            f"are too many to visit: at most {MAX_ZONES} are done"
        )
    method = "all cells of the two staircases, exact whole numbers"
    grid = Grid.of(zones, (game.shape[0], game.shape[1]))
    gains = Gains(grid, (places[0].mine, places[0].theirs))
    try:
        programs = (
            behaviour(grid, pair[0], places[0], gains, clock),
            behaviour(grid, pair[1], places[1], gains, clock),
        )
    except (OutOfTime, KeyboardInterrupt):
        return Match(game, pair, delta, epsilon, (), (), method, "partial")
    found = all_fixed_points(grid, programs, max_points, clock, tell)
    if found.complete:
        check_content(pair, found.staying)
    status: Status = "complete" if found.complete else "partial"
    points = FixedPoints(game, found.table)
    return Match(game, pair, delta, epsilon, points, found.segments, method, status)


def match_limit(
    game: GameLike,
    first: AgentLike,
    second: AgentLike,
    delta: Any = Fraction(1, 50),
    epsilon: Any = Fraction(1, 5),
    *,
    steps: int = 4,
    budget: float | None = None,
    progress: Tell | None = None,
) -> Limit:
    """Play a match at ever smaller δ and ε, and estimate where its payoffs go.

    Args:
        game, first, second: as for :func:`oraclegames.match`.
        delta, epsilon: where the sequence starts; δ is divided by 4 and ε by 2 at each step.
        steps: how many matches, at least 3.
        budget, progress: as for :func:`oraclegames.match`, for all matches together; the sequence
            ends with the last match that is complete.

    Cost: that of the last match, O(4^steps/δ) for players with two moves.

    Raises:
        InputError: as for a match, or for fewer than three steps.
    """
    if steps < 3:
        raise InputError(f"a limit needs at least 3 steps, not {steps}")
    clock, start = Clock(budget), Meeting.of(game, first, second, delta, epsilon)
    matches: list[Match] = []
    for j in range(steps):
        finer = replace(start, delta=start.delta / 4**j, epsilon=start.epsilon / 2**j)
        one = play_match(finer, clock, progress)
        if one.status != "complete":
            return limit_of(matches, one.status)
        matches.append(one)
    return limit_of(matches, "complete")
