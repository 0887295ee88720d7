"""The best equilibrium by branch and bound over the values, where it is not found exactly.

All dependency equilibria are searched one choice of played moves at a time. Where there are too
many choices they are searched together (:mod:`oraclegames.conditional.best.together`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from oraclegames.budget import Clock, Tell, in_time
from oraclegames.conditional.best.best_2x2 import Notion
from oraclegames.conditional.best.branch_and_bound import Found, Search
from oraclegames.conditional.best.known_points import Evidence, best_pure, curve_points
from oraclegames.conditional.best.leaves import parts_of
from oraclegames.conditional.best.objective import Objective
from oraclegames.conditional.best.result import SEARCH, TOGETHER, Best
from oraclegames.conditional.best.rivals import Rivals, rivals
from oraclegames.conditional.best.together import Together
from oraclegames.conditional.trembles.levels import Levels
from oraclegames.conditional.values.achieve_on import achieve_on
from oraclegames.conditional.values.boxes import Box
from oraclegames.conditional.values.relaxation import Relaxation
from oraclegames.games.game import Game

MAX_SUPPORTS = 1 << 12
"""The most choices of played moves that the search goes through one by one."""

_TOGETHER_WORK = 20_000
"""Boxes times outcomes, about, that are searched where the choices are taken together."""

Vector = tuple[Fraction, ...]


def _attempt(relaxation: Relaxation, v: Vector, clock: Clock) -> Evidence | None:
    """An equilibrium of the part with exactly these values, if there is one."""
    game = relaxation.game
    if isinstance(relaxation, Together):
        return relaxation.attempt(v, clock)
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


def _prepared(
    game: Game, goal: Objective, tolerance: Fraction, clock: Clock, boundary: bool
) -> Search:
    """The search with its parts, and with the tolerance in units of the objective."""
    parts: list[Relaxation]
    most = None
    if boundary and math.prod((1 << m) - 1 for m in game.shape) > MAX_SUPPORTS:
        parts, most = [Together.of(game)], max(8, _TOGETHER_WORK // game.n_outcomes)
    else:
        parts = list(parts_of(game, boundary))
    finest = int(16 / max(tolerance, Fraction(1, 1 << 16)))
    search = Search(parts, goal, _attempt, tolerance, finest, clock, most)
    boxes = [leaf.box for leaves in search.leaves for leaf in leaves]
    spread = [goal.corner(box.low, box.high) - goal.corner(box.high, box.low) for box in boxes]
    search.tolerance = tolerance * max(spread, default=Fraction(1))
    return search


def searched(
    game: Game,
    goal: Objective,
    tolerance: Fraction,
    clock: Clock,
    tell: Tell | None,
    notion: Notion,
    compare: bool,
) -> Best:
    """The answer by branch and bound."""
    known = rivals(game, goal, clock) if compare else Rivals()
    search = _prepared(game, goal, tolerance, clock, notion == "dependency")
    together = isinstance(search.parts[0], Together)
    in_time(clock, lambda: _offer_known(search, search.parts, goal))
    status, bound = search.run(tell), search.bound
    # It may have been stopped just after the gap was closed.
    if bound is None or (search.best and bound <= search.best.value + search.tolerance):
        status = "complete"
    elif together:
        status = "partial"  # no tie holds the bound up, but what was left out
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
        known.ending(status),
        search.tolerance,
        search.leaves,
        known.correlated,
        known.nash,
        known.searched,
        known.status,
        TOGETHER if together else SEARCH,
    )
