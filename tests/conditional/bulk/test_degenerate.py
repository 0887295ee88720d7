"""Games with constant or equal moves, over several denominators, agree with solve."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from oraclegames import Game, solve
from oraclegames.conditional.bulk.classify import classify_batch

ROWS = [
    ("indifferent", [[2, 2], [2, 2]]),
    ("constant", [[2, 2], [5, 1]]),
    ("constant below", [[0, 7], [3, 3]]),
    ("equal", [[1, 4], [1, 4]]),
    ("generic", [[0, 5], [7, -1]]),
    ("folded", [[2, 0], [3, 1]]),
]


@pytest.mark.parametrize(("first", "second"), list(product(range(6), repeat=2)))
def test_every_pair_of_kinds_has_the_ends_and_values_of_solve(first, second):
    row, column = ROWS[first][1], np.array(ROWS[second][1]).T.tolist()
    found = classify_batch([[row, column]], denominators=[3, 7])
    game = Game.from_arrays(
        [[Fraction(x, 3) for x in line] for line in row],
        [[Fraction(x, 7) for x in line] for line in column],
    )
    interior = solve(game).interior
    assert (found.dimension[0], found.arcs[0]) == (interior.dimension, len(interior.arcs))
    for number, arc in enumerate(interior.arcs):
        for side, end in enumerate(arc.ends):
            assert np.allclose(found.ends[0, number, side], end.as_floats)
            values = [float(value) for value in end.values]
            assert np.allclose(found.end_values[0, number, side], values)
    points = solve(game).sample(60)
    if points:
        values = np.array([[float(value) for value in point.values] for point in points])
        low, high = found.value_low[0], found.value_high[0]
        assert (values >= low - 1e-9).all() and (values <= high + 1e-9).all()
        width = np.maximum(high - low, 1e-9)
        assert ((values.min(axis=0) - low) < 0.5 * width).all()
        assert ((high - values.max(axis=0)) < 0.5 * width).all()


@pytest.mark.parametrize("shift", [0, 10**8, 5 * 10**8])
def test_independent_values_keep_their_digits_far_from_zero(shift):
    row, column = [[0, 1], [0, 1]], [[3 + shift, shift], [shift, 1 + shift]]
    found = classify_batch([[row, column]])
    assert found.ends[0, 0].tolist() == [[0.25, 0, 0.75, 0], [0, 0.25, 0, 0.75]]
    assert found.end_values[0, 0].tolist() == [[0, shift + 0.75], [1, shift + 0.75]]
