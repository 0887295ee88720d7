"""The dependency equilibria of a solved 2×2 game as layers.

Three layers at most: the totally mixed equilibria (arcs with their limits on the boundary, one
surface, or the whole solid), the reflective equilibria of the boundary, and those that are
dependency equilibria only. Pure outcomes are points; edges and faces give points, segments and
triangles.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from oraclegames.conditional.describe import is_straight
from oraclegames.conditional.solution import Solution
from oraclegames.conditional.two_by_two.arcs import Arc, Point
from oraclegames.conditional.two_by_two.edges_and_faces import Part
from oraclegames.conditional.two_by_two.spread_points import spread_near
from oraclegames.conditional.two_by_two.totally_mixed import Interior, odds_maps
from oraclegames.exact.surd import Exact
from oraclegames.plots.look.style import Role
from oraclegames.plots.pictures.layout import UNITS
from oraclegames.plots.pictures.patch import PRODUCTS, Patch, indifference_patch
from oraclegames.plots.pictures.scene import Layer, Mark, Mesh, Payoffs, mark

POINTS = 64
"""How many points the arcs have in all; straight arcs need fewer."""

STRAIGHT_POINTS = 15


def equilibrium_patch(solution: Solution) -> Patch | None:
    """The closure of the totally mixed equilibria, where they are a surface."""
    row, column = odds_maps(solution.game)
    if solution.interior is None or solution.interior.dimension != 2:
        return None
    if row.kind == "equal moves":
        return PRODUCTS
    if row.kind == "indifferent":
        return indifference_patch(column, exchange=True)
    return indifference_patch(row)


def interior_layer(solution: Solution, interior: Interior, payoffs: Payoffs) -> Layer[Mark]:
    """The totally mixed equilibria: the layer says what they are, also when there are none."""
    if interior.dimension == -1:
        return Layer("equilibria", "No totally mixed equilibrium")
    if interior.dimension == 3:
        return Layer("equilibria", "Equilibria: every distribution", mesh=simplex_mesh())
    patch = equilibrium_patch(solution)
    if patch is not None:
        return Layer("equilibria", "Totally mixed equilibria (a surface)", mesh=patch.mesh())
    straight = all(is_straight(arc) for arc in interior.arcs)
    count = -(-(STRAIGHT_POINTS if straight else POINTS) // len(interior.arcs))
    lines = tuple(_line(payoffs, arc, count, straight, interior.crossing) for arc in interior.arcs)
    crossing: tuple[Mark, ...] = ()
    if interior.crossing is not None:
        crossing = (mark(payoffs, interior.crossing.distribution, "two arcs cross"),)
    return Layer("equilibria", "Totally mixed equilibria", crossing, lines)


def boundary_layers(solution: Solution, payoffs: Payoffs) -> tuple[Layer[Mark], ...]:
    """The equilibria with some outcome of probability 0: reflective ones, then the others."""
    found: dict[bool, list[tuple[Mark, ...]]] = {True: [], False: []}

    def put(part: Part, reflective: bool, name: str) -> None:
        corners = tuple(mark(payoffs, corner.distribution, name) for corner in part.corners)
        if len(corners) == 2:
            first, last = (corner.distribution for corner in part.corners)
            corners = (corners[0], *_between(payoffs, first, last, 8, name), corners[1])
        found[reflective].append(corners)

    for pure in solution.pure:
        reflective = pure.reflective == "yes"
        cells = tuple(float(outcome == pure.outcome) for outcome in solution.game.outcomes())
        lonely = ", isolated" if pure.isolated else ""
        name = f"pure equilibrium, {'' if reflective else 'not '}reflective{lonely}"
        found[reflective].append((mark(payoffs, cells, name),))
    for side in solution.sides:
        if not side.all_reflective:
            put(side.part, False, "dependency equilibrium, not reflective")
        for part in side.reflective:
            put(part, True, "reflective equilibrium")
    known = {marks[0].cells for marks in found[True] if len(marks) == 1}
    hollow = [marks for marks in found[False] if len(marks) > 1 or marks[0].cells not in known]
    layers = (
        layer_of_parts("reflective", "Reflective boundary equilibria", found[True]),
        layer_of_parts("dependency only", "Dependency equilibria only", hollow),
    )
    return tuple(layer for layer in layers if not layer.is_empty)


def layer_of_parts(role: Role, name: str, parts: Sequence[tuple[Mark, ...]]) -> Layer[Mark]:
    """Points by one mark, triangles by their three corners, and lines by any other number."""
    corners = [mark.cells for marks in parts if len(marks) == 3 for mark in marks]
    triangles = tuple((k, k + 1, k + 2) for k in range(0, len(corners), 3))
    return Layer(
        role,
        name,
        tuple(marks[0] for marks in parts if len(marks) == 1),
        tuple(marks for marks in parts if len(marks) not in (1, 3)),
        Mesh(tuple(corners), triangles) if corners else None,
    )


def simplex_mesh() -> Mesh:
    """The four faces of the tetrahedron."""
    return Mesh(UNITS, ((0, 1, 2), (0, 3, 1), (0, 2, 3), (1, 3, 2)))


def _line(
    payoffs: Payoffs, arc: Arc, count: int, straight: bool, crossing: Point | None
) -> tuple[Mark, ...]:
    """An arc from end to end; the points on the way are rounded, but for those of a segment."""
    start, stop = (
        mark(payoffs, end.distribution, "limit of totally mixed equilibria") for end in arc.ends
    )
    name = "totally mixed equilibrium"
    if straight:
        first, last = (end.distribution for end in arc.ends)
        inner = _between(payoffs, first, last, count + 1, name)
    else:
        inner = [mark(payoffs, cells, name) for _, cells in spread_near(arc, count)]
    if crossing is not None:  # both arcs have the row player's value as parameter
        inner.append(mark(payoffs, crossing.distribution, name))
        inner.sort(key=lambda point: point.values[0])
    return (start, *inner, stop)


def _between(
    payoffs: Payoffs, start: Sequence[Exact], stop: Sequence[Exact], steps: int, name: str
) -> list[Mark]:
    """Points to hover at along a segment: ``steps`` parts of the same length."""
    ends: Sequence[Sequence[Any]] = (start, stop)
    if not all(isinstance(p, Fraction) for p in (*start, *stop)):
        ends = [[float(p) for p in end] for end in ends]
    line = [(p, (q - p) / steps) for p, q in zip(*ends)]
    return [mark(payoffs, [p + k * step for p, step in line], name) for k in range(1, steps)]
