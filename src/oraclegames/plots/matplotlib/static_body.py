"""Drawing the values of three players with Matplotlib: a space with translucent bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from oraclegames.plots.look.style import Look
from oraclegames.plots.matplotlib.static_legend import (
    letters,
    line_of,
    marker_of,
    surround,
    write_note,
)
from oraclegames.plots.pictures.scene import Layer, Mark, Place, Plane

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BODY = 0.4
"""How much of their opacity areas have in space, for many lie behind each other."""

EDGE = 0.3
"""How wide the edges of a body are, beside curves."""


def fill_body(figure: Figure, plane: Plane, chosen: Look) -> None:
    """Fill an empty figure with a picture that has three axes."""
    width, height = chosen.size.inches
    size = (width, 0.85 * height)
    bottom, high = surround(figure, plane.title, plane.layers, chosen, size, foot=1.3)
    ax: Any = figure.add_axes((0.02, bottom, 0.88, high), projection="3d")
    ax.set_facecolor("none")
    ax.computed_zorder = False  # bodies never hide points, nor curves
    ax.set_box_aspect(None, zoom=0.88)
    ax.tick_params(colors=chosen.theme.ink, labelsize=0.7 * chosen.size.font, pad=0)
    ax.locator_params(nbins=4)
    for axis, title in zip((ax.xaxis, ax.yaxis, ax.zaxis), plane.axes):
        axis.set_pane_color((0, 0, 0, 0))
        axis.line.set_color(chosen.theme.faint)
        axis.set_label_text(title, **letters(chosen, 0.85))
    for limits, span in zip((ax.set_xlim, ax.set_ylim, ax.set_zlim), plane.ranges):
        limits(*span)
    for layer in plane.layers:
        _draw(ax, layer, chosen)
    if plane.note:
        write_note(ax.text2D, ax, plane.note, chosen)


def _draw(ax: Any, layer: Layer[Mark] | Layer[Place], chosen: Look) -> None:
    from mpl_toolkits.mplot3d.art3d import (  # type: ignore[import-untyped]
        Line3DCollection,
        Poly3DCollection,
    )

    style = chosen.theme.styles[layer.role]
    if layer.areas:
        faces = [np.array(area) for area in layer.areas]
        look = {"facecolor": style.fill, "alpha": BODY * style.opacity, "linewidth": 0, "zorder": 2}
        ax.add_collection3d(Poly3DCollection(faces, **look))
    if layer.lines:
        stroke = line_of(style, chosen)
        if not layer.points:  # edges of a body, not curves
            stroke["linewidth"] *= EDGE
        pens = {"colors": stroke["color"], "linewidths": stroke["linewidth"]}
        lines = [np.array(line) for line in layer.lines]
        ax.add_collection3d(
            Line3DCollection(lines, linestyles=stroke["linestyle"], zorder=3, **pens)
        )
    if layer.points:
        marker = marker_of(style, chosen, layer.scale)
        ax.plot(*np.array(layer.points).T, linestyle="none", zorder=4, **marker)
