"""Reflective CODs, against ``check`` and against weak leads."""

from dataclasses import replace
from fractions import Fraction
from itertools import islice, product
from math import prod
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Distribution, Game, check
from oraclegames.conditional.oracle.agents import Agents
from oraclegames.conditional.oracle.cod import COD
from oraclegames.conditional.oracle.families import CODFamily, Evidence
from oraclegames.conditional.oracle.machines import Query, System
from oraclegames.conditional.oracle.reflective import Hopeless, _always, is_reflective
from oraclegames.conditional.oracle.weakly_leads import weakly_leads_to
from oraclegames.games.ordinal import all_tied_games
from tests.conditional.oracle.plain import conditional_value
from tests.depth import some
from tests.strategies import distributions, games

ABC = [["A", "B", "C"]]


def cod_of(agents, played):
    """A COD that plays a distribution, one oracle for each outcome; idle answers 0."""
    rest = dict.fromkeys(agents.questions, 0)
    pairs = zip(agents.game.outcomes(), played.probabilities)
    return agents.cod({agents.answers(o, rest): p for o, p in pairs if p})


@given(st.data())
@settings(max_examples=some(48, 120))
def test_with_two_moves_each_a_cod_is_reflective_iff_its_play_is(data):
    shape = data.draw(st.sampled_from([(2,), (2, 2), (2, 1), (2, 2, 2)]))
    game = data.draw(games(shape=shape))
    played = data.draw(distributions(game))
    agents = data.draw(st.sampled_from([Agents.chain(game), Agents.pairwise(game)]))
    cod = cod_of(agents, played)
    found = is_reflective(cod)
    expected = check(game, played).reflective
    # Where check is silent, trembles may be met by a walk.
    assert found.verdict == expected or (expected, found.verdict) == ("undetermined", "yes")
    assert found.verify()
    if found:
        assert weakly_leads_to(cod, cod)


def test_all_pure_outcomes_of_many_games_with_ties_agree_with_check():
    for game in islice(all_tied_games(), 0, None, 97):
        agents = Agents.chain(game)
        for outcome in game.outcomes():
            point = Distribution.point(game, outcome)
            found = is_reflective(cod_of(agents, point))
            assert found.verdict == check(game, point).reflective
            assert found.verify()


@given(st.data())
@settings(max_examples=some(24, 60))
def test_a_fully_mixed_cod_is_reflective_iff_it_weakly_leads_to_itself(data):
    game = data.draw(games(max_outcomes=9))
    agents = data.draw(st.sampled_from([Agents.chain(game), Agents.pairwise(game)]))
    cod = agents.fully_mixed_cod(data.draw(distributions(game, totally_mixed=True)))
    found = is_reflective(cod)
    assert found.verdict == ("yes" if weakly_leads_to(cod, cod) else "no")
    assert found.verify()


@given(st.data())
@settings(max_examples=some(40, 100))
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
    found = is_reflective(cod)
    assert found.verify()
    if not weakly_leads_to(cod, cod):
        assert found.verdict == "no"
    if isinstance(found.certificate, Evidence):
        for family in found.certificate.families:
            assert family.at(Fraction(1, 1000)).totally_mixed


def test_an_idle_answer_can_spoil_a_reflective_distribution():
    """Payoffs 9, 1, 2 in pairs: A is played whatever is said of B and C, but C is better."""
    game = Game.from_arrays([9, 1, 2], moves=ABC)
    agents = Agents.pairwise(game)
    right, wrong = agents.cod({(1, 1, 0): 1}), agents.cod({(1, 1, 1): 1})
    assert agents.outcome_distribution(right) == agents.outcome_distribution(wrong)
    assert is_reflective(right).verdict == "yes"
    # Conditional on B or C there is nothing to compare: it weakly leads to itself all the same.
    assert weakly_leads_to(wrong, wrong)
    found = is_reflective(wrong)
    assert found.verdict == "no"
    assert isinstance(found.certificate, Hopeless)
    assert found.verify()
    assert not replace(found, cod=right).verify()
    assert not replace(found, certificate=Hopeless(right, found.certificate.question, 1)).verify()


def test_idle_answers_that_some_trembles_demand_are_found():
    """Moves B and C of the row player are never played; each can be made the better one."""
    game = Game.from_arrays([[9, 9], [0, 3], [3, 0]], [[1, 1], [1, 1], [1, 1]])
    agents = Agents.pairwise(game)
    for answer in (0, 1):
        cod = agents.cod({(1, 1, answer, 1): 1})
        found = is_reflective(cod)
        assert found.verdict == "yes"
        assert found.verify()
        (family,) = found.certificate.families
        weights = family.at(Fraction(1, 10**9)).probabilities
        b, c = (conditional_value(game, weights, 0, [s]) for s in (1, 2))
        assert b >= c if answer else c >= b


def test_without_agents_only_a_family_can_show_more_than_a_weak_lead():
    query = Query("u", "a", "u", "b")
    machines = {
        "u": lambda oracle: 1 - Fraction(oracle.answers[0], 2),
        "a": lambda oracle: oracle.answers[0],
        "b": lambda oracle: 1 - oracle.answers[0],
    }
    system = System(machines, (query,))
    five = COD.of(system, {(1,): 1})
    found = is_reflective(five)
    assert found.verdict == "undetermined"
    assert found.verify()
    oracles = {oracle.answers: oracle for oracle in system.oracles()}
    one, zero = Fraction(1), Fraction(0)
    to_five = CODFamily(five, ((oracles[1,], (one, -one)), (oracles[0,], (zero, one))))
    assert is_reflective(five, families=[to_five]).verdict == "undetermined"
    ten = COD.of(system, {(0,): 1})
    to_ten = CODFamily(ten, ((oracles[1,], (zero, one)), (oracles[0,], (one, -one))))
    found = is_reflective(ten, families=[to_ten])
    assert found.verdict == "yes"
    assert found.verify()
    assert not replace(found, cod=five).verify()


def test_forged_verdicts_do_not_verify():
    game = Game.from_arrays([5, 3, 10], moves=ABC)
    chain = Agents.chain(game, ["ABC"])
    cod = chain.cod({(1, 1): 1})
    found = is_reflective(cod)
    assert found.verify()
    for verdict in {"yes", "no", "undetermined"} - {found.verdict}:
        assert not replace(found, verdict=verdict).verify()
    two = Game.from_arrays([5, 10])
    agents = Agents.chain(two)
    five = is_reflective(agents.cod({(1,): 1}))
    ten = is_reflective(agents.cod({(0,): 1}))
    assert not replace(five, certificate=ten.certificate).verify()
    assert not replace(ten, cod=five.cod).verify()


def test_totally_mixed_play_demands_nothing_of_idle_answers():
    """Where play is a totally mixed equilibrium the constant sequence proves everything."""
    game = Game.from_arrays([0, 0, 0])
    agents = Agents.chain(game)
    thirds = dict.fromkeys([(1, 0), (0, 1), (0, 0)], Fraction(1, 3))
    found = is_reflective(agents.cod(thirds))
    assert found.verdict == "yes"
    assert found.verify()
    two = Game.from_arrays([[0, 0, 0], [1, 1, 1]], [[2, 2, 2], [2, 2, 2]])
    same = Game.from_arrays([[1, 1, 1], [1, 1, 1]], [[2, 2, 2], [2, 2, 2]])
    for game, answer in ((two, "no"), (same, "yes")):
        for agents in (Agents.chain(game), Agents.pairwise(game)):
            played = Distribution(game, (Fraction(1, 6),) * 6)
            found = is_reflective(cod_of(agents, played))
            assert found.verdict == answer
            assert found.verify()


@pytest.mark.parametrize("seed", range(12))
def test_payoffs_decide_a_question_iff_no_pair_of_outcomes_contradicts(seed):
    r = Random(seed)
    told = set()
    for _ in range(30):
        shape = r.choice([(3,), (3, 1), (3, 2), (4,)])
        count = prod(shape)
        tables = [[r.randint(0, 3) for _ in range(count)] for _ in shape]
        game = Game.from_arrays(*(np.array(table).reshape(shape) for table in tables))
        agents = r.choice([Agents.chain, Agents.pairwise])(game)
        question = r.choice([q for q in agents.questions if q.player == 0])
        sides = (
            [game.payoff(0, o) for o in game.outcomes() if o[0] in side]
            for side in (question.first, question.second)
        )
        signs = {(a > b) - (a < b) for a, b in product(*sides)}
        sure = _always(agents, question)
        assert sure == (0 if signs >= {1, -1} else sum(signs)), (tables, question)
        told.add(sure)
    assert told == {-1, 0, 1}
