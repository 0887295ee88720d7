"""Where limits go as ε → 0, against limits at small ε."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from oraclegames import match
from tests.certificates.limit_cases import question
from tests.depth import some
from tests.reflective.limit.test_limit_set import STEP, case, farthest, filled

MOVING = [1011, 1039, 1182, 1192]


def apart(one, other):
    """How far points of one set are from the other, and vice versa."""
    first, second = (np.vstack([filled(piece, 20) for piece in pieces]) for pieces in (one, other))
    return max(farthest(first, second), farthest(second, first))


def comes_near(game, pair, step):
    limit = match(game, *pair, 0, step)
    if limit.vanishing is None:
        return
    for small in (Fraction(1, 100), Fraction(1, 1000), Fraction(1, 10**6)):
        there = match(game, *pair, 0, min(small, step / 2)).pieces
        assert apart(limit.vanishing, there) <= 6 * small + 1e-9
    assert {piece.reason for piece in limit.vanishing} <= {piece.reason for piece in limit.pieces}


@pytest.mark.parametrize("seed", [*MOVING, *range(1302, some(1305, 1400))])
def test_limits_at_small_steps_are_near(seed):
    game, *pair = case(seed)
    comes_near(game, pair, STEP)


@pytest.mark.parametrize("seed", [15, 33, 106, 197, 302, 341, *range(some(0, 120))])
def test_so_of_regions_and_replies(seed):
    comes_near(*question(seed))
