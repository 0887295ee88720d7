"""Drawing the pictures with Matplotlib, for files: no browser is needed.

The tetrahedron is projected orthographically, and the triangles of all surfaces are painted, in
the right order at every pixel, into one fine image; lines and letters are vectors in vector files.
Curves are painted last, on a rim of paper, so that no surface hides them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from oraclegames.errors import MissingDependencyError, UnsupportedError
from oraclegames.plots.look.style import Look
from oraclegames.plots.matplotlib.raster import paint
from oraclegames.plots.matplotlib.static_body import fill_body
from oraclegames.plots.matplotlib.static_legend import draw_legend
from oraclegames.plots.matplotlib.static_marks import ACROSS, UP, dots, draw_plane, stroke
from oraclegames.plots.matplotlib.static_plane import fill_plane, fill_zones, write_title
from oraclegames.plots.pictures.layout import EDGES, VERTICES, project, to_space
from oraclegames.plots.pictures.match_layers import payoff_plane
from oraclegames.plots.pictures.payoffs import PayoffInfo
from oraclegames.plots.pictures.scene import Info, Layer, Mark, short
from oraclegames.plots.pictures.tetrahedron_picture import TetrahedronInfo
from oraclegames.plots.pictures.value_region import ValueRegionInfo, region_plane
from oraclegames.plots.pictures.values_picture import BothInfo, ValuesInfo, values_plane
from oraclegames.plots.pictures.zones import ZoneInfo

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PIXELS = 1300
"""The width of the image of the surfaces."""

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
        case ValueRegionInfo() if len(info.players) == 2:
            fill_plane(figure, region_plane(info), chosen)
        case ValueRegionInfo():
            fill_body(figure, info, chosen)
        case ZoneInfo():
            fill_zones(figure, info, chosen)
        case _:
            raise UnsupportedError(f"Matplotlib draws no {type(info).__name__}")
    return figure


def _fill(figure: Figure, info: TetrahedronInfo | BothInfo, chosen: Look) -> None:
    """The tetrahedron, with the plane of values to its right or alone."""
    width, height = chosen.size.inches
    letter = chosen.size.font / 72
    if isinstance(info, BothInfo):
        height *= 1.12
        figure.set_size_inches(1.75 * width, height)
        axes = [figure.add_axes((0, 0, 0.5, 1)), figure.add_axes((0.6, 0, 0.38, 1))]
        plane = values_plane(info.values)
        draw_plane(axes[1], plane, chosen)
        solid = info.tetrahedron
        layers: list[Layer[Any]] = [*solid.layers, *plane.layers]
    else:
        figure.set_size_inches(width, height)
        axes, solid, layers = [figure.add_axes((0, 0, 1, 1))], info, list(info.layers)
    _space(axes[0], solid, chosen)
    rows = draw_legend(figure, layers, chosen)
    bottom = (1.28 * rows + 0.9) * letter / height
    top = 1 - (2.6 if info.title else 0.6) * letter / height
    for ax in axes:
        left, _, right, _ = ax.get_position().extents
        tick = 3.6 * letter / height if ax.axison else 0.0
        ax.set_position((left, bottom + tick, right - left, top - bottom - tick))
    write_title(figure, info.title, chosen)


def _space(ax: Axes, info: TetrahedronInfo, chosen: Look) -> None:
    ax.set_axis_off()
    ax.set_aspect("equal", adjustable="box")
    corners, nearness = project(np.array(VERTICES))
    room = 0.5 + 0.012 * chosen.size.font
    ax.set_xlim(corners[:, 0].min() - room, corners[:, 0].max() + room)
    ax.set_ylim(corners[:, 1].min() - 0.5, corners[:, 1].max() + 0.5)
    for i, j in EDGES:
        front = nearness[i] + nearness[j] > 0
        ax.plot(
            corners[[i, j], 0],
            corners[[i, j], 1],
            color=chosen.theme.faint,
            linewidth=(0.75 if front else 0.55) * chosen.size.line,
            zorder=3 if front else 1,
            solid_capstyle="round",
        )
    _surfaces(ax, info.layers, chosen)
    for order, layer in enumerate(info.layers):
        style = chosen.theme.styles[layer.role]
        for line in layer.lines:
            places, _ = project(to_space([point.cells for point in line]))
            stroke(ax, places, style, chosen, 4 + order)
        if layer.points:
            places, _ = project(to_space([point.cells for point in layer.points]))
            dots(ax, places, layer, chosen, 4 + order)
    for place, vertex, (dx, dy) in zip(corners, info.vertices, ((0, 1), (-1, 0), (1, 0), (0, -1))):
        first, second = map(short, vertex.labels)
        joint = ",\n" if dx and len(first) + len(second) > 12 else ", "
        payoffs = f"{short(vertex.payoffs[0])}, {short(vertex.payoffs[1])}"
        ax.annotate(
            f"{first}{joint}{second}\n{payoffs}",
            place,
            (0.85 * dx * chosen.size.font, 0.85 * dy * chosen.size.font),
            textcoords="offset points",
            ha=ACROSS[dx],
            va=UP[dy],
            color=chosen.theme.ink,
            fontsize=0.85 * chosen.size.font,
            linespacing=1.25,
            parse_math=False,
            zorder=90,
        )


def _surfaces(ax: Axes, layers: Sequence[Layer[Mark]], chosen: Look) -> None:
    """The triangles of all layers in one image."""
    from matplotlib.colors import to_rgb

    corners: list[NDArray[Any]] = []
    nearness: list[NDArray[Any]] = []
    colours: list[NDArray[Any]] = []
    for layer in layers:
        if layer.mesh is None:
            continue
        style = chosen.theme.styles[layer.role]
        space = to_space(layer.mesh.vertices)
        triangles = np.array(layer.mesh.triangles)
        flat, depth = project(space)
        first, second, third = (space[triangles[:, k]] for k in range(3))
        normal = np.cross(second - first, third - first)
        normal /= np.linalg.norm(normal, axis=1, keepdims=True)
        shade = np.abs(normal @ LIGHT)  # both sides are lit
        base = np.array(to_rgb(style.fill))
        mixed = np.clip(base * (0.72 + 0.42 * shade[:, None]), 0, 1)
        corners.append(flat[triangles])
        nearness.append(depth[triangles])
        colours.append(np.hstack([mixed, np.full((len(mixed), 1), style.opacity)]))
    if not corners:
        return
    places = np.concatenate(corners)
    low, high = places.min(axis=(0, 1)), places.max(axis=(0, 1))
    extent = (float(low[0]), float(high[0]), float(low[1]), float(high[1]))
    if low[0] == high[0] or low[1] == high[1]:
        return  # seen exactly from the side
    image = paint(places, np.concatenate(nearness), np.concatenate(colours), extent, PIXELS)
    limits = ax.axis()
    ax.imshow(image, extent=extent, interpolation="antialiased", zorder=2)
    ax.axis(limits)
