"""The hull of a few points: its dimension, and whether another point is in it."""

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
