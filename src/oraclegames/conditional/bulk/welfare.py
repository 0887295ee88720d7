"""The least and the greatest sum of values on the arcs of many payoff curves, by its slope.

On a stretch of an arc u runs from 0 to its span, and both values move one way. If they move the
same way, the sum is extreme at the ends. Else it is stationary where v_A·dx/du = v_B·dy/du, the
v being the sizes of the players' units. Times 2(1 − u)² the sum's slope is

    H(u) = Σ v·(g + σ·m/√D),    H'(u) = 4(u − 1)·Σ v·σ·XY/√D³

(the names are those of :mod:`~oraclegames.conditional.bulk.stretches`). So H is monotone, or, where
the two σ·XY have opposite signs, monotone between the roots of a quadratic polynomial:

    (v_A·|XY|_A)^(2/3)·D_B(u) = (v_B·|XY|_B)^(2/3)·D_A(u).

Each of these at most three intervals is cut once more in the middle, and where the slope's sign
changes in one, it has exactly one root, found by false position. Nothing is sampled: no stationary
point is missed, however close to another one.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from oraclegames.conditional.bulk.classification import Numbers
from oraclegames.conditional.bulk.stretches import Stretches

_TINY = 1e-60  # beside an end of a stretch, where the slope may be infinite
_CLOSE = 1e-7  # of a root's place; the sum errs by the square of it


def stationary_sums(stretches: Stretches, sizes: Numbers) -> tuple[Numbers, Numbers]:
    """The sums of the values' heights at their stationary points.

    Args:
        stretches: those of k games.
        sizes: (2, k), of the players' units.

    Returns:
        The numbers of the games, and the sums there.
    """
    folded, first = stretches.folded, stretches.first
    games, sums = [], []
    for way in (1, -1):
        rising = np.array([[way], [-way]], dtype=np.int8)
        which = np.flatnonzero((folded | (first == rising)).all(axis=0))
        if len(which):
            search = _Search(stretches.part(which), sizes[:, which], rising)
            piece, sum_ = search.sums()
            games.append(which[piece])
            sums.append(sum_)
    if not games:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    return np.concatenate(games), np.concatenate(sums)


class _Search:
    """Stretches on which the row player's value moves one way and the column player's the other.

    A place is the square of a number from 0 to √½, as a share of the span, from its beginning or,
    where ``far``, from its end: the values are analytic in that number, at both ends too.
    """

    def __init__(self, stretches: Stretches, sizes: Numbers, rising: Numbers):
        self.stretches, self.sizes, self.rising = stretches, sizes, rising

    def part(self, which: Numbers) -> _Search:
        return _Search(self.stretches.part(which), self.sizes[:, which], self.rising)

    def slope(self, number: Numbers, far: Numbers) -> Numbers:
        """The slope of the sum, scaled to [−1, 1]; positive where the row player's is steeper."""
        place = self.stretches.place(number * number, far)
        above, below = self.stretches.speed(place, self.rising)
        row, column = self.sizes * above * below[::-1]
        slope: Numbers = (row - column) / (row + column)
        return slope

    def sums(self) -> tuple[Numbers, Numbers]:
        """The stretches with stationary points, one number for each, and the sums there."""
        pieces, roots, sides = [], [], []
        everywhere = np.arange(self.stretches.span.size)
        curved = self.curved()
        for which in (everywhere[~curved], everywhere[curved]):
            if not len(which):
                continue
            some = self.part(which)
            cuts = some.cuts() if curved[which[0]] else ((), ())
            for far in (False, True):
                piece, root = some.roots(cuts[int(far)], far)
                pieces.append(which[piece])
                roots.append(root)
                sides.append(np.full(len(piece), far))
        piece, root, far_ = (np.concatenate(parts) for parts in (pieces, roots, sides))
        found = self.part(piece)
        place = found.stretches.place(root * root, far_)
        heights = found.stretches.height(place, found.rising)
        return piece, (heights * found.sizes).sum(axis=0)

    def curved(self) -> Numbers:
        """Where 2(1 − u)² times the slope may turn: where its two parts turn against each other."""
        s = self.stretches
        turns = np.sign(s.x) * np.sign(s.y) * np.where(s.outer, self.rising, -self.rising)
        against: Numbers = turns[0] * turns[1] < 0
        return against

    def cuts(self) -> list[Numbers]:
        """Where it turns: two numbers in each half, the half's end if not there."""
        s = self.stretches
        weight = np.cbrt(self.sizes * np.abs(s.x * s.y)) ** 2
        weight = (weight / weight.max(axis=0))[::-1] * np.array([[1], [-1]])
        e, d, g = ((weight * part * part).sum(axis=0) for part in (s.e, s.d, s.g))
        m = (weight * s.m_1).sum(axis=0)
        from_start, from_one = _roots(e, m - e, d), _roots(e, -m, g)
        shares = from_start / s.span, (from_one - s.rest) / s.span
        return [np.sqrt(np.clip(np.nan_to_num(part, nan=0.5), _TINY, 0.5)) for part in shares]

    def roots(self, between: Iterable[Numbers], far: bool) -> tuple[Numbers, Numbers]:
        """Where the slope changes its sign in one half of the stretches, cut at some numbers."""
        k = self.stretches.span.size
        ends = [np.full(k, _TINY**0.5), *between, np.full(k, 0.5**0.5)]
        side = np.full(k, far)
        slopes = [self.slope(end, side) for end in ends]
        pieces, roots = [], []
        for low, high, f_low, f_high in zip(ends, ends[1:], slopes, slopes[1:]):
            piece = np.flatnonzero(np.sign(f_low) * np.sign(f_high) < 0)
            pieces.append(piece)
            if len(piece):
                arrays = (part[piece] for part in (low, high, f_low, f_high))
                roots.append(self.part(piece).root_between(far, *arrays))
        return np.concatenate(pieces), np.concatenate([*roots, np.zeros(0)])

    def root_between(
        self, far: bool, low: Numbers, high: Numbers, f_low: Numbers, f_high: Numbers
    ) -> Numbers:
        """The root between two numbers with slopes of opposite signs, by false position."""
        root = np.empty_like(low)
        left, search = np.arange(len(low)), self
        for step in range(200):
            # The point of the chord; every third time the middle, of sizes if they differ.
            middle = np.where(low < high / 16, np.sqrt(low * high), (low + high) / 2)
            chord = low + (high - low) * (f_low / (f_low - f_high))
            inside = (chord > low) & (chord < high)
            guess = np.where(inside & (step % 3 != 2), chord, middle)
            root[left] = guess
            f = search.slope(guess, np.full(len(guess), far))
            # The end that stays loses half of its slope, so that it will be left too.
            rises = np.sign(f) == np.sign(f_low)
            low, high = np.where(rises, guess, low), np.where(rises, high, guess)
            f_low, f_high = np.where(rises, f, f_low / 2), np.where(rises, f_high / 2, f)
            going = np.flatnonzero((high - low > _CLOSE * high) & (np.abs(f) > 1e-12))
            if not len(going):
                break
            if len(going) < 0.7 * len(left):
                left, search = left[going], search.part(going)
                low, high, f_low, f_high = (part[going] for part in (low, high, f_low, f_high))
        return root


def _roots(a: Numbers, h: Numbers, c: Numbers) -> Numbers:
    """The two roots of a·z² + 2h·z + c, nan where there are none: (2, k), in order."""
    with np.errstate(divide="ignore", invalid="ignore"):
        q = -(h + np.copysign(np.sqrt(h * h - a * c), h))
        roots: Numbers = np.sort(np.stack([q / a, c / q]), axis=0)
    return roots
