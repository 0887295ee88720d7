"""Exact solving of sparse square systems: Gaussian elimination that keeps them sparse.

The pivot of each step stands in a column with the fewest entries, and there in a row with the
fewest (Markowitz 1957), so that little fills in where the matrix belongs to a tree or to a narrow
graph. Numbers are FLINT's rationals; each that comes up is a quotient of two minors, so it is no
longer than Hadamard's bound lets the solution itself be.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence

from flint import fmpq

_FILL = 30
"""The most entries of the factors for each row; full matrices are FLINT's."""

Entries = Sequence[tuple[int, int]]
"""A column by its non-zero entries (row, whole number)."""


class TooDense(Exception):  # noqa: N818  (no error: full matrices are solved otherwise)
    """Raised where elimination fills the matrix."""


class Factors:
    """A regular m × m matrix as a product of triangular ones, in the order of elimination.

    Args:
        columns: the columns of the matrix.
        check: called at each step; it raises to give up.

    Raises:
        ZeroDivisionError: the matrix is singular.
        TooDense: elimination fills it.

    >>> matrix = Factors([[(0, 2), (1, 1)], [(1, 3)]])
    >>> matrix.solve([2, 4]), matrix.solve_transposed([3, 3])
    ([1, 1], [1, 1])
    """

    def __init__(self, columns: Sequence[Entries], check: Callable[[], None] = lambda: None):
        m = len(columns)
        rows: list[dict[int, fmpq]] = [{} for _ in range(m)]
        for j, column in enumerate(columns):
            for i, a in column:
                rows[i][j] = fmpq(a)
        where = [{i for i, _ in column} for column in columns]
        queue = [(len(places), j) for j, places in enumerate(where)]
        heapq.heapify(queue)
        # A step: the pivot's row and column, the pivot, the rest of its row, what others take of it
        self.steps: list[tuple[int, int, fmpq, list[tuple[int, fmpq]], list[tuple[int, fmpq]]]] = []
        filled = 0
        while queue:
            count, j = heapq.heappop(queue)
            if count != len(where[j]):
                continue
            if not count:
                raise ZeroDivisionError("the matrix is singular")
            check()
            i = min(where[j], key=lambda r: (len(rows[r]), r))
            others, where[j] = where[j] - {i}, set()
            row = rows[i]
            pivot = row.pop(j)
            rest = list(row.items())
            for c in row:
                where[c].remove(i)
            taken = []
            for r in others:
                other = rows[r]
                factor = other.pop(j) / pivot
                taken.append((r, factor))
                for c, a in rest:
                    if c in other:
                        total = other[c] - factor * a
                        if total == 0:
                            del other[c]
                            where[c].remove(r)
                        else:
                            other[c] = total
                    else:
                        other[c] = -factor * a
                        where[c].add(r)
            for c in row:
                heapq.heappush(queue, (len(where[c]), c))
            filled += len(rest) + len(taken)
            if filled > _FILL * m:
                raise TooDense
            self.steps.append((i, j, pivot, rest, taken))

    def solve(self, rhs: Sequence[int]) -> list[fmpq]:
        """x with B x = rhs."""
        left = [fmpq(b) for b in rhs]
        for i, _, _, _, taken in self.steps:
            if left[i] != 0:
                for r, factor in taken:
                    left[r] -= factor * left[i]
        x = [fmpq(0)] * len(left)
        for i, j, pivot, rest, _ in reversed(self.steps):
            total = left[i]
            for c, a in rest:
                if x[c] != 0:
                    total -= a * x[c]
            x[j] = total / pivot
        return x

    def solve_transposed(self, costs: Sequence[int]) -> list[fmpq]:
        """y with y B = costs."""
        left = [fmpq(c) for c in costs]
        y = [fmpq(0)] * len(left)
        for i, j, pivot, rest, _ in self.steps:
            if left[j] != 0:
                y[i] = left[j] / pivot
                for c, a in rest:
                    left[c] -= y[i] * a
        for i, _, _, _, taken in reversed(self.steps):
            for r, factor in taken:
                if y[r] != 0:
                    y[i] -= factor * y[r]
        return y
