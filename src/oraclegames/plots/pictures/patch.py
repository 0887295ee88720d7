"""Every surface of a 2×2 game is one bilinear patch between two opposite edges of the tetrahedron.

A player with moves s = 1, 2 is indifferent iff c(1; P) = c(2; P), the quadric

    p11·p21·(a11−a21) + p11·p22·(a11−a22) + p12·p21·(a12−a21) + p12·p22·(a12−a22) = 0

for the row player. She is worth x after row s iff the chance of column 2 given s is

    q_s(x) = (a_s1 − x) / (a_s1 − a_s2),

which is linear in x. So for each x the distributions that give her x after both rows form the
segment from (1 − q_1, q_1, 0, 0) to (0, 0, 1 − q_2, q_2), and as x runs through the interval in
which both chances exist, these segments sweep a piece of a hyperbolic paraboloid:

    P(z, u) = (1 − u)·A(z) + u·B(z),   A, B linear.

The four corners say everything: no grid has to be searched, nothing leaves the simplex, and the
rim is exact. A row with constant payoffs c fixes x = c and leaves q_s free in [0, 1]: the patch is
then a flat triangle. The product distributions are a patch of the same kind. The column player's
are the row player's with p12 and p21 exchanged.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from oraclegames.conditional.two_by_two.odds import OddsMap
from oraclegames.exact.rational import ONE, ZERO
from oraclegames.plots.pictures.layout import UNITS
from oraclegames.plots.pictures.scene import Cells, Mesh

Corner = tuple[Fraction, ...]


@dataclass(frozen=True)
class Patch:
    """The bilinear patch between the segments ``first`` = A and ``second`` = B.

    Corners are exact distributions (p11, p12, p21, p22).
    """

    first: tuple[Corner, Corner]
    second: tuple[Corner, Corner]

    @property
    def corners(self) -> tuple[Corner, ...]:
        """The distinct corners, four or three."""
        return tuple(dict.fromkeys((*self.first, *self.second)))

    def exchanged(self) -> Patch:
        """The same with the players exchanged."""

        a, b, c, d = ((p[0], p[2], p[1], p[3]) for p in (*self.first, *self.second))
        return Patch((a, b), (c, d))

    def mesh(self, along: int = 18, across: int = 12) -> Mesh:
        """Triangles: ``along`` steps in z, ``across`` steps in u; each vertex lies on the patch."""
        (a0, a1), (b0, b1) = (
            [tuple(map(float, corner)) for corner in pair] for pair in (self.first, self.second)
        )
        index: dict[Cells, int] = {}
        grid: list[list[int]] = []
        for i in range(along + 1):
            z = i / along
            # Where an edge of the patch is a point, all its vertices must be the same floats.
            a, b, c, d = [p if p == q else (1 - z) * p + z * q for p, q in zip(a0, a1)]
            e, f, g, h = [p if p == q else (1 - z) * p + z * q for p, q in zip(b0, b1)]
            line = []
            for j in range(across + 1):
                u = j / across
                t = 1 - u
                cells = (t * a + u * e, t * b + u * f, t * c + u * g, t * d + u * h)
                line.append(index.setdefault(cells, len(index)))
            grid.append(line)
        triangles = []
        for i, j in product(range(along), range(across)):
            (first, fourth), (second, third) = grid[i][j : j + 2], grid[i + 1][j : j + 2]
            # There one triangle of the square has no area.
            if first != second != third != first:
                triangles.append((first, second, third))
            if first != third != fourth != first:
                triangles.append((first, third, fourth))
        corners: Any = (a0, a1, b0, b1)
        return Mesh(tuple(index), tuple(triangles), corners)


_11, _12, _21, _22 = (tuple(map(Fraction, unit)) for unit in UNITS)
PRODUCTS = Patch((_11, _12), (_21, _22))
"""All product distributions, p11·p22 = p12·p21 (the Segre surface)."""


def indifference_patch(odds: OddsMap, *, exchange: bool = False) -> Patch | None:
    """Where a player is indifferent; None if that is not a surface.

    Args:
        odds: the player's odds map.
        exchange: true for the column player.

    None if she is indifferent everywhere (a solid), or never inside the tetrahedron and on no
    face. A patch of constant rows may lie in a face. Edges where she plays one move only, which
    solve the quadric too, are not part of it.
    """
    constant = [first == second for first, second in odds.own]
    if odds.kind == "indifferent" or odds.low > odds.high:
        return None
    if odds.low == odds.high and not any(constant):
        return None  # a single value, attained at a vertex of each edge: no surface
    pairs = []
    for move, (first, second) in enumerate(odds.own):
        chances = (
            (ZERO, ONE)
            if constant[move]
            else tuple((first - x) / (first - second) for x in (odds.low, odds.high))
        )
        start, stop = (
            (ZERO,) * (2 * move) + (1 - q, q) + (ZERO,) * (2 - 2 * move) for q in chances
        )
        pairs.append((start, stop))
    patch = Patch(pairs[0], pairs[1])
    return patch.exchanged() if exchange else patch
