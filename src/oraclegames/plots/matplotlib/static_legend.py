"""The legend of a picture that Matplotlib draws, and how markers are filled."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from oraclegames.plots.look.style import Look, Style
from oraclegames.plots.pictures.scene import Layer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["MARKERS", "draw_legend", "edge_of", "fill_of", "place_legend"]

MARKERS = {"circle": "o", "diamond": "D", "star": "*", "square": "s", "cross": "+", "x": "X"}


def fill_of(style: Style, chosen: Look) -> str:
    """The colour inside a marker."""
    if style.ring:
        return "none"
    return chosen.theme.paper if style.hollow else style.colour


def edge_of(style: Style, chosen: Look) -> str:
    """The colour of a marker's rim."""
    if style.hollow or style.ring:
        return style.colour
    return chosen.theme.ink if style.marker == "star" else chosen.theme.paper


def draw_legend(figure: Figure, layers: Sequence[Layer], chosen: Look, *, maximin: bool) -> int:
    """One entry for each role, at the foot of the figure; returns how many rows it has."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    theme, size = chosen.theme, chosen.size
    handles: dict[str, tuple[Any, str]] = {}
    for layer in layers:
        style = theme.styles[layer.role]
        if layer.is_empty:
            handle: Any = Line2D([], [], linestyle="none")
        elif (layer.mesh or layer.areas) and not layer.lines and not layer.points:
            handle = Patch(facecolor=style.fill, alpha=min(1.0, 1.6 * style.opacity))
        else:
            handle = Line2D(
                [],
                [],
                color=style.colour,
                linewidth=0.85 * size.line * style.line if layer.lines else 0,
                linestyle=(0, (2.0, 1.2)) if style.dashed else "-",
                marker=MARKERS[style.marker] if layer.points else "",
                markersize=0.85 * size.marker * min(style.marker_size, 1.6),
                markerfacecolor=fill_of(style, chosen),
                markeredgecolor=edge_of(style, chosen),
                markeredgewidth=(0.7 if style.hollow or style.ring else 0.0) * size.line,
            )
        handles.setdefault(layer.role, (handle, layer.name))
    if maximin:
        colour = theme.styles["maximin"].colour
        line = Line2D([], [], color=colour, linestyle=":", linewidth=0.7 * size.line)
        handles["maximin"] = (line, "Pure maximin")
    return place_legend(figure, list(handles.values()), chosen)


def place_legend(figure: Figure, entries: Sequence[tuple[Any, str]], chosen: Look) -> int:
    """The entries (handle, name) at the foot of the figure; returns how many rows they take."""
    size = chosen.size
    width = figure.get_size_inches()[0] * 72
    longest = max(len(name) for _, name in entries)
    room = 0.82 * size.font * (0.53 * longest + 3.8)
    columns = max(1, min(len(entries), int(width / room)))
    figure.legend(
        [handle for handle, _ in entries],
        [name for _, name in entries],
        loc="lower center",
        ncols=columns,
        frameon=False,
        labelcolor=chosen.theme.ink,
        fontsize=0.82 * size.font,
        handlelength=1.6,
        columnspacing=1.4,
        borderaxespad=0.2,
    )
    return math.ceil(len(entries) / columns)
