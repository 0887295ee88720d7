"""Where to look first for one reflective oracle: a path of smoothed fixed points.

Replace every answer by a smooth one, q_T = 1 / (1 + exp(−(x − p) / T)). For large T the outputs
hardly depend on x and there is one fixed point x = F_T(x); followed down to small T by Newton's
method, it approaches a reflective oracle, thresholds that are hit exactly included: there the
smoothed answer tends to the free one. Floats only choose the order in which the exact search visits
its cells, so they can make it slow, not wrong.

Source: the path is the logit homotopy of McKelvey and Palfrey, "Quantal response equilibria", 1995,
traced for equilibria by Turocy, "A dynamic homotopy interpretation of the logistic quantal response
equilibrium correspondence", 2005; here the responses are the oracle's answers.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from flint import fmpq

from oraclegames.budget import Clock
from oraclegames.later import np
from oraclegames.reflective.machines.bounds import UNIT, Bounds, View
from oraclegames.reflective.machines.decision_tree import ASK, COIN, LEAF, Forest, Tree, mentioned
from oraclegames.reflective.machines.explore_tree import explore_tree
from oraclegames.reflective.machines.machine import System

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]


_TEMPERATURES = [2.0 ** (1 - k) for k in range(17)]
_STEP = 1e-7
_SNAP = 64 * _TEMPERATURES[-1]


def guess(system: System, clock: Clock) -> list[list[float]]:
    """Approximate P(A = a) of one reflective oracle, by the positions of machine and outcome.

    What is very near to a threshold is put on it. When the clock is spent the path ends early.

    Raises:
        OutOfTime: it was spent while machines were run.
    """
    smoothed = _Smoothed(system, clock)
    point = np.concatenate([np.full(count, 1 / count) for count in smoothed.counts])
    for temperature in _TEMPERATURES:
        if clock.spent:
            break
        image = smoothed.outputs(point, temperature)
        slopes = smoothed.derivative(point, image, temperature)
        solver = np.linalg.pinv(np.eye(len(point)) - slopes)
        for _ in range(12):
            residual = image - point
            if clock.spent or np.abs(residual).max() < 1e-9:
                break
            step = solver @ residual
            point = np.clip(point + step / max(1.0, 4 * float(np.abs(step).max())), 0, 1)
            image = smoothed.outputs(point, temperature)
    asked = {query for tree in smoothed.trees if tree.exact for query in tree.asked}
    for machine, outcome, threshold in asked:
        place = smoothed.starts[machine] + outcome
        if abs(point[place] - float(threshold)) < _SNAP:
            point[place] = float(threshold)
    return [row.tolist() for row in smoothed.rows(point)]


class _Smoothed:
    """The map F_T from the probabilities of all machines to their outputs, and its derivative."""

    def __init__(self, system: System, clock: Clock):
        self.system = system
        self.clock = clock
        self.forest = Forest()
        everyone = range(len(system.machines))
        self.trees = [self._explore(machine, lambda *_: UNIT) for machine in everyone]
        self.counts = [len(machine.outcomes) for machine in system.machines]
        self.starts = np.cumsum([0, *self.counts])
        self.readers = [
            [m for m, t in enumerate(self.trees) if not t.exact or other in mentioned(t)]
            for other in everyone
        ]

    def rows(self, x: Vector) -> list[Vector]:
        """The probabilities machine by machine."""
        return [x[a:b] for a, b in pairwise(self.starts)]

    def outputs(self, x: Vector, temperature: float) -> Vector:
        """F_T(x)."""
        everyone = range(len(self.counts))
        return np.concatenate([self._output(m, x, temperature) for m in everyone])

    def derivative(self, x: Vector, image: Vector, temperature: float) -> Vector:
        """Its derivative at x by small steps; image is F_T(x)."""
        slopes = np.zeros((len(x), len(x)))
        for machine, affected in enumerate(self.readers):
            for k in range(self.starts[machine], self.starts[machine + 1]):
                if self.clock.spent:
                    return slopes
                moved = x.copy()
                moved[k] += _STEP
                for m in affected:
                    part = slice(self.starts[m], self.starts[m + 1])
                    output = self._output(m, moved, temperature)
                    slopes[part, k] = (output - image[part]) / _STEP
        return slopes

    def _output(self, machine: int, x: Vector, temperature: float) -> Vector:
        rows = self.rows(x)
        tree = self.trees[machine]
        if not tree.exact:  # a machine that reads: where the probabilities are near these

            def view(other: int, outcome: int) -> Bounds:
                value = fmpq(round(float(np.clip(rows[other][outcome], 0, 1)) * 2**30), 2**30)
                return value, False, value, False

            tree = self._explore(machine, view)
        return _play(tree, rows, temperature, self.counts[machine])

    def _explore(self, machine: int, view: View) -> Tree:
        return explore_tree(self.system, machine, view, self.forest, clock=self.clock)


def _play(tree: Tree, rows: list[Vector], temperature: float, count: int) -> Vector:
    """The output distribution of a tree under smoothed answers."""
    weights = {tree.root.number: 1.0}
    result = np.zeros(count)
    for node in tree.order:
        weight = weights.get(node.number, 0.0)
        if node.kind == LEAF:
            result[node.data] += weight
            continue
        if node.kind == COIN:
            heads = float(node.data)
            shares = [1 - heads, heads]
        elif node.kind == ASK:
            machine, outcome, threshold = node.data
            gap = (rows[machine][outcome] - float(threshold)) / temperature
            yes = 1 / (1 + np.exp(-np.clip(gap, -60, 60)))
            shares = [1 - yes, yes]
        else:
            machine, possible = node.data
            shares = [rows[machine][k] for k in possible]
        for share, child in zip(shares, node.children):
            weights[child.number] = weights.get(child.number, 0.0) + weight * float(share)
    return result
