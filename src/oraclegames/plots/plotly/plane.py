"""Drawing the plane of values with Plotly: one group of traces for each layer of the info."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from oraclegames.plots.look.style import Look, Style, look
from oraclegames.plots.pictures.labels import Label, axis_ranges, outcome_labels
from oraclegames.plots.pictures.scene import Layer, Mark
from oraclegames.plots.pictures.values_picture import ValuesInfo
from oraclegames.plots.plotly.hover import escape, hover_text, plain
from oraclegames.plots.plotly.space import figure_of, frame, legend, rim

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

__all__ = ["draw_values", "label_annotations", "plane_layout", "plane_traces", "translucent"]

Trace = dict[str, Any]

SYMBOLS = {
    "circle": "circle",
    "diamond": "diamond",
    "star": "star",
    "square": "square",
    "cross": "cross-thin",
}


def draw_values(info: ValuesInfo, *, theme: str = "light", size: str = "screen") -> Figure:
    """The Plotly figure of an info.

    Raises:
        InputError: there is no such theme or size.
        MissingDependencyError: plotly is not installed.
    """
    chosen = look(theme, size)
    width, height = chosen.size.pixels
    layout = {
        **frame(info.title, chosen),
        "legend": {**legend(chosen), "y": -0.14},
        **plane_layout(info, chosen),
        "width": width,
        "height": height,
    }
    layout["margin"] = {**layout["margin"], "l": 4.5 * chosen.size.font}
    return figure_of(plane_traces(info, chosen), layout)


def plane_layout(info: ValuesInfo, chosen: Look) -> dict[str, Any]:
    """Two axes with a unit of their own each: payoffs of different players do not compare."""
    theme, size = chosen.theme, chosen.size
    axes: dict[str, Any] = {"annotations": label_annotations(outcome_labels(info), chosen)}
    for key, player, span in zip(("xaxis", "yaxis"), info.players, axis_ranges(info)):
        axes[key] = {
            "title": {"text": f"value to {plain(player)}", "standoff": 0.6 * size.font},
            "range": list(span),
            "showgrid": True,
            "gridcolor": translucent(theme.faint, 0.22),
            "zeroline": False,
            "showline": True,
            "linecolor": theme.faint,
            "ticks": "outside",
            "tickcolor": theme.faint,
        }
    return axes


def plane_traces(info: ValuesInfo, chosen: Look) -> list[Trace]:
    """The layers from the back to the front; the maximin lines on the polygon."""
    traces = []
    for layer in info.layers:
        traces += _layer(layer, info, chosen)
        if layer.role == "feasible":
            traces.append(_maximin(info, chosen))
    return traces


def translucent(colour: str, opacity: float) -> str:
    """A colour #RRGGBB with an opacity."""
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def _maximin(info: ValuesInfo, chosen: Look) -> Trace:
    style = chosen.theme.styles["maximin"]
    (left, right), (low, high) = axis_ranges(info)
    x, y = info.maximin
    names = " and ".join(f"{value:.4g} to {plain(p)}" for value, p in zip((x, y), info.players))
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x, x, x, None, left, x, right],
        "y": [low, y, high, None, y, y, y],
        "line": {
            "color": style.colour,
            "width": chosen.size.line * style.line,
            "dash": "dot",
        },
        "hovertext": f"<b>pure maximin</b><br>{names}",
        "hoverinfo": "text",
        "name": "Pure maximin",
        "legendgroup": "maximin",
        "showlegend": True,
    }


def label_annotations(labels: Sequence[Label], chosen: Look) -> list[dict[str, Any]]:
    """The names of the pure outcomes, a little away from their points."""
    gap = 0.75 * chosen.size.font
    return [
        {
            "x": label.x,
            "y": label.y,
            "text": "<br>".join(map(escape, label.lines)),
            "showarrow": False,
            "xanchor": {-1: "right", 0: "center", 1: "left"}[label.dx],
            "yanchor": {-1: "top", 0: "middle", 1: "bottom"}[label.dy],
            "xshift": gap * label.dx,
            "yshift": gap * label.dy,
            "align": {-1: "right", 0: "center", 1: "left"}[label.dx],
            "font": {"color": chosen.theme.ink, "size": 0.92 * chosen.size.font},
        }
        for label in labels
    ]


def _layer(layer: Layer, info: ValuesInfo, chosen: Look) -> list[Trace]:
    style = chosen.theme.styles[layer.role]
    traces = []
    if layer.areas:
        traces.append(_areas(layer.areas, style, info, chosen))
    if layer.lines:
        traces.append(_lines(layer.lines, style, info, chosen))
    if layer.points:
        traces.append(_points(layer.points, style, info, chosen))
    if not traces:  # the legend says so
        marker = {"color": style.colour, "symbol": "circle-open"}
        traces.append(
            {"type": "scatter", "mode": "markers", "marker": marker, "x": [None], "y": [None]}
        )
    for number, trace in enumerate(traces):
        trace.update(name=escape(layer.name), legendgroup=layer.role, showlegend=number == 0)
    return traces


def _areas(areas: Sequence[Sequence[Mark]], style: Style, info: ValuesInfo, chosen: Look) -> Trace:
    closed = [[*area, area[0]] for area in areas]
    trace = _lines(closed, style, info, chosen)
    return {
        **trace,
        "fill": "toself",
        "fillcolor": translucent(style.fill, style.opacity),
        "hoveron": "points",
    }


def _lines(lines: Sequence[Sequence[Mark]], style: Style, info: ValuesInfo, chosen: Look) -> Trace:
    x: list[float | None] = []
    y: list[float | None] = []
    texts: list[str | None] = []
    for line in lines:
        x += [*(point.values[0] for point in line), None]
        y += [*(point.values[1] for point in line), None]
        texts += [*(_hover(info, point) for point in line), None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {
            "color": style.colour,
            "width": chosen.size.line * style.line,
            "dash": "dash" if style.dashed else "solid",
        },
        "hovertext": texts,
        "hoverinfo": "text",
    }


def _points(points: Sequence[Mark], style: Style, info: ValuesInfo, chosen: Look) -> Trace:
    symbol = SYMBOLS[style.marker]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [point.values[0] for point in points],
        "y": [point.values[1] for point in points],
        "marker": {
            "symbol": f"{symbol}-open" if style.hollow or style.ring else symbol,
            "size": 1.25 * chosen.size.marker * style.marker_size,
            "color": style.colour,
            "line": {
                "color": rim(style, chosen),
                "width": 1.5 if style.hollow or style.ring else 1,
            },
        },
        "hovertext": [_hover(info, point) for point in points],
        "hoverinfo": "text",
    }


def _hover(info: ValuesInfo, point: Mark) -> str:
    return hover_text(point, info.players, info.moves, info.vertices)
