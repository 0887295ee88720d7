"""What all figures by Plotly share: paper and letters, the legend, axes, names beside points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from oraclegames.plots.look.style import Look
from oraclegames.plots.plotly.hover import escape

Drawn = dict[str, Any]
"""A figure as Plotly's JSON has it: {"data": traces, "layout": …}."""

ACROSS = {-1: "right", 0: "center", 1: "left"}
UP = {-1: "top", 0: "middle", 1: "bottom"}
"""How a label is aligned that stands in a direction from its point."""


def frame(title: str, chosen: Look) -> dict[str, Any]:
    """Paper, letters, margins, title and size."""
    theme, size = chosen.theme, chosen.size
    width, height = size.pixels
    return {
        "template": "none",
        "width": width,
        "height": height,
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


def legend(chosen: Look, y: float = 0) -> dict[str, Any]:
    """Below the picture, in as many columns as there is room for."""
    return {
        "orientation": "h",
        "x": 0.5,
        "xanchor": "center",
        "y": y,
        "yanchor": "top",
        "bgcolor": "rgba(0,0,0,0)",
        "font": {"size": 0.92 * chosen.size.font},
        "itemsizing": "constant",
        "groupclick": "togglegroup",
    }


def axis(title: str, span: Sequence[float], chosen: Look, *, grid: bool = True) -> dict[str, Any]:
    """An axis of a plane, from a title that may be any text."""
    theme = chosen.theme
    return {
        "title": {"text": escape(title), "standoff": 0.6 * chosen.size.font},
        "range": list(span),
        "showgrid": grid,
        "gridcolor": translucent(theme.faint, 0.22),
        "zeroline": False,
        "showline": True,
        "linecolor": theme.faint,
        "ticks": "outside",
        "tickcolor": theme.faint,
    }


def beside(
    place: Sequence[float],
    lines: Iterable[str],
    way: tuple[int, int],
    gap: float,
    chosen: Look,
) -> dict[str, Any]:
    """Lines of HTML in the direction ``way`` of a place, so many letters away from it."""
    across, up = way
    return {
        **dict(zip("xyz", place)),
        "text": "<br>".join(lines),
        "showarrow": False,
        "xanchor": ACROSS[across],
        "yanchor": UP[up],
        "xshift": gap * chosen.size.font * across,
        "yshift": gap * chosen.size.font * up,
        "align": ACROSS[across],
        "font": {"color": chosen.theme.ink, "size": 0.92 * chosen.size.font},
    }


def translucent(colour: str, opacity: float) -> str:
    """A colour #RRGGBB with an opacity."""
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"
