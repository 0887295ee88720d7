"""Whether 0 is a mean of pushes, and how often they turn around a point."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from oraclegames.certificates.limit_pushes import Does, Pushes
from oraclegames.certificates.limit_square import Spot
from oraclegames.exact.surd import exact_sign

Ring = list[tuple[tuple[int, int], Does, Spot]]
"""Around a point: the signs of the pushes, what is done, and where."""


def has_zero(vectors: Sequence[tuple[Any, Any]]) -> bool:
    """Whether 0 is a mean of vectors: it is one of them, or they lie in no open half-plane."""
    if any(u == 0 == v for u, v in vectors):
        return True
    for a, b in vectors:
        # All others to the left of this one, or along it?
        turns = [(exact_sign(a * d - b * c), a * c + b * d) for c, d in vectors]
        if all(turn > 0 or (turn == 0 and along > 0) for turn, along in turns):
            return False
    return True


def told(signs: set[tuple[int, int]]) -> bool:
    """Whether signs alone say if 0 is a mean."""
    flipped = list(zip(*([(s, t), (s, -t), (-s, t), (-s, -t)] for s, t in signs)))
    turned = [*flipped, *([pair[::-1] for pair in pairs] for pairs in flipped)]
    # All go one way along an axis, or stay on it and go one way across.
    none = any(min(pairs) > (0, 0) for pairs in turned)
    return none or all(any(max(pair) <= 0 for pair in pairs) for pairs in flipped)


def winds(ring: Ring, pushes: Pushes) -> bool:
    """Whether pushes turn around a point: by signed crossings of the positive axis."""
    upwards = []
    for (u, does, here), (v, after, there) in pairwise([*ring, ring[0]]):
        if u == (0, 0) or v == (0, 0):
            return False
        if (u[1] < 0) == (v[1] < 0):
            continue
        right = axis_side(u, v)
        if right == 0:
            border = here if here.dimension == 1 else there
            one, two = (pushes.pushed(d, border.x, border.y) for d in (does, after))
            turn = exact_sign(one[0] * two[1] - one[1] * two[0])
            right = turn if u[1] < 0 else -turn
        if right == 1:
            upwards.append(u[1] < 0)
    return upwards.count(True) != upwards.count(False)


def axis_side(u: tuple[int, int], v: tuple[int, int]) -> int:
    """Whether a way from one quadrant to another meets the axis right (1) or left of 0 (−1)."""
    if min(u[0], v[0]) >= 0 and max(u[0], v[0]) > 0:
        return 1
    if max(u[0], v[0]) <= 0 and min(u[0], v[0]) < 0:
        return -1
    return 0
