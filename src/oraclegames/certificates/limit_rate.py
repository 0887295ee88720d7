"""How near the fixed points of a precision δ are to the limit: a bound r·δ, proved for all δ ≤ δ₀.

The square is divided into boxes until each is *settled* at δ₀, by one of these:

- it holds no fixed point (:mod:`oraclegames.certificates.limit_margins`);
- no curve is near, and all that is read is what holds at the point;
- one curve is near, and from a fixed point one comes to it along an axis, over nothing else;
- all curves that are near go through one vertex, at different angles, and bend so little that they
  meet nowhere else: then a point at which two are small is so near to the vertex as their slopes
  say, and from any other the one curve is reached that is small.

At the curve or the vertex that is reached the pushes balance, by what is known of the readings; so
it is in the limit. Nothing is asked of a curve along which the limit is known to lie; and where a
player always plays one number, boxes are parts of its line. See Theorem 3 of the page "Limits of
matches" of the documentation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations, product
from typing import Any

from flint import fmpq

from oraclegames.certificates.limit_cover import Square
from oraclegames.certificates.limit_listed import Place
from oraclegames.certificates.limit_margins import (
    UNIT,
    Box,
    Margins,
    NoMargin,
    Sloped,
    Span,
    largest,
    line_at,
    slopes,
    smallest,
    within,
)
from oraclegames.certificates.limit_pushes import at
from oraclegames.certificates.limit_square import meetings
from oraclegames.certificates.part import Part
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.surd import Surd

COARSEST = fmpq(1, 16)
"""No larger precision is looked at."""

LACKING = "touching", "lengths", "close", "time"
"""Why nothing is known: curves touch; lengths of pushes count; curves are too close; no time."""

_BOXES = 2000
_FINEST = 16
"""A box is given up where it is so much smaller than δ."""


class Unsettled(Exception):  # noqa: N818
    """A box too small to be divided is not settled.

    Attributes:
        touching: whether two curves that touch are to blame.
    """

    def __init__(self, *, touching: bool):
        super().__init__(touching)
        self.touching = touching


class Reach:
    """The limit, and how far from it fixed points may be."""

    def __init__(self, square: Square, look: Callable[[], None]):
        """
        Raises:
            NoMargin: what balances hangs on more than signs.
        """
        self.look = look
        self.listed = square.listed
        self.epsilon = square.pushes.scene.epsilon
        self.margins = Margins(square)
        self.curves = {c: self.margins.curve(c) for c in self.margins.of}
        self._vertices = cache(lambda f, g: meetings(self.curves[f], self.curves[g]))
        self._through = cache(self._passing)
        self._sides = [
            (self.margins.known(side), list(zip(*ends)))
            for one in self.listed
            for side, *ends in one.sides
        ]
        always = [square.pushes.exactly(i, ["reply"]) for i in (0, 1)]
        self._lines = [line_at(i, to_fmpq(c)) for i, c in enumerate(always) if c is not None]
        self._of = self.margins.of | dict.fromkeys(self._lines, fmpq(0))
        spans = [UNIT[0] if c is None else (to_fmpq(c), to_fmpq(c)) for c in always]
        self._start: Box = spans[0], spans[1]

    def at_most(self, delta: fmpq) -> fmpq:
        """r, such that fixed points of precisions δ up to this are within r·δ, in x and in y.

        Raises:
            Unsettled: the precision is too large for that, or there is no such number.
        """
        worst = fmpq(0)
        for _, found in self._divided(delta, delta / _FINEST):
            if isinstance(found, str):
                raise Unsettled(touching=found == "touching")
            worst = max(worst, found)
        return worst

    def within(self, delta: fmpq) -> fmpq:
        """How far fixed points of precisions δ up to this may be, in x and in y.

        Boxes are divided until they are small or say less than their size, and count as far as
        their points may be from a piece if that is less than what they say.
        """
        far = fmpq(0)
        for box, found in self._divided(delta, delta / 2, lambda box: _size(box) / delta):
            said = self._far(box)
            far = max(far, said if isinstance(found, str) else min(said, found * delta))
        return far

    def _divided(
        self, delta: fmpq, finest: fmpq, enough: Callable[[Box], fmpq] | None = None
    ) -> Iterator[tuple[Box, fmpq | str]]:
        """Boxes that hold all fixed points, with what is known of each, as much as is enough."""
        boxes, count = [self._start], 0
        while boxes:
            self.look()
            # The deepest first where one that fails ends it, else the largest.
            box, count = boxes.pop(-1 if enough is None else 0), count + 1
            near = self.margins.near(box, delta)
            if self.margins.excludes(box, delta, near):
                continue
            found = self._settled(box, delta, near)
            done = not isinstance(found, str) and (enough is None or found <= enough(box))
            if not done and _size(box) >= finest and count <= _BOXES:
                boxes += product(_halves(box[0]), _halves(box[1]))
            else:
                yield box, found

    def _far(self, box: Box) -> fmpq:
        """No point of a box is farther than this from the nearest piece."""
        size = _size(box)
        steps = 1
        while not self._holds(_widened(box, steps * size)):
            steps += 1 + steps // 4
        return (steps + 1) * size

    def _holds(self, box: Box) -> bool:
        """Whether a box surely holds a point of a listed piece."""
        for one in self.listed:
            if one.shape == "point":
                place = map(_enclosed, one.ends[0])
                if all(u <= low and high <= v for (u, v), (low, high) in zip(box, place)):
                    return True
            for side, *ends in one.sides:
                x, y = (sorted(map(_enclosed, along)) for along in zip(*ends))
                inner = _common(box[0], (x[0][1], x[1][0])), _common(box[1], (y[0][1], y[1][0]))
                there = all(low <= high for low, high in inner)
                if there and within(self.margins.known(side), inner, fmpq(0)):
                    return True
        return False

    def _settled(self, box: Box, delta: fmpq, near: Sequence[Sloped]) -> fmpq | str:
        """How far fixed points of a box may be from the limit, in δ; a word if it is not known."""
        of, pairs = self._of, list[tuple[Sloped, Sloped, fmpq]]()
        sure, steps = [fmpq(0)], [fmpq(0)]
        for curve in self._lines or near:
            slope, axis, listed = self._way_to(curve, box)
            if slope == 0:
                return "bent"
            step = of[curve] / slope
            (sure if listed else steps).append(step)
            for other in () if listed else of:
                # so much that a step to the one curve leads not over the other
                margin = of[other] + largest(slopes(other, box)[axis]) * step
                if other == curve or not within(other, box, margin * delta):
                    continue
                slope, _, there = self._way_to(other, box)
                if there and slope:
                    sure.append(margin / slope)
                else:
                    pairs.append((curve, other, margin))
        if self._may_hold(_widened(box, max(steps) * delta)):
            sure += steps  # else they would be near the limit, so that they are not here
        reach = max(sure)
        if not pairs:
            return reach
        some, why = {curve for pair in pairs for curve in pair[:2]}, "apart"
        for place in self._vertices(*pairs[0][:2]):
            if some <= self._through(place):
                found = self._at_vertex(place, box, delta, pairs)
                if isinstance(found, fmpq):
                    listed = any(one.holds(*place) for one in self.listed)
                    return max(reach, found) if listed else reach
                why = found
        return why

    def _way_to(self, curve: Sloped, box: Box) -> tuple[fmpq, int, bool]:
        """The slope along an axis on which one comes to a curve, and whether to the limit."""
        flat = list(map(smallest, slopes(curve, box)))
        axis = int(flat[0] < flat[1])
        low, high = map(to_fraction, box[1 - axis])
        listed = any(
            curve == side and min(ends[1 - axis]) <= low and high <= max(ends[1 - axis])
            for side, ends in self._sides
        )
        return flat[axis], axis, listed

    def _at_vertex(
        self, place: Place, box: Box, delta: fmpq, pairs: Sequence[tuple[Sloped, Sloped, fmpq]]
    ) -> fmpq | str:
        """How far from a vertex, in δ, two curves may be small."""
        vertex = _enclosed(place[0]), _enclosed(place[1])
        whole = _joined(box[0], vertex[0]), _joined(box[1], vertex[1])
        through = self._through(place)
        if not through.issuperset(self.margins.near(whole, delta)):
            return "apart"
        for curve in () if self._lines else through:
            if any(low <= 0 <= high and (low or high) for low, high in slopes(curve, whole)):
                return "bent"
        for one, other in combinations(through, 2):
            asked = not self._lines or one in self._lines or other in self._lines
            if asked and not _determinant(slopes(one, whole), slopes(other, whole)):
                return "touching"
        worst = fmpq(0)
        for one, other, margin in pairs:
            found = []
            for near, far in ((whole, vertex), (vertex, whole)):
                # f(p) = (slope along x at the one height)·Δx + (slope along y at the other x)·Δy
                ways = [(slopes(c, near)[0], slopes(c, far)[1]) for c in (one, other)]
                across = _determinant(*ways)
                if across:
                    margins = margin, self._of[one]
                    sums = [sum(m * largest(w[k]) for m, w in zip(margins, ways)) for k in (0, 1)]
                    found.append(max(sums) / across)
            if not found:
                return "touching"
            worst = max(worst, min(found))
        return worst

    def _passing(self, place: Place) -> frozenset[Sloped]:
        return frozenset(c for c, curve in self.curves.items() if at(curve, *place) == 0)

    def _may_hold(self, box: Box) -> bool:
        """Whether a listed piece may reach into a box."""
        (left, right), (low, high) = ((to_fraction(u), to_fraction(v)) for u, v in box)
        for one in self.listed:
            xs, ys = zip(*one.ends)
            if min(xs) <= right and max(xs) >= left and min(ys) <= high and max(ys) >= low:
                curve = tuple(map(to_fmpq, one.curves[0])) if one.shape == "arc" else None
                if curve is None or within(curve, box, fmpq(0)):
                    return True
        return False


def check_distance(part: Part, square: Square | None, look: Callable[[], None]) -> Fraction | None:
    """The constant that a document claims, if it claims one.

    Args:
        part: where it stands.
        square: that of the document; None if nothing is known of it.
        look: called at every box.
    """
    part.only("constant", "up_to_delta", "lacking")
    if square is None:
        part["lacking"].word("time")
    if square is None or part.given("lacking") is not None:
        part["lacking"].word(*LACKING)
        for key in ("constant", "up_to_delta"):
            part[key].require(part.given(key) is None, "it is not known")
        return None
    constant, delta = (part[key].rational() for key in ("constant", "up_to_delta"))
    part["up_to_delta"].require(0 < delta <= to_fraction(COARSEST), "it is above 0, up to 1/16")
    try:
        reach = Reach(square, look)
        known = to_fraction(reach.at_most(to_fmpq(delta))) * reach.epsilon
    except (NoMargin, Unsettled):
        part.refute("it is not shown")
    part["constant"].require(constant >= known, "they may be farther")
    return constant


def _enclosed(number: Any) -> Span:
    """Rational numbers around an exact one."""
    if isinstance(number, Surd):
        close, bit = to_fmpq(number.rational_near(40)), fmpq(1, 2**39)
        return close - bit, close + bit
    return to_fmpq(number), to_fmpq(number)


def _halves(span: Span) -> list[Span]:
    middle = (span[0] + span[1]) / 2
    return [span] if span[0] == span[1] else [(span[0], middle), (middle, span[1])]


def _size(box: Box) -> fmpq:
    return max(high - low for low, high in box)


def _joined(one: Span, other: Span) -> Span:
    return min(one[0], other[0]), max(one[1], other[1])


def _common(one: Span, other: Span) -> Span:
    return max(one[0], other[0]), min(one[1], other[1])


def _widened(box: Box, by: fmpq) -> Box:
    (left, right), (low, high) = box
    return (left - by, right + by), (low - by, high + by)


def _determinant(one: tuple[Span, Span], other: tuple[Span, Span]) -> fmpq:
    """The least absolute value of a determinant of numbers between bounds."""
    first = [u * v for u in one[0] for v in other[1]]
    second = [u * v for u in one[1] for v in other[0]]
    return smallest((min(first) - max(second), max(first) - min(second)))
