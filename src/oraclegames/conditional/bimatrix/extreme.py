"""The extreme Nash equilibria of two players, by the vertices of two polytopes.

Let A, B > 0 be the payoffs of two players. The pairs of vertices of

    {x ≥ 0 : Bᵀx ≤ 1}  and  {y ≥ 0 : Ay ≤ 1}

other than 0 in which every move has probability 0 or is a best reply are, once normalised, the
extreme Nash equilibria (Mangasarian 1964).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq

from oraclegames.budget import Clock
from oraclegames.exact.rational import to_fraction
from oraclegames.exact.vertices import polytope_vertices

Mix = tuple[Fraction, ...]
Matrix = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Vertices:
    """The mixtures at the vertices of both polytopes, and which of them fit together.

    Attributes:
        rows: the row player's mixtures.
        columns: the column player's.
        fits: for each of ``rows`` the positions of the columns with which it is an equilibrium.
    """

    rows: tuple[Mix, ...]
    columns: tuple[Mix, ...]
    fits: tuple[frozenset[int], ...]

    def pairs(self) -> list[tuple[Mix, Mix]]:
        """The extreme equilibria."""
        return [(x, self.columns[k]) for x, near in zip(self.rows, self.fits) for k in sorted(near)]


def extreme_equilibria(first: Matrix, second: Matrix, clock: Clock) -> Vertices:
    """The extreme equilibria of a game of two players with whole-number payoffs.

    Cost: exponential in the number of moves; some hundredths of a second for 5×5.
    """
    rows, columns = len(first), len(first[0])
    low, other_low = min(map(min, first)), min(map(min, second))
    own = [[u - low + 1 for u in line] for line in first]
    other = [[line[t] - other_low + 1 for line in second] for t in range(columns)]
    # Label k: move k of the row player is not played, or (of the column player's polytope) is a
    # best reply; labels from ``rows`` on are the column player's.
    left = _labelled(other, rows, 0, rows, clock)
    right = _labelled(own, columns, rows, 0, clock)
    every = (1 << (rows + columns)) - 1
    fits = []
    for _, unplayed in left:
        clock.check()
        near = (k for k, (_, replies) in enumerate(right) if unplayed | replies == every)
        fits.append(frozenset(near))
    return Vertices(tuple(x for x, _ in left), tuple(y for y, _ in right), tuple(fits))


def _labelled(
    replies: list[list[int]], size: int, own: int, others: int, clock: Clock
) -> list[tuple[Mix, int]]:
    """The vertices of {x ≥ 0 : replies·x ≤ 1} other than 0, normalised, with their labels."""
    unit = [[fmpq(int(k == s)) for k in range(size)] + [fmpq(0)] for s in range(size)]
    limits = [[fmpq(-a) for a in line] + [fmpq(1)] for line in replies]
    found = []
    for vertex in polytope_vertices([*unit, *limits], size, clock):
        total = sum(vertex, fmpq(0))
        if total == 0:
            continue
        labels = sum(1 << (own + s) for s, x in enumerate(vertex) if x == 0)
        for k, line in enumerate(replies):
            if sum((a * x for a, x in zip(line, vertex)), fmpq(0)) == 1:
                labels |= 1 << (others + k)
        found.append((tuple(to_fraction(x / total) for x in vertex), labels))
    return found
