"""A match as a system of machines, to be asked whatever one asks machines."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from oraclegames.errors import UnsupportedError
from oraclegames.games.load import GameLike
from oraclegames.reflective.agents.agents import check_seat
from oraclegames.reflective.agents.names import AgentLike
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.seat import seats
from oraclegames.reflective.machines.machine import Machine
from oraclegames.reflective.match.agent_machines import MAX_LEAVES, agent_machines
from oraclegames.reflective.match.meeting import Meeting


def as_machines(
    game: GameLike,
    first: AgentLike,
    second: AgentLike,
    delta: Any = Fraction(1, 10),
    epsilon: Any = Fraction(1, 5),
) -> tuple[Machine, ...]:
    """Turn two agents into oracle machines, one for each player and named like her.

    A machine's outcomes are the player's moves. It reads both players by binary search, to the
    precision δ, and then tosses coins for the agent's mixed strategy. Their reflective oracles
    (:func:`oraclegames.solve_oracles`) are the fixed points of the match; with more than two moves
    there are helper machines, which sample a player and look among which moves hers is.

    Args:
        game, first, second, delta, epsilon: as for :func:`oraclegames.match`.

    Raises:
        InputError: as for a match.
        UnsupportedError: there are not two players, or more than 50,000 readings.

    Cost: both programs are run on all readings, ⌈1/δ⌉^(m1 + m2 − 2) of them.

    >>> from oraclegames import match, solve_oracles
    >>> system = as_machines("prisoners_dilemma", "nicer", "defect", "1/10")
    >>> solve_oracles(system).only().probability("Row", "Cooperate")
    Fraction(6, 25)
    >>> match("prisoners_dilemma", "nicer", "defect", "1/10").fixed_points[0].play[0][0]
    Fraction(6, 25)
    """
    meeting = Meeting.of(game, first, second, delta, epsilon)
    places = seats(meeting.game, meeting.epsilon)
    for one, seat in zip(meeting.agents, places):
        check_seat(one, seat)
    read = sum(moves - 1 for moves in meeting.game.shape)
    if Zones(meeting.delta).count ** read > MAX_LEAVES:
        raise UnsupportedError(
            f"{Zones(meeting.delta).count} zones for each of {read} probabilities are more than "
            f"{MAX_LEAVES} readings: take a larger delta"
        )
    return agent_machines(meeting.game, meeting.agents, places, meeting.delta)
