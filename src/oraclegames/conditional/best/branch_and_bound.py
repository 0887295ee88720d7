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
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from oraclegames.budget import Clock, OutOfTime, Progress, Status, Tell
from oraclegames.conditional.best.improving_step import Steps
from oraclegames.conditional.best.leaves import Leaf
from oraclegames.conditional.best.objective import Objective
from oraclegames.conditional.best.steering import NEARLY, SURE, Seen, Steering
from oraclegames.conditional.columns.konstanz import Multipliers
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import Stuck, weak_levels
from oraclegames.conditional.values.boxes import Box
from oraclegames.conditional.values.relaxation import Bound, Relaxation, bound_value
from oraclegames.conditional.values.value_space import Grid
from oraclegames.exact.show import rounded
from oraclegames.exact.surd import Exact
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Vector = tuple[Fraction, ...]
BestStatus = Status | Literal["tied"]
_ROUNDS = 40
_NEWTON = 3
_LEFT_BEHIND = 2
_LONGEST_PAUSE = 4


@dataclass(frozen=True)
class Found:
    """An equilibrium that the search met: its values, its objective and whatever proves it."""

    value: Exact
    values: tuple[Exact, ...]
    evidence: Any


@dataclass(frozen=True)
class _Sight:
    """What steers the search of one part."""

    grid: Grid
    steering: Steering
    steps: Steps
    spans: NDArray[np.float64]


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
        self._next, self._pause = 0, 1
        self._heap: list[_Node] = []
        self._numbers = itertools.count()
        self._sights: dict[int, _Sight] = {}
        for part, relaxation in enumerate(parts):
            box = relaxation.possible
            if not box.empty:
                bound = objective.corner(box.low, box.high)
                heapq.heappush(self._heap, self._node(part, Leaf(box, None, bound)))

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
        whole = self._sight(part).grid.box.widths
        return any(box.widths) and all(a * self.finest <= b for a, b in zip(box.widths, whole))

    def _progress(self) -> Progress:
        best = "none" if self.best is None else rounded(self.best.value)
        bound = rounded(self.bound or Fraction(0))
        return Progress(self.boxes, None, f"boxes, best {best}, bound {bound}")

    def _node(self, part: int, leaf: Leaf) -> _Node:
        assert leaf.bound is not None
        return _Node(-leaf.bound, next(self._numbers), part, leaf)

    def _step(self, node: _Node) -> None:
        """Put what a box turns into in its place; until that is known, the box stays."""
        self.clock.check()
        leaf, children = self._examined(node.part, node.leaf)
        nodes = [self._node(node.part, child) for child in children]
        heapq.heappop(self._heap)
        if not nodes:
            self.closed[node.part].append(leaf)
        for child in nodes:
            heapq.heappush(self._heap, child)
        self.boxes += 1

    def _examined(self, part: int, leaf: Leaf) -> tuple[Leaf, list[Leaf]]:
        """Bound or exclude a box; if neither closes it, try points and cut it."""
        relaxation, box = self.parts[part], leaf.box
        sight = self._sight(part)
        bounds = list(self._bounds(sight.steering, box))
        outer = bounds[-1][1] if bounds else None
        for bound, _ in bounds:
            capped = self.objective.cap(bound.weights, bound.value)
            if leaf.bound is None or capped < leaf.bound:
                leaf = Leaf(box, bound, capped)
        assert leaf.bound is not None
        if self._closes(leaf.bound):
            return leaf, []
        # One value vector is decided; of others fewer and fewer are tried while no better is found.
        trying = self.boxes >= self._next or not any(box.widths)
        if trying or outer is None:
            excluded, masses = self._mixed(part, box)
            if excluded is not None:
                return Leaf(box, excluded, None), []
        if not relaxation.total:
            levels = weak_levels(Face(relaxation.game, relaxation.supports, box.high), self.clock)
            if isinstance(levels, Stuck):
                return Leaf(box, levels, None), []
        if trying:
            found = self._try(part, box, masses, outer)
            self._pause = 1 if found else min(2 * self._pause, _LONGEST_PAUSE)
            self._next = self.boxes + self._pause
        # One value vector that the relaxation admits is an equilibrium; its value is known.
        if self._closes(leaf.bound) or not any(box.widths):
            return leaf, []
        axis = self._axis(sight, box, outer)
        return leaf, [self._child(relaxation, half, leaf) for half in box.split(axis)]

    def _axis(self, sight: _Sight, box: Box, outer: Seen | None) -> int:
        """Whose values to cut: those whose moves differ most where the bound is attained.

        No width is left far behind the others, so boxes become tiny.
        """
        widths = (sight.steering.scaled(box.high) - sight.steering.scaled(box.low)) / sight.spans
        open_ = widths > widths.max() / _LEFT_BEHIND
        if outer is None:
            return int(widths.argmax())
        differing = sight.steering.differing(outer.masses)
        return int(np.where(open_, differing, -1.0).argmax())

    def _closes(self, bound: Fraction) -> bool:
        return self.best is not None and bound <= self.best.value + self.tolerance

    def _mixed(self, part: int, box: Box) -> tuple[Multipliers | None, NDArray[np.float64]]:
        """Multipliers that exclude the box, or the most mixed P of it; exactly if floats fail."""
        steering = self._sight(part).steering
        seen = steering.most_mixed(box, self.clock)
        if seen is not None:
            if seen.value > SURE:
                return None, seen.masses
            excluded = steering.excluding(box, seen)
            if excluded is not None:
                return excluded, seen.masses
        excluded, weights = self.parts[part].mix(box, self.clock)
        return excluded, weights.astype(np.float64)

    def _child(self, relaxation: Relaxation, half: Box, leaf: Leaf) -> Leaf:
        """A half, with its corner or with what the whole's proof says about it as its bound."""
        corner = self.objective.corner(half.low, half.high)
        if not isinstance(leaf.proof, Bound):
            return Leaf(half, None, corner)
        value = bound_value(relaxation, half, leaf.proof.weights, leaf.proof.y)
        again = self.objective.cap(leaf.proof.weights, value)
        own = replace(leaf.proof, value=value)
        return Leaf(half, None, corner) if corner < again else Leaf(half, own, again)

    def _bounds(self, steering: Steering, box: Box) -> Iterator[tuple[Bound, Seen]]:
        if self.objective.kind == "egalitarian":
            found = steering.least(box, self.clock)
            if found is not None:
                yield found
            return
        found = steering.bound(box, self.objective.slope(box.high), self.clock)
        if found is not None:
            yield found
            if self.objective.kind == "nash":
                point = steering.plain(steering.payoffs @ found[1].masses)
                again = steering.bound(box, self.objective.slope(point), self.clock)
                if again is not None:
                    yield again

    def _sight(self, part: int) -> _Sight:
        if part not in self._sights:
            relaxation = self.parts[part]
            grid = Grid(relaxation.game, relaxation.supports, relaxation.possible)
            steering = Steering(relaxation, self.objective, self._loss(grid.box))
            spans = steering.scaled(grid.box.high) - steering.scaled(grid.box.low)
            spans[spans == 0] = 1
            self._sights[part] = _Sight(grid, steering, Steps(steering, grid.box), spans)
        return self._sights[part]

    def _loss(self, box: Box) -> Fraction:
        """How much a bound of λ·v may lose: a little of the tolerance."""
        if self.objective.kind == "nash":  # λ·v counts in shares of the product, near n
            top = self.objective.corner(box.low, box.high)
            return max(self.tolerance / (64 * (top or 1)), Fraction(1, 1 << 36))
        widest = max(box.widths) or Fraction(1)
        return max(self.tolerance / 64, widest / (1 << 36))

    def _try(self, part: int, box: Box, masses: NDArray[np.float64], outer: Seen | None) -> bool:
        """Decide some points of the box exactly, after a climb from each that floats admit.

        The points: where the bound is attained, what the most mixed P expects, and where Newton
        steps lead from there. Returns whether a better equilibrium was found.
        """
        sight = self._sight(part)
        steering, grid = sight.steering, sight.grid
        if not grid.space.origin:
            return False
        size = box.widths
        v = steering.payoffs @ masses
        for point in (v,) if outer is None else (steering.payoffs @ outer.masses, v):
            if self._decide(part, grid.snap(steering.plain(point), size)):
                return True
        shape = self.parts[part].shape
        if sorted(shape)[-2:] == [2, 2] and math.prod(shape) == 4:
            return False  # The equilibria are a curve, which hardly a rational value vector meets.
        for _ in range(_NEWTON):
            step = sight.steps.direction(v, masses, self.clock)
            if step is None:
                return False
            w = grid.snap(steering.plain(v + step[0]), tuple(w / 256 for w in size))
            v, masses = steering.scaled(w), step[1]
            if self._decide(part, w):
                return True
        return False

    def _decide(self, part: int, v: Vector) -> bool:
        """Whether better values than the best are reached from v; the last of them are offered."""
        if self.best is not None and self.objective.value(v) <= self.best.value:
            return False
        trail = self._climb(part, v)
        # What floats admit near the border may not be there: the last that is, by halving.
        better, low, high = False, 0, len(trail)
        while low < high:
            middle = high - 1 if not better and high == len(trail) else (low + high) // 2
            w = trail[middle]
            evidence = self.attempt(self.parts[part], w, self.clock)
            if evidence is None:
                high = middle
            else:
                low = middle + 1
                better = self.offer(Found(self.objective.value(w), w, evidence)) or better
        return better

    def _climb(self, part: int, v: Vector) -> list[Vector]:
        """v, if floats admit it, and what can be reached from it by improving steps."""
        sight = self._sight(part)
        trail: list[Vector] = []
        grid, steering = sight.grid, sight.steering
        seen = steering.most_mixed(Box(v, v), self.clock)
        while seen is not None and seen.value > -NEARLY and len(trail) < _ROUNDS:
            trail.append(v)
            at = steering.scaled(v)
            proposal = sight.steps.direction(at, seen.masses, self.clock)
            if proposal is None:
                break
            step = proposal[0]
            for halvings in range(8):
                part_of_it = step / (1 << halvings)
                size = tuple(abs(a - b) for a, b in zip(steering.plain(at + part_of_it), v))
                w = grid.snap(steering.plain(at + part_of_it), size)
                if self.objective.value(w) - self.objective.value(v) <= self.tolerance / 16:
                    return trail
                seen = steering.most_mixed(Box(w, w), self.clock)
                if seen is not None and seen.value > -NEARLY:
                    v = w
                    break
        return trail
