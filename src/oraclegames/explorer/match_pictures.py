"""The pictures of the page of programs: a match's figures, in the form the page wants them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oraclegames.exact.algebraic import Number
from oraclegames.explorer.view import View
from oraclegames.plots.look.style import look
from oraclegames.plots.pictures.payoffs import payoff_info
from oraclegames.plots.pictures.zones import zone_info
from oraclegames.plots.plotly.drawing import draw_plotly
from oraclegames.reflective.match.match import Match

MOST_ZONES = 200

Trace = dict[str, Any]


def match_pictures(view: View, result: Match, number: int | None) -> dict[str, Any]:
    """The payoffs, and for 2×2 games what agents do where; the point of this number is ringed."""
    chosen = look(view.theme, "screen")
    point = None if number is None else result.fixed_points[number]
    drawn = draw_plotly(payoff_info(result), chosen)
    place = None if point is None else point.payoffs
    pictures = {"payoffs": _dressed(view, drawn, result, place, top=14)}
    if view.game.shape == (2, 2):
        drawn = draw_plotly(zone_info(result, most=MOST_ZONES), chosen)
        place = None if point is None else (point.play[0][0], point.play[1][0])
        pictures["zones"] = _dressed(view, drawn, result, place, top=36)
        del pictures["zones"]["layout"]["yaxis2"]["title"]  # the first panel's says it
    return pictures


def _dressed(
    view: View,
    drawn: dict[str, Any],
    result: Match,
    place: tuple[Number, Number] | None,
    top: int,
) -> dict[str, Any]:
    """A figure that fills the page's room; fixed points know their numbers.

    The legend becomes a list, for the page shows it below the picture. ``place`` gets a ring.
    """
    traces: list[Trace] = []
    legend = []
    for trace in drawn["data"]:
        name = str(trace.get("name", ""))
        if name and trace.get("showlegend", True):
            legend.append(_entry(trace))
        if trace["type"] == "heatmap":  # the meaning of every cell would be most of the answer
            del trace["text"]
            trace["hovertemplate"] = "%{x:.3f}, %{y:.3f}<extra></extra>"
        if name.startswith("fixed points"):
            wanted = "random" in name
            trace["customdata"] = [k for k, flag in enumerate(result.randomised) if flag is wanted]
            trace["hovertemplate"] = "%{x:.4g}, %{y:.4g}<extra>click to look at it</extra>"
        if trace["x"] != [None]:
            traces.append(trace)
    layout = drawn["layout"]
    for key in ("template", "title", "legend", "width", "height"):
        del layout[key]
    margin = {"l": 56, "r": 14, "b": 48, "t": top}
    layout.update(margin=margin, autosize=True, showlegend=False)
    if place is not None:
        ink = look(view.theme, "screen").theme.ink
        traces += _rings(traces, (float(place[0]), float(place[1])), ink)
    return {"data": traces, "layout": layout, "legend": legend}


def _entry(trace: Trace) -> dict[str, str]:
    """A line of the legend."""
    marker, line = trace.get("marker", {}), trace.get("line", {})
    colour = trace.get("fillcolor") or marker.get("color") or line.get("color") or ""
    shapes = {"circle-open": "ring", "square": "box", "x": "cross", "cross-thin": "cross"}
    if "fillcolor" in trace:
        shape = "box"
    elif not marker:
        shape = "line"
    else:
        shape = shapes.get(str(marker.get("symbol")), "dot")
    return {"name": str(trace["name"]), "colour": str(colour), "shape": shape}


def _rings(traces: Sequence[Trace], place: tuple[float, float], ink: str) -> list[Trace]:
    """A ring around a place, in every panel."""
    panels = {(trace.get("xaxis", "x"), trace.get("yaxis", "y")) for trace in traces}
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [place[0]],
            "y": [place[1]],
            "xaxis": across,
            "yaxis": up,
            "marker": {"symbol": "circle-open", "size": 16, "color": ink, "line": {"width": 3}},
            "hoverinfo": "skip",
            "name": "picked",
            "cliponaxis": False,
        }
        for across, up in sorted(panels)
    ]
