"""The totally mixed equilibria of games in which a player has constant or equal moves, in bulk.

These are the degenerate rows of the table in
:mod:`oraclegames.conditional.two_by_two.totally_mixed`: a surface or the whole tetrahedron where a
player is indifferent everywhere, products where both players' moves are equal, a segment or one arc
else. Values are constant or run through a whole interval, so welfare is extreme at the ends of the
intervals.
"""

from __future__ import annotations

import numpy as np

from oraclegames.conditional.bulk.arc_ends import leading_odds, normalised_limit
from oraclegames.conditional.bulk.classification import Classification, Numbers
from oraclegames.conditional.bulk.odds_maps import CONSTANT, EQUAL, GENERIC, Maps

_EXCHANGED = [0, 2, 1, 3]  # the cells p11, p12, p21, p22 when the players change places


def special_arcs(view: Classification, maps: Maps, units: Numbers) -> None:
    """Write arcs, ends and ranges of the games that are not generic twice and not empty.

    ``view.dimension`` must be filled; ``units`` is (2, n), the denominators.
    """
    left = (view.dimension > 0) & ~(maps.kind == GENERIC).all(axis=0)
    games = np.flatnonzero(left)
    if not len(games):
        return
    low, high = maps.low[:, games] / units[:, games], maps.high[:, games] / units[:, games]
    for player in (0, 1):  # beside equal moves a generic player keeps to her independent value
        held = (maps.kind[player, games] == GENERIC) & (maps.kind[1 - player, games] == EQUAL)
        if held.any():
            some = games[held]
            height = independent_height(maps.own[:, player, some], maps.low[player, some])
            low[player, held] += height / units[player, some]
            high[player, held] = low[player, held]
    view.value_low[games], view.value_high[games] = low.T, high.T
    view.worst_welfare[games], view.best_welfare[games] = low.sum(axis=0), high.sum(axis=0)
    curve = games[view.dimension[games] == 1]
    view.arcs[curve] = 1
    kinds = maps.kind[:, curve]
    for first in (0, 1):
        lead, other = kinds[first], kinds[1 - first]
        both = curve[(lead == CONSTANT) & (other == CONSTANT)]
        if first == 0 and len(both):
            _write(view, both, first, *_segment(maps, both, units))
        one = curve[(lead == CONSTANT) & ((other == GENERIC) | (other == EQUAL))]
        if len(one):
            _write(view, one, first, *_ratio_arc(maps, one, first, units))
        equal = curve[(lead == EQUAL) & (other == GENERIC)]
        if len(equal):
            _write(view, equal, first, *_independent_segment(maps, equal, first, units))


def _write(
    view: Classification, games: Numbers, first: int, ends: Numbers, values: Numbers
) -> None:
    """Ends (2, 4, k) and values (2, 2, k) with the first player as row player."""
    if first == 1:
        ends, values = ends[:, _EXCHANGED], values[:, ::-1]
    view.ends[games, 0] = ends.transpose(2, 0, 1)
    view.end_values[games, 0] = values.transpose(2, 0, 1)


def independent_height(own: Numbers, low: Numbers) -> Numbers:
    """How far the value at which θ = 1 is above the lower end of the interval of values."""
    p, q, r, s = own
    above = (q - low) * (r - low) - (p - low) * (s - low)
    height: Numbers = above / ((q - p) - (s - r)).astype(float)
    return height


def _constant(maps: Maps, games: Numbers, player: int, units: Numbers) -> tuple[Numbers, Numbers]:
    """The value of the constant move, and the odds of the other's second move after the other."""
    steady = maps.steady[player, games]
    p, q, r, s = maps.own[:, player, games]
    value = np.where(steady == 0, p, r)
    first, second = np.where(steady == 0, r, p), np.where(steady == 0, s, q)
    odds = (first - value) / (value - second).astype(float)
    return value / units[player, games], odds


def _segment(maps: Maps, games: Numbers, units: Numbers) -> tuple[Numbers, Numbers]:
    (x, across), (y, down) = (_constant(maps, games, player, units) for player in (0, 1))
    i, j = maps.steady[0, games], maps.steady[1, games]
    column = np.arange(len(games))
    chained, free = np.zeros((4, len(games))), np.zeros((4, len(games)))
    chained[2 * (1 - i) + 1 - j, column] = 1
    chained[2 * (1 - i) + j, column] = np.where(j == 1, across, 1 / across)
    chained[2 * i + 1 - j, column] = np.where(i == 1, down, 1 / down)
    free[2 * i + j, column] = 1
    values = np.stack([x, y])
    return np.stack([free, chained / chained.sum(axis=0)]), np.stack([values, values])


def _ratio_arc(maps: Maps, games: Numbers, first: int, units: Numbers) -> tuple[Numbers, Numbers]:
    value, odds = _constant(maps, games, first, units)
    steady = maps.steady[first, games] == 0
    other = maps.own[:, 1 - first, games]
    low, high = maps.low[1 - first, games], maps.high[1 - first, games]
    ends, values = [], []
    for end in (low, high):
        size_1, power_1, size_2, power_2 = leading_odds(np.abs(other - end).astype(float))
        one, flat = np.ones_like(value), np.zeros_like(power_1)
        sizes = np.where(
            steady, [1 / size_1, odds / size_2, one, odds], [one, odds, size_1, odds * size_2]
        )
        powers = np.where(steady, [-power_1, -power_2, flat, flat], [flat, flat, power_1, power_2])
        ends.append(normalised_limit(sizes, powers))
        values.append(np.stack([value, end / units[1 - first, games]]))
    return np.stack(ends), np.stack(values)


def _independent_segment(
    maps: Maps, games: Numbers, first: int, units: Numbers
) -> tuple[Numbers, Numbers]:
    """The other player keeps to her independent value, and mixes so that θ = 1 there."""
    other, unit = maps.own[:, 1 - first, games], units[1 - first, games]
    p, q, r, s = other
    low = maps.low[1 - first, games]
    y = low / unit + independent_height(other, low) / unit
    # Both her moves are worth as much where the first player's moves are in these proportions.
    total = ((q - s) + (r - p)).astype(float)
    up, lower, none = (q - s) / total, (r - p) / total, np.zeros_like(y)
    ends = np.stack([np.stack([up, none, lower, none]), np.stack([none, up, none, lower])])
    start, stop, _, _ = maps.own[:, first, games] / units[first, games]
    return ends, np.stack([np.stack([start, y]), np.stack([stop, y])])
