"""The exact region of totally mixed play against linear programs that are written here.

Values are reached iff the largest least probability t of a distribution that is worth them is
positive: max t with P ≥ t, ΣP = 1 and Σ P·(U_i − v_i) = 0 for every move. Of points beside arcs in
fractions; of others in floats, where that is clear.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from scipy.optimize import linprog

from oraclegames import Game
from oraclegames.conditional.two_players.solve_region import planar_region
from oraclegames.exact.real import enclosure
from tests.exact_reference import largest_smallest_probability

NEAR = Fraction(1, 10**9)
CLEAR = 1e-6
SHAPES = [(2, 3), (3, 2), (3, 3), (2, 4), (3, 4), (4, 3), (4, 4)]


def drawn(seed: int) -> Game:
    """Random, tied or 0/1, with moves that are copies of others, or close to them."""
    rng = np.random.default_rng(seed)
    shape = SHAPES[seed % len(SHAPES)]
    size = int(rng.choice([1, 2, 9, 50]))
    a, b = rng.integers(0 if size == 1 else -size, size + 1, size=(2, *shape))
    kind = rng.integers(5)
    if kind == 0:
        a[-1], b[-1] = a[0], b[0]
    if kind == 1:
        a[:, -1], b[:, -1] = a[:, 0], b[:, 0]
    if kind == 2:  # a ring: many values are possible
        a, b = (t + size * (np.add.outer(*map(np.arange, shape)) % max(shape)) for t in (a, b))
    return Game.from_arrays(a, b)


def is_reached(game: Game, v) -> bool:
    outcomes = list(game.outcomes())
    rows = [
        [float(game.payoff(i, o) - v[i]) if o[i] == s else 0.0 for o in outcomes]
        for i in range(2)
        for s in range(game.shape[i])
    ]
    count = len(outcomes)
    with_t = [[*row, 0.0] for row in [*rows, [1.0] * count]]
    solved = linprog(
        [*[0.0] * count, -1.0],
        A_ub=np.hstack([-np.eye(count), np.ones((count, 1))]),
        b_ub=np.zeros(count),
        A_eq=with_t,
        b_eq=[*[0.0] * len(rows), 1.0],
        bounds=[(-1, 2)] * count + [(-1, 1)],
    )
    if solved.status == 0 and abs(solved.x[-1]) > CLEAR:
        return bool(solved.x[-1] > 0)
    return largest_smallest_probability(game, v) > 0


def points(found, rng, count):
    """Random points around the vertices: so many in the set, and so many outside."""
    corners = [[float(v.values[i]) for v in found.vertices] for i in range(2)]
    spans = [(min(c), max(c) - min(c) or 1.0) for c in corners]
    for wanted in ("in", "out"):
        left = count
        for _ in range(10 * count):
            x, y = (
                Fraction(low) + Fraction(width) * Fraction(int(k), 1000)
                for (low, width), k in zip(spans, rng.integers(-200, 1200, size=2))
            )
            if left and found.classify((x, y)) == wanted:
                left -= 1
                yield (x, y), wanted == "in"


def beside(arc):
    """Points at 10⁻⁹ of an arc's sample, below it and above, and whether they are reached."""
    axis = 0 if arc.is_vertical else 1
    low, high = enclosure(arc.sample[axis], 100)
    for near, inside in ((low - NEAR, arc.sides[0]), (high + NEAR, arc.sides[1])):
        yield ((near, arc.sample[1]) if arc.is_vertical else (arc.sample[0], near)), inside


def assert_agrees(game: Game, seed: int, count: int) -> None:
    found = planar_region(game)
    assert found.status == "complete"
    if not found.vertices:
        payoffs = [sorted({game.payoff(i, o) for o in game.outcomes()}) for i in range(2)]
        rng = np.random.default_rng(seed)
        for _ in range(count):
            x, y = (Fraction(int(rng.integers(16 * p[0], 16 * p[-1] + 1)), 16) for p in payoffs)
            assert not is_reached(game, (x, y))
        return
    for at, inside in points(found, np.random.default_rng(seed), count):
        assert is_reached(game, at) == inside
    for arc in found.arcs:
        for at, inside in beside(arc):  # floats do not see so little
            assert (largest_smallest_probability(game, at) > 0) == inside
        if all(isinstance(v, Fraction) for v in arc.sample):
            assert is_reached(game, arc.sample) == arc.included
    for vertex in found.vertices:
        if all(isinstance(v, Fraction) for v in vertex.values):
            assert is_reached(game, vertex.values) == vertex.included


@pytest.mark.parametrize("seed", [3, 8, 14, 21, 28, 44])
def test_points_and_both_sides_of_every_arc(seed):
    assert_agrees(drawn(seed), seed, 8)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 400))
def test_three_hundred_games(seed):
    assert_agrees(drawn(seed), seed, 200)
