"""The tetrahedron of all joint distributions of a 2×2 game, with its equilibria.

Joint distributions over four outcomes are the points of a tetrahedron. In it each player is
indifferent on a surface, and the totally mixed dependency equilibria are where the two meet: a
curve, except in degenerate games. The info holds the geometry, from closed forms; drawing it is a
matter of :mod:`oraclegames.plots.plotly.space` (Plotly) or
:mod:`oraclegames.plots.matplotlib.static` (files).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oraclegames.conditional.solution import Solution
from oraclegames.conditional.two_by_two.odds import OddsMap
from oraclegames.conditional.two_by_two.totally_mixed import odds_maps
from oraclegames.errors import UnsupportedError
from oraclegames.exact.rational import format_rational
from oraclegames.games.game import Game
from oraclegames.plots.pictures.equilibria import boundary_layers, equilibrium_patch, interior_layer
from oraclegames.plots.pictures.overlays import (
    best_layer,
    correlated_layer,
    nash_layer,
    product_layer,
)
from oraclegames.plots.pictures.patch import indifference_patch
from oraclegames.plots.pictures.scene import Layer, Payoffs, Role, Vertex, payoffs_of, short

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

__all__ = ["TetrahedronInfo", "tetrahedron", "tetrahedron_info"]


@dataclass(frozen=True)
class TetrahedronInfo:
    """Everything the picture of the tetrahedron shows; plain tuples, comparable with ==.

    Attributes:
        title: the game's.
        players: the labels of the row and the column player.
        moves: the labels of their moves.
        vertices: the pure outcomes, row-major.
        payoffs: those of both players, rounded.
        layers: what is drawn, from the back to the front.
    """

    title: str
    players: tuple[str, str]
    moves: tuple[tuple[str, str], tuple[str, str]]
    vertices: tuple[Vertex, Vertex, Vertex, Vertex]
    payoffs: Payoffs
    layers: tuple[Layer, ...]

    def layer(self, role: Role) -> Layer | None:
        """The layer of a role, if there is one."""
        return next((layer for layer in self.layers if layer.role == role), None)


def tetrahedron_info(
    solution: Solution,
    *,
    surfaces: bool = True,
    product: bool = False,
    nash: bool = False,
    correlated: bool = False,
    best: bool = False,
) -> TetrahedronInfo:
    """What the picture of a solved 2×2 game shows.

    Args:
        solution: what :func:`oraclegames.solve` returned for a 2×2 game.
        surfaces: both players' indifference surfaces.
        product: the product distributions (independent play).
        nash: all Nash equilibria.
        correlated: the polytope of correlated equilibria.
        best: the equilibrium with the largest sum of values.

    Raises:
        UnsupportedError: the game is not 2×2, or its payoffs exceed 10^150.
    """
    game, interior = solution.game, solution.interior
    payoffs = payoffs_of(game)
    if interior is None:
        raise UnsupportedError("the solution lacks the totally mixed equilibria: nothing to draw")
    layers: list[Layer] = []
    if surfaces:
        layers += _surfaces(solution)
    if product:
        layers.append(product_layer())
    if correlated:
        layers.append(correlated_layer(game, payoffs))
    layers.append(interior_layer(solution, interior, payoffs))
    if best:
        layers.append(best_layer(solution, interior, payoffs))
    layers += reversed(boundary_layers(solution, payoffs))
    if nash:
        layers.append(nash_layer(game, payoffs))
    vertices = game_vertices(game)
    (r1, r2), (c1, c2) = game.moves
    return TetrahedronInfo(
        game.title,
        (game.players[0], game.players[1]),
        ((r1, r2), (c1, c2)),
        vertices,
        payoffs,
        tuple(layers),
    )


def tetrahedron(
    solution: Solution,
    *,
    surfaces: bool = True,
    product: bool = False,
    nash: bool = False,
    correlated: bool = False,
    best: bool = False,
    theme: str = "light",
    size: str = "screen",
) -> Figure:
    """A Plotly figure of the tetrahedron of a solved 2×2 game; see :func:`tetrahedron_info`.

    Args:
        theme: "light" or "dark".
        size: "screen", "slides" or "paper".

    Raises:
        UnsupportedError: the game is not 2×2.
        InputError: there is no such theme or size.
        MissingDependencyError: plotly is not installed.
    """
    from oraclegames.plots.plotly.space import draw_tetrahedron

    info = tetrahedron_info(
        solution, surfaces=surfaces, product=product, nash=nash, correlated=correlated, best=best
    )
    return draw_tetrahedron(info, theme=theme, size=size)


def game_vertices(game: Game) -> tuple[Vertex, Vertex, Vertex, Vertex]:
    """The pure outcomes of a 2×2 game with their labels and payoffs."""

    def vertex(row: int, column: int) -> Vertex:
        first, second = game.outcome_labels((row, column))
        x, y = (format_rational(payoff) for payoff in game.payoffs((row, column)))
        return Vertex((first, second), (x, y))

    return vertex(0, 0), vertex(0, 1), vertex(1, 0), vertex(1, 1)


def _surfaces(solution: Solution) -> list[Layer]:
    """One layer for each player; it says so where there is no surface of its own to see."""
    equilibria = equilibrium_patch(solution)
    roles: tuple[tuple[Role, OddsMap], ...] = tuple(
        zip(("row surface", "column surface"), odds_maps(solution.game))
    )
    layers = []
    for player, (role, odds) in enumerate(roles):
        name = short(solution.game.players[player])
        patch = indifference_patch(odds, exchange=player == 1)
        if odds.kind == "indifferent":
            layers.append(Layer(role, f"{name} is indifferent everywhere"))
        elif patch is None:
            layers.append(Layer(role, f"{name} is never indifferent"))
        elif equilibria is not None and set(patch.corners) == set(equilibria.corners):
            layers.append(Layer(role, f"{name} is indifferent: the equilibria themselves"))
        else:
            where = " (a face only)" if odds.kind == "impossible" else ""
            layers.append(Layer(role, f"{name} is indifferent{where}", mesh=patch.mesh()))
    return layers
