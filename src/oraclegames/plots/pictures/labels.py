"""Where the names of the pure outcomes stand in the plane of values, and how much room they need.

At a corner of the feasible polygon the name stands outside, on the bisector of the corner, so that
it covers neither the polygon nor its frontier.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from oraclegames.plots.pictures.scene import Label, short

ONE_LINE = 9
"""Longer names that stand to the left or right are broken after the comma."""

LETTER, LINE = 0.02, 0.065
"""The size of a letter and of a line of letters, as parts of the axes."""

Place = tuple[float, float]


def place_labels(
    names: Sequence[tuple[str, str]], places: Sequence[Place], corners: Sequence[Place]
) -> tuple[Label, ...]:
    """One label for each place: what both players do there; the corners are their hull's."""
    groups: dict[Place, list[tuple[str, str]]] = {}
    for (first, second), place in zip(names, places):
        groups.setdefault(place, []).append((short(first), short(second)))
    outward = _outward(places, corners)
    labels = []
    for (x, y), pairs in groups.items():
        dx, dy = outward[(x, y)]
        breaks = dx != 0 and len(pairs) == 1 and len(", ".join(pairs[0])) > ONE_LINE
        lines: list[str] = []
        for first, second in pairs:
            lines += [f"{first},", second] if breaks else [f"{first}, {second}"]
        labels.append(Label(x, y, tuple(lines), dx, dy))
    return tuple(labels)


def label_ranges(
    labels: Sequence[Label], places: Sequence[Place]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """The ranges of both axes that hold the places and leave room for the labels."""
    need = {(axis, way): 0.07 for axis in (0, 1) for way in (-1, 1)}
    for label in labels:
        across = 0.03 + LETTER * max(map(len, label.lines))
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
    return ranges[0], ranges[1]


def _outward(places: Sequence[Place], corners: Sequence[Place]) -> dict[Place, tuple[int, int]]:
    """For each place the side that is turned away from the polygon, in eighths of a turn."""
    flat = [_unit(places, *corner) for corner in corners]
    ways: dict[Place, tuple[int, int]] = {}
    for k, corner in enumerate(corners):
        if len(flat) < 3:
            ways[corner] = _eighth(_across(flat))
        else:
            before, here, after = flat[k - 1], flat[k], flat[(k + 1) % len(flat)]
            first, second = _toward(before, here), _toward(after, here)
            ways[corner] = _eighth((first[0] + second[0], first[1] + second[1]))
    units = [_unit(places, *place) for place in places]
    middle = (sum(x for x, _ in units) / len(units), sum(y for _, y in units) / len(units))
    for x, y in places:
        if (x, y) not in ways:  # not a corner: towards the inside, where there is room
            inward = _toward(_unit(places, x, y), middle)
            ways[(x, y)] = _eighth(_across(flat) if len(flat) < 3 else inward)
    return ways


def _across(segment: list[Place]) -> Place:
    """Upwards across a segment; plainly upwards from a point."""
    if len(segment) == 1:
        return (0.0, 1.0)
    run, rise = segment[1][0] - segment[0][0], segment[1][1] - segment[0][1]
    return (-rise, run) if run > 0 else (rise, -run)


def _unit(places: Sequence[Place], x: float, y: float) -> Place:
    """A place in units of the payoffs' ranges."""
    unit = []
    for value, payoffs in zip((x, y), zip(*places)):
        low, high = min(payoffs), max(payoffs)
        unit.append((value - low) / (high - low) if high > low else 0.5)
    return unit[0], unit[1]


def _toward(start: Place, stop: Place) -> Place:
    length = math.dist(start, stop) or 1.0
    return (stop[0] - start[0]) / length, (stop[1] - start[1]) / length


def _eighth(direction: Place) -> tuple[int, int]:
    angle = round(math.atan2(direction[1], direction[0]) / (math.pi / 4))
    return round(math.cos(angle * math.pi / 4)), round(math.sin(angle * math.pi / 4))
