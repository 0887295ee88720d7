"""Good equilibria that need no search: pure ones, and points of the curves of 2×2 games.

Rational value vectors hardly meet a curve. Floats look for the best point of an arc
(:mod:`oraclegames.conditional.two_by_two.highest`); the point itself is exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from oraclegames.budget import Clock
from oraclegames.conditional.best.branch_and_bound import Found
from oraclegames.conditional.best.objective import Objective
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import Levels, weak_levels
from oraclegames.conditional.two_by_two.arcs import Arc
from oraclegames.conditional.two_by_two.highest import highest_share
from oraclegames.conditional.two_by_two.totally_mixed import interior_2x2, odds_maps
from oraclegames.conditional.values.relaxation import Relaxation
from oraclegames.exact.arrays import object_array
from oraclegames.exact.real import rational_below
from oraclegames.exact.surd import Exact
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game
from oraclegames.later import np

_STEPS = 64


@dataclass(frozen=True)
class Evidence:
    """An equilibrium, and how its unplayed moves are tried if it is at the boundary."""

    probabilities: tuple[Exact, ...]
    levels: Levels | None


def curve_points(relaxation: Relaxation, goal: Objective, clock: Clock) -> Iterator[Found]:
    """Good points of the closed form, if just two players play two moves each."""
    game, shape = relaxation.game, relaxation.shape
    pair = [i for i, m in enumerate(shape) if m == 2]
    if len(pair) != 2 or any(m > 2 for m in shape):
        return
    grid = np.ix_(*relaxation.supports)
    tables = [game.payoff_array(i)[grid].reshape(2, 2) for i in range(game.n_players)]
    cells = [table.ravel().tolist() for table in tables]
    interior = interior_2x2(*odds_maps(Game.from_arrays(*(tables[i] for i in pair))))
    for arc in interior.arcs:
        clock.check()
        found = [(goal.value(_expected(cells, p)), p) for p in _candidates(arc, cells, goal)]
        if not found:
            continue
        value, masses = max(found, key=lambda pair: pair[0])
        values = _expected(cells, masses)
        levels = None if relaxation.total else _levels(game, relaxation.supports, values, clock)
        if relaxation.total or levels is not None:
            full = np.full(game.shape, Fraction(0), dtype=object)
            full[grid] = object_array(masses).reshape(shape)
            yield Found(value, values, Evidence(tuple(full.flat), levels))


def best_pure(game: Game, goal: Objective, clock: Clock) -> Found | None:
    """The best pure equilibrium: it is exact, and often the best of all."""
    for outcome in sorted(game.outcomes(), key=lambda o: -goal.value(game.payoffs(o))):
        values = game.payoffs(outcome)
        levels = _levels(game, tuple((move,) for move in outcome), values, clock)
        if levels is not None:
            point = Distribution.point(game, outcome)
            return Found(goal.value(values), values, Evidence(point.probabilities, levels))
    return None


def levels_at(
    game: Game,
    probabilities: Sequence[Exact],
    values: Sequence[Exact],
    clock: Clock | None = None,
) -> Levels | None:
    """How the moves that P does not play may be tried without tempting anybody."""
    played = [o for o, p in zip(game.outcomes(), probabilities) if p != 0]
    supports = tuple(tuple(sorted(set(moves))) for moves in zip(*played))
    return _levels(game, supports, tuple(values), clock or Clock(None))


def _levels(
    game: Game, supports: tuple[tuple[int, ...], ...], values: tuple[Exact, ...], clock: Clock
) -> Levels | None:
    """How the other moves may be tried without tempting anybody; None if they cannot."""
    floors = tuple(rational_below(v) for v in values)
    tried = weak_levels(Face(game, supports, floors), clock)
    return tried if isinstance(tried, Levels) else None


def _candidates(
    arc: Arc, cells: list[list[Fraction]], goal: Objective
) -> Iterator[tuple[Exact, ...]]:
    """Exact points of the arc: where floats see the best one, and near the ends, where they fail.

    Near the ends floats cancel: there the exact value alone is trusted.
    """
    low, high = (end if isinstance(end, Fraction) else end.rational_near(80) for end in arc.span)
    try:
        matrix = np.array([[float(u) for u in row] for row in cells])
        share = highest_share(arc, lambda p: float(goal.value((matrix @ np.array(p)).tolist())))
    except OverflowError:  # payoffs beyond all floats
        share = None
    shares = [] if share is None else [round(share * _STEPS) / _STEPS, share]
    for share in (*shares, *(s for k in (9, 14, 20, 28) for s in (2.0**-k, 1 - 2.0**-k))):
        parameter = (low + (high - low) * Fraction(share)).limit_denominator(1 << 40)
        if arc.span[0] < parameter < arc.span[1]:
            yield arc.at(parameter).distribution


def _expected(cells: list[list[Fraction]], masses: tuple[Exact, ...]) -> tuple[Exact, ...]:
    totals = []
    for row in cells:
        total: Exact = Fraction(0)
        for p, u in zip(masses, row):
            total = total + p * u
        totals.append(total)
    return tuple(totals)
