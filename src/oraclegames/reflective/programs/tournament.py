"""All against all: which payoffs each agent can get from each other, whatever the oracle.

Agents also meet themselves. Where the game is not symmetric, each agent plays
both seats against each opponent.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from typing import Any

from oraclegames.budget import Clock, Progress, Status, Tell
from oraclegames.errors import InputError
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.names import as_agent
from oraclegames.reflective.agents.reading import precisions
from oraclegames.reflective.agents.seat import Seat, seats
from oraclegames.reflective.match.match import play_match
from oraclegames.reflective.programs.standings import Pairing, Tournament, pairing_of


def tournament(
    game: GameLike,
    agents: Iterable[Agent | str],
    delta: Any = Fraction(1, 200),
    epsilon: Any = Fraction(1, 5),
    *,
    processes: int | None = None,
    budget: float | None = None,
    progress: Tell | None = None,
) -> Tournament:
    """Let every agent meet every agent, in both seats.

    Args:
        game: a two-player game.
        agents: agents or their names.
        delta, epsilon: as for :func:`oraclegames.match`.
        processes: how many processes share the work; as many as there are processors if None; 1
            stays in this process.
        budget: seconds after which the tournament ends with the pairings that it has, marked
            "partial", as on Ctrl-C; None for no limit.
        progress: called with a :class:`oraclegames.budget.Progress` after each pairing.

    Raises:
        InputError: for fewer than one agent, two of one name, or as a match does.

    Cost: one match for each ordered pair.
    """
    clock = Clock(budget)
    game = as_game(game)
    fine, step = precisions(delta, epsilon)
    entrants = _entrants(agents, seats(game, step))
    pairs = [(i, j) for i in range(len(entrants)) for j in range(len(entrants))]
    jobs = [(game, (entrants[i], entrants[j]), fine, step, (i, j), clock) for i, j in pairs]
    workers = min(processes if processes is not None else os.cpu_count() or 1, len(jobs))
    if workers < 1:
        raise InputError(f"a tournament needs at least 1 process, not {processes}")
    done: list[Pairing] = []
    status: Status = "complete"
    try:
        for number, (pairing, ended) in enumerate(_played(jobs, workers), 1):
            if pairing is not None:
                done.append(pairing)
            elif status != "partial":
                status = ended
            if progress is not None:
                progress(Progress(number, len(jobs), "pairings"))
    except KeyboardInterrupt:
        status = "partial"
    decided = {pairing.agents for pairing in done}
    undecided = tuple(pair for pair in pairs if pair not in decided)
    return Tournament(game, entrants, fine, step, tuple(done), status, undecided)


def _entrants(agents: Iterable[Agent | str], places: tuple[Seat, Seat]) -> tuple[Agent, ...]:
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
            one.check(seat)
    return entrants


_Job = tuple[Game, tuple[Agent, Agent], Fraction, Fraction, tuple[int, int], Clock]
_Outcome = tuple[Pairing | None, Status]


def _played(jobs: list[_Job], workers: int) -> Iterator[_Outcome]:
    """What comes of the jobs, in their order."""
    if workers == 1:
        yield from map(_play, jobs)
        return
    with ProcessPoolExecutor(workers) as pool:
        try:
            yield from pool.map(_play, jobs, chunksize=max(1, len(jobs) // (8 * workers)))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _play(job: _Job) -> _Outcome:
    game, pair, delta, epsilon, places, clock = job
    if clock.spent:
        return None, "partial"
    result = play_match(game, pair, delta, epsilon, clock)
    if result.status != "complete":
        return None, result.status
    return pairing_of(places, result), "complete"
