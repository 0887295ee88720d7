"""Which pairs of readings can hold a fixed point, told from where both outputs lie.

Two agents' runs along a row cut it into stretches of one *state*: where the first agent's output
lies relative to her zone, and where the second's does. Two rows that follow each other are cut into
stretches of one pair of states. What a cell can hold depends on states alone:

- zone and zone: both outputs lie inside;
- a threshold of one player and a zone of the other: the one's two outputs reach the threshold from
  both sides, and a mixture of the other's two outputs can lie inside her zone;
- threshold and threshold: among the four outputs of each player some reach it from each side.

So a row is told by few ranges of cells, however many these are.
"""

from __future__ import annotations

from collections.abc import Sequence

from oraclegames.reflective.match.behaviour import Run
from oraclegames.reflective.match.grid import Interval

Stretch = tuple[int, int]
"""Where it starts in its row, and what it is by number."""

_OUTPUTS = range(-2, 3)
_STATES = [(first, second) for first in _OUTPUTS for second in _OUTPUTS]
_PAIRS = [(lower, upper) for lower in _STATES for upper in _STATES]
_BOTH_INSIDE = _STATES.index((0, 0))


def row_of(first: Sequence[Run], second: Sequence[Run]) -> list[Stretch]:
    """The states along a row, from both agents' runs."""
    return _joined(
        [(start, 5 * place + 12) for start, _, place in first],
        [(start, place) for start, _, place in second],
    )


def in_zones(row: list[Stretch], count: int) -> list[Interval]:
    """The zones of a row at which both outputs lie inside."""
    return _of_kind(row, count, _INSIDE)


def on_second(row: list[Stretch], count: int) -> list[Interval]:
    """The zones j of a row such that the second player's threshold j + 1 may be met."""
    return _between(row, count, _CROSSES)


def on_first(pair: list[Stretch], count: int) -> list[Interval]:
    """The zones of two rows between which the first player's threshold may be met."""
    return _of_kind(pair, count, _MEETS)


def on_both(pair: list[Stretch], count: int) -> list[Interval]:
    """The zones j of two rows such that both thresholds may be met, the second's at j + 1."""
    return _between([(start, _SIDES[kind]) for start, kind in pair], count, _CORNERS)


def pair_of(lower: list[Stretch], upper: list[Stretch]) -> list[Stretch]:
    """The pairs of states along two rows that follow each other."""
    return _joined([(start, len(_STATES) * state) for start, state in lower], upper)


def _joined(first: list[Stretch], second: list[Stretch]) -> list[Stretch]:
    """Two cuts of a row laid over each other: where they start, and the sums of their numbers."""
    found: list[Stretch] = []
    i = j = last = 0
    start, ends = -1, (len(first) - 1, len(second) - 1)
    while True:
        total = first[i][1] + second[j][1]
        if start < 0 or total != last:
            found.append((max(start, 0), total))
            last = total
        if i < ends[0] and (j == ends[1] or first[i + 1][0] <= second[j + 1][0]):
            if j < ends[1] and first[i + 1][0] == second[j + 1][0]:
                j += 1
            i += 1
            start = first[i][0]
        elif j < ends[1]:
            j += 1
            start = second[j][0]
        else:
            return found


def _of_kind(row: list[Stretch], count: int, wanted: list[bool]) -> list[Interval]:
    return [
        (start, row[k + 1][0] if k + 1 < len(row) else count)
        for k, (start, kind) in enumerate(row)
        if wanted[kind]
    ]


def _between(row: list[Stretch], count: int, wanted: list[list[bool]]) -> list[Interval]:
    """The zones j such that j and j + 1 are of wanted kinds."""
    found = []
    for k, (start, kind) in enumerate(row):
        stop, after = row[k + 1] if k + 1 < len(row) else (count, -1)
        if stop - start > 1 and wanted[kind][kind]:
            found.append((start, stop - 1))
        if after >= 0 and wanted[kind][after]:
            found.append((stop - 1, stop))
    return found


def _reaches(lower: int, upper: int) -> tuple[bool, bool]:
    """Does one of the outputs in two zones lie at or below the threshold between them, and does one
    lie at or above it? The first sees it as its upper edge, the second as its lower."""
    return lower <= 1 or upper <= -1, lower >= 1 or upper >= -1


def _not_all_outside(one: int, other: int) -> bool:
    """Is a mixture of two outputs inside the zone possible?"""
    return (one < 1 or other < 1) and (one > -1 or other > -1)


def _sides(lower: tuple[int, int], upper: tuple[int, int]) -> int:
    """Of the four outputs on the two sides of the first player's threshold, as bits: hers below and
    above it; the second's at most and at least at her upper edge; the same at her lower edge."""
    known = (
        *_reaches(lower[0], upper[0]),
        min(lower[1], upper[1]) <= 1,
        max(lower[1], upper[1]) >= 1,
        min(lower[1], upper[1]) <= -1,
        max(lower[1], upper[1]) >= -1,
    )
    return sum(bit << k for k, bit in enumerate(known))


def _corner(here: int, there: int) -> bool:
    """By the sides in two columns that follow each other."""
    either = here | there
    below = here & 4 or there & 16
    above = here & 8 or there & 32
    return bool(either & 1 and either & 2 and below and above)


_INSIDE = [state == _BOTH_INSIDE for state in range(len(_STATES))]
_CROSSES = [
    [all(_reaches(a[1], b[1])) and _not_all_outside(a[0], b[0]) for b in _STATES] for a in _STATES
]
_MEETS = [all(_reaches(a[0], b[0])) and _not_all_outside(a[1], b[1]) for a, b in _PAIRS]
_SIDES = [_sides(lower, upper) for lower, upper in _PAIRS]
_CORNERS = [[_corner(here, there) for there in range(64)] for here in range(64)]
