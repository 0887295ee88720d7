"""Whether pushes balance: is 0 a mean of some vectors of the plane? By their signs where that is
enough, which then holds for whatever lengths; and how often vectors turn around."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product

from oraclegames.reflective.limit.curves import Number, sign, times

Signs = tuple[int, int]
Vector = tuple[Number, Number]

_QUADRANTS = list(product((-1, 1), repeat=2))
_EIGHTHS = {
    direction: k
    for k, direction in enumerate(
        [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)]
    )
}


def balances_by_signs(vectors: Sequence[Signs]) -> bool | None:
    """Whether vectors of these signs have 0 as a mean, whatever their lengths; None if it depends.

    >>> balances_by_signs([(1, 0), (-1, 0)]), balances_by_signs([(1, 1), (0, 1)])
    (True, False)
    >>> balances_by_signs([(1, 1), (-1, -1)]) is None
    True
    """
    for side in (0, 1):
        for way in (1, -1):
            along = [vector for vector in vectors if way * vector[side] <= 0]
            if all(vector[side] == 0 for vector in along):
                rest = {vector[1 - side] for vector in along}
                if not rest or rest in ({1}, {-1}):
                    return False
    opposed = all(
        any(s * p <= 0 and t * q <= 0 for s, t in vectors) for p, q in _QUADRANTS
    ) and all(
        any(way * vector[side] <= 0 for vector in vectors) for side in (0, 1) for way in (1, -1)
    )
    return True if opposed else None


def balances(vectors: Sequence[Vector], root: int) -> bool:
    """Whether 0 is a mean of vectors: no open half-plane holds them all."""
    if any(_length(v, root) == 0 for v in vectors):
        return True
    for one in vectors:
        turns = [(cross(one, other, root), other) for other in vectors]
        if all(turn > 0 or (turn == 0 and _dot(one, other, root) > 0) for turn, other in turns):
            return False
    return True


def cross(one: Vector, other: Vector, root: int) -> int:
    """1 if the other lies to the left of the one, −1 to the right, 0 along it."""
    (a, b), (c, d) = one, other
    left, right = times(a, d, root), times(b, c, root)
    return sign((left[0] - right[0], left[1] - right[1]), root)


def turns(around: Sequence[tuple[Signs, int]]) -> int:
    """How often vectors turn around 0 as one goes once around a point.

    Args:
        around: in order, the signs of each vector, and on which side of it the next one lies if
            their signs are opposite (1 is left).
    """
    total = 0
    for (here, side), (there, _) in pairwise([*around, around[0]]):
        step = (_EIGHTHS[there] - _EIGHTHS[here]) % 8
        total += 4 * side if step == 4 else step - 8 * (step > 4)
    return total // 8


def _length(vector: Vector, root: int) -> int:
    return int(any(sign(number, root) for number in vector))


def _dot(one: Vector, other: Vector, root: int) -> int:
    (a, b), (c, d) = one, other
    first, second = times(a, c, root), times(b, d, root)
    return sign((first[0] + second[0], first[1] + second[1]), root)
