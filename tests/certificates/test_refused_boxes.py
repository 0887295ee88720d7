"""Bounds of products over boxes, against their values at points, and what is refused by them."""

from __future__ import annotations

import math
from fractions import Fraction
from random import Random
from types import SimpleNamespace

from oraclegames.certificates import best_values
from oraclegames.certificates.best_values import is_refused, log_bounds
from oraclegames.certificates.demands import Refusal
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.level_curves import X, Y, level_curves

ONE = Fraction(1)


def logarithm(factors, point):
    """Of |A − x| and |B − y|, over what stands under."""
    total = 0.0
    for k, payoffs in enumerate(factors):
        for payoff in payoffs:
            total += (-1) ** k * math.log(abs(payoff - point[k // 2]))
    return total


def test_bounds_hold_all_points_of_a_box_and_are_near():
    draw = Random(1)
    for _ in range(60):
        factors = tuple(
            tuple(Fraction(draw.choice((-3, -2, 2, 3, 4))) for _ in range(draw.randint(0, 2)))
            for _ in range(4)
        )
        low = [Fraction(draw.randint(-9, 8), 9) for _ in "xy"]
        width = Fraction(1, draw.choice((9, 10**6)))
        box = tuple((a, a + width) for a in low)
        least, most = log_bounds(factors, box)
        values = [
            logarithm(factors, [a + width * Fraction(k, 3) for a, k in zip(low, (i, j))])
            for i in range(4)
            for j in range(4)
        ]
        assert least <= min(values) and max(values) <= most
        assert most - least < 20 * float(width) + 1e-6
    assert log_bounds(((Fraction(1),), (), (), ()), ((1, 2), (0, 0)))[0] == -math.inf
    both = ((Fraction(1),), (Fraction(2),), (), ())
    assert log_bounds(both, ((1, 2), (0, 0))) == (-math.inf, math.inf)


def test_a_box_is_refused_where_all_products_are_larger_than_1():
    near, far = ((Fraction(2),), (), (), ()), ((), (), (Fraction(9),), ())
    small, large = ((Fraction(1, 4), Fraction(1, 2)), (0, 1)), ((Fraction(3, 2), 2), (0, 1))
    empty = frozenset()
    for products, box, refused in (
        ({near}, small, True),  # from 3/2 to 7/4
        ({near, far}, small, True),
        ({near}, large, False),  # at most 1/2
        ({near, far}, large, False),
        ({far}, large, True),
    ):
        one, loose = Refusal(products, empty, False), Refusal(products, empty, True)
        assert is_refused([one], box) == is_refused([loose, one], box) == refused
        assert not is_refused([loose], box) and not is_refused([], box)


def test_a_level_is_asked_on_either_side_of_where_two_curves_meet(monkeypatch):
    """x = y and 3x + y = 5 meet where the sum is 5/2; corners and borders have other sums."""
    two, goal = (Fraction(0), Fraction(2)), Goal("linear", (ONE, ONE), (ONE, ONE))
    families = [next(level_curves(f, goal, two, two)) for f in (X - Y, 3 * X + Y - 5)]
    asked = []
    check = SimpleNamespace(goal=goal, face=None, level=Fraction(0))
    check._level = lambda family, having, level: asked.append(level)
    monkeypatch.setattr(best_values, "_top", lambda goal, face: Fraction(4))
    best_values._Check._levels(check, families, [])
    assert any(2 < level < Fraction(5, 2) for level in asked)
    assert any(Fraction(5, 2) < level < 3 for level in asked)
