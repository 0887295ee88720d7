"""Drawing the values of three players with Matplotlib: a space with translucent bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from oraclegames.plots.look.style import Look
from oraclegames.plots.matplotlib.static_legend import draw_legend, line_of, marker_of
from oraclegames.plots.matplotlib.static_plane import write_title
from oraclegames.plots.pictures.scene import Layer, Place
from oraclegames.plots.pictures.value_region import (
    ValueRegionInfo,
    region_axes,
    region_layers,
    region_ranges,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BODY = 0.4
"""How much of their opacity areas have in space, for many lie behind each other."""


def fill_body(figure: Figure, info: ValueRegionInfo, chosen: Look) -> None:
    """Fill an empty figure with the picture."""
    width, height = chosen.size.inches
    figure.set_size_inches(width, height)
    letter = chosen.size.font / 72
    layers = region_layers(info)
    rows = draw_legend(figure, layers, chosen)
    below = (1.28 * rows + 2.2) * letter
    above = (2.6 if info.title else 0.6) * letter
    high = 0.85 * height
    height = below + high + above
    figure.set_size_inches(width, height)  # the legend stays at the foot
    ax = figure.add_axes((0.02, below / height, 0.88, high / height), projection="3d")
    _frame(ax, info, chosen)
    for layer in layers:
        _draw(ax, layer, chosen)
    write_title(figure, info.title, chosen)


def _frame(ax: Any, info: ValueRegionInfo, chosen: Look) -> None:
    theme, size = chosen.theme, chosen.size
    ax.set_facecolor("none")
    ax.set_box_aspect(None, zoom=0.88)
    ax.tick_params(colors=theme.ink, labelsize=0.7 * size.font, pad=0)
    ax.locator_params(nbins=4)
    for axis, title in zip((ax.xaxis, ax.yaxis, ax.zaxis), region_axes(info)):
        axis.set_pane_color((0, 0, 0, 0))
        axis.line.set_color(theme.faint)
        axis.set_label_text(title, color=theme.ink, fontsize=0.85 * size.font, parse_math=False)
    for limits, span in zip((ax.set_xlim, ax.set_ylim, ax.set_zlim), region_ranges(info)):
        limits(*span)


def _draw(ax: Any, layer: Layer[Place], chosen: Look) -> None:
    from mpl_toolkits.mplot3d.art3d import Poly3DCollection  # type: ignore[import-untyped]

    style = chosen.theme.styles[layer.role]
    if layer.areas:
        faces = [np.array(area) for area in layer.areas]
        look = {"facecolor": style.fill, "alpha": BODY * style.opacity, "linewidth": 0}
        ax.add_collection3d(Poly3DCollection(faces, **look))
    for line in layer.lines:
        ax.plot(*np.array(line).T, **line_of(style, chosen))
    if layer.points:
        marker = marker_of(style, chosen, layer.scale)
        ax.plot(*np.array(layer.points).T, linestyle="none", **marker)
