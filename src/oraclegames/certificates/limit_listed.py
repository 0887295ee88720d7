"""A piece that a limit of a match lists: a point, an arc or a region, with its sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from oraclegames.certificates.limit_pushes import Curve, at
from oraclegames.certificates.part import Part

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
