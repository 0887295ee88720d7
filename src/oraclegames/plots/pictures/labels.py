"""Where the names of the pure outcomes stand in the plane of values, and how much room they need.

At a corner of the feasible polygon the name stands outside, on the bisector of the corner, so that
it covers neither the polygon nor its frontier; and beside lines that run through the picture.
Inside, it stands where it covers the fewest lines, towards the middle where that is all the same.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from oraclegames.plots.pictures.scene import Label, short

ONE_LINE = 9
"""Longer names that stand to the left or right are broken after the comma."""

LETTER, LINE, GAP = 0.02, 0.065, 0.02
"""The size of a letter, of a line of letters, and of the gap to the mark, as parts of the axes."""

NARROW = 1.25
"""How much larger they are, as parts, in the small pictures of a phone."""

MUCH = 5
"""How much worse a name on a name is than one on a line."""

Place = tuple[float, float]

_WAYS = tuple((dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)


def place_labels(
    names: Sequence[Sequence[str]],
    places: Sequence[Place],
    corners: Sequence[Place],
    cross: Place | None = None,
    lines: Sequence[Sequence[Place]] = (),
) -> tuple[Label, ...]:
    """One label for each place: what both players do there.

    Args:
        names: what both players do at each place.
        places: the places.
        corners: those of their hull.
        cross: where an upright and a level line meet that run through the picture.
        lines: what is drawn besides, as chains of places.
    """
    groups: dict[Place, list[tuple[str, str]]] = {}
    for (first, second), place in zip(names, places):
        groups.setdefault(place, []).append((short(first), short(second)))
    outward = _outward(places, corners)
    ground = _Ground.of(places, [(*corners, *corners[:1]), *lines])
    labels: dict[Place, Label] = {}
    for place in sorted(groups, key=lambda one: one not in corners):  # those have no choice
        way = _eighth(outward[place])
        ways = _WAYS if lines and place not in corners else (way,)
        label = ground.clearest([_label(place, groups[place], one) for one in ways], way)
        dx, dy = label.dx, label.dy
        if cross is not None and (dx or dy):
            dx = dx or (place[0] == cross[0] and (-1 if outward[place].real < 0 else 1))
            dy = dy or (place[1] == cross[1] and (-1 if outward[place].imag < 0 else 1))
            label = _label(place, groups[place], (dx, dy))
        labels[place] = label
        ground.covered.append(ground.room(label))
    return tuple(labels[place] for place in groups)


def _label(place: Place, pairs: Sequence[tuple[str, str]], way: tuple[int, int]) -> Label:
    """The names of one place on one side of it."""
    lines = [", ".join(pair) for pair in pairs]
    if way[0] and len(lines) == 1 and len(lines[0]) > ONE_LINE:
        lines = [f"{pairs[0][0]},", pairs[0][1]]
    return Label(*place, tuple(lines), *way)


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


@dataclass
class _Ground:
    """What names should not cover, in parts of the axes.

    Attributes:
        low: where both axes begin.
        whole: how long they are.
        segments: the lines, piece by piece.
        marks: the places of outcomes.
        covered: rectangles on which there are names.
    """

    low: Place
    whole: Place
    segments: list[tuple[complex, complex]] = field(default_factory=list)
    marks: list[complex] = field(default_factory=list)
    covered: list[tuple[complex, complex]] = field(default_factory=list)

    @classmethod
    def of(cls, places: Sequence[Place], lines: Sequence[Sequence[Place]]) -> _Ground:
        ends = [(min(payoffs), max(payoffs)) for payoffs in zip(*places)]
        (left, right), (bottom, top) = ends
        ground = cls((left, bottom), (1.3 * (right - left) or 1.0, 1.3 * (top - bottom) or 1.0))
        for line in lines:
            ground.segments += pairwise(map(ground.at, line))
        ground.marks += map(ground.at, places)
        return ground

    def at(self, place: Place) -> complex:
        """A place in parts of the axes."""
        x, y = ((v - low) / whole for v, low, whole in zip(place, self.low, self.whole))
        return complex(x, y)

    def room(self, label: Label) -> tuple[complex, complex]:
        """The rectangle that a label covers, by two corners."""
        wide, high = NARROW * LETTER * max(map(len, label.lines)), NARROW * LINE * len(label.lines)
        across = (label.dx - 1) * wide / 2 + label.dx * GAP
        up = (label.dy - 1) * high / 2 + label.dy * GAP
        low = self.at((label.x, label.y)) + complex(across, up)
        return low, low + complex(wide, high)

    def clearest(self, labels: Sequence[Label], way: tuple[int, int]) -> Label:
        """The label that covers least; of several the one nearest to the way."""

        def cost(label: Label) -> tuple[int, float]:
            low, high = self.room(label)
            here = self.at((label.x, label.y))
            hidden = sum(_meets(low, high, *ends) for ends in self.segments)
            hidden += sum(_meets(low, high, mark, mark) for mark in self.marks if mark != here)
            names = sum(_overlap((low, high), other) for other in self.covered)
            turned = abs(_toward(0, complex(label.dx, label.dy)) - _toward(0, complex(*way)))
            return MUCH * names + hidden, turned

        return min(labels, key=cost)


def _overlap(one: tuple[complex, complex], other: tuple[complex, complex]) -> bool:
    """Whether two rectangles have more than a border in common."""
    (a, b), (c, d) = one, other
    return a.real < d.real and c.real < b.real and a.imag < d.imag and c.imag < b.imag


def _meets(low: complex, high: complex, start: complex, stop: complex) -> bool:
    """Whether a segment, or a point, meets a rectangle (clipped by one side after the other)."""
    first, last = 0.0, 1.0
    for a, b, x, y in (
        (low.real, high.real, start.real, stop.real),
        (low.imag, high.imag, start.imag, stop.imag),
    ):
        if x == y:
            if not a <= x <= b:
                return False
            continue
        near, far = sorted(((a - x) / (y - x), (b - x) / (y - x)))
        first, last = max(first, near), min(last, far)
    return first <= last


def _toward(start: complex, stop: complex) -> complex:
    return (stop - start) / (abs(stop - start) or 1.0)


def _eighth(direction: complex) -> tuple[int, int]:
    """A direction in eighths of a turn."""
    # Rounded first, for what is half way between two eighths must go the same way everywhere.
    plain = direction if abs(direction) > 1e-9 else 0j
    eighths = round(round(cmath.phase(plain) / (math.pi / 4), 6))
    angle = eighths * math.pi / 4
    return round(math.cos(angle)), round(math.sin(angle))
