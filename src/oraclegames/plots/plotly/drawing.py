"""Drawing any info with Plotly, as plain JSON: nothing here needs Plotly itself.

The axes of a plane have a unit of their own each, for payoffs of different players do not compare.
"""

from __future__ import annotations

from typing import Any

from oraclegames.plots.look.style import Look
from oraclegames.plots.pictures.layout import EDGES, EYE, SIDES, UNITS, VERTICES
from oraclegames.plots.pictures.match_layers import payoff_plane
from oraclegames.plots.pictures.payoffs import PayoffInfo
from oraclegames.plots.pictures.phase import PhaseInfo
from oraclegames.plots.pictures.scene import Info, Plane, mark
from oraclegames.plots.pictures.similarity import SimilarInfo, similar_planes
from oraclegames.plots.pictures.strip import StripInfo, strip_plane
from oraclegames.plots.pictures.tetrahedron_picture import TetrahedronInfo
from oraclegames.plots.pictures.value_region import ValueRegionInfo, region_plane
from oraclegames.plots.pictures.values_picture import BothInfo, ValuesInfo, values_plane
from oraclegames.plots.pictures.zones import ZoneInfo
from oraclegames.plots.plotly.frame import Drawn, axis, beside, frame, legend
from oraclegames.plots.plotly.heatmaps import draw_phase, draw_zones
from oraclegames.plots.plotly.hover import Tell, escape, teller
from oraclegames.plots.plotly.traces import Stage, Trace, coordinates, draw_layers

ZOOM = 1.5
"""How large the cube of the axes is in the picture; Plotly's own choice is 1."""


def draw_plotly(info: Info, chosen: Look) -> Drawn:
    """The traces and the layout of an info."""
    match info:
        case TetrahedronInfo():
            return draw_tetrahedron(info, chosen)
        case ValuesInfo():
            return draw_values(info, chosen)
        case BothInfo():
            return _both(info, chosen)
        case ValueRegionInfo():
            draw = _draw_plane if len(info.players) == 2 else _draw_body
            return draw(region_plane(info), chosen)
        case PayoffInfo():
            return _draw_plane(payoff_plane(info), chosen)
        case ZoneInfo():
            return draw_zones(info, chosen)
        case SimilarInfo():
            return _pair(info, chosen)
        case StripInfo():
            return _draw_plane(strip_plane(info), chosen)
        case PhaseInfo():
            return draw_phase(info, chosen)
        case Plane():
            return (_draw_plane if len(info.axes) == 2 else _draw_body)(info, chosen)
    raise TypeError(f"there is no picture of {type(info).__name__}")


def draw_tetrahedron(info: TetrahedronInfo, chosen: Look, *, talking_meshes: bool = True) -> Drawn:
    """The tetrahedron on axes that are not shown, before an orthographic eye.

    The texts of the meshes' vertices are most of a figure; without ``talking_meshes`` they are left
    out.
    """
    tell = teller(info)
    stage = Stage(chosen, 3, tell, info.payoffs if talking_meshes else None)
    texts = tell([mark(info.payoffs, unit) for unit in UNITS])
    hidden = {"visible": False, "showspikes": False, "range": [-1.1, 1.1]}
    notes = [
        beside(place, [f"<b>{line}</b>" for line in names] + [payoffs], way, 1.2, chosen)
        for place, vertex, way in zip(VERTICES, info.vertices, SIDES)
        for *names, payoffs in [map(escape, vertex.lines(narrow=way[0] != 0))]
    ]
    scene = {
        **dict.fromkeys(("xaxis", "yaxis", "zaxis"), hidden),
        "aspectmode": "manual",
        "aspectratio": dict.fromkeys("xyz", ZOOM),
        "annotations": notes,
        "bgcolor": chosen.theme.paper,
        "camera": {
            "projection": {"type": "orthographic"},
            "eye": dict(zip("xyz", EYE)),
            "center": {"x": 0, "y": 0, "z": 0},
        },
    }
    return {
        "data": [*_edges(texts, chosen), *draw_layers(info.layers, stage)],
        "layout": {**frame(info.title, chosen), "legend": legend(chosen), "scene": scene},
    }


def draw_values(info: ValuesInfo, chosen: Look) -> Drawn:
    """The plane of values; the pointer tells the distribution at each mark."""
    return _draw_plane(values_plane(info), chosen, teller(info))


def _draw_plane(plane: Plane, chosen: Look, tell: Tell | None = None) -> Drawn:
    layout = {
        **frame(plane.title, chosen),
        "legend": legend(chosen, -0.14),
        "annotations": [
            beside((one.x, one.y), map(escape, one.lines), (one.dx, one.dy), 0.75, chosen)
            for one in plane.labels
        ],
    }
    if plane.note:
        layout["annotations"].append(_note(plane, chosen))
    for key, title, span in zip(("xaxis", "yaxis"), plane.axes, plane.ranges):
        layout[key] = axis(title, span, chosen)
    longest = max((len(name) for _, name in plane.names), default=0)
    layout["margin"]["l"] = (4.5 + 0.5 * longest) * chosen.size.font
    if plane.names:
        places, names = zip(*plane.names)
        layout["yaxis"] |= {"tickvals": list(places), "ticktext": list(map(escape, names))}
    return {"data": draw_layers(plane.layers, Stage(chosen, 2, tell)), "layout": layout}


def _draw_body(plane: Plane, chosen: Look) -> Drawn:
    """The values that three players can have, to be turned."""
    axes = zip(("xaxis", "yaxis", "zaxis"), plane.axes, plane.ranges)
    # a wall's own colour would flicker where a shadow lies on it
    scene: dict[str, Any] = {
        key: {"title": {"text": escape(title)}, "range": span, "showbackground": False}
        for key, title, span in axes
    }
    scene["camera"] = {"eye": dict(zip("xyz", FROM)), "center": {"x": 0, "y": 0, "z": -0.1}}
    layout = {**frame(plane.title, chosen), "legend": legend(chosen), "scene": scene}
    if plane.note:
        layout["annotations"] = [_note(plane, chosen)]
    return {"data": draw_layers(plane.layers, Stage(chosen, 3)), "layout": layout}


FROM = (1.45, 1.45, 1.2)
"""Where a body is seen from: as far that the names of its axes are in the picture."""


def _note(plane: Plane, chosen: Look) -> dict[str, Any]:
    """What is written into the picture."""
    middle = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 1.0, "yanchor": "top"}
    font = {"color": chosen.theme.ink, "size": 0.9 * chosen.size.font}
    return {**middle, "text": f"<i>{escape(plane.note)}</i>", "showarrow": False, "font": font}


def _both(info: BothInfo, chosen: Look) -> Drawn:
    """Side by side; layers of the same role have one entry of the legend, which switches both."""
    left, right = draw_tetrahedron(info.tetrahedron, chosen), draw_values(info.values, chosen)
    listed = {trace["legendgroup"] for trace in left["data"] if trace["showlegend"]}
    for trace in right["data"]:
        trace["showlegend"] &= trace["legendgroup"] not in listed
    layout = {**right["layout"], **frame(info.title, chosen), "legend": legend(chosen, -0.06)}
    layout["scene"] = left["layout"]["scene"]
    layout["scene"]["domain"] = {"x": [0.0, 0.52], "y": [0.0, 1.0]}
    layout["xaxis"]["domain"] = [0.6, 1.0]
    layout["yaxis"]["domain"] = [0.08, 0.94]
    layout["width"] = round(1.6 * layout["width"])
    return {"data": [*left["data"], *right["data"]], "layout": layout}


def _pair(info: SimilarInfo, chosen: Look) -> Drawn:
    """Two planes side by side, with one legend."""
    left, right = (_draw_plane(plane, chosen) for plane in similar_planes(info))
    listed = {trace["legendgroup"] for trace in left["data"] if trace["showlegend"]}
    for trace in right["data"]:
        trace["showlegend"] &= trace["legendgroup"] not in listed
        trace |= {"xaxis": "x2", "yaxis": "y2"}
    layout = {**left["layout"], **frame(info.title, chosen), "legend": legend(chosen, -0.14)}
    layout["margin"]["l"] = 4.5 * chosen.size.font
    layout["xaxis"] |= {"domain": [0.0, 0.45]}
    layout["xaxis2"] = {**right["layout"]["xaxis"], "domain": [0.57, 1.0], "anchor": "y2"}
    layout["yaxis2"] = {**right["layout"]["yaxis"], "anchor": "x2"}
    layout["width"] = round(1.5 * layout["width"])
    return {"data": [*left["data"], *right["data"]], "layout": layout}


def _edges(texts: list[str], chosen: Look) -> list[Trace]:
    """The edges, and small points at the pure outcomes to hover at."""
    faint = chosen.theme.faint
    gap = (None, None, None)
    ends: list[Any] = [place for i, j in EDGES for place in (VERTICES[i], VERTICES[j], gap)]
    return [
        {
            "type": "scatter3d",
            "mode": "lines",
            **coordinates(ends, "xyz"),
            "line": {"color": faint, "width": 1.2 * chosen.size.line},
            "hoverinfo": "skip",
            "showlegend": False,
        },
        {
            "type": "scatter3d",
            "mode": "markers",
            **coordinates(VERTICES, "xyz"),
            "marker": {"color": faint, "size": 0.35 * chosen.size.marker},
            "hovertext": texts,
            "hoverinfo": "text",
            "showlegend": False,
        },
    ]
