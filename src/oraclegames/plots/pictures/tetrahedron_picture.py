"""The tetrahedron of all joint distributions of a 2×2 game, with its equilibria.

Joint distributions over four outcomes are the points of a tetrahedron. In it each player is
indifferent on a surface, and the totally mixed dependency equilibria are where the two meet: a
curve, except in degenerate games. The info holds the geometry, from closed forms; drawing it is a
matter of :mod:`oraclegames.plots.plotly.space` (Plotly) or
:mod:`oraclegames.plots.matplotlib.static` (files).
"""

from __future__ import annotations

from dataclasses import dataclass

from oraclegames.conditional.solution import Solution
from oraclegames.conditional.two_by_two.totally_mixed import odds_maps
from oraclegames.errors import UnsupportedError
from oraclegames.exact.rational import format_rational
from oraclegames.plots.look.style import Role
from oraclegames.plots.pictures.alike import likeness_layers
from oraclegames.plots.pictures.equilibria import boundary_layers, equilibrium_patch, interior_layer
from oraclegames.plots.pictures.layers import layers_of
from oraclegames.plots.pictures.overlays import (
    best_layer,
    correlated_layer,
    nash_layer,
)
from oraclegames.plots.pictures.patch import PRODUCTS, indifference_patch
from oraclegames.plots.pictures.scene import (
    Info,
    Layer,
    Mark,
    Payoffs,
    Vertex,
    payoffs_of,
    person,
)


@dataclass(frozen=True, repr=False)
class SolutionInfo(Info):
    """Everything a picture of a solved 2×2 game shows; plain tuples, comparable with ==.

    Attributes:
        title: the game's.
        players: the labels of the row and the column player.
        moves: the labels of their moves.
        vertices: the pure outcomes, row-major.
        payoffs: those of both players, rounded.
        layers: what is drawn, from the back to the front.
    """

    title: str
    players: tuple[str, ...]
    moves: tuple[tuple[str, ...], ...]
    vertices: tuple[Vertex, ...]
    payoffs: Payoffs
    layers: tuple[Layer[Mark], ...]

    def layer(self, role: Role) -> Layer[Mark] | None:
        """The layer of a role, if there is one."""
        return next((layer for layer in self.layers if layer.role == role), None)


class TetrahedronInfo(SolutionInfo):
    """The picture of the tetrahedron."""


def tetrahedron_info(solution: Solution, **switches: bool) -> TetrahedronInfo:
    """What the picture of a solved 2×2 game shows.

    Args:
        solution: what :func:`oraclegames.solve` returned for a 2×2 game.
        switches: those of :class:`oraclegames.plots.pictures.layers.Layers`, such as ``nash=True``.

    Raises:
        InputError: there is no such switch.
        UnsupportedError: the game is not 2×2, or its payoffs exceed 10^150.
    """
    wanted = layers_of(**switches)
    game, interior = solution.game, solution.interior
    payoffs = payoffs_of(game)
    if interior is None:
        raise UnsupportedError("the solution lacks the totally mixed equilibria: nothing to draw")
    layers: list[Layer[Mark]] = []
    if wanted.surfaces:
        layers += _surfaces(solution)
    if wanted.product:
        layers.append(Layer("product", "Product distributions", mesh=PRODUCTS.mesh()))
    if wanted.correlated:
        layers.append(correlated_layer(game, payoffs))
    curve = interior_layer(solution, interior, payoffs)
    if wanted.curve:
        layers.append(curve)
    if wanted.similarity:
        layers += likeness_layers(curve)
    if wanted.best:
        layers.append(best_layer(solution, interior, payoffs))
    if wanted.pure:
        layers += reversed(boundary_layers(solution, payoffs))
    if wanted.nash:
        layers.append(nash_layer(game, payoffs))
    vertices = tuple(
        Vertex(game.outcome_labels(one), tuple(map(format_rational, game.payoffs(one))))
        for one in game.outcomes()
    )
    return TetrahedronInfo(game.title, game.players, game.moves, vertices, payoffs, tuple(layers))


def _surfaces(solution: Solution) -> list[Layer[Mark]]:
    """One layer for each player; it says so where there is no surface of its own to see."""
    equilibria = equilibrium_patch(solution)
    roles: tuple[Role, Role] = ("row surface", "column surface")
    layers: list[Layer[Mark]] = []
    for player, (role, odds) in enumerate(zip(roles, odds_maps(solution.game))):
        name = person(solution.game.players[player])
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
