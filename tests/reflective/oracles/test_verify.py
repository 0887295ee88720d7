"""The independent check refuses what is not reflective."""

from dataclasses import replace
from fractions import Fraction

import pytest

from oraclegames.reflective.machines.machine import Query
from oraclegames.reflective.oracles.oracles import ReflectiveOracle
from oraclegames.reflective.oracles.solve_oracles import solve_oracles
from oraclegames.reflective.oracles.verify import output_distribution

HALF = Fraction(1, 2)
QUERY = Query("m", "1", HALF)


def trusting(oracle):
    return "1" if oracle.exceeds("m", "1", HALF) else "0"


@pytest.fixture
def middle():
    (found,) = (o for o in solve_oracles({"m": trusting}) if o.probability("m", "1") == HALF)
    return found


def test_a_right_oracle_passes(middle):
    assert middle.verify()
    assert output_distribution(middle, 0) == ([HALF, HALF], {QUERY: HALF})


def test_a_wrong_distribution_is_refused(middle):
    third = Fraction(1, 3)
    assert not replace(middle, distributions=((1 - third, third),)).verify()


def test_a_wrong_answer_is_refused(middle):
    assert not replace(middle, answers={QUERY: Fraction(1, 3)}).verify()


def test_a_self_fulfilling_lie_is_refused():
    # the machine does output 1 with probability 3/4 then, but the truthful answer is yes
    system = solve_oracles({"m": trusting}).system
    share = Fraction(3, 4)
    assert not ReflectiveOracle(system, ((1 - share, share),), {QUERY: share}, ()).verify()


def test_an_untruthful_answer_to_a_query_that_changes_nothing_is_refused():
    def careless(oracle):
        oracle.exceeds("m", "1", HALF)
        return "0"

    oracle = solve_oracles({"m": careless}).only()
    assert oracle.verify()
    assert not replace(oracle, answers={QUERY: Fraction(1)}).verify()


def test_a_wrong_vertex_of_a_continuum_is_refused(middle):
    wrong = replace(middle, answers={QUERY: Fraction(1, 3)})
    assert not replace(middle, dimension=1, vertices=(middle, wrong)).verify()


def test_a_query_that_nobody_asked_is_answered_by_the_truth(middle):
    assert middle.answer(Query("m", "0", Fraction(1, 4))) == 1
    assert middle.answer(Query("m", "0", Fraction(3, 4))) == 0


def test_what_was_not_asked_is_answered_by_the_probability():
    (oracle,) = solve_oracles({"m": lambda o: "1" if o.flip("1/2") else "0"})
    asked = [oracle.answer(Query("m", "1", Fraction(k, 4))) for k in (1, 2, 3)]
    assert asked == [1, 0, 0]  # where nothing determines it: no
