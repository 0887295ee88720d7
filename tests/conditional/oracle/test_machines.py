"""Queries, oracles and systems of machines."""

from fractions import Fraction

import pytest

from oraclegames import InputError
from oraclegames.conditional.oracle.machines import Oracle, Query, System

FIRST, SECOND = Query("a", "b", "a", "c"), Query("b", "b", "c", "c")


def machines():
    return {
        "a": lambda oracle: Fraction(1, 3),
        "b": lambda oracle: oracle(FIRST),
        "c": lambda oracle: Fraction(1 + oracle(SECOND), 4),
    }


def test_an_oracle_answers_its_queries_in_their_order():
    oracle = Oracle((FIRST, SECOND), (0, 1))
    assert (oracle(FIRST), oracle(SECOND)) == (0, 1)
    assert str(oracle) == "01"
    assert str(FIRST) == "O(a, b, a, c)"


@pytest.mark.parametrize("answers", [(0,), (0, 1, 1), (0, 2), (0, -1)])
def test_an_oracle_gives_one_answer_0_or_1_to_each_query(answers):
    with pytest.raises(InputError, match="2 queries has as many answers"):
        Oracle((FIRST, SECOND), answers)


def test_a_system_lists_all_its_oracles():
    system = System(machines(), (FIRST, SECOND))
    assert system.n_oracles == 4
    assert [oracle.answers for oracle in system.oracles()] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert [oracle.answers for oracle in System({}, ()).oracles()] == [()]


def test_machines_share_nothing_but_the_oracle():
    system = System(machines(), (FIRST, SECOND))
    oracle = Oracle((FIRST, SECOND), (1, 1))
    assert system.chance(oracle, "a", "c") == Fraction(1, 6)
    assert system.chance(oracle, "a", "a") == Fraction(1, 3)
    assert system.chance(oracle) == 1
    assert system.chance(Oracle((FIRST, SECOND), (0, 1)), "a", "b") == 0


def test_a_query_names_machines_that_are_there_and_occurs_once():
    with pytest.raises(InputError, match="O\\(a, b, a, d\\) names d"):
        System(machines(), (Query("a", "b", "a", "d"),))
    with pytest.raises(InputError, match="occurs twice"):
        System(machines(), (FIRST, FIRST))
