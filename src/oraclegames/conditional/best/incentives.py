"""The conditions of correlated and of coarse correlated equilibria, as rows of whole numbers.

A distribution P is a *correlated equilibrium* (Aumann 1974) if no player gains by playing t
whenever she is told s:

    Σ_{o_i = s} P(o) (U_i(o) − U_i(t, o_−i)) ≥ 0    for each player i and her moves s ≠ t,

and a *coarse* one (Moulin and Vial 1978) if she does not gain by always playing t: the same, summed
over all outcomes.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from oraclegames.exact.arrays import largest, widened
from oraclegames.games.game import Game
from oraclegames.later import np


class Deviation(NamedTuple):
    """Playing ``other`` instead of ``move``; always, if that is None."""

    player: int
    move: int | None
    other: int


def deviations(game: Game, coarse: bool = False) -> list[Deviation]:
    """What the rows of :func:`incentives` forbid, in their order."""
    return [
        Deviation(i, s, t)
        for i, count in enumerate(game.shape)
        for s in ([None] if coarse else range(count))
        for t in range(count)
        if s != t
    ]


def incentives(game: Game, coarse: bool = False) -> np.ndarray[Any, Any]:
    """The rows, one for each deviation, with a column for each outcome.

    A player's rows are multiplied by her denominator. P is an equilibrium iff every row times P is
    ≥ 0.
    """
    rows = []
    for i, s, t in deviations(game, coarse):
        table = np.moveaxis(game.numerators[i], i, 0)
        table = widened(table, 2 * largest(table))
        row = np.zeros(table.shape, dtype=table.dtype)
        told = slice(None) if s is None else s
        row[told] = table[told] - table[t]
        rows.append(np.moveaxis(row, 0, i).ravel())
    if not rows:
        return np.zeros((0, game.n_outcomes), dtype=np.int64)
    return np.stack(rows) if all(r.dtype != object for r in rows) else np.array(rows, dtype=object)
