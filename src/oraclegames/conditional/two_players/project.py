"""The search for a projection: boxes of values, those first whose pairs are known the least.

In a box a linear program bounds the probabilities in some directions: the sides of the polygon that
is near, and eight of their own. Its multipliers, rounded, prove a bound themselves, so nothing
depends on floats. The box is done if all that the half-planes leave is near a known polygon; else
it gets one of its own from values inside, and is halved.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from flint import fmpq_poly

from oraclegames.budget import Clock, Progress, Status, Tell, silent
from oraclegames.certificates.best_values import Box, is_refused
from oraclegames.certificates.demands import Face, Refusal, excess_of, signs_at
from oraclegames.certificates.projection import (
    HalfPlane,
    faces,
    halves,
    squared_diameter,
    squared_distance,
)
from oraclegames.conditional.two_players.box_program import Program
from oraclegames.conditional.two_players.evidence import rational_point
from oraclegames.conditional.two_players.graph import Point as Values
from oraclegames.conditional.two_players.projection import Events, Leaf, Polygon, Projection
from oraclegames.exact.algebraic import real_roots
from oraclegames.exact.bivariate import X, common_zeros, components
from oraclegames.exact.plane import Point, clip, convex_hull
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.real import plain

if TYPE_CHECKING:
    from oraclegames.conditional.two_players.pieces import Piece

_EVERY_WAY = tuple(
    (Fraction(u), Fraction(w)) for u in (-1, 0, 1) for w in (-1, 0, 1) if (u, w) != (0, 0)
)
_FEW = 6
"""More curves are not intersected."""
_DEEP = 14
"""Boxes that were halved so often are asked for points where curves cross."""
_DEEPEST = 36
"""These stay open: more values are close to each other than polygons can follow."""
_SQUARE = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]


@dataclass(frozen=True)
class _Draft:
    """A leaf as the search sees it: what its half-planes leave, in floats."""

    box: Box
    kind: str
    ways: Sequence[Point] = ()
    duals: Sequence[Any] = ()
    corners: Any = ()
    polygon: int | None = None
    values: Values | None = None


@dataclass
class _Item:
    """A box that may need to be halved."""

    leaf: _Draft
    face: Box
    refusals: Sequence[Refusal]
    error: float
    depth: int


class _Search:
    """Polygons and leaves so far."""

    def __init__(self, piece: Piece, events: Events, tolerance: Fraction, clock: Clock):
        self.piece, self.game, self.moves = piece, piece.game, piece.moves
        self.events, self.sets = events, (frozenset(events[0]), frozenset(events[1]))
        self.tolerance, self.clock = float(tolerance), clock
        self.polygons: list[Polygon] = []
        self._floats: list[list[tuple[float, float]]] = []
        self._known: dict[Values, int] = {}
        self._crossed: dict[Box, list[tuple[Fraction, Fraction]]] = {}
        self._program = Program(piece, self.sets)
        known = [v.values for v in piece.region.vertices if v.included]
        self._places = [*known, *(arc.sample for arc in piece.region.arcs if arc.included)]

    def run(self, tell: Tell) -> tuple[list[Leaf], Fraction, Status]:
        """Leaves, the distance and the status, when all is near enough or time is up."""
        for at in filter(None, map(rational_point, self._places)):
            self._polygon_at(at)
        count = itertools.count()
        heap: list[tuple[float, int, _Item]] = []
        done: list[_Item] = []

        def add(item: _Item) -> None:
            if item.error <= 0.9 * self.tolerance or all(a == b for a, b in item.leaf.box):
                done.append(item)
            elif item.depth >= _DEEPEST:
                item.leaf = replace(item.leaf, kind="open", polygon=None, values=None)
                done.append(item)
            else:
                heapq.heappush(heap, (-item.error, next(count), item))

        for face in faces(self.game, self.moves):
            refusals = tuple(dict.fromkeys(Face(self.game, *face).of_play(self.moves)))
            if not any(not one.products and not one.loose for one in refusals):
                add(self._item(face, face, refusals, None, 0))
        while heap and not self.clock.spent:
            _, step, item = heapq.heappop(heap)
            if step % 16 == 0:
                tell(Progress(len(done), None, f"boxes are near enough, {len(heap)} are not"))
            for box in halves(item.leaf.box, item.face):
                hint, depth = item.leaf.polygon, item.depth + 1
                add(self._item(box, item.face, item.refusals, hint, depth))
        status: Status = "partial" if heap else "complete"
        items = [*done, *(entry[2] for entry in heap)]
        farthest = max((one.error for one in items if one.leaf.kind != "open"), default=0.0)
        farthest = min(farthest, 2.0)  # nothing is farther in the square
        return [self._exact(one.leaf) for one in items], _short_above(farthest), status

    # -- boxes -------------------------------------------------------------------------------------

    def _item(
        self, box: Box, face: Box, refusals: Sequence[Refusal], hint: int | None, depth: int
    ) -> _Item:
        leaf = self._leaf(box, refusals, hint)
        error = self._error(leaf)
        if depth >= _DEEP and error > 0.9 * self.tolerance:
            for at in self._crossings(box, face, refusals):
                other = self._near(box, self._polygon_at(at))
                leaf = min(leaf, other, key=self._error)
            error = self._error(leaf)
        return _Item(leaf, face, refusals, error, depth)

    def _crossings(self, box: Box, face: Box, refusals: Sequence[Refusal]) -> list[Any]:
        """Rational values in a small box at which curves cross, or one itself, and the moves are
        played: there the polygon may be larger than at all others.
        """
        if any(low == high for low, high in face):
            return []
        if face not in self._crossed:
            factors = {str(f): f for g in self._excesses(face, refusals) for f in components(g)}
            curves = list(factors.values())
            pairs = [(f, f.derivative("x")) for f in curves if f.degrees()[0] > 1]
            pairs += itertools.combinations(curves, 2) if len(curves) <= _FEW else []
            found = (
                at for f, g in pairs if not g.is_constant() for at in common_zeros(f, g, *face)
            )
            rational = {at for at in map(rational_point, found) if at is not None}
            self._crossed[face] = [at for at in rational if _played(refusals, at)]
        return [at for at in self._crossed[face] if all(a <= v <= b for v, (a, b) in zip(at, box))]

    def _leaf(self, box: Box, refusals: Sequence[Refusal], hint: int | None) -> _Draft:
        # Long: what refuses a box, the polygons that may be near, and values in it.
        low = box[0][0], box[1][0]
        if all(a == b for a, b in box):
            if not _played(refusals, low):
                return _Draft(box, "refused")
            return _Draft(box, "point", polygon=self._polygon_at(low))
        if is_refused(refusals, box):
            return _Draft(box, "refused")
        if hint is not None:
            leaf = self._near(box, hint)
            if self._error(leaf) <= 0.9 * self.tolerance:
                return leaf
        middle = _inner(box, 4, 4)
        for at in (middle, *(_inner(box, i, j) for i in (1, 7) for j in (1, 7))):
            if _played(refusals, at):
                return self._near(box, self._polygon_at(at))
        found = self._values_in(box, refusals, middle)
        rational = None if found is None else rational_point(found)
        if rational is not None:
            return self._near(box, self._polygon_at(rational))
        leaves = [self._near(box, self._nearest(box))]
        leaves += [leaf] if hint is not None else []
        leaves += [self._near(box, None, found)] if found is not None else []
        return min(leaves, key=self._error)

    def _nearest(self, box: Box) -> int | None:
        """The polygon whose values are nearest."""
        middle = [float(a + b) / 2 for a, b in box]
        places = [[float(v) for v in one.values] for one in self.polygons]
        return min(range(len(places)), key=lambda k: math.dist(places[k], middle), default=None)

    def _values_in(
        self, box: Box, refusals: Sequence[Refusal], middle: tuple[Fraction, Fraction]
    ) -> Values | None:
        """Values in a box at which the moves are played: known ones, or on a curve through it."""
        for x, y in self._places:
            if box[0][0] <= x <= box[0][1] and box[1][0] <= y <= box[1][1]:
                return x, y
        (left, right), (low, high) = box
        for excess in {str(f): f for f in self._excesses(box, refusals)}.values():
            across = _in_one(excess.compose(to_fmpq(middle[0]) + 0 * X, X))
            along = _in_one(excess.compose(X, to_fmpq(middle[1]) + 0 * X))
            found: list[Values] = [(middle[0], y) for y in _roots(across) if low <= y <= high]
            found += [(x, middle[1]) for x in _roots(along) if left <= x <= right]
            for at in found:
                if _played(refusals, at):
                    return at
        return None

    def _excesses(self, box: Box, refusals: Sequence[Refusal]) -> list[Any]:
        every = {k for refusal in refusals for k in refusal.products}
        return [excess_of(k, box) for k in every]

    def _near(self, box: Box, polygon: int | None, at: Values | None = None) -> _Draft:
        ways = list(_EVERY_WAY)
        if polygon is not None:
            ways += _normals(self.polygons[polygon].corners)
        kept, duals, bounds = self._program.half_planes(box, ways)
        left: Any = _SQUARE
        for (u, w), bound in zip(kept, bounds):
            left = clip(left, (-float(u), -float(w), -bound))  # type: ignore[arg-type]
        kind = "near" if at is None else "around"
        return _Draft(box, kind, kept, duals, left, polygon, at)

    def _exact(self, draft: _Draft) -> Leaf:
        """With half-planes of rational numbers."""
        planes = tuple(
            HalfPlane(way, self._program.rational(y)) for way, y in zip(draft.ways, draft.duals)
        )
        return Leaf(draft.box, draft.kind, planes, draft.polygon, draft.values)

    # -- distances ---------------------------------------------------------------------------------

    def _error(self, leaf: _Draft) -> float:
        if leaf.kind in ("refused", "point") or not leaf.corners:
            return 0.0
        if leaf.kind == "around":
            return math.sqrt(squared_diameter(leaf.corners))
        if leaf.polygon is None:
            return math.inf
        polygon: Any = self._floats[leaf.polygon]
        return math.sqrt(max(squared_distance(corner, polygon) for corner in leaf.corners))

    # -- polygons ----------------------------------------------------------------------------------

    def _polygon_at(self, values: tuple[Fraction, Fraction]) -> int:
        """The number of the polygon of values at which the moves are played."""
        if values not in self._known:
            plays: dict[Point, tuple[Fraction, ...]] = {}
            for play in self.piece.vertices(values):
                first, second = (
                    sum(
                        (p for o, p in zip(self.game.outcomes(), play.probabilities) if o in event),
                        Fraction(0),
                    )
                    for event in self.sets
                )
                plays[first, second] = play.probabilities
            corners = tuple(convex_hull(plays))
            self._known[values] = len(self.polygons)
            self.polygons.append(Polygon(values, corners, tuple(plays[c] for c in corners)))
            self._floats.append([(float(p), float(q)) for p, q in corners])
        return self._known[values]


def _played(refusals: Sequence[Refusal], at: Values) -> bool:
    """Whether the moves are played at values on the face of the refusals."""
    return not any(refusal.holds(signs_at([refusal], at)) for refusal in refusals)


def _inner(box: Box, i: int, j: int) -> tuple[Fraction, Fraction]:
    """The point at so many eighths of both sides."""
    (left, right), (low, high) = box
    return left + (right - left) * Fraction(i, 8), low + (high - low) * Fraction(j, 8)


def _normals(corners: Sequence[Point]) -> list[Point]:
    """The outer normals of a polygon's sides, of short numbers; of a segment both of them."""
    found = []
    for (a, b), (c, d) in zip(corners, [*corners[1:], corners[0]]):
        way = float(d - b), float(a - c)
        size = max(map(abs, way))
        if size > 1e-9:
            u, w = (Fraction(round(v / size * 256), 256) for v in way)
            found.append((u, w))
    return [way for way in dict.fromkeys(found) if way not in _EVERY_WAY]


def _roots(polynomial: fmpq_poly) -> list[Any]:
    if polynomial.degree() < 1:
        return []
    return [plain(root) for root in real_roots(polynomial)]


def _in_one(f: Any) -> fmpq_poly:
    """A polynomial in x alone."""
    found = f.to_dict()
    size = max((power for power, _ in found), default=0) + 1
    return fmpq_poly([found.get((k, 0), 0) for k in range(size)])


def project(
    piece: Piece, events: Events, tolerance: Fraction, clock: Clock, tell: Tell = silent
) -> Projection:
    """The projection of a piece on the probabilities of two events.

    Cost: eight linear programs or more for each box; their number grows with the square of what the
    tolerance is of the range, where both values are free.
    """
    search = _Search(piece, events, tolerance, clock)
    leaves, distance, status = search.run(tell)
    used = sorted(
        {
            leaf.polygon
            for leaf in leaves
            if leaf.kind in ("point", "near") and leaf.polygon is not None
        }
    )
    place = {number: k for k, number in enumerate(used)}
    kept = tuple(
        replace(leaf, polygon=leaf.polygon if leaf.polygon is None else place.get(leaf.polygon))
        for leaf in leaves
    )
    return Projection(
        piece.game,
        piece.moves,
        events,
        tuple(search.polygons[k] for k in used),
        kept,
        distance,
        status,
    )


def _short_above(error: float) -> Fraction:
    """A short number above what floats say of a distance, by more than they may be wrong; or 0."""
    return Fraction(math.ceil((error + 1e-6) * 1e5), 10**5) if error else Fraction(0)
