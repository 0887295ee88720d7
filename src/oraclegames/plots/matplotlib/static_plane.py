"""Drawing planes with Matplotlib, for files: values, matches, and what agents do where."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from oraclegames.plots.look.style import Look, Style
from oraclegames.plots.matplotlib.static_legend import (
    letters,
    line_of,
    marker_of,
    surround,
    write_note,
)
from oraclegames.plots.pictures.layout import places_in
from oraclegames.plots.pictures.match_layers import fixed_point_layers
from oraclegames.plots.pictures.scene import Layer, Mark, Place, Plane, short
from oraclegames.plots.pictures.zones import ZoneInfo

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ACROSS = {-1: "right", 0: "center", 1: "left"}
UP = {-1: "top", 0: "center", 1: "bottom"}
"""How a label is aligned that stands in a direction from its point."""


def fill_plane(figure: Figure, plane: Plane, chosen: Look) -> None:
    """Fill an empty figure with one plane over its legend."""
    width, height = chosen.size.inches
    size = (width, 0.75 * height)
    bottom, high = surround(figure, plane.title, plane.layers, chosen, size)
    longest = max((len(name) for _, name in plane.names), default=0)
    left = min(0.5, (4.2 + 0.45 * longest) * chosen.size.letter / width)
    ax = figure.add_axes((left, bottom, 0.97 - left, high))
    draw_plane(ax, plane, chosen)
    _keep_on_paper(figure, ax, chosen)


def _keep_on_paper(figure: Figure, ax: Axes, chosen: Look) -> None:
    """Narrow axes whose title would be cut off at the left, by as much as their ticks are wide."""
    told = ax.yaxis.get_tightbbox()
    over = 0.0 if told is None else 0.5 * chosen.size.letter * figure.dpi - told.x0
    if over > 0:
        place, share = ax.get_position(), over / figure.bbox.width
        ax.set_position((place.x0 + share, place.y0, place.width - share, place.height))


def fill_pair(figure: Figure, title: str, planes: tuple[Plane, Plane], chosen: Look) -> None:
    """Fill an empty figure with two planes side by side over one legend."""
    width, height = chosen.size.inches
    size = (1.5 * width, 0.7 * height)
    seen: dict[str, Layer[Any]] = {}
    for plane in planes:
        for layer in plane.layers:
            seen.setdefault(layer.key, layer)
    bottom, high = surround(figure, title, seen.values(), chosen, size)
    left = 4.2 * chosen.size.letter / size[0]
    for k, plane in enumerate(planes):
        place = (left + 0.5 * k, bottom, 0.47 - left, high)
        draw_plane(figure.add_axes(place), plane, chosen)


def fill_zones(figure: Figure, info: ZoneInfo, chosen: Look) -> None:
    """Fill an empty figure with two squares, one for each agent."""
    from matplotlib.colors import ListedColormap

    letter, width = chosen.size.letter, 1.35 * chosen.size.inches[0]
    start, gap = 4.2 * letter, 4.4 * letter
    side = (0.97 * width - start - gap) / 2
    layers = fixed_point_layers(info.points, info.randomised, zones=True)
    colours = chosen.theme.behaviours
    swatches = [(colours[code], info.labels[code]) for code in info.shown]
    size = (width, side)
    bottom, high = surround(figure, info.title, layers, chosen, size, swatches, head=1.6)
    for panel, codes in enumerate(info.codes):
        left = (start + panel * (side + gap)) / width
        ax = figure.add_axes((left, bottom, side / width, high))
        _frame(ax, ((0, 1), (0, 1)), info.axes, chosen)
        ax.grid(visible=False)
        ax.set_title(f"{info.agents[panel]} ({short(info.players[panel])})", **letters(chosen))
        ax.pcolormesh(
            *map(_edges, info.centres),
            np.array(codes),
            cmap=ListedColormap(list(colours)),
            vmin=-0.5,
            vmax=len(colours) - 0.5,
            rasterized=True,
        )
        for order, layer in enumerate(layers):
            draw_layer(ax, layer, chosen, 4 + order)


def draw_plane(ax: Axes, plane: Plane, chosen: Look) -> None:
    """Axes, layers and labels."""
    _frame(ax, plane.ranges, plane.axes, chosen)
    if plane.names:
        places, names = zip(*plane.names)
        ax.set_yticks(places, labels=[_plain(name) for name in names])
    for order, layer in enumerate(plane.layers):
        draw_layer(ax, layer, chosen, 4 + order)
    if plane.note:
        write_note(ax.text, ax, plane.note, chosen)
    for label in plane.labels:
        annotate(ax, (label.x, label.y), label.lines, (label.dx, label.dy), chosen)


def _plain(name: str) -> str:
    """A text that Matplotlib does not take for a formula."""
    return name.replace("$", r"\$")


def draw_layer(ax: Axes, layer: Layer[Mark] | Layer[Place], chosen: Look, order: float) -> None:
    """Draw a layer in a plane; those of higher order cover it."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    style = chosen.theme.styles[layer.role]
    areas = [np.array(places_in((*area, area[0]), 2)) for area in layer.areas]
    if areas:
        # One path: no seams where areas meet, no double shade where they overlap.
        path = Path.make_compound_path(*(Path(area, closed=True) for area in areas))
        options: dict[str, Any] = {"facecolor": style.fill, "alpha": style.opacity}
        ax.add_patch(PathPatch(path, linewidth=0, zorder=2, **options))
    lines = [np.array(places_in(line, 2)) for line in layer.lines]
    for line in [*(areas if style.outlined else ()), *lines]:
        stroke(ax, line, style, chosen, order, rim=False)
    if layer.points:
        dots(ax, np.array(places_in(layer.points, 2)), layer, chosen, order)


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


def annotate(
    ax: Axes, place: tuple[float, float], lines: Sequence[str], way: tuple[int, int], chosen: Look
) -> None:
    """Lines of letters beside a place, in the direction ``way`` of it, above everything."""
    gap = 0.8 * chosen.size.font
    ax.annotate(
        "\n".join(lines),
        place,
        (gap * way[0], gap * way[1]),
        textcoords="offset points",
        ha=ACROSS[way[0]],
        va=UP[way[1]],
        zorder=90,
        **letters(chosen, 0.85),
    )


def _frame(
    ax: Axes, ranges: Sequence[tuple[float, float]], titles: Sequence[str], chosen: Look
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
    ax.set_xlabel(titles[0], **letters(chosen, 0.92))
    ax.set_ylabel(titles[1], **letters(chosen, 0.92))


def _edges(centres: Sequence[float]) -> NDArray[np.float64]:
    """The borders between zones that have these middles."""
    return np.array([0.0, *((a + b) / 2 for a, b in pairwise(centres)), 1.0])
