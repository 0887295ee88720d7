"""The best values of equilibria of two players: exact, best bounds first.

All dependency equilibria form a closed set: one that tries its idle moves along a sequence is as
good as one that is tried along the sequence of a limit. So a best one exists, and the closure of
what is reached with some moves played may be searched instead: its points are values of equilibria
too, perhaps with fewer moves (docs/theory/two-players.md). Of totally mixed play the supremum is
sought, and whether it is attained.

Choices of moves, faces between the lines of the payoffs, and boxes in them are taken up in the
order of what the objective could be at best. Points and segments are decided at once. In a box the
parts that are blocked for sure, or hold nothing better than what is known, are left out
(:mod:`oraclegames.conditional.two_players.box_parts`), and only the box around the others is kept,
or halved. Where few curves are open, they are traced exactly
(:mod:`oraclegames.conditional.two_players.traced_box`).
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from flint import fmpq_poly

from oraclegames.budget import Clock, OutOfTime, Progress, Tell, silent
from oraclegames.conditional.two_players.box_parts import (
    EVERYWHERE,
    PARTS,
    Box,
    cut_around,
    middles,
    promising,
)
from oraclegames.conditional.two_players.conditions import Conditions, Place, Product
from oraclegames.conditional.two_players.graph import Point
from oraclegames.conditional.two_players.numbers import (
    ascending,
    compare,
    different_roots,
    enclosed,
    rational_inside,
    value,
)
from oraclegames.conditional.two_players.optimum import Goal
from oraclegames.conditional.two_players.questions import Played, Question, WholeQuestion
from oraclegames.conditional.two_players.relevance import Boxes, Sizes, Sure
from oraclegames.conditional.two_players.traced_box import BoxQuestion, candidates
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.real import Real

FEW = 2
"""Boxes with at most so many open curves are traced."""

DEEPEST = 24
"""Boxes that were cut or shrunk so often are traced in any case."""


@dataclass(frozen=True)
class BestValues:
    """The best values that were found.

    Attributes:
        value: the supremum of the objective, if the search came to its end; None if nothing was
            found.
        values: (x, y) where the objective has it, exact: values of equilibria, or limits of some.
        attained: whether an equilibrium has them.
        bound: no equilibrium is better; the value itself if the search came to its end; None if
            there is no equilibrium.
        within: choices of moves of which one is played at these values, few moves before many.
    """

    value: Real | None
    values: Point | None
    attained: bool
    bound: Real | None
    within: tuple[Played, ...]


@dataclass
class _Item:
    """A choice of moves, or a face or a part of one; ``there`` is what must hold on the face."""

    bound: Fraction
    question: Question
    box: Box
    face: Box | None = None
    there: Conditions | None = None
    depth: int = 0


class _Search:
    """Items by their bounds, and the best point so far.

    Args:
        goal: the objective.
        questions: choices of moves, or totally mixed play.
        closed: whether limits are values of equilibria too.
        clock: when to stop.
        ceiling: nothing is better, for sure.
    """

    def __init__(
        self,
        goal: Goal,
        questions: Sequence[WholeQuestion],
        closed: bool,
        clock: Clock,
        ceiling: Fraction | None,
    ):
        self.goal, self.closed, self.clock, self.ceiling = goal, closed, clock, ceiling
        self.value: Real | None = None
        self.values: Point | None = None
        self.attained = False
        self._from: Question | None = None
        self._now: Question | None = None
        self._heap: list[tuple[Fraction, int, _Item]] = []
        self._count = itertools.count()
        self._open: list[Fraction] = []
        self._questions = questions

    def run(self, tell: Tell) -> BestValues:
        """Until nothing better can be left, or the clock ends it."""
        try:
            for question in self._questions:
                self.clock.check()
                xs, ys = question.lines
                if xs and ys:
                    self._push(_Item(Fraction(0), question, ((xs[0], xs[-1]), (ys[0], ys[-1]))))
        except (OutOfTime, KeyboardInterrupt):
            self.clock.stop()
            return self._answer(self._corner(*self._questions[0].range))
        for step in itertools.count():
            if not self._heap or not self._useful(self._heap[0][2].bound):
                break
            if step % 64 == 0:
                tell(Progress(step, None, "faces"))
            try:
                self.clock.check()
                self._step(self._heap[0][2])
            except OutOfTime:
                if self.clock.spent:
                    return self._answer(self._heap[0][2].bound)
                # the products of this face are too many
                self._open.append(self._heap[0][2].bound)
                if not self.closed:  # what comes next closes no gap
                    return self._answer()
                heapq.heappop(self._heap)
            except KeyboardInterrupt:
                self.clock.stop()
                return self._answer(self._heap[0][2].bound)
        return self._answer()

    def _answer(self, *bounds: Fraction) -> BestValues:
        """With what was left undecided."""
        known = [] if self.value is None else [self.value]
        bound = max([*known, *self._open, *bounds], key=ascending, default=None)
        within = self._from.within() if isinstance(self._from, Played) else ()
        return BestValues(self.value, self.values, self.attained, bound, within)

    def _useful(self, bound: Real) -> bool:
        """Whether something so good, or an equilibrium that attains the supremum, is wanted."""
        if self.value is None:
            return True
        order = compare(bound, self.value)
        return order > 0 or (order == 0 and not self.attained)

    def _corner(self, low: Sequence[Fraction], high: Sequence[Fraction]) -> Fraction:
        corner = self.goal.corner(low, high)
        return corner if self.ceiling is None else min(corner, self.ceiling)

    def _push(self, item: _Item) -> None:
        (left, right), (low, high) = item.box
        item.bound = self._corner((left, low), (right, high))
        if self._useful(item.bound):
            heapq.heappush(self._heap, (-item.bound, next(self._count), item))

    def _offer(self, point: Point, reached: bool | None) -> None:
        found = self.goal.value(point)
        attained = self.closed or bool(reached)
        if self.value is None or (order := compare(found, self.value)) > 0:
            self.value, self.values, self.attained = found, point, attained
            self._from = self._now
        elif order == 0 and attained and not self.attained:
            self.values, self.attained = point, True

    # -- choices and faces -------------------------------------------------------------------------

    def _step(self, item: _Item) -> None:
        """Take up what an item holds; the item stays until that is done."""
        children: list[_Item] = []
        self._now = item.question
        if item.face is None:
            xs, ys = item.question.lines
            for x, y in itertools.product(_places(xs), _places(ys)):
                children.append(_Item(Fraction(0), item.question, (x, y), (x, y)))
        else:
            if item.there is None:
                item.there = item.question.conditions(*item.face, self.clock)
            if not item.there.blocked:
                fixed = [low == high for low, high in item.box]
                if all(fixed):
                    point = item.box[0][0], item.box[1][0]
                    if item.there.met_at(*point):
                        self._offer(point, True)
                elif any(fixed):
                    self._segment(item.there, item.box, fixed[0])
                else:
                    children = self._cut(item, item.there)
        heapq.heappop(self._heap)
        for child in children:
            self._push(child)

    def _segment(self, there: Conditions, box: Box, vertical: bool) -> None:
        """Everything on a segment of a line, in one unknown."""
        at, span = (box[0][0], box[1]) if vertical else (box[1][0], box[0])
        polynomials = [_along(product, vertical, at) for product in there.products]
        stops: list[Real] = [span[0], *different_roots(polynomials, span), span[1]]

        def point(t: Real) -> Point:
            return (at, t) if vertical else (t, at)

        def met(t: Real) -> bool:
            return there.met([compare(value(p, t), Fraction(0)) for p in polynomials])

        for low, high in itertools.pairwise(stops):
            sample = rational_inside(low, high)
            if met(sample):
                self._offer(point(sample), True)
                for end in (low, high):
                    self._offer(point(end), False)
        for root in stops[1:-1]:
            if self._useful(self.goal.value(point(root))) and met(root):
                self._offer(point(root), True)

    # -- boxes -------------------------------------------------------------------------------------

    def _cut(self, item: _Item, there: Conditions) -> list[_Item]:
        """What is left of a box, smaller; nothing if it was traced."""
        # Long: what is blocked, what is traced, and the box around the rest.
        sure = Sure(there, Sizes(*item.box, PARTS))
        alive = self._promising(item.box) & ~sure.blocked
        if not alive:
            return []
        self._try_inner(there, item.box, alive & sure.reached)
        alive &= self._promising(item.box)
        if not alive:
            return []
        curves = {there.products[k].curve for k, boxes in enumerate(sure.open) if boxes & alive}
        if len(curves) <= FEW or item.depth >= DEEPEST:
            self._trace(item, there)
            return []
        smaller = cut_around(item.box, alive, 0 if item.depth % 2 else 1)
        return [replace(item, box=box, depth=item.depth + 1) for box in smaller]

    def _promising(self, box: Box) -> Boxes:
        """The parts in which something better may be."""
        if self.value is None:
            return EVERYWHERE
        known = enclosed(self.value)[0]

        def enough(value: Fraction) -> bool:
            return value > known or (value == known and not self.attained)

        return promising(box, self.goal.corner, enough, self.goal.weights[1] >= 0)

    def _try_inner(self, there: Conditions, box: Box, reached: Boxes) -> None:
        """The best middle of the parts where values are surely reached."""
        points = middles(box, reached)
        if points:
            x, y = max(points, key=self.goal.value)
            if there.met_at(x, y):
                self._offer((x, y), True)

    def _trace(self, item: _Item, there: Conditions) -> None:
        """Everything in a box, by its curves."""
        assert item.face is not None
        inside = BoxQuestion(item.question, item.face, there, item.box)
        for point, reached in candidates(inside, self.goal, self._useful, self.clock):
            self._offer(point, reached)


def _along(product: Product, vertical: bool, at: Fraction) -> fmpq_poly:
    return product.at_x(to_fmpq(at)) if vertical else product.at_y(to_fmpq(at))


def _places(lines: Sequence[Fraction]) -> Iterator[Place]:
    for line in lines:
        yield line, line
    yield from itertools.pairwise(lines)


def best_values(
    goal: Goal,
    questions: Sequence[WholeQuestion],
    clock: Clock,
    tell: Tell = silent,
    ceiling: Fraction | None = None,
) -> BestValues:
    """The best values of equilibria.

    Args:
        goal: the objective.
        questions: every choice of moves, for all dependency equilibria; or totally mixed play.
        clock: when to stop.
        tell: called with the number of faces now and then.
        ceiling: nothing is better, for sure; see :func:`.optimum.ceiling_of`.

    Cost: for each choice that is not bounded away the cycles of its faces; then the parts of boxes.
    """
    closed = all(isinstance(question, Played) for question in questions)
    return _Search(goal, questions, closed, clock, ceiling).run(tell)
