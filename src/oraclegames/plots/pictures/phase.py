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
    # Long: every cell is read and refused here, then placed.
    if not rows:
        raise InputError("a phase diagram needs at least one row")
    for name, column in zip(names[:2], zip(*rows)):
        if not all(isinstance(value, (int, float)) for value in column):
            raise InputError(f"the parameter {name} of a phase diagram should be numbers")
    classes = _classes({row[2] for row in rows if row[2] is not None}, names[2])
    code = {name: number for number, name in enumerate(classes)}
    x, y = (sorted({float(row[axis]) for row in rows}) for axis in (0, 1))
    places: dict[tuple[float, float], float | None] = {}
    for first, second, answer in rows:
        place = float(first), float(second)
        if place in places:
            raise InputError(
                f"two games have {names[0]} = {first} and {names[1]} = {second}: choose the other "
                'parameters too, such as where = "R = 1"'
            )
        known = answer is not None
        places[place] = (code[str(answer)] if classes else float(answer)) if known else None
    cells = tuple(tuple(places.get((first, second)) for first in x) for second in y)
    return PhaseInfo(names, tuple(x), tuple(y), cells, classes)


def _classes(answers: set[Any], name: str) -> tuple[str, ...]:
    """The classes in order; () where the answers are numbers.

    Raises:
        InputError: there are too many.
    """
    if not any(isinstance(answer, (str, bool)) for answer in answers):
        return ()
    classes = tuple(sorted(map(str, answers)))
    if len(classes) > MOST_CLASSES:
        raise InputError(
            f"{name} has {len(classes)} different texts: a phase diagram shows {MOST_CLASSES} "
            "classes, or numbers"
        )
    return classes
