"""Three machines that sample each other twice, against Newton's method from a grid of starts."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import numpy as np
import pytest

from oraclegames import solve_oracles

NAMES = "abc"


def asked(kind, k, draw):
    """Whom the k-th machine samples."""
    others = [name for name in NAMES if name != NAMES[k]]
    after = NAMES[(k + 1) % 3]
    return {
        "a ring": [after, after],
        "both others": others,
        "any": [draw.choice(others), draw.choice(others)],
    }[kind]


def random_system(kind, seed):
    """For each machine whom it samples, and how likely a yes is after what they show."""
    draw = Random(seed)
    system = []
    for k in range(3):
        sampled = asked(kind, k, draw)
        shows = product((0, 1), repeat=2)
        system.append(
            (sampled, {key: Fraction(draw.choice((0, 0, 1, 2, 3, 4, 4)), 4) for key in shows})
        )
    return system


def machine(sampled, table):
    def run(oracle):
        shown = tuple(int(oracle.sample(name)) for name in sampled)
        return "1" if oracle.flip(table[shown]) else "0"

    return run


def played(system, x):
    """How likely each machine says 1, when they do so with probabilities x."""
    rows = []
    for sampled, table in system:
        p, q = (x[NAMES.index(name)] for name in sampled)
        chances = {(s, t): (p if s else 1 - p) * (q if t else 1 - q) for s, t in table}
        rows.append(sum(float(yes) * chances[key] for key, yes in table.items()))
    return np.array(rows)


def newton(system, x):
    """A fixed point in the cube, from a start; None if it ends elsewhere."""
    for _ in range(40):
        steps = [played(system, x + 1e-6 * e) - played(system, x - 1e-6 * e) for e in np.eye(3)]
        slopes = np.array(steps).T / 2e-6 - np.eye(3)
        if abs(np.linalg.det(slopes)) < 1e-9:
            return None
        x = x - np.linalg.solve(slopes, played(system, x) - x)
        if np.abs(x).max() > 9:
            return None
    inside = x.min() > -1e-9 and x.max() < 1 + 1e-9
    return x if inside and np.abs(played(system, x) - x).max() < 1e-9 else None


@pytest.mark.parametrize(("kind", "count"), [("a ring", 4), ("both others", 4), ("any", 6)])
def test_three_machines_that_sample_twice_have_the_fixed_points_of_their_play(kind, count):
    several = 0
    for seed in range(count):
        system = random_system(kind, seed)
        found = solve_oracles({name: machine(*one) for name, one in zip(NAMES, system)})
        assert found.complete and found.verify(complete=True)
        points = np.array([[float(row[1]) for row in one.distributions] for one in found])
        assert all(np.abs(played(system, x) - x).max() < 1e-12 for x in points)
        several += len(found) > 1
        if any(one.dimension for one in found):
            continue
        for start in product((0.1, 0.9), repeat=3):
            x = newton(system, np.array(start))
            assert x is None or np.abs(points - x).max(axis=1).min() < 1e-6
    assert several or kind != "any"
