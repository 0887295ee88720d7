"""What is around a picture by Matplotlib: title and legend; and how markers and lines are drawn."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from oraclegames.plots.look.style import Look, Style
from oraclegames.plots.pictures.scene import Layer

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MARKERS = {"circle": "o", "diamond": "D", "star": "*", "square": "s", "cross": "+", "x": "X"}

DASHES: dict[str, Any] = {"solid": "-", "dash": (0, (2.4, 1.5)), "dot": ":"}


def line_of(style: Style, chosen: Look) -> dict[str, Any]:
    """Colour, width and dashes of a line."""
    return {
        "color": style.colour,
        "linewidth": 0.85 * chosen.size.line * style.line,
        "linestyle": DASHES[style.dash],
    }


def marker_of(style: Style, chosen: Look, scale: float = 1.0) -> dict[str, Any]:
    """The shape and the colours of a marker, ``scale`` times as large as its style says."""
    size = scale * style.marker_size
    inside = "none" if style.ring else chosen.theme.paper if style.hollow else style.colour
    return {
        "marker": MARKERS[style.marker],
        "markersize": 0.95 * chosen.size.marker * size,
        "markerfacecolor": inside,
        "markeredgecolor": style.rim(chosen.theme),
        "markeredgewidth": (0.7 if style.is_open else 0.35) * chosen.size.line * min(1.0, 2 * size),
    }


def letters(chosen: Look, scale: float = 1.0) -> dict[str, Any]:
    """Colour and size of letters, which are never read as formulas."""
    return {
        "color": chosen.theme.ink,
        "fontsize": scale * chosen.size.font,
        "parse_math": False,
    }


def write_note(write: Callable[..., Any], ax: Any, note: str, chosen: Look) -> None:
    """A plane's note at the top of its axes, by the axes' own way to write flat text."""
    place = {"transform": ax.transAxes, "ha": "center", "va": "top", "style": "italic"}
    write(0.5, 0.99, note, **place, **letters(chosen, 0.9))


def surround(
    figure: Figure,
    title: str,
    layers: Iterable[Layer[Any]],
    chosen: Look,
    size: tuple[float, float],
    swatches: Sequence[tuple[str, str]] = (),
    *,
    foot: float = 3.3,
    head: float = 0.0,
) -> tuple[float, float]:
    """Write the legend at the foot of an empty figure and the title at its head.

    Args:
        size: the width of the figure, and the height between both, in inches.
        swatches: plain colours with names, for the legend.
        foot, head: more room there, in letters.

    Returns:
        Where the room between them starts and how high it is, in parts of the figure.
    """
    letter, (width, high) = chosen.size.letter, size
    figure.set_figwidth(width)
    below = (1.28 * _legend(figure, layers, chosen, swatches) + 0.9 + foot) * letter
    height = below + high + ((2.6 if title else 0.6) + head) * letter
    figure.set_figheight(height)
    if title:  # smaller where it is long
        scale = min(1.3, width / (0.6 * letter * len(title)))
        top = 1 - 1.5 * letter / height
        figure.text(0.5, top, title, ha="center", va="center", **letters(chosen, scale))
    return below / height, high / height


def _legend(
    figure: Figure,
    layers: Iterable[Layer[Any]],
    chosen: Look,
    swatches: Sequence[tuple[str, str]],
) -> int:
    """One entry for each key, then plain colours with names; returns how many rows it has."""
    from matplotlib.patches import Patch

    entries: dict[str, tuple[Any, str]] = {}
    for layer in layers:
        entries.setdefault(layer.key, (_handle(layer, chosen), layer.name))
    handles = [*entries.values()]
    handles += [(Patch(facecolor=colour), name) for colour, name in swatches]
    longest = max(len(name) for _, name in handles)
    room = 0.82 * chosen.size.letter * (0.53 * longest + 3.8)
    columns = max(1, min(len(handles), int(figure.get_figwidth() / room)))
    figure.legend(
        *zip(*handles),
        loc="lower center",
        ncols=columns,
        frameon=False,
        labelcolor=chosen.theme.ink,
        fontsize=0.82 * chosen.size.font,
        handlelength=1.6,
        columnspacing=1.4,
        borderaxespad=0.2,
    )
    return math.ceil(len(handles) / columns)


def _handle(layer: Layer[Any], chosen: Look) -> Any:
    """A line, a marker or a colour; nothing where there is nothing to draw."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    style = chosen.theme.styles[layer.role]
    if layer.is_empty:
        return Line2D([], [], linestyle="none")
    corner = layer.areas[0][0] if layer.areas else None
    solid = isinstance(corner, tuple) and len(corner) == 3  # a body, maybe with its edges
    if solid or ((layer.mesh or layer.areas) and not layer.lines and not layer.points):
        return Patch(facecolor=style.fill, alpha=min(1.0, 1.6 * style.opacity))
    options = {**line_of(style, chosen), **marker_of(style, chosen, max(0.6, layer.scale))}
    options["markersize"] = min(options["markersize"], 1.4 * chosen.size.marker)
    if not layer.points:
        options["marker"] = ""
    if not layer.lines:
        options["linewidth"] = 0
    return Line2D([], [], **options)
