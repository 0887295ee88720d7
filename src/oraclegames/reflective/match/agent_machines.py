"""Agents as oracle machines: what their programs do, query by query.

Each player is one machine, named by the player's label, whose outcomes are her moves. It reads both
players by binary search over the thresholds of the zones, each once per run, and then plays the
mixed strategy that the agent's program returns. The reflective oracles of the two machines are the
fixed points of the match.

For players with more than two moves the cumulative probabilities are read. The probability of
"one of the first j moves" is that of the outcome "yes" of a helper machine, which samples the
player and looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, product
from typing import Any

from oraclegames.budget import Clock, OutOfTime, Status, Tell
from oraclegames.errors import UnsupportedError
from oraclegames.exact.rational import format_rational
from oraclegames.games.game import Game
from oraclegames.reflective.agents.agents import Agent, played
from oraclegames.reflective.agents.reading import Mixed, Zones
from oraclegames.reflective.agents.seat import Seat
from oraclegames.reflective.machines.calls import search_zone
from oraclegames.reflective.machines.machine import Function, Machine, Query, System
from oraclegames.reflective.match.fixed_points import (
    Answer,
    FixedPoint,
    Play,
    expected_payoffs,
)
from oraclegames.reflective.oracles.oracles import ReflectiveOracle, UndeterminedCell
from oraclegames.reflective.oracles.solve_oracles import search_oracles

MAX_LEAVES = 50_000
_CONTINUUM = (
    "a continuum of fixed points, of which some are listed: change delta slightly, so that no "
    "constant lies on a threshold"
)


class Programs:
    """Two agents at their seats, run on readings; each pair of readings is worked out once."""

    def __init__(self, agents: tuple[Agent, Agent], places: tuple[Seat, Seat], zones: Zones):
        self.agents = agents
        self.seats = places
        self.zones = zones
        self._known: dict[tuple[int, tuple[int, ...], tuple[int, ...]], Mixed] = {}

    def output(self, player: int, first: tuple[int, ...], second: tuple[int, ...]) -> Mixed:
        """What a player's program plays when it has read these zones of the two players."""
        key = (player, first, second)
        if key not in self._known:
            seat = self.seats[player]
            own = self.zones.read((first, second)[player], len(seat.moves))
            other = self.zones.read((second, first)[player], len(seat.other_moves))
            self._known[key] = played(self.agents[player], seat, own, other)
        return self._known[key]


def agent_machines(
    game: Game,
    agents: tuple[Agent, Agent],
    places: tuple[Seat, Seat],
    delta: Fraction,
    clock: Clock | None = None,
) -> tuple[Machine, ...]:
    """The two players' machines, and the helpers that their readings need.

    Raises:
        OutOfTime: the programs take longer than the clock allows to be run on all readings.

    >>> from oraclegames.reflective.agents.nicer_bot import NicerBot
    >>> from oraclegames.reflective.agents.seat import seats
    >>> pd = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], players=["Ann", "Bob"])
    >>> bots = NicerBot(), NicerBot()
    >>> system = agent_machines(pd, bots, seats(pd, Fraction(1, 5)), Fraction(1, 4))
    >>> [machine.name for machine in system]
    ['Ann', 'Bob']
    """
    programs = Programs(agents, places, Zones(delta))
    readers = [one.reads(seat) for one, seat in zip(agents, places)]
    for player, wanted in enumerate(readers):
        # Worked out beforehand: inside a run it would count as the machine's own steps.
        for readings in _all_readings(game, player, wanted, programs.zones.count):
            if clock is not None:
                clock.check()
            programs.output(player, *readings)
    players = [
        Machine(
            game.players[player],
            game.moves[player],
            _program(game, player, readers[player], programs),
        )
        for player in (0, 1)
    ]
    helpers = [
        Machine(_helper(game, player, j), ("yes", "no"), _among(game, player, j))
        for player in (0, 1)
        for j in range(2, game.shape[player])
        if any(readers[who][who != player] for who in (0, 1))
    ]
    return (*players, *helpers)


@dataclass(frozen=True)
class MachinePoints:
    """The fixed points found by the general solver.

    Attributes:
        points: ordered by play.
        status: "complete" if these are all; "partial" if the search was stopped; "undetermined" if
            it could not decide some cells.
        undetermined: those cells.
    """

    points: tuple[FixedPoint, ...]
    status: Status
    undetermined: tuple[UndeterminedCell, ...]


def machine_fixed_points(
    game: Game,
    agents: tuple[Agent, Agent],
    places: tuple[Seat, Seat],
    delta: Fraction,
    clock: Clock,
    tell: Tell | None = None,
) -> MachinePoints:
    """All fixed points of a match by the general solver, for any numbers of moves.

    Every oracle found becomes a fixed point, with the answers that the solver reports. Of a
    continuum the listed point and the vertices do, and it stands among what is not decided.

    Raises:
        UnsupportedError: if the readings are too many; the message names a precision that works.

    Cost: grows with ⌈1/δ⌉ to the number of probabilities that are read.
    """
    zones = Zones(delta)
    read = sum(moves - 1 for moves in game.shape)
    if zones.count**read > MAX_LEAVES:
        most = next(n for n in range(zones.count, 0, -1) if n**read <= MAX_LEAVES)
        raise UnsupportedError(
            f"{zones.count} zones for each of {read} probabilities are more than {MAX_LEAVES} "
            f"readings: for a game of shape {game.shape} take delta = 1/{most} or more"
            f"{'' if Fraction(1, most) < places[0].epsilon else ', and an epsilon above that'}, "
            f"not {format_rational(delta)}"
        )
    try:
        system = System(agent_machines(game, agents, places, delta, clock))
    except (OutOfTime, KeyboardInterrupt):
        return MachinePoints((), "partial", ())
    found = search_oracles(system, clock, tell=tell)
    programs = Programs(agents, places, zones)
    points: dict[Any, FixedPoint] = {}
    doubts = list(found.undetermined)
    for entry in found:
        if entry.dimension:
            doubts.append(UndeterminedCell(entry.bounds(), _CONTINUUM))
        for each in (entry, *entry.vertices):
            point = _point(game, (each.distributions[0], each.distributions[1]), each, programs)
            points.setdefault(point.play, point)
    status: Status = "undetermined" if doubts and found.complete else found.status
    ordered = sorted(points.values(), key=lambda one: one.play)
    return MachinePoints(tuple(ordered), status, tuple(doubts))


def _program(game: Game, player: int, reads: tuple[bool, bool], programs: Programs) -> Function:
    """The player's function of the oracle's handle."""
    zones = programs.zones
    moves = game.moves[player]

    def play(oracle: Any) -> str:
        seen: list[tuple[int, ...]] = [(0,) * (game.shape[i] - 1) for i in (0, 1)]
        for who, wanted in ((player, reads[0]), (1 - player, reads[1])):
            if wanted:
                seen[who] = tuple(
                    search_zone(zones.count, _above(oracle, game, who, j, zones))
                    for j in range(1, game.shape[who])
                )
        mixed = programs.output(player, seen[0], seen[1])
        left = Fraction(1)
        for label, p in zip(moves[:-1], mixed):
            if p and oracle.flip(p / left):
                return label
            left -= p
            if not left:
                return label
        return moves[-1]

    return play


def _all_readings(
    game: Game, player: int, reads: tuple[bool, bool], count: int
) -> Iterator[tuple[tuple[int, ...], ...]]:
    """All pairs of readings that the player's program can get; zone 0 where it does not read."""
    wanted = reads if player == 0 else reads[::-1]
    lines = [
        product(range(count if wanted[who] else 1), repeat=game.shape[who] - 1) for who in (0, 1)
    ]
    return product(*lines)


def _above(oracle: Any, game: Game, player: int, count: int, zones: Zones) -> Callable[[int], bool]:
    """Asks whether the probability of one of the first moves lies above a threshold."""
    machine, outcome = _name(game, player, count), _outcome(game, player, count)
    return lambda zone: bool(oracle.exceeds(machine, outcome, zones.edges[zone]))


def _helper(game: Game, player: int, count: int) -> str:
    name = f"{game.players[player]} plays one of {count}"
    while name in game.players:
        name += "'"
    return name


def _name(game: Game, player: int, count: int) -> str:
    return game.players[player] if count == 1 else _helper(game, player, count)


def _outcome(game: Game, player: int, count: int) -> str:
    return game.moves[player][0] if count == 1 else "yes"


def _among(game: Game, player: int, count: int) -> Function:
    """Does the player's move lie among the first ``count``?"""
    name, chosen = game.players[player], game.moves[player][:count]
    return lambda oracle: "yes" if oracle.sample(name) in chosen else "no"


def _point(game: Game, play: Play, entry: ReflectiveOracle, programs: Programs) -> FixedPoint:
    """The oracle as a fixed point; with deterministic answers if some reproduce the play."""
    cumulative = [list(accumulate(mixed))[:-1] for mixed in play]
    read = tuple(tuple(programs.zones.place(x) for x in line) for line in cumulative)
    answers = tuple(
        tuple(
            _answer(entry, game, player, j, programs.zones.edges[zones[1]])
            if len(zones) == 2
            else None
            for j, zones in enumerate(read[player], start=1)
        )
        for player in (0, 1)
    )
    payoffs = expected_payoffs(game, play)
    point = FixedPoint(play, payoffs, True, (read[0], read[1]), (answers[0], answers[1]))
    for simple, readings in _deterministic(point):
        if all(programs.output(player, *readings) == play[player] for player in (0, 1)):
            return simple
    return point


def _answer(
    entry: ReflectiveOracle, game: Game, player: int, count: int, threshold: Fraction
) -> Answer:
    """The probability of the higher zone."""
    query = Query(_name(game, player, count), _outcome(game, player, count), threshold)
    value = entry.answer(query)
    return value, value


def _deterministic(
    point: FixedPoint,
) -> Iterator[tuple[FixedPoint, tuple[tuple[int, ...], tuple[int, ...]]]]:
    """The same play with all answers 0 or 1, in every way, and what is read then."""
    open_answers = [answer for row in point.answers for answer in row if answer is not None]
    for pick in product((Fraction(0), Fraction(1)), repeat=len(open_answers)):
        chosen = iter(pick)
        first, second = (
            tuple(None if answer is None else (value := next(chosen), value) for answer in row)
            for row in point.answers
        )
        here, there = (
            tuple(read[int(answer[0]) if answer else 0] for read, answer in zip(zones, row))
            for zones, row in zip(point.zones, (first, second))
        )
        yield replace(point, randomised=False, answers=(first, second)), (here, there)
