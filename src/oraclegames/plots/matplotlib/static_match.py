"""Drawing the pictures of matches with Matplotlib, for files: no browser is needed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from oraclegames.plots.look.style import Look
from oraclegames.plots.matplotlib.static_legend import MARKERS, edge_of, fill_of, place_legend
from oraclegames.plots.matplotlib.static_marks import annotate, dots, frame_plane, strokes, write
from oraclegames.plots.pictures.match_pieces import (
    Piece,
    behaviour_colours,
    behaviours_shown,
    fixed_point_pieces,
    payoff_labels,
    payoff_pieces,
    payoff_ranges,
)
from oraclegames.plots.pictures.payoffs import Line, PayoffInfo
from oraclegames.plots.pictures.scene import short
from oraclegames.plots.pictures.zones import ZoneInfo

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw_match", "draw_piece", "piece_handles"]


def draw_match(figure: Figure, info: PayoffInfo | ZoneInfo, chosen: Look) -> None:
    """Fill an empty figure with the payoff or the zone picture."""
    zones = isinstance(info, ZoneInfo)
    width, height = chosen.size.inches
    width *= 1.35 if zones else 1.0
    figure.set_size_inches(width, height)
    letter = chosen.size.font / 72
    entries: list[tuple[Any, str]]
    if isinstance(info, ZoneInfo):
        pieces = fixed_point_pieces(info.points, info.randomised, chosen.theme.ink)
        entries = [*piece_handles(pieces, chosen), *_swatches(info, chosen)]
    else:
        pieces = payoff_pieces(info, chosen.theme)
        entries = piece_handles(pieces, chosen)
    rows = place_legend(figure, entries, chosen)
    below = (1.28 * rows + 4.2) * letter
    above = ((2.6 if info.title else 0.6) + (1.6 if zones else 0)) * letter
    start, gap = 4.2 * letter, 4.4 * letter if zones else 0.0
    side = (0.97 * width - start - gap) / 2 if zones else 0.97 * width - start
    high = side if zones else 0.75 * height
    height = below + high + above
    figure.set_size_inches(width, height)  # the legend stays at the foot
    axes = [
        figure.add_axes(
            (
                (start + k * (side + gap)) / width,
                below / height,
                side / width,
                high / height,
            )
        )
        for k in range(2 if zones else 1)
    ]
    if isinstance(info, ZoneInfo):
        for panel, ax in enumerate(axes):
            _panel(ax, info, panel, pieces, chosen)
    else:
        titles = tuple(f"payoff of {short(player)}" for player in info.players)
        frame_plane(axes[0], payoff_ranges(info), (titles[0], titles[1]), chosen)
        for order, piece in enumerate(pieces):
            draw_piece(axes[0], piece, chosen, 4 + order)
        annotate(axes[0], payoff_labels(info), chosen)
    if info.title:
        scale = min(1.3, width / (0.6 * letter * len(info.title)))
        write(figure, 0.5, 1 - 1.5 * letter / height, info.title, chosen, scale=scale)


def _panel(ax: Axes, info: ZoneInfo, panel: int, pieces: Sequence[Piece], chosen: Look) -> None:
    """What one agent does, as a picture of one colour for each zone."""
    from matplotlib.colors import ListedColormap

    colours = behaviour_colours(chosen.theme)
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
    for order, piece in enumerate(pieces):
        draw_piece(ax, piece, chosen, 4 + order)


def _edges(centres: Sequence[float]) -> NDArray[np.float64]:
    """The borders between zones that have these middles."""
    return np.array([0.0, *((a + b) / 2 for a, b in pairwise(centres)), 1.0])


def draw_piece(ax: Axes, piece: Piece, chosen: Look, order: float) -> None:
    """Draw one piece in a plane; those of higher order cover it."""
    from matplotlib.patches import PathPatch

    style = piece.style
    if piece.areas:
        ax.add_patch(
            PathPatch(
                _path(piece.areas),
                facecolor=style.fill,
                alpha=style.opacity,
                linewidth=0,
                zorder=2,
            )
        )
    outlines = [(*area, area[0]) for area in piece.areas] if piece.outlined else []
    lines = [np.array(line) for line in (*outlines, *piece.lines)]
    strokes(ax, lines, style, chosen, order, rim=False)
    dots(ax, np.array(piece.points) if piece.points else None, style, chosen, order)


def _path(areas: Sequence[Line]) -> Any:
    """All polygons as one path: no seams where they meet, no double shade where they overlap."""
    from matplotlib.path import Path

    return Path.make_compound_path(*(Path([*area, area[0]], closed=True) for area in areas))


def piece_handles(pieces: Sequence[Piece], chosen: Look) -> list[tuple[Any, str]]:
    """The entries of the legend."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    size = chosen.size
    handles: list[tuple[Any, str]] = []
    for piece in pieces:
        style = piece.style
        if piece.areas:
            handle: Any = Patch(facecolor=style.fill, alpha=min(1.0, 1.6 * style.opacity))
        else:
            handle = Line2D(
                [],
                [],
                color=style.colour,
                linewidth=0.85 * size.line * style.line if piece.lines else 0,
                marker=MARKERS[style.marker] if piece.points else "",
                markersize=0.85 * size.marker * max(0.7, min(style.marker_size, 1.4)),
                markerfacecolor=fill_of(style, chosen),
                markeredgecolor=edge_of(style, chosen),
            )
        handles.append((handle, piece.name))
    return handles


def _swatches(info: ZoneInfo, chosen: Look) -> list[tuple[Any, str]]:
    from matplotlib.patches import Patch

    colours = behaviour_colours(chosen.theme)
    return [(Patch(facecolor=colours[k]), info.labels[k]) for k in behaviours_shown(info)]
