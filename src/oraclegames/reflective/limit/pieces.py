"""The pieces of the limit: regions, arcs and points, as large as they can be.

What was decided part by part is put together again: faces side by side are one region, and arcs of
one curve and one reason that follow each other are one arc.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from oraclegames.exact.rational import to_fraction
from oraclegames.exact.surd import Exact
from oraclegames.reflective.limit.curves import Curve
from oraclegames.reflective.limit.decide import COVERED, LAST, MIDDLE, Decision
from oraclegames.reflective.limit.strata import Strata

Point = tuple[Exact, Exact]

BY_EPSILON = "zone", LAST, MIDDLE
"""Reasons that hold for some steps ε only."""


@dataclass(frozen=True)
class Piece:
    """A part of the limit.

    Attributes:
        reason: "rest", "crossing", "edge", "zone", "last", "middle" or "turn": why fixed points
            come close to each of its points as δ → 0; "" if that is not proved.
        ends: the point; both ends of an arc, the lower one first, else the left one; the corners
            of a region from the lower left to the left.
        curves: a, b, c, d of a·xy + b·x + c·y + d = 0 for an arc, and for the left and the right
            side of a region, which lies between two heights.
    """

    reason: str
    ends: tuple[Point, ...]
    curves: tuple[Curve, ...] = ()

    @property
    def shape(self) -> str:
        """What it is: "point", "arc" or "region"."""
        return {1: "point", 2: "arc", 4: "region"}[len(self.ends)]

    @property
    def proved(self) -> bool:
        """Whether it is proved that fixed points approach each of its points."""
        return bool(self.reason)

    @property
    def every_delta(self) -> bool:
        """Whether, if it is proved, that is so for all small δ, and not for some: of an arc, for
        those that leave a certain rest of 1, with fixed points near one point of it."""
        return self.reason != LAST

    def outline(self, steps: int = 64) -> list[tuple[float, float]]:
        """The point, the arc from end to end, or once around the region, in floats."""
        corners = [(float(x), float(y)) for x, y in self.ends]
        if len(corners) == 1:
            return corners
        if len(corners) == 2:
            return _drawn(self.curves[0], corners[0], corners[1], steps)
        right = _drawn(self.curves[1], corners[1], corners[2], steps)
        left = _drawn(self.curves[0], corners[3], corners[0], steps)
        return [*right, *left, corners[1]]


def _drawn(
    curve: Curve, start: tuple[float, float], stop: tuple[float, float], steps: int
) -> list[tuple[float, float]]:
    """An arc of a curve in floats, along the coordinate that changes more."""
    a, b, c, d = map(float, map(to_fraction, curve))
    (x, y), (u, v) = start, stop
    inner = []
    for k in range(1, steps):
        s, t = x + (u - x) * k / steps, y + (v - y) * k / steps
        if abs(v - y) >= abs(u - x):
            s = -(c * t + d) / (a * t + b) if a * t + b else s
        else:
            t = -(b * s + d) / (a * s + c) if a * s + c else t
        inner.append((s, t))
    return [start, *inner, stop]


def pieces(decision: Decision) -> list[Piece]:
    """The largest pieces of the limit: regions, arcs, points."""
    return [*_regions(decision), *_arcs(decision), *_points(decision)]


def _regions(decision: Decision) -> list[Piece]:
    """Faces side by side are one, and so are those above each other between the same curves."""
    cut, strata, reasons = decision.strata.cut, decision.strata, decision.reasons
    found: list[Piece] = []
    running: dict[tuple[int, int], tuple[Point, Point]] = {}
    for k, row in enumerate(strata.faces):
        slab, still = cut.slabs[k], {}
        for resting, group in groupby(row, key=lambda face: face in reasons):
            faces = list(group)
            if not resting:
                continue
            first, last = faces[0].column, faces[-1].column + 1
            sides = min(slab.line.through[first]), min(slab.line.through[last])
            points = strata.points[k]
            low = points[slab.low[first]].place.exact, points[slab.low[last]].place.exact
            still[sides] = running.pop(sides, low)
        found += _closed(decision.strata, running, k)
        running = still
    return found + _closed(decision.strata, running, len(strata.faces))


def _closed(
    strata: Strata, regions: dict[tuple[int, int], tuple[Point, Point]], level: int
) -> list[Piece]:
    """Regions that end at a level."""
    line, points = strata.cut.levels[level], strata.points[level]
    found = []
    for (left, right), (start, stop) in regions.items():
        ends = points[line.at[right]].place.exact, points[line.at[left]].place.exact
        curves = strata.cut.curves[left], strata.cut.curves[right]
        found.append(Piece("rest", (start, stop, *ends), curves))
    return found


def _arcs(decision: Decision) -> list[Piece]:
    """Arcs of one curve and one reason that follow each other are one."""
    cut, strata, reasons = decision.strata.cut, decision.strata, decision.reasons
    found: list[Piece] = []
    running: dict[int, tuple[str, Point, Point]] = {}
    for k, row in enumerate(strata.arcs):
        slab, still = cut.slabs[k], {}
        for arc in row:
            reason = reasons.get(arc, COVERED)
            if reason == COVERED:
                continue
            n, j = min(slab.line.through[arc.column]), arc.column
            low = strata.points[k][slab.low[j]].place.exact
            high = strata.points[k + 1][slab.high[j]].place.exact
            if n in running and running[n][0] == reason:
                low = running.pop(n)[1]
            still[n] = reason, low, high
        found += [Piece(r, (a, b), (cut.curves[n],)) for n, (r, a, b) in running.items()]
        running = still
    found += [Piece(r, (a, b), (cut.curves[n],)) for n, (r, a, b) in running.items()]
    for k, row in enumerate(strata.spans):
        last: Piece | None = None
        for span in row:
            reason = reasons.get(span, COVERED)
            if reason == COVERED:
                continue
            points = strata.points[k]
            left, right = (points[span.column + side].place.exact for side in (0, 1))
            curve = cut.curves[min(cut.flat[k])]
            if last is not None and last.reason == reason and last.ends[1] == left:
                found.remove(last)
                left = last.ends[0]
            last = Piece(reason, (left, right), (curve,))
            found.append(last)
    return found


def _points(decision: Decision) -> list[Piece]:
    strata, reasons = decision.strata, decision.reasons
    return [
        Piece(reason, (point.place.exact,))
        for row in strata.points
        for point in row
        if (reason := reasons.get(point, COVERED)) != COVERED
        and (reason or not any(other in reasons for other in strata.around(point)))
    ]
