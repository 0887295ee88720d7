"""A game from its players' chairs."""

from __future__ import annotations

from fractions import Fraction

import pytest

from oraclegames import Distribution, Game, UnsupportedError
from oraclegames.reflective.agents.seat import GroupSeat, seats
from tests.reflective.prisoners import UNEVEN, payoffs


def test_both_chairs_see_their_own_moves_first():
    game = Game.from_arrays([[1, 2, 3], [4, 5, 6]], [[10, 20, 30], [40, 50, 60]])
    first, second = seats(game, Fraction(1, 5))
    assert first.mine == ((1, 2, 3), (4, 5, 6))
    assert second.mine == ((10, 40), (20, 50), (30, 60))
    assert second.theirs == ((1, 4), (2, 5), (3, 6))
    assert (first.moves, first.other_moves) == (second.other_moves, second.moves)


def test_values_are_expected_payoffs():
    p, q = Fraction(1, 3), Fraction(3, 4)
    first, second = seats(UNEVEN, Fraction(1, 5))
    expected = payoffs(UNEVEN, p, q)
    assert first.values((p, 1 - p), (q, 1 - q)) == expected
    assert second.values((q, 1 - q), (p, 1 - p)) == expected[::-1]


def test_values_of_three_are_expected_payoffs_own_first():
    game = Game.from_arrays(
        *([[[k * i * j + i + 2 * j for i in (1, 5)] for j in (2, 3)]] * 2 for k in (1, 2, 7))
    )
    mixes = [
        (Fraction(1, 3), Fraction(2, 3)),
        (Fraction(1, 4), Fraction(3, 4)),
        (Fraction(1), Fraction(0)),
    ]
    play = Distribution.product(game, *mixes)
    for player in range(3):
        order = [player, *(k for k in range(3) if k != player)]
        own, *others = (mixes[k] for k in order)
        found = GroupSeat(game, player, Fraction(1, 5)).values(own, others)
        assert list(found) == [play.value(k) for k in order]


def test_the_threat_point_of_a_dilemma_is_mutual_defection():
    first, second = seats(UNEVEN, Fraction(1, 5))
    assert first.threat == second.threat == (1, 1)
    assert first.security.strategy == (0, 1)


@pytest.mark.parametrize("arrays", [([1, 2],), tuple([[[0]]] for _ in range(3))])
def test_only_two_players_have_seats(arrays):
    with pytest.raises(UnsupportedError, match="two-player games"):
        seats(Game.from_arrays(*arrays), Fraction(1, 5))
