"""The space of possible values: against the rank of the payoff vectors, by SymPy."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from random import Random

import numpy as np
import pytest
import sympy

from oraclegames import Game
from oraclegames.conditional.values.boxes import box_bound
from oraclegames.conditional.values.conditions import System
from oraclegames.conditional.values.value_space import Grid, Space

SIZES = (1, 10**9, 2 * 10**9, 10**17, 10**30)
"""Squares of the second and third do and do not fit 64 bits; the last two are beyond it."""


def exactly(rows):
    return sympy.Matrix([[sympy.Rational(x.numerator, x.denominator) for x in row] for row in rows])


def tied_game(seed: int):
    """Payoffs of two or three players that often fill less than the space."""
    source = Random(seed)
    shape = source.choice(((2, 2), (2, 3), (3, 1), (2, 2, 2)))
    count, size = int(np.prod(shape)), source.choice(SIZES)
    tables = [[Fraction(source.randint(-2, 2) * size, 3) for _ in range(count)] for _ in shape]
    if source.random() < 0.5:
        tables[-1] = [5 - a * 2 for a in tables[0]]
    if source.random() < 0.3:
        tables[0] = [tables[0][0]] * count
    return Game.from_arrays(*(np.array(t, dtype=object).reshape(shape) for t in tables))


@pytest.mark.parametrize("seed", range(60))
def test_what_the_space_holds_is_the_affine_hull(seed):
    game = tied_game(seed)
    space, box = Space.of(game), box_bound(game)
    first, *rest = [game.payoffs(o) for o in game.outcomes()]
    steps = [[a - b for a, b in zip(v, first)] for v in rest]
    rank = exactly(steps).rank()
    fixed = [i for i in range(game.n_players) if box.low[i] == box.high[i]]
    source = Random(seed)
    for _ in range(6):
        v = [sum(source.randint(0, 2) * x for x in column) for column in zip(first, *rest)]
        shares = [Fraction(source.randint(-3, 3), 2) for _ in rest]
        v = [a + sum(c * s[i] for c, s in zip(shares, steps)) for i, a in enumerate(first)]
        if source.random() < 0.5:
            v[source.randrange(len(v))] += 1
        inside = exactly([*steps, [a - b for a, b in zip(v, first)]]).rank() == rank
        inside = inside and all(v[i] == box.low[i] for i in fixed)
        assert space.holds(v) == inside
        if inside:
            assert space.point([v[i] for i in space.axes]) == tuple(v)
    if space.origin:
        for place, axis in enumerate(space.axes):
            units = [direction[axis] for direction in space.directions]
            assert units == [int(k == place) for k in range(len(units))]


@pytest.mark.parametrize("seed", range(40))
def test_a_snapped_point_is_near_and_short(seed):
    game, source = tied_game(seed), Random(seed)
    supports, box = [range(m) for m in game.shape], box_bound(game)
    grid = Grid(game, supports, box)
    if box.empty or not grid.space.origin:
        return
    at = [Fraction(source.randint(0, 10**12), 10**12 + 1) for _ in grid.space.axes]
    coordinates = [
        box.low[i] + share * (box.high[i] - box.low[i]) for i, share in zip(grid.space.axes, at)
    ]
    point = grid.space.point(coordinates)
    for sixteenth in (0, 1, 16 * 10**6, 16 * 10**40):
        size = tuple(width * Fraction(16, max(sixteenth, 1)) for width in box.widths)
        near = grid.snap(point, size)
        assert grid.space.holds(near)
        for i in grid.space.axes:
            assert abs(near[i] - point[i]) <= size[i] / 64
            assert box.low[i] <= near[i] <= box.high[i]
            # a multiple of a power of 1/2 that is not much finer than was asked, or an end
            if near[i] not in (0, box.low[i], box.high[i]):
                unit = Fraction(near[i].numerator & -near[i].numerator, near[i].denominator)
                assert unit >= size[i] / 256
    assert grid.snap(point, (Fraction(0),) * game.n_players) == point


@pytest.mark.parametrize("seed", range(25))
def test_rows_imply_the_others_iff_the_ranks_say_so(seed):
    """K(v + Σ τ_k d_k) is linear in τ; rows imply all others iff they span every coefficient."""
    game = tied_game(seed)
    space = Space.of(game)
    if not space.origin or game.n_outcomes > 6:
        return
    box = box_bound(game)
    v = space.point([(box.low[i] + box.high[i]) / 2 for i in space.axes])
    system = System(game, v, space.directions)
    wide = []
    for i, count in enumerate(game.shape):
        for s in range(count):
            here = [o[i] == s for o in game.outcomes()]
            row = [
                game.payoff(i, o) - v[i] if h else Fraction(0)
                for o, h in zip(game.outcomes(), here)
            ]
            for d in space.directions:
                row += [d[i] if h else Fraction(0) for h in here]
            wide.append(row)
    short = [row[: game.n_outcomes] for row in wide]
    whole = exactly(wide).rank()
    every = range(len(wide))
    for size in range(1, len(wide) + 1):
        for rows in combinations(every, size):
            own = exactly([short[r] for r in rows]).rank()
            expected = own == size and (size == whole or size == len(wide))
            assert system.implied_by(rows) == expected, rows
    chosen = system.independent()
    sizes = range(len(wide) + 1)
    possible = {r for size in sizes for r in combinations(every, size) if system.implied_by(r)}
    assert chosen in possible if possible else chosen is None
