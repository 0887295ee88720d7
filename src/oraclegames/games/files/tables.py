"""From the payoffs that somebody writes to the whole numbers that a game keeps.

Readers of files give :class:`Tables` and know nothing of games, so that a game may call them.

A file of a large game repeats few distinct numbers many times. Each is made exact once; the rest
is indexing, so that reading costs little more than splitting the text.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, Union

from oraclegames.errors import InputError
from oraclegames.exact.arrays import integer_type, largest, over_common, whole_array
from oraclegames.exact.rational import rational
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Whole = Union["NDArray[Any]", Sequence[Sequence[int]]]
"""Everybody's whole numbers: an array of shape (n, m_1, …, m_n), or a row-major row for each."""

MAX_PLAYERS = 31
"""NumPy 1 knows arrays of 32 axes, and the first one counts the players."""


class Tables(NamedTuple):
    """What a file says, as the fields of a :class:`~oraclegames.Game` and in their order."""

    title: str
    players: tuple[str, ...]
    moves: tuple[tuple[str, ...], ...]
    numerators: Whole
    denominators: tuple[int, ...]


class _Table(NamedTuple):
    """One player's payoffs: whole numbers, an array if one was given, over a denominator."""

    shape: tuple[int, ...]
    numbers: NDArray[Any] | Sequence[int]
    scale: int


def indexed_tables(
    title: str,
    players: Sequence[str],
    moves: Sequence[Sequence[str]],
    numbers: Sequence[Fraction],
    positions: Sequence[Sequence[int]],
) -> Tables:
    """The tables in which player i gets ``numbers[positions[i][k]]`` at the k-th outcome."""
    rows, scales = [], []
    for row in positions:
        used = list(dict.fromkeys(row))
        values, scale = over_common([numbers[k] for k in used])
        meaning = dict(zip(used, values))
        rows.append(tuple(map(meaning.__getitem__, row)))
        scales.append(scale)
    return Tables(title, tuple(players), tuple(map(tuple, moves)), tuple(rows), tuple(scales))


def last_fastest(shape: Sequence[int]) -> list[int]:
    """Where each outcome, in row-major order, stands if the first player's move changes fastest.

    >>> last_fastest((2, 3))
    [0, 2, 4, 1, 3, 5]
    """
    return _positions(shape, [math.prod(shape[:k]) for k in range(len(shape))])


def first_fastest(shape: Sequence[int]) -> list[int]:
    """Where each outcome, with the first player's move changing fastest, stands in row-major order.

    >>> first_fastest((2, 3))
    [0, 3, 1, 4, 2, 5]
    """
    strides = [math.prod(shape[k + 1 :]) for k in range(len(shape))]
    return _positions(shape[::-1], strides[::-1])


def _positions(counts: Sequence[int], strides: Sequence[int]) -> list[int]:
    positions = [0]
    for count, stride in zip(counts, strides):
        steps = range(0, count * stride, stride)
        positions = [start + step for start in positions for step in steps]
    return positions


def payoff_tables(
    arrays: Sequence[Any], players: Sequence[str], approximate: bool
) -> tuple[tuple[int, ...], Whole, tuple[int, ...]]:
    """The shape, the whole numbers and the denominators of one array for each player."""
    tables = [_table(array, player, approximate) for array, player in zip(arrays, players)]
    shape = tables[0].shape
    for player, table in zip(players, tables):
        if table.shape != shape:
            raise InputError(
                f"the payoffs of player {player!r} have shape {table.shape}, those of player "
                f"{players[0]!r} {shape}: all must agree"
            )
    if len(shape) != len(arrays):
        raise InputError(
            f"{len(arrays)} payoff arrays of shape {shape}: a game of n players needs n arrays "
            "with n axes each"
        )
    if 0 in shape:
        raise InputError(f"every player needs at least one move; the shape is {shape}")
    scales = tuple(table.scale for table in tables)
    if any(hasattr(table.numbers, "reshape") for table in tables):
        parts = [whole_array(table.numbers).reshape(shape) for table in tables]
        return shape, np.stack(parts), scales
    return shape, [list(table.numbers) for table in tables], scales


def _table(array: Any, player: str, approximate: bool) -> _Table:
    """One player's payoffs as whole numbers and their common denominator, in lowest terms."""
    shape, entries = _listed(array, player)
    if not isinstance(entries, list):
        return _Table(shape, entries.astype(integer_type(largest(entries))), 1)
    if set(map(type, entries)) == {int}:
        return _Table(shape, entries, 1)
    what = f"a payoff of player {player!r}"
    exact = [rational(entry, approximate=approximate, what=what) for entry in entries]
    return _Table(shape, *over_common(exact))


def _listed(array: Any, player: str) -> tuple[tuple[int, ...], list[Any] | NDArray[Any]]:
    """The shape of nested lists and their entries, row-major; an array of integers as it is."""
    shape: list[int] = []
    level = [array]
    while level and all(issubclass(kind, (list, tuple)) for kind in set(map(type, level))):
        lengths = set(map(len, level))
        if len(lengths) > 1 or len(shape) > MAX_PLAYERS:
            why = "rows differ" if len(lengths) > 1 else "lists are nested too deep"
            raise InputError(f"the payoffs of player {player!r} are no full array: {why}")
        shape.append(lengths.pop())
        level = list(chain.from_iterable(level))
    kinds = set(map(type, level))
    if not any(map(_holds_more, kinds)):
        return tuple(shape), level
    try:
        entries = np.asarray(array)
        if entries.dtype.kind not in "iu":
            entries = np.asarray(array, dtype=object)
    except ValueError as error:
        raise InputError(f"the payoffs of player {player!r} are no full array: {error}") from None
    if entries.dtype.kind in "iu":
        return entries.shape, entries
    flat = list(entries.flat)
    if any(isinstance(entry, (list, tuple)) for entry in flat):
        raise InputError(f"the payoffs of player {player!r} are no full array: rows differ")
    return entries.shape, flat


def _holds_more(kind: type) -> bool:
    """Whether NumPy reads things of this kind better than we do: its own, or what has a length."""
    return kind is not str and (hasattr(kind, "__array__") or hasattr(kind, "__len__"))
