"""Pure outcomes that several processes look at ahead of the one who lists them.

They answer what takes time: levels, strict levels of single outcomes, and all further methods for
the first of those outcomes that may be alike. Who lists the equilibria goes through the outcomes in
their order, finds these answers ready, and so comes to the same list whatever the number of
processes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Literal

from oraclegames.budget import Clock, OutOfTime, Progress, Tell
from oraclegames.conditional.check.alike import Alike, look
from oraclegames.conditional.check.parcels import packed, unpacked
from oraclegames.conditional.check.reflective import Reflective, decide_further
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import Levels, Stuck, weak_levels
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome
from oraclegames.processes import Workers

_Question = Literal["levels", "look", "further"]

_Job = tuple[_Question, tuple[Outcome, ...], Clock]

_EQUILIBRIA = "pure equilibria: reflective or not"

_MOST = 32
"""So many outcomes a process gets at a time in games of up to :data:`_SIZE` outcomes; fewer of
larger games, so that little is lost when time is over."""

_SIZE = 1 << 12

_SHARE = 1 / 20
"""The share of the time that is left which one equilibrium may take at least."""

_LEAST = 0.1
"""Seconds that the test of the reflective notion gets for an equilibrium, while there are any."""


class Ahead:
    """What is known of outcomes already; a context, with which the processes end.

    With one worker nothing is, and there are no processes.
    """

    def __init__(self, pairs: Alike, workers: int) -> None:
        self._pairs, self._count = pairs, workers if pairs.game.shape != (2, 2) else 1
        self._workers: Workers[_Job, bytes] = Workers(partial(_answer, pairs.game), self._count)

    def __enter__(self) -> Ahead:
        return self

    def __exit__(self, *_: object) -> None:
        self._workers.__exit__()

    def levels(
        self, outcomes: Sequence[Outcome], clock: Clock, tell: Tell
    ) -> dict[Outcome, Levels | Stuck]:
        """The levels of outcomes, as far as the clock goes, or Ctrl-C, which stops it."""
        known: dict[Outcome, Levels | Stuck] = {}
        if self._count == 1:
            return known
        firsts = [outcome for outcome in outcomes if self._pairs.orbits.of(outcome) is None]
        try:
            for outcome, levels in self._asked("levels", firsts, clock):
                known[outcome] = levels
                tell(Progress(len(known), len(firsts), "outcomes"))
        except (OutOfTime, KeyboardInterrupt) as end:
            _ended(end, clock)
        return known

    def look(self, equilibria: Sequence[Outcome], clock: Clock, tell: Tell) -> None:
        """Let those who are asked about equilibria know whether they are reflective, likewise."""
        if self._count == 1:
            return
        pairs, decided = self._pairs, 0
        firsts = [outcome for outcome in equilibria if pairs.orbits.of(outcome) is None]
        try:
            for outcome, found in self._asked("look", firsts, clock):
                pairs.looked[outcome] = found
                decided += isinstance(found, Reflective)
                tell(Progress(decided, len(firsts), _EQUILIBRIA))
            leaders: dict[bytes, Outcome] = {}
            for outcome in firsts:
                found = pairs.looked.get(outcome)
                if isinstance(found, bytes):
                    leaders.setdefault(found, outcome)
            pending = list(leaders.values())
            while pending:
                late = []
                for outcome, decision in self._asked("further", pending, clock):
                    if decision.status == "partial":
                        late.append(outcome)
                    else:
                        pairs.ready[outcome] = decision
                    tell(Progress(decided + len(pairs.ready), len(firsts), _EQUILIBRIA))
                pending = late
        except (OutOfTime, KeyboardInterrupt) as end:
            _ended(end, clock)

    def _asked(
        self, question: _Question, outcomes: Sequence[Outcome], clock: Clock
    ) -> Iterator[tuple[Outcome, Any]]:
        """Answers as they come, each outcome with its own."""
        game = self._pairs.game
        most = max(1, min(_MOST, _MOST * _SIZE // game.n_outcomes))
        size = 1 if question == "further" else min(most, 1 + len(outcomes) // (4 * self._count))
        parts = (tuple(outcomes[k : k + size]) for k in range(0, len(outcomes), size))
        left = len(outcomes)

        def jobs() -> Iterator[_Job]:
            for k, part in enumerate(parts):
                whole = question != "further"
                yield (
                    question,
                    part,
                    clock if whole else fair_share(clock, (left - k) / self._count),
                )

        for (_, part, _), parcel in self._workers.answers(jobs(), clock):
            yield from zip(part, unpacked(game, parcel))


def fair_share(clock: Clock, waiting: float) -> Clock:
    """The time for one of so many equilibria: a fair share or more, for most need little."""
    # No less than it takes to decide something.
    least = max(_SHARE, min(1.0, _LEAST / max(clock.left, _LEAST)))
    return clock.part(min(1.0, max(1 / waiting, least)))


def _ended(end: BaseException, clock: Clock) -> None:
    if isinstance(end, KeyboardInterrupt):
        clock.stop()


def _answer(game: Game, job: _Job) -> bytes:
    """What a process does: answers for some outcomes, as many as the clock lets it."""
    question, outcomes, clock = job
    found: list[Any] = []
    try:
        for outcome in outcomes:
            clock.check()
            found.append(_one(game, question, outcome, clock))
    except OutOfTime:
        pass
    return packed(game, found)


def _one(
    game: Game, question: _Question, outcome: Outcome, clock: Clock
) -> Levels | Stuck | Reflective | bytes:
    if question == "levels":
        return weak_levels(Face.at(game, outcome), clock)
    point = Distribution.point(game, outcome)
    return look(point, clock) if question == "look" else decide_further(point, clock)
