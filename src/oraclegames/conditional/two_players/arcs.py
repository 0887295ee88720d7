"""What a region says of its boundary: vertices, and arcs with what is reached beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from oraclegames.conditional.two_players.graph import CycleCurve, Line, Point


@dataclass(frozen=True)
class Vertex:
    """An end of arcs, or a lone point.

    Attributes:
        values: (x, y), exact.
        included: whether they are reached.
    """

    values: Point
    included: bool


@dataclass(frozen=True)
class Arc:
    """A part of the boundary along which nothing changes, without its ends.

    Attributes:
        curve: the line or the cycle's curve that it is part of.
        equation: of that curve, in x and y.
        ends: the positions of its vertices; twice the same for a closed curve.
        included: whether the values on it are reached.
        sides: whether values just below and above its sample are; left and right where it is
            vertical.
        sample: a point of it, with one rational coordinate.
    """

    curve: Line | CycleCurve
    equation: str
    ends: tuple[int, int]
    included: bool
    sides: tuple[bool, bool]
    sample: Point

    @property
    def kind(self) -> Literal["line", "cycle"]:
        """Whether a payoff's line or a cycle's curve."""
        return "line" if isinstance(self.curve, Line) else "cycle"

    @property
    def is_vertical(self) -> bool:
        """Whether it lies on a vertical line."""
        return self.curve.is_vertical
