"""All pure dependency equilibria of a game of any size.

A pure outcome o pays v = U(o) to everybody, and every other move is unsupported: the tremble levels
of :mod:`oraclegames.conditional.trembles.levels` decide it. A quick necessary condition spares most
outcomes the levels: v_i is at least the pure maximin max_s min_{o_i = s} U_i(o), for else the
maximin move is worth more than v_i whatever the others do. In 2×2 games it is sufficient too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, overload

from oraclegames.budget import Clock, OutOfTime, Progress, Status, Tell, silent
from oraclegames.certificates.verify import holds
from oraclegames.conditional.check.ahead import Ahead, fair_share
from oraclegames.conditional.check.alike import Alike
from oraclegames.conditional.check.check import BUT, judge
from oraclegames.conditional.check.pure_equilibrium import PureEquilibrium, excluded_to_dict
from oraclegames.conditional.check.reflective import OUT_OF_TIME
from oraclegames.conditional.check.verdict import Verdict
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import Levels, Stuck, weak_levels
from oraclegames.games.distribution import Distribution
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game, Outcome
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular, distinct, value_columns
from oraclegames.later import np
from oraclegames.processes import workers_of

_SMALL = 32
"""Up to so many outcomes Python's integers do without NumPy."""


@dataclass(frozen=True, repr=False)
class PureEquilibria(Shown, Document, Tabular, Sequence[PureEquilibrium]):
    """The pure dependency equilibria of a game, row-major; a sequence.

    Attributes:
        game: the game.
        found: the equilibria.
        undecided: outcomes that were not reached before the budget ended.
        excluded: proofs that outcomes which pay everybody her maximin are none all the same.
        stopped: what ended the search, if not its end.
    """

    game: Game
    found: tuple[PureEquilibrium, ...]
    undecided: tuple[Outcome, ...]
    excluded: tuple[Stuck, ...] = ()
    stopped: Literal["budget", "Ctrl-C"] | None = None

    @property
    def status(self) -> Status:
        """Stopped: "partial"; ties leave some reflective notion open: "undetermined"."""
        open_ones = any(pure.reflective == "undetermined" for pure in self.found)
        if self.stopped and (open_ones or self.undecided):
            return "partial"
        return "undetermined" if open_ones else "complete"

    @overload
    def __getitem__(self, index: int) -> PureEquilibrium: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[PureEquilibrium, ...]: ...

    def __getitem__(self, index: int | slice) -> PureEquilibrium | tuple[PureEquilibrium, ...]:
        return self.found[index]

    def __len__(self) -> int:
        return len(self.found)

    def verify(self) -> bool:
        """Re-check the list's document, exactly and without the search."""
        return all(pure.game == self.game for pure in self.found) and holds(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """The list ready for JSON."""
        return {**heading("oraclegames/pure-1", self.game), **self.lists()}

    def lists(self) -> dict[str, Any]:
        """What is listed, and the status, for a document that has the game."""
        return {
            "pure": [pure.to_dict() for pure in self.found],
            "excluded": excluded_to_dict(self.game, self.excluded),
            "undecided": [list(self.game.outcome_labels(outcome)) for outcome in self.undecided],
            "status": self.status,
        }

    def columns(self) -> Columns:
        """A row for each equilibrium: everybody's move and value, and what is known of it."""
        moves = [
            (name, [pure.labels[i] for pure in self.found])
            for i, name in enumerate(self.game.players)
        ]
        return distinct(
            [
                *moves,
                *value_columns(self.game, [pure.values for pure in self.found]),
                ("reflective", [pure.reflective for pure in self.found]),
                ("isolated", [pure.isolated for pure in self.found]),
                ("reason", [pure.reason for pure in self.found]),
            ]
        )

    def __str__(self) -> str:
        count = len(self.found)
        lines = [f"{count} pure {'equilibrium' if count == 1 else 'equilibria'} ({self.status})"]
        width = max((len(", ".join(pure.labels)) for pure in self.found), default=0)
        lines += [f"  {pure.words(width)}: {pure.reason}" for pure in self.found]
        if self.undecided:
            lines.append(f"  not reached in the time given: {len(self.undecided)} outcomes")
        return "\n".join(lines)


def _candidates(game: Game) -> list[Outcome]:
    """The outcomes that pay every player at least her pure maximin, row-major."""
    if game.n_outcomes <= _SMALL:
        return _few_candidates(game)
    fine = np.ones(game.shape, dtype=bool)
    for i in range(game.n_players):
        table = game.numerators[i]
        others = tuple(axis for axis in range(game.n_players) if axis != i)
        maximin = table.min(axis=others).max()
        fine &= (table >= maximin).astype(bool)
    return [tuple(int(move) for move in outcome) for outcome in np.argwhere(fine)]


def _few_candidates(game: Game) -> list[Outcome]:
    """The same in Python's integers."""
    outcomes = list(game.outcomes())
    fine = [True] * len(outcomes)
    for i, count in enumerate(game.shape):
        payoffs = game.integers(i)
        worst = [min(p for o, p in zip(outcomes, payoffs) if o[i] == s) for s in range(count)]
        fine = [so_far and payoff >= max(worst) for so_far, payoff in zip(fine, payoffs)]
    return [outcome for outcome, good in zip(outcomes, fine) if good]


def pure_equilibria(
    game: GameLike,
    *,
    workers: int = 1,
    budget: float | None = None,
    progress: Tell | None = None,
) -> PureEquilibria:
    """All outcomes of a game that are dependency equilibria when played for sure.

    Complete, for any number of players and moves; in row-major order. Cost: tremble levels for each
    outcome that pays everybody her pure maximin, and then the tests of the reflective notion.

    Args:
        game: the game.
        workers: how many processes share the work. The answer is the same; each further one takes a
            second to start, and Python begins anew in it, so that a script needs its main guard.
        budget: seconds, None for no limit. First all outcomes are asked whether they are
            equilibria, then each equilibrium whether it is reflective; what was not decided by then
            (or by Ctrl-C) is listed as such.
        progress: called for each outcome.

    >>> from oraclegames import Game
    >>> dilemma = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], moves=[["C", "D"]] * 2)
    >>> [(found.labels, found.reflective) for found in pure_equilibria(dilemma)]
    [(('C', 'C'), 'yes'), (('D', 'D'), 'yes')]
    """
    return search_pure(as_game(game), Clock(budget), progress or silent, workers)


def dependency_outcomes(game: Game, clock: Clock | None = None) -> tuple[Outcome, ...]:
    """The pure outcomes that are dependency equilibria, row-major; nothing about the other notion.

    Complete. Cost: tremble levels for each outcome that pays everybody her pure maximin.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    return tuple(
        outcome
        for outcome in _candidates(game)
        if isinstance(weak_levels(Face.at(game, outcome), clock), Levels)
    )


def search_pure(game: Game, clock: Clock, tell: Tell, workers: int = 1) -> PureEquilibria:
    """The same against a clock."""
    workers_of(workers, "a search for pure equilibria")
    candidates = _candidates(game)
    known: list[tuple[Outcome, Levels]] = []
    decided: dict[Outcome, Verdict] = {}
    excluded: list[Stuck] = []
    pairs, first = Alike(game), dict[Outcome, Levels | Stuck]()
    asked = 0
    stopped: Literal["budget", "Ctrl-C"] | None = None
    try:
        with Ahead(pairs, workers) as ahead:
            first |= ahead.levels(candidates, clock, tell)
            for outcome in candidates:
                if outcome in first:
                    levels = first[outcome]
                else:
                    tell(Progress(asked, len(candidates), "outcomes"))
                    clock.check()
                    levels = _weak(pairs, outcome, first, clock)
                if isinstance(levels, Levels):
                    known.append((outcome, levels))
                else:
                    excluded.append(levels)
                asked += 1
            ahead.look([outcome for outcome, _ in known], clock, tell)
        _decide(pairs, known, decided, clock, tell)
    except OutOfTime:
        stopped = "Ctrl-C" if clock.stopped else "budget"
    except KeyboardInterrupt:
        stopped = "Ctrl-C"
        clock.stop()
    found = tuple(_equilibrium(game, outcome, levels, decided) for outcome, levels in known)
    return PureEquilibria(game, found, tuple(candidates[asked:]), tuple(excluded), stopped)


def _weak(
    pairs: Alike, outcome: Outcome, first: dict[Outcome, Levels | Stuck], clock: Clock
) -> Levels | Stuck:
    """Weak levels, or the proof that there are none; those of an orbit's first outcome are kept."""
    renaming = pairs.orbits.of(outcome)
    known = None if renaming is None else first.get(renaming.origin)
    if renaming is None or known is None:
        found = first[outcome] = weak_levels(Face.at(pairs.game, outcome), clock)
        return found
    return renaming.levels(known) if isinstance(known, Levels) else renaming.stuck(known)


def _decide(
    pairs: Alike,
    known: list[tuple[Outcome, Levels]],
    decided: dict[Outcome, Verdict],
    clock: Clock,
    tell: Tell,
) -> None:
    """Decide whether equilibria are reflective; those that need longer are asked again at the end.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    for outcome, levels in known:
        if pairs.is_ready(outcome):
            point = Distribution.point(pairs.game, outcome)
            decided[outcome] = judge(point, levels, pairs.decide(point, clock))
    pending = [(outcome, levels) for outcome, levels in known if outcome not in decided]
    while pending:
        late = []
        for k, (outcome, levels) in enumerate(pending):
            tell(Progress(len(decided), len(known), "pure equilibria: reflective or not"))
            clock.check()
            point = Distribution.point(pairs.game, outcome)
            decision = pairs.decide(point, fair_share(clock, len(pending) - k))
            if decision.status == "partial":
                late.append((outcome, levels))
            else:
                decided[outcome] = judge(point, levels, decision)
        pending = late


def _equilibrium(
    game: Game, outcome: Outcome, levels: Levels, decided: dict[Outcome, Verdict]
) -> PureEquilibrium:
    verdict = decided.get(outcome)
    if verdict is None:
        return PureEquilibrium(game, outcome, "undetermined", None, OUT_OF_TIME.reason, levels)
    # The verdict's first clause says what everybody gets, which the payoffs say too.
    reason = verdict.reason.partition("; ")[2].removeprefix(BUT)
    return PureEquilibrium(game, outcome, verdict.reflective, None, reason, verdict)
