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

import numpy as np

from oraclegames.conditional.bulk.classification import Numbers, some
from oraclegames.conditional.bulk.stretches import Odds, Stretches

_TINY = 1e-60  # beside an end of a stretch, where the slope may be infinite
_CLOSE = 1e-7  # of a root's place; the sum errs by the square of it
_FLAT = 1e-11  # a slope, scaled; the sum errs by less than this times the range of the values


def stationary_sums(stretches: Stretches, sizes: Numbers) -> tuple[Numbers, Numbers]:
    """The sums of the values' heights at their stationary points.

    Args:
        stretches: those of k games.
        sizes: (2, k), of the players' units.

    Returns:
        The numbers of the games, and the sums there.
    """
    pieces, ways = [], []
    for way in (1, -1):
        rising = np.array([[way], [-way]], dtype=np.int8)
        which = np.flatnonzero((stretches.folded | (stretches.first == rising)).all(axis=0))
        pieces.append(which)
        ways.append(np.broadcast_to(rising, (2, len(which))))
    games, rising = np.concatenate(pieces), np.concatenate(ways, axis=1)
    odds = stretches.odds.part(games)
    piece, root, far = _Search(odds, odds.sign(rising), some(sizes, games)).roots()
    games, rising = games[piece], some(rising, piece)
    part = stretches.part(games)
    heights = part.height(part.odds.place(root * root, far), rising)
    return games, (heights * some(sizes, games)).sum(axis=0)


class _Search:
    """Stretches on which the row player's value moves one way and the column player's the other.

    A place is the square of a number from 0 to √½, as a share of the span, from its beginning or,
    where ``far``, from its end: the values are analytic in that number, at both ends too.
    """

    def __init__(self, odds: Odds, sign: Numbers, sizes: Numbers):
        self.odds, self.sign, self.sizes = odds, sign, sizes

    def part(self, which: Numbers) -> _Search:
        signs, sizes = some(self.sign, which), some(self.sizes, which)
        return _Search(self.odds.part(which), signs, sizes)

    def slope(self, number: Numbers, far: Numbers) -> Numbers:
        """The slope of the sum, scaled to [−1, 1]; positive where the row player's is steeper.

        For m places on each of k stretches at once, ``number`` is (m, 1, k), the slope (m, k).
        """
        above, below = self.odds.speed(self.odds.place(number * number, far), self.sign)
        both = self.sizes * above * below[..., ::-1, :]
        row, column = both[..., 0, :], both[..., 1, :]
        slope: Numbers = (row - column) / (row + column)
        return slope

    def roots(self) -> tuple[Numbers, Numbers, Numbers]:
        """Every stationary point: the number of its stretch, its own, and whether it is far."""
        # Twice (1 − u)² times the slope turns only where its two parts turn against each other.
        turns = self.odds.bends * self.sign
        curved = np.flatnonzero(turns[0] * turns[1] < 0)
        cuts = self.part(curved).cuts()
        inside = ((cuts > _TINY**0.5) & (cuts < 0.5**0.5)).any(axis=(0, 1))
        curved, (near, far) = curved[inside], cuts[..., inside]
        plain = np.ones(self.odds.span.size, dtype=bool)
        plain[curved] = False
        brackets = self.part(curved).brackets(near, far), self.monotone(np.flatnonzero(plain))
        pieces = curved[brackets[0][0]], brackets[1][0]
        piece = np.concatenate(pieces)
        far, *ends = (np.concatenate(parts) for parts in list(zip(*brackets))[1:])
        return piece, self.part(piece).root_between(far, *ends), far

    def monotone(self, which: Numbers) -> tuple[Numbers, ...]:
        """The brackets of stretches on which the slope changes its sign once or not at all."""
        tiny = np.full((2, 1, 1), _TINY**0.5)
        start, stop = self.part(which).slope(tiny, np.array([[[False]], [[True]]])) < 0
        which = which[start != stop]
        none = np.zeros((0, len(which)))
        piece, *rest = self.part(which).brackets(none, none)
        return (which[piece], *rest)

    def cuts(self) -> Numbers:
        """Where it turns: two numbers in either half, an end's if it does not: (2, 2, k)."""
        s = self.odds
        weight = np.cbrt(self.sizes * s.bend) ** 2
        weight = (weight / weight.max(axis=0))[::-1] * np.array([[1], [-1]])
        e, d, g = ((weight * part * part).sum(axis=0) for part in (s.e, s.d, s.g))
        m = (weight * s.m_1).sum(axis=0)
        near, far = _roots(e, m - e, d), _roots(e, -m, g)[::-1] - s.rest
        shares = np.nan_to_num(np.stack([near, far]) / s.span, nan=0.5)
        cuts: Numbers = np.sqrt(np.clip(shares, _TINY, 0.5))
        return cuts

    def brackets(self, near: Numbers, far: Numbers) -> tuple[Numbers, ...]:
        """Where the slope changes its sign between two cuts.

        Returns:
            The numbers of the stretches, whether from the far end, and for both ends of the
            interval the number and the slope.
        """
        k = self.odds.span.size
        ends = np.full((3, k), [[_TINY**0.5], [0.5**0.5], [_TINY**0.5]])
        numbers = np.concatenate([ends[:1], near, ends[1:2], far, ends[2:]])
        sides = np.arange(len(numbers)) > len(near)  # the middle belongs to both halves
        slopes = self.slope(numbers[:, None], sides[:, None, None])
        start, piece = np.nonzero((slopes[:-1] < 0) != (slopes[1:] < 0))
        side = start > len(near)
        low, high = np.where(side, start + 1, start), np.where(side, start, start + 1)
        values = [part[i, piece] for i in (low, high) for part in (numbers, slopes)]
        return piece, side, values[0], values[2], values[1], values[3]

    def root_between(
        self, far: Numbers, low: Numbers, high: Numbers, f_low: Numbers, f_high: Numbers
    ) -> Numbers:
        """The root between two numbers with slopes of opposite signs, by false position.

        An end that stays twice loses a part of its slope (Anderson and Björck 1973), and every
        sixth guess is the middle, so that the interval shrinks whatever the slope.
        """
        root, left, search = np.empty_like(low), np.arange(len(low)), self
        done = lower = upper = np.zeros(len(low), dtype=bool)  # which end moved before
        for step in range(1, 300):
            chord = low + (high - low) * _share(f_low, f_high)
            middle = np.where(low < high / 16, np.sqrt(low * high), (low + high) / 2)
            guess = np.where((chord > low) & (chord < high) & (step % 6 != 0), chord, middle)
            f = search.slope(guess, far)
            up = (f > 0) == (f_low > 0)  # then the lower end moves
            moved, kept = np.where(up, f_low, f_high), np.where(up, f_high, f_low)
            part = 1 - f / np.where(moved == 0, 1.0, moved)
            kept = np.where(np.where(up, lower, upper), kept * np.where(part > 0, part, 0.5), kept)
            low, high = np.where(up, guess, low), np.where(up, high, guess)
            f_low, f_high, lower, upper = np.where(up, f, kept), np.where(up, kept, f), up, ~up
            near = ((high - low <= _CLOSE * high) | (np.abs(f) <= _FLAT)) & ~done
            root[left[near]] = guess[near]
            done = done | near
            going = np.flatnonzero(~done)
            if not len(going):
                break
            if len(going) < 0.6 * len(left):
                left, search, far, done = left[going], search.part(going), far[going], done[going]
                low, high, f_low, f_high = low[going], high[going], f_low[going], f_high[going]
                lower, upper = lower[going], upper[going]
        return root


def _share(f_low: Numbers, f_high: Numbers) -> Numbers:
    """Where the chord is zero, as a share of the interval; 2 where it is flat."""
    fall = f_low - f_high
    share: Numbers = np.divide(f_low, fall, out=np.full_like(fall, 2.0), where=fall != 0)
    return share


def _roots(a: Numbers, h: Numbers, c: Numbers) -> Numbers:
    """The two roots of a·z² + 2h·z + c, nan where there are none: (2, k), in order."""
    with np.errstate(divide="ignore", invalid="ignore"):
        q = -(h + np.copysign(np.sqrt(h * h - a * c), h))
        one, other = q / a, c / q
        roots: Numbers = np.stack([np.fmin(one, other), np.maximum(one, other)])  # nan comes last
    return roots
