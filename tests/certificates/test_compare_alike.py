"""The strategies that players share are listed anew, also where all mixtures are equilibria."""

from __future__ import annotations

from fractions import Fraction

import pytest

from oraclegames import Game
from oraclegames.certificates.compare_alike import MOST_MOVES, is_listed, listed

HALF = Fraction(1, 2)


def symmetric(rows):
    return Game.from_arrays(rows, [list(column) for column in zip(*rows)])


@pytest.mark.parametrize("moves", [1, 2, 3])
@pytest.mark.parametrize("b", [Fraction(0), HALF, Fraction(1)])
def test_where_all_is_alike_the_moves_stand_for_all_mixtures(moves, b):
    units = [tuple(Fraction(int(k == s)) for k in range(moves)) for s in range(moves)]
    assert listed(symmetric([[1] * moves] * moves), b) == units


def test_the_shared_strategy_of_a_coordination_game_is_found():
    assert set(listed(symmetric([[2, 0], [0, 1]]), Fraction(0))) == {
        (1, 0),
        (0, 1),
        (Fraction(1, 3), Fraction(2, 3)),
    }


def test_of_how_many_moves_supports_are_gone_through():
    for moves in (MOST_MOVES, MOST_MOVES + 1):
        assert is_listed(symmetric([[0] * moves] * moves)) == (moves == MOST_MOVES)
    assert is_listed(Game.from_arrays(*[[[[0] * 2] * 2] * 2] * 3))
    assert not is_listed(Game.from_arrays(*[[[[0] * 3] * 3] * 3] * 3))
    assert listed(symmetric([[0] * 6] * 6), HALF) is None
