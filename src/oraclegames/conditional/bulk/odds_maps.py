"""The odds maps of many players at once: what each payoff table allows, by signs alone.

Write p, q, r, s for a player's payoffs: p, q after the first move, r, s after the second, against
the first and second move of the other. A value x strictly between the payoffs of each move needs

    θ = f(x) = (x − p)(x − s) / ((x − q)(x − r)),    low < x < high,

and f either runs through all of (0, ∞) (*full*), or stays on one side of θ = 1: it rises and falls
again (*fold*), or one end of it is finite because two payoffs tie (*half*). With u = θ on the side
θ < 1 and u = 1/θ on the other, a fold or a half attains 0 < u < U; this U is its *reach*:

    fold:  U = (d / (√X + √Y))²,   X = (p − q)(r − s),  Y = (p − r)(q − s),
           d = p − s where θ < 1, d = q − r where θ > 1  (a fold attains its U too)
    half:  the limit of u at the end where payoffs tie, a quotient of two differences

All of this but the comparison of two reaches is decided by which payoffs are larger, so exactly,
in whole numbers and in floats alike. Source: the forms of f are derived in the documentation.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from oraclegames.conditional.bulk.classification import Numbers, some

INDIFFERENT, CONSTANT, EQUAL, GENERIC, IMPOSSIBLE = range(5)
"""Kinds of odds maps, in the order in which the cases of the solution name the players."""

FULL, HALF, FOLD = range(3)
"""Shapes of a generic odds map."""


@dataclass(frozen=True)
class Maps:
    """Arrays of shape (2, n): row and column player of n games.

    Attributes:
        own: (4, 2, n), the payoffs p, q, r, s in whole units (integers) or floats.
        kind: one of the five kinds.
        steady: the move with constant payoffs, for the kind CONSTANT.
        low, high: the ends of the interval of values.
        order_low, order_high: f ~ distance^order at the ends.
        shape: FULL, HALF or FOLD, for the kind GENERIC.
        side: −1 where θ < 1, 1 where θ > 1, 0 for FULL.
        reach: U in floats, with a relative error below 1e-14; infinite for FULL.
    """

    own: Numbers
    kind: Numbers
    steady: Numbers
    low: Numbers
    high: Numbers
    order_low: Numbers
    order_high: Numbers
    shape: Numbers
    side: Numbers
    reach: Numbers

    def part(self, which: Numbers) -> Maps:
        """Some of the games."""
        return Maps(**{one.name: some(getattr(self, one.name), which) for one in fields(self)})


def own_payoffs(payoffs: Numbers) -> Numbers:
    """Payoffs (n, 2, 2, 2) as (4, 2, n): each player's own move first."""
    n = len(payoffs)
    own = np.empty((4, 2, n), dtype=payoffs.dtype)
    own[:, 0] = payoffs[:, 0].reshape(n, 4).T
    own[:, 1] = payoffs[:, 1].transpose(0, 2, 1).reshape(n, 4).T
    return own


def odds_maps_batch(own: Numbers) -> Maps:
    """Classify 2·n odds maps; ``own`` is (4, 2, n), integers of at most 2²⁹ or finite floats."""
    p, q, r, s = own
    first_constant, second_constant = p == q, r == s
    low_1, high_1 = np.minimum(p, q), np.maximum(p, q)
    low_2, high_2 = np.minimum(r, s), np.maximum(r, s)
    low, high = np.maximum(low_1, low_2), np.minimum(high_1, high_2)
    kind = np.full(p.shape, IMPOSSIBLE, dtype=np.int8)
    varied = ~(first_constant | second_constant) & (low < high)
    equal = varied & (p == r) & (q == s)
    kind[varied] = GENERIC
    kind[equal] = EQUAL
    one = first_constant ^ second_constant
    if one.any():
        inside = np.where(first_constant, (low_2 < p) & (p < high_2), (low_1 < r) & (r < high_1))
        kind[one & inside] = CONSTANT
    kind[first_constant & second_constant & (p == r)] = INDIFFERENT
    order_low = _order(own, low)
    order_high = _order(own, high)
    product = order_low * order_high
    shape = np.where(product < 0, FULL, np.where(product > 0, FOLD, HALF)).astype(np.int8)
    side = np.where(shape == FULL, 0, -np.sign(np.where(order_low != 0, order_low, order_high)))
    return Maps(
        own=own,
        kind=kind,
        steady=np.where(first_constant, 0, 1).astype(np.int8),
        low=low,
        high=high,
        order_low=order_low,
        order_high=order_high,
        shape=shape,
        side=side.astype(np.int8),
        reach=_reach(own, kind, shape, side),
    )


def _order(own: Numbers, end: Numbers) -> Numbers:
    p, q, r, s = (payoff == end for payoff in own)
    order: Numbers = p.view(np.int8) + s.view(np.int8) - q.view(np.int8) - r.view(np.int8)
    return order


def _reach(own: Numbers, kind: Numbers, shape: Numbers, side: Numbers) -> Numbers:
    reach = np.full(kind.shape, np.inf)
    generic = kind == GENERIC
    fold = generic & (shape == FOLD)
    if fold.any():
        p, q, r, s = (payoff[fold] for payoff in own)
        distance = np.where(side[fold] < 0, p - s, q - r).astype(float)
        x = (p - q).astype(float) * (r - s)
        y = (p - r).astype(float) * (q - s)
        reach[fold] = (distance / (np.sqrt(x) + np.sqrt(y))) ** 2
    half = generic & (shape == HALF)
    if half.any():
        above, below = half_reach(own[:, half])
        quotient = above / below.astype(float)
        reach[half] = np.where(side[half] < 0, quotient, 1 / quotient)
    return reach


def half_reach(own: Numbers) -> tuple[Numbers, Numbers]:
    """Numerator and denominator, both positive, of the limit of θ at the tied end of a half."""
    p, q, r, s = own
    tied = p == r
    return np.abs(np.where(tied, p - s, q - p)), np.abs(np.where(tied, p - q, q - r))
