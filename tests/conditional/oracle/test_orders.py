"""Games where the order of a chain matters."""

from dataclasses import replace

import pytest

from oraclegames import Game, InputError
from oraclegames.conditional.oracle.orders import chain_order_matters, find_order_dependence

ABC = [["A", "B", "C"]]


def labels(orders):
    return {"".join("ABC"[move] for move in order) for (order,) in orders}


def test_five_three_ten():
    (found,) = chain_order_matters(Game.from_arrays([5, 3, 10], moves=ABC))
    assert found.outcome == (0,)
    assert labels(found.orders("yes")) == {"ABC", "ACB"}
    assert labels(found.orders("no")) == {"BAC", "BCA", "CAB", "CBA"}
    assert found.pairwise.verdict == "no"
    assert found.verify()


def test_equal_payoffs_lose_a_move_to_the_order():
    first, second = chain_order_matters(Game.from_arrays([1, 1, 0], moves=ABC))
    assert (first.outcome, second.outcome) == ((0,), (1,))
    assert labels(second.orders("no")) == {"ABC", "ACB"}
    assert labels(first.orders("no")) == {"BAC", "BCA"}
    assert second.pairwise.verdict == "yes"


def test_two_moves_leave_no_order_to_matter():
    assert chain_order_matters(Game.from_arrays([[5, 10], [3, 3]], [[1, 2], [2, 1]])) == ()


def test_the_smallest_games_have_three_moves_and_payoffs_0_and_1():
    found = find_order_dependence()
    assert {(f.game.title, f.outcome) for f in found} == {
        ("0, 1, 1", (1,)),
        ("0, 1, 1", (2,)),
        ("1, 0, 1", (0,)),
        ("1, 0, 1", (2,)),
        ("1, 1, 0", (0,)),
        ("1, 1, 0", (1,)),
    }
    assert all(f.verify() for f in found)
    assert find_order_dependence(limit=2) and len(find_order_dependence(limit=2)) == 2


def test_without_equal_payoffs_the_middle_one_is_what_an_order_can_keep():
    found = [f for f in find_order_dependence(payoffs=(0, 1, 2)) if len(set(f.game.title)) == 5]
    assert found
    for f in found:
        assert [int(p) for p in f.game.payoff_array(0)].index(1) == f.outcome[0]
        assert f.pairwise.verdict == "no"


def test_a_second_player_does_not_hide_it():
    game = Game.from_arrays([[5], [3], [10]], [[0], [0], [0]])
    (found,) = chain_order_matters(game)
    assert found.outcome == (0, 0)
    assert found.verify()


def test_forged_findings_do_not_verify_and_too_many_games_are_refused():
    (found,) = chain_order_matters(Game.from_arrays([5, 3, 10], moves=ABC))
    assert not replace(found, plays=found.plays[:2]).verify()
    assert not replace(found, outcome=(2,)).verify()
    with pytest.raises(InputError, match="too many games"):
        find_order_dependence((3, 3), range(9))


def test_a_survey_says_how_far_it_came():
    whole = find_order_dependence()
    assert whole.complete and (whole.games, whole.tried) == (8, 8)
    none = find_order_dependence(budget=0)
    assert none == () and not none.complete and (none.games, none.tried) == (8, 0)
    first = find_order_dependence(limit=1)
    assert (first[0].game, first[0].outcome) == (whole[0].game, whole[0].outcome)
    assert len(first) == 1 and first.tried < first.games
    assert find_order_dependence(limit=0) == ()
    some = find_order_dependence((3, 2), (0, 1, 2), budget=0.3)
    assert not some.complete and some.games == 3**12
    assert all(found.verify() for found in some[:3])
