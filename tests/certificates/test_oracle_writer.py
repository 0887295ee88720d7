"""The system of a cell, written from the trees: every oracle of random machines solves it, and what
comes out of it are the oracle's probabilities; moved ones are none."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from flint import fmpq

from oraclegames import solve_oracles
from oraclegames.certificates.machines import (
    ASK,
    FLIP,
    LEAF,
    Machine,
    Node,
    machines_of,
    queries_of,
    run,
)
from oraclegames.certificates.oracle_block import Nodes, Range
from oraclegames.certificates.oracle_branch import value_at
from oraclegames.certificates.oracle_cells import _Writer
from oraclegames.certificates.oracle_faces import Corner
from oraclegames.certificates.oracles import _Oracles
from oraclegames.certificates.part import Part
from oraclegames.exact.rational import to_fmpq
from tests.depth import some
from tests.reflective.random_machines import function

LEVELS = [Fraction(n, 12) for n in (0, 4, 6, 9, 12)]


def tree(draw, names, depth):
    """A random tree that samples, asks and flips."""
    if not depth or draw.random() < 0.15:
        return "leaf", draw.randrange(2)
    two = tree(draw, names, depth - 1), tree(draw, names, depth - 1)
    kind = draw.choice(("ask", "ask", "coin", "sample", "sample"))
    if kind == "ask":
        return kind, (draw.choice(names), draw.randrange(2), draw.choice(LEVELS)), *two
    return kind, Fraction(draw.randint(1, 3), 4) if kind == "coin" else draw.choice(names), *two


def system(seed):
    """The trees of a document's machines, and all its oracles with their corners."""
    draw = Random(seed)
    names = ["m", "k"][: draw.randint(1, 2)]
    machines = {name: function(tree(draw, names, 3)) for name in names}
    document = Part(solve_oracles(machines, budget=5).to_dict(verify=False))
    trees = machines_of(document["machines"])
    reader = _Oracles(trees, queries_of(document["queries"], trees))
    found = [reader.read(part) for part in document["oracles"]]
    return trees, [one.corner for oracle in found for one in (oracle, *oracle.vertices)]


def around(corner, trees, draw):
    """A block that holds an oracle: points, or ranges on one side of every threshold."""
    asked = [set() for _ in trees]
    for machine in trees:
        for node in machine.nodes:
            if node.kind == "ask":
                asked[node.data[0]].update((node.data[2], 1 - node.data[2]))
    block = []
    for shares, levels in zip(corner.shares, asked):
        x = shares[0]
        if x in levels or draw.randrange(3) == 0:
            block.append([Range(to_fmpq(p), False, to_fmpq(p), False) for p in shares])
            continue
        low = max((t for t in levels | {Fraction(0)} if t < x), default=Fraction(0))
        high = min((t for t in levels | {Fraction(1)} if t > x), default=Fraction(1))
        low, high = (low + x) / 2, (high + x) / 2
        block.append(
            [
                Range(to_fmpq(low), False, to_fmpq(high), False),
                Range(to_fmpq(1 - high), False, to_fmpq(1 - low), False),
            ]
        )
    return block


@pytest.mark.parametrize("seed", range(some(6, 60)))
def test_oracles_solve_the_system_of_their_cell(seed):
    draw, kinds = Random(seed), set()
    for n in range(20 * seed, 20 * seed + 20):
        trees, corners = system(n)
        rational = [c for c in corners if all(type(x) is Fraction for row in c.shares for x in row)]
        for corner in rational[:4]:
            block = around(corner, trees, draw)
            limits = frozenset(
                (k, 0, above, to_fmpq(row[0] + (Fraction(-1, 97) if above else Fraction(1, 97))))
                for k, row in enumerate(corner.shares)
                for above in (True, False)
            )
            writer = _Writer(list(map(Nodes, trees)), block)
            cell = writer.write(limits)
            at = writer.values(corner)
            assert at is not None and len(at) == len(writer.meaning)
            for other in rational:
                asked = [q for kind, *_, q in writer.meaning if kind != "share"]
                off = any(to_fmpq(other.shares[k][a]) != t for k, a, t in asked)
                assert (writer.values(other) is None) == off
            kinds.update(kind for kind, *_ in writer.meaning)
            at = {k: at.get(k, Fraction(0)) for k in range(len(writer.ring.gens()))}
            out = [tuple(value_at(p, at) for p in row) for row in cell.outputs]
            assert out == list(map(tuple, corner.shares))
            assert all(value_at(e, at) == 0 for e in cell.equations)
            assert all(value_at(p, at) >= 0 for p in cell.weak)
            assert all(value_at(p, at) > 0 for p in cell.strict)
            open_ones = [k for k, row in enumerate(block) if not row[0].pinned]
            assert len(cell.strict) == 2 * len(open_ones)
            pinned = sum(r.pinned for row in block for r in row)
            shared = sum(kind == "share" for kind, *_ in writer.meaning)
            assert len(cell.equations) == pinned + 2 * shared
    assert len(kinds) > 1


def test_an_answer_that_changes_nothing_is_a_no_as_in_what_is_met():
    """Either way the machine plays one half: after a no it asks again, after a yes it flips."""
    half, asked = Fraction(1, 2), (0, 1, Fraction(1, 2))
    leads = Node(LEAF, 0, ()), Node(LEAF, 1, ()), Node(ASK, asked, (0, 1)), Node(FLIP, half, (0, 1))
    machine = Machine("m", ("0", "1"), (*leads, Node(ASK, (0, 0, half), (2, 3))))
    shares = [(half, half)]
    ran = run(machine.nodes, shares, {asked: half}.get)
    assert not ran.loose
    block = [[Range(fmpq(1, 2), False, fmpq(1, 2), False)] * 2]
    writer = _Writer([Nodes(machine)], block)
    cell = writer.write(frozenset())
    at = writer.values(Corner(shares, {asked: half}, [ran.met]))
    assert at == {0: 0, 1: half}
    assert all(value_at(p, at) >= 0 for p in cell.weak)
    assert all(value_at(e, at) == 0 for e in cell.equations)
