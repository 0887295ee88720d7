"""Which of many payoff vectors no other one beats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oraclegames.later import np


def unbeaten(payoffs: Sequence[Sequence[Any]]) -> list[int]:
    """The positions of vectors than which none is better for somebody and worse for nobody.

    Floats choose who may be beaten by whom; exact numbers decide.

    >>> unbeaten([(1, 1, 1), (2, 1, 1), (0, 3, 0)])
    [1, 2]
    """
    distinct = list(dict.fromkeys(map(tuple, payoffs)))
    if not distinct:
        return []
    most = max(max(max(x, -x) for x in row) for row in distinct)
    most = most if most > 0 else 1
    floats = np.array([[float(x / most) for x in row] for row in distinct])
    kept = set()
    for k, one in enumerate(distinct):
        rivals = np.nonzero((floats >= floats[k] - 1e-9).all(axis=1))[0]
        if not any(
            all(x >= y for x, y in zip(distinct[r], one)) for r in rivals.tolist() if r != k
        ):
            kept.add(one)
    return [row for row, one in enumerate(payoffs) if tuple(one) in kept]
