"""Who meets whom, on which game, and how precisely: what every match begins with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.exact.rational import rational
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.names import AgentLike, as_agent
from oraclegames.reflective.agents.reading import precisions

MAX_READINGS = 10_000_000
"""Pairs of readings on which programs are run at most."""

_PAIRS = 3_200  # some seconds, for the agents of the essays


@dataclass(frozen=True)
class Meeting:
    """Two agents on a game.

    Attributes:
        game: the game.
        agents: the first and the second player's agent.
        delta: the precision δ of readings.
        epsilon: the step ε of the agents.
    """

    game: Game
    agents: tuple[Agent, Agent]
    delta: Fraction
    epsilon: Fraction

    @classmethod
    def of(
        cls, game: GameLike, first: AgentLike, second: AgentLike, delta: Any, epsilon: Any
    ) -> Meeting:
        """A meeting of what a person writes; see :func:`precisions_of`.

        Raises:
            InputError: a name, or a precision, is wrong.
        """
        table = as_game(game)
        fine, step = precisions_of(table, delta, epsilon)
        return cls(table, (as_agent(first), as_agent(second)), fine, step)


def pairs_of_readings(shape: Sequence[int], zones: int) -> int:
    """How many pairs of readings of both players' mixed strategies there are."""
    return math.prod(math.comb(zones + moves - 2, moves - 1) for moves in shape)


def growth(shape: Sequence[int]) -> str:
    """How the pairs of readings grow as δ shrinks.

    >>> growth((3, 3)), growth((1, 2))
    ('delta^-4/4', 'delta^-1')
    """
    fewer = math.prod(math.factorial(moves - 1) for moves in shape)
    return f"delta^-{sum(shape) - len(shape)}" + (f"/{fewer}" if fewer > 1 else "")


def finest(shape: Sequence[int], pairs: int) -> int:
    """The most zones, up to 200, with no more pairs of readings than this; one zone has one."""
    return next(n for n in range(200, 0, -1) if pairs_of_readings(shape, n) <= pairs)


def precisions_of(game: Game, delta: Any, epsilon: Any) -> tuple[Fraction, Fraction]:
    """δ and ε of a match; δ is chosen if it is None.

    Then it is 1/200 for two moves each, and for more the finest 1/n, below ε, at which the programs
    of agents are run on some three thousand pairs of readings.

    Raises:
        InputError: if they are not such numbers.

    >>> games = map(as_game, ("chicken", "rock_paper_scissors"))
    >>> [str(precisions_of(game, None, "1/5")[0]) for game in games]
    ['1/200', '1/10']
    """
    if delta is None:
        most = 200 if max(game.shape) <= 2 else finest(game.shape, _PAIRS)
        delta = min(Fraction(1, most), rational(epsilon, what="the step epsilon") * Fraction(5, 6))
    return precisions(delta, epsilon)
