"""The exact region of two players as a document: every vertex and arc with evidence.

Evidence costs an equilibrium for each side of an arc that is reached. Where there is no time for
all of it, what has none is left out, and the document says that arcs may be missing everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock, OutOfTime
from oraclegames.conditional.two_players.arcs import Arc, Vertex
from oraclegames.conditional.two_players.arrangement import Rectangle
from oraclegames.conditional.two_players.equations import moves_around
from oraclegames.conditional.two_players.evidence import (
    Asked,
    beside,
    decided,
    rational_point,
)
from oraclegames.conditional.two_players.graph import CycleCurve, Point
from oraclegames.exact.algebraic import number_document
from oraclegames.exact.rational import format_rational
from oraclegames.exact.show import shown_float
from oraclegames.games.document import heading

if TYPE_CHECKING:
    from oraclegames.conditional.two_players.planar_region import PlanarRegion


def region_document(
    region: PlanarRegion, bounds: tuple[float, float] | None, clock: Clock
) -> dict[str, Any]:
    """The document "oraclegames/region-3" of all equilibria, "-2" of totally mixed ones.

    Args:
        region: the region.
        bounds: of its area, if they are known.
        clock: when to stop looking for evidence.
    """
    version = 3 if region.notion == "dependency" else 2
    boundary = boundary_document(region, clock)
    if boundary["status"] == "partial":
        bounds = None
    return {
        **heading(f"oraclegames/region-{version}", region.game),
        "axes": list(region.game.players),
        "dimension": region.dimension,
        "area": None if bounds is None else sum(bounds) / 2,
        "area_bounds": None if bounds is None else list(bounds),
        **boundary,
    }


def boundary_document(region: PlanarRegion, clock: Clock) -> dict[str, Any]:
    """The vertices and arcs as plain data, and what was left out."""
    asked, arcs, left_out = region.asked, [], list(region.left_out)
    vertices: dict[int, dict[str, Any]] = {}
    status = region.status

    def add(*numbers: int) -> None:
        found = {k: _vertex(asked, region.vertices[k], clock) for k in numbers if k not in vertices}
        vertices.update(found)

    try:
        for arc in region.arcs:
            described = _arc(asked, arc, clock)
            add(*arc.ends)
            arcs.append(described)
        add(*range(len(region.vertices)))
    except OutOfTime:
        xs, ys = asked.lines
        left_out.append(((xs[0], xs[-1]), (ys[0], ys[-1])))
        status = "partial"
    place = {number: k for k, number in enumerate(sorted(vertices))}
    return {
        "vertices": [vertices[number] for number in place],
        "arcs": [arc | {"ends": [place[end] for end in arc["ends"]]} for arc in arcs],
        "status": status,
        "left_out": [_rectangle(one) for one in left_out],
    }


def _rectangle(one: Rectangle) -> dict[str, Any]:
    return {axis: [format_rational(v) for v in ends] for axis, ends in zip("xy", one)}


def _vertex(asked: Asked, vertex: Vertex, clock: Clock) -> dict[str, Any]:
    x, y = vertex.values
    return {
        "values": [shown_float(x), shown_float(y)],
        "exact": [number_document(x), number_document(y)],
        "included": vertex.included,
        "evidence": _evidence(asked, vertex.values, clock),
    }


def _arc(asked: Asked, arc: Arc, clock: Clock) -> dict[str, Any]:
    curve = arc.curve
    described: dict[str, Any] = {"kind": arc.kind, "equation": arc.equation, "moves": None}
    if isinstance(curve, CycleCurve):
        described["moves"] = moves_around(asked.game, curve.cycle)
        described["component"] = None if curve.whole else f"{curve.component} = 0"
    return {
        "curve": described,
        "ends": list(arc.ends),
        "included": arc.included,
        "sides": list(arc.sides),
        "evidence": _evidence(asked, arc.sample, clock),
        "sample": [number_document(v) for v in arc.sample],
        "beside": [decided(asked, point, clock) for point in beside(asked, arc, clock)],
    }


def _evidence(asked: Asked, at: Point, clock: Clock) -> dict[str, Any] | None:
    """That a point is reached or not, if it is rational."""
    rational = rational_point(at)
    return None if rational is None else decided(asked, rational, clock)
