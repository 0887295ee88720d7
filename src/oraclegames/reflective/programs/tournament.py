"""All against all: which payoffs each agent can get from each other, whatever the oracle.

Agents also meet themselves. Where the game is not symmetric, each agent plays
both seats against each opponent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from oraclegames.budget import Clock, OutOfTime, Progress, Status, Tell
from oraclegames.errors import InputError
from oraclegames.games.load import GameLike, as_game
from oraclegames.processes import at_once, workers_of
from oraclegames.reflective.agents.agents import Agent, check_seat
from oraclegames.reflective.agents.names import AgentLike, as_agent
from oraclegames.reflective.agents.seat import Seat, seats
from oraclegames.reflective.match.match import play_match
from oraclegames.reflective.match.meeting import Meeting, precisions_of
from oraclegames.reflective.programs.standings import Pairing, Tournament, pairing_of


def tournament(
    game: GameLike,
    agents: Iterable[AgentLike],
    delta: Any = None,
    epsilon: Any = Fraction(1, 5),
    *,
    workers: int = 1,
    budget: float | None = None,
    progress: Tell | None = None,
) -> Tournament:
    """Let every agent meet every agent, in both seats.

    Args:
        game: a two-player game.
        agents: agents or their names.
        delta, epsilon: as for :func:`oraclegames.match`.
        workers: how many processes share the work. More than one starts Python again for each, so a
            script needs its main guard.
        budget: seconds after which the tournament ends with the pairings that it has, marked
            "partial", as on Ctrl-C; None for no limit.
        progress: called with a :class:`oraclegames.budget.Progress` after each pairing.

    Raises:
        InputError: for fewer than one agent, two of one name, or as a match does.

    Cost: one match for each ordered pair.
    """
    clock = Clock(budget)
    game = as_game(game)
    fine, step = precisions_of(game, delta, epsilon)
    entrants = _entrants(agents, seats(game, step))
    pairs = [(i, j) for i in range(len(entrants)) for j in range(len(entrants))]
    jobs = [
        (Meeting(game, (entrants[i], entrants[j]), fine, step), (i, j), clock) for i, j in pairs
    ]
    workers_of(workers, "a tournament")
    met: dict[tuple[int, int], Pairing] = {}
    status: Status = "complete"
    try:
        for number, (pairing, ended) in enumerate(_played(jobs, min(workers, len(jobs)), clock), 1):
            if pairing is not None:
                met[pairing.agents] = pairing
            elif status != "partial":
                status = ended
            if progress is not None:
                progress(Progress(number, len(jobs), "pairings"))
    except (KeyboardInterrupt, OutOfTime):
        status = "partial"
    done = tuple(met[pair] for pair in pairs if pair in met)
    undecided = tuple(pair for pair in pairs if pair not in met)
    return Tournament(game, entrants, fine, step, done, status, undecided)


def _entrants(agents: Iterable[AgentLike], places: tuple[Seat, Seat]) -> tuple[Agent, ...]:
    entrants = tuple(as_agent(one) for one in agents)
    names = [one.name for one in entrants]
    if not names:
        raise InputError("a tournament needs at least one agent")
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError(
            f"two agents of the tournament are {twice!r}: each meets itself anyway, so name it "
            "once (in Python, agents that differ take a label)"
        )
    for seat in places:
        for one in entrants:
            check_seat(one, seat)
    return entrants


_Job = tuple[Meeting, tuple[int, int], Clock]
_Outcome = tuple[Pairing | None, Status]


def _played(jobs: list[_Job], workers: int, clock: Clock) -> Iterator[_Outcome]:
    """What comes of the jobs, in the order in which they end."""
    if workers == 1:
        yield from map(_play, jobs)
    else:
        yield from (outcome for _, outcome in at_once(_play, jobs, workers, clock))


def _play(job: _Job) -> _Outcome:
    meeting, places, clock = job
    if clock.spent:
        return None, "partial"
    result = play_match(meeting, clock)
    if result.status != "complete":
        return None, result.status
    return pairing_of(places, result), "complete"
