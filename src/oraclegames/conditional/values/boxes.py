"""Boxes of value vectors, and the box that holds every achievable one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from oraclegames.games.game import Game
from oraclegames.later import np

Vector = tuple[Fraction, ...]


@dataclass(frozen=True)
class Box:
    """The value vectors v with low ≤ v ≤ high."""

    low: Vector
    high: Vector

    @property
    def empty(self) -> bool:
        """Whether no v is in it."""
        return any(a > b for a, b in zip(self.low, self.high))

    @cached_property
    def widths(self) -> Vector:
        """high − low."""
        return tuple(b - a for a, b in zip(self.low, self.high))

    @property
    def centre(self) -> Vector:
        """The middle."""
        return tuple((a + b) / 2 for a, b in zip(self.low, self.high))

    @property
    def corners(self) -> list[Vector]:
        """The corners, each once."""
        found: list[Vector] = [()]
        for a, b in zip(self.low, self.high):
            found = [(*v, w) for v in found for w in ((a, b) if a < b else (a,))]
        return found

    def holds(self, v: Sequence[Fraction]) -> bool:
        """Whether v is in it."""
        return all(a <= x <= b for a, x, b in zip(self.low, v, self.high))

    def split(self, axis: int, at: Fraction | None = None) -> tuple[Box, Box]:
        """Two boxes that cover it, cut in the middle or at a place along one axis."""
        cut = self.centre[axis] if at is None else at
        high = (*self.high[:axis], cut, *self.high[axis + 1 :])
        low = (*self.low[:axis], cut, *self.low[axis + 1 :])
        return Box(self.low, high), Box(low, self.high)


def covers(box: Box, pieces: Sequence[Box]) -> bool:
    """Whether the pieces come from cutting the box in halves again and again."""
    if len(pieces) == 1:
        return pieces[0] == box
    for axis, width in enumerate(box.widths):
        cut = box.centre[axis]
        if width and all(p.high[axis] <= cut or p.low[axis] >= cut for p in pieces):
            lower, upper = box.split(axis)
            below = [p for p in pieces if p.high[axis] <= cut]
            above = [p for p in pieces if p.high[axis] > cut]
            return bool(below and above) and covers(lower, below) and covers(upper, above)
    return False


def box_bound(game: Game, supports: Sequence[Sequence[int]] | None = None) -> Box:
    """A box that holds every achievable v: v_i lies within the payoffs of each of i's moves.

    With non-constant payoffs the ends are not attained by totally mixed equilibria. The box is
    empty if two moves of one player have separate payoffs: then there is no equilibrium.
    """
    grid = np.ix_(*(supports or [range(m) for m in game.shape]))
    low, high = [], []
    for i, scale in enumerate(game.denominators):
        table = np.moveaxis(game.numerators[i][grid], i, 0)
        rows = table.reshape(len(table), -1)
        low.append(Fraction(int(rows.min(axis=1).max()), scale))
        high.append(Fraction(int(rows.max(axis=1).min()), scale))
    return Box(tuple(low), tuple(high))
