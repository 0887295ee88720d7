"""Where along an arc a function of the distribution is largest: in floats, to be refined."""

from __future__ import annotations

import math
from collections.abc import Callable

from oraclegames.conditional.two_by_two.arcs import Arc

_GOLDEN = (math.sqrt(5) - 1) / 2
_STEPS = 64

Cells = tuple[float, float, float, float]


def highest(arc: Arc, height: Callable[[Cells], float]) -> Cells | None:
    """The distribution along an arc where a function of it is largest.

    Golden-section search (Kiefer 1953) around the best of some points, in floats; None where these
    fail the arc, for payoffs of too different sizes.
    """
    share = highest_share(arc, height)
    return None if share is None else _cells(arc, share)


def _cells(arc: Arc, share: float) -> Cells:
    low, high = (float(end) for end in arc.span)
    p11, p12, p21, p22 = arc.near(low + share * (high - low))
    return p11, p12, p21, p22


def highest_share(arc: Arc, height: Callable[[Cells], float]) -> float | None:
    """The same as a share of the way along the arc, from 0 to 1."""

    def at(share: float) -> float:
        return height(_cells(arc, share))

    try:
        start = max(range(1, _STEPS), key=lambda k: at(k / _STEPS))
        left, right = (start - 1) / _STEPS, (start + 1) / _STEPS
        for _ in range(40):
            first, second = right - _GOLDEN * (right - left), left + _GOLDEN * (right - left)
            if at(first) < at(second):
                left = first
            else:
                right = second
    except ZeroDivisionError:
        return None
    return (left + right) / 2
