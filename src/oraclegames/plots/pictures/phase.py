"""Phase diagrams: one answer over a grid of two parameters, as colours.

An answer is either a class (few texts or truth values, one colour each) or a number (a colour
scale).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from oraclegames.errors import InputError
from oraclegames.plots.pictures.scene import Info

__all__ = ["MOST_CLASSES", "PhaseInfo", "phase_info"]

MOST_CLASSES = 24
"""More different texts than this are no classes."""


@dataclass(frozen=True, repr=False)
class PhaseInfo(Info):
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

    @property
    def title(self) -> str:
        """What is shown over what."""
        return f"{self.names[2]} over {self.names[0]} and {self.names[1]}"


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
