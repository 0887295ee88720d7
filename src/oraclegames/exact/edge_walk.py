"""The extreme rays of a cone in the positive orthant, one after the other, by walking its edges.

The cone {x ≥ 0 : a·x ≥ 0 for each row a} is that over a polytope, whose vertices are its extreme
rays and whose graph is connected (Balinski 1961): who has followed all edges of all vertices has
met all of them. Unlike the double description method this gives the first vertices at once and all
along, and keeps what it has. At a vertex the edges are the extreme rays of the cone of its tight
rows: the columns of an inverse where these are independent, else few steps of double description.

Sources: D. Avis and K. Fukuda, "A pivoting algorithm for convex hulls and vertex enumeration of
arrangements and polyhedra", 1992 (walking); the degenerate vertices as in
:mod:`oraclegames.exact.vertices`.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from math import gcd

from flint import fmpz_mat

from oraclegames.budget import Clock
from oraclegames.exact.rational import pivots
from oraclegames.exact.vertices import cone_rays

Ray = tuple[int, ...]
FEW = 4
"""Where more conditions than needed are tight by more than so many, the edges are walked too."""


def extreme_rays(
    rows: Sequence[Sequence[int]], inside: Sequence[int], clock: Clock
) -> Iterator[Ray]:
    """All extreme rays of {x ≥ 0 : a·x ≥ 0 for each row a}, in lowest terms, each once.

    Args:
        rows: the conditions besides x ≥ 0, whole numbers.
        inside: a point of the cone, not 0.
        clock: it is looked at at every ray (``OutOfTime``).

    Cost: for a ray where few conditions are tight an inverse matrix; more where many are tight,
    which come last.

    >>> list(extreme_rays([[1, -1, 0]], [1, 1, 1], Clock(None)))
    [(1, 1, 0), (0, 0, 1), (1, 0, 0)]
    """
    cone = _Cone(rows, len(inside))
    first = cone.extreme(primitive(inside))
    seen, waiting = {first}, [(cone.tightness(first), first)]
    yield first
    elsewhere = cone.slacks(tuple(inside))
    while waiting:
        _, ray = heapq.heappop(waiting)
        clock.check()
        for other in cone.neighbours(ray, elsewhere, clock):
            if other not in seen:
                seen.add(other)
                heapq.heappush(waiting, (cone.tightness(other), other))
                yield other


def primitive(ray: Sequence[int]) -> Ray:
    """The same ray in lowest terms."""
    common = gcd(*ray)
    return tuple(x // common for x in ray)


class _Cone:
    """The rows, those of x ≥ 0 first."""

    def __init__(self, rows: Sequence[Sequence[int]], size: int) -> None:
        units = [tuple(int(k == j) for k in range(size)) for j in range(size)]
        other = (primitive(row) for row in rows if any(row))
        self.size = size
        self.rows = list(dict.fromkeys([*units, *other]))
        self.matrix = fmpz_mat([list(row) for row in self.rows])

    def slacks(self, ray: Ray) -> list[int]:
        """How far each condition is from being tight."""
        return [int(s) for s in (self.matrix * fmpz_mat([[x] for x in ray])).entries()]

    def tightness(self, ray: Ray) -> int:
        """How many conditions are tight."""
        return self.slacks(ray).count(0)

    def extreme(self, ray: Ray) -> Ray:
        """An extreme ray of the smallest face that holds this one."""
        while True:
            slacks = self.slacks(ray)
            tight = [self.rows[k] for k, slack in enumerate(slacks) if slack == 0]
            # Directions of the face, other than the ray itself: the sum stays.
            kernel, count = fmpz_mat([*map(list, tight), [1] * self.size]).nullspace()
            if not count:
                return ray
            direction = [int(kernel[i, 0]) for i in range(self.size)]
            change = self.slacks(tuple(direction))
            ray = _until_tight(ray, direction, slacks, change)

    def neighbours(self, ray: Ray, elsewhere: Sequence[int], clock: Clock) -> Iterator[Ray]:
        """The extreme rays at the other ends of all edges; ``elsewhere`` is a point's slacks."""
        slacks = self.slacks(ray)
        tight = [k for k, slack in enumerate(slacks) if slack == 0]
        basis = tight if len(tight) == self.size - 1 else self._independent(tight)
        inverse, scale = (
            fmpz_mat([*(list(self.rows[k]) for k in basis), [1] * self.size]).inv().numer_denom()
        )
        changes = (self.matrix * inverse * (1 if scale > 0 else -1)).tolist()
        columns = [list(map(int, column)) for column in zip(*changes)][:-1]
        if len(tight) == len(basis):
            edges: Iterable[Sequence[int]] = columns
        else:
            extra = [[column[k] for column in columns] for k in set(tight).difference(basis)]
            towards = [elsewhere[k] for k in basis]
            few = len(extra) <= FEW or not any(towards)
            rays = (
                cone_rays(extra, len(basis), clock) if few else extreme_rays(extra, towards, clock)
            )
            edges = (_combined(columns, weights) for weights in rays)
        for change in edges:
            yield _until_tight(ray, change[: self.size], slacks, change)

    def _independent(self, tight: list[int]) -> list[int]:
        columns = fmpz_mat([list(row) for row in zip(*(self.rows[k] for k in tight))])
        reduced, _, rank = columns.rref()
        return [tight[k] for k in pivots(reduced, rank)]


def _combined(columns: Sequence[Sequence[int]], weights: Sequence[int]) -> list[int]:
    """The weighted sum of columns."""
    used = [(w, column) for w, column in zip(weights, columns) if w]
    return [sum(w * column[k] for w, column in used) for k in range(len(columns[0]))]


def _until_tight(
    ray: Ray, direction: Sequence[int], slacks: Sequence[int], change: Sequence[int]
) -> Ray:
    """The last point of the cone from a ray in a direction along which the sum stays."""
    slack, fall = 0, 0
    for s, c in zip(slacks, change):
        if c < 0 and (not fall or s * fall < slack * -c):
            slack, fall = s, -c
    return primitive([fall * x + slack * d for x, d in zip(ray, direction)])
