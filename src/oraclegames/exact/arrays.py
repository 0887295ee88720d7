"""Exact numbers in NumPy arrays: ``int64`` where nothing can overflow, Python's own numbers else.

Whoever computes with whole numbers first bounds the largest that can come up. Below 2⁶² an array of
machine integers is exact, sums and differences of two entries included; beyond, the same code runs
on an array of Python integers, slower and without any limit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SAFE = 1 << 62


def integer_type(bound: int) -> type:
    """The type of arrays whose numbers stay below the bound, in size.

    >>> integer_type(1000), integer_type(10**30)
    (<class 'numpy.int64'>, <class 'object'>)
    """
    return np.int64 if bound < _SAFE else object


def largest(table: NDArray[Any]) -> int:
    """The largest absolute value of whole numbers; 0 if there are none."""
    # Extremes one by one: the absolute value of the least machine integer would overflow.
    return max(-int(table.min()), int(table.max()), 0) if table.size else 0


def widened(table: NDArray[Any], bound: int) -> NDArray[Any]:
    """The array, in Python integers if numbers up to the bound will be computed from it."""
    return table if bound < _SAFE else table.astype(object)


def whole_array(numbers: Iterable[int]) -> NDArray[Any]:
    """Whole numbers as an array of one axis; one of machine integers comes back as it is.

    >>> whole_array([1, 2]).dtype, whole_array([1, 1 << 80]).dtype
    (dtype('int64'), dtype('O'))
    """
    if isinstance(numbers, np.ndarray) and numbers.dtype == np.int64:
        return numbers
    entries = [int(number) for number in numbers]
    kind = integer_type(max(map(abs, entries), default=0))
    array: NDArray[Any] = np.empty(len(entries), dtype=kind)
    array[:] = entries
    return array


def object_array(numbers: Sequence[Any]) -> NDArray[Any]:
    """Numbers of any exact kind, as they are, in an array of one axis."""
    array = np.empty(len(numbers), dtype=object)
    array[:] = numbers
    return array


def over_common(values: Sequence[Fraction]) -> tuple[list[int], int]:
    """Rationals as whole numbers over their least common denominator.

    >>> over_common([Fraction(1, 2), Fraction(2, 3)])
    ([3, 4], 6)
    """
    scale = math.lcm(*(value.denominator for value in values))
    return [value.numerator * (scale // value.denominator) for value in values], scale
