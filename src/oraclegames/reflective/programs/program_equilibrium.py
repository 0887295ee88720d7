"""Is a pair of programs a Nash equilibrium of the game in which players choose programs?

A deviating player submits another program, and the payoffs are then those of the new match. Since a
match can have many fixed points, the check is the cautious one: the pair's *least* payoff is
compared with the *largest* that a deviation can get, whatever the oracles. Deviations are any given
programs, and all constant strategies at once.

Constants c ∈ [0, 1]: the reading of c is a zone, and the other program's answers to a zone are
finitely many; its payoff is linear in c on a zone, so that the edges of the zones bound it.

Source: Oesterheld, "Robust program equilibrium", Theory and Decision 2019; the notion goes back to
Tennenholtz, "Program equilibrium", 2004.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import Any

from oraclegames._version import __version__
from oraclegames.budget import Clock, OutOfTime, Progress, Status, Tell
from oraclegames.certificates.part import Part, Refuted
from oraclegames.certificates.program_equilibrium import check
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.algebraic import Number, number_document
from oraclegames.exact.rational import format_rational
from oraclegames.exact.show import rounded
from oraclegames.games.document import Document
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.names import AgentLike, as_agent
from oraclegames.reflective.agents.reading import Zones, precisions
from oraclegames.reflective.agents.seat import expected, seats
from oraclegames.reflective.match.behaviour import REPLY, Run, behaviour
from oraclegames.reflective.match.cells import Stretch, on_both, on_second, pair_of, row_of
from oraclegames.reflective.match.document import own_programs
from oraclegames.reflective.match.grid import Gains, Grid, Interval
from oraclegames.reflective.match.match import Match, play_match
from oraclegames.reflective.match.meeting import Meeting

_ANYWHERE: list[Run] = [(0, REPLY, 0)]  # a constant, wherever it is read


@dataclass(frozen=True)
class Deviation:
    """What a player can get by submitting another program.

    Attributes:
        player: who deviates, 0 or 1.
        program: the new program's name; "any constant" stands for all constant strategies.
        largest: the largest payoff over the new match's fixed points; for constants, the supremum.
        gain: ``largest`` minus the player's least payoff in the checked pair.
        match: the new match; None for constants.
    """

    player: int
    program: str
    largest: Number
    gain: Number
    match: Match | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, repr=False)
class ProgramEquilibrium(Shown, Document, Tabular):
    """The result of a check.

    Attributes:
        match: the checked pair.
        deviations: everything that was tried.
        status: "complete", or how the first match ended that is not.
        undecided: for each player the programs whose payoff is not known then.
    """

    match: Match
    deviations: tuple[Deviation, ...]
    status: Status = "complete"
    undecided: tuple[tuple[int, str], ...] = ()

    @property
    def best(self) -> Deviation:
        """The deviation with the largest gain of those tried.

        Raises:
            InputError: if the check was stopped before any was.
        """
        if not self.deviations:
            raise InputError("the check was stopped before any deviation was tried")
        return max(self.deviations, key=lambda deviation: deviation.gain)

    def holds(self, tolerance: Fraction | int = 0) -> bool | None:
        """Whether no deviation can gain more than the tolerance; None if that is undecided.

        Readings are blurred, so that payoffs of equal limits differ by O(δ/ε): at finite δ a
        tolerance of that order is the sensible question.
        """
        if any(deviation.gain > tolerance for deviation in self.deviations):
            return False
        return None if self.undecided else True

    def columns(self) -> Columns:
        """A row for each deviation."""
        players = self.match.game.players
        return {
            "player": [players[one.player] for one in self.deviations],
            "program": [one.program for one in self.deviations],
            "largest payoff": [one.largest for one in self.deviations],
            "gain": [one.gain for one in self.deviations],
        }

    def __str__(self) -> str:
        first, second = (one.name for one in self.match.agents)
        lines = [f"{first} against {second}: {len(self.deviations)} deviations, {self.status}"]
        for one in self.deviations:
            name = self.match.game.players[one.player]
            lines.append(
                f"  {name} with {one.program} gets at most {rounded(one.largest, 4)}, "
                f"gaining {rounded(one.gain, 4)}"
            )
        for player, program in self.undecided:
            lines.append(f"  {self.match.game.players[player]} with {program}: undecided")
        return "\n".join(lines)

    def verify(self, *, complete: bool = False) -> bool:
        """Re-check every claim of the document, from itself alone; agents of your own are run.

        Args:
            complete: that no match lacks a fixed point too: all cells are searched again.
        """
        rivals = [one.match for one in self.deviations]
        own = [(None, None) if one is None else own_programs(one) for one in rivals]
        pair = own_programs(self.match)
        try:
            check(Part(self.to_dict()), complete=complete, own=(pair, own))
        except (Refuted, InputError):
            return False
        return True

    def to_dict(self) -> dict[str, Any]:
        """For JSON, schema ``oraclegames/program-equilibrium-1``."""
        players = self.match.game.players
        return {
            "schema": "oraclegames/program-equilibrium-1",
            "version": __version__,
            "agents": [one.name for one in self.match.agents],
            "parameters": {
                "delta": format_rational(self.match.delta),
                "epsilon": format_rational(self.match.epsilon),
            },
            "status": self.status,
            "payoffs": [list(map(number_document, ends)) for ends in self.match.ranges()]
            if self.match.payoffs
            else [],
            "deviations": [
                {
                    "player": players[one.player],
                    "program": one.program,
                    "largest": number_document(one.largest),
                    "gain": number_document(one.gain),
                    "match": one.match and one.match.document(verify=False),
                }
                for one in self.deviations
            ],
            "undecided": [
                {"player": players[player], "program": program}
                for player, program in self.undecided
            ],
            "match": self.match.document(verify=False),
        }


def program_equilibrium(
    game: GameLike,
    first: AgentLike,
    second: AgentLike,
    delta: Any = Fraction(1, 200),
    epsilon: Any = Fraction(1, 5),
    *,
    programs: Iterable[AgentLike] = (),
    budget: float | None = None,
    progress: Tell | None = None,
) -> ProgramEquilibrium:
    """Check a pair of programs against given programs and against all constant strategies.

    Args:
        game: a game of two players with at most two moves each.
        first, second: the pair.
        delta, epsilon: as for :func:`oraclegames.match`.
        programs: the programs that either player may submit instead.
        budget: seconds after which the rest is listed as undecided, as on Ctrl-C; None for no
            limit.
        progress: called with a :class:`oraclegames.budget.Progress` after each deviation.

    Raises:
        InputError, UnsupportedError: as for a match.

    >>> pd = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    >>> program_equilibrium(pd, "nicer", "nicer", "1/100").holds(Fraction(1, 10))
    True
    >>> program_equilibrium(pd, "cooperate", "cooperate", "1/100").best.gain
    Fraction(1, 1)
    """
    clock, meeting = Clock(budget), Meeting.of(game, first, second, delta, epsilon)
    _at_most_two_moves(meeting.game)
    entrants = [as_agent(one) for one in programs]
    tried: list[tuple[int, Agent | None]] = list(product((0, 1), [None, *entrants]))
    played = play_match(meeting, clock)
    found: list[Deviation] = []
    status = played.status
    try:
        for player, one in tried if status == "complete" else ():
            found.append(_deviation(played, player, one, clock))
            if progress is not None:
                progress(Progress(len(found), len(tried), "deviations"))
    except (OutOfTime, KeyboardInterrupt):
        status = "partial"
    left = tuple((player, _name(one)) for player, one in tried[len(found) :])
    return ProgramEquilibrium(played, tuple(found), status, left)


def _name(program: Agent | None) -> str:
    return "any constant" if program is None else program.name


def _deviation(played: Match, player: int, program: Agent | None, clock: Clock) -> Deviation:
    """What a player gets by a program, or by the best constant; OutOfTime if that is not known."""
    game, pair, delta, epsilon = played.game, played.agents, played.delta, played.epsilon
    new: Match | None = None
    if program is None:
        most: Number = _best_constant(game, pair[1 - player], player, delta, epsilon, clock)
    else:
        agents = (program, pair[1]) if player == 0 else (pair[0], program)
        new = play_match(Meeting(game, agents, delta, epsilon), clock)
        if new.status != "complete":
            raise OutOfTime
        most = new.ranges()[player][1]
    return Deviation(player, _name(program), most, most - played.ranges()[player][0], new)


def best_constant(
    game: GameLike, opponent: AgentLike, player: int, delta: Any, epsilon: Any
) -> Fraction:
    """The supremum of a player's payoff over all constant strategies and all oracles.

    Args:
        game: a game of two players with at most two moves each.
        opponent: the other player's agent.
        player: 0 or 1, who plays the constant.
        delta, epsilon: as for :func:`oraclegames.match`.

    Cost: O(1/δ).
    """
    game = as_game(game)
    fine, step = precisions(delta, epsilon)
    _at_most_two_moves(game)
    return _best_constant(game, as_agent(opponent), player, fine, step, Clock(None))


def _at_most_two_moves(game: Game) -> None:
    if max(game.shape) > 2:
        raise UnsupportedError(
            f"all constant strategies are tried for players with at most two moves; the shape is "
            f"{game.shape}"
        )


def _best_constant(
    game: Game, opponent: Agent, player: int, delta: Fraction, epsilon: Fraction, clock: Clock
) -> Fraction:
    turned = game if player == 0 else game.permute_players((1, 0))
    places = seats(turned, epsilon)
    opponent.check(places[1])
    grid = Grid.of(Zones(delta), (turned.shape[0], turned.shape[1]))
    gains = Gains(grid, (places[0].mine, places[0].theirs))
    program = behaviour(grid, opponent, places[1], gains, clock)
    columns = grid.shape[1]
    best: list[Fraction] = []

    def consider(edge: int, answers: Iterable[Fraction]) -> None:
        """Payoffs where the constant is an edge; they are linear in the answer."""
        x = Fraction(grid.edges[0][edge], grid.unit)
        best.extend(expected(places[0].mine, (x, 1 - x), (y, 1 - y)) for y in answers)

    def thresholds(found: list[Interval]) -> list[Fraction]:
        """The first and the last of the thresholds found in a row."""
        ends = [edge for start, stop in found for edge in (start + 1, stop)]
        return (
            [Fraction(grid.edges[1][k], grid.unit) for k in {min(ends), max(ends)}] if ends else []
        )

    below: list[Stretch] | None = None
    for number in range(grid.shape[0]):
        clock.check()
        runs = program.runs(number)
        row = row_of(_ANYWHERE, runs)
        answers = thresholds(on_second(row, columns))
        # Inside zones, the outputs rise with them: the ends of a run are its extremes.
        for (start, code, place), stop in zip(runs, [*(run[0] for run in runs[1:]), columns]):
            if place == 0:
                for zone in {start, stop - 1}:
                    (output,) = program.outputs(code, number, zone, zone + 1)
                    answers.append(Fraction(output, program.scale))
        for edge in {number, number + 1}:
            consider(edge, answers)
        if below is not None:
            consider(number, thresholds(on_both(pair_of(below, row), columns)))
        below = row
    return max(best)
