"""A game's payoffs in whole numbers, in two forms: Python's integers, and one NumPy array.

Each form is made from the other when it is first asked for. Small games are written down, solved
and shown in Python's integers and never need an array; large games come as an array and need never
be written down.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from oraclegames.errors import InputError
from oraclegames.exact.arrays import integer_type
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Rows = tuple[tuple[int, ...], ...]

_SMALL = 1 << 12
"""Up to so many outcomes an array is written down as Python's integers without a thought."""


class Numerators:
    """Whole numbers for each player and outcome; shape (n, m_1, …, m_n).

    Given as an array of this shape, or as one sequence for each player, row-major.
    """

    def __init__(self, shape: tuple[int, ...], numbers: NDArray[Any] | Sequence[Sequence[int]]):
        self.shape = shape
        self.n_outcomes = math.prod(shape[1:])
        if hasattr(numbers, "setflags"):
            array = cast("NDArray[Any]", numbers)
            if array.shape != shape:
                raise _misfit(array.shape, shape)
            array.setflags(write=False)
            self.__dict__["array"] = array
        else:
            rows = tuple(map(tuple, numbers))
            if len(rows) != shape[0] or any(len(row) != self.n_outcomes for row in rows):
                raise _misfit((len(rows), *sorted(set(map(len, rows)))), shape)
            self.__dict__["rows"] = rows

    @cached_property
    def array(self) -> NDArray[Any]:
        """The numbers as an array, read-only: ``int64`` where all fit into 62 bits."""
        size = max(max(max(row), -min(row)) for row in self.rows)
        array: NDArray[Any] = np.array(self.rows, dtype=integer_type(size)).reshape(self.shape)
        array.setflags(write=False)
        return array

    @cached_property
    def rows(self) -> Rows:
        """For each player all numbers, row-major."""
        return tuple(tuple(_integers(table)) for table in self.array)

    def row(self, player: int) -> Sequence[int]:
        """One player's numbers, row-major; those of a large array are not kept."""
        if self._written or self.n_outcomes <= _SMALL:
            return self.rows[player]
        return _integers(self.array[player])

    def at(self, player: int, outcome: Sequence[int]) -> int:
        """One player's number at one outcome."""
        if not self._written and self.n_outcomes > _SMALL:
            return int(self.array[(player, *outcome)])
        counts = self.shape[1:]
        if len(outcome) != len(counts):
            raise IndexError(f"an outcome has {len(counts)} moves, not {len(outcome)}")
        position = 0
        for move, count in zip(outcome, counts):
            if not -count <= move < count:
                raise IndexError(f"there are {count} moves, and none with the index {move}")
            position = position * count + move % count
        return self.rows[player][position]

    def permuted(self, order: Sequence[int]) -> Numerators:
        """The same with the players in another order: new player k is ``order[k]``."""
        counts = self.shape[1:]
        shape = (self.shape[0], *(counts[player] for player in order))
        if not self._written:
            axes = [0, *(1 + player for player in order)]
            turned = self.array[list(order)].transpose(axes)
            return Numerators(shape, np.ascontiguousarray(turned))
        strides = [math.prod(counts[player + 1 :]) for player in order]
        positions = [0]
        for count, stride in zip(shape[1:], strides):
            positions = [start + stride * move for start in positions for move in range(count)]
        rows = [self.rows[player] for player in order]
        return Numerators(shape, [[row[k] for k in positions] for row in rows])

    @property
    def _written(self) -> bool:
        return "rows" in self.__dict__

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Numerators):
            return NotImplemented
        if self.shape != other.shape:
            return False
        if self.n_outcomes <= _SMALL or (self._written and other._written):
            return self.rows == other.rows
        return bool(np.array_equal(self.array, other.array))

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.shape, *(tuple(self.row(player)) for player in range(self.shape[0]))))


def _integers(table: NDArray[Any]) -> list[int]:
    """An array's numbers as Python's integers, row-major."""
    return [int(number) for number in table.ravel().tolist()]


def _misfit(found: Sequence[int], shape: Sequence[int]) -> InputError:
    return InputError(
        f"payoffs of shape {tuple(found)} do not fit {shape[0]} players with "
        f"{tuple(shape[1:])} moves"
    )
