"""COEDT agents: how answers become moves, and what the questions compare."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Distribution, Game, InputError, UnsupportedError
from oraclegames.conditional.oracle.agents import Agents, Question
from tests.conditional.oracle.plain import chain_move, conditional_value
from tests.depth import some
from tests.strategies import distributions, games


@st.composite
def agents(draw, game):
    if draw(st.booleans()):
        return Agents.pairwise(game)
    return Agents.chain(game, [draw(st.permutations(range(m))) for m in game.shape])


def test_a_chain_asks_each_move_against_the_later_ones():
    game = Game.from_arrays([1, 2, 3], players=["I"], moves=[["A", "B", "C"]])
    chain = Agents.chain(game, [["B", "C", "A"]])
    assert chain.questions == (Question(0, (1,), (2, 0)), Question(0, (2,), (0,)))
    assert str(chain.queries[0]) == "O(u(I), I plays B, u(I), I plays C or A)"
    plays = [chain.play(answers)[0] for answers in product((0, 1), repeat=2)]
    assert plays == [0, 2, 1, 1]


def test_pairs_let_a_champion_meet_the_next_move():
    game = Game.from_arrays([1, 2, 3], players=["I"], moves=[["A", "B", "C"]])
    pairs = Agents.pairwise(game)
    assert [(q.first, q.second) for q in pairs.questions] == [
        ((0,), (1,)),
        ((0,), (2,)),
        ((1,), (2,)),
    ]
    # A beats B, then A meets C; B beats A, then B meets C.
    assert pairs.play((1, 1, 0)) == (0,)
    assert pairs.play((1, 0, 1)) == (2,)
    assert pairs.play((0, 1, 1)) == (1,)
    assert pairs.play((0, 1, 0)) == (2,)


def test_moves_are_ordered_by_labels_or_indices_and_wrong_orders_are_refused():
    game = Game.from_arrays([[1, 2]], [[1, 2]], moves=[["A"], ["L", "R"]])
    assert Agents.chain(game, [["A"], ["R", "L"]]) == Agents.chain(game, [[0], [1, 0]])
    with pytest.raises(InputError, match="no order of the moves of player '2'"):
        Agents.chain(game, [["A"], ["L", "L"]])
    with pytest.raises(InputError, match="as many orders, not 1"):
        Agents.chain(game, [["A"]])
    with pytest.raises(InputError, match="no move"):
        Agents.chain(game, [["A"], ["L", "X"]])


@given(st.data())
@settings(max_examples=some(32, 80))
def test_a_chain_takes_the_first_move_whose_link_says_one(data):
    game = data.draw(games(max_outcomes=12))
    chain = Agents.chain(game, [data.draw(st.permutations(range(m))) for m in game.shape])
    count = len(chain.questions)
    answers = data.draw(st.lists(st.integers(0, 1), min_size=count, max_size=count))
    expected, start = [], 0
    for order in chain.orders:
        expected.append(chain_move(order, answers[start : start + len(order) - 1]))
        start += len(order) - 1
    assert chain.play(answers) == tuple(expected)


@given(st.data())
@settings(max_examples=some(32, 80))
def test_answers_for_an_outcome_play_it_whatever_the_idle_ones_say(data):
    game = data.draw(games(max_outcomes=12))
    players = data.draw(agents(game))
    outcome = data.draw(st.sampled_from(list(game.outcomes())))
    rest = {q: data.draw(st.sampled_from([-1, 0, 1])) for q in players.questions}
    assert players.play(players.answers(outcome, rest)) == outcome


@given(st.data())
@settings(max_examples=some(24, 60))
def test_queries_compare_conditional_values_of_the_play(data):
    game = data.draw(games(max_outcomes=9))
    players = data.draw(agents(game))
    played = data.draw(distributions(game, totally_mixed=True))
    cod = players.fully_mixed_cod(played)
    assert cod.fully_mixed
    assert players.outcome_distribution(cod) == played
    for question, query in zip(players.questions, players.queries):
        left, right = cod.products(query)
        i = question.player
        c = conditional_value(game, played.probabilities, i, question.first)
        d = conditional_value(game, played.probabilities, i, question.second)
        assert (left > right, left < right) == (c > d, c < d)
        assert players.conditional_value(played, i, question.first) == c


def test_machines_see_the_outcome_and_the_rescaled_payoff():
    game = Game.from_arrays([[4, 4], [5, 0]], [[7, 7], [7, 7]])
    players = Agents.chain(game)
    query = players.queries[0]
    cod = players.cod({(1, 1): "1/2", (0, 0): "1/2"})
    assert cod.probability(query.n1) == Fraction(1, 2)
    assert cod.probability(query.m1) == Fraction(1, 2) * Fraction(4, 5)
    assert cod.probability(query.m1, query.n2) == 0
    # A constant payoff never decides anything.
    assert cod.products(players.queries[1]) == (0, 0)


def test_a_fully_mixed_cod_needs_every_outcome_and_a_listable_number_of_oracles():
    game = Game.from_arrays([1, 2], moves=[["A", "B"]])
    with pytest.raises(InputError, match="plays every outcome"):
        Agents.chain(game).fully_mixed_cod(Distribution.of(game, [1, 0]))
    wide = Game.from_arrays(list(range(7)))
    even = Distribution.of(wide, ["1/7"] * 7)
    with pytest.raises(UnsupportedError, match=r"2\^21 oracles"):
        Agents.pairwise(wide).fully_mixed_cod(even)
    assert Agents.chain(wide).fully_mixed_cod(even).fully_mixed


def test_a_cod_of_other_agents_is_refused():
    game, richer = Game.from_arrays([1, 2, 3]), Game.from_arrays([1, 2, 4])
    cod = Agents.chain(game).cod({(1, 1): 1})
    assert Agents.chain(game).outcome_distribution(cod).values == (1,)
    for other in (Agents.pairwise(game), Agents.chain(richer), Agents.chain(game, [(0, 2, 1)])):
        with pytest.raises(InputError, match="oracles of other agents"):
            other.outcome_distribution(cod)


def test_a_player_with_one_move_asks_nothing():
    game = Game.from_arrays([[1]], [[2]])
    players = Agents.chain(game)
    assert players.questions == ()
    assert players.outcome_distribution(players.cod({(): 1})).support == ((0, 0),)
