"""What machines that only sample others say of these together: forms against runs, bounds against
joint distributions that are known."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from flint import fmpq

from oraclegames.certificates.machines import ASK, FLIP, LEAF, SAMPLE, Machine, Node, run
from oraclegames.certificates.oracle_block import Nodes, Range
from oraclegames.certificates.oracle_joint import _form, joint_bounds, joint_forms
from oraclegames.exact.rational import to_fmpq, to_fraction

HALF = Fraction(1, 2)
OUTCOMES = ("0", "1", "2")


def tree(draw, sizes, depth, nodes, left):
    """A place in a list of nodes, and whether a machine is sampled twice on a way from there."""
    kind = draw.choice((LEAF, FLIP, SAMPLE, SAMPLE)) if depth else LEAF
    if kind == LEAF:
        nodes.append(Node(LEAF, draw.randrange(3), ()))
    elif kind == FLIP:
        leads = [tree(draw, sizes, depth - 1, nodes, left) for _ in "ab"]
        nodes.append(Node(FLIP, Fraction(draw.randint(1, 4), 5), tuple(leads)))
    else:
        other = draw.choice(sorted(left) or [0])
        rest = left - {other}
        leads = [tree(draw, sizes, depth - 1, nodes, rest) for _ in range(sizes[other])]
        nodes.append(Node(SAMPLE, other, tuple(leads)))
    return len(nodes) - 1


@pytest.mark.parametrize("seed", range(4))
def test_outcomes_are_linear_in_what_others_do_together(seed):
    draw, met = Random(seed), set()
    for _ in range(40):
        sizes, nodes = [draw.randint(1, 3), draw.randint(1, 3)], []
        tree(draw, sizes, 3, nodes, {0, 1})
        machine = Machine("m", OUTCOMES, tuple(nodes))
        joint = list(product(*map(range, sizes)))
        forms = [_form(Nodes(machine), k, (0, 1), sizes) for k in range(3)]
        runs = [
            run(
                machine.nodes, [[int(a == x) for a in range(n)] for x, n in zip(o, sizes)], None
            ).out
            for o in joint
        ]
        for k, form in enumerate(forms):
            met.add(form is None)
            if form is not None:
                assert list(map(to_fraction, form)) == [out.get(k, 0) for out in runs]
    assert met == {True, False}


def machine_of(*nodes):
    return Machine("m", ("0", "1"), nodes)


NO, YES = Node(LEAF, 0, ()), Node(LEAF, 1, ())


def test_which_machines_say_something_of_two_others():
    """They have three outcomes and two; who asks, or samples one twice, says nothing."""
    three = Machine("k", OUTCOMES, (Node(LEAF, 0, ()),))
    two = machine_of(NO)
    once = machine_of(NO, YES, Node(SAMPLE, 1, (0, 1)), Node(SAMPLE, 0, (0, 1, 2)))
    twice = machine_of(NO, YES, Node(SAMPLE, 0, (0, 1, 1)), Node(SAMPLE, 0, (0, 1, 2)))
    again = machine_of(NO, YES, Node(SAMPLE, 0, (0, 0, 0)), Node(SAMPLE, 0, (0, 1, 2)))
    asks = machine_of(NO, YES, Node(ASK, (1, 0, HALF), (0, 1)), Node(SAMPLE, 0, (0, 1, 2)))
    of_two = machine_of(NO, YES, Node(SAMPLE, 1, (0, 1)))
    every = [three, two, once, twice, again, asks, of_two]
    found = joint_forms(list(map(Nodes, every)))
    assert {others: [k for k, _ in rows] for others, rows in found.items()} == {
        (0, 1): [2],
        (0,): [4],
    }
    (_, (no, yes)), *_ = found[0, 1]
    assert yes == [0, 0, 1, 1, 0, 1] and no == [1 - x for x in yes]


@pytest.mark.parametrize("seed", range(4))
def test_bounds_hold_what_is_there_and_no_box_without_it(seed):
    draw = Random(seed)
    form = [[fmpq(draw.randint(0, 4), 4) for _ in range(6)] for _ in "ab"]
    form[1] = [1 - x for x in form[0]]
    for _ in range(20):
        cuts = sorted(draw.randint(0, 6) for _ in "ab")
        first = [Fraction(x, 6) for x in (cuts[0], cuts[1] - cuts[0], 6 - cuts[1])]
        second = [Fraction(draw.randint(0, 6), 6)]
        second.append(1 - second[0])
        comes = sum(to_fraction(f) * p * q for f, (p, q) in zip(form[0], product(first, second)))
        wide = Fraction(draw.randint(0, 2), 12)

        def around(x, wide=wide):
            low, high = max(Fraction(0), x - wide), min(Fraction(1), x + wide)
            return Range(to_fmpq(low), False, to_fmpq(high), False)

        block = [list(map(around, first)), list(map(around, second)), [around(comes)]]
        block[2].append(around(1 - comes))
        spans = joint_bounds([(2, form)], (0, 1), block)
        for row, shares, ranges in zip(spans, (first, second), block):
            for (low, high), x, r in zip(row, shares, ranges):
                assert low <= to_fmpq(x) <= high and (r.high > 0 or high == 0)
        open_ones = [Range(r.low, True, r.high, True) for r in block[2]]
        if wide == 0:
            assert joint_bounds([(2, form)], (0, 1), [*block[:2], open_ones]) is None


def test_bounds_are_the_least_ones():
    """Whoever plays 1 as often as both of two coins fall alike, at least two thirds of the time."""
    alike, unit = [fmpq(1), fmpq(0), fmpq(0), fmpq(1)], Range()
    form = [(2, [[1 - x for x in alike], alike])]
    some = Range(fmpq(2, 3), False, fmpq(1), False)
    never = Range(fmpq(0), False, fmpq(0), False)
    free = [[unit, unit], [unit, unit]]
    block = [*free, [unit, some]]
    assert joint_bounds(form, (0, 1), block) == [[(0, 1), (0, 1)], [(0, 1), (0, 1)]]
    block = [[unit, never], [unit, unit], [unit, some]]
    assert joint_bounds(form, (0, 1), block) == [
        [(1, 1), (0, 0)],
        [(fmpq(2, 3), 1), (0, fmpq(1, 3))],
    ]
    assert joint_bounds(form, (0, 1), [[never, unit], [unit, never], [unit, some]]) is None
