"""The whole plane of values: lines, cells between them, and the curves in the cells, as one graph.

Values of a totally mixed equilibrium lie strictly within what every move can pay: x strictly
between the smallest and the largest payoff of every row of A, or equal to them in a constant row;
y likewise for the columns of B. Only the lines and cells of that box are looked at; its own sides
belong to the boundary.

On a segment of a line everything is decided in one unknown. What is reached just beside it is told
by the signs that the products of the cell there take in the limit.

A long file: segments and cells are decided from each other.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from flint import fmpq_poly

from oraclegames.budget import Clock, OutOfTime, Progress, Tell, silent
from oraclegames.conditional.two_players.cell import Cell
from oraclegames.conditional.two_players.conditions import (
    Conditions,
    Place,
    Product,
)
from oraclegames.conditional.two_players.curves import Curve
from oraclegames.conditional.two_players.graph import Graph, Line, Node
from oraclegames.conditional.two_players.numbers import (
    compare,
    different_roots,
    rational_inside,
    value,
)
from oraclegames.conditional.two_players.questions import Question
from oraclegames.conditional.two_players.relevance import Relevance
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.real import Real

Rectangle = tuple[Place, Place]


@dataclass(frozen=True)
class Segment:
    """The nodes inside of an open segment of a line, ascending, with their places on it."""

    at: tuple[Real, ...]
    nodes: tuple[int, ...]


class Arrangement:
    """The graph of everything that may bound the values that are reached.

    Attributes:
        question: which values are asked for.
        xs, ys: the lines, ascending, from one end of the box to the other; a single one if a
            constant move fixes the value; none if no value is possible.
        graph: what was found.
        cells: the conditions in every open cell; None where there was no time for them.
        left_out: the cells and segments that the clock left undecided.
    """

    def __init__(self, question: Question, clock: Clock):
        self.question = question
        self.clock = clock
        self.xs, self.ys = question.lines
        self.graph = Graph()
        self.cells: dict[tuple[int, int], Conditions | None] = {}
        self.left_out: list[Rectangle] = []
        self._corners: dict[tuple[int, int], int] = {}
        self._segments: dict[tuple[bool, int, int], Segment] = {}
        self._known: dict[int, Relevance] = {}

    def build(self, progress: Tell = silent) -> None:
        """Find everything, or what time allows: the rest is left out, and so after Ctrl-C.

        Cell by cell, each with the segments around it.
        """
        if not self.xs or not self.ys:
            return
        columns, rows = len(self.xs) - 1, len(self.ys) - 1
        whole = (self.xs[0], self.xs[-1]), (self.ys[0], self.ys[-1])
        steps: list[Callable[[], object]] = [partial(self.corner, 0, 0)]
        if columns == 0:
            steps += [partial(self._segment, True, 0, j) for j in range(rows)]
        elif rows == 0:
            steps += [partial(self._segment, False, i, 0) for i in range(columns)]
        if not all(map(self._attempt, steps)):
            self.left_out.append(whole)
            return
        for i, j in itertools.product(range(columns), range(rows)):
            if self.clock.spent:
                self._leave_out(i, j)
                return
            progress(Progress(i * rows + j, columns * rows, "cells"))
            if not self._attempt(partial(self._do_cell, i, j)):
                self.left_out.append((self._between_x(i), self._between_y(j)))

    def _attempt(self, step: Callable[[], object]) -> bool:
        """Whether there was time for a step; Ctrl-C ends all time."""
        nodes, edges = len(self.graph.nodes), len(self.graph.edges)
        try:
            step()
            return True
        except OutOfTime:
            pass
        except KeyboardInterrupt:
            self.clock.stop()
        del self.graph.edges[edges:]
        for node in self.graph.nodes[nodes:]:
            node.reached = node.around = None
        return False

    def _leave_out(self, i: int, j: int) -> None:
        """The cells from this one on: those above it, and the columns to the right."""
        self.left_out.append((self._between_x(i), (self.ys[j], self.ys[-1])))
        if i + 2 < len(self.xs):
            self.left_out.append(((self.xs[i + 1], self.xs[-1]), (self.ys[0], self.ys[-1])))

    def _do_cell(self, i: int, j: int) -> None:
        there = self._cell(i, j)
        for vertical, column, row in (
            *((True, i, j), (True, i + 1, j)),
            *((False, i, j), (False, i, j + 1)),
        ):
            self._segment(vertical, column, row)
        if there is None:
            self.left_out.append((self._between_x(i), self._between_y(j)))
        elif not there.blocked:
            border = _CellBorder(self, i, j)
            Cell(there, self._relevance(there), border, self.graph, self.clock).trace()

    # -- faces -------------------------------------------------------------------------------------

    def _between_x(self, i: int) -> Place:
        return self.xs[i], self.xs[i + 1]

    def _between_y(self, j: int) -> Place:
        return self.ys[j], self.ys[j + 1]

    def _conditions(self, x: Place, y: Place) -> Conditions | None:
        """None if they are too many."""
        try:
            return self.question.conditions(x, y, self.clock)
        except OutOfTime:
            if self.clock.spent:
                raise
            return None

    def _cell(self, i: int, j: int) -> Conditions | None:
        """The conditions in a cell."""
        if (i, j) not in self.cells:
            self.cells[i, j] = self._conditions(self._between_x(i), self._between_y(j))
        return self.cells[i, j]

    def _is_inside(self, i: int, j: int) -> bool:
        return 0 <= i < len(self.xs) - 1 and 0 <= j < len(self.ys) - 1

    def _segment(self, vertical: bool, i: int, j: int) -> None:
        """The nodes and edges of the segment above, or right of, the corner (i, j)."""
        # Long: the places on it, their nodes, and the edges between.
        if (vertical, i, j) in self._segments:
            return
        x: Place = (self.xs[i], self.xs[i]) if vertical else self._between_x(i)
        y: Place = self._between_y(j) if vertical else (self.ys[j], self.ys[j])
        ends = self.corner(i, j), self.corner(i + (not vertical), j + vertical)
        own = self._conditions(x, y)
        neighbours = [(i - 1, j), (i, j)] if vertical else [(i, j - 1), (i, j)]
        beside = [self._cell(*at) if self._is_inside(*at) else None for at in neighbours]
        span, at = (y, x[0]) if vertical else (x, y[0])
        polynomials = [
            _along(product, vertical, at)
            for there in (own, *beside)
            if there is not None and not there.blocked
            for k, product in enumerate(there.products)
            if there is own or self._relevance(there).of(k)
        ]
        places = different_roots(polynomials, span)
        nodes = []
        for place in places:
            self.clock.check()
            point = (at, place) if vertical else (place, at)
            reached = None if own is None else _met_on(own, vertical, at, place)
            nodes.append(self.graph.add(Node(point, reached)))
        self._segments[vertical, i, j] = Segment(tuple(places), tuple(nodes))
        known = (there or not self._is_inside(*at) for there, at in zip(beside, neighbours))
        if own is None or not all(known):
            self.left_out.append((x, y))
            return
        stops = [span[0], *places, span[1]]
        meeting = [ends[0], *nodes, ends[1]]
        for (low, high), pair in zip(itertools.pairwise(stops), itertools.pairwise(meeting)):
            self.clock.check()
            sample = rational_inside(low, high)
            point = (at, sample) if vertical else (sample, at)
            first, last = (
                there is not None and _met_beside(there, vertical, end, sample)
                for there, end in zip(beside, (1, 0))
            )
            trace = first, own.met_at(*point), last
            self.graph.connect(Line(int(not vertical), at), (pair[0], pair[1]), trace, point)

    def _relevance(self, there: Conditions) -> Relevance:
        """Which products of a cell matter in it."""
        if id(there) not in self._known:
            self._known[id(there)] = Relevance(there)
        return self._known[id(there)]

    def segment(self, vertical: bool, i: int, j: int) -> Segment:
        """What is known of a segment."""
        return self._segments[vertical, i, j]

    def corner(self, i: int, j: int) -> int:
        """The node where two lines meet."""
        if (i, j) not in self._corners:
            at = self.xs[i], self.ys[j]
            # one that nothing ends at is alone
            around = False if len(self.xs) == len(self.ys) == 1 else None
            reached = self.question.reaches(*at, self.clock)
            self._corners[i, j] = self.graph.add(Node(at, reached, around))
        return self._corners[i, j]


@dataclass(frozen=True)
class _CellBorder:
    """The border of one cell (:class:`oraclegames.conditional.two_players.cell.Border`)."""

    whole: Arrangement
    i: int
    j: int

    def node(self, x: Real, y: Real) -> int:
        ends_x, ends_y = self._ends()
        if x in ends_x and y in ends_y:
            return self.whole.corner(self.i + ends_x.index(x), self.j + ends_y.index(y))
        vertical = x in ends_x
        segment = self._segment(vertical, x if vertical else y)
        place = y if vertical else x
        return next(node for at, node in zip(segment.at, segment.nodes) if compare(at, place) == 0)

    def vertical(self, x: Fraction) -> list[Real]:
        return list(self._segment(True, x).at)

    def horizontal(self, y: Fraction) -> list[Real]:
        return list(self._segment(False, y).at)

    def _ends(self) -> tuple[list[Fraction], list[Fraction]]:
        return self.whole.xs[self.i : self.i + 2], self.whole.ys[self.j : self.j + 2]

    def _segment(self, vertical: bool, at: Fraction) -> Segment:
        ends_x, ends_y = self._ends()
        if vertical:
            return self.whole.segment(True, self.i + ends_x.index(at), self.j)
        return self.whole.segment(False, self.i, self.j + ends_y.index(at))


def _along(product: Product, vertical: bool, at: Fraction) -> fmpq_poly:
    return product.at_x(to_fmpq(at)) if vertical else product.at_y(to_fmpq(at))


def _sign(polynomial: fmpq_poly, at: Real) -> int:
    return compare(value(polynomial, at), Fraction(0))


def _met_on(own: Conditions, vertical: bool, at: Fraction, place: Real) -> bool:
    return own.met([_sign(_along(product, vertical, at), place) for product in own.products])


def _met_beside(there: Conditions, vertical: bool, end: int, sample: Fraction) -> bool:
    """Whether values are reached in a cell, next to a point of its side that no curve ends at.

    Args:
        there: the cell's conditions.
        vertical: whether the side is vertical.
        end: 0 for the cell's left or lower side, 1 for the other.
        sample: where on the side.
    """
    signs = []
    for product in there.products:
        side = (there.x if vertical else there.y)[end]
        point = (side, sample) if vertical else (sample, side)
        sign = product.sign(*map(to_fmpq, point))
        if sign == 0 and not (product.constant_in_x and product.constant_in_y):
            # the product is 1 all along the side: it depends on the other value alone
            curve = Curve(product, there.x, there.y)
            cuts = curve.cuts_x if vertical else curve.cuts_y
            near = rational_inside(cuts[-2], cuts[-1]) if end else rational_inside(*cuts[:2])
            point = (near, sample) if vertical else (sample, near)
            sign = product.sign(*map(to_fmpq, point))
        signs.append(sign)
    return there.met(signs)
