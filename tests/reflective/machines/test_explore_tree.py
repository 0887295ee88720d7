"""Exploring machines: every path is found, and every broken rule is reported."""

import random
import re
import sys
from fractions import Fraction

import numpy as np
import pytest
from flint import fmpq

from oraclegames.reflective.machines.bounds import UNIT, visible_zones
from oraclegames.reflective.machines.decision_tree import ASK, COIN, LEAF, SAMPLE, Forest
from oraclegames.reflective.machines.explore_tree import explore_tree
from oraclegames.reflective.machines.machine import MachineError, System
from oraclegames.reflective.oracles.solve_oracles import solve_oracles

ZERO, ONE = fmpq(0), fmpq(1)


def explore(function, outcomes=("0", "1"), check=True, **options):
    other = (("a", "b", "c"), lambda oracle: "a")
    system = System.of({"m": (outcomes, function), "other": other})
    return explore_tree(system, 0, lambda *_: UNIT, Forest(), check=check, **options)


def kinds(tree):
    return [node.kind for node in tree.order]


def test_a_tree_has_all_coins_queries_and_samples():
    def machine(oracle):
        if oracle.flip("1/3") and oracle.exceeds("m", "1", "1/2"):
            return "1"
        return "1" if oracle.sample("other") == "b" else "0"

    tree = explore(machine)
    assert kinds(tree) == [COIN, ASK, SAMPLE, LEAF, LEAF]
    assert tree.paths == 7
    assert tree.asked == {(0, 1, fmpq(1, 2))}
    assert tree.exact


def test_certain_coins_are_no_choice_and_useless_queries_are_no_node():
    def machine(oracle):
        oracle.exceeds("m", "1", "1/2")
        return "1" if oracle.flip(1) and not oracle.flip(0) else "0"

    tree = explore(machine)
    assert kinds(tree) == [LEAF]
    assert tree.asked == {(0, 1, fmpq(1, 2))}


def test_an_answer_decides_what_it_implies_later_on_the_path():
    def machine(oracle):
        high = oracle.exceeds("m", "1", "2/3")
        return "1" if high and not oracle.exceeds("m", "1", "1/3") else "0"

    assert kinds(explore(machine)) == [LEAF]


def test_the_same_query_twice_gets_two_independent_answers():
    def machine(oracle):
        first, second = (oracle.exceeds("m", "1", "1/2") for _ in range(2))
        return "1" if first != second else "0"

    assert kinds(explore(machine)) == [ASK, ASK, ASK, LEAF, LEAF]


def test_a_binary_search_written_out_has_one_path_for_each_zone():
    def machine(oracle):
        return "1" if oracle.reading("other", "1/10")["a"] > Fraction(1, 2) else "0"

    tree = explore(machine, outcomes=("0", "1"), search=True, open_paths=5000, check=False)
    assert tree.paths == 10**3
    assert {query[2] for query in tree.asked} == {fmpq(k, 10) for k in range(1, 10)}


@pytest.mark.parametrize(
    ("bounds", "zones", "visible"),
    [
        ((ZERO, False, ONE, False), 10, (0, 9)),
        ((fmpq(3, 10), False, fmpq(3, 10), False), 10, (2, 3)),
        ((fmpq(3, 10), True, fmpq(4, 10), True), 10, (3, 3)),
        ((fmpq(3, 10), True, fmpq(4, 10), False), 10, (3, 4)),
        ((fmpq(3, 10), False, fmpq(7, 20), False), 10, (2, 3)),
        ((ZERO, False, ZERO, False), 10, (0, 0)),
        ((ONE, False, ONE, False), 10, (9, 9)),
        ((ONE, False, ONE, False), 1, (0, 0)),
    ],
)
def test_a_reading_sees_the_zones_that_touch_the_probability(bounds, zones, visible):
    assert visible_zones(bounds, zones) == visible


COUNTER = [0]


def counting(oracle):
    COUNTER[0] += 1
    return str(COUNTER[0] % 2)


def growing(oracle):
    COUNTER[0] += 1
    for _ in range(COUNTER[0] % 2):
        oracle.flip("1/2")
    return "0"


def wavering(oracle):
    COUNTER[0] += 1
    oracle.flip("1/2" if COUNTER[0] % 2 else "1/3")
    return "0"


def changing_its_mind(oracle):
    COUNTER[0] += 1
    oracle.sample("other") if COUNTER[0] % 2 else oracle.exceeds("other", "a", "1/2")
    return "0"


def endless(oracle):
    while True:
        pass


def asking_forever(oracle):
    while not oracle.flip("1/2"):
        pass
    return "0"


def choosing(oracle):
    return random.choice("01")


def choosing_late(oracle):
    return random.choice("01") if oracle.flip("1/2") else "0"


def choosing_in_vain(oracle):
    random.random()
    return "0"


def choosing_by_numpy(oracle):
    return str(np.random.randint(2))


OWN = random.Random(5)


def choosing_by_its_own_generator(oracle):
    return OWN.choice("01")


def crashing(oracle):
    return "0" if oracle.flip("1/2") else {}["nothing"]


@pytest.mark.parametrize(
    ("machine", "complaint"),
    [
        (
            lambda o: "2",
            r"machine 'm': returned '2', which is none of its outcomes 0, 1 \(path: at",
        ),
        (lambda o: None, "returned None"),
        (lambda o: o.sample("nobody"), r"there is no machine 'nobody'; there are m, other"),
        (lambda o: o.exceeds("other", "z", 0), r"'other' has no outcome 'z'; it has a, b, c"),
        (lambda o: o.flip(Fraction(3, 2)), r"probability 3/2 is outside \[0, 1\]"),
        (lambda o: o.flip(-1), r"probability -1 is outside \[0, 1\]"),
        (lambda o: o.flip(0.5), "float 0.5, which is not exact"),
        (lambda o: o.exceeds("m", "1", "2"), r"threshold 2 is outside"),
        (lambda o: o.exceeds("m", "1", 0.25), "float 0.25"),
        (lambda o: o.reading("m", "2/3"), "precision"),
        (crashing, r"raised KeyError: 'nothing' \(path: flip = False\)"),
        (counting, "for the same answers"),
        (growing, "called the oracle differently"),
        (wavering, "called the oracle differently"),
        (changing_its_mind, "called the oracle differently"),
        (choosing, "for the same answers|random numbers"),
        (choosing_late, "for the same answers|random numbers"),
        (choosing_in_vain, "random numbers"),
        (choosing_by_numpy, "for the same answers|random numbers"),
        (choosing_by_its_own_generator, "for the same answers"),
        (endless, "endless loop"),
        (asking_forever, "1000 times on one path"),
        (lambda o: str(sum(o.flip("1/2") for _ in range(20)) % 2), "more than 1000 paths"),
    ],
)
def test_a_broken_rule_is_reported_with_the_machine_and_the_path(machine, complaint):
    options = {"max_paths": 1000}
    with pytest.raises(MachineError, match=complaint) as caught:
        explore(machine, **options)
    assert "\n" not in str(caught.value)
    assert "machine 'm'" in str(caught.value)


def test_of_a_long_path_the_first_and_the_last_steps_are_named():
    def play(oracle):
        heads = [oracle.flip(Fraction(1, 2)) for _ in range(11)]
        return "0" if all(heads) else {}["no"]

    with pytest.raises(MachineError) as caught:
        explore(play)
    (path,) = re.findall(r"\(path: (.*)\)", str(caught.value))
    false = ["flip = False"] * 4
    assert path.split(", ") == [*false, "… 3 more …", *false]


def test_only_what_is_drawn_in_every_run_is_the_machines():
    drawn = []

    def play(oracle):
        if not drawn:  # as another thread may
            drawn.append(random.random())
        return "0"

    assert explore(play)


@pytest.mark.parametrize("seed", range(20))
def test_chance_is_seen_in_every_run_of_the_solver(seed):
    random.seed(seed)
    with pytest.raises(MachineError, match=r"same answers|random numbers"):
        solve_oracles({"m": choosing})


def test_an_endless_loop_is_seen_while_a_tracer_is_active():
    seen = []

    def tracer(frame, event, argument):
        seen.append(event)
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        with pytest.raises(MachineError, match="endless loop"):
            explore(endless)
        after = sys.gettrace()
    finally:
        sys.settrace(before)
    assert after is tracer
    assert seen


def test_a_tracer_sees_the_machine():
    seen = set()

    def tracer(frame, event, argument):
        seen.add(frame.f_code.co_name)

    def watched(oracle):
        return "0"

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        explore(watched)
    finally:
        sys.settrace(before)
    assert "watched" in seen


def test_a_machine_cannot_hide_a_broken_rule_behind_its_own_except():
    def machine(oracle):
        try:
            oracle.flip(2)
        except Exception:
            return "0"
        return "1"

    with pytest.raises(MachineError, match="outside"):
        solve_oracles({"m": machine})
