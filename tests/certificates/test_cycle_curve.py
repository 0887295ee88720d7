"""The curve of a cycle: its distances from the steps one by one, wherever the cycle begins."""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction
from random import Random

import pytest

from oraclegames import Game
from oraclegames.certificates.cycle_curve import (
    cancelled,
    components,
    equation,
    is_cycle,
    value_of,
)
from oraclegames.exact.rational import to_fmpq, to_fraction

SQUARE = [(0, 0), (0, 1), (1, 1), (1, 0)]
HEXAGON = [(0, 0), (0, 1), (2, 1), (2, 2), (1, 2), (1, 0)]


def by_steps(game, cycle):
    """Each outcome leads into the row or the column that the next step keeps."""
    sides = [Counter(), Counter(), Counter(), Counter()]
    for here, after in zip(cycle, [*cycle[1:], cycle[0]]):
        row = here[0] == after[0]
        sides[1 if row else 0][game.payoff(0, here)] += 1
        sides[2 if row else 3][game.payoff(1, here)] += 1
    pairs = zip((0, 1, 2, 3), (1, 0, 3, 2))
    return [sorted((sides[one] - sides[other]).elements()) for one, other in pairs]


@pytest.mark.parametrize("cycle", [SQUARE, HEXAGON])
def test_what_is_left_of_the_distances(cycle):
    draw = Random(len(cycle))
    for _ in range(30):
        tables = ([[draw.randint(-2, 2) for _ in range(3)] for _ in range(3)] for _ in "ab")
        game = Game.from_arrays(*tables)
        for start in range(len(cycle)):
            turned = cycle[start:] + cycle[:start]
            for way in (turned, turned[::-1]):
                assert is_cycle(way)
                sides = cancelled(game, way)
                assert sides == by_steps(game, way)
        sample = Fraction(draw.randint(-5, 5), 2), Fraction(draw.randint(-5, 5), 2)
        polynomial, text = equation(sides, sample)
        products = [
            math.prod((sample[k // 2] - u for u in side), start=1) for k, side in enumerate(sides)
        ]
        above, below = products[0] * products[2], products[1] * products[3]
        there = value_of(polynomial, sample)
        assert there == to_fraction(polynomial(*map(to_fmpq, sample)))
        if above and below:  # the curve is where the absolute values are equal
            assert abs(there) == abs(abs(above) - abs(below))
            assert ("= -" in text) == (above * below < 0)
        assert all(f.leading_coefficient() == 1 for f in components(polynomial).values())


def test_what_is_no_cycle():
    for wrong in (SQUARE[:2], SQUARE[:3], [*SQUARE, *SQUARE], HEXAGON[:5], HEXAGON[:4]):
        assert not is_cycle(wrong)
    assert not is_cycle([(0, 0), (0, 1), (0, 2), (1, 2), (1, 0), (2, 0)])
    assert not is_cycle([(0, 0), (1, 1), (0, 1), (1, 0)])
