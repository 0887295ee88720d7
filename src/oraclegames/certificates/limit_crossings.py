"""Thresholds that cross next to a point inside, where pushes of the readings there turn around 0.

If both probabilities are multiples of 1/N, precisions 1/k with one k modulo N put thresholds around
the point in one way, in widths. What holds on a reading is then told by the slopes of what changes
at the point. At a crossing the answers' weights are free, from one reading to the next in turn; if
the pushes lead around 0 along this way, their mean is 0 for some weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise, product
from math import floor, lcm
from typing import Any

from oraclegames.certificates.limit_pushes import Pushes
from oraclegames.certificates.limit_square import Spot
from oraclegames.exact.surd import exact_sign

MOST = 200
"""No larger N is looked at."""
_REACH = 3


def turns_on_a_crossing(pushes: Pushes, spot: Spot, holding: Mapping[Spot, frozenset[Any]]) -> bool:
    """Whether for some precisions 1/k fixed points are on a crossing next to the point."""
    if spot.dimension or any(spot.edge) or pushes.rest not in (None, 1):
        return False
    if not isinstance(spot.x, Fraction) or not isinstance(spot.y, Fraction):
        return False
    period = lcm(spot.x.denominator, spot.y.denominator)
    if period > MOST:
        return False
    changing = pushes.changing(spot.x, spot.y)
    for k in range(period):
        left, low = (n * k - floor(n * k) for n in (spot.x, spot.y))
        known = {
            (i, j): _pushed(pushes, spot, holding[spot], changing, (i - left, j - low))
            for i, j in product(range(-_REACH, _REACH), repeat=2)
        }
        for i, j in product(range(1 - _REACH, _REACH), repeat=2):
            ring = [known[i - 1, j - 1], known[i, j - 1], known[i, j], known[i - 1, j]]
            if all(push is not None for push in ring) and _leads_around(ring):
                return True
    return False


def _pushed(
    pushes: Pushes,
    spot: Spot,
    always: frozenset[Any],
    changing: Mapping[Any, tuple[Fraction, Fraction, bool]],
    corner: tuple[Fraction, Fraction],
) -> tuple[Any, Any] | None:
    """Where a reading pushes both whose lower left corner is so far from the point; None if what
    is small decides."""
    more = set()
    for statement, (p, q, even) in changing.items():
        least = p * corner[0] + q * corner[1] + min(p, Fraction(0)) + min(q, Fraction(0))
        if least > 0:
            more.add(statement)
        if least == 0 and not even:
            return None
    return pushes.pushed(pushes.does(always | more), spot.x, spot.y)


def _leads_around(ring: list[Any]) -> bool:
    """Whether the way along straight lines from push to push leads around 0, and not through it:
    by the half-axis to the right."""
    total = 0
    for (a, b), (c, d) in pairwise([*ring, ring[0]]):
        turn = exact_sign(a * d - b * c)
        if turn == 0 and a * c + b * d <= 0:
            return False
        if (b < 0) != (d < 0) and turn == (1 if b < 0 else -1):
            total += turn
    return total != 0
