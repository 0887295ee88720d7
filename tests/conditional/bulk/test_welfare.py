"""Best and worst welfare against a search along the exact arcs."""

from __future__ import annotations

import numpy as np
import pytest

from oraclegames import Game, solve
from oraclegames.conditional.bulk.classify import classify_batch
from tests.conditional.bulk.games import degenerate_batch


def welfare_along(game: Game, arc, z: float) -> float:
    low, high = (float(end) for end in arc.span)
    cells = arc.near(low + z * (high - low))
    sums = [float(sum(game.payoffs(outcome))) for outcome in game.outcomes()]
    return sum(p * s for p, s in zip(cells, sums))


def golden(function, low: float, high: float) -> float:
    ratio = (5**0.5 - 1) / 2
    for _ in range(45):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if function(left) < function(right):
            low = left
        else:
            high = right
    return function((low + high) / 2)


def searched(game: Game, sign: int) -> float:
    """The greatest sign·welfare by a grid and a golden section, all in plain floats."""
    best = -np.inf
    interior = solve(game).interior
    for arc in interior.arcs:

        def height(z, arc=arc):
            return sign * welfare_along(game, arc, z)

        grid = np.linspace(0, 1, 202)[1:-1]
        heights = [height(z) for z in grid]
        top = int(np.argmax(heights))
        low, high = grid[max(top - 1, 0)], grid[min(top + 1, len(grid) - 1)]
        ends = [sign * float(sum(float(v) for v in end.values)) for end in arc.ends]
        best = max(best, golden(height, low, high), *ends)
    return sign * best


@pytest.mark.parametrize("seed", [1, 2])
def test_best_and_worst_welfare_agree_with_a_search_along_the_arcs(seed):
    payoffs = np.random.default_rng(seed).integers(-20, 21, size=(300, 2, 2, 2))
    found = classify_batch(payoffs)
    curves = np.flatnonzero(found.dimension == 1)[:60]
    for k in curves:
        game = Game.from_arrays(*payoffs[k])
        assert found.best_welfare[k] == pytest.approx(searched(game, 1), abs=1e-7)
        assert found.worst_welfare[k] == pytest.approx(searched(game, -1), abs=1e-7)


def test_every_equilibrium_lies_within_the_ranges():
    payoffs = degenerate_batch(600, 9)
    payoffs = payoffs[np.abs(payoffs).max(axis=(1, 2, 3)) <= 1000]
    found = classify_batch(payoffs)
    for k in range(len(payoffs)):
        points = [point.values for point in solve(Game.from_arrays(*payoffs[k])).sample(24)]
        assert bool(points) == (found.dimension[k] >= 0) == (not np.isnan(found.best_welfare[k]))
        for x, y in points:
            value = np.array([float(x), float(y)])
            assert (value >= found.value_low[k] - 1e-6).all()
            assert (value <= found.value_high[k] + 1e-6).all()
            assert found.worst_welfare[k] - 1e-6 <= value.sum() <= found.best_welfare[k] + 1e-6


def test_an_interior_optimum_is_found_to_nine_digits():
    # Opposed interests with a bend: the optimum lies inside the arc.
    game = Game.from_arrays([[0, 7], [9, 3]], [[8, 1], [2, 6]])
    found = classify_batch([game.numerators])
    ends = found.end_values[0, 0].sum(axis=1)
    best, worst = found.best_welfare[0], found.worst_welfare[0]
    assert best > ends.max() + 1e-3 or worst < ends.min() - 1e-3
    assert best == pytest.approx(searched(game, 1), abs=1e-9)
    assert worst == pytest.approx(searched(game, -1), abs=1e-9)
