"""Pruning by linear machines: those whose output is Σ_b c_b P(B = b) for one other machine B.

The cuts at such machines are linear inequalities for B's distribution. Each bound by itself says
little, but together they may leave nothing (a better than b, b better than c, c better than a), or
little: the polytope of the distributions that fulfil them is kept by its vertices, and discards or
shrinks a block long before its cells are reached. The same inequalities come again in many blocks,
so the polytopes are remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flint import fmpq

from oraclegames.budget import Clock
from oraclegames.exact.vertices import polytope_vertices
from oraclegames.reflective.machines.bounds import ONE, ZERO
from oraclegames.reflective.machines.decision_tree import COIN, LEAF, SAMPLE, Node, Tree
from oraclegames.reflective.oracles.output_bounds import Box

Spans = list[tuple[fmpq, fmpq]]
_LARGEST = 6
"""Distributions over more outcomes have too many vertices for this to pay."""


class Relaxations:
    """The linear machines of a system, and the polytopes met so far."""

    def __init__(self, trees: Sequence[Tree], counts: Sequence[int], clock: Clock):
        self.counts = counts
        self.clock = clock
        self.forms: dict[int, list[tuple[int, list[list[fmpq]]]]] = {}
        self.known: dict[Any, Spans | None] = {}
        for machine, tree in enumerate(trees):
            other = {node.data[0] for node in tree.order if node.kind == SAMPLE}
            if len(other) != 1 or not tree.exact:
                continue
            (target,) = other
            if not 3 <= counts[target] <= _LARGEST:
                continue  # two outcomes are one number, and its bounds say it all
            rows = [_form(tree.root, k, counts[target]) for k in range(counts[machine])]
            exact = [row for row in rows if row is not None]
            if len(exact) == len(rows):
                self.forms.setdefault(target, []).append((machine, exact))

    def spans(
        self, target: int, box: Box, limits: dict[tuple[int, int, bool], fmpq]
    ) -> Spans | None:
        """Bounds of the distribution of a machine in ``forms``; None if there is none left."""
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
        zeros = tuple(bounds[2] == 0 for bounds in box[target])
        key = (target, zeros, tuple(conditions))
        if key not in self.known:
            self.known[key] = self._polytope(target, zeros, conditions)
        return self.known[key]

    def _polytope(
        self,
        target: int,
        zeros: tuple[bool, ...],
        conditions: list[tuple[int, int, int, fmpq]],
    ) -> Spans | None:
        """Bounds of {x in the simplex : the conditions}; coordinates that are 0 are left out."""
        used = [k for k, zero in enumerate(zeros) if not zero]
        weak, strict = self._inequalities(target, used, conditions)
        dimension = len(used) - 1
        vertices = polytope_vertices([*weak, *strict], dimension, self.clock)
        if not vertices:
            return None
        points = [[*vertex, ONE - sum(vertex, start=ZERO)] for vertex in vertices]
        for row in strict:
            values = (sum((a * x for a, x in zip(row, v)), start=row[-1]) for v in vertices)
            if not any(value > 0 for value in values):
                return None
        spans = [(ZERO, ZERO)] * len(zeros)
        for position, k in enumerate(used):
            column = [point[position] for point in points]
            spans[k] = (min(column), max(column))
        return spans

    def _inequalities(
        self, target: int, used: list[int], conditions: list[tuple[int, int, int, fmpq]]
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


def _without_last(form: list[fmpq], threshold: fmpq) -> list[fmpq]:
    """form·x − threshold ≥ 0 with the last coordinate replaced by 1 − the others."""
    return [*(c - form[-1] for c in form[:-1]), form[-1] - threshold]


def _form(node: Node, outcome: int, count: int) -> list[fmpq] | None:
    """The coefficients c_b of the probability of an outcome; None if it is not linear."""
    if node.kind == LEAF:
        return [ONE if node.data == outcome else ZERO] * count
    if node.kind not in (COIN, SAMPLE):
        return None
    children = [_form(child, outcome, count) for child in node.children]
    exact = [child for child in children if child is not None]
    if len(exact) < len(children):
        return None
    if node.kind == COIN:
        p = node.data
        return [(ONE - p) * tails + p * heads for tails, heads in zip(*exact)]
    if any(c != child[0] for child in exact for c in child):
        return None
    coefficients = [ZERO] * count
    for position, child in zip(node.data[1], exact):
        coefficients[position] = child[0]
    return coefficients
