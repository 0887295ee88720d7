"""Pieces of components in a cell, and what they need to know of its border."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from oraclegames.conditional.two_players.curves import Piece
from oraclegames.exact.real import Real


class Border(Protocol):
    """Who knows the nodes on the border of a cell."""

    def node(self, x: Real, y: Real) -> int:
        """The node at a point of the border."""
        ...

    def vertical(self, x: Fraction) -> list[Real]:
        """The y of all nodes on the cell's side at this x, corners aside."""
        ...

    def horizontal(self, y: Fraction) -> list[Real]:
        """The x of all nodes on the cell's side at this y, corners aside."""
        ...


@dataclass
class Strand:
    """A piece of one component, or a straight line through the cell, with the nodes on it.

    Attributes:
        component: its number.
        product: the product whose curve it is traced by.
        piece: None for a straight line.
        root: the x or y of a straight line.
        vertical: whether it is a straight line x = root.
        ends: the nodes at its ends, by growing x (y on a vertical line).
        inner: the nodes between, with their coordinate in that direction.
    """

    component: int
    product: int
    piece: Piece | None
    root: Real | None
    vertical: bool
    ends: tuple[int, int]
    inner: list[tuple[Real, int]] = field(default_factory=list)
