"""Branch and bound over the values: the best equilibrium, with a proved gap.

The search keeps boxes of value vectors, each for a choice of the moves that are played (all of them
for totally mixed equilibria). A box is *excluded* by multipliers, or because trying the other moves
would tempt somebody even at its upper corner (temptation only grows as values fall); else it is
*bounded* by multipliers, and the box with the largest bound is cut in two. Points that the linear
programs suggest are decided exactly; the best of them is the answer so far. At the end the leaves
cover every choice of moves and every value vector, so they prove the bound.
"""

from __future__ import annotations

import heapq
import itertools
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from flint import fmpq_mat

from oraclegames.conditional.best.improving_step import direction
from oraclegames.conditional.best.objective import Objective
from oraclegames.conditional.columns.konstanz import Multipliers
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import Stuck, weak_levels
from oraclegames.conditional.values.boxes import Box, box_bound, covers
from oraclegames.conditional.values.relaxation import Bound, Relaxation, bound_value
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.surd import Exact
from oraclegames.games.game import Game

__all__ = ["Found", "Leaf", "Search", "Status", "leaves_prove"]

Vector = tuple[Fraction, ...]
Status = Literal["complete", "tied", "partial"]
_ROUNDS = 40
_NEWTON = 3


@dataclass(frozen=True)
class Leaf:
    """A box of value vectors and the proof of what it can hold at best.

    Attributes:
        box: the values.
        proof: multipliers y or a ``Stuck`` that exclude the box, a ``Bound`` of a linear function,
            or None: the objective at the best corner is the bound.
        bound: no equilibrium with values in the box is better; None if there is none.
    """

    box: Box
    proof: Multipliers | Stuck | Bound | None
    bound: Fraction | None

    def verify(self, relaxation: Relaxation, objective: Objective) -> bool:
        """Re-check the proof by arithmetic alone."""
        proof = self.proof
        if proof is None:
            return self.bound == objective.corner(self.box.low, self.box.high)
        if isinstance(proof, Bound):
            if objective.kind == "egalitarian" and (sum(proof.weights) != 1):
                return False
            if objective.kind == "egalitarian" and min(proof.weights) < 0:
                return False
            if objective.kind == "nash" and min(proof.weights) <= 0:
                return False
            if objective.kind == "linear" and proof.weights != objective.weights:
                return False
            value = bound_value(relaxation, self.box, proof.weights, proof.y)
            return self.bound == objective.cap(proof.weights, value)
        if self.bound is not None:
            return False
        if isinstance(proof, Stuck):
            face = Face(relaxation.game, relaxation.supports, self.box.high)
            same = (proof.face.supported, proof.face.values) == (face.supported, face.values)
            return same and proof.face.game == relaxation.game and proof.verify()
        return relaxation.excluded(self.box, proof)


@dataclass(frozen=True)
class Found:
    """An equilibrium that the search met: its values, its objective and whatever proves it."""

    value: Exact
    values: tuple[Exact, ...]
    evidence: Any


@dataclass(order=True)
class _Node:
    key: Fraction
    number: int
    part: int
    leaf: Leaf
    depth: int


class Search:
    """Best-first search over (choice of moves, box of values).

    Args:
        parts: one relaxation for each choice of moves.
        objective: what is to be large.
        attempt: decides a value vector for a part exactly; returns the evidence or None.
        tolerance: stop when the bound exceeds the best value by no more.
        finest: boxes are not cut below 1/finest of the first box on every axis.
    """

    def __init__(
        self,
        parts: Sequence[Relaxation],
        objective: Objective,
        attempt: Callable[[Relaxation, Vector], Any],
        tolerance: Fraction,
        finest: int,
    ):
        self.parts = parts
        self.objective = objective
        self.attempt = attempt
        self.tolerance = tolerance
        self.finest = finest
        self.best: Found | None = None
        self.closed: list[list[Leaf]] = [[] for _ in parts]
        self.boxes = 0
        self._heap: list[_Node] = []
        self._numbers = itertools.count()
        self._grids: dict[int, _Grid] = {}
        for part, relaxation in enumerate(parts):
            box = box_bound(relaxation.game, relaxation.supports)
            if not box.empty:
                bound = objective.corner(box.low, box.high)
                self._push(part, Leaf(box, None, bound), 0)

    @property
    def bound(self) -> Fraction | None:
        """No equilibrium is better; None if there is none at all."""
        bounds = [leaf.bound for leaves in self.closed for leaf in leaves if leaf.bound is not None]
        if self._heap:
            bounds.append(-self._heap[0].key)
        return max(bounds, default=None)

    @property
    def leaves(self) -> tuple[tuple[Leaf, ...], ...]:
        """The boxes of every part, closed and open; together they cover it."""
        rows = [list(leaves) for leaves in self.closed]
        for node in self._heap:
            rows[node.part].append(node.leaf)
        return tuple(map(tuple, rows))

    def offer(self, found: Found) -> bool:
        """Take an equilibrium if it is better than the best so far."""
        if self.best is None or found.value > self.best.value:
            self.best = found
            return True
        return False

    def run(self, deadline: float | None, progress: Callable[[str], None] | None) -> Status:
        """Search until the gap is closed, a tie stops it, or time or the user does."""
        try:
            while self._heap:
                top = self._heap[0]
                if self.best is not None and -top.key <= self.best.value + self.tolerance:
                    return "complete"
                if self._tiny(top.part, top.leaf.box):
                    return "tied"
                if deadline is not None and time.monotonic() >= deadline:
                    return "partial"
                self._step(heapq.heappop(self._heap))
                if progress is not None and self.boxes % 16 == 1:
                    progress(self._report())
        except KeyboardInterrupt:
            return "partial"
        return "complete"

    def _tiny(self, part: int, box: Box) -> bool:
        """Whether a box is so small that its bound would be met, were it not for payoff ties."""
        whole = self._grid(part).box.widths
        return any(box.widths) and all(a * self.finest <= b for a, b in zip(box.widths, whole))

    def _report(self) -> str:
        best = "none" if self.best is None else f"{float(self.best.value):.6g}"
        bound = self.bound
        return f"{self.boxes} boxes, best {best}, bound {float(bound or 0):.6g}"

    def _push(self, part: int, leaf: Leaf, depth: int) -> None:
        assert leaf.bound is not None
        node = _Node(-leaf.bound, next(self._numbers), part, leaf, depth)
        heapq.heappush(self._heap, node)

    def _step(self, node: _Node) -> None:
        """Exclude or bound a box; if neither closes it, try points and cut it."""
        try:
            self._examine(node)
        except KeyboardInterrupt:
            self._push(node.part, node.leaf, node.depth)
            raise
        self.boxes += 1

    def _examine(self, node: _Node) -> None:
        part, box, leaf = node.part, node.leaf.box, node.leaf
        relaxation = self.parts[part]
        excluded, weights = relaxation.mix(box)
        if excluded is not None:
            self.closed[part].append(Leaf(box, excluded, None))
            return
        if not relaxation.total:
            levels = weak_levels(Face(relaxation.game, relaxation.supports, box.high))
            if isinstance(levels, Stuck):
                self.closed[part].append(Leaf(box, levels, None))
                return
        outer = relaxation.expected(weights)
        for bound in self._bounds(relaxation, box):
            capped = self.objective.cap(bound.weights, bound.value)
            outer = bound.point
            if leaf.bound is None or capped < leaf.bound:
                leaf = Leaf(box, bound, capped)
        self._try(part, box, list(weights), outer)
        assert leaf.bound is not None
        if self.best is not None and leaf.bound <= self.best.value + self.tolerance:
            self.closed[part].append(leaf)
            return
        if not any(box.widths):
            # One value vector that the relaxation admits is an equilibrium; its value is known.
            self.closed[part].append(leaf)
            return
        whole = self._grid(part).box.widths
        axis = max(
            (i for i, w in enumerate(box.widths) if w), key=lambda i: box.widths[i] / whole[i]
        )
        for half in box.split(axis):
            corner = self.objective.corner(half.low, half.high)
            if corner < leaf.bound:
                child = Leaf(half, None, corner)
            else:
                child = Leaf(half, leaf.proof, self._again(relaxation, half, leaf))
            self._push(part, child, node.depth + 1)

    def _again(self, relaxation: Relaxation, half: Box, leaf: Leaf) -> Fraction:
        """What the parent's proof says about the half: at most what it said about the whole."""
        if isinstance(leaf.proof, Bound):
            bound = leaf.proof
            value = bound_value(relaxation, half, bound.weights, bound.y)
            return self.objective.cap(bound.weights, value)
        return self.objective.corner(half.low, half.high)

    def _bounds(self, relaxation: Relaxation, box: Box) -> Iterator[Bound]:
        if self.objective.kind == "egalitarian":
            found = relaxation.maximin(box)
            if found is not None:
                yield found
            return
        found = relaxation.bound(box, self.objective.slope(box.high))
        if found is not None:
            yield found
            if self.objective.kind == "nash":
                again = relaxation.bound(box, self.objective.slope(found.point))
                if again is not None:
                    yield again

    def _grid(self, part: int) -> _Grid:
        if part not in self._grids:
            self._grids[part] = _Grid(self.parts[part])
        return self._grids[part]

    def _try(self, part: int, box: Box, weights: Sequence[Fraction], outer: Vector) -> None:
        """Decide some points of the box exactly; climb from one that is better.

        The points: where the bound is attained, what the most mixed P expects, and where Newton
        steps lead from there.
        """
        relaxation, grid = self.parts[part], self._grid(part)
        size = box.widths
        v = relaxation.expected(weights)
        for point in (outer, v):
            if self._decide(part, grid.snap(point, size)):
                return
        if sorted(relaxation.shape)[-2:] == [2, 2] and math.prod(relaxation.shape) == 4:
            return  # The equilibria are a curve, which hardly a rational value vector meets.
        for _ in range(_NEWTON):
            step = direction(relaxation, v, weights, self.objective, grid.box)
            if step is None:
                return
            v = grid.snap(tuple(a + d for a, d in zip(v, step[0])), tuple(w / 256 for w in size))
            weights = step[1]
            if self._decide(part, v):
                return

    def _decide(self, part: int, v: Vector) -> bool:
        """Whether v is achieved and better; then climb from it."""
        if self.best is not None and self.objective.value(v) <= self.best.value:
            return False
        evidence = self.attempt(self.parts[part], v)
        if evidence is None:
            return False
        self._climb(part, v, evidence)
        return True

    def _climb(self, part: int, v: Vector, evidence: Any) -> None:
        """Offer an equilibrium and what can be reached from it by improving steps."""
        relaxation, grid = self.parts[part], self._grid(part)
        for _ in range(_ROUNDS):
            value = self.objective.value(v)
            self.offer(Found(value, v, evidence))
            weights = relaxation.restrict(evidence.probabilities)
            proposal = direction(relaxation, v, weights, self.objective, grid.box)
            if proposal is None:
                return
            step, _ = proposal
            for halvings in range(8):
                size = tuple(abs(d) / (1 << halvings) for d in step)
                ahead = tuple(a + d / (1 << halvings) for a, d in zip(v, step))
                w = grid.snap(ahead, size)
                if self.objective.value(w) - value <= self.tolerance / 16:
                    return
                found = self.attempt(relaxation, w)
                if found is not None:
                    v, evidence = w, found
                    break
            else:
                return


class _Grid:
    """Simple rational points of the affine hull of the payoffs, in which all values lie."""

    def __init__(self, relaxation: Relaxation):
        game = relaxation.game
        self.box = box_bound(game, relaxation.supports)
        n = game.n_players
        vectors = sorted(set(zip(*(row.tolist() for row in relaxation._payoffs))))
        points = [[Fraction(u, d) for u, d in zip(v, game.denominators)] for v in vectors]
        self.origin = points[0]
        # Fixed coordinates first, so that the free ones depend on them and not the other way.
        self.order = sorted(range(n), key=lambda i: self.box.widths[i] > 0)
        matrix = fmpq_mat(len(points), n)
        for r, point in enumerate(points):
            for k, i in enumerate(self.order):
                matrix[r, k] = to_fmpq(point[i] - self.origin[i])
        echelon, rank = matrix.rref()
        self.pivots = []
        for r in range(rank):
            self.pivots.append(next(k for k in range(n) if echelon[r, k] != 0))
        self.rows = [[to_fraction(echelon[r, k]) for k in range(n)] for r in range(rank)]

    def snap(self, point: Vector, size: Vector) -> Vector:
        """A point of the hull near the given one, with denominators as ``size`` needs them."""
        result = list(self.origin)
        for row, pivot in zip(self.rows, self.pivots):
            i = self.order[pivot]
            x = _simple(point[i], size[i], self.box.low[i], self.box.high[i]) - self.origin[i]
            if x:
                for k, slope in enumerate(row):
                    result[self.order[k]] += slope * x
        return tuple(result)


def _simple(x: Fraction, size: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """A multiple of a power of 1/2 within size/64 of x, kept between low and high."""
    if size == 0:
        return x
    unit = Fraction(1)
    while unit * 64 > size:
        unit /= 2
    while unit * 256 < size:
        unit *= 2
    return min(max(round(x / unit) * unit, low), high)


def leaves_prove(
    game: Game,
    parts: Sequence[Relaxation],
    leaves: Sequence[Sequence[Leaf]],
    objective: Objective,
    bound: Fraction | None,
) -> bool:
    """Whether the leaves cover all value vectors of all parts and their proofs give the bound."""
    for relaxation, row in zip(parts, leaves):
        box = box_bound(game, relaxation.supports)
        if box.empty:
            continue
        if not covers(box, [leaf.box for leaf in row]):
            return False
        for leaf in row:
            if leaf.bound is not None and (bound is None or leaf.bound > bound):
                return False
            if not leaf.verify(relaxation, objective):
                return False
    return True
