"""Small linear programs from a known start, exactly, in plain Python and FLINT: no arrays.

The simplex method on a dense tableau of fractions, with Bland's rule (1977), so it ends. A program
of a dozen rows takes less time than HiGHS would for a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import fmpq

from oraclegames.errors import CertificateError

Numbers = Sequence[int | Fraction]


def maximise_small(
    objective: Numbers, rows: Sequence[Numbers], bounds: Numbers
) -> tuple[list[fmpq], list[fmpq]]:
    """x and y for: maximise c·x subject to A x ≤ b, x ≥ 0, where b ≥ 0 and the maximum exists.

    y ≥ 0 proves that none is better: y·A ≥ c and y·b = c·x. Cost: a step passes over all numbers.

    Raises:
        CertificateError: there is no maximum.

    >>> x, y = maximise_small([1, 1], [[1, 2], [3, 1]], [4, 6])
    >>> x, y
    ([8/5, 6/5], [2/5, 1/5])
    """
    n, m = len(objective), len(rows)
    table = [
        [*map(_exact, row), *(fmpq(i == k) for k in range(m)), _exact(bound)]
        for i, (row, bound) in enumerate(zip(rows, bounds))
    ]
    costs = [*map(_exact, objective), *[fmpq(0)] * (m + 1)]
    basis = list(range(n, n + m))
    while (entering := next((j for j in range(n + m) if costs[j] > 0), None)) is not None:
        ratios = [
            (row[-1] / row[entering], basis[i], i)
            for i, row in enumerate(table)
            if row[entering] > 0
        ]
        if not ratios:
            raise CertificateError("a small linear program has no maximum")
        leaving = min(ratios)[2]
        basis[leaving] = entering
        pivot = table[leaving][entering]
        chosen = table[leaving] = [entry / pivot for entry in table[leaving]]
        for row in (*table[:leaving], *table[leaving + 1 :], costs):
            if factor := row[entering]:
                row[:] = [entry - factor * other for entry, other in zip(row, chosen)]
    x = [fmpq(0)] * (n + m)
    for j, row in zip(basis, table):
        x[j] = row[-1]
    return x[:n], [-cost for cost in costs[n:-1]]


def _exact(number: int | Fraction) -> fmpq:
    return fmpq(number.numerator, number.denominator)
