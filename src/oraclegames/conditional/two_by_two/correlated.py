"""The polytope of correlated equilibria of a 2×2 game, by its exact vertices, edges and faces.

A distribution P is a correlated equilibrium if nobody gains by disobeying a recommended move:

    Σ_t P(s, t)·(U(s, t) − U(s′, t)) ≥ 0    for each player and her moves s ≠ s′.

In a 2×2 game these are four inequalities beside the four P(o) ≥ 0, all homogeneous: a cone in four
dimensions whose section Σ P = 1 is the polytope. A vertex is tight in three independent ones, so it
spans the kernel of one of the 56 triples. That is small enough for brute force in whole numbers.

Sources: Aumann (1974); Calvó-Armengol (2006), "The set of correlated equilibria of 2 by 2 games",
for the possible shapes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import gcd

from oraclegames.errors import UnsupportedError
from oraclegames.games.files.load import GameLike, as_game
from oraclegames.games.game import Game

__all__ = ["CorrelatedPolytope", "correlated"]

Row = tuple[int, int, int, int]


@dataclass(frozen=True)
class CorrelatedPolytope:
    """All correlated equilibria of a 2×2 game.

    Attributes:
        game: the game.
        vertices: the extreme correlated equilibria (p11, p12, p21, p22), in descending order.
        edges: pairs of indices into ``vertices``.
        faces: two-dimensional faces, each the indices of its vertices in order around it.
    """

    game: Game
    vertices: tuple[tuple[Fraction, ...], ...]
    edges: tuple[tuple[int, int], ...]
    faces: tuple[tuple[int, ...], ...]

    @cached_property
    def dimension(self) -> int:
        """0 (one point) to 3."""
        return _rank([_whole(vertex) for vertex in self.vertices]) - 1

    @property
    def f_vector(self) -> tuple[int, ...]:
        """How many faces of dimension 0, 1, … there are, the polytope itself included."""
        counts = (len(self.vertices), len(self.edges), len(self.faces), 1)
        return (*counts[: self.dimension], 1)

    def verify(self) -> bool:
        """Re-check from the payoffs alone that the vertices are correct and complete.

        Each is feasible and tight in three independent inequalities; and every edge that leaves
        one ends in another. The graph of a polytope is connected, so there are no more.
        """
        rows = _inequalities(self.game)
        listed = set(self.vertices)
        for vertex in self.vertices:
            point = _whole(vertex)
            slack = [_dot(row, point) for row in rows]
            tight = [row for row, value in zip(rows, slack) if value == 0]
            if sum(vertex) != 1 or min(slack) < 0 or _rank(tight) < 3:
                return False
            if not all(end in listed for end in _ends(rows, point, tight)):
                return False
        return bool(listed)


def correlated(game: GameLike) -> CorrelatedPolytope:
    """The correlated equilibria of a 2×2 game; exact, complete, in constant time.

    Raises:
        UnsupportedError: if the game is not 2×2.

    >>> from oraclegames import catalog
    >>> correlated(catalog.battle_of_the_sexes()).f_vector
    (5, 9, 6, 1)
    """
    game = as_game(game)
    if game.shape != (2, 2):
        raise UnsupportedError(f"correlated is for 2×2 games; the shape is {game.shape}")
    rows = _inequalities(game)
    tight: dict[Row, frozenset[int]] = {}
    for triple in combinations(rows, 3):
        ray = _feasible_ray(rows, triple)
        if ray is not None and ray not in tight:
            tight[ray] = frozenset(k for k, row in enumerate(rows) if _dot(row, ray) == 0)
    rays = sorted(tight, key=lambda ray: tuple(Fraction(-p, sum(ray)) for p in ray))
    edges = tuple(
        (i, j)
        for i, j in combinations(range(len(rays)), 2)
        if sum(tight[ray] >= tight[rays[i]] & tight[rays[j]] for ray in rays) == 2
    )
    sets = {tuple(i for i, ray in enumerate(rays) if k in tight[ray]) for k in range(len(rows))} | {
        tuple(range(len(rays)))
    }
    faces = tuple(
        _around(members, edges)
        for members in sorted(sets)
        if _rank([rays[i] for i in members]) == 3
    )
    vertices = tuple(tuple(Fraction(p, sum(ray)) for p in ray) for ray in rays)
    return CorrelatedPolytope(game, vertices, edges, faces)


def _inequalities(game: Game) -> list[Row]:
    """The eight rows r with r·P ≥ 0, whole numbers; payoffs are scaled, which changes nothing."""
    (a11, a12), (a21, a22) = ([int(entry) for entry in row] for row in game.numerators[0])
    (b11, b12), (b21, b22) = ([int(entry) for entry in row] for row in game.numerators[1])
    return [
        (1, 0, 0, 0),
        (0, 1, 0, 0),
        (0, 0, 1, 0),
        (0, 0, 0, 1),
        (a11 - a21, a12 - a22, 0, 0),
        (0, 0, a21 - a11, a22 - a12),
        (b11 - b12, 0, b21 - b22, 0),
        (0, b12 - b11, 0, b22 - b21),
    ]


def _dot(row: Row, point: Row) -> int:
    return row[0] * point[0] + row[1] * point[1] + row[2] * point[2] + row[3] * point[3]


def _kernel(a: Row, b: Row, c: Row) -> Row:
    """The vector orthogonal to three rows (the generalised cross product); 0 if dependent."""

    def minor(i: int, j: int, k: int) -> int:
        return (
            a[i] * (b[j] * c[k] - b[k] * c[j])
            - a[j] * (b[i] * c[k] - b[k] * c[i])
            + a[k] * (b[i] * c[j] - b[j] * c[i])
        )

    return minor(1, 2, 3), -minor(0, 2, 3), minor(0, 1, 3), -minor(0, 1, 2)


def _primitive(ray: Row) -> Row:
    """The same direction with whole entries that share no factor."""
    scale = gcd(*ray)
    return ray[0] // scale, ray[1] // scale, ray[2] // scale, ray[3] // scale


def _feasible_ray(rows: Sequence[Row], triple: tuple[Row, ...]) -> Row | None:
    ray = _kernel(*triple)
    if not any(ray):
        return None
    if sum(ray) < 0:
        ray = (-ray[0], -ray[1], -ray[2], -ray[3])
    if any(_dot(row, ray) < 0 for row in rows):
        return None
    return _primitive(ray)


def _rank(rows: Sequence[Row]) -> int:
    """By elimination without fractions."""
    left = [list(row) for row in rows]
    rank = 0
    for column in range(4):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left = [
            [pivot[column] * entry - row[column] * head for entry, head in zip(row, pivot)]
            for row in left
        ]
        rank += 1
    return rank


def _around(members: Sequence[int], edges: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """The vertices of a polygon in the order of its edges."""
    near: dict[int, list[int]] = {i: [] for i in members}
    for i, j in edges:
        if i in near and j in near:
            near[i].append(j)
            near[j].append(i)
    walk = [members[0]]
    while len(walk) < len(members):
        walk.append(next(j for j in near[walk[-1]] if j not in walk))
    return tuple(walk)


def _whole(vertex: Sequence[Fraction]) -> Row:
    scale = 1
    for p in vertex:
        scale = scale * p.denominator // gcd(scale, p.denominator)
    p11, p12, p21, p22 = (int(p * scale) for p in vertex)
    return p11, p12, p21, p22


def _ends(rows: Sequence[Row], point: Row, tight: Sequence[Row]) -> list[tuple[Fraction, ...]]:
    """Where the edges that leave a vertex end: walk along each as far as it is feasible."""
    ends = []
    for a, b in combinations(tight, 2):
        step = _kernel(a, b, (1, 1, 1, 1))
        for sign in (1, -1):
            way = (sign * step[0], sign * step[1], sign * step[2], sign * step[3])
            if not any(way) or any(_dot(row, way) < 0 for row in tight):
                continue
            reach = min(
                Fraction(_dot(row, point), -_dot(row, way)) for row in rows if _dot(row, way) < 0
            )
            total = sum(point)
            ends.append(tuple((p + reach * w) / total for p, w in zip(point, way)))
    return ends
