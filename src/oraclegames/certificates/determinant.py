"""Determinants of matrices of polynomials."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any


def determinant(rows: Sequence[Sequence[Any]], one: Any) -> Any:
    """Without fractions (Bareiss 1968); ``one`` is that of the polynomials."""
    matrix = [list(row) for row in rows]
    sign, before = 1, one
    for k in range(len(matrix) - 1):
        pivot = next((i for i in range(k, len(matrix)) if matrix[i][k] != 0), None)
        if pivot is None:
            return one * 0
        if pivot != k:
            matrix[k], matrix[pivot], sign = matrix[pivot], matrix[k], -sign
        for i, j in product(range(k + 1, len(matrix)), repeat=2):
            crossed = matrix[i][j] * matrix[k][k] - matrix[i][k] * matrix[k][j]
            matrix[i][j] = crossed // before
        before = matrix[k][k]
    return matrix[-1][-1] * sign
