"""The pictures of a match: those of :mod:`oraclegames.plots`, in the form the page wants them.

They lose the legend of Plotly, for the page has lists of its own, fill whatever room the page gives
them, and gain a ring around the fixed point that is looked at.
"""

from __future__ import annotations

from typing import Any

from oraclegames.exact.algebraic import Number
from oraclegames.explorer.view import View
from oraclegames.plots.look.style import Theme, look
from oraclegames.plots.pictures.match_layers import region_name
from oraclegames.plots.pictures.payoffs import PayoffInfo, payoff_info
from oraclegames.plots.pictures.scene import Info
from oraclegames.plots.pictures.zones import zone_info
from oraclegames.plots.plotly.drawing import draw_plotly
from oraclegames.plots.plotly.frame import translucent
from oraclegames.reflective.match.match import Match

MOST_ZONES = 200

SHAPES = {"circle-open": "ring", "square": "box", "x": "cross", "cross-thin": "cross"}
"""How the page's list shows Plotly's markers; any other is a dot."""

Trace = dict[str, Any]


def match_pictures(view: View, result: Match, number: int | None) -> dict[str, Any]:
    """The payoffs, and for 2×2 games what agents do where; the point of this number is ringed."""
    point = None if number is None else result.fixed_points[number]
    place = None if point is None else point.payoffs
    info = payoff_info(result)
    pictures = {"payoffs": _list_legend(view, info, result, place, top=14)}
    _colour_regions(pictures["payoffs"], info, look(view.theme, "screen").theme)
    if view.game.shape == (2, 2):
        place = None if point is None else (point.play[0][0], point.play[1][0])
        zones = zone_info(result, most=MOST_ZONES)
        pictures["zones"] = _list_legend(view, zones, result, place, top=36)
        layout = pictures["zones"]["layout"]
        del layout["yaxis2"]["title"]  # the first panel's says it
        for panel in ("", "2"):  # squares
            layout[f"xaxis{panel}"]["constrain"] = "domain"
            layout[f"yaxis{panel}"] |= {"scaleanchor": f"x{panel}", "constrain": "domain"}
    return pictures


def _colour_regions(picture: dict[str, Any], info: PayoffInfo, theme: Theme) -> None:
    """Each player's region has the colour that her payoffs have on the page."""
    for region in info.regions:
        style = theme.styles["row surface" if region.player == 0 else "column surface"]
        fill, name = translucent(style.colour, 0.3), region_name(info, region)
        for trace in picture["data"]:
            if trace.get("name") == name:
                trace["fillcolor"] = fill
                trace["line"] = {**trace["line"], "color": style.colour}
        for entry in picture["legend"]:
            if entry["name"] == name:
                entry["colour"] = fill


def _fill_room(layout: dict[str, Any], **margin: int) -> None:
    """The page says how large a picture is, and what it shows."""
    for key in ("template", "title", "legend", "width", "height"):
        del layout[key]
    layout.update(margin=margin, autosize=True, showlegend=False)


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
