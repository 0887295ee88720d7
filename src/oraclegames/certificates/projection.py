"""Documents of a piece's projection: which probabilities two events have, to a distance.

- *Polygons*: each is spanned by distributions that play only moves of the piece and are worth
  values at which its moves can be played: their mixtures with others of the same values play all.
- *Cover*: the values at which the moves can be played lie in boxes between the lines of the
  payoffs. A box that no leaf covers is halved, along the side that is the longer share of its face.
  In a box nobody plays so (a refusal holds all over it), or half-planes hold all probabilities of
  the events: by multipliers y of the moves, for E_P[g] ≤ 0 with

      g(o) = Σ_i [ y_{i,o_i} U_i(o) − max(y_{i,o_i} l_i, y_{i,o_i} u_i) ],

  so E_P[d] ≤ max_o d(o) − g(o) for all values between l and u. At single values the polygon itself
  is found anew.
- *Open*: boxes whose half-planes hold all pairs, and nothing is said of a distance.
- *Distance*: no corner of what the half-planes leave is farther from the leaf's polygon. Where a
  leaf has no polygon, but values in its box at which the moves are played, no two corners are
  farther from each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from flint import fmpq

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.best_values import Box, is_refused
from oraclegames.certificates.demands import Face, Moves, TooManyError, lines, reaches
from oraclegames.certificates.equilibrium import check_worth
from oraclegames.certificates.part import Look, Part, game_of, idle, moves_of, outcome_of
from oraclegames.certificates.polytope import Polytope
from oraclegames.certificates.verify import Proof
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.game import Game, Outcome

_DEEPEST = 60

Event = frozenset[Outcome]

Point = tuple[Fraction, Fraction]


def check(document: Part, *, look: Look = idle) -> Proof:
    """Every claim of a document "oraclegames/projection-1"."""
    document.only(
        *("schema", "version", "game", "moves", "events", "polygons", "cover", "distance", "status")
    )
    game = game_of(document["game"])
    document["game"].require(game.n_players == 2, "the piece is one of two players")
    document["version"].text()
    moves = moves_of(document["moves"], game)
    first, second = (_event(item, game, moves) for item in document["events"].items(2))
    events = first, second
    polygons = [_polygon(item, game, moves, events, look) for item in document["polygons"]]
    cover = _Cover(document["cover"], game, moves, events, polygons, look)
    farthest = max((cover.face(face) for face in faces(game, moves)), default=Fraction(0))
    cover.check_used()
    document["status"].word("complete", "partial")
    given = document["distance"].rational()
    enough = given >= 0 and farthest <= given**2
    document["distance"].require(enough, "the cover shows less")
    others = ", but for those with values in open boxes," if cover.open else ""
    return Proof(
        (
            "the polygons are of equilibria of the piece, or of limits of some",
            f"every equilibrium of the piece{others} is as near to one of the polygons as is said, "
            "or to what is shown around irrational values",
        )
    )


def _event(part: Part, game: Game, moves: Moves) -> Event:
    outcomes = [outcome_of(item, game) for item in part]
    part.require(outcomes == sorted(set(outcomes)), "they are not in order, each once")
    return frozenset(outcomes)


def _polygon(
    part: Part, game: Game, moves: Moves, events: tuple[Event, Event], look: Look
) -> list[Point]:
    """The corners: each one of an extreme play with the values."""
    look()
    part.only("values", "corners", "distributions")
    x, y = part["values"].rationals(2)
    part["values"].require(reaches(game, (x, y), moves), "the moves are not played there")
    corners: list[Point] = []
    listed = part["corners"].items()
    for item, shown in zip(part["distributions"].items(len(listed)), listed):
        masses = item.rationals(game.n_outcomes)
        item.require(min(masses) >= 0 and sum(masses) == 1, "it is no distribution")
        idle_moves = check_worth(item, game, masses, (x, y))
        within = all(
            (i, s) in idle_moves or s in moves[i] for i in (0, 1) for s in range(game.shape[i])
        )
        item.require(within, "it plays other moves")
        pair = _pair(masses, game, events)
        shown.require(shown.rationals(2) == pair, "its probabilities are others")
        corners.append(pair)
    convex = bool(corners) and _is_convex(corners)
    part["corners"].require(convex, "they are no corners in order")
    return corners


def _pair(masses: Sequence[Fraction], game: Game, events: tuple[Event, Event]) -> Point:
    first, second = (
        sum((p for o, p in zip(game.outcomes(), masses) if o in event), Fraction(0))
        for event in events
    )
    return first, second


# -- the cover -------------------------------------------------------------------------------------


def faces(game: Game, moves: Moves) -> Iterator[Box]:
    """Points, segments and cells between the lines of payoffs, of all possible values."""
    x, y = (
        [*((u, u) for u in own), *pairwise(own)] for own in (lines(game, i, moves) for i in (0, 1))
    )
    yield from product(x, y)


def halves(box: Box, face: Box) -> tuple[Box, Box]:
    """A box cut in the middle of the side that is the longer share of its face's."""
    shares = [(b - a) / (d - c) if d > c else Fraction(-1) for (a, b), (c, d) in zip(box, face)]
    axis = 0 if shares[0] >= shares[1] else 1
    low, high = box[axis]
    middle = (low + high) / 2
    first, second = (
        (part, box[1]) if axis == 0 else (box[0], part) for part in ((low, middle), (middle, high))
    )
    return first, second


@dataclass(frozen=True)
class HalfPlane:
    """Probabilities (p, q) of both events with u·p + w·q ≤ bound, by multipliers of the moves."""

    normal: Point
    multipliers: tuple[tuple[Fraction, ...], ...]

    def bound(self, game: Game, moves: Moves, events: tuple[Event, Event], box: Box) -> Fraction:
        """The largest of d(o) − g(o)."""
        u, w = self.normal
        found = []
        for o in product(*moves):
            total = u * (o in events[0]) + w * (o in events[1])
            for i in (0, 1):
                y = self.multipliers[i][o[i]]
                total -= y * game.payoff(i, o) - max(y * box[i][0], y * box[i][1])
            found.append(total)
        return max(found)


def left_by(planes: Sequence[tuple[Point, Fraction]]) -> list[Point]:
    """The corners of the pairs of probabilities that half-planes u·p + w·q ≤ bound leave."""
    zero, one = Fraction(0), Fraction(1)
    polygon = [(zero, zero), (one, zero), (one, one), (zero, one)]
    for (u, w), bound in planes:
        sides = [bound - u * p - w * q for p, q in polygon]
        kept: list[Point] = []
        for k, (here, room) in enumerate(zip(polygon, sides)):
            after, next_room = polygon[(k + 1) % len(polygon)], sides[(k + 1) % len(polygon)]
            if room >= 0:
                kept.append(here)
            if room * next_room < 0:
                share = room / (room - next_room)
                p, q = (a + share * (b - a) for a, b in zip(here, after))
                kept.append((p, q))
        polygon = kept
    return polygon


def _is_convex(corners: Sequence[Point]) -> bool:
    """Whether they are the corners of a polygon, counter-clockwise; of a segment or a point too."""
    if len(corners) < 3:
        return len(set(corners)) == len(corners)
    return all(
        _turn(a, b, c) > 0
        for a, b in zip(corners, [*corners[1:], corners[0]])
        for c in corners
        if c not in (a, b)
    )


def squared_distance(point: Point, polygon: Sequence[Point]) -> Any:
    """From a convex polygon, given counter-clockwise; 0 inside of it."""
    if len(polygon) == 1:
        return _squared(point, polygon[0])
    sides = list(zip(polygon, [*polygon[1:], polygon[0]]))
    if len(polygon) > 2 and all(_turn(a, b, point) >= 0 for a, b in sides):
        return point[0] - point[0]
    return min(_to_segment(point, a, b) for a, b in sides)


def _turn(a: Point, b: Point, c: Point) -> Any:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _squared(a: Point, b: Point) -> Any:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def _to_segment(point: Point, a: Point, b: Point) -> Any:
    way = b[0] - a[0], b[1] - a[1]
    along = way[0] * (point[0] - a[0]) + way[1] * (point[1] - a[1])
    share = along / (way[0] ** 2 + way[1] ** 2)
    share = min(max(share, 0 * share), 0 * share + 1)
    return _squared(point, (a[0] + share * way[0], a[1] + share * way[1]))


def squared_diameter(corners: Sequence[Point]) -> Any:
    """The largest distance between two points, squared."""
    return max((_squared(a, b) for a in corners for b in corners), default=Fraction(0))


class _Cover:
    """The leaves of a document, each used once."""

    def __init__(
        self,
        part: Part,
        game: Game,
        moves: Moves,
        events: tuple[Event, Event],
        polygons: Sequence[Sequence[Point]],
        look: Look,
    ):
        self.part, self.game, self.moves, self.events = part, game, moves, events
        self.polygons, self.look = polygons, look
        self.leaves: dict[Box, Part] = {}
        for item in part:
            item.only("x", "y", "kind", "half_planes", "polygon", "values")
            x, y = ((low, high) for low, high in (item[axis].rationals(2) for axis in "xy"))
            item.require((x, y) not in self.leaves, "it stands there twice")
            self.leaves[x, y] = item
        self.used: set[Box] = set()
        self.open = 0

    def check_used(self) -> None:
        """No leaf lies elsewhere."""
        self.part.require(len(self.used) == len(self.leaves), "a box is no part of the cover")

    def face(self, face: Box) -> Fraction:
        """The largest squared distance in a face."""
        self.look()
        try:
            refusals = tuple(dict.fromkeys(Face(self.game, *face).of_play(self.moves)))
        except TooManyError:
            self.part.refute("there are too many cycles to decide it")
        if any(not refusal.products and not refusal.loose for refusal in refusals):
            return Fraction(0)
        return self._box(face, face, refusals, 0)

    def _box(self, box: Box, face: Box, refusals: Any, depth: int) -> Fraction:
        leaf = self.leaves.get(box)
        if leaf is not None:
            self.used.add(box)
            return self._leaf(leaf, box, refusals)
        near = ", ".join(f"{float(v):.6g}" for v in (box[0][0], box[1][0]))
        if depth >= _DEEPEST or all(low == high for low, high in box):
            self.part.refute(f"values near ({near}) are not covered")
        parts = halves(box, face)
        return max(self._box(part, face, refusals, depth + 1) for part in parts)

    def _leaf(self, leaf: Part, box: Box, refusals: Any) -> Fraction:
        self.look()
        kind = leaf["kind"].word("refused", "point", "near", "around", "open")
        for key, kinds in (("polygon", ("point", "near")), ("values", ("around",))):
            leaf[key].require(kind in kinds or leaf[key].missing, "nothing rests on it")
        told = kind in ("near", "around", "open") or not leaf["half_planes"].items()
        leaf["half_planes"].require(told, "nothing rests on them")
        if kind == "refused":
            fixed = all(low == high for low, high in box)
            at = box[0][0], box[1][0]
            refused = not reaches(self.game, at, self.moves) if fixed else is_refused(refusals, box)
            leaf["kind"].require(refused, "no refusal holds all over the box")
            return Fraction(0)
        if kind == "point":
            self._check_point(leaf, box)
            return Fraction(0)
        corners = left_by([self._plane(item, box) for item in leaf["half_planes"]])
        if not corners:
            return Fraction(0)
        if kind == "open":
            self.open += 1
            return Fraction(0)
        if kind == "near":
            polygon = self._polygon_of(leaf)
            return Fraction(max(squared_distance(corner, polygon) for corner in corners))
        x, y = (number_of(item) for item in leaf["values"].items(2))
        inside = all(low <= v <= high for v, (low, high) in zip((x, y), box))
        leaf["values"].require(inside, "they lie elsewhere")
        leaf["values"].require(
            reaches(self.game, (x, y), self.moves), "the moves are not played there"
        )
        return Fraction(squared_diameter(corners))

    def _plane(self, part: Part, box: Box) -> tuple[Point, Fraction]:
        part.only("normal", "multipliers")
        u, w = part["normal"].rationals(2)
        rows = tuple(
            row.rationals(count)
            for row, count in zip(part["multipliers"].items(2), self.game.shape)
        )
        plane = HalfPlane((u, w), rows)
        return plane.normal, plane.bound(self.game, self.moves, self.events, box)

    def _polygon_of(self, leaf: Part) -> Sequence[Point]:
        number = leaf["polygon"].integer()
        leaf["polygon"].require(0 <= number < len(self.polygons), "there is no such polygon")
        return self.polygons[number]

    def _check_point(self, leaf: Part, box: Box) -> None:
        """The polygon is that of all play with these values."""
        leaf.require(all(low == high for low, high in box), "it is no single point")
        outcomes = list(product(*self.moves))
        body = Polytope.simplex(len(outcomes) - 1, fmpq(1))
        for i, own in enumerate(self.moves):
            for s in own:
                row = [
                    to_fmpq(self.game.payoff(i, o) - box[i][0]) if o[i] == s else fmpq(0)
                    for o in outcomes
                ]
                form = [*(a - row[-1] for a in row[:-1]), row[-1]]
                body = body.cut(form).cut([-a for a in form])
        pairs = []
        for point in body.points:
            whole = [*point, 1 - sum(point, fmpq(0))]
            first, second = (
                sum((p for o, p in zip(outcomes, whole) if o in event), fmpq(0))
                for event in self.events
            )
            pairs.append((to_fraction(first), to_fraction(second)))
        polygon = self._polygon_of(leaf)
        same = set(polygon) <= set(pairs) and not any(squared_distance(p, polygon) for p in pairs)
        leaf["polygon"].require(same, "the play with these values is more, or less")
