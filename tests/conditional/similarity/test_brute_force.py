"""Two players: grids of strategies and deviations in floats find nothing else."""

from __future__ import annotations

import itertools
from fractions import Fraction as F

import numpy as np
import pytest
from scipy.optimize import linprog

from oraclegames import Game, similar

STEPS = {2: 60, 3: 24, 4: 12}


def simplex(m):
    k = STEPS[m]
    return np.array([p for p in itertools.product(range(k + 1), repeat=m) if sum(p) == k]) / k


def gains(A, strategies, b, deviations):
    """For each strategy the most that a common deviation gains."""
    alike = b * np.einsum("ki,ij,kj->k", deviations, A, deviations)
    alone = (1 - b) * deviations @ A @ strategies.T
    return (alike[:, None] + alone - np.einsum("ni,ij,nj->n", strategies, A, strategies)).max(0)


def best_deviation(A, s, b):
    """The most that a common deviation gains: the largest critical value over all faces."""
    m, best = len(A), 0.0
    Q, linear = b * (A + A.T), (1 - b) * A @ s
    for size in range(1, m + 1):
        for chosen in itertools.combinations(range(m), size):
            face = np.ix_(chosen, chosen)
            rows = np.block(
                [[Q[face], -np.ones((size, 1))], [np.ones((1, size)), np.zeros((1, 1))]]
            )
            if abs(np.linalg.det(rows)) < 1e-12:
                continue  # then a smaller face has the largest value as well
            point = np.zeros(m)
            point[list(chosen)] = np.linalg.solve(rows, [*-linear[list(chosen)], 1])[:size]
            if point.min() >= -1e-12:
                best = max(best, gains(A, s[None], b, point[None])[0])
    return best


def in_hull(corners, s):
    rows = np.vstack([np.array(corners).T, np.ones(len(corners))])
    return linprog(np.zeros(len(corners)), A_eq=rows, b_eq=np.append(s, 1)).status == 0


def check(seed, count, sizes):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        m, reach = int(rng.choice(sizes)), int(rng.choice([1, 2, 5]))
        A = rng.integers(-reach, reach + 1, size=(m, m))
        found, grid = similar(Game.from_arrays(A.tolist(), A.T.tolist())), simplex(m)
        for b in (F(0), F(1, 7), F(2, 5), F(1, 2), F(13, 20), F(9, 10), F(1)):
            hulls, good = [], []
            for one in found.at(b):
                corners = [[float(x) for x in corner] for corner in one.strategies(b)]
                hulls.append(corners)
                good += [c for k, c in enumerate(corners) if one.whole or k in one.good]
            if good:
                assert gains(A, np.array(good), float(b), grid).max() < 1e-9, (A, b)
            for s in grid[gains(A, grid, float(b), grid) <= 1e-12]:
                if not any(in_hull(corners, s) for corners in hulls):
                    assert best_deviation(A, s, float(b)) > 1e-9, (A.tolist(), b, s)


def test_grids_agree():
    check(5, 12, (2, 3))


@pytest.mark.slow
def test_grids_agree_on_500_games():
    check(6, 500, (2, 3, 3, 4))
