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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from oraclegames.budget import Clock, OutOfTime, Progress, Status, Tell
from oraclegames.conditional.best.improving_step import direction
from oraclegames.conditional.best.leaves import Leaf
from oraclegames.conditional.best.objective import Objective
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import Stuck, weak_levels
from oraclegames.conditional.values.boxes import Box
from oraclegames.conditional.values.relaxation import Bound, Relaxation, bound_value
from oraclegames.conditional.values.value_space import Grid
from oraclegames.exact.show import rounded
from oraclegames.exact.surd import Exact

Vector = tuple[Fraction, ...]
BestStatus = Status | Literal["tied"]
_ROUNDS = 40
_NEWTON = 3


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


class Search:
    """Best-first search over (choice of moves, box of values).

    Args:
        parts: one relaxation for each choice of moves.
        objective: what is to be large.
        attempt: decides a value vector for a part exactly; returns the evidence or None.
        tolerance: stop when the bound exceeds the best value by no more.
        finest: boxes are not cut below 1/finest of the first box on every axis.
        clock: when to stop.
        most: how many boxes are examined at most; None for any number.
    """

    def __init__(
        self,
        parts: Sequence[Relaxation],
        objective: Objective,
        attempt: Callable[[Relaxation, Vector, Clock], Any],
        tolerance: Fraction,
        finest: int,
        clock: Clock,
        most: int | None = None,
    ):
        self.most = most
        self.parts = parts
        self.objective = objective
        self.attempt = attempt
        self.tolerance = tolerance
        self.finest = finest
        self.clock = clock
        self.best: Found | None = None
        self.closed: list[list[Leaf]] = [[] for _ in parts]
        self.boxes = 0
        self._heap: list[_Node] = []
        self._numbers = itertools.count()
        self._grids: dict[int, Grid] = {}
        for part, relaxation in enumerate(parts):
            box = relaxation.possible
            if not box.empty:
                bound = objective.corner(box.low, box.high)
                self._push(part, Leaf(box, None, bound))

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

    def run(self, tell: Tell | None) -> BestStatus:
        """Search until the gap is closed, a tie stops it, or time or the user does."""
        try:
            while self._heap:
                top = self._heap[0]
                if self.best is not None and -top.key <= self.best.value + self.tolerance:
                    return "complete"
                if self._tiny(top.part, top.leaf.box):
                    return "tied"
                if self.boxes == self.most:
                    return "partial"
                self._step(top)
                if tell is not None and self.boxes % 16 == 1:
                    tell(self._progress())
        except OutOfTime:
            return "partial"
        except KeyboardInterrupt:
            self.clock.stop()
            return "partial"
        return "complete"

    def _tiny(self, part: int, box: Box) -> bool:
        """Whether a box is so small that its bound would be met, were it not for payoff ties."""
        whole = self._grid(part).box.widths
        return any(box.widths) and all(a * self.finest <= b for a, b in zip(box.widths, whole))

    def _progress(self) -> Progress:
        best = "none" if self.best is None else rounded(self.best.value)
        bound = rounded(self.bound or Fraction(0))
        return Progress(self.boxes, None, f"boxes, best {best}, bound {bound}")

    def _push(self, part: int, leaf: Leaf) -> None:
        assert leaf.bound is not None
        heapq.heappush(self._heap, _Node(-leaf.bound, next(self._numbers), part, leaf))

    def _step(self, node: _Node) -> None:
        """Put what a box turns into in its place; until that is known, the box stays."""
        self.clock.check()
        leaf, children = self._examined(node.part, node.leaf)
        heapq.heappop(self._heap)
        if not children:
            self.closed[node.part].append(leaf)
        for child in children:
            self._push(node.part, child)
        self.boxes += 1

    def _examined(self, part: int, leaf: Leaf) -> tuple[Leaf, list[Leaf]]:
        """Exclude or bound a box; if neither closes it, try points and cut it."""
        relaxation, box = self.parts[part], leaf.box
        excluded, weights = relaxation.mix(box, self.clock)
        if excluded is not None:
            return Leaf(box, excluded, None), []
        if not relaxation.total:
            levels = weak_levels(Face(relaxation.game, relaxation.supports, box.high), self.clock)
            if isinstance(levels, Stuck):
                return Leaf(box, levels, None), []
        outer = relaxation.expected(weights)
        for bound in self._bounds(relaxation, box):
            capped = self.objective.cap(bound.weights, bound.value)
            outer = bound.point
            if leaf.bound is None or capped < leaf.bound:
                leaf = Leaf(box, bound, capped)
        self._try(part, box, list(weights), outer)
        assert leaf.bound is not None
        closed = self.best is not None and leaf.bound <= self.best.value + self.tolerance
        # One value vector that the relaxation admits is an equilibrium; its value is known.
        if closed or not any(box.widths):
            return leaf, []
        whole = self._grid(part).box.widths
        axis = max(
            (i for i, w in enumerate(box.widths) if w), key=lambda i: box.widths[i] / whole[i]
        )
        return leaf, [self._child(relaxation, half, leaf) for half in box.split(axis)]

    def _child(self, relaxation: Relaxation, half: Box, leaf: Leaf) -> Leaf:
        """A half, with its corner or with what the whole's proof says about it as its bound."""
        corner = self.objective.corner(half.low, half.high)
        if not isinstance(leaf.proof, Bound):
            return Leaf(half, None, corner)
        value = bound_value(relaxation, half, leaf.proof.weights, leaf.proof.y)
        again = self.objective.cap(leaf.proof.weights, value)
        return Leaf(half, None, corner) if corner < again else Leaf(half, leaf.proof, again)

    def _bounds(self, relaxation: Relaxation, box: Box) -> Iterator[Bound]:
        if self.objective.kind == "egalitarian":
            found = relaxation.maximin(box, self.clock)
            if found is not None:
                yield found
            return
        found = relaxation.bound(box, self.objective.slope(box.high), self.clock)
        if found is not None:
            yield found
            if self.objective.kind == "nash":
                again = relaxation.bound(box, self.objective.slope(found.point), self.clock)
                if again is not None:
                    yield again

    def _grid(self, part: int) -> Grid:
        if part not in self._grids:
            relaxation = self.parts[part]
            self._grids[part] = Grid(relaxation.game, relaxation.supports, relaxation.possible)
        return self._grids[part]

    def _try(self, part: int, box: Box, weights: Sequence[Fraction], outer: Vector) -> None:
        """Decide some points of the box exactly; climb from one that is better.

        The points: where the bound is attained, what the most mixed P expects, and where Newton
        steps lead from there.
        """
        relaxation, grid = self.parts[part], self._grid(part)
        if not grid.space.origin:
            return
        size = box.widths
        v = relaxation.expected(weights)
        for point in (outer, v):
            if self._decide(part, grid.snap(point, size)):
                return
        if sorted(relaxation.shape)[-2:] == [2, 2] and math.prod(relaxation.shape) == 4:
            return  # The equilibria are a curve, which hardly a rational value vector meets.
        for _ in range(_NEWTON):
            step = direction(relaxation, v, weights, self.objective, grid.box, self.clock)
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
        evidence = self.attempt(self.parts[part], v, self.clock)
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
            proposal = direction(relaxation, v, weights, self.objective, grid.box, self.clock)
            if proposal is None:
                return
            step, _ = proposal
            for halvings in range(8):
                size = tuple(abs(d) / (1 << halvings) for d in step)
                ahead = tuple(a + d / (1 << halvings) for a, d in zip(v, step))
                w = grid.snap(ahead, size)
                if self.objective.value(w) - value <= self.tolerance / 16:
                    return
                found = self.attempt(relaxation, w, self.clock)
                if found is not None:
                    v, evidence = w, found
                    break
            else:
                return
