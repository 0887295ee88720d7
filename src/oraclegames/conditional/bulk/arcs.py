"""The arcs of many payoff curves f_A(x) = f_B(y) at once: their ends and turning points.

Both players' odds maps are generic here. Which arcs there are follows from the shapes of the two
maps, from their sides of θ = 1 and from the comparison of their reaches:

==============  ==================================================================================
full × full     one arc
full × half     one arc, up to the half's limit
half × half     one arc up to the smaller limit; none if the sides differ
full × fold     one arc that the fold's player runs through from end to end
half × fold     the same if the half reaches farther, else two arcs; none if the sides differ
fold × fold     two arcs: the one of smaller reach runs through, the other keeps to one stretch; if
                the reaches agree the two cross; none if the sides differ
==============  ==================================================================================

A value is given by its height above the lower end of its interval and its depth below the upper
one, each with all its digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from oraclegames.conditional.bulk.classification import Numbers, some
from oraclegames.conditional.bulk.odds_maps import FOLD, FULL, Maps
from oraclegames.conditional.bulk.stretches import Stretches


@dataclass
class Curves:
    """The arcs of n games.

    Attributes:
        count: the number of arcs of each game, 0 to 2.
        crossing: whether its two arcs cross.
        ends: (height and depth, 2 arcs, 2 sides, 2 players, n); nan where there is no arc.
        turns: (height and depth, 2, 2 players, n), turning points on the arcs; nan where none.
    """

    count: Numbers
    crossing: Numbers
    ends: Numbers
    turns: Numbers


class _Players:
    """Places on the curves of k games: (height and depth, 2 players, k) each.

    Attributes:
        low, high: the ends of the intervals of values.
        tied: where a map that is not folded ends, or would end if the other's reached so far.
        begins: where such a map begins, at u = 0.
        peaks: the places where the curve turns or ends, for a fold on either of its stretches.
    """

    def __init__(self, stretches: Stretches):
        width, rises = stretches.width, stretches.first > 0
        none = np.zeros_like(width)
        self.low, self.high = np.stack([none, width]), np.stack([width, none])
        self.begins = np.where(rises, self.low, self.high)
        self.tied = np.where(rises, self.high, self.low)
        end = stretches.odds.place(np.zeros(1), np.ones(1, dtype=bool))
        root = stretches.odds.root(end)
        ahead, back = (
            np.stack([stretches.height(end, way, root), stretches.depth(end, way, root)])
            for way in (stretches.first, -stretches.first)
        )
        # The value of a half runs through, unless the other's reach is shorter.
        odds = stretches.odds
        through = ~stretches.folded & ~odds.full & (odds.excess == 0)
        self.peaks = {1: np.where(through, self.tied, ahead), -1: back}

    def of(self, places: Numbers, who: Numbers, which: Numbers) -> Numbers:
        """One player's places in some of the games: (height and depth, k)."""
        first, second = some(places, which).swapaxes(0, 1)
        chosen: Numbers = np.where(who == 0, first, second)
        return chosen


def curves(maps: Maps, farther: Numbers, stretches: Stretches) -> Curves:
    """The arcs of games whose maps are generic.

    ``farther`` is the sign of U_row − U_column in these games, ``stretches`` are theirs.
    """
    k = len(farther)
    found = Curves(
        count=np.zeros(k, dtype=np.int8),
        crossing=np.zeros(k, dtype=bool),
        ends=np.full((2, 2, 2, 2, k), np.nan),
        turns=np.full((2, 2, 2, k), np.nan),
    )
    shape, side = maps.shape, maps.side
    possible = (side[0] == side[1]) | (shape == FULL).any(axis=0)
    folds = (shape == FOLD).sum(axis=0)
    players = _Players(stretches)
    # The player whose value is the parameter: the folded one, of two the one of smaller reach.
    leader = np.where(folds == 2, farther > 0, (folds == 1) & (shape[1] == FOLD)).astype(np.int64)
    nearer = np.where(leader == 0, farther, -farther) < 0
    full = (shape == FULL).all(axis=0)
    cases = (
        ((folds == 0) & full, _full),
        ((folds == 0) & ~full, _unfolded),
        ((folds == 1) & nearer, _fold_within),
        ((folds == 1) & ~nearer, _fold_beyond),
        ((folds == 2) & (farther != 0), _two_folds),
        ((folds == 2) & (farther == 0), _crossing),
    )
    for wanted, case in cases:
        which = np.flatnonzero(possible & wanted)
        if len(which):
            case(found, players, which, leader[which])
    return found


def _arc(
    found: Curves,
    which: Numbers,
    who: Numbers,
    arc: int,
    points: Sequence[tuple[Numbers, Numbers]],
) -> None:
    """Write an arc: its ends, and its turning point if there is one between them.

    ``points`` are pairs (leader's, partner's).
    """
    placed = [
        np.where(who == 0, np.stack(pair, axis=1), np.stack(pair[::-1], axis=1)) for pair in points
    ]
    found.count[which] = arc + 1
    found.ends[:, arc, 0][..., which] = placed[0]
    found.ends[:, arc, 1][..., which] = placed[-1]
    if len(placed) == 3:
        found.turns[:, arc][..., which] = placed[1]


def _full(found: Curves, players: _Players, which: Numbers, who: Numbers) -> None:
    _from_low(found, which, some(players.begins, which), some(players.tied, which))


def _unfolded(found: Curves, players: _Players, which: Numbers, who: Numbers) -> None:
    _from_low(found, which, some(players.begins, which), some(players.peaks[1], which))


def _from_low(found: Curves, which: Numbers, start: Numbers, stop: Numbers) -> None:
    """An arc from the row player's lower end to her upper one."""
    up = start[0, 0] < stop[0, 0]
    first, last = np.where(up, start, stop), np.where(up, stop, start)
    points = [(first[:, 0], first[:, 1]), (last[:, 0], last[:, 1])]
    _arc(found, which, np.zeros_like(which), 0, points)


def _fold_within(found: Curves, players: _Players, which: Numbers, who: Numbers) -> None:
    """The fold runs from end to end, and the other goes forth and back."""
    low, turn, high = (
        players.of(places, who, which) for places in (players.low, players.peaks[1], players.high)
    )
    begin, peak = (players.of(part, 1 - who, which) for part in (players.begins, players.peaks[1]))
    _arc(found, which, who, 0, [(low, begin), (turn, peak), (high, begin)])


def _fold_beyond(found: Curves, players: _Players, which: Numbers, who: Numbers) -> None:
    """The fold stops, on either stretch, where the other comes to its tied end."""
    low, lower, upper, high = (
        players.of(places, who, which)
        for places in (players.low, players.peaks[1], players.peaks[-1], players.high)
    )
    begin, tied = (players.of(part, 1 - who, which) for part in (players.begins, players.tied))
    _arc(found, which, who, 0, [(low, begin), (lower, tied)])
    _arc(found, which, who, 1, [(upper, tied), (high, begin)])


def _two_folds(found: Curves, players: _Players, which: Numbers, who: Numbers) -> None:
    """The fold of smaller reach runs from end to end, along either stretch of the other."""
    low, turn, high = (
        players.of(places, who, which) for places in (players.low, players.peaks[1], players.high)
    )
    for arc, (ends, way) in enumerate(((players.low, 1), (players.high, -1))):
        end = players.of(ends, 1 - who, which)
        peak = players.of(players.peaks[way], 1 - who, which)
        _arc(found, which, who, arc, [(low, end), (turn, peak), (high, end)])


def _crossing(found: Curves, players: _Players, which: Numbers, who: Numbers) -> None:
    found.crossing[which] = True
    low, centre, high = (
        tuple(some(part, which).swapaxes(0, 1))
        for part in (players.low, players.peaks[1], players.high)
    )
    _arc(found, which, np.zeros_like(which), 0, [low, centre, high])
    ends = (low[0], high[1]), (high[0], low[1])
    _arc(found, which, np.zeros_like(which), 1, [ends[0], centre, ends[1]])
