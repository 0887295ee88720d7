"""Who meets whom, on which game, and how precisely: what every match begins with."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.names import AgentLike, as_agent
from oraclegames.reflective.agents.reading import precisions


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
        """A meeting of what a person writes.

        Raises:
            InputError: a name, or a precision, is wrong.
        """
        fine, step = precisions(delta, epsilon)
        return cls(as_game(game), (as_agent(first), as_agent(second)), fine, step)
