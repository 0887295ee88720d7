"""Non-negative solutions of few linear equations whose coefficients are any exact real numbers.

For rational numbers :mod:`oraclegames.exact.simplex` is faster; here the numbers may be irrational,
all of one field, so that every sign is decided. The simplex method with the least index (Bland
1977) ends, and its solution is a basic one: no more positive numbers than equations.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from oraclegames.exact.real import Real


def nonnegative_solution(rows: Sequence[Sequence[Real]], right: Sequence[Real]) -> list[Real]:
    """Some z ≥ 0 with rows·z = right; empty if there is none.

    Args:
        rows: the coefficients, of one field.
        right: the right-hand sides, ≥ 0.

    Cost: some pivots of (equations × unknowns) products each.

    >>> one, none = Fraction(1), Fraction(0)
    >>> nonnegative_solution([[one, one, none], [one, -one, one]], [Fraction(2), one])
    [Fraction(3, 2), Fraction(1, 2), Fraction(0, 1)]
    """
    count = len(rows[0])
    table = [[*row, value] for row, value in zip(rows, right)]
    basis: list[int | None] = [None] * len(table)  # None is an artificial unknown
    while True:
        open_ = [row for row, name in zip(table, basis) if name is None]
        costs = [sum((row[j] for row in open_), Fraction(0)) for j in range(count)]
        entering = next((j for j, cost in enumerate(costs) if cost > 0), None)
        if entering is None:
            break
        leaving = _leaving(table, basis, entering)
        _pivot(table, leaving, entering)
        basis[leaving] = entering
    if any(row[-1] != 0 for row, name in zip(table, basis) if name is None):
        return []
    solution: list[Real] = [Fraction(0)] * count
    for row, name in zip(table, basis):
        if name is not None:
            solution[name] = row[-1]
    return solution


def _leaving(table: list[list[Real]], basis: list[int | None], entering: int) -> int:
    """The row that is exhausted first; artificial unknowns, then low indices, before others."""
    best, least = -1, None
    for k, row in enumerate(table):
        if row[entering] > 0:
            ratio = row[-1] / row[entering]
            earlier = least is None or ratio < least
            if earlier or (ratio == least and _name(basis[k]) < _name(basis[best])):
                best, least = k, ratio
    return best


def _name(name: int | None) -> int:
    return -1 if name is None else name


def _pivot(table: list[list[Real]], k: int, entering: int) -> None:
    unit = table[k][entering]
    table[k] = [entry / unit if entry != 0 else entry for entry in table[k]]
    for other, row in enumerate(table):
        factor = row[entering]
        if other != k and factor != 0:
            table[other] = [a - factor * b if b != 0 else a for a, b in zip(row, table[k])]
