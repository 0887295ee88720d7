"""The plane of values of a 2×2 game: what its equilibria are worth to the two players.

Expected payoffs are linear in the joint distribution, so the picture is the shadow of the
tetrahedron: its outline is the polygon of feasible payoffs. The totally mixed equilibria lie on the
payoff curve

    F(v)·G(w) = 1,   F(v) = (v−a12)(a21−v) / ((a11−v)(v−a22)),
                     G(w) = (w−b22)(b11−w) / ((b12−w)(w−b21)),

inside the box of values that both moves can have; where they are a surface or a solid, the shadow
is a rectangle, a segment or a point. A pure outcome is a dependency equilibrium iff it pays each
player at least her pure maximin, which the picture shows as two lines.

Source: the payoff curve is Portakal and Sturmfels (2022).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from oraclegames.conditional.solution import Solution
from oraclegames.errors import UnsupportedError
from oraclegames.games.game import Game
from oraclegames.plots.pictures.equilibria import boundary_layers, equilibrium_patch, interior_layer
from oraclegames.plots.pictures.overlays import best_layer, nash_layer
from oraclegames.plots.pictures.patch import PRODUCTS
from oraclegames.plots.pictures.scene import Layer, Mark, Payoffs, Role, Vertex, mark, payoffs_of
from oraclegames.plots.pictures.tetrahedron_picture import TetrahedronInfo, game_vertices

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

__all__ = ["ValuesInfo", "values", "values_info"]

Pair = tuple[Fraction, ...]


@dataclass(frozen=True)
class ValuesInfo:
    """Everything the picture of the values shows; plain tuples, comparable with ==.

    Attributes:
        title: the game's.
        players: the labels of the row and the column player.
        moves: the labels of their moves.
        vertices: the pure outcomes, row-major.
        payoffs: those of both players, rounded.
        maximin: for each player the best payoff that one of her moves secures.
        layers: what is drawn, from the back to the front.
    """

    title: str
    players: tuple[str, str]
    moves: tuple[tuple[str, str], tuple[str, str]]
    vertices: tuple[Vertex, Vertex, Vertex, Vertex]
    payoffs: Payoffs
    maximin: tuple[float, float]
    layers: tuple[Layer, ...]

    def layer(self, role: Role) -> Layer | None:
        """The layer of a role, if there is one."""
        return next((layer for layer in self.layers if layer.role == role), None)


def values_info(
    solution: Solution,
    *,
    nash: bool = True,
    best: bool = False,
    tetrahedron: TetrahedronInfo | None = None,
) -> ValuesInfo:
    """What the picture of a solved 2×2 game's values shows.

    Args:
        solution: what :func:`oraclegames.solve` returned for a 2×2 game.
        nash: all Nash equilibria.
        best: the equilibrium with the largest sum of values.
        tetrahedron: the other picture of the same solution, if there is one already: its points of
            the curve are used, which saves half of the work.

    Raises:
        UnsupportedError: the game is not 2×2, or its payoffs exceed 10^150.
    """
    game, interior = solution.game, solution.interior
    payoffs = payoffs_of(game)
    if interior is None:
        raise UnsupportedError("the solution lacks the totally mixed equilibria: nothing to draw")
    curve = tetrahedron.layer("equilibria") if tetrahedron is not None else None
    if curve is None:
        curve = interior_layer(solution, interior, payoffs)
    layers = [*_feasible(game, payoffs), _interior(solution, curve, payoffs)]
    if best:
        layers.append(best_layer(solution, interior, payoffs))
    layers += [_flat(layer, payoffs) for layer in reversed(boundary_layers(solution, payoffs))]
    if nash:
        found = nash_layer(game, payoffs)
        layers.append(found if found.mesh is None else _image(game, payoffs, found))
    (r1, r2), (c1, c2) = game.moves
    return ValuesInfo(
        game.title,
        (game.players[0], game.players[1]),
        ((r1, r2), (c1, c2)),
        game_vertices(game),
        payoffs,
        (_maximin(game, 0), _maximin(game, 1)),
        tuple(layers),
    )


def values(
    solution: Solution,
    *,
    nash: bool = True,
    best: bool = False,
    theme: str = "light",
    size: str = "screen",
) -> Figure:
    """A Plotly figure of the values of a solved 2×2 game; see :func:`values_info`.

    Args:
        theme: "light" or "dark".
        size: "screen", "slides" or "paper".

    Raises:
        UnsupportedError: the game is not 2×2.
        InputError: there is no such theme or size.
        MissingDependencyError: plotly is not installed.
    """
    from oraclegames.plots.plotly.plane import draw_values

    return draw_values(values_info(solution, nash=nash, best=best), theme=theme, size=size)


def _feasible(game: Game, payoffs: Payoffs) -> list[Layer]:
    """The polygon of feasible payoffs, its Pareto frontier, and the pure outcomes."""
    pairs = [game.payoffs(outcome) for outcome in game.outcomes()]
    marks = [
        mark(payoffs, [float(k == cell) for k in range(4)], ", ".join(game.outcome_labels(outcome)))
        for cell, outcome in enumerate(game.outcomes())
    ]
    polygon = _hull(pairs)
    frontier = tuple(marks[k] for k in _frontier(pairs, polygon))
    points, lines = (frontier, ()) if len(frontier) == 1 else ((), (frontier,))
    return [
        Layer("feasible", "Feasible payoffs", areas=(tuple(marks[k] for k in polygon),)),
        Layer("frontier", "Pareto frontier", points, lines),
        Layer("outcomes", "Pure outcomes", tuple(marks)),
    ]


def _interior(solution: Solution, layer: Layer, payoffs: Payoffs) -> Layer:
    if layer.mesh is None:
        return layer
    patch = equilibrium_patch(solution) or PRODUCTS  # the solid's values are those of its corners
    corners = patch.corners
    game = solution.game
    tables = [[game.payoff(player, outcome) for outcome in game.outcomes()] for player in (0, 1)]
    pairs = [
        tuple(sum((p * u for p, u in zip(corner, table)), Fraction(0)) for table in tables)
        for corner in corners
    ]
    marks = tuple(mark(payoffs, corners[k], "totally mixed equilibria") for k in _hull(pairs))
    return _shape(replace(layer, mesh=None), marks)


def _image(game: Game, payoffs: Payoffs, layer: Layer) -> Layer:
    """The shadow of the square of all pairs of strategies: the hull of the pure outcomes."""
    pairs = [game.payoffs(outcome) for outcome in game.outcomes()]
    marks = tuple(
        mark(payoffs, [float(k == cell) for k in range(4)], layer.name) for cell in _hull(pairs)
    )
    return _shape(replace(layer, mesh=None), marks)


def _shape(layer: Layer, marks: tuple[Mark, ...]) -> Layer:
    """Two corners or fewer are a line or a point, else an area."""
    if len(marks) == 1:
        return replace(layer, points=marks)
    return replace(layer, lines=(marks,)) if len(marks) == 2 else replace(layer, areas=(marks,))


def _flat(layer: Layer, payoffs: Payoffs) -> Layer:
    """The triangles of a layer as areas."""
    if layer.mesh is None:
        return layer
    vertices = layer.mesh.vertices
    areas = tuple(
        tuple(mark(payoffs, vertices[k], layer.name) for k in triangle)
        for triangle in layer.mesh.triangles
    )
    return replace(layer, mesh=None, areas=areas)


def _hull(pairs: Sequence[Pair]) -> list[int]:
    """The corners of the convex hull of exact points, counterclockwise; a segment has two."""
    order = sorted({pair: k for k, pair in reversed(list(enumerate(pairs)))}.items())
    if len(order) < 3:
        return [k for _, k in order]

    def chain(points: Sequence[tuple[Pair, int]]) -> list[tuple[Pair, int]]:
        kept: list[tuple[Pair, int]] = []
        for point in points:
            while len(kept) > 1 and _turn(kept[-2][0], kept[-1][0], point[0]) <= 0:
                kept.pop()
            kept.append(point)
        return kept[:-1]

    return [k for _, k in [*chain(order), *chain(order[::-1])]]


def _turn(a: Pair, b: Pair, c: Pair) -> Fraction:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _frontier(pairs: Sequence[Pair], polygon: Sequence[int]) -> list[int]:
    """The hull's corners that no feasible payoff dominates, by falling value of the column player.

    Going counterclockwise from the best for the row player (of those, the best for the column
    player) to the best for the column player, every corner on the way is efficient.
    """
    start = max(polygon, key=lambda k: pairs[k])
    stop = max(polygon, key=lambda k: pairs[k][::-1])
    place = list(polygon).index(start)
    way = [start]
    while way[-1] != stop:
        place = (place + 1) % len(polygon)
        way.append(polygon[place])
    return way[::-1]


def _maximin(game: Game, player: int) -> float:
    table = game.payoff_array(player)
    return float(max(min(moves) for moves in (table if player == 0 else table.T)))
