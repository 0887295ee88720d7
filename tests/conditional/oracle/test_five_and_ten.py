"""The 5-and-10 problem."""

from fractions import Fraction

from oraclegames.oracle import (
    CODFamily,
    five_and_ten,
    is_reflective,
    weakly_leads_to,
)


def family(limit, five, ten):
    oracles = {oracle.answers: oracle for oracle in limit.system.oracles()}
    return CODFamily(limit, ((oracles[1,], five), (oracles[0,], ten)))


def test_always_five_weakly_leads_to_itself_for_its_one_demand_is_void():
    problem = five_and_ten()
    assert weakly_leads_to(problem.five, problem.five)
    assert problem.five.products(problem.agents.queries[0]) == (0, 0)
    assert problem.agents.outcome_distribution(problem.five).values == (5,)


def test_always_five_is_not_reflective_and_always_ten_is():
    problem = five_and_ten()
    five = is_reflective(problem.five)
    ten = is_reflective(problem.ten)
    assert (five.verdict, ten.verdict) == ("no", "yes")
    assert five.verify()
    assert ten.verify()


def test_every_fully_mixed_cod_near_always_five_leads_to_always_ten():
    problem = five_and_ten()
    for n in (2, 10, 10**9):
        near = problem.agents.cod({(1,): 1 - Fraction(1, n), (0,): Fraction(1, n)})
        assert not weakly_leads_to(near, problem.five)
        assert weakly_leads_to(near, problem.ten)


def test_a_family_of_oracle_distributions_shows_it_too():
    problem = five_and_ten()
    zero, one = Fraction(0), Fraction(1)
    to_ten = family(problem.ten, (zero, one), (one, -one))
    assert to_ten.demands() == (-1,)
    assert is_reflective(problem.ten, families=[to_ten]).verdict == "yes"
    assert is_reflective(problem.ten, families=[to_ten]).verify()
    to_five = family(problem.five, (one, -one), (zero, one))
    assert not to_five.verify()
    assert is_reflective(problem.five, families=[to_five]).verdict == "no"
    # The wrong limit, and a family that is not fully mixed.
    assert not family(problem.ten, (one,), (one,)).verify()
    assert not family(problem.ten, (zero,), (one,)).verify()
