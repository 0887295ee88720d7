"""Distributions over oracles, and "weakly leads to" against its definition written out."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import InputError
from oraclegames.conditional.oracle.cod import COD
from oraclegames.conditional.oracle.machines import Query, System
from oraclegames.conditional.oracle.weakly_leads import weakly_leads_to
from tests.depth import some

NAMES = "abc"
CHANCES = [Fraction(0), Fraction(1), Fraction(1, 2), Fraction(1, 3)]


@st.composite
def systems(draw):
    """Three machines with a table of chances over the answers to one or two queries."""
    names = st.sampled_from(NAMES)
    queries = draw(
        st.lists(st.builds(Query, names, names, names, names), min_size=1, max_size=2, unique=True)
    )
    keys = list(product((0, 1), repeat=len(queries)))
    tables = {
        name: dict(zip(keys, draw(st.lists(st.sampled_from(CHANCES), min_size=4, max_size=4))))
        for name in NAMES
    }
    machines = {
        name: (lambda oracle, table=table: table[oracle.answers]) for name, table in tables.items()
    }
    return System(machines, tuple(queries)), tables, keys


@st.composite
def cods(draw, system, keys):
    weights = draw(st.lists(st.integers(0, 3), min_size=len(keys), max_size=len(keys)).filter(any))
    return {key: Fraction(w, sum(weights)) for key, w in zip(keys, weights)}


@given(st.data())
@settings(max_examples=some(80, 200))
def test_weakly_leads_to_is_its_definition_for_independent_coins(data):
    system, tables, keys = data.draw(systems())
    start, end = data.draw(cods(system, keys)), data.draw(cods(system, keys))

    def both(m, n):
        total = Fraction(0)
        for key, weight in start.items():
            total += weight * tables[m][key] * (tables[n][key] if m != n else 1)
        return total

    def one(m):
        return sum(weight * tables[m][key] for key, weight in start.items())

    wrong = []
    for k, q in enumerate(system.queries):
        left, right = both(q.m1, q.n1) * one(q.n2), both(q.m2, q.n2) * one(q.n1)
        for answer, forbidden in ((0, left > right), (1, left < right)):
            mass = sum(weight for key, weight in end.items() if key[k] == answer)
            if forbidden and mass:
                wrong.append((q, left, right, mass))
    lead = weakly_leads_to(COD.of(system, start), COD.of(system, end))
    assert [(b.query, b.left, b.right, b.wrong) for b in lead.broken] == wrong
    assert bool(lead) == (not wrong)
    assert lead.verify()


def tiny():
    query = Query("a", "b", "a", "a")
    return System({"a": lambda o: o.answers[0], "b": lambda o: 1}, (query,))


def test_a_distribution_over_oracles_is_one():
    system = tiny()
    with pytest.raises(InputError, match="sum to 1/2"):
        COD.of(system, {(0,): "1/2"})
    with pytest.raises(InputError, match="oracle 1 is -1"):
        COD.of(system, {(0,): 2, (1,): -1})
    other = System({"a": lambda o: 1}, (Query("a", "a", "a", "a"),))
    with pytest.raises(InputError, match="another system"):
        COD(system, COD.of(other, {(0,): 1}).weights)
    weights = COD.of(system, {(0,): 1}).weights
    with pytest.raises(InputError, match="each oracle once"):
        COD(system, weights * 2)


def test_oracles_of_probability_zero_are_left_out():
    cod = COD.of(tiny(), {(0,): 1, (1,): 0})
    assert len(cod.weights) == 1
    assert not cod.fully_mixed
    assert COD.of(tiny(), {(0,): "1/2", (1,): "1/2"}).fully_mixed


def test_leads_between_different_systems_are_refused():
    other = System({"a": lambda o: 1}, (Query("a", "a", "a", "a"),))
    with pytest.raises(InputError, match="one system"):
        weakly_leads_to(COD.of(tiny(), {(0,): 1}), COD.of(other, {(0,): 1}))


def test_a_broken_demand_says_what_was_demanded_and_a_forged_one_does_not_verify():
    cod = COD.of(tiny(), {(0,): "1/4", (1,): "3/4"})
    lead = weakly_leads_to(cod, cod)
    (broken,) = lead.broken
    assert (broken.left, broken.right) == (Fraction(9, 16), Fraction(3, 4))
    assert (broken.demanded, broken.wrong) == (0, Fraction(3, 4))
    assert str(lead) == (
        "O(a, b, a, a): 9/16 < 3/4 demands the answer 0, but 1 has probability 3/4"
    )
    assert not replace(lead, broken=()).verify()
    assert not replace(lead, broken=(replace(broken, wrong=Fraction(1, 2)),)).verify()
    assert str(weakly_leads_to(cod, COD.of(tiny(), {(0,): 1}))) == "every demand is met (1 query)"
