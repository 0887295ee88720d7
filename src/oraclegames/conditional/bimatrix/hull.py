"""The hull of a few points: its dimension, and whether it holds a point or meets another hull."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flint import fmpq_mat

from oraclegames.exact.linear_program import LinearProgram, Optimal
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.simplex import maximise


def dimension(points: Sequence[Sequence[Any]]) -> int:
    """The dimension of the hull of rational points.

    >>> dimension([(1, 0, 0), (0, 1, 0), (0, 0, 1)])
    2
    """
    first, *rest = points
    entries = [to_fmpq(x - a) for point in rest for x, a in zip(point, first)]
    return int(fmpq_mat(len(rest), len(first), entries).rank()) if rest else 0


def in_hull(point: Sequence[Any], corners: Sequence[Sequence[Any]]) -> bool:
    """Whether a rational point is a mixture of others."""
    if len(corners) == 1 or tuple(point) in map(tuple, corners):
        return tuple(point) in map(tuple, corners)
    rows = [([corner[k] for corner in corners], x) for k, x in enumerate(point)]
    rows.append(([1] * len(corners), 1))
    program = LinearProgram.of([0] * len(corners), equal=rows)
    return isinstance(maximise(program), Optimal)


def hulls_meet(one: Sequence[Sequence[Any]], other: Sequence[Sequence[Any]]) -> bool:
    """Whether two hulls of rational points have a point in common.

    >>> hulls_meet([(0, 1), (1, 0)], [(2, 0), (0, 0)])
    True
    """
    if set(map(tuple, one)) & set(map(tuple, other)):
        return True
    rows = [([p[k] for p in one] + [-q[k] for q in other], 0) for k in range(len(one[0]))]
    rows.append(([1] * len(one) + [0] * len(other), 1))
    rows.append(([0] * len(one) + [1] * len(other), 1))
    program = LinearProgram.of([0] * (len(one) + len(other)), equal=rows)
    return isinstance(maximise(program), Optimal)
