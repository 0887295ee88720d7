"""Drawing the tetrahedron with Plotly: one group of traces for each layer of the info."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from oraclegames.errors import MissingDependencyError
from oraclegames.plots.look.style import Look, Style, look
from oraclegames.plots.pictures.layout import EDGES, EYE, VERTICES, to_space
from oraclegames.plots.pictures.scene import Layer, Mark, mark
from oraclegames.plots.pictures.tetrahedron_picture import TetrahedronInfo
from oraclegames.plots.plotly.hover import escape, hover_text, plain

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

__all__ = [
    "draw_tetrahedron",
    "figure_of",
    "frame",
    "legend",
    "rim",
    "space_layout",
    "space_traces",
]

Trace = dict[str, Any]

ZOOM = 1.5
"""How large the cube of the axes is in the picture; Plotly's own choice is 1."""

SYMBOLS = {"circle": "circle", "diamond": "diamond", "star": "cross"}
"""Plotly has no stars in space."""


def draw_tetrahedron(
    info: TetrahedronInfo, *, theme: str = "light", size: str = "screen"
) -> Figure:
    """The Plotly figure of an info.

    Raises:
        InputError: there is no such theme or size.
        MissingDependencyError: plotly is not installed.
    """
    chosen = look(theme, size)
    width, height = chosen.size.pixels
    return figure_of(
        space_traces(info, chosen),
        {
            **frame(info.title, chosen),
            "legend": legend(chosen),
            "scene": space_layout(info, chosen),
            "width": width,
            "height": height,
        },
    )


def figure_of(traces: Sequence[Trace], layout: dict[str, Any]) -> Figure:
    """A figure from plain dictionaries; the only place that needs plotly."""
    try:
        from plotly.graph_objects import Figure
    except ImportError:
        raise MissingDependencyError(
            'pictures need plotly: pip install "oraclegames[plot]"'
        ) from None
    return Figure({"data": list(traces), "layout": layout})


def frame(title: str, chosen: Look) -> dict[str, Any]:
    """What all figures share: paper, letters, margins, title."""
    theme, size = chosen.theme, chosen.size
    return {
        "template": "none",
        "paper_bgcolor": theme.paper,
        "plot_bgcolor": theme.paper,
        "font": {
            "family": "Inter, Helvetica Neue, Helvetica, Arial, sans-serif",
            "size": size.font,
            "color": theme.ink,
        },
        "margin": {"l": 10, "r": 10, "b": 10, "t": 3.4 * size.font if title else 10},
        "title": {
            "text": escape(title),
            "x": 0.5,
            "xanchor": "center",
            "font": {"size": 1.35 * size.font},
        },
        "hoverlabel": {
            "bgcolor": theme.paper,
            "bordercolor": theme.faint,
            "font": {"color": theme.ink, "size": 0.92 * size.font},
            "align": "left",
        },
    }


def legend(chosen: Look) -> dict[str, Any]:
    """Below the picture, in as many columns as there is room for."""
    return {
        "orientation": "h",
        "x": 0.5,
        "xanchor": "center",
        "y": 0,
        "yanchor": "top",
        "bgcolor": "rgba(0,0,0,0)",
        "font": {"size": 0.92 * chosen.size.font},
        "itemsizing": "constant",
        "groupclick": "togglegroup",
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
    traces = [_edges(chosen), _corners(info, chosen)]
    for layer in info.layers:
        traces += _layer(layer, info, chosen, talking_meshes)
    return traces


def _edges(chosen: Look) -> Trace:
    x, y, z = _coordinates([[VERTICES[i], VERTICES[j]] for i, j in EDGES])
    return {
        "type": "scatter3d",
        "mode": "lines",
        "x": x,
        "y": y,
        "z": z,
        "line": {"color": chosen.theme.faint, "width": 1.2 * chosen.size.line},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _corners(info: TetrahedronInfo, chosen: Look) -> Trace:
    """Small points at the pure outcomes, to hover at."""
    x, y, z = zip(*VERTICES)
    marks = [mark(info.payoffs, [float(k == cell) for cell in range(4)]) for k in range(4)]
    return {
        "type": "scatter3d",
        "mode": "markers",
        "x": x,
        "y": y,
        "z": z,
        "marker": {"color": chosen.theme.faint, "size": 0.35 * chosen.size.marker},
        "hovertext": [_hover(info, point) for point in marks],
        "hoverinfo": "text",
        "showlegend": False,
    }


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
                "xanchor": {-1: "right", 0: "center", 1: "left"}[dx],
                "yanchor": {-1: "top", 0: "middle", 1: "bottom"}[dy],
                "align": {-1: "right", 0: "center", 1: "left"}[dx],
                "xshift": gap * dx,
                "yshift": gap * dy,
                "font": {"color": chosen.theme.ink, "size": 0.95 * chosen.size.font},
            }
        )
    return found


def _layer(layer: Layer, info: TetrahedronInfo, chosen: Look, talking_meshes: bool) -> list[Trace]:
    style = chosen.theme.styles[layer.role]
    traces = []
    if layer.mesh is not None:
        traces.append(_mesh(layer, style, info, talking_meshes))
    if layer.lines:
        traces.append(_lines(layer.lines, style, info, chosen))
    if layer.points:
        traces.append(_points(layer.points, style, info, chosen))
    if not traces:  # the legend says so
        empty = {"x": [None], "y": [None], "z": [None]}
        marker = {"color": style.colour, "symbol": "circle-open"}
        traces.append({"type": "scatter3d", "mode": "markers", "marker": marker, **empty})
    for number, trace in enumerate(traces):
        trace.update(
            name=escape(layer.name),
            legendgroup=layer.role,
            showlegend=number == 0,
        )
    return traces


def _mesh(layer: Layer, style: Style, info: TetrahedronInfo, talking: bool) -> Trace:
    mesh = layer.mesh
    assert mesh is not None
    space = to_space(mesh.vertices)
    i, j, k = zip(*mesh.triangles)
    trace = {
        "type": "mesh3d",
        "x": space[:, 0],
        "y": space[:, 1],
        "z": space[:, 2],
        "i": i,
        "j": j,
        "k": k,
        "color": style.fill,
        "opacity": style.opacity,
        "flatshading": False,
        "lighting": {"ambient": 0.75, "diffuse": 0.5, "specular": 0.08, "roughness": 0.8},
        "lightposition": {"x": 800, "y": -2000, "z": 1600},
        "hoverinfo": "text" if talking else "skip",
    }
    if talking:
        marks = [mark(info.payoffs, p, layer.name) for p in mesh.vertices]
        trace["hovertext"] = [_hover(info, point) for point in marks]
    return trace


def _lines(
    lines: Sequence[Sequence[Mark]], style: Style, info: TetrahedronInfo, chosen: Look
) -> Trace:
    x, y, z = _coordinates([to_space([point.cells for point in line]) for line in lines])
    texts: list[str | None] = []
    for line in lines:
        texts += [*(_hover(info, point) for point in line), None]
    return {
        "type": "scatter3d",
        "mode": "lines",
        "x": x,
        "y": y,
        "z": z,
        "line": {
            "color": style.colour,
            "width": 1.6 * chosen.size.line * style.line,
            "dash": "dash" if style.dashed else "solid",
        },
        "hovertext": texts,
        "hoverinfo": "text",
    }


def _points(points: Sequence[Mark], style: Style, info: TetrahedronInfo, chosen: Look) -> Trace:
    space = to_space([point.cells for point in points])
    symbol = SYMBOLS[style.marker]
    return {
        "type": "scatter3d",
        "mode": "markers",
        "x": space[:, 0],
        "y": space[:, 1],
        "z": space[:, 2],
        "marker": {
            "symbol": f"{symbol}-open" if style.hollow or style.ring else symbol,
            "size": chosen.size.marker * style.marker_size,
            "color": style.colour,
            "line": {"color": rim(style, chosen), "width": 1},
        },
        "hovertext": [_hover(info, point) for point in points],
        "hoverinfo": "text",
    }


def rim(style: Style, chosen: Look) -> str:
    """The colour of a marker's edge."""
    if style.hollow or style.ring:
        return style.colour
    return chosen.theme.ink if style.marker == "star" else chosen.theme.paper


def _hover(info: TetrahedronInfo, point: Mark) -> str:
    return hover_text(point, info.players, info.moves, info.vertices)


def _coordinates(lines: Sequence[Any]) -> tuple[list[float | None], ...]:
    """Several lines in one trace, with a gap after each."""
    columns: tuple[list[float | None], ...] = ([], [], [])
    for line in lines:
        for place in line:
            for column, coordinate in zip(columns, place):
                column.append(float(coordinate))
        for column in columns:
            column.append(None)
    return columns
