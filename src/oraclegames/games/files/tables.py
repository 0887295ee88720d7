"""From the payoffs that a file writes to the whole numbers that a game keeps.

A file of a large game repeats few distinct numbers many times. Each is made exact once; the rest
is indexing, so that reading costs little more than splitting the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from oraclegames.exact.arrays import over_common, whole_array
from oraclegames.games.game import Game

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["MAX_PLAYERS", "game_of_tables"]

MAX_PLAYERS = 31
"""NumPy 1 knows arrays of 32 axes, and the first one counts the players."""


def game_of_tables(
    title: str,
    players: Sequence[str],
    moves: Sequence[Sequence[str]],
    numbers: Sequence[Fraction],
    positions: NDArray[np.int64],
) -> Game:
    """The game in which player i gets ``numbers[positions[i, *o]]`` at the outcome o.

    ``positions`` has the shape ``(n, m_1, …, m_n)``.

    Raises:
        InputError: if labels repeat or are not printable.
    """
    tables, scales = [], []
    for player in positions:
        used, places = np.unique(player, return_inverse=True)
        values, scale = over_common([numbers[k] for k in used])
        tables.append(whole_array(values)[places.reshape(player.shape)])
        scales.append(scale)
    numerators = np.ascontiguousarray(np.stack(tables))
    return Game(title, tuple(players), tuple(map(tuple, moves)), numerators, tuple(scales))
