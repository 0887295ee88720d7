"""Pure outcomes where everybody keeps the others to their maximin: the three claims."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Distribution, Game, check
from oraclegames.conditional.oracle.punishment import (
    family_of_powers,
    punishment,
    two_player_ties,
)
from tests.conditional.oracle.plain import at, chain_contents, pairs_contents
from tests.depth import some
from tests.strategies import games, nested, shapes, wild_payoffs

SMALL = Fraction(1, 10**12)


@given(games(max_players=3, max_outcomes=24), st.data())
@settings(max_examples=some(48, 120))
def test_the_outcome_is_a_dependency_equilibrium_in_every_order_of_the_players(game, data):
    order = data.draw(st.permutations(range(game.n_players)))
    outcome, powers = punishment(game, order, [range(m) for m in game.shape])
    assert check(game, Distribution.point(game, outcome))
    assert [o for o, k in powers.items() if k == 0] == [outcome]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_four_players_with_ties_too(order):
    table = [(7 * k * k + 3 * k) % 5 for k in range(24)]
    tables = [nested([Fraction((p + i) % 3) for p in table], (2, 3, 2, 2)) for i in range(4)]
    game = Game.from_arrays(*tables)
    outcome, _ = punishment(game, order, [range(m) for m in game.shape])
    assert check(game, Distribution.point(game, outcome))


@given(st.data())
@settings(max_examples=some(24, 60))
def test_without_equal_payoffs_the_trembles_suit_pairs_and_all_chains(data):
    shape = data.draw(shapes(max_outcomes=24))
    count = 1
    for m in shape:
        count *= m
    ranks = [data.draw(st.permutations(range(count))) for _ in shape]
    game = Game.from_arrays(*(nested([Fraction(r) for r in row], shape) for row in ranks))
    order = data.draw(st.permutations(range(game.n_players)))
    outcome, powers = punishment(game, order, [range(m) for m in shape])
    family = family_of_powers(game, powers)
    assert family.verify()
    weights = at(family, SMALL)
    assert pairs_contents(game, outcome, weights)
    chains = [data.draw(st.permutations(range(m))) for m in shape]
    assert chain_contents(game, chains, outcome, weights)


@given(games(min_players=2, max_players=2, max_outcomes=16))
@settings(max_examples=some(120, 300))
def test_two_players_with_any_ties_have_a_pure_reflective_equilibrium(game):
    outcome, powers = two_player_ties(game)
    family = family_of_powers(game, powers)
    assert family.verify()
    assert pairs_contents(game, outcome, at(family, SMALL))


@given(games(shape=(3, 3), payoffs=st.sampled_from([Fraction(0), Fraction(1)])))
@settings(max_examples=some(80, 200))
def test_two_players_with_payoffs_0_and_1(game):
    _, powers = two_player_ties(game)
    assert family_of_powers(game, powers).verify()


@given(games(min_players=2, max_players=2, max_outcomes=9, payoffs=wild_payoffs))
@settings(max_examples=some(24, 60))
def test_two_players_with_wild_payoffs(game):
    _, powers = two_player_ties(game)
    assert family_of_powers(game, powers).verify()


def test_ties_in_the_players_order_go_to_the_first_move():
    game = Game.from_arrays([1, 1, 0])
    assert punishment(game, [0], [(0, 1, 2)])[0] == (0,)
    assert punishment(game, [0], [(2, 1, 0)])[0] == (1,)


def test_the_maximin_of_a_game_worked_by_hand():
    # Player 2's columns have minima 0 and 1, so she plays the second; player 1 replies best: 3.
    game = Game.from_arrays([[5, 2], [0, 3]], [[9, 4], [0, 1]])
    outcome, powers = punishment(game, [0, 1], [(0, 1), (0, 1)])
    assert outcome == (1, 1)
    # (0, 1) is player 1's other move; (1, 0) punishes player 2's other move.
    assert powers == {(0, 0): 3, (0, 1): 1, (1, 0): 2, (1, 1): 0}
