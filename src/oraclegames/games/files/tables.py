"""From the payoffs that somebody writes to the whole numbers that a game keeps.

Readers of files give :class:`Tables` and know nothing of games, so that a game may call them.

A file of a large game repeats few distinct numbers many times. Each is made exact once; the rest
is indexing, so that reading costs little more than splitting the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from oraclegames.errors import InputError
from oraclegames.exact.arrays import integer_type, largest, over_common, whole_array
from oraclegames.exact.rational import rational

MAX_PLAYERS = 31
"""NumPy 1 knows arrays of 32 axes, and the first one counts the players."""


class Tables(NamedTuple):
    """What a file says, as the fields of a :class:`~oraclegames.Game` and in their order."""

    title: str
    players: tuple[str, ...]
    moves: tuple[tuple[str, ...], ...]
    numerators: NDArray[Any]
    denominators: tuple[int, ...]


def indexed_tables(
    title: str,
    players: Sequence[str],
    moves: Sequence[Sequence[str]],
    numbers: Sequence[Fraction],
    positions: NDArray[np.int64],
) -> Tables:
    """The tables in which player i gets ``numbers[positions[i, *o]]`` at the outcome o.

    ``positions`` has the shape ``(n, m_1, …, m_n)``.
    """
    tables, scales = [], []
    for player in positions:
        used, places = np.unique(player, return_inverse=True)
        values, scale = over_common([numbers[k] for k in used])
        tables.append(whole_array(values)[places.reshape(player.shape)])
        scales.append(scale)
    numerators = np.ascontiguousarray(np.stack(tables))
    return Tables(title, tuple(players), tuple(map(tuple, moves)), numerators, tuple(scales))


def payoff_table(array: Any, player: str, approximate: bool) -> tuple[NDArray[Any], int]:
    """One player's payoffs as whole numbers and their common denominator, in lowest terms."""
    try:
        entries = np.asarray(array)
        if entries.dtype.kind not in "iu":
            entries = np.asarray(array, dtype=object)
    except ValueError as error:
        raise InputError(f"the payoffs of player {player!r} are no full array: {error}") from None
    if entries.dtype.kind in "iu":
        return entries.astype(integer_type(largest(entries))), 1
    if entries.dtype.kind == "O" and any(
        isinstance(entry, (list, tuple)) for entry in entries.flat
    ):
        raise InputError(f"the payoffs of player {player!r} are no full array: rows differ")
    what = f"a payoff of player {player!r}"
    exact = [rational(entry, approximate=approximate, what=what) for entry in entries.flat]
    numerators, scale = over_common(exact)
    return whole_array(numerators).reshape(entries.shape), scale
