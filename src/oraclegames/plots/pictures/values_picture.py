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

from oraclegames.conditional.solution import Solution
from oraclegames.exact.plane import Point, convex_hull
from oraclegames.games.game import Game
from oraclegames.plots.pictures.equilibria import equilibrium_patch
from oraclegames.plots.pictures.labels import label_ranges, place_labels
from oraclegames.plots.pictures.layers import ROLES, layers_of
from oraclegames.plots.pictures.layout import UNITS
from oraclegames.plots.pictures.patch import PRODUCTS
from oraclegames.plots.pictures.scene import Info, Layer, Mark, Payoffs, Place, Plane, mark, person
from oraclegames.plots.pictures.tetrahedron_picture import (
    SolutionInfo,
    TetrahedronInfo,
    tetrahedron_info,
)

_CAST = ("equilibria", "best", "reflective", "dependency only", "nash", *ROLES["similarity"])
"""The roles of layers that have a shadow."""


@dataclass(frozen=True, repr=False)
class ValuesInfo(SolutionInfo):
    """The picture of the values.

    Attributes:
        maximin: for each player the best payoff that one of her moves secures.
    """

    maximin: tuple[float, float]


@dataclass(frozen=True, repr=False)
class BothInfo(Info):
    """The tetrahedron and the plane of values side by side, with one legend for both."""

    tetrahedron: TetrahedronInfo
    values: ValuesInfo

    @property
    def title(self) -> str:
        """The game's."""
        return self.values.title


def values_info(solution: Solution, **switches: bool) -> ValuesInfo:
    """What the picture of a solved 2×2 game's values shows.

    Arguments and errors are those of :func:`tetrahedron_info`, but the Nash equilibria are shown
    unless they are switched off.
    """
    wanted = layers_of(**{"nash": True, **switches}).switches
    wanted |= {"surfaces": False, "product": False, "correlated": False}  # they cast no shadow
    return _shadow(solution, tetrahedron_info(solution, **wanted))


def both_info(solution: Solution, **switches: bool) -> BothInfo:
    """What both pictures show; arguments and errors are those of :func:`tetrahedron_info`."""
    space = tetrahedron_info(solution, **switches)
    return BothInfo(space, _shadow(solution, space))


def _shadow(solution: Solution, space: TetrahedronInfo) -> ValuesInfo:
    """The layers of the tetrahedron as they lie in the plane, on the feasible payoffs."""
    game, payoffs = solution.game, space.payoffs
    pairs = _pairs(game)
    layers = _feasible(game, payoffs)
    for layer in space.layers:
        if layer.role not in _CAST:
            continue
        mesh, name = layer.mesh, layer.name
        if mesh is None:
            layers.append(layer)
        elif layer.role == "nash":  # the square of all pairs of strategies
            layers.append(_shape(layer, [mark(payoffs, UNITS[k], name) for k in _hull(pairs)]))
        elif layer.role == "equilibria":
            # A solid's values are those of its corners, which the products have too.
            corners = (equilibrium_patch(solution) or PRODUCTS).corners
            worth = [_worth(corner, pairs) for corner in corners]
            name = "totally mixed equilibria"
            marks = [mark(payoffs, corners[k], name) for k in _hull(worth)]
            layers.append(_shape(layer, marks))
        else:
            areas = tuple(
                tuple(mark(payoffs, mesh.vertices[k], name) for k in triangle)
                for triangle in mesh.triangles
            )
            layers.append(replace(layer, mesh=None, areas=areas))
    maximin = (_maximin(game, 0), _maximin(game, 1))
    return ValuesInfo(**{**vars(space), "layers": tuple(layers)}, maximin=maximin)


def values_plane(info: ValuesInfo) -> Plane:
    """The picture with its axes and labels; the maximin lines lie on the polygon."""
    feasible = info.layer("feasible")
    corners = [mark.values for area in feasible.areas for mark in area] if feasible else []
    places = list(zip(*info.payoffs))
    labels = place_labels(
        [vertex.labels for vertex in info.vertices], places, corners, cross=info.maximin
    )
    ranges = label_ranges(labels, places)
    (left, right), (low, high) = ranges
    x, y = info.maximin
    names = [person(player) for player in info.players]
    maximin: Layer[Place] = Layer(
        "maximin",
        "Pure maximin",
        lines=(((x, low), (x, y), (x, high)), ((left, y), (x, y), (right, y))),
        note=f"{x:.4g} to {names[0]} and {y:.4g} to {names[1]}",
    )
    return Plane(
        info.title,
        (f"value to {names[0]}", f"value to {names[1]}"),
        ranges,
        labels,
        (info.layers[0], maximin, *info.layers[1:]),
    )


def _feasible(game: Game, payoffs: Payoffs) -> list[Layer[Mark]]:
    """The polygon of feasible payoffs, its Pareto frontier, and the pure outcomes."""
    pairs = _pairs(game)
    marks = [
        mark(payoffs, unit, ", ".join(game.outcome_labels(outcome)))
        for unit, outcome in zip(UNITS, game.outcomes())
    ]
    polygon = _hull(pairs)
    frontier = tuple(marks[k] for k in _frontier(pairs, polygon))
    points, lines = (frontier, ()) if len(frontier) == 1 else ((), (frontier,))
    return [
        Layer("feasible", "Feasible payoffs", areas=(tuple(marks[k] for k in polygon),)),
        Layer("frontier", "Pareto frontier", points, lines),
        Layer("outcomes", "Pure outcomes", tuple(marks)),
    ]


def _shape(layer: Layer[Mark], marks: Sequence[Mark]) -> Layer[Mark]:
    """What casts a shadow on these corners: an area, or a line or a point where they are few."""
    flat, corners = replace(layer, mesh=None), tuple(marks)
    if len(corners) == 1:
        return replace(flat, points=corners)
    return replace(flat, lines=(corners,)) if len(corners) == 2 else replace(flat, areas=(corners,))


def _pairs(game: Game) -> list[Point]:
    """Both players' exact payoffs of each pure outcome."""
    return [(game.payoff(0, outcome), game.payoff(1, outcome)) for outcome in game.outcomes()]


def _worth(cells: Sequence[Fraction], pairs: Sequence[Point]) -> Point:
    """Both players' exact values of a distribution."""
    x, y = (sum((p * u for p, u in zip(cells, table)), Fraction(0)) for table in zip(*pairs))
    return x, y


def _hull(pairs: Sequence[Point]) -> list[int]:
    """Which of the points are corners of their convex hull, counterclockwise."""
    index = {pair: k for k, pair in reversed(list(enumerate(pairs)))}
    return [index[pair] for pair in convex_hull(pairs)]


def _frontier(pairs: Sequence[Point], polygon: list[int]) -> list[int]:
    """The hull's corners that no feasible payoff dominates, by falling value of the column player.

    Going counterclockwise from the best for the row player (of those, the best for the column
    player) to the best for the column player, every corner on the way is efficient.
    """
    start = max(polygon, key=lambda k: pairs[k])
    stop = max(polygon, key=lambda k: pairs[k][::-1])
    first = polygon.index(start)
    way = [*polygon[first:], *polygon[:first]]
    return way[way.index(stop) :: -1]


def _maximin(game: Game, player: int) -> float:
    a11, a12, a21, a22 = (game.payoff(player, outcome) for outcome in game.outcomes())
    moves = ((a11, a12), (a21, a22)) if player == 0 else ((a11, a21), (a12, a22))
    return float(max(map(min, moves)))
