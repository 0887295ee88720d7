"""What all pictures by Matplotlib are made of: lines, markers, axes and letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from oraclegames.plots.look.style import Look, Style
from oraclegames.plots.matplotlib.static_legend import MARKERS, edge_of, fill_of
from oraclegames.plots.pictures.labels import Label

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "ACROSS",
    "UP",
    "annotate",
    "dots",
    "frame_plane",
    "strokes",
    "write",
]

Range = tuple[float, float]

ACROSS = {-1: "right", 0: "center", 1: "left"}
UP = {-1: "top", 0: "center", 1: "bottom"}
"""How a label is aligned that stands in a direction from its point."""


def strokes(
    ax: Axes,
    lines: Sequence[NDArray[Any]],
    style: Style,
    chosen: Look,
    order: float,
    *,
    rim: bool = True,
) -> None:
    """Polylines, each of shape (n, 2); the rim is of paper and parts them from what they cross."""
    from matplotlib.patheffects import Normal, Stroke

    width = 0.85 * chosen.size.line * style.line
    paper = Stroke(linewidth=width + 1.1 * chosen.size.line, foreground=chosen.theme.paper)
    for line in lines:
        ax.plot(
            *line.T,
            color=style.colour,
            linewidth=width,
            linestyle=(0, (2.6, 1.6)) if style.dashed else "-",
            solid_capstyle="round",
            path_effects=[paper, Normal()] if rim and not style.dashed else [Normal()],
            zorder=order,
        )


def dots(ax: Axes, points: NDArray[Any] | None, style: Style, chosen: Look, order: float) -> None:
    """Markers at the points, shape (n, 2), above all lines."""
    if points is None:
        return
    size = chosen.size
    ax.plot(
        *points.T,
        linestyle="none",
        marker=MARKERS[style.marker],
        markersize=0.95 * size.marker * style.marker_size,
        markerfacecolor=fill_of(style, chosen),
        markeredgecolor=edge_of(style, chosen),
        markeredgewidth=(0.7 if style.hollow or style.ring else 0.35)
        * size.line
        * min(1.0, 2 * style.marker_size),
        zorder=order + 40,
        clip_on=False,
    )


def write(
    figure: Figure, x: float, y: float, text: str, chosen: Look, *, scale: float = 1.0
) -> None:
    """A line of letters, centred at a place that is given in parts of the figure."""
    figure.text(
        x,
        y,
        text,
        ha="center",
        va="center",
        color=chosen.theme.ink,
        fontsize=scale * chosen.size.font,
        parse_math=False,
    )


def frame_plane(
    ax: Axes, ranges: tuple[Range, Range], titles: tuple[str, str], chosen: Look
) -> None:
    """Two axes with a faint grid."""
    theme, size = chosen.theme, chosen.size
    ax.set_xlim(*ranges[0])
    ax.set_ylim(*ranges[1])
    ax.set_facecolor("none")
    ax.grid(color=theme.faint, alpha=0.2, linewidth=0.4 * size.line)
    ax.set_axisbelow(True)
    for name, spine in ax.spines.items():
        spine.set_visible(name in ("left", "bottom"))
        spine.set_color(theme.faint)
    ax.tick_params(colors=theme.ink, labelsize=0.82 * size.font, color=theme.faint)
    options: dict[str, Any] = {"color": theme.ink, "fontsize": 0.92 * size.font}
    ax.set_xlabel(titles[0], parse_math=False, **options)
    ax.set_ylabel(titles[1], parse_math=False, **options)


def annotate(ax: Axes, labels: Sequence[Label], chosen: Look) -> None:
    """The names of the pure outcomes beside their places."""
    size = chosen.size
    for label in labels:
        ax.annotate(
            "\n".join(label.lines),
            (label.x, label.y),
            (0.75 * label.dx * size.font, 0.8 * label.dy * size.font),
            textcoords="offset points",
            ha=ACROSS[label.dx],
            va=UP[label.dy],
            color=chosen.theme.ink,
            fontsize=0.85 * size.font,
            parse_math=False,
            zorder=90,
        )
