"""The arcs of many payoff curves f_A(x) = f_B(y) at once: ends, turning points, monotone pieces.

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

Positions are relative: x̂ = (x − low)/(high − low), and ŷ alike, so that 0 and 1 are the ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np

from oraclegames.conditional.bulk.classification import Numbers
from oraclegames.conditional.bulk.odds_maps import FOLD, FULL, HALF, Maps


@dataclass
class Pieces:
    """Monotone pieces of arcs, one row each, collected in lists of arrays.

    Attributes:
        game: the number of the game.
        start, stop: (2, k), the positions (x̂, ŷ) at the two ends of the piece.
        pick: (2, k), which root belongs to the stretch: −1 the lower, 1 the upper, 0 the only one.
    """

    game: list[Numbers] = field(default_factory=list)
    start: list[Numbers] = field(default_factory=list)
    stop: list[Numbers] = field(default_factory=list)
    pick: list[Numbers] = field(default_factory=list)


@dataclass
class Curves:
    """The arcs of n games.

    Attributes:
        count: the number of arcs of each game, 0 to 2.
        crossing: whether its two arcs cross.
        ends: (2 arcs, 2 sides, 2 players, n), positions; nan where there is no arc.
        turns: (2, 2 players, n), positions of turning points on the arcs; nan where none.
        pieces: the monotone pieces.
    """

    count: Numbers
    crossing: Numbers
    ends: Numbers
    turns: Numbers
    pieces: Pieces


def relative_payoffs(maps: Maps, games: Numbers) -> Numbers:
    """Payoffs in units of the interval of values: (4, 2, k); low is 0 and high is 1, exactly."""
    low = maps.low[:, games]
    relative: Numbers = (maps.own[:, :, games] - low) / (maps.high[:, games] - low).astype(float)
    return relative


def value_at_share(own: Numbers, share: Numbers, pick: Numbers) -> Numbers:
    """The position in [0, 1] at which θ/(1 + θ) is ``share``; ``own`` is (4, k)."""
    p, q, r, s = own
    rest = 1 - share
    a = rest - share
    b = share * (q + r) - rest * (p + s)
    c = rest * p * s - share * q * r
    root = np.sqrt(np.maximum(b * b - 4 * a * c, 0))
    stable = -(b + np.copysign(root, b)) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        first = np.where(a == 0, np.inf, stable / a)
        second = np.where(stable == 0, 0.0, c / stable)
    lower, upper = np.minimum(first, second), np.maximum(first, second)
    nearest = np.where(np.abs(first - 0.5) <= np.abs(second - 0.5), first, second)
    chosen = np.where(pick == 0, nearest, np.where(pick < 0, lower, upper))
    inside: Numbers = np.minimum(np.maximum(chosen, 0.0), 1.0)
    return inside


def _turn(own: Numbers, side: Numbers) -> Numbers:
    """The position at which a folded map turns: between the two zeros, or the two poles."""
    p, q, r, s = own
    small = side < 0
    start, stop = np.where(small, p, q), np.where(small, s, r)
    first, second = np.where(small, q, p), np.where(small, r, s)
    ratio = np.sqrt((start - first) * (start - second) / ((stop - first) * (stop - second)))
    turn: Numbers = (start + ratio * stop) / (1 + ratio)
    return turn


@dataclass
class _Players:
    """One player of each of k games, as (k,) arrays."""

    own: Numbers
    shape: Numbers
    side: Numbers
    reach: Numbers
    order_low: Numbers

    def part(self, which: Numbers) -> _Players:
        """Some of the games."""
        return _Players(*(getattr(self, one.name)[..., which] for one in fields(self)))

    def end(self, side: Numbers) -> Numbers:
        """The position, 0 or 1, of the end at which θ → 0 (side −1) or θ → ∞ (side 1)."""
        at_low = np.where(self.order_low > 0, -1, 1) == side
        # A half has only one such end: if the lower one is tied, it is the upper one.
        return np.where(at_low & (self.order_low != 0), 0.0, 1.0)

    def root(self, reach: Numbers, side: Numbers, pick: Numbers) -> Numbers:
        """The position at which u is ``reach``."""
        share = np.where(side < 0, reach, 1.0) / (1 + reach)
        return value_at_share(self.own, share, pick)


def curves(maps: Maps, games: Numbers, own: Numbers, farther: Numbers) -> Curves:
    """The arcs of the given games, whose maps are generic.

    ``own`` are the relative payoffs (4, 2, k) of these k games, ``farther`` the sign of
    U_row − U_column.
    """
    k = len(games)
    found = Curves(
        count=np.zeros(k, dtype=np.int8),
        crossing=np.zeros(k, dtype=bool),
        ends=np.full((2, 2, 2, k), np.nan),
        turns=np.full((2, 2, k), np.nan),
        pieces=Pieces(),
    )
    shape, side = maps.shape[:, games], maps.side[:, games]
    possible = (side[0] == side[1]) | (shape == FULL).any(axis=0)
    folds = (shape == FOLD).sum(axis=0)

    def players(which: Numbers, who: Numbers) -> _Players:
        chosen = games[which]
        return _Players(
            own[:, who, which],
            maps.shape[who, chosen],
            maps.side[who, chosen],
            maps.reach[who, chosen],
            maps.order_low[who, chosen],
        )

    # The player whose value is the parameter: the folded one, of two the one of smaller reach.
    leader = np.where(folds == 2, farther > 0, (folds == 1) & (shape[1] == FOLD)).astype(np.int64)
    cases = (
        (folds == 0, _unfolded),
        (folds == 1, _one_fold),
        ((folds == 2) & (farther != 0), _two_folds),
        ((folds == 2) & (farther == 0), _crossing),
    )
    for wanted, case in cases:
        which = np.flatnonzero(possible & wanted)
        if len(which):
            who = leader[which]
            own_sign = np.where(who == 0, farther[which], -farther[which])
            case(found, which, who, players(which, who), players(which, 1 - who), own_sign)
    return found


def _arc(
    found: Curves,
    which: Numbers,
    who: Numbers,
    arc: int,
    points: Sequence[tuple[Any, Any]],
    picks: Sequence[tuple[int, int]],
) -> None:
    """Write an arc: its ends, its turning point if there is one, and its monotone pieces.

    ``points`` are its ends with the turning point between them, ``picks`` the roots on the pieces
    between two of them; every pair is (leader's, partner's).
    """
    placed = [_placed(which, who, pair) for pair in points]
    found.count[which] = arc + 1
    found.ends[arc, :, :, which] = np.stack([placed[0], placed[-1]]).transpose(2, 0, 1)
    for turn in placed[1:-1]:
        found.turns[arc, :, which] = turn.T
    for start, stop, pick in zip(placed, placed[1:], picks):
        found.pieces.game.append(which)
        found.pieces.start.append(start)
        found.pieces.stop.append(stop)
        found.pieces.pick.append(_placed(which, who, pick).astype(np.int64))


def _placed(which: Numbers, who: Numbers, pair: tuple[Any, Any]) -> Numbers:
    """A pair (leader's, partner's) as an array (2, k) of row and column player."""
    first, second = (np.broadcast_to(part, which.shape) for part in pair)
    return np.where(who == 0, [first, second], [second, first])


def _unfolded(
    found: Curves, which: Numbers, who: Numbers, row: _Players, column: _Players, farther: Numbers
) -> None:
    half = (row.shape == HALF) | (column.shape == HALF)
    # Two full maps: from the row player's lower end to her upper one.
    side = np.where(row.side != 0, row.side, column.side)
    side = np.where(half, side, np.where(row.order_low > 0, -1, 1))
    zero = np.zeros(len(which), dtype=np.int64)
    start = row.end(side), column.end(side)
    stop = []
    for player, other, shorter in ((row, column, farther <= 0), (column, row, farther >= 0)):
        tied = 1 - player.end(side)
        # A map that is not full has its tied end opposite to the other one; so has a full map.
        limit = np.where(half, np.minimum(other.reach, player.reach), 1.0)
        stop.append(np.where(half & ~shorter, player.root(limit, side, zero), tied))
    up = start[0] < stop[0]
    first = np.where(up, start, stop)
    last = np.where(up, stop, start)
    _arc(found, which, who, 0, [(first[0], first[1]), (last[0], last[1])], [(0, 0)])


def _one_fold(
    found: Curves, which: Numbers, who: Numbers, fold: _Players, other: _Players, farther: Numbers
) -> None:
    turn, end = _turn(fold.own, fold.side), other.end(fold.side)
    joined = farther < 0
    if joined.any():
        j = np.flatnonzero(joined)
        zero = np.zeros(len(j), dtype=np.int64)
        peak = other.part(j).root(fold.reach[j], fold.side[j], zero)
        points = [(0.0, end[j]), (turn[j], peak), (1.0, end[j])]
        _arc(found, which[j], who[j], 0, points, [(-1, 0), (1, 0)])
    if not joined.all():
        j = np.flatnonzero(~joined)
        pick = np.ones(len(j), dtype=np.int64)
        part, tied, same = fold.part(j), 1 - end[j], farther[j] == 0
        lower, upper = (
            np.where(same, turn[j], part.root(other.reach[j], fold.side[j], sign * pick))
            for sign in (-1, 1)
        )
        _arc(found, which[j], who[j], 0, [(0.0, end[j]), (lower, tied)], [(-1, 0)])
        _arc(found, which[j], who[j], 1, [(upper, tied), (1.0, end[j])], [(1, 0)])


def _two_folds(
    found: Curves, which: Numbers, who: Numbers, near: _Players, far: _Players, farther: Numbers
) -> None:
    turn = _turn(near.own, near.side)
    for arc, (end, sign) in enumerate(((0.0, -1), (1.0, 1))):
        peak = far.root(near.reach, near.side, np.full(len(which), sign, dtype=np.int64))
        points = [(0.0, end), (turn, peak), (1.0, end)]
        _arc(found, which, who, arc, points, [(-1, sign), (1, sign)])


def _crossing(
    found: Curves, which: Numbers, who: Numbers, row: _Players, column: _Players, farther: Numbers
) -> None:
    found.crossing[which] = True
    centre = _turn(row.own, row.side), _turn(column.own, column.side)
    _arc(found, which, who, 0, [(0, 0), centre, (1, 1)], [(-1, -1), (1, 1)])
    _arc(found, which, who, 1, [(0, 1), centre, (1, 0)], [(-1, 1), (1, -1)])
