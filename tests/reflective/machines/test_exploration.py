"""Decision trees and output polynomials, against plain recursion."""

import dataclasses
import json
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from oraclegames.certificates.part import Part
from oraclegames.reflective.machines.bounds import UNIT
from oraclegames.reflective.machines.decision_tree import Forest, mentioned
from oraclegames.reflective.machines.document import machine_documents
from oraclegames.reflective.machines.exploration import Share, explore
from oraclegames.reflective.machines.explore_tree import explore_tree
from oraclegames.reflective.machines.machine import Query
from oraclegames.reflective.machines.tree_function import system_of as read_system
from tests.reflective.random_machines import chance_of_one, queries_of, system_of, trees

NAMES = ["m0", "m1"]


def value(polynomial, values):
    total = Fraction(0)
    for monomial, coefficient in polynomial.items():
        for unknown in monomial:
            coefficient = coefficient * values[unknown]
        total += coefficient
    return total


@given(trees(NAMES, samples=False), st.randoms(use_true_random=False))
def test_the_polynomial_is_the_output_of_plain_recursion(tree, random):
    system = system_of({"m0": tree, "m1": ("leaf", 0)})
    found = explore(system, "m0")
    # answers that contradict each other along a path are no oracle's: use consistent ones
    truth = {"m0": Fraction(random.randint(0, 12), 12), "m1": Fraction(random.randint(0, 12), 12)}
    answers = {}
    for machine, outcome, threshold in queries_of(tree):
        x = truth[machine] if outcome else 1 - truth[machine]
        tied = Fraction(random.randint(0, 4), 4)
        answers[machine, outcome, threshold] = (
            Fraction(int(x > threshold)) if x != threshold else tied
        )
    values = {Query(m, str(o), t): q for (m, o, t), q in answers.items()}
    expected = chance_of_one(tree, answers)
    assert abs(float(value(found.outputs["1"], values)) - expected) < 1e-12
    assert value(found.outputs["0"], values) + value(found.outputs["1"], values) == 1


def test_a_query_asked_twice_is_squared():
    def machine(oracle):
        yes = [oracle.exceeds("m", "1", "1/2") for _ in range(2)]
        return "1" if all(yes) else "0"

    query = Query("m", "1", Fraction(1, 2))
    assert explore({"m": machine}, "m").outputs["1"] == {(query, query): 1}


def test_samples_and_coins_stand_in_the_polynomial():
    def machine(oracle):
        return oracle.sample("other") if oracle.flip("1/3") else "0"

    found = explore({"m": machine, "other": lambda oracle: "1"}, "m")
    assert found.outputs["1"] == {(Share("other", "1"),): Fraction(1, 3)}
    assert str(found).splitlines() == [
        "flip 1/3",
        "  tails: 0",
        "  heads: sample other",
        "    0: 0",
        "    1: 1",
    ]


def test_a_reading_is_spelled_out_as_a_binary_search():
    found = explore(
        {"m": lambda o: "1" if o.reading("m", "1/4")["0"] > Fraction(1, 2) else "0"}, "m"
    )
    assert found.queries == tuple(Query("m", "0", Fraction(k, 4)) for k in (1, 2, 3))
    assert found.outputs["1"] == {(Query("m", "0", Fraction(1, 2)),): 1}


def test_an_exploration_prints_its_tree_and_verifies():
    def liar(oracle):
        return "0" if oracle.exceeds("liar", "1", "1/3") else "1"

    tree = explore({"liar": liar}, "liar")
    assert tree.verify() and len(repr(tree)) < 200
    assert str(tree).startswith("P(liar = 1) > 1/3?")
    document = tree.to_dict()
    assert document["outputs"]["0"] == [
        {"factors": ["P(liar = 1) > 1/3?"], "coefficient": "1"},
    ]
    wrong = dataclasses.replace(tree, outputs={"0": {}, "1": {}})
    assert not wrong.verify()


@given(trees(NAMES), trees(NAMES))
def test_a_machine_that_was_written_down_does_the_same(one, other):
    system = system_of({"m0": one, "m1": other})
    written = machine_documents(system)
    again = read_system(Part(json.loads(json.dumps(written))))
    assert again.machines[0].outcomes == system.machines[0].outcomes
    for name in NAMES:
        assert str(explore(again, name)) == str(explore(system, name))
    assert machine_documents(again) == written


@given(trees(NAMES))
def test_a_tree_mentions_the_machines_that_its_nodes_ask(tree):
    system = system_of({"m1": ("leaf", 0), "m0": tree})  # the other machine comes first
    found = explore_tree(system, 1, lambda *_: UNIT, Forest(), search=True)
    nodes = machine_documents(system)[1]["tree"]
    names = {node["ask"][0] if "ask" in node else node.get("sample") for node in nodes} - {None}
    assert mentioned(found) == {["m1", "m0"].index(name) for name in names}
