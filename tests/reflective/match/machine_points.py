"""The fixed points of a match as the reflective oracles of the agents' machines.

An independent way, by the general solver, to what
:mod:`oraclegames.reflective.match.many_moves` finds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate, product
from typing import Any

from oraclegames.budget import Clock, OutOfTime, Status, Tell
from oraclegames.games.game import Game
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.seat import Seat
from oraclegames.reflective.machines.machine import Query, System
from oraclegames.reflective.match.agent_machines import _name, _outcome, agent_machines
from oraclegames.reflective.match.fixed_points import (
    Answer,
    ExpectedPayoffs,
    FixedPoint,
    Play,
)
from oraclegames.reflective.match.programs import Programs
from oraclegames.reflective.oracles.oracles import ReflectiveOracle, UndeterminedCell
from oraclegames.reflective.oracles.solve_oracles import search_oracles

_CONTINUUM = "a continuum of fixed points"


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

    Cost: grows with ⌈1/δ⌉ to the number of probabilities that are read.
    """
    zones = Zones(delta)
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
    payoffs = ExpectedPayoffs(game)(play)
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
