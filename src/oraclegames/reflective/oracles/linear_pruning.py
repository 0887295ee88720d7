"""Pruning by linear machines: those whose output is linear in the joint outcomes of some others.

Such a machine samples others, each at most once on a path, and asks nothing: its output is
Σ_o c_o P(o), over the joint outcomes o of these others, whose distribution is one on their product.
The cuts at such machines are linear inequalities for it. Each bound by itself says little, but
together they may leave nothing (a better than b, b better than c, c better than a), or little: the
polytope of the distributions that fulfil them is kept by its vertices, and discards or shrinks a
block long before its cells are reached. (That joint distributions are products is left out.) The
same inequalities come again in many blocks, so the polytopes are remembered.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import Any

from flint import fmpq

from oraclegames.budget import Clock
from oraclegames.exact.vertices import polytope_vertices
from oraclegames.reflective.machines.bounds import ONE, ZERO
from oraclegames.reflective.machines.decision_tree import COIN, LEAF, SAMPLE, Node, Tree
from oraclegames.reflective.oracles.output_bounds import Box

Spans = list[list[tuple[fmpq, fmpq]]]
"""For each of the sampled machines, bounds of its outcomes' probabilities."""
Target = tuple[int, ...]
_LARGEST = {1: 6, 2: 12}
"""Distributions over more joint outcomes of so many machines have too many vertices to pay."""


class Relaxations:
    """The linear machines of a system by what they sample, and the polytopes met so far."""

    def __init__(self, trees: Sequence[Tree], counts: Sequence[int], clock: Clock):
        self.counts = counts
        self.clock = clock
        self.forms: dict[Target, list[tuple[int, list[list[fmpq]]]]] = {}
        self.known: dict[Any, Spans | None] = {}
        for machine, tree in enumerate(trees):
            target = tuple(sorted({node.data[0] for node in tree.order if node.kind == SAMPLE}))
            sizes = [counts[other] for other in target]
            most = _LARGEST.get(len(target), 0)
            # A distribution over two outcomes is one number, and its bounds say it all.
            if tree.exact and 3 <= math.prod(sizes) <= most:
                rows = [_form(tree.root, k, target, sizes, {}) for k in range(counts[machine])]
                exact = [row for row in rows if row is not None]
                if len(exact) == len(rows):
                    self.forms.setdefault(target, []).append((machine, exact))
        for target in [t for t, rows in self.forms.items() if len(t) > 1 and len(rows) == 1]:
            del self.forms[target]  # one cut alone says no more than its bounds

    def spans(
        self, target: Target, box: Box, limits: dict[tuple[int, int, bool], fmpq]
    ) -> Spans | None:
        """Bounds of the distributions of the machines of a target; None if there is none left."""
        conditions: list[tuple[int, int, int, fmpq]] = []
        for machine, rows in self.forms[target]:
            for outcome in range(len(rows)):
                low, _, high, _ = box[machine][outcome]
                if low == high:
                    conditions.append((machine, outcome, 0, low))
                    continue
                for above in (False, True):
                    threshold = limits.get((machine, outcome, above))
                    if threshold is not None:
                        conditions.append((machine, outcome, 1 if above else -1, threshold))
        zeros = tuple(tuple(bounds[2] == 0 for bounds in box[other]) for other in target)
        key = (target, zeros, tuple(conditions))
        if key not in self.known:
            self.known[key] = self._polytope(target, zeros, conditions)
        return self.known[key]

    def _polytope(
        self,
        target: Target,
        zeros: tuple[tuple[bool, ...], ...],
        conditions: list[tuple[int, int, int, fmpq]],
    ) -> Spans | None:
        """Bounds of {x in the simplex : the conditions}; coordinates that are 0 are left out."""
        joint = list(product(*(range(self.counts[other]) for other in target)))
        used = [k for k, o in enumerate(joint) if not any(row[a] for row, a in zip(zeros, o))]
        if not used:
            return None
        weak, strict = self._inequalities(target, used, conditions)
        vertices = polytope_vertices([*weak, *strict], len(used) - 1, self.clock)
        if not vertices:
            return None
        points = [[*vertex, ONE - sum(vertex, start=ZERO)] for vertex in vertices]
        for row in strict:
            values = (sum((a * x for a, x in zip(row, v)), start=row[-1]) for v in vertices)
            if not any(value > 0 for value in values):
                return None
        return [
            _marginals([joint[k][at] for k in used], points, self.counts[other])
            for at, other in enumerate(target)
        ]

    def _inequalities(
        self, target: Target, used: list[int], conditions: list[tuple[int, int, int, fmpq]]
    ) -> tuple[list[list[fmpq]], list[list[fmpq]]]:
        """The weak and the strict ones, in the coordinates ``used`` but the last."""
        forms = dict(self.forms[target])
        strict, weak = [], []
        for k in range(len(used)):
            row = [fmpq(int(j == k)) for j in range(len(used))]
            weak.append(_without_last(row, ZERO))
        for machine, outcome, side, threshold in conditions:
            form = [forms[machine][outcome][k] for k in used]
            above = _without_last(form, threshold)
            below = [-x for x in above]
            if side == 0:
                weak += [above, below]
            else:
                strict.append(above if side > 0 else below)
        return weak, strict


def _marginals(
    outcomes: Sequence[int], points: Sequence[Sequence[fmpq]], count: int
) -> list[tuple[fmpq, fmpq]]:
    """Bounds of one machine's distribution, of whose outcomes each coordinate shows one."""
    shares = [[ZERO] * count for _ in points]
    for share, point in zip(shares, points):
        for outcome, x in zip(outcomes, point):
            share[outcome] += x
    return [(min(column), max(column)) for column in zip(*shares)]


def _without_last(form: list[fmpq], threshold: fmpq) -> list[fmpq]:
    """form·x − threshold ≥ 0 with the last coordinate replaced by 1 − the others."""
    return [*(c - form[-1] for c in form[:-1]), form[-1] - threshold]


def _form(
    node: Node,
    outcome: int,
    target: Target,
    sizes: Sequence[int],
    known: dict[int, list[fmpq] | None],
) -> list[fmpq] | None:
    """The coefficients c_o of the probability of an outcome; None if it is not linear."""
    if node.number not in known:
        known[node.number] = _linear(node, outcome, target, sizes, known)
    return known[node.number]


def _linear(
    node: Node,
    outcome: int,
    target: Target,
    sizes: Sequence[int],
    known: dict[int, list[fmpq] | None],
) -> list[fmpq] | None:
    # Long: one case for each kind of node, and whether a machine is drawn twice.
    if node.kind == LEAF:
        return [ONE if node.data == outcome else ZERO] * math.prod(sizes)
    if node.kind not in (COIN, SAMPLE):
        return None
    children = [_form(child, outcome, target, sizes, known) for child in node.children]
    exact = [child for child in children if child is not None]
    if len(exact) < len(children):
        return None
    if node.kind == COIN:
        p = node.data
        return [(ONE - p) * tails + p * heads for tails, heads in zip(*exact)]
    at = target.index(node.data[0])
    joint = list(product(*map(range, sizes)))
    places = {o: k for k, o in enumerate(joint)}
    for child in exact:
        for o, x in zip(joint, child):
            if x != child[places[(*o[:at], 0, *o[at + 1 :])]]:
                return None  # drawn twice on a path
    drawn = dict(zip(node.data[1], exact))
    return [drawn[o[at]][k] if o[at] in drawn else ZERO for k, o in enumerate(joint)]
