"""On which side of the number that she plays just there a player is found next to a point.

Where a player plays just the number c after some readings, and is pushed down from it after all
others, no fixed point near c has her above it: each thing that she may play there is less than what
she is. At c itself she plays c alone, and below c something else too. So are those who are pushed
up.
"""

from __future__ import annotations

from typing import Any

from oraclegames.certificates.limit_pushes import Does, Ends, Pushes
from oraclegames.certificates.limit_square import Spot

Read = tuple[Does, Ends]
"""What is done after a reading, and for each player where a punishment beside its own number pushes
her for sure (0 if it is not so)."""


def kept(pushes: Pushes, spot: Spot, piece: Spot, reads: set[Read]) -> set[Read]:
    """Those that are left of the readings of a fixed point on a piece next to another."""
    left = reads
    while True:
        before = left
        for i in (0, 1):
            left = _on_her_side(pushes, i, (spot.x, spot.y), (piece.x, piece.y)[i], left)
        if left == before:
            return left


def _on_her_side(
    pushes: Pushes, i: int, here: tuple[Any, Any], there: Any, reads: set[Read]
) -> set[Read]:
    """The readings without those at which she is not where she would be pushed."""
    just = {read for read in reads if pushes.exactly(i, [read[0][i]]) == here[i]}
    others = [pushes.pushed(does, *here)[i] for does, _ in reads - just]
    if not just or not (all(v > 0 for v in others) or all(v < 0 for v in others)):
        return reads
    if there == here[i]:
        return just
    return reads if others and (others[0] > 0) == (there > here[i]) else set()
