"""Bounds of totally mixed equilibria of 2×2 games: they hold at the supremum, and not below it."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from oraclegames import Game, catalog, solve, supremum
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.interior import interior
from oraclegames.certificates.level_curves import X, Y
from oraclegames.certificates.levels_2x2 import equation_of, interior_is_bounded, level_is_empty
from oraclegames.certificates.limit_values import lines_of, possible_values
from oraclegames.certificates.part import Part
from oraclegames.exact.rational import to_fmpq
from tests.depth import some

SMALL = Fraction(1, 10**6)
CROSSED = Game.from_arrays([[2, -1], [0, 3]], [[1, 3], [2, -2]])
GOALS = ("welfare", "egalitarian", "nash", "linear:2,-1", "linear:0,1", "linear:-1,0")


@pytest.mark.parametrize("what", GOALS)
@pytest.mark.parametrize("size", [1, 3, 9])
def test_the_supremum_is_the_least_bound(what, size):
    draw, seen = Random(f"{what} {size}"), 0
    while seen < some(12, 60):
        tables = ([[draw.randint(-size, size) for _ in "ab"] for _ in "ab"] for _ in "ab")
        game = Game.from_arrays(*tables)
        goal = Goal.read(Part(what), game)
        if interior(game).dimension == -1:
            assert interior_is_bounded(game, goal, None)
            continue
        seen += 1
        assert not interior_is_bounded(game, goal, None)
        most = supremum(game, what).value
        assert interior_is_bounded(game, goal, most)
        assert not interior_is_bounded(game, goal, most - SMALL)


@pytest.mark.parametrize("what", GOALS[:4])
@pytest.mark.parametrize("seed", range(2))
def test_no_level_of_an_equilibrium_is_called_empty(what, seed):
    """Of points of the curves, and of levels beside the supremum."""
    draw, seen, empty = Random(seed), 0, 0
    for _ in range(some(10, 60)):
        tables = ([[draw.randint(-3, 3) for _ in "ab"] for _ in "ab"] for _ in "ab")
        game = Game.from_arrays(*tables)
        goal = Goal.read(Part(what), game)
        if interior(game).dimension != 1:
            continue
        most = supremum(game, what).value
        beyond = Fraction(float(most)).limit_denominator(1000) + 1
        empty += level_is_empty(game, goal, beyond)
        for branch in solve(game).to_dict(3)["interior"]["branches"]:
            for point in branch["points"]:
                values = Part(point["exact"]["values"]).exacts()
                if all(isinstance(v, Fraction) for v in values):
                    seen += 1
                    assert not level_is_empty(game, goal, Fraction(goal.at(values)))
    assert seen and empty


def test_a_level_is_empty_only_where_that_is_shown():
    dilemma = catalog.prisoners_dilemma()  # x = y and x + y = 3, between 1 and 2

    def empty(what, level, game=dilemma):
        return level_is_empty(game, Goal.read(Part(what), game), Fraction(level))

    assert not empty("egalitarian", "7/4") and not empty("egalitarian", "5/4")
    assert not empty("welfare", 3) and not empty("welfare", "7/2") and empty("welfare", 4)
    assert not empty("linear:0,0", 1)  # constant
    assert not empty("nash", 0) and not empty("nash", -1)  # 0 below a threat
    small = dilemma_of(Fraction(1, 10), 0)
    assert empty("nash", Fraction(1, 2), small) and not empty("nash", Fraction(1, 400), small)
    assert empty("welfare", -1, dilemma_of(1, -20)) and not empty(
        "welfare", -37, dilemma_of(1, -20)
    )
    assert empty("egalitarian", 5, CROSSED)


def dilemma_of(size, more):
    """The Prisoner's Dilemma with all payoffs scaled and moved."""
    mine, theirs = (
        [[size * x + more for x in row] for row in rows]
        for rows in ([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    )
    return Game.from_arrays(mine, theirs)


def test_the_equation_of_the_curve_vanishes_on_no_border():
    draw, seen = Random(1), 0
    for _ in range(150):
        tables = ([[draw.randint(-2, 3) for _ in "ab"] for _ in "ab"] for _ in "ab")
        game = Game.from_arrays(*tables)
        x, y = (possible_values(lines_of(game, i)) for i in (0, 1))
        f = None if x is None or y is None else equation_of(game)
        if f is not None:
            seen += 1
            nothing = 0 * X
            assert not any(f.compose(nothing + to_fmpq(end), Y).is_zero() for end in x)
            assert not any(f.compose(X, nothing + to_fmpq(end)).is_zero() for end in y)
    assert seen > 20
