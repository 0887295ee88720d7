"""The least and the greatest sum of values on the arcs of many payoff curves.

On a monotone piece of an arc both values move one way. If they move the same way, the sum is
extreme at the ends. Else y falls while x rises, and the sum is stationary where the logarithmic
derivatives of the two odds maps are opposite,

    L_A(x) + L_B(y) = 0,    L(x) = 1/(x − p) + 1/(x − s) − 1/(x − q) − 1/(x − r).

Such a piece is sampled at 25 positions, denser towards its ends, and bisection on the sign of the
sum's slope refines the best and the worst of them. The error is below 1e-9 of the payoffs' range,
unless two stationary points of the same piece lie closer together than the samples.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from oraclegames.conditional.bulk.arcs import Curves, value_at_share
from oraclegames.conditional.bulk.classification import Numbers

_SAMPLES = np.sin(np.linspace(0, np.pi / 2, 25)) ** 2
_HALVINGS = 14


def welfare_range(
    found: Curves, own: Numbers, base: Numbers, width: Numbers
) -> tuple[Numbers, Numbers]:
    """Worst and best welfare over the closure of the arcs, nan where there is none.

    Args:
        found: the arcs of k games.
        own: (4, 2, k), relative payoffs.
        base, width: (2, k), a value is base + width·position.
    """
    weights = width[None, None]
    sums = (found.ends * weights + base).sum(axis=2).reshape(4, -1)
    turning = (found.turns * width + base).sum(axis=1)
    candidates = np.concatenate([sums, turning])
    worst, best = np.fmin.reduce(candidates), np.fmax.reduce(candidates)
    pieces = found.pieces
    if pieces.game:
        game = np.concatenate(pieces.game)
        start, stop = np.concatenate(pieces.start, axis=1), np.concatenate(pieces.stop, axis=1)
        pick = np.concatenate(pieces.pick, axis=1)
        opposite = np.flatnonzero(((stop - start)[0] > 0) != ((stop - start)[1] > 0))
        if len(opposite):
            game = game[opposite]
            search = _Piece(
                own[:, :, game],
                base[:, game].sum(axis=0),
                width[:, game],
                start[:, opposite],
                stop[:, opposite],
                pick[:, opposite],
            )
            least, most = search.extremes()
            np.minimum.at(worst, game, least)
            np.maximum.at(best, game, most)
    return worst, best


class _Piece:
    """Monotone pieces on which the values move in opposite directions, (k,) each."""

    def __init__(
        self,
        own: Numbers,
        base: Numbers,
        width: Numbers,
        start: Numbers,
        stop: Numbers,
        pick: Numbers,
    ):
        # The parameter is the value that is not close to a turning point's square root: either
        # would do for the sums; the row player's is taken.
        self.row, self.column = own[:, 0], own[:, 1]
        self.base, self.width, self.pick = base, width, pick[1]
        self.start, self.stop = start, stop
        self.direction = np.sign(stop[0] - start[0])

    def extremes(self) -> tuple[Numbers, Numbers]:
        sums = np.empty((len(_SAMPLES), len(self.base)))
        for number, z in enumerate(_SAMPLES):
            if number in (0, len(_SAMPLES) - 1):
                x, y = self.start if number == 0 else self.stop
                sums[number] = self._sum(x, y)
            else:
                sums[number] = self._sum(*self._at(z))
        least = self._refined(sums, sums.argmin(axis=0), -1)
        most = self._refined(sums, sums.argmax(axis=0), 1)
        return np.minimum(least, sums.min(axis=0)), np.maximum(most, sums.max(axis=0))

    def _refined(self, sums: Numbers, best: Numbers, sign: int) -> Numbers:
        low = _SAMPLES[np.maximum(best - 1, 0)]
        high = _SAMPLES[np.minimum(best + 1, len(_SAMPLES) - 1)]
        for _ in range(_HALVINGS):
            z = (low + high) / 2
            rises = self._slope(*self._at(z)) * sign > 0
            low, high = np.where(rises, z, low), np.where(rises, high, z)
        return self._sum(*self._at((low + high) / 2))

    def _at(self, z: Any) -> tuple[Numbers, Numbers]:
        x = self.start[0] + z * (self.stop[0] - self.start[0])
        p, q, r, s = self.row
        up, down = np.abs((x - p) * (x - s)), np.abs((x - q) * (x - r))
        return x, value_at_share(self.column, up / (up + down), self.pick)

    def _sum(self, x: Numbers, y: Numbers) -> Numbers:
        total: Numbers = self.base + self.width[0] * x + self.width[1] * y
        return total

    def _slope(self, x: Numbers, y: Numbers) -> Numbers:
        """The sign of the change of the sum from start to stop."""
        slopes = []
        with np.errstate(divide="ignore", invalid="ignore"):
            for (p, q, r, s), value in ((self.row, x), (self.column, y)):
                slopes.append(1 / (value - p) + 1 / (value - s) - 1 / (value - q) - 1 / (value - r))
            # dy/dx = L_A/L_B in the units of the payoffs; it is negative on these pieces.
            steeper = np.abs(slopes[0]) * self.width[1] < np.abs(slopes[1]) * self.width[0]
        signs: Numbers = np.where(steeper, self.direction, -self.direction)
        return signs
