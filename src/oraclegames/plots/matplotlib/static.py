"""Drawing the pictures with Matplotlib, for files: no browser is needed.

The tetrahedron is projected orthographically, and the triangles of all surfaces are painted, in
the right order at every pixel, into one fine image; lines and letters are vectors in vector files.
Curves are painted last, on a rim of paper, so that no surface hides them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from oraclegames.errors import MissingDependencyError, UnsupportedError
from oraclegames.plots.look.style import Look
from oraclegames.plots.matplotlib.raster import paint
from oraclegames.plots.matplotlib.static_body import fill_body
from oraclegames.plots.matplotlib.static_legend import surround
from oraclegames.plots.matplotlib.static_plane import (
    annotate,
    dots,
    draw_plane,
    fill_pair,
    fill_plane,
    fill_zones,
    stroke,
)
from oraclegames.plots.pictures.layout import EDGES, SIDES, VERTICES, places_in, project
from oraclegames.plots.pictures.match_layers import payoff_plane
from oraclegames.plots.pictures.payoffs import PayoffInfo
from oraclegames.plots.pictures.scene import Info, Layer, Mark, Plane
from oraclegames.plots.pictures.similarity import SimilarInfo, similar_planes
from oraclegames.plots.pictures.strip import StripInfo, strip_plane
from oraclegames.plots.pictures.tetrahedron_picture import TetrahedronInfo
from oraclegames.plots.pictures.value_region import ValueRegionInfo, region_plane
from oraclegames.plots.pictures.values_picture import BothInfo, ValuesInfo, values_plane
from oraclegames.plots.pictures.zones import ZoneInfo

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PIXELS = 1300
"""The longer side of the image of the surfaces: twice what is seen on a screen."""

LIGHT = np.array([-0.35, -0.75, 0.56])


def draw_static(info: Info, chosen: Look) -> Figure:
    """A Matplotlib figure of any info, tied to no window and no global state.

    Raises:
        MissingDependencyError: matplotlib is not installed.
        UnsupportedError: it is a phase diagram.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingDependencyError(
            'files of pictures need matplotlib: pip install "oraclegames[plot]"'
        ) from None
    figure = Figure(facecolor=chosen.theme.paper)
    match info:
        case TetrahedronInfo() | BothInfo():
            _fill(figure, info, chosen)
        case ValuesInfo():
            fill_plane(figure, values_plane(info), chosen)
        case PayoffInfo():
            fill_plane(figure, payoff_plane(info), chosen)
        case ValueRegionInfo():
            fill = fill_plane if len(info.players) == 2 else fill_body
            fill(figure, region_plane(info), chosen)
        case SimilarInfo():
            fill_pair(figure, info.title, similar_planes(info), chosen)
        case StripInfo():
            fill_plane(figure, strip_plane(info), chosen)
        case ZoneInfo():
            fill_zones(figure, info, chosen)
        case Plane():
            (fill_plane if len(info.axes) == 2 else fill_body)(figure, info, chosen)
        case _:
            raise UnsupportedError(f"Matplotlib draws no {type(info).__name__}")
    return figure


def _fill(figure: Figure, info: TetrahedronInfo | BothInfo, chosen: Look) -> None:
    """The tetrahedron, with the plane of values to its right or alone."""
    width, high = chosen.size.inches[0], 0.8 * chosen.size.inches[1]
    if isinstance(info, TetrahedronInfo):
        size = (width, high)
        bottom, high = surround(figure, info.title, info.layers, chosen, size, foot=0)
        _space(figure.add_axes((0, bottom, 1, high)), info, chosen)
        return
    solid, plane = info.tetrahedron, values_plane(info.values)
    size, layers = (1.75 * width, high), (*solid.layers, *plane.layers)
    bottom, high = surround(figure, info.title, layers, chosen, size, foot=0)
    ticks = 3.6 * chosen.size.letter / figure.get_figheight()
    _space(figure.add_axes((0, bottom, 0.5, high)), solid, chosen)
    draw_plane(figure.add_axes((0.6, bottom + ticks, 0.38, high - ticks)), plane, chosen)


def _space(ax: Axes, info: TetrahedronInfo, chosen: Look) -> None:
    ax.set_axis_off()
    ax.set_aspect("equal", adjustable="box")
    corners, nearness = project(np.array(VERTICES))
    room = 0.5 + 0.012 * chosen.size.font
    ax.set_xlim(corners[:, 0].min() - room, corners[:, 0].max() + room)
    ax.set_ylim(corners[:, 1].min() - 0.5, corners[:, 1].max() + 0.5)
    for ends in map(list, EDGES):
        front = nearness[ends].sum() > 0
        ax.plot(
            *corners[ends].T,
            color=chosen.theme.faint,
            linewidth=(0.75 if front else 0.55) * chosen.size.line,
            zorder=3 if front else 1,
            solid_capstyle="round",
        )
    _surfaces(ax, info.layers, chosen)
    for order, layer in enumerate(info.layers):
        style = chosen.theme.styles[layer.role]
        for line in layer.lines:
            stroke(ax, project(np.array(places_in(line, 3)))[0], style, chosen, 4 + order)
        if layer.points:
            places, _ = project(np.array(places_in(layer.points, 3)))
            dots(ax, places, layer, chosen, 4 + order)
    for place, vertex, way in zip(corners, info.vertices, SIDES):
        annotate(ax, place, vertex.lines(narrow=way[0] != 0), way, chosen)


def _surfaces(ax: Axes, layers: Sequence[Layer[Mark]], chosen: Look) -> None:
    """The triangles of all layers in one image."""
    from matplotlib.colors import to_rgb

    triangles: list[Any] = []  # places in space, and colours with their opacity
    colours: list[Any] = []
    for layer in layers:
        if layer.mesh is None:
            continue
        style = chosen.theme.styles[layer.role]
        corners = np.array(places_in(layer.mesh.vertices, 3))[np.array(layer.mesh.triangles)]
        normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        normal /= np.linalg.norm(normal, axis=1, keepdims=True)
        shade = np.abs(normal @ LIGHT)  # both sides are lit
        mixed = np.clip(np.array(to_rgb(style.fill)) * (0.72 + 0.42 * shade[:, None]), 0, 1)
        triangles.append(corners)
        colours.append(np.hstack([mixed, np.full((len(mixed), 1), style.opacity)]))
    if not triangles:
        return
    places, nearness = project(np.concatenate(triangles))
    (left, low), (right, high) = places.min(axis=(0, 1)), places.max(axis=(0, 1))
    if left == right or low == high:
        return  # seen exactly from the side
    extent = (float(left), float(right), float(low), float(high))
    width = max(1, round(PIXELS * min(1.0, float(right - left) / float(high - low))))
    image = paint(places, nearness, np.concatenate(colours), extent, width)
    limits = ax.axis()
    whole = np.rint(255 * image).astype(np.uint8)  # Matplotlib takes them as they are
    ax.imshow(whole, extent=extent, interpolation="antialiased", zorder=2)
    ax.axis(limits)
