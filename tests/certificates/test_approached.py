"""Limits of values of totally mixed equilibria: against linear programs, and along borders."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from oraclegames import Game, achieve, region
from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.approached import is_approached, is_far
from oraclegames.certificates.cover import possible
from oraclegames.certificates.part import Part
from tests.depth import some


def random_game(draw, size=3):
    rows, columns = draw.choice(((2, 2), (2, 3), (3, 2), (3, 3)))
    return Game.from_arrays(
        *([[draw.randint(-size, size) for _ in range(columns)] for _ in range(rows)] for _ in "ab")
    )


@pytest.mark.parametrize("seed", range(3))
def test_at_generic_values_a_way_is_found_iff_they_are_reached(seed):
    """And nearly always all around those that are not a refusal holds."""
    draw, seen, far = Random(seed), {True: 0, False: 0}, 0
    while min(seen.values()) < some(12, 60):
        game = random_game(draw)
        low, high = possible(game, tuple(tuple(range(m)) for m in game.shape))
        if any(a >= b for a, b in zip(low, high)):
            continue
        for _ in range(4):
            shares = [Fraction(draw.randint(-20, 117), 97) for _ in range(2)]
            values = [a + share * (b - a) for a, b, share in zip(low, high, shares)]
            reached = achieve(game, values).achievable
            seen[reached] += 1
            assert is_approached(game, values) == reached
            found = is_far(game, values)
            assert not (reached and found)
            far += found
    assert far > 0.6 * seen[False]


@pytest.mark.parametrize("seed", range(2))
def test_no_point_of_a_border_is_called_far(seed):
    """And beside it one is, where nothing is reached."""
    draw, seen, ways = Random(seed), 0, 0
    while seen < some(20, 100):
        game = random_game(draw, 2)
        document = region(game, totally_mixed=True, budget=10).document(verify=False)
        for arc in document["arcs"]:
            at = [number_of(Part(x)) for x in arc["sample"]]
            assert not is_far(game, at)
            seen += 1
            ways += is_approached(game, at)
            for side, beside in zip(arc["sides"], arc["beside"]):
                values = Part(beside["values"]).rationals()
                assert not (side and is_far(game, values))
        for vertex in document["vertices"]:
            assert not is_far(game, [number_of(Part(x)) for x in vertex["exact"]])
    assert ways > seen / 3


@pytest.mark.parametrize("turned", [False, True])
def test_equilibria_on_a_line_of_values_are_near(turned):
    """One player's moves pay the same: her value is that, and no box around it holds others."""
    rows, columns = [[1, 1, 1], [1, 1, 1]], [[0, 3, 1], [2, -1, 1]]
    tables = [rows, columns] if not turned else [list(zip(*t)) for t in (columns, rows)]
    game = Game.from_arrays(*tables)

    def at(x, y):
        return (Fraction(y), Fraction(x)) if turned else (Fraction(x), Fraction(y))

    assert achieve(game, at(1, 1)).achievable and not is_far(game, at(1, 1))
    assert is_far(game, at("3/2", 1)) and is_far(game, at(1, 3))
