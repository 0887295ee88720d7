"""The space that value vectors live in: the affine hull of the payoff vectors.

Expected payoffs are mixtures of the payoff vectors U(o), so v lies in their affine hull. In a
zero-sum game of two players that is a line, and the region of values has one free coordinate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq_mat

from oraclegames.conditional.columns.konstanz import payoff_vectors
from oraclegames.conditional.values.boxes import box_bound
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.game import Game

__all__ = ["Space"]

Vector = tuple[Fraction, ...]


@dataclass(frozen=True)
class Space:
    """The affine space of possible values, with coordinates: v = origin + Σ τ_k · direction_k.

    The coordinates are the values of the players ``axes``.

    Attributes:
        origin: the point with coordinates 0.
        directions: one vector for each coordinate, 1 at its own player.
        axes: the players whose values are the coordinates.
    """

    origin: Vector
    directions: tuple[Vector, ...]
    axes: tuple[int, ...]

    @classmethod
    def of(cls, game: Game) -> Space:
        """The affine hull of the payoff vectors, cut with values that a constant move fixes."""
        box = box_bound(game)
        vectors = payoff_vectors(game)
        n = game.n_players
        # Rows (a | b) with a·v = b on the space: the left kernel of the differences …
        table = fmpq_mat(n, len(vectors) - 1)
        for i in range(n):
            for j, vector in enumerate(vectors[1:]):
                table[i, j] = to_fmpq(vector[i] - vectors[0][i])
        rows = [
            [*a, sum((x * u for x, u in zip(a, vectors[0])), Fraction(0))]
            for a in _left_kernel(table)
        ]
        # … and the fixed values.
        for i, (low, high) in enumerate(zip(box.low, box.high)):
            if low == high:
                rows.append([Fraction(int(k == i)) for k in range(n)] + [low])
        system = fmpq_mat(len(rows), n + 1)
        for r, row in enumerate(rows):
            # Players in reverse, so that the first ones become the coordinates.
            for k, x in enumerate([*reversed(row[:n]), row[n]]):
                system[r, k] = to_fmpq(x)
        echelon, rank = system.rref()
        pivots = [next(k for k in range(n + 1) if echelon[r, k] != 0) for r in range(rank)]
        if n in pivots:
            return cls((), (), ())  # contradictory: no value vector at all
        free = [k for k in range(n) if k not in pivots]
        origin = [Fraction(0)] * n
        directions = [[Fraction(int(n - 1 - k == i)) for i in range(n)] for k in free]
        for r, k in enumerate(pivots):
            origin[n - 1 - k] = to_fraction(echelon[r, n])
            for direction, f in zip(directions, free):
                direction[n - 1 - k] = -to_fraction(echelon[r, f])
        order = sorted(range(len(free)), key=lambda c: -free[c])
        return cls(
            tuple(origin),
            tuple(tuple(directions[c]) for c in order),
            tuple(n - 1 - free[c] for c in order),
        )

    def point(self, coordinates: Sequence[Fraction]) -> Vector:
        """The value vector with these coordinates."""
        v = list(self.origin)
        for x, direction in zip(coordinates, self.directions):
            v = [a + x * d for a, d in zip(v, direction)]
        return tuple(v)

    def holds(self, v: Sequence[Fraction]) -> bool:
        """Whether v lies in the space."""
        return bool(self.origin) and self.point([v[i] for i in self.axes]) == tuple(v)


def _left_kernel(table: fmpq_mat) -> list[list[Fraction]]:
    """A basis of the vectors a with a · table = 0."""
    n, m = table.nrows(), table.ncols()
    wide = fmpq_mat(n, m + n)
    for i in range(n):
        for j in range(m):
            wide[i, j] = table[i, j]
        wide[i, m + i] = 1
    echelon, rank = wide.rref()
    return [
        [to_fraction(echelon[r, m + i]) for i in range(n)]
        for r in range(rank)
        if all(echelon[r, j] == 0 for j in range(m))
    ]
