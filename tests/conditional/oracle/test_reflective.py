"""Reflective CODs and reflective play, against ``check`` and against trembles tried one by one."""

from dataclasses import replace
from fractions import Fraction
from itertools import islice, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Distribution, Game, check
from oraclegames.conditional.oracle.agents import Agents
from oraclegames.conditional.oracle.cod import weakly_leads_to
from oraclegames.conditional.oracle.families import Evidence
from oraclegames.conditional.oracle.reflective import is_reflective, reflective_play
from oraclegames.conditional.oracle.search import walk
from oraclegames.games.ordinal import all_tied_games
from tests.conditional.oracle.plain import chain_contents, pairs_contents
from tests.strategies import distributions, games

ABC = [["A", "B", "C"]]


def cod_of(agents, played):
    """A COD that plays a distribution, one oracle for each outcome; idle answers 0."""
    rest = dict.fromkeys(agents.questions, 0)
    pairs = zip(agents.game.outcomes(), played.probabilities)
    return agents.cod({agents.answers(o, rest): p for o, p in pairs if p})


@given(st.data())
@settings(max_examples=120)
def test_with_two_moves_each_a_cod_is_reflective_iff_its_play_is(data):
    shape = data.draw(st.sampled_from([(2,), (2, 2), (2, 1), (2, 2, 2)]))
    game = data.draw(games(shape=shape))
    played = data.draw(distributions(game))
    agents = data.draw(st.sampled_from([Agents.chain(game), Agents.pairwise(game)]))
    cod = cod_of(agents, played)
    found = is_reflective(cod, agents=agents)
    assert found.verdict == check(game, played).reflective
    assert found.verify()
    if found:
        assert weakly_leads_to(cod, cod)


def test_all_pure_outcomes_of_many_games_with_ties_agree_with_check():
    for game in islice(all_tied_games(), 0, None, 97):
        agents = Agents.chain(game)
        for outcome in game.outcomes():
            point = Distribution.point(game, outcome)
            found = is_reflective(cod_of(agents, point), agents=agents)
            assert found.verdict == check(game, point).reflective
            assert found.verify()


@given(st.data())
@settings(max_examples=60)
def test_a_fully_mixed_cod_is_reflective_iff_it_weakly_leads_to_itself(data):
    game = data.draw(games(max_outcomes=9))
    agents = data.draw(st.sampled_from([Agents.chain(game), Agents.pairwise(game)]))
    cod = agents.fully_mixed_cod(data.draw(distributions(game, totally_mixed=True)))
    found = is_reflective(cod)
    assert found.verdict == ("yes" if weakly_leads_to(cod, cod) else "no")
    assert found.verify()


@given(st.data())
@settings(max_examples=100)
def test_verdicts_about_any_oracle_distribution_verify_and_respect_weak_leads(data):
    game = data.draw(games(max_outcomes=9))
    agents = data.draw(st.sampled_from([Agents.chain(game), Agents.pairwise(game)]))
    count = len(agents.questions)
    weights = data.draw(
        st.dictionaries(
            st.tuples(*[st.integers(0, 1)] * count), st.integers(1, 4), min_size=1, max_size=4
        )
    )
    total = sum(weights.values())
    cod = agents.cod({answers: Fraction(w, total) for answers, w in weights.items()})
    found = is_reflective(cod, agents=agents)
    assert found.verify()
    if not weakly_leads_to(cod, cod):
        assert found.verdict == "no"
    if isinstance(found.certificate, Evidence):
        for family in found.certificate.families:
            assert family.at(Fraction(1, 1000)).totally_mixed


# -- play by pairs and by chains -------------------------------------------------------------------


def chains_by_force(payoffs, order, move, t=Fraction(1, 10**6)):
    """One player: try trembles t^k and 2·t^k of the other moves, k = 1, 2, 3, one by one."""
    game = Game.from_arrays(payoffs)
    others = [s for s in range(len(payoffs)) if s != move]
    sizes = [t**k * c for k in (1, 2, 3) for c in (1, 2)]
    for chosen in product(sizes, repeat=len(others)):
        weights = [Fraction(1)] * len(payoffs)
        for s, size in zip(others, chosen):
            weights[s] = size
        if chain_contents(game, [order], (move,), weights):
            return True
    return False


@pytest.mark.parametrize("payoffs", list(product(range(3), repeat=3)))
def test_a_single_players_chain_is_decided_as_trembles_show(payoffs):
    game = Game.from_arrays(list(payoffs))
    for order in permutations(range(3)):
        for move in range(3):
            play = reflective_play(Agents.chain(game, [order]), Distribution.point(game, (move,)))
            assert (play.verdict == "yes") == chains_by_force(payoffs, order, move)
            assert play.verdict != "undetermined"
            assert play.verify()


@given(st.lists(st.integers(0, 2), min_size=4, max_size=4), st.permutations(range(4)))
@settings(max_examples=25)
def test_four_moves_of_a_single_player_too(payoffs, order):
    game = Game.from_arrays(payoffs)
    for move in range(4):
        play = reflective_play(Agents.chain(game, [order]), Distribution.point(game, (move,)))
        assert (play.verdict == "yes") == chains_by_force(payoffs, order, move)
        assert play.verify()


def test_the_chain_keeps_five_although_ten_is_there():
    game = Game.from_arrays([5, 3, 10], moves=ABC)
    verdicts = {
        "".join(order): reflective_play(Agents.chain(game, [list(order)]), [1, 0, 0]).verdict
        for order in ("ABC", "ACB", "BAC", "BCA", "CAB", "CBA")
    }
    assert verdicts == {
        "ABC": "yes",
        "ACB": "yes",
        "BAC": "no",
        "BCA": "no",
        "CAB": "no",
        "CBA": "no",
    }
    assert reflective_play(Agents.pairwise(game), [1, 0, 0]).verdict == "no"
    for agents in (Agents.chain(game), Agents.pairwise(game)):
        assert reflective_play(agents, [0, 1, 0]).verdict == "no"
        assert reflective_play(agents, [0, 0, 1]).verdict == "yes"


def test_a_single_player_mixes_equal_moves_only_before_worse_ones_are_out_of_the_way():
    """Payoffs 1, 1, 0: in A, B, C the first link weighs A against B or C, which is worse."""
    game = Game.from_arrays([1, 1, 0], moves=ABC)
    mixed = Distribution.of(game, ["1/2", "1/2", 0])
    assert reflective_play(Agents.chain(game, ["ABC"]), mixed).verdict == "no"
    assert reflective_play(Agents.chain(game, ["CAB"]), mixed).verdict == "yes"
    assert reflective_play(Agents.chain(game, ["ACB"]), mixed).verdict == "no"
    assert reflective_play(Agents.pairwise(game), mixed).verdict == "yes"


@given(st.data())
@settings(max_examples=60)
def test_verdicts_on_play_verify_and_trembles_are_right_at_a_small_t(data):
    game = data.draw(games(max_outcomes=12))
    played = data.draw(distributions(game))
    if data.draw(st.booleans()):
        played = Distribution.point(game, data.draw(st.sampled_from(list(game.outcomes()))))
    orders = [data.draw(st.permutations(range(m))) for m in game.shape]
    agents = Agents.chain(game, orders)
    play = reflective_play(agents, played)
    assert play.verify()
    if isinstance(play.certificate, Evidence):
        (family,) = play.certificate.families
        weights = family.at(Fraction(1, 10**12)).probabilities
        assert all(chain_contents(game, orders, o, weights) for o in played.support)


@given(st.data())
@settings(max_examples=60)
def test_trembles_found_by_a_walk_are_never_contradicted(data):
    """The walk shares no code with the refutations: what it finds must not be refuted."""
    game = data.draw(games(max_outcomes=9))
    outcome = data.draw(st.sampled_from(list(game.outcomes())))
    orders = [data.draw(st.permutations(range(m))) for m in game.shape]
    agents = data.draw(st.sampled_from([Agents.chain(game, orders), Agents.pairwise(game)]))
    start = dict.fromkeys(game.outcomes(), 2)
    family = walk(agents, outcome, start, steps=60, seed=1)
    verdict = reflective_play(agents, Distribution.point(game, outcome)).verdict
    if family is not None:
        weights = family.at(Fraction(1, 10**30)).probabilities
        if agents.reading == "chain":
            assert chain_contents(game, orders, outcome, weights)
        else:
            assert pairs_contents(game, outcome, weights)
        assert verdict != "no"


def test_an_idle_answer_can_spoil_a_reflective_distribution():
    """Payoffs 9, 1, 2 in pairs: A is played whatever is said of B and C, but C is better."""
    game = Game.from_arrays([9, 1, 2], moves=ABC)
    agents = Agents.pairwise(game)
    right, wrong = agents.cod({(1, 1, 0): 1}), agents.cod({(1, 1, 1): 1})
    assert agents.outcome_distribution(right) == agents.outcome_distribution(wrong)
    assert is_reflective(right, agents=agents).verdict == "yes"
    assert is_reflective(wrong, agents=agents).verdict != "yes"
    # Conditional on B or C there is nothing to compare: it weakly leads to itself all the same.
    assert weakly_leads_to(wrong, wrong)


def test_forged_verdicts_do_not_verify():
    game = Game.from_arrays([5, 3, 10], moves=ABC)
    chain, other = Agents.chain(game, ["ABC"]), Agents.chain(game, ["CAB"])
    yes, no = reflective_play(chain, [1, 0, 0]), reflective_play(other, [1, 0, 0])
    assert yes.verify()
    assert no.verify()
    assert not replace(yes, agents=other).verify()
    assert not replace(no, agents=chain).verify()
    assert not replace(yes, verdict="no").verify()
    assert not replace(no, verdict="yes").verify()
    assert not replace(yes, certificate=None).verify()
    assert not replace(no, distribution=Distribution.point(game, (2,))).verify()
    cod = chain.cod({(1, 1): 1})
    found = is_reflective(cod, agents=chain)
    assert not replace(found, verdict="undetermined" if found.certificate else "yes").verify()
    two = Game.from_arrays([5, 10])
    agents = Agents.chain(two)
    five = is_reflective(agents.cod({(1,): 1}), agents=agents)
    ten = is_reflective(agents.cod({(0,): 1}), agents=agents)
    assert not replace(five, certificate=ten.certificate).verify()
    assert not replace(ten, cod=five.cod).verify()
