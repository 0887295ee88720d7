"""Orders of magnitude by lifting: exponents start at 1 and rise where they must.

In each demand (*) of a pure outcome (:mod:`oraclegames.conditional.trembles.orders`) the least
exponent must belong to a positive monomial. Wherever a negative one is not above the least positive
one, one of its weights is made rarer by just so much, until nothing has to be. A product e_p e_q is
lifted by p, which player i plays, or by q, which she tries: one way, then the other, for all
products alike. Most outcomes with orders have some that are found so, in a few passes over the
payoffs; where both ways go on for ever nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oraclegames.budget import Clock
from oraclegames.conditional.trembles.face import Face
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HIGHEST = 64
"""An exponent that is never reached where the lifting ends, or hardly ever."""

_NEVER = 1 << 40
"""The exponent of what there is not."""


@dataclass(frozen=True)
class _Player:
    """The signs of one player's gains: a row for each move, in it the others' moves, row-major.

    ``first`` are the axes of the game's tables, her own before the others.
    """

    first: tuple[int, ...]
    played: int
    loses: NDArray[np.bool_]
    ties: NDArray[np.bool_]
    gains: NDArray[np.bool_]

    def raised(self, x: NDArray[np.int64], by_played: bool) -> bool:
        """Lift what is too low, in place; whether there was something."""
        view = x.transpose(self.first)
        rows = view.reshape(len(view), -1)
        main = rows[self.played]
        better = _least(main, self.gains[self.played])
        worse = _least(main, self.loses[self.played])
        tied = np.where(self.ties, rows, _NEVER).min(axis=1)
        least = np.minimum(np.where(self.loses, rows, _NEVER).min(axis=1), better + tied)
        asked = (least + 1)[:, None]
        low = self.gains & (rows < asked)
        low[self.played] = False
        rows = np.where(low, asked, rows)
        apart = tied + worse <= least
        apart[self.played] = False
        if apart.any():
            if by_played:
                floor = int((least - tied)[apart].max()) + 1
                rows[self.played] = np.where(self.loses[self.played], np.maximum(main, floor), main)
            else:
                lifted = np.maximum(rows, asked - worse)
                rows = np.where(self.ties & apart[:, None], lifted, rows)
        elif not low.any():
            return False
        view[...] = rows.reshape(view.shape)
        return True


def _least(row: NDArray[np.int64], where: NDArray[np.bool_]) -> int:
    return int(np.where(where, row, _NEVER).min())


def lifted_exponents(face: Face, clock: Clock) -> NDArray[np.int64] | None:
    """Exponents for every outcome, 0 at the pure one, that solve each (*); None if none came out.

    Cost: a few passes over players × outcomes for each round, of at most some hundred.
    """
    base = tuple(moves[0] for moves in face.supported)
    players = []
    for i, table in enumerate(face.gains.tables):
        first = (i, *(axis for axis in range(table.ndim) if axis != i))
        rows = table.transpose(first).reshape(table.shape[i], -1)
        players.append(_Player(first, base[i], rows < 0, rows == 0, rows > 0))
    for by_played in (True, False):
        x = np.ones(face.game.shape, dtype=np.int64)
        x[base] = 0
        while x.max() <= _HIGHEST:
            clock.check()
            # From the first player on, until no one has anything to lift.
            if not any(player.raised(x, by_played) for player in players):
                return x
    return None
