"""Where a value stands on a monotone stretch of its odds map, and how steeply it runs there.

All players here have generic maps, turned so that a stretch begins at u = 0: u is θ, or 1/θ with
the other's moves exchanged. The value x at u solves

    (1 − u)·x² + (u·(q + r) − (p + s))·x + (p·s − u·q·r) = 0,

whose discriminant D(u) = (q − r)²·u² − 2(X + Y)·u + (p − s)², with X and Y as in
:mod:`~oraclegames.conditional.bulk.odds_maps`, has the roots at which a fold turns. With
g = p + s − q − r and σ the sign of the polynomial's slope at x,

    dx/du = (g + σ·m/√D) / (2(1 − u)²),    m = D'·(1 − u)/2 + D,    g²·D − m² = −4XY·(1 − u)².

Subtracting two numbers that are nearly the same would lose the digits. So payoffs enter by their
differences alone, exactly; a place is known by u, by w = 1 − u and by the gap U − u to either
player's reach; and every formula below adds numbers of one sign:

    fold, half:  D = gap·((q − r)²·gap + 4√(XY)),   1 − U = (2√(XY) − m(0))/(√X + √Y)²
    full:        D = (|q − r|·u − |p − s|)² − 4u·min(X, Y)
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from oraclegames.conditional.bulk.classification import Numbers, some
from oraclegames.conditional.bulk.odds_maps import FOLD, FULL, Maps

_TURNED = [1, 0, 3, 2]  # p, q, r, s when the other's moves are exchanged


@dataclass(frozen=True)
class Place:
    """A place on each of k payoff curves.

    Attributes:
        u, w: (k,), the odds and 1 − u.
        gap: (2, k), how far u is from either player's reach; 0 where that is infinite.
    """

    u: Numbers
    w: Numbers
    gap: Numbers


@dataclass(frozen=True)
class Odds:
    """Both players' odds maps in k games, as floats (2, k) unless said otherwise.

    Attributes:
        full: maps that reach any u.
        outer: q and r lie on the same side of the interval.
        g, d, e: p + s − q − r, |p − s|, |q − r|.
        bends: the sign of XY.
        bend, pull: |XY|, and what multiplies 4·gap or 4·u in D: √(XY), or −min(X, Y) if full.
        m_0, m_1: m(u) = m_0·w + g²·u, and m_1 = g² − m_0.
        excess: how much farther than the end of the curve each map reaches.
        span, rest: (k,), u runs from 0 to span, and rest is 1 − span.
    """

    full: Numbers
    outer: Numbers
    g: Numbers
    d: Numbers
    e: Numbers
    bends: Numbers
    bend: Numbers
    pull: Numbers
    m_0: Numbers
    m_1: Numbers
    excess: Numbers
    span: Numbers
    rest: Numbers

    def part(self, which: Numbers | slice) -> Odds:
        """Some of the games."""
        numbers = (getattr(self, name) for name in _ODDS)
        if isinstance(which, slice):
            return Odds(*(row[..., which] for row in numbers))
        return Odds(*(some(row, which) for row in numbers))

    def place(self, share: Numbers, far: Numbers) -> Place:
        """The place at a share of the span from its beginning or, where ``far``, from its end."""
        rest = 1 - share
        along, left = self.span * np.where(far, [rest, share], [share, rest])
        return Place(along, self.rest + left, self.excess + left)

    def root(self, at: Place) -> Numbers:
        """√D."""
        narrow = np.where(at.u < 0.5, self.e * at.u - self.d, self.e - self.d - self.e * at.w)
        square = np.where(self.full, narrow, self.e * at.gap)
        root: Numbers = np.sqrt(square * square + 4 * self.pull * np.where(self.full, at.u, at.gap))
        return root

    def speed(self, at: Place, sign: Numbers) -> tuple[Numbers, Numbers]:
        """The size of dx/du, as numerator and denominator, on the stretch with the sign σ."""
        # A half's m is ±g·√D: both vanish at its end, where rounding would hide their quotient.
        half = self.bends == 0
        root = np.where(half, 1.0, self.root(at))
        line = self.g * root
        m = np.where(half, line, sign * (self.m_0 * at.w + self.g * self.g * at.u))
        against = (line < 0) != (m < 0)
        above = np.where(against, 2 * self.bend, np.abs(line + m))
        return above, root * np.where(against, np.abs(line - m), 2 * at.w * at.w)

    def sign(self, rising: Numbers) -> Numbers:
        """σ on the stretch on which the value rises (1) or falls (−1) with u."""
        return np.where(self.outer, rising, -rising)


_ODDS = tuple(one.name for one in fields(Odds))


@dataclass(frozen=True)
class Stretches:
    """The stretches of both players in k games, arrays (2, k) unless said otherwise.

    Attributes:
        odds: their odds maps.
        folded: which maps fold.
        first: 1 if the value rises from its lower end at u = 0 (all folds do, on one of their two
            stretches), −1 if it falls from its upper one.
        width: of the interval of values.
        below: (4, 2, k): p + s, q + r, p·s, q·r, with payoffs as heights above the lower end:
            one of the two products is zero there, or both are.
        above: the same with depths below the upper end.
    """

    odds: Odds
    folded: Numbers
    first: Numbers
    width: Numbers
    below: Numbers
    above: Numbers

    @classmethod
    def of(cls, maps: Maps, farther: Numbers, turned: Numbers) -> Stretches:
        """The stretches of games, turned where u is 1/θ (k,).

        ``farther`` is the sign of the row player's reach minus the column player's.
        """
        own = np.where(turned, maps.own[_TURNED], maps.own)
        low, high = maps.low, maps.high
        full = maps.shape == FULL
        order = np.where(turned, -maps.order_low, maps.order_low)
        outer = (own[1] >= high) == (own[2] >= high)
        return cls(
            odds=_odds(own, full, outer, maps.reach, farther),
            folded=maps.shape == FOLD,
            first=np.where(order > 0, np.int8(1), np.int8(-1)),
            width=(high - low).astype(float),
            below=_seen_from(own - low),
            above=_seen_from(high - own),
        )

    def part(self, which: Numbers | slice) -> Stretches:
        """Some of the games."""
        rest = (self.folded, self.first, self.width, self.below, self.above)
        if isinstance(which, slice):
            return Stretches(self.odds.part(which), *(one[..., which] for one in rest))
        return Stretches(self.odds.part(which), *(some(one, which) for one in rest))

    def height(self, at: Place, rising: Numbers, root: Numbers | None = None) -> Numbers:
        """How far the value is above the lower end, on the stretch that rises or falls (±1).

        ``root`` is √D at that place, if known.
        """
        root = self.odds.root(at) if root is None else root
        return self._solution(at, self.odds.sign(rising) * root, self.below, self.odds.g)

    def depth(self, at: Place, rising: Numbers, root: Numbers) -> Numbers:
        """How far the value is below the upper end."""
        return self._solution(at, -self.odds.sign(rising) * root, self.above, -self.odds.g)

    def _solution(self, at: Place, root: Numbers, seen: Numbers, g: Numbers) -> Numbers:
        start, stop, product_start, product_stop = seen
        middle = np.where(at.u < 0.5, at.u * stop - start, -g - at.w * stop)
        constant = product_start - at.u * product_stop
        alike = middle * root <= 0
        above = np.where(alike, root - middle, 2 * constant)
        below = np.where(alike, 2 * at.w, -middle - root)
        found = np.divide(above, below, out=np.zeros_like(above), where=below != 0)
        inside: Numbers = np.minimum(np.maximum(found, 0), self.width)
        return inside


def _odds(own: Numbers, full: Numbers, outer: Numbers, reach: Numbers, farther: Numbers) -> Odds:
    p, q, r, s = own
    a, b, c, d = p - q, r - s, p - r, q - s
    x, y = (a * b).astype(float), (c * d).astype(float)
    roots = np.sqrt(np.abs([x, y]))
    m_0 = (a * c + b * d).astype(float)
    excess, span, rest = _spans(reach, farther, full, roots, m_0)
    return Odds(
        full=full,
        outer=outer,
        g=(a - b).astype(float),
        d=np.abs(a + d).astype(float),
        e=np.abs(c - a).astype(float),
        bends=np.sign(x) * np.sign(y),
        bend=np.abs(x * y),
        pull=np.where(full, -np.minimum(x, y), roots[0] * roots[1]),
        m_0=m_0,
        m_1=-(a * d + b * c).astype(float),
        excess=excess,
        span=span,
        rest=rest,
    )


def _seen_from(own: Numbers) -> Numbers:
    p, q, r, s = own
    return np.stack([p + s, q + r, p * s, q * r]).astype(float)


def _spans(
    reach: Numbers, farther: Numbers, full: Numbers, roots: Numbers, m_0: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """The excess of either reach over the span, the span and what it leaves of 1."""
    size = np.where(full, 1.0, roots.sum(axis=0) ** 2)
    left = np.where(full, 0.0, (2 * roots[0] * roots[1] - m_0) / size)
    reach = np.where(full, 1.0, reach)
    span = np.where(farther < 0, reach[0], reach[1])
    rest = np.where(farther < 0, left[0], left[1])
    excess = np.where(span < 0.5, reach - span, rest - left)
    excess = np.where(full | (farther == 0), 0.0, np.maximum(excess, 0.0))
    return excess, span, rest
