"""The level curves of an objective in a box, by its definition, at points of all kinds."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from oraclegames.certificates.goal import Goal
from oraclegames.certificates.level_curves import X, Y, level_curves
from oraclegames.exact.rational import to_fmpq

GOALS = {
    "a sum": ("linear", (1, 1)),
    "a difference": ("linear", (2, -1)),
    "the first alone": ("linear", (-1, 0)),
    "the second alone": ("linear", (0, 3)),
    "the least": ("egalitarian", (1, 1)),
    "the product": ("nash", (1, 1)),
}


def goal_of(name, threats=(0, 0)):
    kind, weights = GOALS[name]
    return Goal(kind, tuple(map(Fraction, weights)), tuple(map(Fraction, threats)))


def random_box(draw):
    """Two intervals and threats in halves: some end is a threat, or all are on one side of it."""
    x, y = (sorted(Fraction(k, 2) for k in draw.sample(range(-4, 5), 2)) for _ in "xy")
    return tuple(x), tuple(y), tuple(Fraction(draw.randint(-4, 4), 2) for _ in "de")


def counts(goal, point):
    """Whether the level curve of a point is one: of products only where both gain."""
    return goal.kind != "nash" or all(v > d for v, d in zip(point, goal.threats))


@pytest.mark.parametrize("name", GOALS)
def test_a_level_curve_goes_through_the_box_where_it_says(name):
    draw, met = Random(name), set()
    for _ in range(40):
        x, y, threats = random_box(draw)
        goal = goal_of(name, threats)
        f = draw.randint(1, 3) * X * Y + draw.randint(-2, 2) * X * X - Y + draw.randint(-2, 2)
        for family in level_curves(f, goal, x, y):
            for level, t in product((Fraction(k, 2) for k in range(-3, 8)), repeat=2):
                t += Fraction(1, 7)
                segment = family.inside(level)
                said = segment is not None and segment[0] < t < segment[1]
                if goal.kind == "nash" and (level <= 0 or t <= threats[0]):
                    assert not said
                    continue
                point = family.point(t, level)
                on = goal.at(point) == level
                inside = all(low < v < high for v, (low, high) in zip(point, (x, y)))
                assert on or goal.kind == "egalitarian"  # the line of a ray goes on
                assert said == (on and inside)
                met.add(said)
                zero = f(*map(to_fmpq, point)) == 0
                assert (family.equation(to_fmpq(t), to_fmpq(level)) == 0) == zero
    assert met == {True, False}


@pytest.mark.parametrize("name", GOALS)
def test_levels_at_which_something_changes_are_known(name):
    """Those of corners, and those at which F vanishes on a side of the box."""
    draw, met = Random(name), 0
    for _ in range(40):
        x, y, threats = random_box(draw)
        goal = goal_of(name, threats)
        for corner in product(x, y):
            if counts(goal, corner):
                families = level_curves(X + Y, goal, x, y)
                assert any(goal.at(corner) in family.corners for family in families)
        for side, end in product((0, 1), repeat=2):
            box, z = (x, y), Fraction(draw.randint(1, 6), 7)
            along = box[1 - side][0] * z + box[1 - side][1] * (1 - z)
            place = (box[0][end], along) if side == 0 else (along, box[1][end])
            if not counts(goal, place):
                continue
            u, v = map(to_fmpq, place)
            f = draw.randint(1, 3) * (X - u) * (Y + 9) + draw.choice((-2, -1, 1, 2)) * (Y - v)
            level = goal.at(place)
            for family in level_curves(f, goal, x, y):
                low, high = family.inside(level) or (0, 0)
                assert all(low < t < high for t in family.places(level))
            known = [
                level in family.corners
                or any(p(to_fmpq(level)) == 0 and p.degree() > 0 for p in family.borders)
                for family in level_curves(f, goal, x, y)
            ]
            met += any(known)
            assert any(known) or place[side] == level  # a line along the side
    assert met > 30
