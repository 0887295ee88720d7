"""Every game has a reflective oracle distribution; each one that is exhibited is re-checked."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, InputError, check
from oraclegames.conditional.oracle.agents import Agents
from oraclegames.conditional.oracle.existence import existence
from oraclegames.conditional.oracle.reflective import is_reflective
from oraclegames.games.ordinal import all_tied_games, ordinal_games
from tests.conditional.oracle.plain import at, conditional_value
from tests.depth import some
from tests.strategies import games, wild_payoffs

SMALL = Fraction(1, 10**60)
BINARY = st.sampled_from([Fraction(0), Fraction(1)])


def really(found):
    """Every answer of every oracle is right at a small t, computed in plain fractions."""
    agents, game = found.agents, found.agents.game
    (family,) = found.evidence.families
    weights = at(family, SMALL)
    assert min(weights) > 0
    for oracle, _ in found.cod.weights:
        for q, answer in zip(agents.questions, oracle.answers):
            first = conditional_value(game, weights, q.player, q.first)
            second = conditional_value(game, weights, q.player, q.second)
            assert first >= second if answer else first <= second
    assert found.verify()
    return True


def test_all_144_ordinal_games():
    for game in ordinal_games():
        assert really(existence(game))


@pytest.mark.slow
def test_all_2x2_games_with_ties():
    for game in all_tied_games():
        assert existence(game).verify()


@given(games(max_players=3, max_moves=4, max_outcomes=64), st.data())
@settings(max_examples=some(32, 80))
def test_games_with_many_ties(game, data):
    orders = [data.draw(st.permutations(range(m))) for m in game.shape]
    assert really(existence(data.draw(st.sampled_from([game, Agents.chain(game, orders)]))))
    assert really(existence(Agents.pairwise(game)))


@given(games(shape=(2, 2, 2), payoffs=BINARY))
@settings(max_examples=some(32, 80))
def test_three_players_with_payoffs_0_and_1(game):
    assert really(existence(game))


@given(games(shape=(3, 2, 2), payoffs=BINARY))
@settings(max_examples=some(16, 40))
def test_three_players_with_three_moves_and_payoffs_0_and_1(game):
    assert really(existence(game))
    assert really(existence(Agents.pairwise(game)))


@given(games(max_players=3, max_moves=4, max_outcomes=64, payoffs=wild_payoffs))
@settings(max_examples=some(12, 30))
def test_games_with_wild_payoffs(game):
    assert really(existence(game))


@given(games(max_outcomes=9))
@settings(max_examples=some(16, 40))
def test_what_is_exhibited_is_reflective_and_not_refuted_by_check(game):
    found = existence(Agents.pairwise(game))
    assert check(game, found.play).reflective != "no"
    families = found.evidence.families
    assert is_reflective(found.cod, families=families)


def test_four_players_without_ties_take_one_pass():
    table = [(37 * k) % 257 for k in range(81)]
    tables = [[(p * (i + 2)) % 257 for p in table] for i in range(4)]
    shape = (3, 3, 3, 3)
    import numpy as np

    game = Game.from_arrays(*(np.array(row).reshape(shape) for row in tables))
    found = existence(game)
    assert found.method.startswith("maximin in turn")
    assert really(found)


def test_a_game_of_no_choice_and_a_wrong_argument():
    assert really(existence(Game.from_arrays([[1]], [[2]])))
    with pytest.raises(InputError, match=r"a game is a Game .*, not 3"):
        existence(3)
    with pytest.raises(InputError, match="a game or its agents, not Fraction"):
        existence(Fraction(3))


def test_the_play_prints_with_its_trembles_and_forged_evidence_fails():
    dilemma = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], moves=[["C", "D"]] * 2)
    found = existence(dilemma)
    assert "plays (D, D): 1, by maximin in turn (2, then 1)" in str(found)
    other = existence(dilemma.relabel(moves=[["D", "C"]] * 2))
    assert not replace(found, evidence=other.evidence).verify()
    assert not replace(found, agents=other.agents).verify()
