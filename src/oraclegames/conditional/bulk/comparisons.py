"""The comparisons behind the classification that signs of differences do not decide.

Two quantities matter: which of two odds maps reaches farther (do the arcs of two folded maps cross,
do they split?), and whether the two discriminants D_A(θ), D_B(θ) share a root (is the Spohn curve
smooth, nodal or reducible?). For whole payoffs both are decided exactly, in three steps:

1. in floats, where the difference exceeds every possible rounding error;
2. in 64-bit integers, where the number fits. A number that floats bound by less than 2⁶² is known
   from its remainder modulo 2⁶⁴, which integer arithmetic with overflow computes;
3. for the few games that are left, in exact scalar arithmetic, one by one.

For float payoffs the third step is left out: what lies within rounding is a tie, and whatever lies
within the tolerance of a tie is reported.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from oraclegames.conditional.bulk.classification import Numbers, some
from oraclegames.conditional.bulk.odds_maps import FOLD, FULL, GENERIC, HALF, Maps, half_reach
from oraclegames.conditional.two_by_two.odds import OddsMap
from oraclegames.conditional.two_by_two.spohn_curve import curve_kind
from oraclegames.games.game import Game

NO_CURVE, SMOOTH, NODAL, REDUCIBLE = range(4)
"""What the Spohn curve is; NO_CURVE where the totally mixed set is no curve."""

_ROUNDING = 1e-12  # far above the rounding error of either quantity, in its own units


def compare_reach(maps: Maps, tolerance: float | None) -> tuple[Numbers, Numbers]:
    """The sign of U_row − U_column for each game, and which games are near a tie.

    A value where the reaches are compared runs like the square root of their difference. So floats
    give it half of their digits only where the reaches nearly agree, and whole payoffs are near a
    tie there, too, though the sign is exact.

    Only games count in which both maps are generic, not full, and on one side; elsewhere the
    answer is that of the infinite reach of a full map. ``tolerance`` is None for whole payoffs.
    """
    row, column = maps.reach
    generic = (maps.kind == GENERIC).all(axis=0)
    matter = generic & (maps.shape != FULL).all(axis=0) & (maps.side[0] == maps.side[1])
    sign = np.where(row == column, 0, np.where(row < column, -1, 1)).astype(np.int8)
    near = np.zeros(len(row), dtype=bool)
    games = np.flatnonzero(matter)
    if not len(games):
        return sign, near
    gap, size = np.abs(row[games] - column[games]), row[games] + column[games]
    if tolerance is not None:
        near[games] = gap <= tolerance * size
        sign[games[gap <= _ROUNDING * size]] = 0
        return sign, near
    games = games[gap <= _ROUNDING * size]
    for game in games[~_same_reach(maps, games, sign)]:
        sign[game] = _exact_reach_sign(maps.own[:, :, game])
    near[games] = sign[games] != 0
    return sign, near


def _same_reach(maps: Maps, games: Numbers, sign: Numbers) -> Numbers:
    """Settle the games that integers settle, in ``sign``; returns which ones these are."""
    own = some(maps.own, games)
    done = np.zeros(len(games), dtype=bool)
    halves = (maps.shape[:, games] == HALF).all(axis=0)
    if halves.any():
        (above_row, above_column), (below_row, below_column) = half_reach(own[:, :, halves])
        difference = np.sign(above_row * below_column - above_column * below_row)
        sign[games[halves]] = np.where(maps.side[0, games[halves]] < 0, difference, -difference)
        done |= halves
    folds = (maps.shape[:, games] == FOLD).all(axis=0)
    if folds.any():
        p, q, r, s = own
        x, y = (p - q) * (r - s), (p - r) * (q - s)
        d = np.where(maps.side[:, games] < 0, p - s, q - r) ** 2
        # Equal up to the players' units: then U is the same. X > Y, so they are not exchanged.
        small = np.maximum(x, d).max(axis=0) < 1 << 31
        same = np.where(
            small,
            (d[0] * x[1] == d[1] * x[0]) & (d[0] * y[1] == d[1] * y[0]),
            (d[0] == d[1]) & (x[0] == x[1]) & (y[0] == y[1]),
        )
        equal = folds & same
        sign[games[equal]] = 0
        done |= equal
    return done


def _exact_reach_sign(own: Numbers) -> int:
    """U_row − U_column of one game by exact shares; both maps are on one side."""
    shares = []
    below_half = True
    for player in (0, 1):
        p, q, r, s = (Fraction(int(payoff)) for payoff in own[:, player])
        odds = OddsMap(((p, q), (r, s)))
        ends = odds.stretches[0].share_low, odds.stretches[-1].share_high
        if odds.turn is not None:
            shares.append(odds.share(odds.turn))
        else:
            shares.append(next(share for share in ends if 0 < share < 1))
        below_half = shares[-1] < Fraction(1, 2)
    order = (shares[0] > shares[1]) - (shares[0] < shares[1])
    return order if below_half else -order


def curve_kinds(maps: Maps, wanted: Numbers, tolerance: float | None) -> tuple[Numbers, Numbers]:
    """The kind of the Spohn curve of each wanted game, and which games are near a tie."""
    kinds = np.full(wanted.shape, NO_CURVE, dtype=np.int8)
    near = np.zeros(wanted.shape, dtype=bool)
    p, q, r, s = maps.own
    proper = ((p != q) & (p != r) & (q != s) & (r != s)).all(axis=0)
    kinds[wanted & ~proper] = REDUCIBLE
    games = np.flatnonzero(wanted & proper)
    if not len(games):
        return kinds, near
    forms = _discriminants(some(maps.own, games))
    floats = forms.astype(float)
    size = np.abs(floats).max(axis=0)
    resultant, minors = _resultant(floats / size)
    common = np.abs(resultant) <= _ROUNDING
    proportional = np.abs(minors).max(axis=0) <= _ROUNDING
    if tolerance is not None:
        near[games] = np.abs(resultant) <= tolerance
    else:
        # Equal forms, as of symmetric games, are proportional whatever their size.
        alike = (forms[:, 0] == forms[:, 1]).all(axis=0)
        games_left = np.flatnonzero(common & ~alike)
        # |resultant| ≤ 1e-12·(sizes)² here, so the remainder modulo 2⁶⁴ is the number itself.
        fits = _ROUNDING * (size[0] * size[1])[games_left] ** 2 < 2.0**62
        fits &= size[:, games_left].max(axis=0) < 2.0**30
        small = games_left[fits]
        resultant_whole, minors_whole = _resultant(some(forms, small))
        common[small] = resultant_whole == 0
        proportional[small] = (minors_whole == 0).all(axis=0)
        for game in games_left[~fits]:
            kind = curve_kind(_game(maps.own[:, :, games[game]])).kind
            common[game] = kind != "smooth"
            proportional[game] = kind == "reducible"
    kinds[games] = np.where(~common, SMOOTH, np.where(proportional, REDUCIBLE, NODAL))
    return kinds, near


def _discriminants(own: Numbers) -> Numbers:
    """D(θ) = (q − r)²θ² − 2(X + Y)θ + (p − s)², highest power first: (3, 2, n)."""
    p, q, r, s = own
    middle = (p - q) * (r - s) + (p - r) * (q - s)
    return np.stack([(q - r) ** 2, -2 * middle, (p - s) ** 2])


def _resultant(forms: Numbers) -> tuple[Numbers, Numbers]:
    """The resultant of the two quadratic forms, and their three 2×2 minors."""
    (a2, b2), (a1, b1), (a0, b0) = forms
    outer, left, right = a2 * b0 - a0 * b2, a2 * b1 - a1 * b2, a1 * b0 - a0 * b1
    return outer * outer - left * right, np.stack([outer, left, right])


def _game(own: Numbers) -> Game:
    (p, a), (q, b), (r, c), (s, d) = ((int(row), int(column)) for row, column in own)
    return Game.from_arrays([[p, q], [r, s]], [[a, c], [b, d]])
