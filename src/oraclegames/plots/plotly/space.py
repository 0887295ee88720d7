"""Drawing with Plotly in space: the tetrahedron, and the values of three players."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oraclegames.plots.look.style import Look
from oraclegames.plots.pictures.layout import EDGES, EYE, UNITS, VERTICES, places_of
from oraclegames.plots.pictures.scene import Cells, Mark, Place, mark
from oraclegames.plots.pictures.tetrahedron_picture import TetrahedronInfo
from oraclegames.plots.pictures.value_region import ValueRegionInfo, region_axes, region_layers
from oraclegames.plots.plotly.frame import ACROSS, UP, Drawn, frame, legend
from oraclegames.plots.plotly.hover import escape, plain, teller
from oraclegames.plots.plotly.traces import Stage, Trace, coordinates, layer_traces

ZOOM = 1.5
"""How large the cube of the axes is in the picture; Plotly's own choice is 1."""


def draw_tetrahedron(info: TetrahedronInfo, chosen: Look) -> Drawn:
    """The figure of an info."""
    layout = {
        **frame(info.title, chosen),
        "legend": legend(chosen),
        "scene": space_layout(info, chosen),
    }
    return {"data": space_traces(info, chosen), "layout": layout}


def draw_body(info: ValueRegionInfo, chosen: Look) -> Drawn:
    """The values that three players can have, to be turned."""
    stage = Stage(chosen, 3, places=list)
    axes = zip(("xaxis", "yaxis", "zaxis"), region_axes(info))
    return {
        "data": [trace for layer in region_layers(info) for trace in layer_traces(layer, stage)],
        "layout": {
            **frame(info.title, chosen),
            "legend": legend(chosen),
            "scene": {axis: {"title": {"text": escape(title)}} for axis, title in axes},
        },
    }


def space_layout(info: TetrahedronInfo, chosen: Look) -> dict[str, Any]:
    """Equal axes that are not shown, and an orthographic eye."""
    hidden = {"visible": False, "showspikes": False, "range": [-1.1, 1.1]}
    return {
        "xaxis": hidden,
        "yaxis": hidden,
        "zaxis": hidden,
        "aspectmode": "manual",
        "aspectratio": dict.fromkeys("xyz", ZOOM),
        "annotations": _annotations(info, chosen),
        "bgcolor": chosen.theme.paper,
        "camera": {
            "projection": {"type": "orthographic"},
            "eye": dict(zip("xyz", EYE)),
            "center": {"x": 0, "y": 0, "z": 0},
        },
    }


def space_traces(
    info: TetrahedronInfo, chosen: Look, *, talking_meshes: bool = True
) -> list[Trace]:
    """The frame, then the layers from the back to the front.

    The texts of the meshes' vertices are most of a figure; without ``talking_meshes`` they are left
    out.
    """
    tell = teller(info)

    def tell_mesh(vertices: Sequence[Cells], name: str) -> list[str]:
        return tell([mark(info.payoffs, cells, name) for cells in vertices])

    stage = Stage(chosen, 3, _in_space, tell, tell_mesh if talking_meshes else None)
    traces = _tetrahedron(tell_mesh(UNITS, ""), chosen)
    for layer in info.layers:
        traces += layer_traces(layer, stage)
    return traces


def _in_space(points: Sequence[Any]) -> list[Place]:
    """Where marks or vertices of a mesh stand in the tetrahedron."""
    if isinstance(points[0], Mark):
        points = [point.cells for point in points]
    return places_of(points)


def _tetrahedron(texts: list[str], chosen: Look) -> list[Trace]:
    """The edges, and small points at the pure outcomes to hover at."""
    size, faint = chosen.size, chosen.theme.faint
    gap = (None, None, None)
    ends = [place for i, j in EDGES for place in (VERTICES[i], VERTICES[j], gap)]
    return [
        {
            "type": "scatter3d",
            "mode": "lines",
            **coordinates(ends, "xyz"),
            "line": {"color": faint, "width": 1.2 * size.line},
            "hoverinfo": "skip",
            "showlegend": False,
        },
        {
            "type": "scatter3d",
            "mode": "markers",
            **coordinates(VERTICES, "xyz"),
            "marker": {"color": faint, "size": 0.35 * size.marker},
            "hovertext": texts,
            "hoverinfo": "text",
            "showlegend": False,
        },
    ]


def _annotations(info: TetrahedronInfo, chosen: Look) -> list[dict[str, Any]]:
    """The labels and the payoffs of the pure outcomes, beside the vertices."""
    found = []
    gap = 1.2 * chosen.size.font
    for place, vertex, (dx, dy) in zip(VERTICES, info.vertices, ((0, 1), (-1, 0), (1, 0), (0, -1))):
        narrow = dx and sum(map(len, vertex.labels)) > 12
        names = (",<br>" if narrow else ", ").join(map(plain, vertex.labels))
        x, y = map(plain, vertex.payoffs)
        found.append(
            {
                **dict(zip("xyz", place)),
                "text": f"<b>{names}</b><br>{x}, {y}",
                "showarrow": False,
                "xanchor": ACROSS[dx],
                "yanchor": UP[dy],
                "align": ACROSS[dx],
                "xshift": gap * dx,
                "yshift": gap * dy,
                "font": {"color": chosen.theme.ink, "size": 0.95 * chosen.size.font},
            }
        )
    return found
