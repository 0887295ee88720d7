"""Where an objective can be best among the equilibria of a 2×2 game: finitely many exact points.

The closed form (:mod:`oraclegames.conditional.two_by_two`) is a union of pieces. On a piece whose
values are a point, a segment or a rectangle the best values are its corners, a crossing of the
diagonal (egalitarian) or the top of a parabola (Nash product); the middle tells whether a best
value that is constant is attained. On the payoff curve

    F(x, y) = (x − a11)(x − a22)(y − b12)(y − b21) − (x − a12)(x − a21)(y − b11)(y − b22) = 0

the objective h is best at an end of an arc, or where its gradient is parallel to that of the
component of the curve: h_x·F_y = h_y·F_x. The least value min(x, y) is also best where x = y. All
of these are zeros of two polynomials (:mod:`oraclegames.exact.bivariate`), and every zero of F
inside the rectangle of possible values is an equilibrium.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import fmpq_mpoly

from oraclegames.conditional.best.objective import Objective
from oraclegames.conditional.two_by_two.arcs import Point, Segment, joint
from oraclegames.conditional.two_by_two.edges_and_faces import Part
from oraclegames.conditional.two_by_two.odds import OddsMap
from oraclegames.conditional.two_by_two.surfaces import ProductSurface, RuledSurface
from oraclegames.conditional.two_by_two.totally_mixed import Interior
from oraclegames.exact.bivariate import X, Y, common_zeros, components
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.real import Real
from oraclegames.exact.surd import rational_between

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Candidate:
    """A point of the closure of the equilibria, and whether it is one of them."""

    distribution: tuple[Real, ...]
    values: tuple[Real, ...]
    member: bool


def shares(goal: Objective, start: Sequence[Real], stop: Sequence[Real]) -> tuple[Real, ...]:
    """Positions in (0, 1) on a segment of values of which one is best if no end is.

    The middle is among them: it is as good as any where the objective is constant.
    """
    (x, y), (dx, dy) = start, [b - a for a, b in zip(start, stop)]
    found: list[Real] = [HALF]
    if goal.kind == "egalitarian" and dx != dy:
        found.append((y - x) / (dx - dy))
    if goal.kind == "nash" and dx != 0 and dy != 0:
        up, right = x - goal.disagreement[0], y - goal.disagreement[1]
        found.append(-(dy * up + dx * right) / (2 * dx * dy))
    return tuple(z for z in found if 0 < z < 1)


def along(goal: Objective, ends: tuple[Point, Point], closed: Sequence[bool]) -> list[Candidate]:
    """The candidates of a segment of distributions with linear values."""
    mixed = Segment(ends)
    found = [Candidate(end.distribution, end.values, held) for end, held in zip(ends, closed)]
    points = (mixed.at(z) for z in shares(goal, ends[0].values, ends[1].values))
    return found + [Candidate(point.distribution, point.values, True) for point in points]


def of_part(goal: Objective, part: Part, *, closed: bool) -> list[Candidate]:
    """The candidates of a part of an edge or a face; ``closed``: its limits belong to the set."""
    corners, count = part.corners, len(part.corners)
    held = [closed or inside for inside in part.includes]
    if count == 2:
        return along(goal, (corners[0], corners[1]), held)
    found = [Candidate(c.distribution, c.values, inside) for c, inside in zip(corners, held)]
    if count == 3:  # the values are the same on all of it
        cells = zip(*(corner.distribution for corner in corners))
        middle = tuple(sum(cell, Fraction(0)) / 3 for cell in cells)
        found.append(Candidate(middle, corners[0].values, True))
    return found


def of_interior(
    goal: Objective, maps: tuple[OddsMap, OddsMap], interior: Interior
) -> Iterator[Candidate]:
    """The candidates of the totally mixed equilibria; their limits are no members."""
    if interior.surface is not None:
        yield from _of_surface(goal, interior)
    for arc in interior.arcs:
        for end in arc.ends:
            yield Candidate(end.distribution, end.values, False)
    if not interior.arcs:
        return
    if {odds.kind for odds in maps} == {"generic"}:
        yield from _of_curve(goal, maps)
        middles = (arc.at(rational_between(*arc.span)) for arc in interior.arcs)
        yield from (Candidate(point.distribution, point.values, True) for point in middles)
        return
    for arc in interior.arcs:  # the values are a segment
        low, high = (end.values for end in arc.ends)
        for z in shares(goal, low, high):
            start, stop = arc.span
            point = arc.at(start + z * (stop - start))
            yield Candidate(point.distribution, point.values, True)


def _of_surface(goal: Objective, interior: Interior) -> Iterator[Candidate]:
    surface: Any = interior.surface
    surface, flip = getattr(surface, "inner", surface), hasattr(surface, "inner")
    positions: list[tuple[Real, ...]] = [
        (HALF, HALF) if surface.dimension == 2 else (HALF / 2, HALF, 3 * HALF / 2)
    ]
    if isinstance(surface, ProductSurface):
        positions += [(z, u) for z in (0, 1) for u in (0, 1)]
    if isinstance(surface, RuledSurface):
        low, high = (surface.at(Fraction(z), HALF).values for z in (0, 1))
        low, high = (low[::-1], high[::-1]) if flip else (low, high)
        positions += [(z, HALF) for z in (0, 1, *shares(goal, low, high))]
    for position in positions:
        point = interior.surface.at(*map(Fraction, position))  # type: ignore[union-attr]
        yield Candidate(point.distribution, point.values, all(0 < z < 1 for z in position))


# -- the payoff curve ------------------------------------------------------------------------------


def _of_curve(goal: Objective, maps: tuple[OddsMap, OddsMap]) -> Iterator[Candidate]:
    row, column = maps
    for f in components(payoff_curve(maps)):
        for g in _conditions(goal, f):
            # A condition that holds on the whole component: the objective is constant there.
            if g == 0 or components(f.gcd(g)):
                continue
            for x, y in common_zeros(f, g, (row.low, row.high), (column.low, column.high)):
                yield Candidate(joint(maps, x, y), (x, y), True)


def payoff_curve(maps: tuple[OddsMap, OddsMap]) -> fmpq_mpoly:
    """F, without the factors that both players' odds maps cancel."""
    (a, b), (c, d) = (
        [(u2 * z**2 + u1 * z + u0) for u2, u1, u0 in odds.reduced_coefficients]
        for odds, z in zip(maps, (X, Y))
    )
    return a * d - b * c


def _conditions(goal: Objective, f: fmpq_mpoly) -> list[fmpq_mpoly]:
    """Polynomials of which one vanishes where the objective is best inside an arc."""
    across, up = f.derivative("x"), f.derivative("y")
    if goal.kind == "egalitarian":
        return [X - Y, across, up]
    if goal.kind == "linear":
        first, second = map(to_fmpq, goal.weights)
        return [first * up - second * across]
    d, e = map(to_fmpq, goal.disagreement)
    return [(Y - e) * up - (X - d) * across]
