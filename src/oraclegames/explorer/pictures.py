"""The pictures of the page: those of :mod:`oraclegames.plots`, in the form the page wants them.

They lose the legend of Plotly, for the page has lists and switches of its own, fill whatever room
the page gives them, and gain the points that are looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oraclegames.conditional.solution import Solution
from oraclegames.exact.algebraic import Number
from oraclegames.explorer.view import View
from oraclegames.plots.look.style import look
from oraclegames.plots.pictures.layers import ROLES
from oraclegames.plots.pictures.layout import places_of
from oraclegames.plots.pictures.payoffs import payoff_info
from oraclegames.plots.pictures.scene import Info
from oraclegames.plots.pictures.values_picture import BothInfo, both_info
from oraclegames.plots.pictures.zones import zone_info
from oraclegames.plots.plotly.drawing import draw_plotly, draw_tetrahedron, draw_values
from oraclegames.reflective.match.match import Match

MOST_ZONES = 200

ZOOM = 1.22
CENTRE = {"x": 0.1, "y": 0.0, "z": 0.0}
"""The whole tetrahedron with its labels fits into a square picture."""

SPOTS = {
    "picked": ("#CC79A7", "circle", "the point picked"),
    "own": ("#56B4E9", "square", "your distribution"),
}
"""Colour, shape and words of the points that are looked at."""

SHAPES = {"circle-open": "ring", "square": "box", "x": "cross", "cross-thin": "cross"}
"""How the page's list shows Plotly's markers; any other is a dot."""

Trace = dict[str, Any]


def shown(view: View, solution: Solution) -> BothInfo:
    """Both pictures with the layers that are switched on."""
    return both_info(solution, **view.layers.switches)


def equilibria_pictures(
    view: View, solution: Solution, spots: Mapping[str, dict[str, Any] | None]
) -> dict[str, Any]:
    """The tetrahedron and the plane of values, with the ``SPOTS`` of which something is known."""
    info, chosen = shown(view, solution), look(view.theme, "screen")
    space = draw_tetrahedron(info.tetrahedron, chosen, talking_meshes=False)
    plane = draw_values(info.values, chosen)
    for trace in (*space["data"], *plane["data"]):
        trace["meta"] = {"layer": _switch(trace.get("legendgroup"))}
    for name, detail in spots.items():
        if detail is not None:
            (place,) = places_of([[cell["float"] for cell in detail["cells"]]])
            values = tuple(value["float"] for value in detail["values"])
            space["data"].append(_spot(name, place, chosen.theme.ink))
            plane["data"].append(_spot(name, values, chosen.theme.ink))
    for trace in space["data"]:  # six digits are less than a hundredth of a pixel
        for axis in "xyz":
            trace[axis] = [None if x is None else round(x, 6) for x in trace[axis]]
    _fill_room(space["layout"], l=0, r=0, b=0, t=0)
    _fill_room(plane["layout"], l=56, r=14, b=48, t=14)
    space["layout"]["uirevision"] = "keep"  # the camera stays as it was turned
    scene = space["layout"]["scene"]
    scene["aspectratio"] = dict.fromkeys("xyz", ZOOM)
    scene["camera"]["center"] = CENTRE
    legend = [
        {"layer": _switch(layer.role), "colour": chosen.theme.styles[layer.role].colour}
        for layer in info.tetrahedron.layers
    ]
    return {"space": space, "plane": plane, "legend": legend}


def match_pictures(view: View, result: Match, number: int | None) -> dict[str, Any]:
    """The payoffs, and for 2×2 games what agents do where; the point of this number is ringed."""
    point = None if number is None else result.fixed_points[number]
    place = None if point is None else point.payoffs
    pictures = {"payoffs": _list_legend(view, payoff_info(result), result, place, top=14)}
    if view.game.shape == (2, 2):
        place = None if point is None else (point.play[0][0], point.play[1][0])
        info = zone_info(result, most=MOST_ZONES)
        pictures["zones"] = _list_legend(view, info, result, place, top=36)
        del pictures["zones"]["layout"]["yaxis2"]["title"]  # the first panel's says it
    return pictures


def _fill_room(layout: dict[str, Any], **margin: int) -> None:
    """The page says how large a picture is, and what it shows."""
    for key in ("template", "title", "legend", "width", "height"):
        del layout[key]
    layout.update(margin=margin, autosize=True, showlegend=False)


def _switch(role: str | None) -> str:
    return next((name for name, roles in ROLES.items() if role in roles), role or "frame")


def _spot(name: str, place: tuple[float, ...], ink: str) -> Trace:
    """The point that is looked at, in the plane or in space."""
    colour, symbol, words = SPOTS[name]
    flat = len(place) == 2
    marker = {"color": colour, "size": 13 if flat else 8, "symbol": symbol}
    return {
        **_lone_marker(name, place, {**marker, "line": {"color": ink, "width": 1.5}}),
        "hovertext": words,
        "hoverinfo": "text",
        "meta": {"layer": name},
    }


def _lone_marker(name: str, place: tuple[float, ...], marker: dict[str, Any]) -> Trace:
    return {
        "type": "scatter" if len(place) == 2 else "scatter3d",
        "mode": "markers",
        **{axis: [coordinate] for axis, coordinate in zip("xyz", place)},
        "marker": marker,
        "name": name,
    }


def _list_legend(
    view: View,
    info: Info,
    result: Match,
    place: tuple[Number, Number] | None,
    top: int,
) -> dict[str, Any]:
    """A figure with its legend as a list; fixed points know their numbers, ``place`` has a ring."""
    chosen = look(view.theme, "screen")
    drawn = draw_plotly(info, chosen)
    legend = [
        _entry(trace)
        for trace in drawn["data"]
        if trace.get("name") and trace.get("showlegend", True)
    ]
    traces = [trace for trace in drawn["data"] if trace["x"] != [None]]
    for trace in traces:
        name = str(trace.get("name", ""))
        if trace["type"] == "heatmap":  # the meaning of every cell would be most of the answer
            del trace["text"]
            trace["hovertemplate"] = "%{x:.3f}, %{y:.3f}<extra></extra>"
        if name.startswith("fixed points"):
            wanted = "random" in name
            trace["customdata"] = [k for k, flag in enumerate(result.randomised) if flag is wanted]
            trace["hovertemplate"] = "%{x:.4g}, %{y:.4g}<extra>click to look at it</extra>"
    if place is not None:
        panels = {(trace.get("xaxis", "x"), trace.get("yaxis", "y")) for trace in traces}
        traces += [_ring(place, panel, chosen.theme.ink) for panel in sorted(panels)]
    _fill_room(drawn["layout"], l=56, r=14, b=48, t=top)
    return {"data": traces, "layout": drawn["layout"], "legend": legend}


def _entry(trace: Trace) -> dict[str, str]:
    """A line of the legend."""
    marker, line = trace.get("marker", {}), trace.get("line", {})
    colour = trace.get("fillcolor") or marker.get("color") or line.get("color") or ""
    if "fillcolor" in trace:
        shape = "box"
    else:
        shape = SHAPES.get(str(marker.get("symbol")), "dot") if marker else "line"
    return {"name": str(trace["name"]), "colour": str(colour), "shape": shape}


def _ring(place: tuple[Number, Number], panel: tuple[str, str], ink: str) -> Trace:
    """A ring around a place in a panel, given by its axes."""
    marker = {"symbol": "circle-open", "size": 16, "color": ink, "line": {"width": 3}}
    across, up = map(float, place)
    axes = {"xaxis": panel[0], "yaxis": panel[1], "cliponaxis": False}
    return {**_lone_marker("picked", (across, up), marker), **axes, "hoverinfo": "skip"}
