"""The objective of a document: its values, its largest on boxes and segments, its bounds."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from oraclegames import Game, InputError
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.part import Part

GAME = Game.from_arrays([[3, -1], [2, 0]], [[1, 4], [-2, 5]])  # the pure maximins are 0 and 4
NAMES = ("welfare", "egalitarian", "nash", "player:1", "player:2", "linear:2,-1/2", "linear:1/2,-1")


def goal(name, game=GAME):
    return Goal.read(Part(name), game)


def vector(*numbers):
    return tuple(map(Fraction, numbers))


PRODUCT = Goal("nash", vector(1, 1), vector(0, 1))


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("welfare", (2, 5), 7),
        ("egalitarian", (2, 5), 2),
        ("egalitarian", (6, 5), 5),
        ("nash", (2, 7), 6),
        ("nash", (-1, 3), 0),
        ("nash", (2, 4), 0),
        ("nash", (0, 9), 0),
        ("player:1", (2, 5), 2),
        ("player:2", (2, 5), 5),
        ("linear:2,-1/2", (2, 5), Fraction(3, 2)),
        ("linear:-1,0", (2, 5), -2),
    ],
)
def test_the_value_of_each_objective(name, values, expected):
    assert goal(name).at(vector(*values)) == expected


def test_the_nash_product_counts_from_what_a_move_secures():
    assert goal("nash").threats == vector(0, 4)
    three = Game.from_arrays([[3, -1, 2], [1, 1, 0]], [[2, 0, 5], [1, 3, 0]])
    assert goal("nash", three).threats == vector(0, 1)


@pytest.mark.parametrize(
    "name",
    ["", "x", "player:3", "player", "linear", "linear:1", "linear:1,2,3", "linear:1,x", "w:1,2"],
)
def test_what_is_no_objective_cannot_be_read(name):
    with pytest.raises(InputError, match="an objective of this game"):
        goal(name)


def random_vector(source):
    return tuple(Fraction(source.randint(-6, 8), source.choice((1, 2, 3))) for _ in "12")


@pytest.mark.parametrize("name", NAMES)
def test_the_largest_value_on_a_box_is_at_a_corner(name):
    source, one = Random(1), goal(name)
    for _ in range(60):
        first, second = random_vector(source), random_vector(source)
        low, high = tuple(map(min, first, second)), tuple(map(max, first, second))
        assert one.top(low, high) == max(one.at(v) for v in product(*zip(low, high)))


@pytest.mark.parametrize("name", NAMES)
def test_the_largest_value_on_a_segment(name):
    source, one, steps = Random(2), goal(name), 40
    for _ in range(60):
        start, stop = random_vector(source), random_vector(source)
        if source.random() < 0.2:
            stop = (start[0], stop[1])
        best = one.best_of_segment(start, stop)
        points = [
            one.at([a + (b - a) * Fraction(k, steps) for a, b in zip(start, stop)])
            for k in range(steps + 1)
        ]
        assert best >= max(points)
        assert best - max(points) <= Fraction(1, 2)  # no other point is far from one of these


def test_the_largest_value_inside_of_a_segment_is_exact():
    assert goal("egalitarian").best_of_segment(vector(0, 7), vector(7, 0)) == Fraction(7, 2)
    assert goal("egalitarian").best_of_segment(vector(0, 1), vector(2, 9)) == 2
    # x from 0 to 3 and y − 1 from 6 to 0: 3z·6(1 − z) is 9/2 at z = 1/2
    assert PRODUCT.best_of_segment(vector(0, 7), vector(3, 1)) == Fraction(9, 2)
    assert PRODUCT.best_of_segment(vector(1, 7), vector(4, 1)) == 8
    assert PRODUCT.best_of_segment(vector(1, 2), vector(4, 5)) == 16


@pytest.mark.parametrize("name", NAMES)
def test_weights_bound_the_objective_or_are_refused(name):
    source, one = Random(3), goal(name)
    given = 0
    for _ in range(300):
        weights = vector(source.randint(-1, 3), source.randint(-1, 3))
        if name == "egalitarian" and sum(weights):
            weights = tuple(w / sum(weights) for w in weights)
        if source.random() < 0.3 and one.kind == "linear":
            weights = one.weights
        bound = Fraction(source.randint(-4, 9))
        most = one.capped(weights, bound)
        given += most is not None
        v = random_vector(source)
        if most is not None and sum(w * x for w, x in zip(weights, v)) <= bound:
            assert one.at(v) <= most
    assert given > 20


def test_which_weights_bound_nothing():
    one = Fraction(1)
    assert goal("welfare").capped(vector(1, 1), one) == 1
    assert goal("welfare").capped(vector(1, 2), one) is None
    assert goal("egalitarian").capped(vector(0, 1), one) == 1
    assert goal("egalitarian").capped(vector(2, -1), one) is None
    assert goal("egalitarian").capped(vector(1, 1), one) is None
    assert goal("nash").capped(vector(0, 0), one) is None
    assert PRODUCT.capped(vector(0, 1), PRODUCT.threats[1] + one) is None
    assert PRODUCT.capped(vector(0, 1), PRODUCT.threats[1]) == 0  # one of them has no more
    assert goal("nash").capped(vector(1, -1), one) is None


def test_the_bound_of_the_nash_product_is_the_largest_product():
    weights, bound = vector(2, 3), Fraction(15)  # 12 more than at (0, 1): (3, 2) more is best
    assert PRODUCT.capped(weights, bound) == 6 == PRODUCT.at(vector(3, 3))
    assert PRODUCT.capped(weights, Fraction(3)) == 0 == PRODUCT.capped(weights, Fraction(-9))
    three = Goal("nash", vector(1, 1, 1), vector(0, 0, 0))
    assert three.capped(vector(1, 1, 1), Fraction(6)) == 8 == three.at(vector(2, 2, 2))
