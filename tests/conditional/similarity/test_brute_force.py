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
                    near = np.vstack([s + (grid - s) * r for r in (0.5, 0.1, 0.02, 0.004)])
                    assert gains(A, s[None], float(b), near)[0] > 1e-9, (A.tolist(), b, s)


def test_grids_agree():
    check(5, 12, (2, 3))


@pytest.mark.slow
def test_grids_agree_on_500_games():
    check(6, 500, (2, 3, 3, 4))
