"""Where the names of the pure outcomes stand in the plane of values, and how much room they need.

At a corner of the feasible polygon the name stands outside, on the bisector of the corner, so that
it covers neither the polygon nor its frontier; and beside lines that run through the picture.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Sequence

from oraclegames.plots.pictures.scene import Label, short

ONE_LINE = 9
"""Longer names that stand to the left or right are broken after the comma."""

LETTER, LINE = 0.02, 0.065
"""The size of a letter and of a line of letters, as parts of the axes."""

Place = tuple[float, float]


def place_labels(
    names: Sequence[Sequence[str]],
    places: Sequence[Place],
    corners: Sequence[Place],
    cross: Place | None = None,
) -> tuple[Label, ...]:
    """One label for each place: what both players do there.

    Args:
        names: what both players do at each place.
        places: the places.
        corners: those of their hull.
        cross: where an upright and a level line meet that run through the picture.
    """
    groups: dict[Place, list[tuple[str, str]]] = {}
    for (first, second), place in zip(names, places):
        groups.setdefault(place, []).append((short(first), short(second)))
    outward = _outward(places, corners)
    labels = []
    for place, pairs in groups.items():
        dx, dy = _eighth(outward[place])
        if cross is not None and (dx or dy):
            dx = dx or (place[0] == cross[0] and (-1 if outward[place].real < 0 else 1))
            dy = dy or (place[1] == cross[1] and (-1 if outward[place].imag < 0 else 1))
        lines = [", ".join(pair) for pair in pairs]
        if dx and len(lines) == 1 and len(lines[0]) > ONE_LINE:
            lines = [f"{pairs[0][0]},", pairs[0][1]]
        labels.append(Label(*place, tuple(lines), dx, dy))
    return tuple(labels)


def label_ranges(
    labels: Sequence[Label], places: Sequence[Place]
) -> tuple[tuple[float, float], ...]:
    """The ranges of both axes that hold the places and leave room for the labels."""
    need = {(axis, way): 0.07 for axis in (0, 1) for way in (-1, 1)}
    for label in labels:
        across = 0.06 + LETTER * max(map(len, label.lines))
        for way in (-1, 1):
            if label.dx in (0, way):
                room = across if label.dx else across / 2
                need[0, way] = max(need[0, way], min(0.35, room))
            if label.dy in (0, way):
                lines = len(label.lines)
                room = 0.04 + LINE * lines if label.dy else LINE * lines / 2
                need[1, way] = max(need[1, way], min(0.35, room))
    ranges = []
    for axis, payoffs in enumerate(zip(*places)):
        low, high = min(payoffs), max(payoffs)
        below, above = need[axis, -1], need[axis, 1]
        whole = (high - low or max(1.0, abs(high))) / (1 - below - above)
        ranges.append((low - below * whole, high + above * whole))
    return tuple(ranges)


def _outward(places: Sequence[Place], corners: Sequence[Place]) -> dict[Place, complex]:
    """For each place the direction that is turned away from the polygon."""
    spans = [(min(payoffs), max(payoffs)) for payoffs in zip(*places)]

    def unit(place: Place) -> complex:
        """A place in units of the payoffs' ranges."""
        x, y = (
            (value - low) / (high - low) if high > low else 0.5
            for value, (low, high) in zip(place, spans)
        )
        return complex(x, y)

    flat = [unit(corner) for corner in corners]
    if len(flat) < 3:  # upwards across a segment; plainly upwards from a point
        along = flat[-1] - flat[0] or 1
        return dict.fromkeys(places, along * (1j if along.real > 0 else -1j))
    middle = sum(map(unit, places)) / len(places)
    # Not a corner: towards the inside, where there is room.
    ways = {place: middle - unit(place) for place in places}
    for corner, before, here, after in zip(corners, flat[-1:] + flat, flat, flat[1:] + flat[:1]):
        ways[corner] = _toward(before, here) + _toward(after, here)
    return ways


def _toward(start: complex, stop: complex) -> complex:
    return (stop - start) / (abs(stop - start) or 1.0)


def _eighth(direction: complex) -> tuple[int, int]:
    """A direction in eighths of a turn."""
    # Rounded first, for what is half way between two eighths must go the same way everywhere.
    plain = direction if abs(direction) > 1e-9 else 0j
    eighths = round(round(cmath.phase(plain) / (math.pi / 4), 6))
    angle = eighths * math.pi / 4
    return round(math.cos(angle)), round(math.sin(angle))
