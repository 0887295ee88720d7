"""Limits of values of 2×2 games by leading terms, against signs at points near by."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from oraclegames import Game
from oraclegames.certificates.limit_values import is_limit_value, lines_of, possible_values
from tests.depth import some

STEPS = [Fraction(sign, 2**k) for sign in (-1, 1) for k in range(9, 30, 2)]


def comes_near(game, x, y):
    """Whether the equation of totally mixed play changes its sign close to (x, y)."""
    (a, b), (c, d) = lines_of(game, 0)
    (e, f), (g, h) = lines_of(game, 1)
    (x0, x1), (y0, y1) = (possible_values(lines_of(game, i)) for i in (0, 1))

    def sign(u, v):
        left = (u - a) * (u - d) * (v - f) * (v - g)
        right = (u - b) * (u - c) * (v - e) * (v - h)
        return (left > right) - (left < right)

    near = [[z, *(z + step for step in STEPS)] for z in (x, y)]
    signs = {sign(u, v) for u, v in product(*near) if x0 < u < x1 and y0 < v < y1}
    return 0 in signs or len(signs) > 1


def generic_game(source):
    while True:
        tables = [[[source.randint(-3, 3) for _ in "12"] for _ in "12"] for _ in "12"]
        game = Game.from_arrays(*tables)
        lines = [lines_of(game, i) for i in (0, 1)]
        if all(possible_values(own) for own in lines) and all(
            p != q for own in lines for p, q in own
        ):
            return game


@pytest.mark.parametrize("seed", range(2))
def test_ends_and_inner_values(seed):
    source, found = Random(seed), []
    for _ in range(some(8, 25)):
        game = generic_game(source)
        places = []
        for i in (0, 1):
            low, high = possible_values(lines_of(game, i))
            payoffs = {p for own in lines_of(game, i) for p in own if low < p < high}
            places.append([low, high, (low + high) / 2, *payoffs])
        for x, y in product(*places):
            found.append(is_limit_value(game, (x, y)))
            assert found[-1] == comes_near(game, x, y), (game.to_dict()["payoffs"], x, y)
    enough = some(5, 20)
    assert enough < sum(found) < len(found) - enough


def test_values_that_are_not_possible_are_no_limits():
    game = Game.from_arrays([[0, 3], [2, 1]], [[0, 3], [2, 1]])
    assert possible_values(lines_of(game, 0)) == (1, 2)
    assert not is_limit_value(game, (Fraction(5, 2), Fraction(3, 2)))
    assert not is_limit_value(game, (Fraction(3, 2), Fraction(1, 2)))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (((0, 3), (1, 2)), (1, 2)),
        (((0, 3), (3, 5)), None),
        (((0, 2), (3, 5)), None),
        (((1, 1), (0, 2)), (1, 1)),
        (((0, 2), (1, 1)), (1, 1)),
        (((1, 1), (1, 2)), None),
        (((1, 1), (0, 1)), None),
        (((1, 1), (2, 3)), None),
        (((1, 1), (1, 1)), (1, 1)),
        (((1, 1), (2, 2)), None),
    ],
)
def test_the_values_that_mix_both_moves(lines, expected):
    assert possible_values(tuple(tuple(map(Fraction, own)) for own in lines)) == expected


def test_a_constant_move_leaves_all_of_the_possible_values():
    game = Game.from_arrays([[1, 1], [0, 2]], [[0, 3], [2, 1]])
    low, high = possible_values(lines_of(game, 1))
    for y in (low, high, (low + high) / 2):
        assert is_limit_value(game, (Fraction(1), y))
    assert not is_limit_value(game, (Fraction(1), high + 1))
    assert not is_limit_value(game, (Fraction(1, 2), low))
