"""The picture of achievable values: the region of two players, the body of three.

Shown are, of two players, the exact area with its boundary, whose curves the pointer names; else
the certified cells (achievable; undecided at the edge, with those whose centre is
achievable set apart), the curve of a 2×2 game, the values of the pure outcomes (those that are
dependency equilibria filled), the Nash equilibria that are listed, and the polygon or
body of the values of correlated equilibria (Aumann 1974).

A long file: one picture, of exact regions and of cells.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from oraclegames.conditional.check.pure import dependency_outcomes
from oraclegames.conditional.two_by_two.spread_points import spread_near
from oraclegames.conditional.two_players.planar_region import PlanarRegion
from oraclegames.errors import UnsupportedError
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Outcome
from oraclegames.games.names import player_name
from oraclegames.later import np
from oraclegames.plots.look.style import Role
from oraclegames.plots.pictures.boxes import body_of, shadow_of
from oraclegames.plots.pictures.scene import (
    Info,
    Layer,
    Place,
    Plane,
    mark,
    payoffs_of,
    refuse_beyond_drawing,
    short,
)

if TYPE_CHECKING:
    from oraclegames.conditional.values.region import ValueRegion

LOOP = (0, 1, 3, 2)
"""The corners of a rectangle, which come in binary order, one after the other."""

FEW_OUTCOMES = 12
"""Of such games all extreme correlated equilibria are asked, of larger ones many directions."""

FACES = ((0, 1, 3, 2), (4, 5, 7, 6), (0, 1, 5, 4), (2, 3, 7, 6), (0, 2, 6, 4), (1, 3, 7, 5))
"""Likewise the sides of a box."""


@dataclass(frozen=True, repr=False)
class ValueRegionInfo(Info):
    """What the picture shows; all points have one coordinate for each player.

    Attributes:
        title: the game's.
        players: the labels of the axes, two or three.
        areas: polygons that together are the area of an exact region.
        boundary: of an exact region each arc: its equation, whether it is achievable, whether it is
            a curve of its own without an area beside it, and points along it.
        lone: points of an exact region that are achievable while nothing around them is.
        inside: the corners of every achievable cell, in the order of :attr:`Box.corners`.
        half: the corners of every undecided cell whose centre is achievable.
        edge: the corners of every other undecided cell.
        curves: points along each arc of a 2×2 game.
        correlated: extreme values of the correlated equilibria, found in many directions; for two
            players in the order of the polygon.
        nash: the values of the Nash equilibria; None if they are not known.
        outcomes: (label, values, whether it is a dependency equilibrium) of each pure outcome.
        whole: whether the values of all dependency equilibria are shown, not only of the totally
            mixed ones.
        among: of these, what totally mixed equilibria reach, if it is shown too.
    """

    title: str
    players: tuple[str, ...]
    inside: tuple[tuple[Place, ...], ...]
    half: tuple[tuple[Place, ...], ...]
    edge: tuple[tuple[Place, ...], ...]
    curves: tuple[tuple[Place, ...], ...]
    correlated: tuple[Place, ...]
    nash: tuple[Place, ...] | None
    outcomes: tuple[tuple[str, Place, bool], ...]
    areas: tuple[tuple[Place, ...], ...] = ()
    boundary: tuple[tuple[str, bool, bool, tuple[Place, ...]], ...] = ()
    lone: tuple[Place, ...] = ()
    whole: bool = False
    among: ValueRegionInfo | None = None


def value_region_info(region: ValueRegion | PlanarRegion) -> ValueRegionInfo:
    """What the picture of a region shows.

    Cost: 24 (two players) or 26 (three) linear programs for the correlated equilibria, and the
    pure equilibria.

    Raises:
        UnsupportedError: if the game has neither two nor three players, or a payoff beyond 10^150.
    """
    game = region.game
    refuse_beyond_drawing(game)
    if game.n_players not in (2, 3):
        raise UnsupportedError(
            f"a picture of values needs two or three players, not {game.n_players}: use "
            "bounding_box()"
        )
    from oraclegames.conditional.best.nash_equilibria import list_nash  # slow to import

    rivals: dict[str, Any] = {
        "correlated": _correlated(region),
        "nash": tuple(sorted({_floats(play.values) for play in list_nash(game).plays})),
    }
    equilibria = dependency_outcomes(game)
    if isinstance(region, PlanarRegion):
        return replace(exact_region_info(region, equilibria), **rivals)
    parts = {"curves": _curves(region), **_cells_of(region)}
    return ValueRegionInfo(**_about(region, equilibria), **rivals, **parts)


def exact_region_info(region: PlanarRegion, equilibria: Collection[Outcome]) -> ValueRegionInfo:
    """The same of an exact region, without correlated and Nash equilibria: no linear program.

    Args:
        region: the region.
        equilibria: the pure outcomes that are dependency equilibria.
    """
    nothing = dict.fromkeys(("inside", "half", "edge", "curves", "correlated"), ())
    parts: dict[str, Any] = {**nothing, "nash": None, **_exact_parts(region)}
    return ValueRegionInfo(**_about(region, equilibria), **parts)


def _about(region: ValueRegion | PlanarRegion, equilibria: Collection[Outcome]) -> dict[str, Any]:
    game = region.game
    return {
        "title": game.title,
        "players": tuple(player_name(game, player) for player in range(game.n_players)),
        "outcomes": tuple(
            (", ".join(game.outcome_labels(o)), _floats(game.payoffs(o)), o in equilibria)
            for o in game.outcomes()
        ),
    }


def _exact_parts(region: PlanarRegion) -> dict[str, Any]:
    ends = {end for arc in region.arcs for end in arc.ends}
    return {
        "whole": region.notion == "dependency",
        "areas": tuple(map(tuple, region.polygons())),
        "boundary": tuple(
            (arc.equation, arc.included, not any(arc.sides), tuple(region.polyline(k)))
            for k, arc in enumerate(region.arcs)
        ),
        "lone": tuple(
            _floats(vertex.values)
            for k, vertex in enumerate(region.vertices)
            if vertex.included and k not in ends
        ),
    }


def _cells_of(region: ValueRegion) -> dict[str, Any]:
    from oraclegames.conditional.values.achieve import decide  # slow to import

    shown: dict[str, list[tuple[Place, ...]]] = {"in": [], "half": [], "edge": [], "out": []}
    curve = region.interior is not None and bool(region.interior.arcs)
    for cell in region.cells:
        kind: str = cell.kind
        if kind == "edge":
            if curve:
                continue
            centre = region.space.point(cell.box.centre)
            kind = "half" if decide(region.game, centre).achievable else "edge"
        shown[kind].append(tuple(_floats(corner) for corner in region.corners(cell)))
    return {
        "inside": tuple(shown["in"]),
        "half": tuple(shown["half"]),
        "edge": tuple(shown["edge"]),
    }


def _floats(v: Any) -> Place:
    return tuple(float(x) for x in v)


def _curves(region: ValueRegion) -> tuple[tuple[Place, ...], ...]:
    if region.interior is None:
        return ()
    payoffs = payoffs_of(region.game)
    curves = []
    for arc in region.interior.arcs:
        first, last = (_floats(end.values) for end in arc.ends)
        inner = [mark(payoffs, cells).values for _, cells in spread_near(arc, 199)]
        curves.append((first, *inner, last))
    return tuple(curves)


def _correlated(region: ValueRegion | PlanarRegion) -> tuple[Place, ...]:
    """Extreme values in many directions; the polygon's corners in order for two players."""
    from oraclegames.conditional.best.correlated_vertices import correlated_vertices
    from oraclegames.conditional.best.objective import Objective  # slow to import
    from oraclegames.conditional.best.rival_equilibria import best_correlated

    game = region.game
    zeros = (Fraction(0),) * game.n_players
    if game.n_outcomes <= FEW_OUTCOMES:
        corners = correlated_vertices(game)
        return _outline([_floats(Distribution(game, corner).values) for corner in corners])
    if game.n_players == 2:
        steps = itertools.product((-4, -2, -1, 0, 1, 2, 4), repeat=2)
        rim = [way for way in steps if 4 in map(abs, way)]
        directions = sorted(rim, key=lambda way: math.atan2(way[1], way[0]) % math.tau)
    else:
        directions = [way for way in itertools.product((-1, 0, 1), repeat=3) if any(way)]
    found: list[Place] = []
    for direction in directions:
        weights = tuple(Fraction(x) for x in direction)
        goal = Objective("linear", "linear", weights, zeros)
        point = _floats(best_correlated(game, goal).values)
        if point not in found:
            found.append(point)
    return tuple(found)


def _outline(points: Sequence[Place]) -> tuple[Place, ...]:
    """Each point once; of a plane only the corners of their hull, in order around it."""
    distinct = sorted(set(points))
    if len(distinct) < 3 or len(distinct[0]) == 3:
        return tuple(distinct)
    chains: list[list[Place]] = []
    for ordered in (distinct, distinct[::-1]):
        chain: list[Place] = []
        for point in ordered:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        chains.append(chain[:-1])
    return (*chains[0], *chains[1])


def _turn(a: Place, b: Place, c: Place) -> float:
    """Positive where the way from a over b to c turns left."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def region_plane(info: ValueRegionInfo) -> Plane:
    """Everything that is there, from the back to the front, on as many axes as there are players.

    The axes reach over the pure outcomes and a little room.
    """
    ranges = []
    for values in zip(*(v for _, v, _ in info.outcomes)):
        low, high = min(values), max(values)
        room = 0.07 * (high - low) or 1.0
        ranges.append((low - room, high + room))
    layers = (
        _correlated_layer(info),
        _cells("undecided", "undecided", info.edge, _walls(ranges, 1)),
        _cells("half decided", "undecided, centre achievable", info.half, _walls(ranges, 1)),
        *_reached(info, ranges),
        _outcomes("other outcomes", "other pure outcomes", info, False),
        _outcomes("pure equilibria", "pure equilibria", info, True),
        Layer[Place]("nash", "Nash equilibria", info.nash or ()),
    )
    axes = tuple(f"value of {short(player)}" for player in info.players)
    shown = tuple(layer for layer in layers if not layer.is_empty)
    found = (info.inside, info.half, info.edge, info.curves, info.areas, info.boundary, info.lone)
    note = "" if any(found) else "no totally mixed equilibrium"
    return Plane(info.title, axes, tuple(ranges), (), shown, note=note)


def _walls(ranges: Sequence[Place], place: int) -> tuple[float, ...]:
    """Where shadows lie: one before the other, and all before the ends of the axes.

    What is seen in the same plane flickers, and what lies in the end of an axis may be cut off.
    """
    return tuple(low + place * (high - low) / 200 for low, high in ranges)


def _reached(info: ValueRegionInfo, ranges: Sequence[Place]) -> list[Layer[Place]]:
    """What is surely achievable; in front of it, if that is shown, what totally mixed play is."""
    among = info.among
    area = "achievable" if info.whole else "achievable, totally mixed"
    role: Role = "achievable" if among is None else "all equilibria"
    layers = [
        _cells(role, area, info.inside, _walls(ranges, 2), info.areas),
        _arcs("open boundary", info, "boundary, not achievable"),
        _arcs("boundary", info, "boundary, achievable"),
        _curve_layer(info, "equilibria" if among is None else "dependency only"),
    ]
    if among is not None:
        layers += [
            _cells(
                "achievable",
                "of these totally mixed",
                among.inside,
                _walls(ranges, 3),
                among.areas,
            ),
            _arcs("open boundary", among, "where totally mixed ones end", every=True),
            _curve_layer(among, "equilibria"),
        ]
    return layers


def _arcs(
    role: Literal["boundary", "open boundary"],
    info: ValueRegionInfo,
    name: str,
    every: bool = False,
) -> Layer[Place]:
    """The arcs beside an area that are achievable, or those that are not; or every one."""
    chosen = [
        (equation, points)
        for equation, included, alone, points in info.boundary
        if not alone and (every or included == (role == "boundary"))
    ]
    lines, notes = tuple(line for _, line in chosen), tuple(note for note, _ in chosen)
    return Layer[Place](role, name, lines=lines, notes=notes)


def _curve_layer(
    info: ValueRegionInfo, role: Literal["equilibria", "dependency only"]
) -> Layer[Place]:
    """Curves and points that are achievable while nothing beside them is."""
    alone = [(equation, points) for equation, _, alone, points in info.boundary if alone]
    lines = (*info.curves, *(points for _, points in alone))
    notes = tuple(equation for equation, _ in alone)
    name = "dependency equilibria" if info.whole else "totally mixed equilibria"
    return Layer[Place](role, name, info.lone, lines=lines, notes=notes)


def _cells(
    role: Role,
    name: str,
    cells: Sequence[tuple[Place, ...]],
    walls: Sequence[float],
    more: Sequence[tuple[Place, ...]] = (),
) -> Layer[Place]:
    """Boxes in space as one body with its edges, and its shadows on the floor and a wall.

    What is undecided is outlined only. Rectangles by their sides; segments and points where cells
    are no more.
    """
    body = body_of(cells)
    if body is not None:
        shadows = [face for k in (0, 2) for face in shadow_of(cells, k, walls[k])]
        areas = () if role == "undecided" else (*body.faces, *shadows)
        return Layer(role, name, lines=body.edges, areas=areas)
    return Layer(
        role,
        name,
        tuple(cell[0] for cell in cells if len(cell) == 1),
        tuple(cell for cell in cells if len(cell) == 2),
        areas=(*(face for cell in cells for face in _faces(cell)), *more),
    )


def _outcomes(role: Role, name: str, info: ValueRegionInfo, equilibria: bool) -> Layer[Place]:
    chosen = {text: values for text, values, yes in info.outcomes if yes is equilibria}
    return Layer[Place](role, name, tuple(chosen.values()), texts=tuple(chosen))


def _correlated_layer(info: ValueRegionInfo) -> Layer[Place]:
    """A polygon or a body; a segment or a point where it is no more."""
    corners = info.correlated
    flat = len(info.players) == 2
    areas = (corners,) if flat else hull_faces(corners)
    if flat and len(corners) < 3:
        areas = ()
    lines = (corners,) if flat and len(corners) == 2 else ()
    points = () if areas or lines else corners
    return Layer("correlated values", "correlated equilibria", points, lines, areas=areas)


def _faces(cell: Sequence[Place]) -> list[tuple[Place, ...]]:
    """The sides of a box, or a rectangle itself; nothing for less."""
    sides = {4: (LOOP,), 8: FACES}.get(len(cell), ())
    return [tuple(cell[k] for k in side) for side in sides]


def hull_faces(points: Sequence[Place]) -> tuple[tuple[Place, ...], ...]:
    """The triangles of the convex hull of points in space, by brute force: there are few."""
    if len(points) < 3:
        return ()
    places = np.array(points)
    slack = 1e-9 * (np.abs(places).max() + 1) ** 3
    chosen = np.array(list(itertools.combinations(range(len(points)), 3)))
    first, second, third = (places[chosen[:, k]] for k in range(3))
    normals = np.cross(second - first, third - first)
    sides = normals @ places.T - (normals * first).sum(axis=1)[:, None]
    flat = np.abs(normals).max(axis=1) <= slack
    outer = (sides.max(axis=1) < slack) | (sides.min(axis=1) > -slack)
    return tuple((points[i], points[j], points[k]) for i, j, k in chosen[outer & ~flat])
