"""A layer of any picture as traces of Plotly, in a plane or in space."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from oraclegames.plots.look.style import Look, Style
from oraclegames.plots.pictures.alike import SCALE
from oraclegames.plots.pictures.layout import places_in
from oraclegames.plots.pictures.scene import Layer, Mark, Payoffs, Place, mark
from oraclegames.plots.plotly.frame import translucent
from oraclegames.plots.plotly.hover import Tell, escape

Trace = dict[str, Any]

SYMBOLS = {
    2: {"cross": "cross-thin"},
    3: {"star": "cross"},  # Plotly has no stars in space
}
"""Where Plotly's name for a marker is not ours, by the number of axes."""

EDGE = 0.4
"""How wide the edges of a body are, beside curves."""

CASING = 5.0
"""How wide similarities are in space: around the curve, for of two lines in one place bits of both
are seen."""

LIKENESS = frozenset(role for _, role, _ in SCALE)
"""The roles of similarities."""

BODY = 0.7
"""How much of their opacity areas in space have, for many lie behind each other."""


@dataclass(frozen=True)
class Stage:
    """Where layers are drawn.

    Attributes:
        chosen: the look.
        axes: 2 for a plane, 3 for space.
        tell: what the pointer tells at marks; plain places have texts of their own.
        payoffs: those of the game, if the vertices of meshes tell of themselves as well.
    """

    chosen: Look
    axes: int
    tell: Tell | None = None
    payoffs: Payoffs | None = None


def draw_layers(layers: Iterable[Layer[Mark] | Layer[Place]], stage: Stage) -> list[Trace]:
    """The traces of all layers, from the back to the front."""
    return [trace for layer in layers for trace in _traces(layer, stage)]


def _traces(layer: Layer[Mark] | Layer[Place], stage: Stage) -> list[Trace]:
    """The traces of one entry of the legend; one without data where there is nothing to draw."""
    style = stage.chosen.theme.styles[layer.role]
    scatter = "scatter" if stage.axes == 2 else "scatter3d"
    traces: list[Trace] = []
    if layer.mesh is not None:
        traces.append(_mesh(layer, style, stage))
    if layer.areas:
        fill = _areas if stage.axes == 2 else _body
        traces.append(fill(layer, style, stage))
    if layer.lines:
        traces.append(_lines(layer.lines, layer, style, stage))
    if layer.points:
        traces.append(_points(layer, style, stage))
    if not traces:  # the legend says so
        marker = {"color": style.colour, "symbol": "circle-open"}
        nowhere = coordinates([(None,) * stage.axes], "xyz")
        traces.append({"mode": "markers", "marker": marker, **nowhere})
    entry = {"name": escape(layer.name), "legendgroup": layer.key}
    return [
        {"type": scatter, **trace, **entry, "showlegend": number == 0}
        for number, trace in enumerate(traces)
    ]


def coordinates(places: Iterable[Sequence[float | None]], names: str) -> dict[str, list[Any]]:
    """Places as one list for each axis."""
    columns = zip(*places)
    return {name: list(column) for name, column in zip(names, columns)}


def _mesh(layer: Layer[Any], style: Style, stage: Stage) -> Trace:
    mesh = layer.mesh
    assert mesh is not None
    trace = {
        **_triangles(places_in(mesh.vertices, 3), mesh.triangles, style),
        "lighting": {"ambient": 0.75, "diffuse": 0.5, "specular": 0.08, "roughness": 0.8},
        "lightposition": {"x": 800, "y": -2000, "z": 1600},
    }
    if stage.tell is None or stage.payoffs is None:
        return trace
    marks = [mark(stage.payoffs, cells, layer.name) for cells in mesh.vertices]
    return {**trace, "hoverinfo": "text", "hovertext": stage.tell(marks)}


def _body(layer: Layer[Any], style: Style, stage: Stage) -> Trace:
    """Polygons in space, each as a fan of triangles."""
    triangles, start = [], 0
    for area in layer.areas:
        triangles += [(start, start + k, start + k + 1) for k in range(1, len(area) - 1)]
        start += len(area)
    trace = _triangles(list(chain.from_iterable(layer.areas)), triangles, style)
    return {**trace, "opacity": BODY * style.opacity, "flatshading": True}


def _triangles(
    corners: Sequence[Place], triangles: Sequence[tuple[int, int, int]], style: Style
) -> Trace:
    return {
        "type": "mesh3d",
        **coordinates(corners, "xyz"),
        **coordinates(triangles, "ijk"),
        "color": style.fill,
        "opacity": style.opacity,
        "flatshading": False,
        "hoverinfo": "skip",
    }


def _areas(layer: Layer[Any], style: Style, stage: Stage) -> Trace:
    closed = [(*area, area[0]) for area in layer.areas]
    trace = _lines(closed, layer, style, stage)
    if not style.outlined:
        trace["line"]["width"] = 0
    fill = translucent(style.fill, style.opacity)
    return {**trace, "fill": "toself", "fillcolor": fill, "hoveron": "points"}


def _lines(lines: Sequence[Sequence[Any]], layer: Layer[Any], style: Style, stage: Stage) -> Trace:
    width = (1.0 if stage.axes == 2 else 1.6) * stage.chosen.size.line * style.line
    if stage.axes == 3 and stage.tell is None and not layer.points:
        width *= EDGE
    if stage.axes == 3 and layer.role in LIKENESS:
        width *= CASING
    places: list[Sequence[float | None]] = []
    for line in lines:  # in one trace, with a gap after each
        places += [*places_in(line, stage.axes), (None,) * stage.axes]
    trace: Trace = {
        "mode": "lines",
        **coordinates(places, "xyz"),
        "line": {"color": style.colour, "width": width, "dash": style.dash},
        "hoverinfo": "text",
    }
    if stage.tell is not None and isinstance(lines[0][0], Mark):
        texts: list[str | None] = []
        for line in lines:
            texts += [*stage.tell(line), None]
        return {**trace, "hovertext": texts}
    if layer.notes and len(layer.notes) == len(lines):
        told: list[str | None] = []
        for line, note in zip(lines, layer.notes):
            words = f"<b>{escape(layer.name)}</b><br>{escape(note)}"
            told += [*[words] * len(line), None]
        return {**trace, "hovertext": told}
    if layer.note:
        return {**trace, "hovertext": f"<b>{escape(layer.name)}</b><br>{escape(layer.note)}"}
    return {**trace, "hoverinfo": "skip"}


def _points(layer: Layer[Any], style: Style, stage: Stage) -> Trace:
    chosen = stage.chosen
    symbol = SYMBOLS[stage.axes].get(style.marker, style.marker)
    size = (1.2 if stage.axes == 2 else 1.0) * chosen.size.marker * style.marker_size * layer.scale
    trace: Trace = {
        "mode": "markers",
        **coordinates(places_in(layer.points, stage.axes), "xyz"),
        "marker": {
            "symbol": f"{symbol}-open" if style.is_open else symbol,
            "size": size,
            "color": style.colour,
            "line": {
                "color": style.rim(chosen.theme),
                "width": layer.scale * (1.5 if style.is_open and stage.axes == 2 else 1),
            },
        },
    }
    if stage.tell is not None and isinstance(layer.points[0], Mark):
        return {**trace, "hovertext": stage.tell(layer.points), "hoverinfo": "text"}
    what = "%{text}" if layer.texts else escape(layer.name)
    if layer.texts:
        trace["text"] = [escape(text) for text in layer.texts]
    place = ", ".join(f"%{{{name}:.4g}}" for name in "xyz"[: stage.axes])
    return {**trace, "hovertemplate": f"{place}<extra>{what}</extra>"}
