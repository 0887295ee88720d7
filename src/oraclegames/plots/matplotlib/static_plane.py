"""Drawing planes with Matplotlib, for files: values, matches, and what agents do where."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from oraclegames.plots.look.style import Look
from oraclegames.plots.matplotlib.static_legend import draw_legend
from oraclegames.plots.matplotlib.static_marks import draw_layer, draw_plane, frame_plane, write
from oraclegames.plots.pictures.match_layers import fixed_point_layers
from oraclegames.plots.pictures.scene import Plane, short
from oraclegames.plots.pictures.zones import ZoneInfo

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def fill_plane(figure: Figure, plane: Plane, chosen: Look) -> None:
    """Fill an empty figure with one plane over its legend."""
    width, height = chosen.size.inches
    figure.set_size_inches(width, height)
    letter = chosen.size.font / 72
    rows = draw_legend(figure, plane.layers, chosen)
    below = (1.28 * rows + 4.2) * letter
    above = (2.6 if plane.title else 0.6) * letter
    start, high = 4.2 * letter, 0.75 * height
    total = below + high + above
    figure.set_size_inches(width, total)  # the legend stays at the foot
    place = (start / width, below / total, 0.97 - start / width, high / total)
    draw_plane(figure.add_axes(place), plane, chosen)
    write_title(figure, plane.title, chosen)


def fill_zones(figure: Figure, info: ZoneInfo, chosen: Look) -> None:
    """Fill an empty figure with two squares, one for each agent."""
    width, height = chosen.size.inches
    width *= 1.35
    figure.set_size_inches(width, height)
    letter = chosen.size.font / 72
    layers = fixed_point_layers(info.points, info.randomised, zones=True)
    colours = chosen.theme.behaviours
    swatches = [(colours[code], info.labels[code]) for code in info.shown]
    rows = draw_legend(figure, layers, chosen, swatches)
    below = (1.28 * rows + 4.2) * letter
    above = (4.2 if info.title else 2.2) * letter
    start, gap = 4.2 * letter, 4.4 * letter
    side = (0.97 * width - start - gap) / 2
    height = below + side + above
    figure.set_size_inches(width, height)  # the legend stays at the foot
    for panel in (0, 1):
        left = (start + panel * (side + gap)) / width
        ax = figure.add_axes((left, below / height, side / width, side / height))
        _panel(ax, info, panel, chosen)
        for order, layer in enumerate(layers):
            draw_layer(ax, layer, chosen, 4 + order)
    write_title(figure, info.title, chosen)


def write_title(figure: Figure, title: str, chosen: Look) -> None:
    """The title at the head of a figure, smaller where it is long."""
    width, height = figure.get_size_inches()
    letter = chosen.size.font / 72
    if title:
        scale = min(1.3, width / (0.6 * letter * len(title)))
        write(figure, 0.5, 1 - 1.5 * letter / height, title, chosen, scale=scale)


def _panel(ax: Axes, info: ZoneInfo, panel: int, chosen: Look) -> None:
    """What one agent does, as a picture of one colour for each zone."""
    from matplotlib.colors import ListedColormap

    colours = chosen.theme.behaviours
    frame_plane(ax, ((0, 1), (0, 1)), info.axes, chosen)
    ax.grid(visible=False)
    ax.set_title(
        f"{info.agents[panel]} ({short(info.players[panel])})",
        color=chosen.theme.ink,
        fontsize=chosen.size.font,
        parse_math=False,
    )
    ax.pcolormesh(
        _edges(info.centres[0]),
        _edges(info.centres[1]),
        np.array(info.codes[panel]),
        cmap=ListedColormap(list(colours)),
        vmin=-0.5,
        vmax=len(colours) - 0.5,
        rasterized=True,
    )


def _edges(centres: Sequence[float]) -> NDArray[np.float64]:
    """The borders between zones that have these middles."""
    return np.array([0.0, *((a + b) / 2 for a, b in pairwise(centres)), 1.0])
