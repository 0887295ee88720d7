"""Limits of distributions are what distributions near the end come close to."""

from __future__ import annotations

import numpy as np

from oraclegames import Game, solve
from oraclegames.conditional.bulk.arc_ends import limit_distributions, normalised_limit


def test_only_the_lowest_power_remains():
    sizes = np.array([[1.0, 2], [3, 4], [5, 6], [7, 8]])
    powers = np.array([[0, 0], [-1, 2], [-1, 0], [1, 1]])
    limit = normalised_limit(sizes, powers)
    assert np.allclose(limit[:, 0], [0, 3 / 8, 5 / 8, 0])
    assert np.allclose(limit[:, 1], [2 / 8, 0, 6 / 8, 0])


def test_limits_along_the_prisoners_dilemma_are_its_four_ends():
    own = np.array([[2.0], [0], [3], [1]])  # R, S, T, P for either player
    ends = {
        (2.0, 2.0): [1, 0, 0, 0],
        (1.0, 1.0): [0, 0, 0, 1],
        (1.0, 2.0): [1 / 3, 1 / 3, 0, 1 / 3],
        (2.0, 1.0): [1 / 3, 0, 1 / 3, 1 / 3],
    }
    found = [limit_distributions(abs(own - x), abs(own - y))[:, 0].tolist() for x, y in ends]
    assert {tuple(np.round(sorted(limit), 12)) for limit in found} == {
        (0, 0, 0, 1),
        (0, *np.round([1 / 3] * 3, 12)),
    }
    for limit, (x, y) in zip(found, ends):
        value = limit[0] * 2 + limit[1] * 0 + limit[2] * 3 + limit[3] * 1
        assert np.isclose(value, x)
        assert np.isclose(limit[0] * 2 + limit[2] * 0 + limit[1] * 3 + limit[3], y)


def test_a_limit_inside_is_the_equilibrium_itself():
    game = Game.from_arrays([[3, 1], [4, 0]], [[3, 4], [1, 0]])
    for point in solve(game).sample(7):
        x, y = (float(value) for value in point.values)
        own = np.array([[3.0], [1], [4], [0]])
        limit = limit_distributions(abs(own - x), abs(own - y))[:, 0]
        assert np.allclose(limit, point.as_floats)
