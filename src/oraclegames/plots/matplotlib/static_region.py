"""Drawing the picture of achievable values with Matplotlib: a plane for two players, else a space.

The pieces, their names and colours are those of :mod:`oraclegames.plots.pictures.value_region`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from oraclegames.plots.look.style import GREEN, PURPLE, VERMILION, Look, Style
from oraclegames.plots.matplotlib.static_legend import MARKERS, edge_of, fill_of, place_legend
from oraclegames.plots.matplotlib.static_marks import frame_plane, write
from oraclegames.plots.matplotlib.static_match import draw_piece, piece_handles
from oraclegames.plots.pictures.match_pieces import Piece
from oraclegames.plots.pictures.scene import short
from oraclegames.plots.pictures.value_region import FACES, Point, ValueRegionInfo

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["draw_region"]

LOOP = (0, 1, 3, 2)
"""The corners of a rectangle, which come in binary order, one after the other."""


def draw_region(figure: Figure, info: ValueRegionInfo, chosen: Look) -> None:
    """Fill an empty figure with the picture."""
    width, height = chosen.size.inches
    figure.set_size_inches(width, height)
    letter = chosen.size.font / 72
    pieces = _pieces(info, chosen)
    rows = place_legend(figure, piece_handles(pieces, chosen), chosen)
    flat = len(info.players) == 2
    below = (1.28 * rows + (4.2 if flat else 2.2)) * letter
    above = (2.6 if info.title else 0.6) * letter
    high = (0.75 if flat else 0.85) * height
    height = below + high + above
    figure.set_size_inches(width, height)  # the legend stays at the foot
    start = 4.2 * letter / width if flat else 0.02
    place = (start, below / height, (0.97 if flat else 0.9) - start, high / height)
    titles = [f"value of {short(player)}" for player in info.players]
    if flat:
        ax = figure.add_axes(place)
        across, up = _ranges(info)
        frame_plane(ax, (across, up), (titles[0], titles[1]), chosen)
        for order, piece in enumerate(pieces):
            draw_piece(ax, piece, chosen, 4 + order)
    else:
        _space(figure.add_axes(place, projection="3d"), info, pieces, titles, chosen)
    if info.title:
        write(figure, 0.5, 1 - 1.5 * letter / height, info.title, chosen, scale=1.3)


def _pieces(info: ValueRegionInfo, chosen: Look) -> list[Piece]:
    """Everything that is there, from the back to the front; points have all coordinates."""
    ink, faint = chosen.theme.ink, chosen.theme.faint
    pieces: list[Piece] = []

    def add(name: str, style: Style, *, outlined: bool = False, **parts: Any) -> None:
        if any(parts.values()):
            pieces.append(Piece(name, style, outlined=outlined, **parts))

    if len(info.players) == 2:
        body: dict[str, Any] = {"areas": (info.correlated,) if len(info.correlated) > 2 else ()}
        body["lines"] = (info.correlated,) if len(info.correlated) == 2 else ()
    else:
        body = {"areas": _hull_faces(info.correlated)}
    body["points"] = () if body["areas"] or body.get("lines") else info.correlated
    solid = 0.18 if len(info.players) == 2 else 0.08
    style = Style(GREEN, solid, line=0.6, marker_size=1.6)
    add("correlated equilibria", style, outlined=True, **body)
    for cells, opacity, name in (
        (info.edge, 0.15, "undecided"),
        (info.half, 0.45, "undecided, centre achievable"),
        (info.inside, 0.85, "achievable, totally mixed"),
    ):
        if len(info.players) == 3:
            opacity *= 0.4
        areas = [face for cell in cells for face in _faces(cell)]
        lines = [cell for cell in cells if len(cell) == 2]
        points = [cell[0] for cell in cells if len(cell) == 1]
        style = Style(PURPLE, opacity, line=0.5 + 2.5 * opacity)
        add(name, style, areas=tuple(areas), lines=tuple(lines), points=tuple(points))
    add("totally mixed equilibria", Style(ink, line=1.8), lines=info.curves)
    for wanted, name in ((False, "other pure outcomes"), (True, "pure equilibria")):
        style = Style(faint, marker="square", ring=not wanted)
        add(name, style, points=tuple(v for _, v, yes in info.outcomes if yes is wanted))
    style = Style(VERMILION, marker="diamond", marker_size=1.4, ring=True)
    add("Nash equilibria", style, points=info.nash or ())
    return pieces


def _faces(cell: Sequence[Point]) -> list[tuple[Point, ...]]:
    """The sides of a box, or a rectangle itself; nothing for less."""
    if len(cell) == 4:
        return [tuple(cell[k] for k in LOOP)]
    if len(cell) == 8:
        return [tuple(cell[k] for k in face) for face in FACES]
    return []


def _hull_faces(points: Sequence[Point]) -> tuple[tuple[Point, ...], ...]:
    """The triangles of the convex hull of points in space, by brute force: there are at most 26."""
    places = np.array(points)
    faces = []
    for i in range(len(points)):
        for j in range(i):
            for k in range(j):
                normal = np.cross(places[j] - places[i], places[k] - places[i])
                side = (places - places[i]) @ normal
                slack = 1e-9 * (np.abs(places).max() + 1) ** 3
                if np.abs(normal).max() > slack and (side.max() < slack or side.min() > -slack):
                    faces.append((points[i], points[j], points[k]))
    return tuple(faces)


def _ranges(info: ValueRegionInfo) -> tuple[tuple[float, float], ...]:
    """The ranges of all axes: those of the pure outcomes and a little room."""
    ranges = []
    for values in zip(*(v for _, v, _ in info.outcomes)):
        low, high = min(values), max(values)
        room = 0.07 * (high - low) or 1.0
        ranges.append((low - room, high + room))
    return tuple(ranges)


def _space(
    ax: Any, info: ValueRegionInfo, pieces: Sequence[Piece], titles: Sequence[str], chosen: Look
) -> None:
    from mpl_toolkits.mplot3d.art3d import Poly3DCollection  # type: ignore[import-untyped]

    theme, size = chosen.theme, chosen.size
    ax.set_facecolor("none")
    ax.set_box_aspect(None, zoom=0.88)
    ax.tick_params(colors=theme.ink, labelsize=0.7 * size.font, pad=0)
    ax.locator_params(nbins=4)
    for axis, title in zip((ax.xaxis, ax.yaxis, ax.zaxis), titles):
        axis.set_pane_color((0, 0, 0, 0))
        axis.line.set_color(theme.faint)
        axis.set_label_text(title, color=theme.ink, fontsize=0.85 * size.font, parse_math=False)
    for limits, span in zip((ax.set_xlim, ax.set_ylim, ax.set_zlim), _ranges(info)):
        limits(*span)
    for piece in pieces:
        style = piece.style
        if piece.areas:
            faces = Poly3DCollection(
                [np.array(area) for area in piece.areas],
                facecolor=style.fill,
                alpha=style.opacity,
                linewidth=0,
            )
            ax.add_collection3d(faces)
        for line in piece.lines:
            columns: NDArray[np.float64] = np.array(line).T
            ax.plot(*columns, color=style.colour, linewidth=0.85 * size.line * style.line)
        if piece.points:
            ax.plot(
                *np.array(piece.points).T,
                linestyle="none",
                marker=MARKERS[style.marker],
                markersize=0.95 * size.marker * style.marker_size,
                markerfacecolor=fill_of(style, chosen),
                markeredgecolor=edge_of(style, chosen),
            )
