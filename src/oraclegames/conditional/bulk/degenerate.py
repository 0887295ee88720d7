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
            value = _independent(maps.own[:, player, games[held]] / units[player, games[held]])
            low[player, held] = high[player, held] = value
    view.value_low[games], view.value_high[games] = low.T, high.T
    view.worst_welfare[games], view.best_welfare[games] = low.sum(axis=0), high.sum(axis=0)
    curve = games[view.dimension[games] == 1]
    view.arcs[curve] = 1
    kinds = maps.kind[:, curve]
    for first in (0, 1):
        own = maps.own / units
        lead, other = kinds[first], kinds[1 - first]
        both = curve[(lead == CONSTANT) & (other == CONSTANT)]
        if first == 0 and len(both):
            _write(view, both, first, *_segment(maps, own, both))
        one = curve[(lead == CONSTANT) & ((other == GENERIC) | (other == EQUAL))]
        if len(one):
            _write(view, one, first, *_ratio_arc(maps, own, one, first, units))
        equal = curve[(lead == EQUAL) & (other == GENERIC)]
        if len(equal):
            _write(view, equal, first, *_independent_segment(own, equal, first))


def _write(
    view: Classification, games: Numbers, first: int, ends: Numbers, values: Numbers
) -> None:
    """Ends (2, 4, k) and values (2, 2, k) with the first player as row player."""
    if first == 1:
        ends, values = ends[:, _EXCHANGED], values[:, ::-1]
    view.ends[games, 0] = ends.transpose(2, 0, 1)
    view.end_values[games, 0] = values.transpose(2, 0, 1)


def _independent(own: Numbers) -> Numbers:
    """The value at which θ = 1."""
    p, q, r, s = own
    value: Numbers = (q * r - p * s) / (q + r - p - s)
    return value


def _constant(maps: Maps, own: Numbers, games: Numbers, player: int) -> tuple[Numbers, Numbers]:
    """The value of the constant move, and the odds of the other's second move after the other."""
    steady = maps.steady[player, games]
    p, q, r, s = own[:, player, games]
    value = np.where(steady == 0, p, r)
    first, second = np.where(steady == 0, r, p), np.where(steady == 0, s, q)
    return value, (first - value) / (value - second)


def _segment(maps: Maps, own: Numbers, games: Numbers) -> tuple[Numbers, Numbers]:
    (x, across), (y, down) = (_constant(maps, own, games, player) for player in (0, 1))
    i, j = maps.steady[0, games], maps.steady[1, games]
    column = np.arange(len(games))
    chained, free = np.zeros((4, len(games))), np.zeros((4, len(games)))
    chained[2 * (1 - i) + 1 - j, column] = 1
    chained[2 * (1 - i) + j, column] = np.where(j == 1, across, 1 / across)
    chained[2 * i + 1 - j, column] = np.where(i == 1, down, 1 / down)
    free[2 * i + j, column] = 1
    values = np.stack([x, y])
    return np.stack([free, chained / chained.sum(axis=0)]), np.stack([values, values])


def _ratio_arc(
    maps: Maps, own: Numbers, games: Numbers, first: int, units: Numbers
) -> tuple[Numbers, Numbers]:
    value, odds = _constant(maps, own, games, first)
    steady = maps.steady[first, games] == 0
    ends, values = [], []
    for limits in (maps.low, maps.high):
        y = limits[1 - first, games] / units[1 - first, games]
        size_1, power_1, size_2, power_2 = leading_odds(own[:, 1 - first, games], y)
        one, none = np.ones_like(y), np.zeros_like(power_1)
        sizes = np.where(
            steady, [1 / size_1, odds / size_2, one, odds], [one, odds, size_1, odds * size_2]
        )
        powers = np.where(steady, [-power_1, -power_2, none, none], [none, none, power_1, power_2])
        ends.append(normalised_limit(sizes, powers))
        values.append(np.stack([value, y]))
    return np.stack(ends), np.stack(values)


def _independent_segment(own: Numbers, games: Numbers, first: int) -> tuple[Numbers, Numbers]:
    y = _independent(own[:, 1 - first, games])
    p, q, _, _ = own[:, 1 - first, games]
    down = (p - y) / (y - q)
    up, low, none = 1 / (1 + down), down / (1 + down), np.zeros_like(y)
    start, stop, _, _ = own[:, first, games]
    ends = np.stack([np.stack([up, none, low, none]), np.stack([none, up, none, low])])
    return ends, np.stack([np.stack([start, y]), np.stack([stop, y])])
