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
from fractions import Fraction
from itertools import product
from typing import Any

from oraclegames.budget import Clock
from oraclegames.games.game import Game
from oraclegames.reflective.agents.agents import Agent, reads_of
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.seat import Seat
from oraclegames.reflective.machines.calls import search_zone
from oraclegames.reflective.machines.machine import Function, Machine
from oraclegames.reflective.match.programs import Programs

MAX_LEAVES = 50_000
_CONTINUUM = (
    "a continuum of fixed points, of which some are listed: change delta slightly, so that no "
    "constant lies on a threshold"
)


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
    readers = [reads_of(one, seat) for one, seat in zip(agents, places)]
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
