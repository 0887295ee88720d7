"""The equations of one cell: a box in which every query is decided or lies on its threshold.

In such a cell the output of every machine is a polynomial in the free answers, and, where a machine
samples others, in their outputs. The unknowns are

* an answer q ∈ [0, 1] for each free query, or rather, for a free query that occurs at one place
  only, the weight w of the paths that arrive there and get a yes: 0 ≤ w ≤ (weight of arriving).
  In these weights the outputs are *linear* (the sequence form of a game tree), and q = w / weight;
  a query at which nothing arrives has no weight, and its answer is free.
* x_{B,b}, for machines that sample each other in a circle.

A coordinate that lies on a threshold gives the equation "output = threshold", a cut that leaves it
above or below gives a strict inequality; what the box knows beyond the cuts follows from these.

Sources: Fallenstein, Taylor and Christiano 2015 (the conditions); B. von Stengel, "Efficient
computation of behavior strategies", 1996 (the weights).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flint import fmpq

from oraclegames.exact.polynomial import Polynomial, constant, plus, times, variable
from oraclegames.reflective.machines.bounds import FREE, NO, ONE, YES, decide
from oraclegames.reflective.machines.decision_tree import ASK, COIN, LEAF, SAMPLE, Node, Tree
from oraclegames.reflective.oracles.output_bounds import Box

Limits = dict[tuple[int, int, bool], fmpq]


@dataclass(frozen=True)
class CellSystem:
    """The polynomial system of a cell; polynomials are over the unknowns 0, …, ``unknowns`` − 1.

    Attributes:
        unknowns: their number.
        outputs: P(A = a) by the positions of machine and outcome.
        equations: what must be 0.
        weak: what must be ≥ 0.
        strict: what must be > 0.
        answers: for each free query that some path may reach, (yes, arriving): its answer is
            yes / arriving, and is free where arriving is 0.
    """

    unknowns: int
    outputs: list[list[Polynomial]]
    equations: list[Polynomial]
    weak: list[Polynomial]
    strict: list[Polynomial]
    answers: dict[Any, tuple[Polynomial, Polynomial]]


class _Builder:
    def __init__(self, trees: Sequence[Tree], box: Box):
        self.trees = trees
        self.box = box
        self.unknowns = 0
        self.weak: list[Polynomial] = []
        self.equations: list[Polynomial] = []
        self.answers: dict[Any, tuple[Polynomial, Polynomial]] = {}
        self.places: Counter[Any] = Counter()
        self.outputs: list[list[Polynomial] | None] = [None] * len(trees)
        self.active: set[int] = set()
        self.played: dict[int, list[Polynomial]] = {}

    def fresh(self) -> Polynomial:
        self.unknowns += 1
        return variable(self.unknowns - 1)

    def count_places(self) -> None:
        for tree in self.trees:
            reached = {tree.root.number}
            for node in tree.order:
                if node.number not in reached:
                    continue
                children = node.children
                if node.kind == ASK:
                    verdict = self.verdict(node)
                    if verdict == FREE:
                        self.places[node.data] += 1
                    else:
                        children = (children[verdict],)
                elif node.kind == SAMPLE:
                    children = tuple(child for _, child in self.drawn(node))
                reached.update(child.number for child in children)

    def verdict(self, node: Node) -> int:
        machine, outcome, threshold = node.data
        return decide(self.box[machine][outcome], threshold)

    def drawn(self, node: Node) -> list[tuple[int, Node]]:
        """The outcomes that a sample may show, with the subtrees that follow."""
        machine, possible = node.data
        row = self.box[machine]
        return [(k, child) for k, child in zip(possible, node.children) if row[k][2] > 0]

    def output(self, machine: int) -> list[Polynomial]:
        known = self.outputs[machine]
        if known is not None:
            return known
        self.active.add(machine)
        outputs: list[Polynomial] = [{} for _ in self.box[machine]]
        tree = self.trees[machine]
        arriving: dict[int, Polynomial] = {tree.root.number: constant(ONE)}

        def send(node: Node, weight: Polynomial) -> None:
            arriving[node.number] = plus(arriving.get(node.number, {}), weight)

        for node in tree.order:
            weight = arriving.pop(node.number, None)
            if not weight:
                continue
            if node.kind == LEAF:
                outputs[node.data] = plus(outputs[node.data], weight)
            elif node.kind == COIN:
                heads = times(weight, constant(node.data))
                send(node.children[1], heads)
                send(node.children[0], plus(weight, heads, -ONE))
            elif node.kind == ASK:
                verdict = self.verdict(node)
                if verdict in (NO, YES):
                    send(node.children[verdict], weight)
                else:
                    yes = self.ask(node.data, weight)
                    send(node.children[1], yes)
                    send(node.children[0], plus(weight, yes, -ONE))
            else:
                other = node.data[0]
                shares = self.shares(other)
                for position, child in self.drawn(node):
                    send(child, times(weight, shares[position]))
        self.active.discard(machine)
        self.outputs[machine] = outputs
        if machine in self.played:
            for share, output in zip(self.played[machine], outputs):
                self.equations.append(plus(share, output, -ONE))
        return outputs

    def ask(self, query: Any, weight: Polynomial) -> Polynomial:
        """The weight of the yes answers to a free query."""
        one = constant(ONE)
        fixed = len(weight) == 1 and () in weight
        if self.places[query] == 1 and not fixed:
            yes = self.fresh()
            self.weak += [yes, plus(weight, yes, -ONE)]
            self.answers[query] = (yes, weight)
            return yes
        if query not in self.answers:
            answer = self.fresh()
            self.weak += [answer, plus(one, answer, -ONE)]
            self.answers[query] = (answer, one)
        return times(weight, self.answers[query][0])

    def shares(self, machine: int) -> list[Polynomial]:
        """x_{B,b}: known, or B's output, or unknowns if B is being computed right now."""
        row = self.box[machine]
        if all(bounds[0] == bounds[2] for bounds in row):
            return [constant(bounds[0]) for bounds in row]
        if machine in self.played:
            return self.played[machine]
        if machine not in self.active:
            return self.output(machine)
        shares = [self.fresh() for _ in row[:-1]]
        last = constant(ONE)
        for share in shares:
            last = plus(last, share, -ONE)
        self.weak += [*shares, last]
        self.played[machine] = [*shares, last]
        return self.played[machine]


def cell_system(trees: Sequence[Tree], box: Box, limits: Limits) -> CellSystem:
    """Write down the system of a cell.

    ``trees`` must be exact on ``box``, and ``box`` must decide each query that a path can reach, or
    put it on its threshold. ``limits`` are the cuts that define the cell: P(A = a) is strictly
    above (True) or below (False) the threshold of (machine, outcome, above). The box may be smaller
    than they are: it holds all that is reflective in the cell.
    """
    builder = _Builder(trees, box)
    builder.count_places()
    outputs = [builder.output(machine) for machine in range(len(trees))]
    for row, polynomials in zip(box, outputs):
        for (low, _, high, _), output in zip(row, polynomials):
            if low == high:
                builder.equations.append(plus(output, constant(low), -ONE))
    strict: list[Polynomial] = []
    for (machine, outcome, above), threshold in limits.items():
        low, _, high, _ = box[machine][outcome]
        if low < high:
            output, bound = outputs[machine][outcome], constant(threshold)
            strict.append(plus(output, bound, -ONE) if above else plus(bound, output, -ONE))
    return CellSystem(
        builder.unknowns,
        outputs,
        [equation for equation in builder.equations if equation],
        builder.weak,
        strict,
        builder.answers,
    )
