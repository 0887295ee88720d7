"""A piece that a limit of a match lists: a point, an arc or a region, with its sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.limit_pushes import Curve, at
from oraclegames.certificates.part import Part

PIECE = ("shape", "reason", "ends", "payoffs", "curves")
REASONS = ("rest", "crossing", "edge", "zone", "last", "middle", "turn")

Place = tuple[Any, Any]
Side = tuple[Curve, Place, Place]
"""A curve, and its ends."""


@dataclass(frozen=True)
class Listed:
    """A piece as it stands in the document."""

    part: Part
    shape: str
    reason: str | None
    ends: list[Place]
    curves: list[Curve]

    @property
    def dimension(self) -> int:
        """Of a point, an arc, a region."""
        return ("point", "arc", "region").index(self.shape)

    @property
    def sides(self) -> list[Side]:
        """Each curve with its two ends: of a region the left one and the right one, from below."""
        ends = [(0, 1)] if self.shape == "arc" else [(0, 3), (1, 2)]
        return [(curve, self.ends[j], self.ends[k]) for curve, (j, k) in zip(self.curves, ends)]

    def holds(self, x: Any, y: Any) -> bool:
        """Whether a point lies on it, its border included."""
        if self.shape == "point":
            return bool((x, y) == self.ends[0])
        xs, ys = zip(*self.ends)
        if not min(ys) <= y <= max(ys):
            return False
        if self.shape == "arc":
            return min(xs) <= x <= max(xs) and bool(at(self.curves[0], x, y) == 0)
        return bool(self._side(0, y) <= x <= self._side(1, y))

    def _side(self, k: int, y: Any) -> Any:
        """Where its left (0) or its right (1) side is at a height."""
        a, b, c, d = self.curves[k]
        bottom = y * a + b
        return self.ends[k][0] if bottom == 0 else -(y * c + d) / bottom


def read_piece(part: Part) -> Listed:
    """A piece as a document says it, with what its words alone can be wrong about."""
    part.only(*PIECE)
    shape = part["shape"].word("point", "arc", "region")
    count = {"point": (1, 0), "arc": (2, 1), "region": (4, 2)}[shape]
    given = part.given("reason")
    reason = None if given is None else given.word(*REASONS)
    ends = []
    for end in part["ends"].items(count[0]):
        x, y = map(number_of, end.items(2))
        end.require(0 <= x <= 1 and 0 <= y <= 1, "these are no probabilities")
        ends.append((x, y))
    curves = []
    for curve in part["curves"].items(count[1]):
        a, b, c, d = curve.rationals(4)
        curve.require(a != 0 or b != 0 or c != 0, "it is no curve")
        curves.append((a, b, c, d))
    listed = Listed(part, shape, reason, ends, curves)
    for side, *places in listed.sides:
        on = all(at(side, *place) == 0 for place in places)
        part["ends"].require(on, "an end does not lie on the curve")
    if shape == "arc":
        part["ends"].require(ends[0] != ends[1], "the arc has one point")
    if shape == "region":
        bottom, also, top, too = (y for _, y in ends)
        part["ends"].require(bottom == also < top == too, "these are not its corners")
    return listed
