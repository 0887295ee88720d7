"""The programs over boxes of values: against their definitions, and against SciPy's programs."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import numpy as np
import pytest
from scipy.optimize import linprog

from oraclegames import Game
from oraclegames.conditional.values.boxes import Box, box_bound
from oraclegames.conditional.values.relaxation import Relaxation, bound_value

SHAPES = ((3,), (2, 3), (3, 3), (2, 2, 2), (1, 3, 2))


def random_case(seed: int, unit: Fraction = Fraction(1)):
    """A game, some moves of each player, and a box; half of the boxes are flat somewhere."""
    source = Random(seed)
    shape = source.choice(SHAPES)
    tables = [
        np.array(
            [
                unit * Fraction(source.randint(-4, 4), source.choice((1, 1, 3)))
                for _ in range(int(np.prod(shape)))
            ],
            dtype=object,
        ).reshape(shape)
        for _ in shape
    ]
    supports = tuple(tuple(sorted(source.sample(range(m), source.randint(1, m)))) for m in shape)
    game = Game.from_arrays(*tables)
    # boxes around what even play is worth, narrow and wide ones, so that many admit something
    cells = [o for o in game.outcomes() if all(map(_among, o, supports))]
    low, high = [], []
    for i in range(len(shape)):
        centre = sum(game.payoff(i, o) for o in cells) / len(cells)
        below, above = (unit * Fraction(source.choice((0, 1, 4, 9)), 3) for _ in "12")
        low.append(centre - below)
        high.append(centre + above)
    return (
        game,
        Relaxation(game, supports, source.random() < 0.5),
        Box(tuple(low), tuple(high)),
        source,
    )


def outcomes_of(relaxation):
    return list(product(*relaxation.supports))


def rows_of(game, relaxation, box):
    """Σ P(o) (U_i(o) − l_i) ≥ 0 and Σ P(o) (u_i − U_i(o)) ≥ 0 for each player and move."""
    rows = []
    for i, moves in enumerate(relaxation.supports):
        for s in moves:
            here = [(o, game.payoff(i, o)) for o in outcomes_of(relaxation)]
            rows.append([u - box.low[i] if o[i] == s else Fraction(0) for o, u in here])
            rows.append([box.high[i] - u if o[i] == s else Fraction(0) for o, u in here])
    return rows


def gain_at(game, box, y, outcome):
    """min over the box of Σ y_{i,o_i} (U_i(o) − v_i)."""
    total = Fraction(0)
    for i, s in enumerate(outcome):
        total += min(y[i][s] * (game.payoff(i, outcome) - v) for v in (box.low[i], box.high[i]))
    return total


def random_multipliers(game, source):
    return tuple(
        tuple(Fraction(source.randint(-3, 3), source.choice((1, 2))) for _ in range(m))
        for m in game.shape
    )


@pytest.mark.parametrize("unit", [Fraction(1), Fraction(10) ** 25, Fraction(1, 10**25)])
@pytest.mark.parametrize("seed", range(25))
def test_gains_and_exclusion_are_what_is_defined(seed, unit):
    game, relaxation, box, source = random_case(seed, unit)
    y = random_multipliers(game, source)
    outcomes = outcomes_of(relaxation)
    expected = [gain_at(game, box, y, o) for o in outcomes]
    found, scale = relaxation._gains(box, y)
    assert scale > 0 and [Fraction(int(g), scale) for g in found.ravel()] == expected
    fine = min(expected) >= 0
    if relaxation.total:
        excluded = fine and max(expected) > 0
    else:
        excluded = fine and any(
            all(g > 0 for o, g in zip(outcomes, expected) if o[i] == s)
            for i, moves in enumerate(relaxation.supports)
            for s in moves
        )
    assert relaxation.excluded(box, y) == excluded
    weights = tuple(Fraction(source.randint(-2, 3)) for _ in game.shape)
    reached = [
        sum(w * u for w, u in zip(weights, game.payoffs(o))) - g for o, g in zip(outcomes, expected)
    ]
    assert bound_value(relaxation, box, weights, y) == max(reached)


def test_multipliers_at_the_border_exclude_only_what_they_must():
    """Gains that are 0 somewhere: they exclude mixing everywhere, or one move if it has none."""
    game = Game.from_arrays([[0, 0], [1, 0]], [[0, 0], [0, 0]])
    at = Box((Fraction(0), Fraction(0)), (Fraction(0), Fraction(0)))
    y = ((Fraction(1), Fraction(1)), (Fraction(0), Fraction(0)))
    supports = ((0, 1), (0, 1))
    assert Relaxation(game, supports, True).excluded(at, y)
    assert not Relaxation(game, supports, False).excluded(at, y)
    alone = Relaxation(game, ((1,), (0,)), False)
    assert alone.excluded(at, y)
    none = tuple((Fraction(0), Fraction(0)) for _ in range(2))
    assert not Relaxation(game, supports, True).excluded(at, none)


def test_many_of_these_boxes_admit_something_and_many_do_not():
    cases = [random_case(seed) for seed in range(40)]
    mixed = sum(relaxation.mix(box)[0] is None for _, relaxation, box, _ in cases)
    assert 5 < mixed < 35


def by_scipy(costs, rows, extra=()):
    """max costs·P over P ≥ 0, ΣP = 1, rows·P ≥ 0; the value, or None."""
    table = -np.array([[float(x) for x in row] for row in rows])
    n = len(costs)
    ones = [[1.0] * (n - len(extra)) + [0.0] * len(extra)]
    limits = [(0, None)] * (n - len(extra)) + list(extra)
    solved = linprog(
        [-float(c) for c in costs], table, np.zeros(len(table)), ones, [1.0], bounds=limits
    )
    return None if solved.status == 2 else -solved.fun


@pytest.mark.parametrize("seed", range(60))
def test_what_is_not_excluded_is_mixed_as_evenly_as_can_be(seed):
    game, relaxation, box, _ = random_case(seed)
    outcomes, rows = outcomes_of(relaxation), rows_of(game, relaxation, box)
    parts = (
        [[o] for o in outcomes]
        if relaxation.total
        else [
            [o for o in outcomes if o[i] == s] for i, m in enumerate(relaxation.supports) for s in m
        ]
    )
    even = [[*row, Fraction(0)] for row in rows]
    even += [[*(Fraction(int(o in part)) for o in outcomes), Fraction(-1)] for part in parts]
    most = by_scipy([Fraction(0)] * len(outcomes) + [Fraction(1)], even, [(None, None)])
    excluded, weights = relaxation.mix(box)
    if excluded is not None:
        assert relaxation.excluded(box, excluded) and not weights.any()
        assert most is None or most < 1e-9
        return
    assert sum(weights) == 1 and min(weights) >= 0
    assert all(sum(a * p for a, p in zip(row, weights)) >= 0 for row in rows)
    least = min(sum(p for o, p in zip(outcomes, weights) if o in part) for part in parts)
    assert least > 0 and abs(float(least) - most) < 1e-7
    values = relaxation.expected(weights)
    means = [
        sum(p * game.payoff(i, o) for o, p in zip(outcomes, weights)) for i in range(game.n_players)
    ]
    assert list(values) == means


@pytest.mark.parametrize("seed", range(30))
def test_the_box_of_possible_values_is_that_of_every_move(seed):
    game, relaxation, _, _ = random_case(seed, Fraction(1, 7))
    box = box_bound(game, relaxation.supports)
    assert relaxation.possible == box
    for i, moves in enumerate(relaxation.supports):
        pays = [[game.payoff(i, o) for o in outcomes_of(relaxation) if o[i] == s] for s in moves]
        assert box.low[i] == max(map(min, pays)) and box.high[i] == min(map(max, pays))


def _among(move, moves):
    return move in moves
