"""Which of many payoff vectors no other one beats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oraclegames.later import np


def unbeaten(payoffs: Sequence[Sequence[Any]]) -> list[int]:
    """The positions of vectors than which none is better for somebody and worse for nobody.

    >>> unbeaten([(1, 1, 1), (2, 1, 1), (0, 3, 0)])
    [1, 2]
    >>> unbeaten([(1, 1), (0, 2), (1, 0), (1, 1)])
    [0, 1, 3]
    """
    distinct = list(dict.fromkeys(map(tuple, payoffs)))
    if not distinct:
        return []
    kept = _staircase(distinct) if len(distinct[0]) == 2 else _compared(distinct)
    return [row for row, one in enumerate(payoffs) if tuple(one) in kept]


def _staircase(pairs: list[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """Of pairs, from the first player's best on: those that are better for the second."""
    kept = set()
    most = None
    for pair in sorted(pairs, reverse=True):
        if most is None or pair[1] > most:
            kept.add(pair)
            most = pair[1]
    return kept


def _compared(vectors: list[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """Each with all: floats choose who may be beaten by whom; exact numbers decide."""
    most = max(max(max(x, -x) for x in row) for row in vectors)
    most = most if most > 0 else 1
    floats = np.array([[float(x / most) for x in row] for row in vectors])
    kept = set()
    for k, one in enumerate(vectors):
        rivals = np.nonzero((floats >= floats[k] - 1e-9).all(axis=1))[0]
        if not any(all(x >= y for x, y in zip(vectors[r], one)) for r in rivals.tolist() if r != k):
            kept.add(one)
    return kept
