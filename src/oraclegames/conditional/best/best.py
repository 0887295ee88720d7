"""The best dependency equilibrium under an objective, with a proved gap.

For 2×2 games the answer is exact, from the closed form
(:mod:`oraclegames.conditional.best.best_2x2`). For larger games equilibria are searched over boxes
of value vectors, one choice of played moves at a time; the best of all dependency equilibria is
attained. The supremum over the totally mixed ones often is not (cooperation in the Prisoner's
Dilemma is only a limit): then an equilibrium and a bound are reported, and how far apart they are.

In payoff ties the limits of *almost* equal values can be more than the limits of equal values; the
bound refers to the former, and then the gap of totally mixed equilibria of larger games may stay
open. Of all dependency equilibria it always closes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

from oraclegames.budget import Clock, OutOfTime, Tell
from oraclegames.certificates.verify import holds
from oraclegames.conditional.best.best_2x2 import Notion, best_candidate
from oraclegames.conditional.best.branch_and_bound import BestStatus, Found, Search
from oraclegames.conditional.best.candidates_2x2 import Candidate
from oraclegames.conditional.best.known_points import Evidence, best_pure, curve_points, levels_at
from oraclegames.conditional.best.leaves import Leaf, parts_of
from oraclegames.conditional.best.objective import (
    Objective,
    objective,
    plain_number,
    shown_number,
)
from oraclegames.conditional.best.rival_equilibria import Rival, best_correlated, best_nash
from oraclegames.conditional.columns.listed_game import check_searchable
from oraclegames.conditional.trembles.levels import Levels
from oraclegames.conditional.values.achieve_on import achieve_on
from oraclegames.conditional.values.boxes import Box
from oraclegames.conditional.values.relaxation import Relaxation
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.rational import rational
from oraclegames.exact.real import Real
from oraclegames.exact.show import shown_float
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown

MAX_SUPPORTS = 1 << 12
"""The most choices of played moves that the search of all equilibria goes through."""

CLOSED_FORM = "closed form by odds ratios (2×2)"
SEARCH = "branch and bound over the values, exact linear programs"

Vector = tuple[Fraction, ...]
Answer = TypeVar("Answer")


@dataclass(frozen=True, repr=False)
class Best(Document, Shown):
    """The best equilibrium found, and the proof that none is better by more than the gap.

    Attributes:
        game: the game.
        objective: what was to be large.
        notion: among which equilibria: "dependency" (all), "totally mixed" or "reflective".
        value: the objective of the equilibrium; None if none was found.
        attained: whether ``probabilities`` is one of the equilibria; else they only come as near to
            it as one likes, and ``value`` is the supremum.
        values: what it is worth to every player.
        probabilities: the equilibrium, one exact number for each outcome in row-major order.
        levels: how its unplayed moves are tried (all dependency equilibria only).
        bound: no equilibrium is better; None if it is proved that there is none.
        status: "complete" if the gap is within the tolerance; "tied" if the bound belongs to values
            that almost-equilibria approach and no equilibrium was found near (payoff ties);
            "partial" if the search was stopped.
        tolerance: the gap that is called complete.
        leaves: for each choice of played moves the boxes of value vectors with their proofs; none
            for 2×2 games.
        correlated: the best correlated equilibrium; None if not asked for, or not found in time.
        nash: the best Nash equilibrium among those searched; None if not asked for or there is none
            among them.
        nash_searched: which Nash equilibria were searched, such as "pure Nash equilibrium".
        method: how the answer was found.
    """

    game: Game
    objective: Objective
    notion: Notion
    value: Real | None
    attained: bool
    values: tuple[Real, ...]
    probabilities: tuple[Real, ...]
    levels: Levels | None
    bound: Real | None
    status: BestStatus
    tolerance: Fraction
    leaves: tuple[tuple[Leaf, ...], ...]
    correlated: Rival | None
    nash: Rival | None
    nash_searched: str
    method: str = SEARCH

    @property
    def boundary(self) -> bool:
        """Whether the boundary was searched too."""
        return self.notion != "totally mixed"

    @property
    def gap(self) -> Real | None:
        """bound − value; 0 if there is no equilibrium, None if none was found but may exist."""
        if self.bound is None:
            return Fraction(0)
        return None if self.value is None else self.bound - self.value

    def verify(self) -> bool:
        """Re-check every claim of the document from itself alone."""
        return holds(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """The result as the JSON document "oraclegames/best-1", with all that proves it."""
        return {
            **heading("oraclegames/best-1", self.game),
            **self.answer(),
        }

    def answer(self) -> dict[str, Any]:
        """The result without the game, as plain data; exact numbers are texts."""
        return {
            "objective": self.objective.name,
            "boundary": self.boundary,
            "notion": self.notion,
            "value": plain_number(self.value),
            "attained": self.attained,
            "bound": plain_number(self.bound),
            "gap": None if self.gap is None else shown_float(self.gap),
            "values": [plain_number(v) for v in self.values],
            "distribution": [plain_number(p) for p in self.probabilities] or None,
            "status": self.status,
            "tolerance": plain_number(self.tolerance),
            "boxes": sum(map(len, self.leaves)),
            "correlated": self.correlated and self.correlated.to_dict(),
            "nash": self.nash and self.nash.to_dict(),
            "nash_searched": self.nash_searched,
            "method": self.method,
            "levels": self.levels and self.levels.to_dict(),
            "leaves": [[leaf.to_dict() for leaf in row] for row in self.leaves],
        }

    def __str__(self) -> str:
        kind = _KINDS[self.notion]
        if self.bound is None:
            return f"there is no {kind}"
        if self.value is None:
            bound = shown_number(self.bound)
            return f"no {kind} was found; none has {self.objective.name} above {bound}"
        name, value = self.objective.name, shown_number(self.value)
        if self.method != CLOSED_FORM:
            proof = f"proved: at most {shown_number(self.bound)}, {self.status}"
        else:
            proof = "exact" if self.attained else "exact supremum, not attained"
        lines = [
            f"best {kind} by {name}: {value} ({proof})",
            f"  values {', '.join(shown_number(v) for v in self.values)}",
        ]
        if self.game.n_outcomes <= 64:
            pairs = zip(self.game.outcomes(), self.probabilities)
            cells = [
                f"({', '.join(self.game.outcome_labels(o))}): {shown_number(p)}"
                for o, p in pairs
                if p != 0
            ]
            lines.append(f"  {'' if self.attained else 'towards '}{', '.join(cells)}")
        return "\n".join([*lines, *self._compared()])

    def _compared(self) -> list[str]:
        lines = [f"  {rival}" for rival in (self.correlated, self.nash) if rival is not None]
        if self.nash is None and self.nash_searched:
            lines.append(f"  no {self.nash_searched} exists; other Nash equilibria do")
        return lines


_KINDS: dict[Notion, str] = {
    "dependency": "dependency equilibrium",
    "totally mixed": "totally mixed dependency equilibrium",
    "reflective": "reflective dependency equilibrium",
}


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
    totally_mixed: bool = False,
    notion: str = "dependency",
    tolerance: Any = "1/1000",
    compare: bool = True,
    budget: float | None = None,
    progress: Tell | None = None,
) -> Best:
    """Find the best dependency equilibrium and prove how good any can be.

    Args:
        game: the game, of at most 4096 outcomes.
        what: the objective, see :func:`oraclegames.conditional.best.objective.objective`.
        totally_mixed: search the totally mixed equilibria only.
        notion: "dependency", or "reflective" (2×2 games): only those that small trembles with exact
            indifference approach.
        tolerance: the gap to stop at, as a share of the objective's range over the box of
            individually possible values; for 2×2 games there is no gap.
        compare: find the best correlated and the best Nash equilibrium too.
        budget: seconds after which the search stops; None for no limit. Ctrl-C stops it too.
        progress: called with the number of boxes now and then.

    Cost: none for 2×2 games. Else two to four linear programs with 2 Σ m_i + 1 rows for each box of
    value vectors, some tens to thousands of boxes, for each of the Π (2^{m_i} − 1) choices of moves
    that is not excluded at once (one choice if ``totally_mixed``).

    Raises:
        InputError: for an unknown objective, player or notion.
        UnsupportedError: for too large a game; for the notion "reflective" beyond 2×2 games.

    >>> dilemma = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    >>> print(best(dilemma, compare=False))
    best dependency equilibrium by welfare: 4 (exact)
      values 2, 2
      (1, 1): 1
    """
    game = as_game(game)
    check_searchable(game, "best()")
    goal = objective(what, game)
    share = rational(tolerance, what="the tolerance")
    among = _notion(game, notion, totally_mixed)
    return find_best(game, goal, share, Clock(budget), progress, among, compare)


def _notion(game: Game, notion: str, totally_mixed: bool) -> Notion:
    if notion not in ("dependency", "reflective"):
        raise InputError(f'notion should be "dependency" or "reflective", not {notion!r:.60}')
    if notion == "reflective" and game.shape != (2, 2) and not totally_mixed:
        raise UnsupportedError(
            f"the best reflective equilibrium is found for 2×2 games; the shape is {game.shape}"
        )
    if totally_mixed:  # all of them are reflective
        return "totally mixed"
    return "reflective" if notion == "reflective" else "dependency"


def find_best(
    game: Game,
    goal: Objective,
    tolerance: Fraction,
    clock: Clock,
    tell: Tell | None = None,
    notion: Notion = "totally mixed",
    compare: bool = False,
) -> Best:
    """:func:`best` with a clock; if the user interrupts, the clock is stopped."""
    if game.shape == (2, 2):
        return _exactly(game, goal, notion, compare)
    return _searched(game, goal, tolerance, clock, tell, notion, compare)


def _searched(
    game: Game,
    goal: Objective,
    tolerance: Fraction,
    clock: Clock,
    tell: Tell | None,
    notion: Notion,
    compare: bool,
) -> Best:
    """The answer by branch and bound."""
    count = math.prod((1 << m) - 1 for m in game.shape)
    if notion == "dependency" and count > MAX_SUPPORTS:
        raise UnsupportedError(
            f"the game has {count} choices of played moves, but all dependency equilibria are "
            f"searched up to {MAX_SUPPORTS}: search the totally mixed ones only "
            "(totally_mixed=True, --totally-mixed)"
        )
    correlated, nash, searched = None, None, ""
    if compare:
        quarter = clock.part(1 / 4)
        correlated = _in_time(clock, lambda: best_correlated(game, goal, quarter))
        nash, searched = _in_time(clock, lambda: best_nash(game, goal, quarter)) or (None, "")
    parts = list(parts_of(game, notion == "dependency"))
    finest = int(16 / max(tolerance, Fraction(1, 1 << 16)))
    search = Search(parts, goal, _attempt, tolerance, finest, clock)
    spread = [
        goal.corner(box.low, box.high) - goal.corner(box.high, box.low)
        for leaves in search.leaves
        for box in (leaf.box for leaf in leaves)
    ]
    search.tolerance = tolerance * max(spread, default=Fraction(1))
    _in_time(clock, lambda: _offer_known(search, parts, goal))
    status, bound = search.run(tell), search.bound
    # It may have been stopped just after the gap was closed.
    if bound is None or (search.best and bound <= search.best.value + search.tolerance):
        status = "complete"
    found = search.best or Found(Fraction(0), (), Evidence((), None))
    return Best(
        game,
        goal,
        notion,
        search.best.value if search.best else None,
        search.best is not None,
        found.values,
        found.evidence.probabilities,
        found.evidence.levels,
        bound,
        status,
        search.tolerance,
        search.leaves,
        correlated,
        nash,
        searched,
    )


def _exactly(game: Game, goal: Objective, notion: Notion, compare: bool) -> Best:
    """The answer for a 2×2 game."""
    found = best_candidate(game, goal, notion) or Candidate((), (), False)
    value = goal.value(found.values) if found.values else None
    levels = None
    if found.member and notion == "dependency":
        levels = levels_at(game, found.distribution, found.values)
    nash, searched = best_nash(game, goal) if compare else (None, "")
    return Best(
        game,
        goal,
        notion,
        value,
        found.member,
        found.values,
        found.distribution,
        levels,
        value,
        "complete",
        Fraction(0),
        (),
        best_correlated(game, goal) if compare else None,
        nash,
        searched,
        CLOSED_FORM,
    )
