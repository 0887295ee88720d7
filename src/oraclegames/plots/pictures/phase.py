"""Phase diagrams: one answer over a grid of two parameters, as colours.

``phase_info`` sorts rows (x, y, answer) into a grid, ``phase_figure`` draws it. An answer is either
a class (few texts or truth values, one colour each) or a number (a colour scale).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oraclegames.errors import InputError, MissingDependencyError
from oraclegames.plots.look.style import BLUE, GREEN, ORANGE, PURPLE, SKY, VERMILION, YELLOW, look

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

__all__ = ["MOST_CLASSES", "PhaseInfo", "phase_figure", "phase_info"]

MOST_CLASSES = 24
"""More different texts than this are no classes."""

_PALETTE = (SKY, ORANGE, GREEN, VERMILION, BLUE, PURPLE, YELLOW)


@dataclass(frozen=True)
class PhaseInfo:
    """The numbers of a phase diagram.

    Attributes:
        names: of the two parameters and of the answer.
        x, y: the values of the parameters, ascending.
        cells: one row for each y, one entry for each x: the number of a class, or the answer
            itself; None where there is no answer.
        classes: the classes in order; () where the answer is a number.
    """

    names: tuple[str, str, str]
    x: tuple[float, ...]
    y: tuple[float, ...]
    cells: tuple[tuple[float | None, ...], ...]
    classes: tuple[str, ...] = ()


def phase_info(rows: Sequence[tuple[Any, Any, Any]], names: tuple[str, str, str]) -> PhaseInfo:
    """Sort rows (x, y, answer) into a grid.

    Raises:
        InputError: no rows, two rows with the same x and y, a parameter that is no number, or
            texts of too many kinds.

    >>> phase_info([(0, 1, "a"), (1, 1, "b"), (0, 2, None)], ("T", "S", "set")).cells
    ((0, 1), (None, None))
    """
    if not rows:
        raise InputError("a phase diagram needs at least one row")
    for name, column in zip(names, zip(*rows)):
        if name != names[2] and not all(isinstance(value, (int, float)) for value in column):
            raise InputError(f"the parameter {name} of a phase diagram should be numbers")
    answers = {row[2] for row in rows if row[2] is not None}
    texts = any(isinstance(answer, (str, bool)) for answer in answers)
    classes = tuple(sorted(map(str, answers))) if texts else ()
    if len(classes) > MOST_CLASSES:
        raise InputError(
            f"{names[2]} has {len(classes)} different texts: a phase diagram shows {MOST_CLASSES} "
            "classes, or numbers"
        )
    code = {name: number for number, name in enumerate(classes)}
    x, y = (tuple(sorted({float(row[axis]) for row in rows})) for axis in (0, 1))
    places: tuple[dict[float, int], ...] = tuple(
        {value: number for number, value in enumerate(values)} for values in (x, y)
    )
    cells: list[list[float | None]] = [[None] * len(x) for _ in y]
    seen: set[tuple[int, int]] = set()
    for first, second, answer in rows:
        place = places[1][float(second)], places[0][float(first)]
        if place in seen:
            raise InputError(
                f"two games have {names[0]} = {first} and {names[1]} = {second}: choose the other "
                'parameters too, such as where = "R = 1"'
            )
        seen.add(place)
        if answer is not None:
            cells[place[0]][place[1]] = code[str(answer)] if texts else float(answer)
    return PhaseInfo(names, x, y, tuple(map(tuple, cells)), classes)


def phase_figure(info: PhaseInfo, *, theme: str = "light", size: str = "screen") -> Figure:
    """Draw a phase diagram.

    Raises:
        InputError: there is no such theme or size.
        MissingDependencyError: Plotly is not installed.
    """
    chosen = look(theme, size)
    try:
        from plotly import graph_objects
    except ImportError:
        raise MissingDependencyError(
            "a phase diagram needs plotly: pip install 'oraclegames[plot]'"
        ) from None
    colours = _class_scale(info.classes) if info.classes else {"colorscale": "Viridis"}
    texts = None
    if info.classes:
        texts = [[info.classes[int(c)] if c is not None else None for c in r] for r in info.cells]
    answer = "%{text}" if info.classes else "%{z}"
    heat = graph_objects.Heatmap(
        x=info.x,
        y=info.y,
        z=[list(row) for row in info.cells],
        text=texts,
        hovertemplate=(
            f"{info.names[0]} %{{x}}<br>{info.names[1]} %{{y}}<br>{info.names[2]} {answer}"
            "<extra></extra>"
        ),
        **colours,
    )
    width, height = chosen.size.pixels
    axis = {"gridcolor": chosen.theme.faint, "zeroline": False, "showgrid": False}
    return graph_objects.Figure(
        heat,
        {
            "template": "none",
            "title": {"text": f"{info.names[2]} over {info.names[0]} and {info.names[1]}"},
            "width": width,
            "height": height,
            "paper_bgcolor": chosen.theme.paper,
            "plot_bgcolor": chosen.theme.paper,
            "font": {"size": chosen.size.font, "color": chosen.theme.ink},
            "xaxis": {"title": {"text": info.names[0]}, **axis},
            "yaxis": {"title": {"text": info.names[1]}, **axis},
        },
    )


def _class_scale(classes: Sequence[str]) -> dict[str, Any]:
    """One flat colour for each class, named beside the bar."""
    count = len(classes)
    scale: list[list[Any]] = []
    for number in range(count):
        colour = _PALETTE[number % len(_PALETTE)]
        scale += [[number / count, colour], [(number + 1) / count, colour]]
    return {
        "colorscale": scale,
        "zmin": -0.5,
        "zmax": count - 0.5,
        "colorbar": {"tickvals": list(range(count)), "ticktext": list(classes)},
    }
