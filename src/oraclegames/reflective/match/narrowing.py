"""Where the truthful answers of a cell can be: bounds that leave little of their box.

A multilinear function lies between its values at the corners of a box. Those that must vanish are
bounded together: multiplied by the inverse of their slopes in the middle, rounded to whole numbers,
each depends on one answer most of all, so that where the functions are nearly linear a box is
excluded as soon as its middle is not next to a zero. Boxes are halved along one answer after the
other; what is left lies in the box around all of them.

Source: E. R. Hansen and S. Sengupta, "Bounding solutions of systems of equations using interval
analysis", 1981.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from flint import fmpq_mat, fmpz_mat

Span = tuple[Fraction, Fraction]
Line = Sequence[int]
"""A multilinear function by its values at the corners of a box, the first unknown slowest."""

Reached = Callable[[int, int, int, int], bool]
"""Whether a function, by its number, may have a value between two numbers over so many times its
denominator."""

_BOXES = 300
_ROUNDS = 5
"""Boxes are halved so often along each answer."""

_ROUNDED = 1 << 20


def narrowed(
    equations: Sequence[Line],
    others: Sequence[Line],
    reached: Reached,
) -> list[Span] | None:
    """Between which ends each answer is at a zero of the equations; None if there is none.

    Args:
        equations: as many functions as there are unknowns.
        others: more functions, of which something is asked.
        reached: what is asked.
    """
    count = len(equations)
    left: list[_Box] = []
    stack = [_Box(list(equations), list(others), [(Fraction(0), Fraction(1))] * count, 0)]
    for _ in range(_BOXES):
        if not stack:
            break
        box = stack.pop()
        if box.is_empty(reached):
            continue
        if box.depth == _ROUNDS * count:
            left.append(box)
        else:
            stack += box.halves()
    around = list(zip(*(box.spans for box in (*left, *stack))))
    return [(min(low for low, _ in ends), max(high for _, high in ends)) for ends in around] or None


@dataclass(frozen=True)
class _Box:
    """Values of functions at the corners of a box, whose denominators grow with its depth."""

    equations: Sequence[Line]
    others: Sequence[Line]
    spans: list[Span]
    depth: int

    def is_empty(self, reached: Reached) -> bool:
        scale = 1 << self.depth
        return (
            not all(map(_reaches_zero, self.equations))
            or not all(reached(k, min(x), max(x), scale) for k, x in enumerate(self.others))
            or not all(map(_reaches_zero, _straightened(self.equations)))
        )

    def halves(self) -> Iterator[_Box]:
        count = len(self.equations)
        axis = self.depth % count
        low, high = self.spans[axis]
        middle = (low + high) / 2
        lines = [_halved(line, axis, count) for line in (*self.equations, *self.others)]
        for side, span in enumerate(((low, middle), (middle, high))):
            here = [line[side] for line in lines]
            spans = [*self.spans[:axis], span, *self.spans[axis + 1 :]]
            yield _Box(here[:count], here[count:], spans, self.depth + 1)


def _reaches_zero(line: Line) -> bool:
    return min(line) <= 0 <= max(line)


def _straightened(lines: Sequence[Line]) -> list[list[int]]:
    """Sums of the functions of which each depends most on one unknown; themselves if none do."""
    count, values = len(lines), fmpz_mat([list(line) for line in lines])
    try:
        inverse = fmpq_mat(values * _differences(count)).inv()
    except ZeroDivisionError:
        return [list(line) for line in lines]
    factor = _ROUNDED / max(map(abs, inverse.entries()))
    weights = fmpz_mat(count, count, [int(x * factor) for x in inverse.entries()])
    sums: list[Any] = (weights * values).tolist()
    return sums


@cache
def _differences(count: int) -> fmpz_mat:
    """What makes slopes of values at corners, up to a factor."""
    corners = range(1 << count)
    return fmpz_mat([[1 if at >> n & 1 else -1 for n in reversed(range(count))] for at in corners])


def _halved(line: Line, axis: int, count: int) -> tuple[list[int], list[int]]:
    """The values at the corners of both halves, over twice the denominator."""
    step = 1 << (count - 1 - axis)
    low, high = [2 * x for x in line], [2 * x for x in line]
    for at in range(len(line)):
        if not at & step:
            low[at + step] = high[at] = line[at] + line[at + step]
    return low, high
