"""Drawing the pictures of matches with Plotly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from oraclegames.plots.look.style import Look
from oraclegames.plots.pictures.match_pieces import (
    Piece,
    behaviour_colours,
    behaviours_shown,
    fixed_point_pieces,
    payoff_labels,
    payoff_pieces,
    payoff_ranges,
)
from oraclegames.plots.pictures.payoffs import Line, PayoffInfo
from oraclegames.plots.pictures.zones import ZoneInfo
from oraclegames.plots.plotly.hover import escape, plain
from oraclegames.plots.plotly.plane import SYMBOLS, label_annotations, translucent
from oraclegames.plots.plotly.space import figure_of, frame, legend, rim

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

__all__ = ["draw_payoffs", "draw_zones"]

Trace = dict[str, Any]


def draw_payoffs(info: PayoffInfo, chosen: Look) -> Figure:
    """The payoff picture.

    Raises:
        MissingDependencyError: plotly is not installed.
    """
    traces: list[Trace] = []
    for piece in payoff_pieces(info, chosen.theme):
        traces += _traces(piece, chosen)
    width, height = chosen.size.pixels
    layout = {
        **frame(info.title, chosen),
        "legend": {**legend(chosen), "y": -0.14},
        "annotations": label_annotations(payoff_labels(info), chosen),
        "width": width,
        "height": height,
    }
    layout["margin"] = {**layout["margin"], "l": 4.5 * chosen.size.font}
    for key, player, span in zip(("xaxis", "yaxis"), info.players, payoff_ranges(info)):
        layout[key] = _axis(f"payoff of {plain(player)}", span, chosen, grid=True)
    return figure_of(traces, layout)


def draw_zones(info: ZoneInfo, chosen: Look) -> Figure:
    """The zone picture: a square panel for each agent.

    Raises:
        MissingDependencyError: plotly is not installed.
    """
    colours = behaviour_colours(chosen.theme)
    count = len(colours)
    scale = [
        [edge, colour] for k, colour in enumerate(colours) for edge in (k / count, (k + 1) / count)
    ]
    traces: list[Trace] = []
    for panel, codes in zip(("", "2"), info.codes):
        axes = {"xaxis": f"x{panel}", "yaxis": f"y{panel}"}
        traces.append(
            {
                "type": "heatmap",
                "x": info.centres[0],
                "y": info.centres[1],
                "z": codes,
                "zmin": -0.5,
                "zmax": count - 0.5,
                "colorscale": scale,
                "showscale": False,
                "text": [[escape(info.labels[code]) for code in row] for row in codes],
                "hovertemplate": "%{x:.3f}, %{y:.3f}: %{text}<extra></extra>",
                **axes,
            }
        )
        for piece in fixed_point_pieces(info.points, info.randomised, chosen.theme.ink):
            (trace,) = _traces(piece, chosen)
            traces.append({**trace, "showlegend": not panel, "cliponaxis": False, **axes})
    for code in behaviours_shown(info):
        marker = {"symbol": "square", "size": 1.3 * chosen.size.marker, "color": colours[code]}
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [None],
                "y": [None],
                "marker": marker,
                "name": escape(info.labels[code]),
            }
        )
    size = chosen.size
    width, height = size.pixels
    layout = {
        **frame(info.title, chosen),
        "legend": {**legend(chosen), "y": -0.2},
        "width": 1.3 * width,
        "height": height,
        "annotations": [
            {
                "text": f"{escape(agent)} ({plain(player)})",
                "x": x,
                "y": 1,
                "xref": "paper",
                "yref": "paper",
                "xanchor": "center",
                "yanchor": "bottom",
                "yshift": 0.4 * size.font,
                "showarrow": False,
                "font": {"size": 1.05 * size.font},
            }
            for agent, player, x in zip(info.agents, info.players, (0.225, 0.775))
        ],
    }
    layout["margin"] = {
        **layout["margin"],
        "l": 4.5 * size.font,
        "t": (5.2 if info.title else 3) * size.font,
    }
    for panel, domain in (("", [0, 0.45]), ("2", [0.55, 1])):
        across = _axis(escape(info.axes[0]), (0, 1), chosen, grid=False)
        up = _axis(escape(info.axes[1]), (0, 1), chosen, grid=False)
        layout[f"xaxis{panel}"] = {**across, "domain": domain, "anchor": f"y{panel}"}
        layout[f"yaxis{panel}"] = {**up, "anchor": f"x{panel}"}
    return figure_of(traces, layout)


def _axis(title: str, span: Sequence[float], chosen: Look, *, grid: bool) -> dict[str, Any]:
    theme = chosen.theme
    return {
        "title": {"text": title, "standoff": 0.6 * chosen.size.font},
        "range": list(span),
        "showgrid": grid,
        "gridcolor": translucent(theme.faint, 0.22),
        "zeroline": False,
        "showline": True,
        "linecolor": theme.faint,
        "ticks": "outside",
        "tickcolor": theme.faint,
    }


def _traces(piece: Piece, chosen: Look) -> list[Trace]:
    style = piece.style
    name = escape(piece.name)
    traces: list[Trace] = []
    line = {"color": style.colour, "width": chosen.size.line * style.line}
    if piece.areas:
        x, y = _with_gaps([(*area, area[0]) for area in piece.areas])
        traces.append(
            {
                "mode": "lines",
                "x": x,
                "y": y,
                "fill": "toself",
                "fillcolor": translucent(style.fill, style.opacity),
                "line": line if piece.outlined else {"color": style.colour, "width": 0},
                "hoverinfo": "skip",
            }
        )
    if piece.lines:
        x, y = _with_gaps(piece.lines)
        traces.append({"mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"})
    if piece.points:
        symbol = SYMBOLS.get(style.marker, style.marker)
        told = {"text": [escape(text) for text in piece.texts]} if piece.texts else {}
        traces.append(
            {
                "mode": "markers",
                "x": [u for u, _ in piece.points],
                "y": [v for _, v in piece.points],
                "marker": {
                    "symbol": f"{symbol}-open" if style.ring else symbol,
                    "size": 1.1 * chosen.size.marker * style.marker_size,
                    "color": style.colour,
                    "line": {
                        "color": rim(style, chosen),
                        "width": (1.4 if style.ring else 0.8) * min(1.0, style.marker_size),
                    },
                },
                "hovertemplate": "%{x:.4g}, %{y:.4g}<extra>"
                + ("%{text}" if piece.texts else name)
                + "</extra>",
                **told,
            }
        )
    return [
        {"type": "scatter", "name": name, "legendgroup": name, "showlegend": k == 0, **trace}
        for k, trace in enumerate(traces)
    ]


def _with_gaps(lines: Iterable[Line]) -> tuple[list[float | None], list[float | None]]:
    us: list[float | None] = []
    vs: list[float | None] = []
    for line in lines:
        us += [*(u for u, _ in line), None]
        vs += [*(v for _, v in line), None]
    return us[:-1], vs[:-1]
