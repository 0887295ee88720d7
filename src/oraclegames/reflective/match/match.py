"""Two agents on a game: every outcome that they and a reflective oracle can reach.

An oracle that answers truthfully about agents which ask about each other is a fixed point: each
agent's probabilities must be what its program plays, given truthful readings of those very
probabilities. There can be many; which one holds is the oracle's choice, and a match reports all.

Source: Armstrong, "Reflexive oracles and superrationality: prisoner's dilemma", 2017; reflective
oracles: Fallenstein, Taylor and Christiano 2015.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.rational import format_rational
from oraclegames.games.files.load import GameLike, as_game
from oraclegames.games.game import Game
from oraclegames.games.shown import Shown
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.names import as_agent
from oraclegames.reflective.agents.regions import Region
from oraclegames.reflective.agents.seat import Seat, seats
from oraclegames.reflective.agents.zones import Zones, precisions
from oraclegames.reflective.match.agent_machines import machine_fixed_points
from oraclegames.reflective.match.arcs import Arc, trace_arcs
from oraclegames.reflective.match.behaviour import behaviour
from oraclegames.reflective.match.check import Programs
from oraclegames.reflective.match.grid import Gains, Grid
from oraclegames.reflective.match.points import FixedPoint, FixedPoints, Segment, expected_payoffs
from oraclegames.reflective.match.staircase import all_fixed_points
from oraclegames.reflective.match.table import optional, write_table
from oraclegames.reflective.match.words import match_lines

if TYPE_CHECKING:
    from oraclegames.reflective.match.limit import Limit

__all__ = ["Match", "match"]

MAX_POINTS = 2_000_000
MAX_ZONES = 50_000


@dataclass(frozen=True, repr=False)
class Match(Shown):
    """Every fixed point of two agents on a game, exactly.

    Attributes:
        game: the game.
        agents: the first and the second player's agent.
        delta: the precision δ of readings.
        epsilon: the step ε of the agents.
        fixed_points: all of them, ordered by the zones of the first, then of the second player; a
            sequence that builds its items when they are looked at. Complete.
        segments: the continua between some of them, by their two ends: where a threshold is met
            whatever the oracle answers, the other player's play moves with the answer.
        method: how they were found.
    """

    game: Game
    agents: tuple[Agent, Agent]
    delta: Fraction
    epsilon: Fraction
    fixed_points: Sequence[FixedPoint]
    segments: tuple[Segment, ...]
    method: str

    def __str__(self) -> str:
        return "\n".join(match_lines(self))

    @cached_property
    def seats(self) -> tuple[Seat, Seat]:
        """Both players' views of the game."""
        return seats(self.game, self.epsilon)

    @cached_property
    def payoffs(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """Both players' exact payoffs at every fixed point."""
        return tuple(point.payoffs for point in self.fixed_points)

    def ranges(self) -> tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]:
        """For each player the least and the largest payoff that an oracle can give."""
        first, second = zip(*self.payoffs)
        return (min(first), max(first)), (min(second), max(second))

    def pareto(self) -> tuple[FixedPoint, ...]:
        """The fixed points at which no other fixed point is better for one and worse for none."""
        order = sorted(range(len(self.payoffs)), key=lambda k: self.payoffs[k], reverse=True)
        best: list[int] = []
        for k in order:
            if not best or self.payoffs[k][1] > self.payoffs[best[-1]][1]:
                best.append(k)
        winners = {self.payoffs[k] for k in best}
        return tuple(self.fixed_points[k] for k, pair in enumerate(self.payoffs) if pair in winners)

    @cached_property
    def arcs(self) -> tuple[Arc, ...]:
        """The fixed points as connected pieces, largest first."""
        return trace_arcs(
            self.fixed_points, self._places(), self.payoff_array().sum(axis=1), self.epsilon
        )

    def payoff_array(self) -> NDArray[np.float64]:
        """Both players' payoffs as floats, shape (number of fixed points, 2)."""
        return np.array(self.payoffs, dtype=np.float64).reshape(-1, 2)

    def play_array(self) -> NDArray[np.float64]:
        """Both players' probabilities of the first move as floats, shape (n, 2)."""
        rows = [[mixed[0] for mixed in point.play] for point in self.fixed_points]
        return np.array(rows, dtype=np.float64).reshape(-1, 2)

    def verify(self) -> bool:
        """Re-check every fixed point and segment by fractions, from game, agents and point alone.

        This proves that each is one; that there are no others is the search's claim.
        """
        programs = Programs(self.agents, self.seats, Zones(self.delta))
        return all(
            programs.reproduce(point)
            and point.payoffs == expected_payoffs(self.game, point.play)
            and point.randomised == _random(point)
            for point in self.fixed_points
        ) and all(programs.sweep(segment) for segment in self.segments)

    def limit(self, *, steps: int = 3) -> Limit:
        """Where the payoffs go as δ, ε → 0, from this match on.

        See :func:`oraclegames.reflective.match.limit.match_limit`.
        """
        from oraclegames.reflective.match.limit import match_limit

        return match_limit(self.game, *self.agents, self.delta, self.epsilon, steps=steps)

    def to_dict(self, *, verify: bool = True) -> dict[str, Any]:
        """The match as plain values for JSON, schema ``oraclegames/match-1``.

        Args:
            verify: run :meth:`verify` for the key ``verified``; else it is null.
        """
        return {
            "schema": "oraclegames/match-1",
            "game": {
                "title": self.game.title,
                "players": [
                    {"name": name, "moves": list(labels)}
                    for name, labels in zip(self.game.players, self.game.moves)
                ],
            },
            "agents": [one.name for one in self.agents],
            "parameters": {
                "delta": format_rational(self.delta),
                "epsilon": format_rational(self.epsilon),
            },
            "fixed_points": [
                {
                    "play": [[float(p) for p in mixed] for mixed in point.play],
                    "payoffs": [float(payoff) for payoff in point.payoffs],
                    "randomised": point.randomised,
                    "exact": [[format_rational(p) for p in mixed] for mixed in point.play],
                    "zones": [[list(read) for read in zones] for zones in point.zones],
                }
                for point in self.fixed_points
            ],
            "segments": [[[float(x) for x in end] for end in ends] for ends in self.segments],
            "arcs": [arc.to_dict() for arc in self.arcs],
            "pareto": [[float(payoff) for payoff in point.payoffs] for point in self.pareto()],
            "method": self.method,
            "verified": self.verify() if verify else None,
        }

    def column_names(self) -> list[str]:
        """The columns of :meth:`rows`: floats, and beside them the exact numbers as texts."""
        names = []
        for player, labels in zip(self.game.players, self.game.moves):
            for quantity in (*labels, "payoff"):
                names += [f"{player}: {quantity}", f"{player}: {quantity} (exact)"]
        return [*names, "randomised"]

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """One row for each fixed point, made as it is asked for."""
        for point in self.fixed_points:
            row: list[Any] = []
            for mixed, payoff in zip(point.play, point.payoffs):
                for number in (*mixed, payoff):
                    row += [float(number), format_rational(number)]
            yield (*row, point.randomised)

    def to_columns(self) -> dict[str, list[Any]]:
        """The rows as columns by name."""
        columns = [list(column) for column in zip(*self.rows())]
        return dict(zip(self.column_names(), columns))

    def write(self, path: str | Path) -> None:
        """Write the fixed points as ``.csv`` or ``.parquet``, or everything as ``.json``.

        Rows are written one after the other: the memory does not grow with their number.
        """
        write_table(path, self.column_names(), self.rows(), self.to_dict)

    def to_arrow(self) -> Any:
        """The columns of :meth:`to_columns` as an Arrow table; needs pyarrow."""
        return optional("pyarrow", "an Arrow table").table(self.to_columns())

    def to_pandas(self) -> Any:
        """The columns of :meth:`to_columns` as a data frame; needs pandas."""
        return optional("pandas", "a data frame").DataFrame(self.to_columns())

    def __repr__(self) -> str:
        pair = " against ".join(one.name for one in self.agents)
        return f"Match({pair}: {len(self.fixed_points)} fixed points)"

    def _places(self) -> NDArray[np.int64]:
        if isinstance(self.fixed_points, FixedPoints):
            return self.fixed_points.table.places
        return np.array(
            [
                [
                    2 * read[0] + 1 if len(read) == 1 else 2 * read[1]
                    for zones in point.zones
                    for read in zones
                ]
                for point in self.fixed_points
            ],
            dtype=np.int64,
        )


def match(
    game: GameLike,
    first: Agent | str,
    second: Agent | str,
    delta: Any = Fraction(1, 200),
    epsilon: Any = Fraction(1, 5),
    *,
    max_points: int = MAX_POINTS,
) -> Match:
    """Find every outcome that two agents on a two-player game can reach with a reflective oracle.

    Args:
        game: a two-player game.
        first, second: the players' agents, or their names, see :func:`oraclegames.agent`.
        delta: the precision δ of readings, an exact rational with 0 < δ < ε. With more than two
            moves for some player it must be coarse: the general solver then looks at up to
            ⌈1/δ⌉^(m1 + m2 − 2) readings.
        epsilon: the step ε, an exact rational with 0 < ε < 1. The picture sharpens as δ/ε → 0.
        max_points: more fixed points than this are an error.

    Raises:
        InputError: for wrong δ or ε, an agent that does not fit the game, or a region without a
            payoff at which no small change is a gain for both.
        UnsupportedError: if there are not two players, δ is too fine, there are too many
            fixed points, or, with more than two moves, too many readings or a continuum.

    Cost: O(1/δ²) array operations for players with two moves (0.1 s at 1/500).

    >>> pd = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], moves=[["C", "D"], ["C", "D"]])
    >>> [point.play[0] for point in match(pd, "nicer", "defect", "1/10").fixed_points]
    [(Fraction(6, 25), Fraction(19, 25))]
    """
    game = as_game(game)
    pair = as_agent(first), as_agent(second)
    fine, step = precisions(delta, epsilon)
    places = seats(game, step)
    for one, seat in zip(pair, places):
        one.check(seat)
    zones = Zones(fine)
    if max(game.shape) > 2:
        points = machine_fixed_points(game, pair, places, fine)
        method = "reflective oracles of the agents' machines"
        return Match(game, pair, fine, step, points, (), method)
    if zones.count > MAX_ZONES:
        raise UnsupportedError(
            f"delta = {format_rational(fine)} makes {zones.count} zones for each player, and "
            f"their pairs are too many to visit: at most {MAX_ZONES} are done"
        )
    grid = Grid.of(zones, (game.shape[0], game.shape[1]))
    gains = Gains(grid, (places[0].mine, places[0].theirs))
    programs = behaviour(grid, pair[0], places[0]), behaviour(grid, pair[1], places[1])
    found = all_fixed_points(grid, gains, programs, max_points)
    for one, content in zip(pair, found.staying):
        if isinstance(one, Region) and not content:
            raise InputError(
                f"the region of agent {one.name!r} holds no Pareto outcome: wherever payoffs are "
                "allowed, a small change is a gain for both; widen the region"
            )
    return Match(
        game,
        pair,
        fine,
        step,
        FixedPoints(game, found.table),
        found.segments,
        "all cells of the two staircases, exact whole numbers",
    )


def _random(point: FixedPoint) -> bool:
    return any(
        answer is not None and answer[0] not in (0, 1)
        for answers in point.answers
        for answer in answers
    )
