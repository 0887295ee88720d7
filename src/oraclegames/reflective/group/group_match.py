"""Three and more agents on a game: every outcome that they and a reflective oracle can reach.

As with two players, an oracle that answers truthfully about agents which ask about each other is a
fixed point; all cells of zones and thresholds are looked at. LP and its kin take a step when it
surely improves everybody's payoffs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from itertools import islice, pairwise
from typing import Any

from flint import fmpq

from oraclegames.budget import Clock, OutOfTime, Status, Tell
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.algebraic import Algebraic, Number
from oraclegames.exact.rational import format_rational, rational, to_fmpq, to_fraction
from oraclegames.games.document import Document
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular, meeting_columns
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.names import AgentLike, as_agent
from oraclegames.reflective.agents.reading import Zones, precisions
from oraclegames.reflective.agents.regions import check_content
from oraclegames.reflective.agents.seat import GroupSeat
from oraclegames.reflective.group.document import cover, group_document, holds
from oraclegames.reflective.group.payoff_grid import PayoffGrid
from oraclegames.reflective.group.programs import check_agent, outputs_of
from oraclegames.reflective.group.search import Found, Spot, search
from oraclegames.reflective.group.words import group_lines
from oraclegames.reflective.match.blocks import Blocks, kept_blocks
from oraclegames.reflective.match.meeting import finest, growth, pairs_of_readings
from oraclegames.reflective.match.outcomes import Outcomes
from oraclegames.reflective.oracles.oracles import UndeterminedCell

MAX_READINGS = 2_000_000
MAX_POINTS = 200_000
_FEW_READINGS = 10_000


@dataclass(frozen=True)
class GroupPoint:
    """One outcome that all programs reproduce.

    Attributes:
        play: each player's mixed strategy.
        payoffs: each player's expected payoff.
        randomised: whether the oracle must answer some query at random.
        zones: for each player and each of her cumulative probabilities (one, with two moves) the
            zones of a reading: one, or two neighbours on a threshold.
        answers: for each on a threshold the probability of the upper zone; None else. Others can
            exist.
    """

    play: tuple[tuple[Number, ...], ...]
    payoffs: tuple[Number, ...]
    randomised: bool
    zones: tuple[tuple[tuple[int, ...], ...], ...]
    answers: tuple[tuple[Number | None, ...], ...]


@dataclass(frozen=True, repr=False)
class GroupMatch(Shown, Outcomes[GroupPoint], Document, Tabular):
    """Every fixed point of three or more agents on a game, exactly.

    Attributes:
        game: the game.
        agents: the players' agents.
        delta: the precision δ of readings.
        epsilon: the step ε of the agents.
        fixed_points: those found, by the zones of the players in order.
        continua: sets of fixed points with infinitely many plays, each by the positions of its
            corners among the fixed points.
        status: "complete" if these are all; "partial" if the search was stopped (budget, Ctrl-C);
            "undetermined" if it could not decide some cells.
        undetermined: those cells.
        blocks: where the places without fixed points are, each with the bound that excludes it; if
            they were asked for, and neither budget nor Ctrl-C stopped them.
    """

    game: Game
    agents: tuple[Agent, ...]
    delta: Fraction
    epsilon: Fraction
    fixed_points: tuple[GroupPoint, ...]
    continua: tuple[tuple[int, ...], ...] = ()
    status: Status = "complete"
    undetermined: tuple[UndeterminedCell, ...] = ()
    blocks: Blocks | None = None

    def __str__(self) -> str:
        return "\n".join(group_lines(self))

    @cached_property
    def seats(self) -> tuple[GroupSeat, ...]:
        """All players' views of the game."""
        return tuple(GroupSeat(self.game, i, self.epsilon) for i in range(self.game.n_players))

    @cached_property
    def payoffs(self) -> tuple[tuple[Number, ...], ...]:
        """All players' exact payoffs at every fixed point."""
        return tuple(point.payoffs for point in self.fixed_points)

    def verify(self, *, complete: bool = False) -> bool:
        """Re-check every claim of the document, from itself alone; agents of your own are run.

        Args:
            complete: that there are no other fixed points too: all cells are gone through again;
                False if these are not said to be all, or that cannot be decided.
        """
        return holds(self, complete)

    def to_dict(self, *, verify: bool = True, budget: float | None = None) -> dict[str, Any]:
        """For JSON, schema ``oraclegames/group-match-1``.

        Args:
            verify: run :meth:`verify` for the key ``verified``; else, or if an agent is known by
                name alone, it is null.
            budget: seconds for that; if they are not enough, the key is null too.
        """
        return group_document(self, verify, budget)

    def document(self, *, verify: bool = True) -> dict[str, Any]:
        """:meth:`to_dict`."""
        return self.to_dict(verify=verify)

    def columns(self) -> Columns:
        """A row for each fixed point."""
        points = self.fixed_points
        plays = [point.play for point in points]
        randomised = [point.randomised for point in points]
        return meeting_columns(self.game, plays, self.payoffs, randomised)


def group_match(
    game: GameLike,
    agents: Sequence[AgentLike],
    delta: Any = None,
    epsilon: Any = Fraction(1, 5),
    *,
    max_points: int = MAX_POINTS,
    keep_blocks: bool = False,
    budget: float | None = None,
    progress: Tell | None = None,
) -> GroupMatch:
    """As :func:`oraclegames.match`, for any number of agents.

    Raises:
        InputError: wrong δ or ε, another number of agents than of players, an agent that does not
            fit, or a region without a payoff at which nothing surely improves everybody's.
        UnsupportedError: there are too many readings or points.

    Cost: some 4^n array operations on ⌈1/δ⌉^n readings for two moves each, plus the fixed points;
    with m moves some ⌈1/δ⌉^(m − 1) / (m − 1)! readings of a player, and 4^(m − 1) operations.
    """
    clock = Clock(budget)
    game = as_game(game)
    if delta is None:
        delta = _chosen(game, epsilon)
    fine, step = precisions(delta, epsilon)
    entrants = tuple(as_agent(one) for one in agents)
    if len(entrants) != game.n_players:
        raise InputError(
            f"{len(entrants)} agents were named, but the game has {game.n_players} players: name "
            "one for each"
        )
    places = [GroupSeat(game, i, step) for i in range(game.n_players)]
    for one, seat in zip(entrants, places):
        check_agent(one, seat)
    zones = Zones(fine)
    readings = pairs_of_readings(game.shape, zones.count)
    if readings > MAX_READINGS:
        raise UnsupportedError(
            f"delta = {format_rational(fine)} makes {zones.count} zones for each of "
            f"{sum(game.shape) - game.n_players} probabilities, {readings:,} readings, more than "
            f"{MAX_READINGS:,}: they grow like {growth(game.shape)}; take delta = "
            f"1/{finest(game.shape, MAX_READINGS)} or more"
        )
    grid = PayoffGrid(game, zones, clock)
    try:
        outputs = [outputs_of(one, seat, grid, clock) for one, seat in zip(entrants, places)]
    except (OutOfTime, KeyboardInterrupt):
        return GroupMatch(game, entrants, fine, step, (), status="partial")
    check_content(entrants, [out.stays for out in outputs])
    pays: Pays = [(o, list(map(to_fmpq, game.payoffs(o)))) for o in game.outcomes()]
    found = search(
        grid, outputs, partial(_point, game=game, pays=pays), max_points, clock, progress
    )
    result = _result(game, entrants, fine, step, found)
    if not keep_blocks or result.status == "partial":
        return result
    return replace(result, blocks=kept_blocks(partial(cover, result), clock))


Pays = list[tuple[tuple[int, ...], list[fmpq]]]
"""Everybody's payoffs at each outcome."""


def _result(
    game: Game, agents: tuple[Agent, ...], delta: Fraction, epsilon: Fraction, found: Found
) -> GroupMatch:
    # Both have one order, and plays of many points are long to hash.
    rows = sorted(zip(found.spots.values(), found.points.values()), key=lambda row: _order(row[0]))
    place = {spot.play: k for k, (spot, _) in enumerate(rows)} if found.continua else {}
    continua = sorted({tuple(sorted(place[play] for play in plays)) for plays in found.continua})
    status: Status = "complete" if found.complete else "partial"
    if found.complete and found.undetermined:
        status = "undetermined"
    points = tuple(point for _, point in rows)
    open_ones = tuple(found.undetermined)
    return GroupMatch(game, agents, delta, epsilon, points, tuple(continua), status, open_ones)


def _chosen(game: Game, epsilon: Any) -> Fraction:
    """The precision if none is given: 1/20 for two moves each, for more coarser; below ε."""
    most = 20 if max(game.shape) <= 2 else min(20, finest(game.shape, _FEW_READINGS))
    return min(Fraction(1, most), rational(epsilon, what="the step epsilon") * Fraction(5, 6))


def _point(spot: Spot, game: Game, pays: Pays) -> GroupPoint:
    play = tuple(
        tuple(_plainest(b - a) for a, b in pairwise([Fraction(0), *line, Fraction(1)]))
        for line in _cut(spot.play, game)
    )
    payoffs = _mean(play, game, pays)
    return GroupPoint(
        play,
        payoffs,
        spot.randomised,
        _cut(spot.zones, game),
        _cut(spot.answers, game),
    )


def _mean(play: Sequence[Sequence[Any]], game: Game, pays: Pays) -> tuple[Any, ...]:
    """The payoffs of a play; with FLINT's fractions where it is rational, since points are many."""
    exact = all(isinstance(x, Fraction) for mixed in play for x in mixed)
    rows = [list(map(to_fmpq, mixed)) if exact else mixed for mixed in play]
    payoffs: list[Any] = [fmpq(0) if exact else Fraction(0)] * game.n_players
    for outcome, row in pays:
        weight: Any = 1
        for mixed, move in zip(rows, outcome):
            weight = weight * mixed[move]
            if weight == 0:
                break
        else:
            for j, payoff in enumerate(row if exact else game.payoffs(outcome)):
                payoffs[j] = payoffs[j] + weight * payoff
    return tuple(to_fraction(x) if exact else _plainest(x) for x in payoffs)


def _order(spot: Spot) -> Any:
    """By half zones, then by play."""
    return [2 * read[-1] + (len(read) == 1) for read in spot.zones], spot.play


def _plainest(value: Any) -> Any:
    """A number as a fraction, if it is one."""
    return value.simplest() if isinstance(value, Algebraic) else value


def _cut(line: Sequence[Any], game: Game) -> tuple[tuple[Any, ...], ...]:
    """One entry for each cumulative probability, by players."""
    rest = iter(line)
    return tuple(tuple(islice(rest, moves - 1)) for moves in game.shape)
