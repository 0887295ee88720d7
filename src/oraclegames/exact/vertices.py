"""The vertices of a small polytope, exactly, by the double description method.

The polytope {t ∈ ℚᵈ : a·t + b ≥ 0 for each row (a, b)} is lifted to the cone of the (t, s) with
a·t + b s ≥ 0 and s ≥ 0, whose extreme rays are found by adding one inequality after the other; rays
with s > 0 are the vertices. Exponential in d; meant for d up to some six.

Source: T. S. Motzkin, H. Raiffa, G. L. Thompson and R. M. Thrall, "The double description method",
1953; K. Fukuda and A. Prodon, "Double description method revisited", 1996 (adjacency test).
"""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq, fmpq_mat

from oraclegames.budget import Clock
from oraclegames.exact.rational import pivots

Row = Sequence[fmpq]


def polytope_vertices(
    rows: Sequence[Row], dimension: int, clock: Clock | None = None
) -> list[list[fmpq]]:
    """All vertices of {t : row[:d]·t + row[d] ≥ 0}, which must be bounded; none if it is empty.

    The clock (``OutOfTime``) is looked at before every ray that is cut off.

    >>> square = [[1, 0, 0], [-1, 0, 1], [0, 1, 0], [0, -1, 1], [-1, -1, 1]]
    >>> sorted(polytope_vertices([[fmpq(n) for n in row] for row in square], 2))
    [[0, 0], [0, 1], [1, 0]]
    """
    size = dimension + 1
    last = [fmpq(0)] * dimension + [fmpq(1)]
    rows = _distinct([*rows, last])
    if any(all(number == 0 for number in row[:-1]) and row[-1] < 0 for row in rows):
        return []
    basis = _independent(rows, size)
    inverse = fmpq_mat(size, size, [x for k in basis for x in rows[k]]).inv()
    first = sum(1 << k for k in basis)
    rays = [([inverse[i, j] for i in range(size)], first & ~(1 << k)) for j, k in enumerate(basis)]
    for k in sorted(set(range(len(rows))).difference(basis)):
        rays = _cut(rays, rows[k], 1 << k, size, clock or Clock(None))
    return [[x / ray[-1] for x in ray[:-1]] for ray, _ in rays if ray[-1] > 0]


def cone_rays(rows: Sequence[Row], size: int, clock: Clock) -> list[list[fmpq]]:
    """The extreme rays of {u ≥ 0 : row·u ≥ 0 for each row}, of so many coordinates.

    >>> cone_rays([[1, -1]], 2, Clock(None))
    [[1, 0], [1, 1]]
    """
    everything = (1 << size) - 1
    rays = [([int(k == j) for k in range(size)], everything & ~(1 << j)) for j in range(size)]
    for k, row in enumerate(rows):
        rays = _cut(rays, row, 1 << (size + k), size, clock)
    return [ray for ray, _ in rays]


def _distinct(rows: Sequence[Row]) -> list[list[fmpq]]:
    """The rows without zero ones and without multiples of each other."""
    kept: dict[tuple[fmpq, ...], list[fmpq]] = {}
    for row in rows:
        scale = next((abs(x) for x in row if x != 0), None)
        if scale is not None:
            scaled = [x / scale for x in row]
            kept.setdefault(tuple(scaled), scaled)
    return list(kept.values())


def _independent(rows: Sequence[Row], size: int) -> list[int]:
    """The positions of the first ``size`` linearly independent rows."""
    columns = fmpq_mat(size, len(rows), [rows[k][i] for i in range(size) for k in range(len(rows))])
    reduced, rank = columns.rref()
    if rank < size:
        raise ValueError("the polytope is not bounded")
    return pivots(reduced, rank)


def _cut(
    rays: list[tuple[list[fmpq], int]], row: Row, bit: int, size: int, clock: Clock
) -> list[tuple[list[fmpq], int]]:
    """The extreme rays after one more inequality."""
    above, on, below = [], [], []
    for ray, zeros in rays:
        value = sum(a * x for a, x in zip(row, ray) if a and x)
        if value > 0:
            above.append((ray, zeros, value))
        elif value == 0:
            on.append((ray, zeros | bit))
        else:
            below.append((ray, zeros, value))
    masks = [zeros for _, zeros in rays]
    new = []
    for p, p_zeros, p_value in above:
        clock.check()
        for n, n_zeros, n_value in below:
            common = p_zeros & n_zeros
            if common.bit_count() < size - 2:
                continue
            # adjacent: no third ray lies on every face that both lie on
            if sum(1 for zeros in masks if common & zeros == common) == 2:
                ray = [p_value * y - n_value * x for x, y in zip(p, n)]
                new.append((ray, common | bit))
    return [(ray, zeros) for ray, zeros, _ in above] + on + new
