"""The polytope of correlated equilibria of a 2×2 game, by its exact vertices, edges and faces.

A distribution P is a correlated equilibrium if nobody gains by disobeying a recommended move:

    Σ_t P(s, t)·(U(s, t) − U(s′, t)) ≥ 0    for each player and her moves s ≠ s′.

In a 2×2 game these are four inequalities beside the four P(o) ≥ 0: a polytope in the three
coordinates that remain for Σ P = 1. Which inequalities are tight at its vertices says which of them
an edge or a face joins.

Sources: Aumann (1974); Calvó-Armengol (2006), "The set of correlated equilibria of 2 by 2 games",
for the possible shapes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Any

from flint import fmpq, fmpq_mat, fmpz_mat

from oraclegames.errors import UnsupportedError
from oraclegames.exact.rational import format_rational, to_fmpq, to_fraction
from oraclegames.exact.vertices import polytope_vertices
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown

Row = tuple[int, int, int, int]


@dataclass(frozen=True, repr=False)
class CorrelatedPolytope(Shown):
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
        return _rank(self.vertices) - 1

    @property
    def f_vector(self) -> tuple[int, ...]:
        """How many faces of dimension 0, 1, … there are, the polytope itself included."""
        counts = (len(self.vertices), len(self.edges), len(self.faces), 1)
        return (*counts[: self.dimension], 1)

    def to_dict(self) -> dict[str, Any]:
        """Vertices, edges and faces, ready for JSON."""
        return {
            "kind": "correlated",
            "vertices": [[format_rational(p) for p in vertex] for vertex in self.vertices],
            "edges": [list(edge) for edge in self.edges],
            "faces": [list(face) for face in self.faces],
        }

    def __str__(self) -> str:
        corners = "; ".join(", ".join(map(format_rational, vertex)) for vertex in self.vertices)
        return f"Correlated equilibria: dimension {self.dimension}, corners {corners}"

    def verify(self) -> bool:
        """Re-check from the payoffs alone that the vertices are correct and complete.

        Each is feasible and tight in three independent inequalities; and every edge that leaves
        one ends in another. The graph of a polytope is connected, so there are no more.
        """
        rows = _inequalities(self.game)
        listed = set(self.vertices)
        for vertex in self.vertices:
            slack = [_dot(row, vertex) for row in rows]
            tight = [row for row, value in zip(rows, slack) if value == 0]
            if sum(vertex) != 1 or min(slack) < 0 or _rank(tight) < 3:
                return False
            if not all(end in listed for end in _ends(rows, vertex, tight)):
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
    # p22 is 1 less the other three.
    reduced = [[fmpq(a - d), fmpq(b - d), fmpq(c - d), fmpq(d)] for a, b, c, d in rows]
    found = [(*three, 1 - sum(three)) for three in polytope_vertices(reduced, 3)]
    vertices = tuple(sorted((tuple(map(to_fraction, cells)) for cells in found), reverse=True))
    tight = [{k for k, row in enumerate(rows) if _dot(row, vertex) == 0} for vertex in vertices]
    edges = tuple(
        (i, j)
        for i, j in combinations(range(len(vertices)), 2)
        if sum(held >= tight[i] & tight[j] for held in tight) == 2
    )
    return CorrelatedPolytope(game, vertices, edges, _faces(vertices, edges, tight))


def _faces(
    vertices: Sequence[tuple[Fraction, ...]],
    edges: Sequence[tuple[int, int]],
    tight: list[set[int]],
) -> tuple[tuple[int, ...], ...]:
    """The sets of vertices that are flat: all of them, or those where one inequality is tight."""
    joint = {tuple(range(len(vertices)))} | {
        tuple(i for i, held in enumerate(tight) if k in held) for k in range(8)
    }
    flat = (members for members in sorted(joint) if _rank([vertices[i] for i in members]) == 3)
    return tuple(_around(members, edges) for members in flat)


def _inequalities(game: Game) -> list[Row]:
    """The eight rows r with r·P ≥ 0, whole numbers; payoffs are scaled, which changes nothing."""
    a11, a12, a21, a22 = game.integers(0)
    b11, b12, b21, b22 = game.integers(1)
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


def _dot(row: Row, point: Sequence[Fraction]) -> Fraction:
    return sum((a * p for a, p in zip(row, point)), Fraction(0))


def _rank(rows: Sequence[Sequence[Fraction | int]]) -> int:
    return int(fmpq_mat(len(rows), 4, [to_fmpq(a) for row in rows for a in row]).rank())


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


def _ends(
    rows: Sequence[Row], vertex: Sequence[Fraction], tight: Sequence[Row]
) -> list[tuple[Fraction, ...]]:
    """Where the edges that leave a vertex end: walk along each as far as it is feasible."""
    ends = []
    for a, b in combinations(tight, 2):
        kernel, dimension = fmpz_mat([a, b, (1, 1, 1, 1)]).nullspace()
        if dimension != 1:
            continue
        for sign in (1, -1):
            way = [Fraction(sign * int(kernel[k, 0])) for k in range(4)]
            if any(_dot(row, way) < 0 for row in tight):
                continue
            reach = min(_dot(row, vertex) / -_dot(row, way) for row in rows if _dot(row, way) < 0)
            ends.append(tuple(p + reach * w for p, w in zip(vertex, way)))
    return ends
