"""The complete classification of many 2×2 games at once, without a loop over the games.

For each game: the totally mixed dependency equilibria (dimension, number of arcs, whether they
cross, their ends, everybody's range of values, the worst and the best welfare), the pure dependency
and reflective equilibria, the totally mixed Nash equilibrium and whether equilibria nearby pay both
players more, and whether the underlying curve is smooth, nodal or reducible. This is what
:func:`oraclegames.solve` says of one game.

Every *flag* (dimension, arcs, crossing, masks, dominated, curve) is exact for whole payoffs, up to
2²⁹ in size: see :mod:`oraclegames.conditional.bulk.comparisons`. The *numbers* (ends, values,
welfare) are floats with an error below 1e-9 of the payoffs' range (below 1e-12 in every game that
was compared with exact arithmetic), whatever is added to all payoffs of a player. For float payoffs
the flags are those of the given numbers, and ``near_tie`` marks the games that lie within a
tolerance of a tie, where the payoffs that were rounded to these floats may have other flags.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from oraclegames.conditional.bulk.arc_ends import limit_distributions
from oraclegames.conditional.bulk.arcs import Curves, curves
from oraclegames.conditional.bulk.classification import Classification, Numbers, some
from oraclegames.conditional.bulk.comparisons import compare_reach, curve_kinds
from oraclegames.conditional.bulk.degenerate import independent_height, special_arcs
from oraclegames.conditional.bulk.odds_maps import (
    EQUAL,
    FULL,
    GENERIC,
    IMPOSSIBLE,
    INDIFFERENT,
    Maps,
    odds_maps_batch,
    own_payoffs,
)
from oraclegames.conditional.bulk.pure_outcomes import corner_masks
from oraclegames.conditional.bulk.stretches import Stretches
from oraclegames.conditional.bulk.welfare import stationary_sums
from oraclegames.errors import InputError

BOUND = 1 << 29
"""Whole payoffs may be at most this large, so that products of two differences fit in 64 bits."""

_BLOCK = 32768  # games at a time: many beside the cost of a call, and still within the cache


def classify_batch(
    payoffs: Any, *, denominators: Any = None, tolerance: float = 1e-9
) -> Classification:
    """Classify n games with two players and two moves each.

    Args:
        payoffs: shape (n, 2, 2, 2): game, player, row, column. Whole numbers are classified
            exactly; floats with ``near_tie`` marks.
        denominators: positive whole numbers that broadcast to (n, 2): player i's payoffs are
            ``payoffs[:, i] / denominators[:, i]``, exactly. For whole payoffs only; 1 if None.
        tolerance: for floats: what counts as near a tie, in units of the player's payoff range.

    Raises:
        InputError: a wrong shape or type, a number that is not finite, or a whole number beyond
            :data:`BOUND`.

    Cost: about 2 µs for a game on one core. Memory: 350 bytes for a game.

    >>> found = classify_batch([[[[2, 0], [3, 1]], [[2, 3], [0, 1]]]])
    >>> int(found.dimension[0]), int(found.arcs[0]), bool(found.crossing[0]), int(found.pure[0])
    (1, 2, True, 9)
    """
    games = _checked(payoffs)
    exact = games.dtype == np.int64
    scale = _checked_denominators(denominators, games)
    if not tolerance >= 0:
        raise InputError(f"the tolerance should be a number ≥ 0, not {tolerance!r:.60}")
    out = Classification.empty(len(games))
    # Floats whose differences vanish beside the range may overflow; they are marked as near a tie.
    with np.errstate(all="ignore" if not exact else None, over="ignore", under="ignore"):
        for start in range(0, len(games), _BLOCK):
            block = slice(start, start + _BLOCK)
            _classify(games[block], scale[block], None if exact else tolerance, out, block)
    return out


def _checked(payoffs: Any) -> Numbers:
    try:
        games = np.asarray(payoffs)
    except ValueError:
        games = np.empty(0, dtype=object)
    if games.ndim != 4 or games.shape[1:] != (2, 2, 2):
        raise InputError(
            f"a batch of 2×2 games has the shape (n, 2, 2, 2), not {games.shape}: game, player, "
            "row, column"
        )
    if games.dtype.kind == "f":
        games = games.astype(np.float64)
        bad = ~np.isfinite(games).all(axis=(1, 2, 3))
        if bad.any():
            raise InputError(
                f"game {int(bad.argmax())} of the batch has a payoff that is not finite"
            )
        return games
    if games.dtype.kind not in "iub" and not (
        games.dtype == object and all(isinstance(number, int) for number in games.flat)
    ):
        raise InputError(f"payoffs of a batch are integers or floats, not {games.dtype}")
    bad = ((games > BOUND) | (games < -BOUND)).any(axis=(1, 2, 3))
    if bad.any():
        raise InputError(
            f"game {int(bad.argmax())} of the batch has a whole payoff beyond 2^29 = {BOUND}; "
            "divide by a common factor, use solve(), or pass floats"
        )
    return games.astype(np.int64)


def _checked_denominators(denominators: Any, games: Numbers) -> Numbers:
    scale = np.asarray(1 if denominators is None else denominators)
    if denominators is not None and games.dtype != np.int64:
        raise InputError("denominators belong to whole payoffs; divide float payoffs yourself")
    if scale.dtype.kind not in "iu" or (scale <= 0).any():
        raise InputError("the denominators of a batch should be positive whole numbers")
    try:
        return np.broadcast_to(scale, (len(games), 2)).astype(float)
    except ValueError:
        raise InputError(
            f"denominators of shape {scale.shape} do not fit {len(games)} games with two players"
        ) from None


def _classify(
    payoffs: Numbers, scale: Numbers, tolerance: float | None, out: Classification, block: slice
) -> None:
    """Fill one block of the arrays."""
    own, units = own_payoffs(payoffs), scale.T
    if tolerance is not None:  # to size about 1, by powers of two, so that no product overflows
        _, exponents = np.frexp(np.abs(own).max(axis=0))
        exponents = np.maximum(exponents, -1000)
        own, units = np.ldexp(own, -exponents), np.ldexp(1.0, -exponents)
    view = out.block(block)
    view.pure[:], view.reflective[:], view.nash[:] = corner_masks(own)
    maps = odds_maps_batch(own)
    farther, near = compare_reach(maps, tolerance)
    view.dominated[:] = -1
    view.dimension[:] = _dimensions(maps)
    generic = (maps.kind == GENERIC).all(axis=0)
    apart = (maps.side[0] != maps.side[1]) & (maps.shape != FULL).all(axis=0)
    view.dimension[generic & apart] = -1
    _generic(view, maps, np.flatnonzero(generic & ~apart), farther, units)
    special_arcs(view, maps, units)
    view.curve[:], near_curve = curve_kinds(maps, view.dimension == 1, tolerance)
    view.near_tie[:] = near | near_curve
    if tolerance is not None:
        view.near_tie[:] |= _near_equal(own, tolerance)


def _dimensions(maps: Maps) -> Numbers:
    """The dimension where it follows from the kinds alone."""
    table = np.full((5, 5), 1, dtype=np.int8)
    table[IMPOSSIBLE, :] = table[:, IMPOSSIBLE] = -1
    table[INDIFFERENT, :IMPOSSIBLE] = table[:IMPOSSIBLE, INDIFFERENT] = 2
    table[INDIFFERENT, INDIFFERENT] = 3
    table[EQUAL, EQUAL] = 2
    kinds: Numbers = table[maps.kind[0], maps.kind[1]]
    for player in (0, 1):  # equal moves need the other player's independent value
        no_nash = (maps.kind[1 - player] == GENERIC) & (maps.shape[1 - player] != FULL)
        kinds[(maps.kind[player] == EQUAL) & no_nash] = -1
    return kinds


def _generic(
    view: Classification, maps: Maps, games: Numbers, farther: Numbers, units: Numbers
) -> None:
    """Everything about the arcs of games with two generic maps, which have some."""
    maps, farther, units = maps.part(games), some(farther, games), some(units, games)
    full = (maps.shape == FULL).all(axis=0)
    turned = ~full & (maps.side.max(axis=0) > 0)
    # Two full maps run through θ = 1, and their second half is that of the turned game.
    k, both = len(games), np.flatnonzero(full)
    halves = np.concatenate([np.arange(k), both])
    turned = np.concatenate([turned, np.ones(len(both), dtype=bool)])
    stretches = Stretches.of(maps.part(halves), some(farther, halves), turned)
    found = curves(maps, farther, stretches.part(slice(k)))
    view.arcs[games], view.crossing[games] = found.count, found.crossing
    base = maps.low / units
    _ends(view, maps, found, games, base, units)
    points = np.concatenate([found.ends[0].reshape(4, 2, -1), found.turns[0]]) / units
    view.value_low[games] = (base + np.fmin.reduce(points)).T
    view.value_high[games] = (base + np.fmax.reduce(points)).T
    sums = points.sum(axis=1)
    worst, best = np.fmin.reduce(sums), np.fmax.reduce(sums)
    which, inside = stationary_sums(stretches, 1 / some(units, halves))
    np.minimum.at(worst, halves[which], inside)
    np.maximum.at(best, halves[which], inside)
    base_sum = base.sum(axis=0)
    view.worst_welfare[games], view.best_welfare[games] = base_sum + worst, base_sum + best
    _nash(view, maps.part(both), games[both], some(base, both), some(units, both))


def _ends(
    view: Classification, maps: Maps, found: Curves, games: Numbers, base: Numbers, units: Numbers
) -> None:
    beneath = maps.own <= maps.low
    outside = np.where(beneath, maps.low - maps.own, maps.own - maps.high)
    for arc in (0, 1):
        pair = found.ends[:, arc]
        if arc == 1:
            which = np.flatnonzero(found.count > arc)
            pair, beneath, outside = (some(part, which) for part in (pair, beneath, outside))
            base, units, games = some(base, which), some(units, which), games[which]
        for side in (0, 1):
            height, depth = pair[:, side]
            far = outside + np.where(beneath, height, depth)
            view.ends[games, arc, side] = limit_distributions(far[:, 0], far[:, 1]).T
            view.end_values[games, arc, side] = (base + height / units).T


def _nash(view: Classification, maps: Maps, games: Numbers, base: Numbers, units: Numbers) -> None:
    """θ = 1 lies inside both maps iff both are full; then both values solve a linear equation."""
    rises = maps.order_low > 0
    view.dominated[games] = rises[0] == rises[1]
    height = independent_height(maps.own, maps.low)
    view.nash_values[games] = (base + height / units).T


def _near_equal(own: Numbers, tolerance: float) -> Numbers:
    """Whether two payoffs of a player differ by at most the tolerance times the payoffs' range."""
    # Sorted by comparing five pairs: ten times as fast as sorting columns of four.
    (a, b), (c, d) = _ordered(own[0], own[1]), _ordered(own[2], own[3])
    (first, c), (b, last) = _ordered(a, c), _ordered(b, d)
    second, third = _ordered(b, c)
    gaps = np.minimum(np.minimum(second - first, third - second), last - third)
    near: Numbers = (gaps <= tolerance * (last - first)).any(axis=0)
    return near


def _ordered(one: Numbers, other: Numbers) -> tuple[Numbers, Numbers]:
    return np.minimum(one, other), np.maximum(one, other)
