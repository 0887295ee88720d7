"""The line of b in cells: cells that touch become one, with the points at its ends."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import pairwise
from random import Random

import pytest
from flint import fmpz_poly

from oraclegames.conditional.similarity.cells import cells, joined
from oraclegames.exact.algebraic import real_roots

CUTS = [F(0), F(1, 3), *real_roots(fmpz_poly([-1, 0, 2]))[1:], F(3, 4), F(1)]


def holds(some_cells, b):
    return any(c.low == b if c.is_point else c.low < b < c.high for c in some_cells)


@pytest.mark.parametrize("seed", range(40))
def test_the_same_numbers_are_in_as_few_cells(seed):
    r = Random(seed)
    kept = [cell for cell in cells(CUTS) if r.random() < 0.7]
    found = list(joined(kept))
    for cell in cells(CUTS):
        assert holds(found, cell.sample) == holds(kept, cell.sample)
    for one, other in pairwise(found):
        assert one.high <= other.low
    for before, cell, after in zip(found, found[1:], found[2:]):  # else the three were one
        inside = cell.is_point and before.high == cell.low == after.low
        assert not inside or before.is_point or after.is_point


def test_all_cells_are_three():
    first, inner, last = joined(cells(CUTS))
    assert (first.low, inner.low, inner.high, last.low) == (0, 0, 1, 1)
    assert first.is_point and last.is_point and 0 < inner.sample < 1
