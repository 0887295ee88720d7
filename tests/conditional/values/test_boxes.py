"""Boxes: what covers what, and what multipliers exclude."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from oraclegames import Game
from oraclegames.conditional.values.boxes import Box, box_bound, covers
from oraclegames.conditional.values.relaxation import Relaxation

UNIT = Box((Fraction(0), Fraction(0)), (Fraction(1), Fraction(1)))


def halved(box: Box, rng: np.random.Generator, times: int) -> list[Box]:
    if not times:
        return [box]
    first, second = box.split(int(rng.integers(2)))
    depth = int(rng.integers(times))
    return halved(first, rng, depth) + halved(second, rng, times - 1 - depth)


@pytest.mark.parametrize("seed", range(20))
def test_halves_of_halves_cover_and_none_may_be_missing(seed):
    pieces = halved(UNIT, np.random.default_rng(seed), 1 + seed % 6)
    assert covers(UNIT, pieces)
    for k, piece in enumerate(pieces):
        assert not covers(UNIT, pieces[:k] + pieces[k + 1 :])
        for part in piece.split(0):
            assert not covers(UNIT, [*pieces[:k], part, *pieces[k + 1 :]])


def test_nothing_covers_nothing():
    assert not covers(UNIT, [])
    assert covers(UNIT, [UNIT])


def test_multipliers_that_are_zero_exclude_no_box():
    rng = np.random.default_rng(1)
    for shape in ((2, 2), (2, 3), (2, 2, 2)):
        game = Game.from_arrays(*rng.integers(-3, 4, size=(len(shape), *shape)))
        zero = tuple((Fraction(0),) * m for m in shape)
        for total in (True, False):
            supports = tuple(tuple(range(m)) for m in shape)
            relaxation = Relaxation(game, supports, total=total)
            assert not relaxation.excluded(box_bound(game), zero)
