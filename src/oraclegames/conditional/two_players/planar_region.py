"""The exact region of the values of two players' equilibria: of all, or of the totally mixed ones.

It is a set in the plane: faces, arcs of lines and of cycle curves, and points. That of all
equilibria is closed, that of the totally mixed ones neither open nor closed in general. The result
lists the arcs of its boundary and of its parts of dimension 1, with what is reached on them and on
their sides, and the vertices between; slits and missing boundary parts are arcs and vertices that
are not included. The theorem behind it is in docs/theory/two-players.md.

A long file: the result, with its document and its words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from oraclegames.budget import Clock, Status
from oraclegames.certificates.verify import holds
from oraclegames.conditional.columns.konstanz import value_vector
from oraclegames.conditional.two_players.arcs import Arc, Vertex
from oraclegames.conditional.two_players.arrangement import Arrangement, Rectangle
from oraclegames.conditional.two_players.equations import axes_in_words, equation
from oraclegames.conditional.two_players.evidence import (
    Asked,
    equilibrium_with,
    rational_point,
    reached,
    same,
)
from oraclegames.conditional.two_players.geometry import area, polygons, polyline
from oraclegames.conditional.two_players.graph import (
    Chain,
    CycleCurve,
    Graph,
    Point,
    chains,
)
from oraclegames.conditional.two_players.locate import Location, locate
from oraclegames.conditional.two_players.on_edge import lies_on
from oraclegames.conditional.two_players.played_moves import Moves
from oraclegames.conditional.two_players.questions import Notion, question_of
from oraclegames.conditional.two_players.region_document import region_document
from oraclegames.errors import UnsupportedError
from oraclegames.exact.rational import rational
from oraclegames.exact.real import Real
from oraclegames.exact.show import rounded, short, told_apart
from oraclegames.games.distribution import Distribution
from oraclegames.games.document import Document
from oraclegames.games.game import Game
from oraclegames.games.names import counted
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular, table_of

LARGEST = 10**150
"""Values beyond are not drawn, and have no area in floats."""

_WHOSE = {"dependency": "all dependency equilibria", "totally mixed": "totally mixed equilibria"}

MOST_STEPS = 1 << 22
"""Along one edge; areas are not bounded more closely."""

LONGEST = 200
"""So many characters of a component's polynomial are read in words."""

TOLD_STEPS = 1 << 11
"""The same for the area in documents and words, which are not waited for."""


@dataclass(frozen=True, repr=False)
class PlanarRegion(Document, Tabular, Shown):
    """The values of the dependency equilibria of a two-player game, exactly.

    Attributes:
        game: the game.
        dimension: of the set: 2, 1, 0, or −1 if it is empty; if partial, of what is known of it.
        vertices: the ends of arcs, and lone points of the set or missing from it.
        arcs: its boundary, and its parts of dimension 1.
        status: "complete", or "partial" if the budget left something out.
        left_out: rectangles (x from–to, y from–to) in whose inside arcs may be missing.
        notion: of which equilibria these are the values: "dependency", all, or "totally mixed".
        only: the moves that these equilibria play; None for any.
    """

    game: Game
    dimension: int
    vertices: tuple[Vertex, ...]
    arcs: tuple[Arc, ...]
    status: Status
    left_out: tuple[Rectangle, ...]
    notion: Notion = "totally mixed"
    only: Moves | None = None
    _traced: tuple[Graph, tuple[Chain, ...]] | None = field(default=None, compare=False)
    _bounds: tuple[float, float] | None = field(default=None, compare=False)

    @cached_property
    def _drawing(self) -> tuple[Graph, tuple[Chain, ...]]:
        """The graph and its arcs; traced anew where the region was read from a document."""
        if self._traced is not None:
            return self._traced
        arrangement = Arrangement(self.asked, Clock(None))
        arrangement.build()
        return arrangement.graph, tuple(chains(arrangement.graph)[0])

    @cached_property
    def asked(self) -> Asked:
        """The question whose answer this is."""
        return question_of(self.game, self.notion, self.only)

    def locate(self, values: Any) -> Location:
        """Whether totally mixed play reaches (x, y), rational, and by or against which cycles."""
        return locate(self.game, value_vector(self.game.players, values))

    def classify(self, values: Any) -> Literal["in", "out"]:
        """Whether (x, y), rational, is reached."""
        x, y = value_vector(self.game.players, values)
        return "in" if reached(self.asked, (x, y)) else "out"

    def equilibrium(self, values: Any) -> Distribution | None:
        """An equilibrium with the values (x, y), rational; None if there is none.

        Of all dependency equilibria one of those that play the fewest moves.
        """
        x, y = value_vector(self.game.players, values)
        found = equilibrium_with(self.asked, (x, y))
        return None if found is None else Distribution(self.game, found.rationals)

    def arc_at(self, values: Any) -> int | None:
        """The position of the arc on which (x, y), rational, lies; None if on none."""
        x, y = value_vector(self.game.players, values)
        graph, found = self._drawing
        for k, chain in enumerate(found):
            if any(lies_on(graph, edge, (x, y)) for edge in chain.edges):
                return k
        return None

    def area(self, tolerance: Any = Fraction(1, 1000)) -> tuple[float, float] | None:
        """Bounds of the area, apart by at most this share of it.

        None if the region is partial, or payoffs are beyond 10^150.

        Raises:
            UnsupportedError: if floats do not reach the tolerance.
        """
        share = rational(tolerance, what="the tolerance")
        bounds, near = self._area_within(share, MOST_STEPS)
        if bounds is not None and not near:
            low, high = bounds
            raise UnsupportedError(
                f"the area is between {low} and {high}: floats do not bound it more closely"
            )
        return bounds

    def _area_within(self, share: Fraction, most: int) -> tuple[tuple[float, float] | None, bool]:
        """Bounds by at most so many steps along each arc, and whether they are near enough."""
        if self.status != "complete" or not self._drawable:
            return None, True
        if self._bounds is not None and _close(self._bounds, share):
            return self._bounds, True
        steps = 1 << 8
        while True:
            bounds = area(self._drawing[0], steps)
            if _close(bounds, share) or 8 * steps > most:
                return bounds, _close(bounds, share)
            steps *= 8

    @cached_property
    def _told_area(self) -> tuple[float, float] | None:
        """The area as documents and words tell it; None where that would take long."""
        bounds, near = self._area_within(Fraction(1, 1000), TOLD_STEPS)
        return bounds if near else None

    @property
    def _drawable(self) -> bool:
        """Whether floats can hold the values."""
        values = (
            abs(v) for vertex in self.vertices for v in vertex.values if isinstance(v, Fraction)
        )
        return max(values, default=Fraction(0)) < LARGEST

    def polyline(self, arc: int, steps: int = 24) -> list[tuple[float, float]]:
        """Points along an arc from its first end to its last, for drawing.

        Raises:
            UnsupportedError: payoffs are beyond 10^150.
        """
        self._check_drawable()
        graph, found = self._drawing
        return polyline(graph, found[arc], steps)

    def polygons(self) -> list[list[tuple[float, float]]]:
        """The area as polygons beside each other, for drawing.

        Raises:
            UnsupportedError: payoffs are beyond 10^150.
        """
        self._check_drawable()
        return polygons(self._drawing[0])

    def _check_drawable(self) -> None:
        if not self._drawable:
            raise UnsupportedError("payoffs beyond 10^150 cannot be drawn: scale them down")

    def verify(self) -> bool:
        """Re-check the document, and what is said at single points, by single exact answers."""
        return self.agrees() and holds(self.to_dict())

    def agrees(self) -> bool:
        """Whether single answers agree at rational vertices and beside the arcs."""
        for vertex in self.vertices:
            at = rational_point(vertex.values)
            if at is not None and reached(self.asked, at) != vertex.included:
                return False
        return all(same(self.asked, arc) for arc in self.arcs)

    def to_dict(self, *, budget: float | None = None) -> dict[str, Any]:
        """The document "oraclegames/region-3" of all equilibria, "-2" of totally mixed ones.

        Each arc with evidence on its two sides. Cost: an equilibrium for each side that is reached.

        Args:
            budget: seconds for that; what they are not enough for is left out, and the document
                says so. None for no limit.
        """
        clock = Clock(budget)
        return region_document(self, self._told_area, clock)

    def __str__(self) -> str:
        if self.dimension < 0:
            return "\n".join(self.lines())
        heading = f"the values of {_WHOSE[self.notion]}: {self.summary()}"
        axes = [f"  {axes_in_words(self.game)}"] if self.arcs else []
        return "\n".join([heading, *axes, *self.lines()])

    def columns(self) -> Columns:
        """A row for each arc with its two ends, and one for each lone point."""
        parts: list[tuple[str, str | None, Vertex, Vertex, bool]] = [
            (arc.kind, arc.equation, self.vertices[start], self.vertices[stop], arc.included)
            for arc in self.arcs
            for start, stop in (arc.ends,)
        ]
        parts += [("point", None, one, one, one.included) for one in self._lone()]
        return table_of(
            [
                {
                    "kind": kind,
                    "equation": equation,
                    "from x": start.values[0],
                    "from y": start.values[1],
                    "to x": stop.values[0],
                    "to y": stop.values[1],
                    "included": included,
                }
                for kind, equation, start, stop, included in parts
            ]
        )

    def lines(self) -> list[str]:
        """The arcs and the lone points in words, or that there are none."""
        if self.dimension < 0:
            if self.left_out:
                return ["no achievable values were found; some were left out for want of time"]
            return ["no value vector is achievable by a totally mixed equilibrium"]
        whole = self.notion == "dependency" and self.only is None
        lines = []
        for k, arc in enumerate(self.arcs):
            # the set of all equilibria is closed: its whole boundary belongs to it
            what = "" if whole else ", included" if arc.included else ", not included"
            lines.append(f"  arc {k + 1}{what}: {self.arc_in_words(k)}")
        for vertex in self._lone():
            what = "the point" if vertex.included else "missing: the point"
            lines.append(f"  {what} {self._point(vertex.values)}")
        if self.left_out:
            lines.append(f"  left out for want of time: {counted(len(self.left_out), 'rectangle')}")
        return lines

    def arc_in_words(self, number: int) -> str:
        """The equation of an arc, and its ends."""
        arc = self.arcs[number]
        ends = " to ".join(self._point(self.vertices[end].values) for end in arc.ends)
        part = ""
        if isinstance(arc.curve, CycleCurve) and not arc.curve.whole:
            name = arc.curve.component
            part = f"{name} = 0, part of " if len(name) <= LONGEST else "part of "
        return f"{part}{equation(arc.curve, arc.sample, self._write)}, from {ends}"

    def _point(self, at: Point) -> str:
        return f"({', '.join(map(self._number, at))})"

    def _number(self, value: Real) -> str:
        if isinstance(value, Fraction):
            return self._write(value)
        return f"≈{rounded(value, min(self._digits, 15))}"

    def _write(self, payoff: Fraction) -> str:
        return short(payoff, self._digits)

    @cached_property
    def _digits(self) -> int:
        """Enough to tell the payoffs of a player from each other."""
        outcomes = list(self.game.outcomes())
        return max(told_apart(self.game.payoff(i, o) for o in outcomes) for i in range(2))

    def summary(self) -> str:
        """What kind of set it is, in some words."""
        if self.dimension == 0:
            points = [v.values for v in self.vertices if v.included]
            if not points and self.left_out:
                return "none is known yet"
            if len(points) <= 3:
                return "values " + ", ".join(map(self._point, points))
        kind = ("single points", "curves", "an area")[self.dimension]
        bounds = self._told_area if self.dimension == 2 else None
        size = "" if bounds is None else f" of {rounded(sum(bounds) / 2, 4)}"
        return (
            f"{kind}{size}, "
            f"{counted(len(self.arcs), 'arc')}, {counted(len(self.vertices), 'vertex', 'vertices')}"
        )

    def _lone(self) -> list[Vertex]:
        ends = {end for arc in self.arcs for end in arc.ends}
        return [vertex for k, vertex in enumerate(self.vertices) if k not in ends]


def _close(bounds: tuple[float, float], share: Fraction) -> bool:
    return bounds[1] - bounds[0] <= float(share) * bounds[1]
