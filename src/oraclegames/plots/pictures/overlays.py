"""Layers that may be laid over the equilibria: other solution concepts, for comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from oraclegames.conditional.bimatrix.sets import nash_products
from oraclegames.conditional.solution import Solution
from oraclegames.conditional.two_by_two.correlated import correlated
from oraclegames.conditional.two_by_two.highest import highest
from oraclegames.conditional.two_by_two.totally_mixed import Interior
from oraclegames.exact.surd import Exact
from oraclegames.games.game import Game
from oraclegames.plots.pictures.equilibria import equilibrium_patch, layer_of_parts
from oraclegames.plots.pictures.layout import UNITS
from oraclegames.plots.pictures.patch import PRODUCTS
from oraclegames.plots.pictures.scene import Layer, Mark, Mesh, Payoffs, Place, mark


def nash_layer(game: Game, payoffs: Payoffs) -> Layer[Mark]:
    """All Nash equilibria, exact: points, segments and rectangles of mixed strategies."""
    sets = nash_products(game)
    parts = [
        tuple(mark(payoffs, p, "Nash equilibrium") for p in found.distributions)
        for found in sets
        if found.dimension < 2
    ]
    # Where nobody's own move matters to her, it is every pair of strategies.
    mesh = PRODUCTS.mesh() if any(found.dimension == 2 for found in sets) else None
    return replace(layer_of_parts("nash", "Nash equilibria", parts), mesh=mesh)


def correlated_layer(game: Game, payoffs: Payoffs) -> Layer[Mark]:
    """The polytope of correlated equilibria, from its exact vertices."""
    polytope = correlated(game)
    marks = tuple(
        mark(payoffs, vertex, "vertex of the correlated equilibria") for vertex in polytope.vertices
    )
    triangles = tuple(
        (face[0], face[k], face[k + 1]) for face in polytope.faces for k in range(1, len(face) - 1)
    )
    return Layer(
        "correlated",
        "Correlated equilibria",
        marks,
        tuple((marks[i], marks[j]) for i, j in polytope.edges),
        Mesh(tuple(vertex.cells for vertex in marks), triangles) if triangles else None,
    )


def best_layer(solution: Solution, interior: Interior, payoffs: Payoffs) -> Layer[Mark]:
    """The dependency equilibria with the largest sum of both values; of a set its corners.

    The sum is linear in P, so over segments, triangles and bilinear patches the best is a corner.
    Only along a curved arc it is searched for, numerically, to be marked in a picture.
    """
    # Long: every kind of candidate, one after another.
    weights = [first + second for first, second in zip(*payoffs)]

    def welfare(cells: Sequence[float]) -> float:
        return sum(p * weight for p, weight in zip(cells, weights))

    candidates = [
        mark(payoffs, [float(outcome == pure.outcome) for outcome in solution.game.outcomes()])
        for pure in solution.pure
    ]
    for side in solution.sides:
        candidates += [mark(payoffs, corner.distribution) for corner in side.part.corners]
    searched = []
    for arc in interior.arcs:
        candidates += [mark(payoffs, end.distribution) for end in arc.ends]
        inner = highest(arc, welfare)
        if inner is not None:
            searched.append(mark(payoffs, inner))
    candidates += [mark(payoffs, p) for p in _surface_corners(solution, interior)]
    if not candidates:
        return Layer("best", "No equilibrium to be best")
    # A hair's breadth must not prefer a searched point to an exact one, nor set it beside one.
    slack = 1e-9 * max(1.0, *(abs(weight) for weight in weights))
    ceiling = max(welfare(candidate.cells) for candidate in candidates)
    if any(welfare(one.cells) > ceiling + slack for one in searched):
        candidates = searched
        ceiling = max(welfare(one.cells) for one in searched)
    name = "largest sum of values among the dependency equilibria"
    best: dict[Place, Mark] = {}  # the first candidate at each place
    for candidate in candidates:
        if welfare(candidate.cells) >= ceiling - slack:
            place = tuple(round(p, 6) for p in candidate.cells)
            best.setdefault(place, replace(candidate, name=name))
    return Layer("best", "Largest sum of values", tuple(best.values()))


def _surface_corners(solution: Solution, interior: Interior) -> Iterator[Sequence[Exact | float]]:
    patch = equilibrium_patch(solution)
    if patch is not None:
        yield from patch.corners
    elif interior.dimension == 3:
        yield from UNITS
