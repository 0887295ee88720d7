"""The best dependency equilibrium under an objective, with a proved gap.

Totally mixed equilibria are searched over the boxes of value vectors; with ``boundary=True`` all
dependency equilibria are, one choice of played moves at a time, and then the best is attained. The
supremum over totally mixed equilibria often is not (cooperation in the Prisoner's Dilemma is only a
limit), so what is reported is an equilibrium and a bound, and how far apart they are.

In payoff ties the limits of *almost* equal values can be more than the limits of equal values; the
bound refers to the former, and then the gap of totally mixed equilibria may stay open. With the
boundary included it always closes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

from oraclegames.budget import Clock, OutOfTime, Tell
from oraclegames.conditional.best.branch_and_bound import BestStatus, Found, Search
from oraclegames.conditional.best.known_points import Evidence, best_pure, curve_points
from oraclegames.conditional.best.leaves import Leaf, leaves_prove, parts_of
from oraclegames.conditional.best.objective import (
    Objective,
    objective,
    plain_number,
    shown_number,
)
from oraclegames.conditional.best.rival_equilibria import Rival, best_correlated, best_nash
from oraclegames.conditional.columns.listed_game import check_searchable
from oraclegames.conditional.trembles.levels import Levels
from oraclegames.conditional.values.achieve_on import achieve_on, plays
from oraclegames.conditional.values.boxes import Box
from oraclegames.conditional.values.relaxation import Relaxation
from oraclegames.errors import UnsupportedError
from oraclegames.exact.rational import rational
from oraclegames.exact.surd import Exact
from oraclegames.games.gains import has_values, is_distribution
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown

MAX_SUPPORTS = 1 << 12
"""The most choices of played moves that ``boundary=True`` goes through."""

Vector = tuple[Fraction, ...]
Answer = TypeVar("Answer")


@dataclass(frozen=True, repr=False)
class Best(Shown):
    """The best equilibrium found, and the proof that none is better by more than the gap.

    Attributes:
        game: the game.
        objective: what was to be large.
        boundary: whether all dependency equilibria were searched, or the totally mixed ones.
        value: the objective of the equilibrium; None if none was found.
        values: what it is worth to every player.
        probabilities: the equilibrium, one exact number for each outcome in row-major order.
        levels: how its unplayed moves are tried (``boundary`` only).
        bound: no equilibrium is better; None if it is proved that there is none.
        status: "complete" if the gap is within the tolerance; "tied" if the bound belongs to values
            that almost-equilibria approach and no equilibrium was found near (payoff ties);
            "partial" if the search was stopped.
        leaves: for each choice of played moves the boxes of value vectors with their proofs.
        correlated: the best correlated equilibrium; None if not asked for, or not found in time.
        nash: the best Nash equilibrium among those found; None if not asked for or unknown.
        method: how the answer was found.
    """

    game: Game
    objective: Objective
    boundary: bool
    value: Exact | None
    values: tuple[Exact, ...]
    probabilities: tuple[Exact, ...]
    levels: Levels | None
    bound: Fraction | None
    status: BestStatus
    leaves: tuple[tuple[Leaf, ...], ...]
    correlated: Rival | None
    nash: Rival | None
    method: str = "branch and bound over the values, exact linear programs"

    @property
    def gap(self) -> Exact | None:
        """bound − value; 0 if there is no equilibrium, None if none was found but may exist."""
        if self.bound is None:
            return Fraction(0)
        return None if self.value is None else self.bound - self.value

    def verify(self) -> bool:
        """Re-check the equilibrium by its definition and every leaf by arithmetic alone."""
        if self.value is not None and not self._is_equilibrium():
            return False
        if self.value is not None and (self.bound is None or self.value > self.bound):
            return False
        rivals = [rival for rival in (self.correlated, self.nash) if rival is not None]
        return all(rival.verify(self.game, self.objective) for rival in rivals) and leaves_prove(
            self.game, self.boundary, self.leaves, self.objective, self.bound
        )

    def _is_equilibrium(self) -> bool:
        game, probabilities, values = self.game, self.probabilities, self.values
        if self.objective.value(values) != self.value:
            return False
        if not self.boundary:
            mixed = is_distribution(game, probabilities, totally_mixed=True)
            return mixed and has_values(game, probabilities, values)
        return is_distribution(game, probabilities) and plays(
            game, probabilities, values, self.levels
        )

    def to_dict(self) -> dict[str, Any]:
        """The result as plain data, ready for JSON; exact rationals are texts."""
        return {
            "schema": "oraclegames/best-1",
            "objective": self.objective.name,
            "boundary": self.boundary,
            "value": plain_number(self.value),
            "bound": plain_number(self.bound),
            "gap": None if self.gap is None else float(self.gap),
            "values": [plain_number(v) for v in self.values],
            "distribution": [plain_number(p) for p in self.probabilities] or None,
            "status": self.status,
            "boxes": sum(map(len, self.leaves)),
            "correlated": self.correlated and self.correlated.to_dict(),
            "nash": self.nash and self.nash.to_dict(),
            "method": self.method,
        }

    def __str__(self) -> str:
        kind = "dependency equilibrium" if self.boundary else "totally mixed dependency equilibrium"
        if self.bound is None:
            return f"there is no {kind}"
        if self.value is None:
            bound = shown_number(self.bound)
            return f"no {kind} was found; none has {self.objective.name} above {bound}"
        lines = [
            f"best {kind} by {self.objective.name}: {shown_number(self.value)} "
            f"(proved: at most {shown_number(self.bound)}, {self.status})",
            f"  values {', '.join(shown_number(v) for v in self.values)}",
        ]
        if self.game.n_outcomes <= 64:
            pairs = zip(self.game.outcomes(), self.probabilities)
            cells = [
                f"({', '.join(self.game.outcome_labels(o))}): {shown_number(p)}"
                for o, p in pairs
                if p
            ]
            lines.append("  " + ", ".join(cells))
        rivals = (rival for rival in (self.correlated, self.nash) if rival is not None)
        lines += [f"  {rival}" for rival in rivals]
        return "\n".join(lines)


def _attempt(relaxation: Relaxation, v: Vector, clock: Clock) -> Evidence | None:
    """An equilibrium of the part with exactly these values, if there is one."""
    game = relaxation.game
    if relaxation.total:
        excluded, weights = relaxation.mix(Box(v, v), clock)
        return None if excluded is not None else Evidence(tuple(map(Fraction, weights)), None)
    found = achieve_on(game, v, relaxation.supports, clock)
    if found.distribution is None:
        return None
    assert isinstance(found.trembles, Levels)
    return Evidence(found.distribution.probabilities, found.trembles)


def _offer_known(search: Search, parts: Sequence[Relaxation], goal: Objective) -> None:
    """Offer what needs no search."""
    for leaves, relaxation in zip(search.leaves, parts):
        if leaves:
            for found in curve_points(relaxation, goal, search.clock):
                search.offer(found)
    if not parts[0].total:
        pure = best_pure(parts[0].game, goal, search.clock)
        # A hair's breadth must not prefer another equilibrium to a pure one.
        if pure and (not search.best or pure.value >= search.best.value - search.tolerance):
            search.best = pure


def _in_time(clock: Clock, question: Callable[[], Answer]) -> Answer | None:
    """The answer, or None if the clock or the user ends the question."""
    try:
        return question()
    except OutOfTime:
        return None
    except KeyboardInterrupt:
        clock.stop()
        return None


# -- the question ----------------------------------------------------------------------------------


def best(
    game: GameLike,
    what: Any = "welfare",
    *,
    boundary: bool = False,
    tolerance: Any = "1/1000",
    compare: bool = True,
    budget: float | None = None,
    progress: Tell | None = None,
) -> Best:
    """Find the best dependency equilibrium and prove how good any can be.

    Args:
        game: the game, of at most 4096 outcomes.
        what: the objective, see :func:`oraclegames.conditional.best.objective.objective`.
        boundary: search all dependency equilibria, not only the totally mixed ones.
        tolerance: the gap to stop at, as a share of the objective's range over the box of
            individually possible values.
        compare: find the best correlated and the best Nash equilibrium too (the latter with
            pygambit, where it is installed).
        budget: seconds after which the search stops; None for no limit. Ctrl-C stops it too.
        progress: called with the number of boxes now and then.

    Cost: two to four linear programs with 2 Σ m_i + 1 rows for each box of value vectors, some
    tens to thousands of boxes; with ``boundary`` for each of the Π (2^{m_i} − 1) choices of moves
    that is not excluded at once.

    Raises:
        InputError: for an unknown objective or player.
        UnsupportedError: for too large a game.

    >>> dilemma = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    >>> print(best(dilemma, boundary=True, compare=False))
    best dependency equilibrium by welfare: 4 (proved: at most 4, complete)
      values 2, 2
      (1, 1): 1
    """
    game = as_game(game)
    check_searchable(game, "best()")
    goal = objective(what, game)
    share = rational(tolerance, what="the tolerance")
    return find_best(game, goal, share, Clock(budget), progress, boundary, compare)


def find_best(
    game: Game,
    goal: Objective,
    tolerance: Fraction,
    clock: Clock,
    tell: Tell | None = None,
    boundary: bool = False,
    compare: bool = False,
) -> Best:
    """:func:`best` with a clock; if the user interrupts, the clock is stopped."""
    count = math.prod((1 << m) - 1 for m in game.shape)
    if boundary and count > MAX_SUPPORTS:
        raise UnsupportedError(
            f"the game has {count} choices of played moves, but boundary=True goes through "
            f"{MAX_SUPPORTS} at most: search the totally mixed equilibria instead"
        )
    correlated = nash = None
    if compare:
        quarter = clock.part(1 / 4)
        correlated = _in_time(clock, lambda: best_correlated(game, goal, quarter))
        nash = _in_time(clock, lambda: best_nash(game, goal, clock))
    parts = list(parts_of(game, boundary))
    finest = int(16 / max(tolerance, Fraction(1, 1 << 16)))
    search = Search(parts, goal, _attempt, tolerance, finest, clock)
    spread = [
        goal.corner(box.low, box.high) - goal.corner(box.high, box.low)
        for leaves in search.leaves
        for box in (leaf.box for leaf in leaves)
    ]
    search.tolerance = tolerance * max(spread, default=Fraction(1))
    _in_time(clock, lambda: _offer_known(search, parts, goal))
    status = search.run(tell)
    found = search.best or Found(Fraction(0), (), Evidence((), None))
    return Best(
        game,
        goal,
        boundary,
        search.best.value if search.best else None,
        found.values,
        found.evidence.probabilities,
        found.evidence.levels,
        search.bound,
        status,
        search.leaves,
        correlated,
        nash,
    )
