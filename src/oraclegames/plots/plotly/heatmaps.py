"""Drawing squares of colours with Plotly: what agents do after every reading, phase diagrams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oraclegames.plots.look.style import PALETTE, Look
from oraclegames.plots.pictures.match_layers import fixed_point_layers
from oraclegames.plots.pictures.phase import PhaseInfo
from oraclegames.plots.pictures.zones import ZoneInfo
from oraclegames.plots.plotly.frame import Drawn, axis, beside, frame, legend
from oraclegames.plots.plotly.hover import escape, plain
from oraclegames.plots.plotly.traces import Stage, Trace, draw_layers


def draw_zones(info: ZoneInfo, chosen: Look) -> Drawn:
    """The zone picture: a square panel for each agent."""
    size = chosen.size
    heads = [
        beside((x, 1), [f"{escape(agent)} ({plain(player)})"], (0, 1), 0.4, chosen)
        for agent, player, x in zip(info.agents, info.players, (0.225, 0.775))
    ]
    layout = {
        **frame(info.title, chosen),
        "legend": legend(chosen, -0.2),
        "width": 1.3 * size.pixels[0],
        "annotations": [{**head, "xref": "paper", "yref": "paper"} for head in heads],
    }
    layout["margin"].update(l=4.5 * size.font, t=(5.2 if info.title else 3) * size.font)
    for panel, domain in (("", [0, 0.45]), ("2", [0.55, 1])):
        across, up = (axis(title, (0, 1), chosen, grid=False) for title in info.axes)
        layout[f"xaxis{panel}"] = {**across, "domain": domain, "anchor": f"y{panel}"}
        layout[f"yaxis{panel}"] = {**up, "anchor": f"x{panel}"}
    return {"data": _zone_traces(info, chosen), "layout": layout}


def draw_phase(info: PhaseInfo, chosen: Look) -> Drawn:
    """A phase diagram."""
    names, answer = [escape(name) for name in info.names], "%{text}" if info.classes else "%{z}"
    heat: dict[str, Any] = {
        "type": "heatmap",
        "x": info.x,
        "y": info.y,
        "z": [list(row) for row in info.cells],
        "hovertemplate": (
            f"{names[0]} %{{x}}<br>{names[1]} %{{y}}<br>{names[2]} {answer}<extra></extra>"
        ),
        "colorscale": "Viridis",
    }
    if info.classes:
        classes = [escape(name) for name in info.classes]
        count = len(classes)
        heat |= _scale([PALETTE[number % len(PALETTE)] for number in range(count)])
        heat["colorbar"] = {"tickvals": list(range(count)), "ticktext": classes}
        heat["text"] = [
            [None if code is None else classes[int(code)] for code in row] for row in info.cells
        ]
    layout = frame(info.title, chosen)
    for key, name in zip(("xaxis", "yaxis"), names):
        layout[key] = {"title": {"text": name}, "zeroline": False, "showgrid": False}
    layout["margin"].update(l=4.5 * chosen.size.font, b=4.0 * chosen.size.font)
    return {"data": [heat], "layout": layout}


def _zone_traces(info: ZoneInfo, chosen: Look) -> list[Trace]:
    colours = chosen.theme.behaviours
    square = 1.3 * chosen.size.marker
    points = fixed_point_layers(info.points, info.randomised, zones=True)
    labels = [escape(label) for label in info.labels]
    traces: list[Trace] = []
    for panel, codes in zip(("", "2"), info.codes):
        axes = {"xaxis": f"x{panel}", "yaxis": f"y{panel}"}
        traces.append(
            {
                "type": "heatmap",
                "x": info.centres[0],
                "y": info.centres[1],
                "z": codes,
                **_scale(colours),
                "showscale": False,
                "text": [[labels[code] for code in row] for row in codes],
                "hovertemplate": "%{x:.3f}, %{y:.3f}: %{text}<extra></extra>",
                **axes,
            }
        )
        here = {"showlegend": not panel, "cliponaxis": False, **axes}
        traces += [{**trace, **here} for trace in draw_layers(points, Stage(chosen, 2))]
    return traces + [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [None],
            "y": [None],
            "marker": {"symbol": "square", "size": square, "color": colours[code]},
            "name": labels[code],
        }
        for code in info.shown
    ]


def _scale(colours: Sequence[str]) -> dict[str, Any]:
    """A flat colour for each whole number."""
    count = len(colours)
    ends = [(edge, colour) for k, colour in enumerate(colours) for edge in (k, k + 1)]
    scale = [[edge / count, colour] for edge, colour in ends]
    return {"colorscale": scale, "zmin": -0.5, "zmax": count - 0.5}
