"""Extreme correlated equilibria as a stream: each as soon as it is met, and in the end whether all.

Some games have millions; whoever counts them, or looks for one, need not hold them.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from oraclegames.budget import Clock, OutOfTime, Status
from oraclegames.conditional.best.correlated_vertices import walk_vertices
from oraclegames.games.game import Game

Point = tuple[Fraction, ...]


class ExtremePoints(Iterator[Point]):
    """An iterator over extreme equilibria, as probabilities in row-major order, each once.

    Attributes:
        count: how many came so far.
        status: "complete" once it is proved that there are no others: all edges from all of them
            were followed; else "partial".
    """

    def __init__(self, game: Game, coarse: bool, clock: Clock) -> None:
        self.count = 0
        self.status: Status = "partial"
        self._walk = walk_vertices(game, clock, coarse=coarse)

    def __next__(self) -> Point:
        try:
            point = next(self._walk)
        except OutOfTime:
            raise StopIteration from None
        except StopIteration:
            self.status = "complete"
            raise
        self.count += 1
        return point

    def __str__(self) -> str:
        if self.status == "complete":
            return f"{self.count} extreme equilibria, and no others"
        return f"{self.count} extreme equilibria so far"

    def __repr__(self) -> str:
        return f"<ExtremePoints: {self}>"
