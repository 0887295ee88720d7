"""What all pictures by Matplotlib are made of: layers, axes and letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from oraclegames.plots.look.style import Look, Style
from oraclegames.plots.matplotlib.static_legend import line_of, marker_of
from oraclegames.plots.pictures.scene import Label, Layer, Mark, Place, Plane

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Range = tuple[float, float]

ACROSS = {-1: "right", 0: "center", 1: "left"}
UP = {-1: "top", 0: "center", 1: "bottom"}
"""How a label is aligned that stands in a direction from its point."""


def draw_plane(ax: Axes, plane: Plane, chosen: Look) -> None:
    """Axes, layers and labels."""
    frame_plane(ax, plane.ranges, plane.axes, chosen)
    for order, layer in enumerate(plane.layers):
        draw_layer(ax, layer, chosen, 4 + order)
    _annotate(ax, plane.labels, chosen)


def draw_layer(ax: Axes, layer: Layer[Mark] | Layer[Place], chosen: Look, order: float) -> None:
    """Draw a layer in a plane; those of higher order cover it."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    style = chosen.theme.styles[layer.role]
    areas = [_flat((*area, area[0])) for area in layer.areas]
    if areas:
        # One path: no seams where areas meet, no double shade where they overlap.
        path = Path.make_compound_path(*(Path(area, closed=True) for area in areas))
        options: dict[str, Any] = {"facecolor": style.fill, "alpha": style.opacity}
        ax.add_patch(PathPatch(path, linewidth=0, zorder=2, **options))
    for line in [*(areas if style.outlined else ()), *map(_flat, layer.lines)]:
        stroke(ax, line, style, chosen, order, rim=False)
    if layer.points:
        dots(ax, _flat(layer.points), layer, chosen, order)


def stroke(
    ax: Axes, line: NDArray[Any], style: Style, chosen: Look, order: float, *, rim: bool = True
) -> None:
    """A polyline of shape (n, 2); the rim is of paper and parts it from what it crosses."""
    from matplotlib.patheffects import Normal, Stroke

    options = line_of(style, chosen)
    paper = {
        "linewidth": options["linewidth"] + 1.1 * chosen.size.line,
        "foreground": chosen.theme.paper,
    }
    effects = [Stroke(**paper), Normal()] if rim and style.dash == "solid" else [Normal()]
    ax.plot(*line.T, **options, solid_capstyle="round", path_effects=effects, zorder=order)


def dots(ax: Axes, points: NDArray[Any], layer: Layer[Any], chosen: Look, order: float) -> None:
    """Markers at the points, shape (n, 2), above all lines."""
    marker = marker_of(chosen.theme.styles[layer.role], chosen, layer.scale)
    ax.plot(*points.T, linestyle="none", **marker, zorder=order + 40.5, clip_on=False)


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


def _annotate(ax: Axes, labels: Sequence[Label], chosen: Look) -> None:
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


def _flat(points: Sequence[Any]) -> NDArray[Any]:
    """Places of shape (n, 2); a mark stands at its values."""
    return np.array([point.values if isinstance(point, Mark) else point for point in points])
