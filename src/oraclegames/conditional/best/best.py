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
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations, product
from typing import Any

import numpy as np

from oraclegames.conditional.best.branch_and_bound import Found, Leaf, Search, Status, leaves_prove
from oraclegames.conditional.best.objective import Objective, objective
from oraclegames.conditional.best.rival_equilibria import Rival, best_correlated, best_nash
from oraclegames.conditional.columns.konstanz import format_values
from oraclegames.conditional.columns.listed_game import check_searchable
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import Levels, weak_levels
from oraclegames.conditional.two_by_two.arcs import Arc, Point
from oraclegames.conditional.two_by_two.totally_mixed import interior_2x2, odds_maps
from oraclegames.conditional.values.achieve_on import achieve_on
from oraclegames.conditional.values.boxes import Box
from oraclegames.conditional.values.relaxation import Relaxation
from oraclegames.errors import UnsupportedError
from oraclegames.exact.rational import format_rational, rational
from oraclegames.exact.surd import Exact
from oraclegames.games.distribution import Distribution
from oraclegames.games.files.load import GameLike, as_game
from oraclegames.games.gains import gains_of_moves, is_distribution
from oraclegames.games.game import Game

__all__ = ["MAX_SUPPORTS", "Best", "best"]

MAX_SUPPORTS = 1 << 12
"""The most choices of played moves that ``boundary=True`` goes through."""

Vector = tuple[Fraction, ...]


@dataclass(frozen=True)
class Best:
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
        correlated: the best correlated equilibrium; None if not asked for.
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
    status: Status
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
        parts = list(_parts(self.game, self.boundary))
        if len(parts) != len(self.leaves):
            return False
        if self.value is not None and (self.bound is None or self.value > self.bound):
            return False
        rivals = [rival for rival in (self.correlated, self.nash) if rival is not None]
        return all(rival.verify(self.game, self.objective) for rival in rivals) and leaves_prove(
            self.game, parts, self.leaves, self.objective, self.bound
        )

    def _is_equilibrium(self) -> bool:
        if self.objective.value(self.values) != self.value:
            return False
        mixed = not self.boundary
        if not is_distribution(self.game, self.probabilities, totally_mixed=mixed):
            return False
        sums = gains_of_moves(self.game, self.probabilities, self.values)
        if any(total is not None and total != 0 for row in sums for total in row):
            return False
        supports = [tuple(s for s, x in enumerate(row) if x is not None) for row in sums]
        if not self.boundary:
            return True
        return (
            self.levels is not None
            and self.levels.verify()
            and self.levels.complete
            and self.levels.face.game == self.game
            and self.levels.face.supported == tuple(supports)
            and all(a <= b for a, b in zip(self.levels.face.values, self.values))
        )

    def to_dict(self) -> dict[str, Any]:
        """The result as plain data, ready for JSON; exact rationals are texts."""
        return {
            "schema": "oraclegames/best-1",
            "objective": self.objective.name,
            "boundary": self.boundary,
            "value": _plain(self.value),
            "bound": _plain(self.bound),
            "gap": None if self.gap is None else float(self.gap),
            "values": [_plain(v) for v in self.values],
            "distribution": [_plain(p) for p in self.probabilities] or None,
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
            return f"no {kind} was found; none has {self.objective.name} above {_shown(self.bound)}"
        lines = [
            f"best {kind} by {self.objective.name}: {_shown(self.value)} "
            f"(proved: at most {_shown(self.bound)}, {self.status})",
            f"  values {', '.join(_shown(v) for v in self.values)}",
        ]
        if self.game.n_outcomes <= 64:
            pairs = zip(self.game.outcomes(), self.probabilities)
            cells = [
                f"({', '.join(self.game.outcome_labels(o))}): {_shown(p)}" for o, p in pairs if p
            ]
            lines.append("  " + ", ".join(cells))
        for name, rival in (("correlated", self.correlated), ("Nash", self.nash)):
            if rival is not None:
                values = format_values(rival.values) if len(rival.values) <= 8 else ""
                lines.append(f"  best {name} equilibrium: {_shown(rival.value)} {values}".rstrip())
        return "\n".join(lines)


def _sum(terms: Any) -> Exact:
    total: Exact = Fraction(0)
    for term in terms:
        total = total + term
    return total


def _plain(number: Exact | None) -> str | float | None:
    if number is None:
        return None
    return format_rational(number) if isinstance(number, Fraction) else float(number)


def _shown(number: Exact) -> str:
    if isinstance(number, Fraction) and number.denominator < 10**6:
        return format_rational(number)
    return f"≈{float(number):.6g}"


# -- what is searched ------------------------------------------------------------------------------


def _parts(game: Game, boundary: bool) -> Iterator[Relaxation]:
    """The choices of played moves: all moves, or every non-empty subset for every player."""
    if not boundary:
        yield Relaxation.whole(game)
        return
    subsets = [
        list(chain.from_iterable(combinations(range(m), k) for k in range(1, m + 1)))
        for m in game.shape
    ]
    for supports in product(*subsets):
        yield Relaxation(game, supports, total=False)


@dataclass(frozen=True)
class _Evidence:
    probabilities: tuple[Exact, ...]
    levels: Levels | None


def _attempt(relaxation: Relaxation, v: Vector) -> _Evidence | None:
    """An equilibrium of the part with exactly these values, if there is one."""
    game = relaxation.game
    if relaxation.total:
        excluded, weights = relaxation.mix(Box(v, v))
        return None if excluded is not None else _Evidence(tuple(map(Fraction, weights)), None)
    found = achieve_on(game, v, relaxation.supports)
    if found.distribution is None:
        return None
    assert isinstance(found.trembles, Levels)
    return _Evidence(found.distribution.probabilities, found.trembles)


# -- curves: what rational value vectors cannot reach ----------------------------------------------


def _curve_points(relaxation: Relaxation, goal: Objective) -> Iterator[Found]:
    """Good points of the closed form, if just two players play two moves each.

    Then the equilibria form a curve, which hardly a rational value vector meets.
    """
    game, shape = relaxation.game, relaxation.shape
    pair = [i for i, m in enumerate(shape) if m == 2]
    if len(pair) != 2 or any(m > 2 for m in shape):
        return
    grid = np.ix_(*relaxation.supports)
    tables = [game.payoff_array(i)[grid].reshape(2, 2) for i in range(game.n_players)]
    interior = interior_2x2(*odds_maps(Game.from_arrays(*(tables[i] for i in pair))))
    for arc in interior.arcs:
        point = _along(arc, tables, goal)
        if point is None:
            continue
        cells = [u.ravel().tolist() for u in tables]
        values = tuple(_sum([p * u for p, u in zip(point.distribution, row)]) for row in cells)
        levels = None
        if not relaxation.total:
            floors = tuple(v if isinstance(v, Fraction) else _below(v) for v in values)
            tried = weak_levels(Face(game, relaxation.supports, floors))
            if not isinstance(tried, Levels):
                continue
            levels = tried
        full = np.full(game.shape, Fraction(0), dtype=object)
        places = np.empty(4, dtype=object)
        places[:] = point.distribution
        full[grid] = places.reshape(shape)
        yield Found(goal.value(values), values, _Evidence(tuple(full.flat), levels))


def _below(number: Exact) -> Fraction:
    """A rational just below an irrational number."""
    floor = Fraction(float(number)) - Fraction(1, 1 << 40)
    while floor >= number:
        floor -= Fraction(1, 1 << 20)
    return floor


def _along(arc: Arc, tables: list[np.ndarray[Any, Any]], goal: Objective) -> Point | None:
    """The best of many points of an arc: floats look for it, the point itself is exact."""
    low, high = (float(end) for end in arc.span)
    matrix = np.array([[float(u) for u in table.flat] for table in tables])

    def height(share: float) -> float:
        values = matrix @ np.array(arc.near(low + (high - low) * share))
        if goal.kind == "linear":
            return float(sum(float(w) * x for w, x in zip(goal.weights, values)))
        if goal.kind == "egalitarian":
            return float(min(values))
        gains = [x - float(d) for x, d in zip(values, goal.disagreement)]
        return float(np.prod(gains)) if min(gains) > 0 else 0.0

    top = max(range(1, 128), key=lambda k: height(k / 128))
    left, right = (top - 1) / 128, (top + 1) / 128
    for _ in range(60):
        third = (right - left) / 3
        if height(left + third) < height(right - third):
            left += third
        else:
            right -= third
    # Near the ends floats cancel: there the exact value alone is trusted.
    shares = [top / 128, (left + right) / 2]
    shares += [share for k in (9, 14, 20, 28) for share in (2.0**-k, 1 - 2.0**-k)]
    found: list[tuple[Exact, Point]] = []
    for share in shares:
        parameter = Fraction(low + (high - low) * share).limit_denominator(1 << 40)
        if arc.span[0] < parameter < arc.span[1]:
            point = arc.at(parameter)
            values = [
                _sum([p * u for p, u in zip(point.distribution, table.flat)]) for table in tables
            ]
            found.append((goal.value(values), point))
    best: tuple[Exact, Point] | None = None
    for value, point in found:
        if best is None or value > best[0]:
            best = value, point
    return best and best[1]


def _offer_pure(search: Search, game: Game, goal: Objective) -> None:
    """Offer the best pure equilibrium: it is exact, and often the best of all."""
    ranked = sorted(game.outcomes(), key=lambda o: goal.value(game.payoffs(o)), reverse=True)
    for outcome in ranked:
        values = game.payoffs(outcome)
        value = goal.value(values)
        supports = tuple((move,) for move in outcome)
        levels = weak_levels(Face(game, supports, values))
        if isinstance(levels, Levels):
            point = Distribution.point(game, outcome)
            if search.best is None or value >= search.best.value - search.tolerance:
                search.best = Found(value, values, _Evidence(point.probabilities, levels))
            return


# -- the question ----------------------------------------------------------------------------------


def best(
    game: GameLike,
    what: Any = "welfare",
    *,
    boundary: bool = False,
    tolerance: Any = "1/1000",
    compare: bool = True,
    budget: float | None = None,
    progress: Callable[[str], None] | None = None,
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
        budget: seconds after which the search stops; Ctrl-C stops it too.
        progress: called with a line of text now and then.

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
    count = math.prod((1 << m) - 1 for m in game.shape)
    if boundary and count > MAX_SUPPORTS:
        raise UnsupportedError(
            f"the game has {count} choices of played moves, but boundary=True goes through "
            f"{MAX_SUPPORTS} at most: search the totally mixed equilibria instead"
        )
    deadline = None if budget is None else time.monotonic() + budget
    parts = list(_parts(game, boundary))
    share = rational(tolerance, what="the tolerance")
    finest = int(16 / max(share, Fraction(1, 1 << 16)))
    search = Search(parts, goal, _attempt, share, finest)
    spread = [
        goal.corner(box.low, box.high) - goal.corner(box.high, box.low)
        for leaves in search.leaves
        for box in (leaf.box for leaf in leaves)
    ]
    search.tolerance = share * max(spread, default=Fraction(1))
    for leaves, relaxation in zip(search.leaves, parts):
        if leaves:
            for found in _curve_points(relaxation, goal):
                search.offer(found)
    if boundary:
        _offer_pure(search, game, goal)
    status = search.run(deadline, progress)
    evidence = search.best.evidence if search.best else _Evidence((), None)
    return Best(
        game,
        goal,
        boundary,
        search.best.value if search.best else None,
        search.best.values if search.best else (),
        evidence.probabilities,
        evidence.levels,
        search.bound,
        status,
        search.leaves,
        best_correlated(game, goal) if compare else None,
        best_nash(game, goal) if compare else None,
    )
