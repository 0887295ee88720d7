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

from oraclegames.conditional.bulk.classification import Numbers
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
class Stretches:
    """Both players of k games, as floats (2, k) unless said otherwise.

    Attributes:
        folded, full: the shape of the map; a half where neither.
        width: of the interval of values.
        outer: q and r lie on the same side of the interval.
        first: 1 if the value rises from its lower end at u = 0 (all folds do, on one of their two
            stretches), −1 if it falls from its upper one.
        g, d, e: p + s − q − r, |p − s|, |q − r|.
        x, y: X and Y.
        m_0, m_1: m(u) = m_0·w + g²·u, and m_1 = g² − m_0.
        below: (4, 2, k): p + s, q + r, p·s, q·r, with payoffs as heights above the lower end:
            one of the two products is zero there, or both are.
        above: the same with depths below the upper end.
        excess: how much farther than the end of the curve each map reaches.
        span, rest: (k,), u runs from 0 to span, and rest is 1 − span.
    """

    folded: Numbers
    full: Numbers
    width: Numbers
    outer: Numbers
    first: Numbers
    g: Numbers
    d: Numbers
    e: Numbers
    x: Numbers
    y: Numbers
    m_0: Numbers
    m_1: Numbers
    below: Numbers
    above: Numbers
    excess: Numbers
    span: Numbers
    rest: Numbers

    @classmethod
    def of(cls, maps: Maps, games: Numbers, farther: Numbers, turned: Numbers) -> Stretches:
        """The given games, turned where u is 1/θ (k,).

        ``farther`` is the sign of the row player's reach minus the column player's.
        """
        own = maps.own[:, :, games]
        own = np.where(turned, own[_TURNED], own)
        low, high, shape = maps.low[:, games], maps.high[:, games], maps.shape[:, games]
        p, q, r, s = own
        a, b, c, d = p - q, r - s, p - r, q - s
        x, y = (a * b).astype(float), (c * d).astype(float)
        m_0, m_1 = (a * c + b * d).astype(float), -(a * d + b * c).astype(float)
        order = np.where(turned, -maps.order_low[:, games], maps.order_low[:, games])
        excess, span, rest = _spans(maps.reach[:, games], farther, shape == FULL, x, y, m_0)
        return cls(
            folded=shape == FOLD,
            full=shape == FULL,
            width=(high - low).astype(float),
            outer=(q >= high) == (r >= high),
            first=np.where(order > 0, np.int8(1), np.int8(-1)),
            g=(a - b).astype(float),
            d=np.abs(a + d).astype(float),
            e=np.abs(c - a).astype(float),
            x=x,
            y=y,
            m_0=m_0,
            m_1=m_1,
            below=_seen_from(own - low),
            above=_seen_from(high - own),
            excess=excess,
            span=span,
            rest=rest,
        )

    def part(self, which: Numbers) -> Stretches:
        """Some of the games."""
        return Stretches(*(getattr(self, one.name)[..., which] for one in fields(self)))

    def place(self, share: Numbers, far: Numbers) -> Place:
        """The place at that share of the span from its beginning, or, where ``far``, from its end."""
        left = np.where(far, share, 1 - share)
        u = self.span * np.where(far, 1 - share, share)
        w = self.rest + self.span * left
        return Place(u, w, self.excess + self.span * left)

    def root(self, at: Place) -> Numbers:
        """√D."""
        narrow = np.where(at.u < 0.5, self.e * at.u - self.d, self.e - self.d - self.e * at.w)
        square = np.where(self.full, narrow, self.e * at.gap) ** 2
        low, high = np.minimum(self.x, self.y), np.maximum(self.x, self.y)
        bend = np.where(self.full, -low * at.u, np.sqrt(np.abs(low)) * np.sqrt(np.abs(high)) * at.gap)
        root: Numbers = np.sqrt(square + 4 * bend)
        return root

    def height(self, at: Place, rising: Numbers) -> Numbers:
        """How far the value is above the lower end, on the stretch that rises or falls (±1)."""
        return self._solution(at, self._sign(rising) * self.root(at), self.below, self.g)

    def depth(self, at: Place, rising: Numbers) -> Numbers:
        """How far the value is below the upper end."""
        return self._solution(at, -self._sign(rising) * self.root(at), self.above, -self.g)

    def speed(self, at: Place, rising: Numbers) -> tuple[Numbers, Numbers]:
        """The size of dx/du, as numerator and denominator."""
        root, bend = self.root(at), np.abs(self.x) * np.abs(self.y)
        m = self._sign(rising) * (self.m_0 * at.w + self.g * self.g * at.u)
        line = self.g * root
        against = (np.sign(line) * np.sign(m) < 0) & (bend > 0)
        above = np.where(against, 2 * bend, np.abs(line + m))
        return above, root * np.where(against, np.abs(line - m), 2 * at.w * at.w)

    def _sign(self, rising: Numbers) -> Numbers:
        return np.where(self.outer, rising, -rising)

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


def _seen_from(own: Numbers) -> Numbers:
    p, q, r, s = own
    return np.stack([p + s, q + r, p * s, q * r]).astype(float)


def _spans(
    reach: Numbers, farther: Numbers, full: Numbers, x: Numbers, y: Numbers, m_0: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """The excess of either reach over the span, the span and what it leaves of 1."""
    root_x, root_y = np.sqrt(np.abs(x)), np.sqrt(np.abs(y))
    size = np.where(full, 1.0, (root_x + root_y) ** 2)
    left = np.where(full, 0.0, (2 * root_x * root_y - m_0) / size)
    reach = np.where(full, 1.0, reach)
    span = np.where(farther < 0, reach[0], reach[1])
    rest = np.where(farther < 0, left[0], left[1])
    excess = np.where(span < 0.5, reach - span, rest - left)
    excess = np.where(full | (farther == 0), 0.0, np.maximum(excess, 0.0))
    return excess, span, rest
