"""Edges and faces of the tetrahedron: boundary equilibria of 2×2 games that are not pure.

They exist only where payoffs tie, or as ends of the totally mixed set. Four kinds of support:

- *an edge along a row (or column)*: one player keeps a move, the other mixes and must be
  indifferent. With q the weight of the mixer's first move, the keeper's value v(q) is linear, and
  the point is a dependency equilibrium iff v(q) is at least the worse payoff of her other move.
  For the reflective notion let λ, μ be the conditional probabilities of the keeper's other move
  given the mixer's moves. The mixer stays exactly indifferent iff λ·D1 = μ·D2 (D1, D2: her gains
  when the keeper deviates), which fixes κ = λ/μ; the keeper then asks H0(q) + μ·H1(q) ≥ 0;
- *a diagonal*, and *a face* (three cells): every move is played, so P must solve the two
  indifference conditions; it is reflective iff it is a limit of totally mixed equilibria.

Every set of dependency equilibria with a given support is a point, an open or half-open segment, or
an open triangle, all rational; the reflective part of it is a union of such pieces.

Portakal and Windisch (2024), "Dependency equilibria: boundary cases and their real algebraic
geometry", study the same sets; the conditions here are derived.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from flint import fmpq

from oraclegames.conditional.two_by_two.arcs import Point
from oraclegames.conditional.two_by_two.odds import OddsMap
from oraclegames.conditional.two_by_two.totally_mixed import Interior
from oraclegames.exact.rational import ONE, ZERO, to_fraction
from oraclegames.exact.surd import Exact, exact_sign, quadratic_roots, rational_between

Pair = tuple[fmpq, fmpq]
"""What a cell pays the row and the column player."""


@dataclass(frozen=True)
class Part:
    """A point (one corner), a segment (two) or a triangle (three), relatively open.

    ``includes`` says which corners belong to it all the same.
    """

    corners: tuple[Point, ...]
    includes: tuple[bool, ...]


@dataclass(frozen=True)
class Side:
    """All dependency equilibria with one support on the boundary, two or three cells.

    Attributes:
        support: the cells, numbered 0..3 in row-major order.
        part: the equilibria.
        reflective: the parts of it that are reflective; () for none.
    """

    support: tuple[int, ...]
    part: Part
    reflective: tuple[Part, ...]

    @property
    def all_reflective(self) -> bool:
        """Whether every point is reflective."""
        return self.reflective == (self.part,)


def sides_2x2(row: OddsMap, column: OddsMap, interior: Interior) -> tuple[Side, ...]:
    """Every set of dependency equilibria on the edges and faces; constant time, exact, complete.

    Pure outcomes are not listed: see :mod:`oraclegames.conditional.two_by_two.pure_outcomes`.
    """
    b11, b21, b12, b22 = column.payoffs
    pays = tuple(zip(row.payoffs, (b11, b12, b21, b22)))
    found = [
        *(_edge(row, column, kept, exchange=False) for kept in (0, 1)),
        *(_edge(column, row, kept, exchange=True) for kept in (0, 1)),
        *(_diagonal(pays, cells, interior) for cells in ((0, 3), (1, 2))),
        *(_face(pays, missing, interior) for missing in range(4)),
    ]
    return tuple(side for side in found if side is not None)


def in_closure(interior: Interior, distribution: Sequence[Exact]) -> bool:
    """Whether a boundary distribution is a limit of totally mixed equilibria."""
    if interior.surface is not None:
        return interior.surface.closure_holds(distribution)
    ends = (end for arc in interior.arcs for end in arc.ends)
    return any(end.distribution == tuple(distribution) for end in ends)


def near_others(
    interior: Interior, sides: Sequence[Side], vertices: Sequence[Sequence[Exact]]
) -> tuple[bool, ...]:
    """Whether other equilibria come as near as one likes to each of these vertices."""
    corners = [corner.distribution for side in sides for corner in side.part.corners]
    return tuple(tuple(v) in corners or in_closure(interior, v) for v in vertices)


class EdgePlan(NamedTuple):
    """How to tremble at a point of an edge so that both players stay content.

    A step of ±t (or none) along the edge, the powers of t in λ and μ, and the ratio λ/μ.
    """

    step: int
    powers: tuple[int, int]
    ratio: Fraction


def edge_plan(keeper: OddsMap, mixer: OddsMap, kept: int, q: Exact) -> EdgePlan | None:
    """Trembles at the edge point where the mixer's first move has probability q; None if none do.

    The point is reflective iff there are some. The caller makes sure that the mixer is indifferent
    on the edge and that 0 < q < 1.
    """
    value = mixer.own[0][kept]
    first, second = (mixer.own[move][1 - kept] - value for move in (0, 1))
    (k1, k2), (l1, l2) = keeper.own[kept], keeper.own[1 - kept]
    if first == second == 0:
        # The mixer never minds: give the keeper's worse payoff the greater tremble, uphill.
        surplus = exact_sign(q * k1 + (1 - q) * k2 - min(l1, l2))
        powers = (2, 2) if l1 == l2 else (2, 4) if l1 < l2 else (4, 2)
        content = surplus > 0 or (surplus == 0 and (l1 == l2 or k1 != k2))
        return EdgePlan(exact_sign(k1 - k2), powers, ONE) if content else None
    if first * second <= 0:
        return None
    ratio = second / first
    a, b, c = first_condition(keeper, kept, ratio)
    height = exact_sign((a * q + b) * q + c)
    if height < 0:
        return None
    # On the border: the trembles themselves may help, or a step along the edge.
    if height > 0 or exact_sign(q * (ratio * (l1 - k1)) + (1 - q) * (l2 - k2)) >= 0:
        return EdgePlan(0, (1, 1), ratio)
    slope = exact_sign(2 * a * q + b)
    if slope:
        return EdgePlan(slope, (2, 2), ratio)
    return EdgePlan(1, (3, 3), ratio) if a > 0 else None


def first_condition(
    keeper: OddsMap, kept: int, ratio: Fraction
) -> tuple[Fraction, Fraction, Fraction]:
    """H0(q) = v(q)·(qκ + 1 − q) − (qκ·l1 + (1 − q)·l2), highest power first."""
    (k1, k2), (l1, l2) = keeper.own[kept], keeper.own[1 - kept]
    slope, growth = k1 - k2, ratio - 1
    return slope * growth, slope + k2 * growth - (ratio * l1 - l2), k2 - l2


def _edge(keeper: OddsMap, mixer: OddsMap, kept: int, *, exchange: bool) -> Side | None:
    if mixer.payoffs[kept] != mixer.payoffs[2 + kept]:
        return None
    value = mixer.own[0][kept]
    (k1, k2), leave = keeper.own[kept], keeper.own[1 - kept]
    cells = (kept, kept + 2) if exchange else (2 * kept, 2 * kept + 1)

    def point(q: Exact) -> Point:
        distribution: list[Exact] = [ZERO] * 4
        distribution[cells[0]], distribution[cells[1]] = q, 1 - q
        own = q * k1 + (1 - q) * k2
        return Point(tuple(distribution), (value, own) if exchange else (own, value))

    cut = quadratic_roots(ZERO, k1 - k2, k2 - min(leave))
    parts = _parts(cut, lambda q: q * k1 + (1 - q) * k2 >= min(leave), point)
    if not parts:
        return None
    first, second = (mixer.own[move][1 - kept] - value for move in (0, 1))
    if first * second > 0:
        # Where H0 is 0 throughout, the keeper's moves pay the same: then there is no cut.
        cut = quadratic_roots(*first_condition(keeper, kept, second / first))
    reflective = _parts(cut, lambda q: edge_plan(keeper, mixer, kept, q) is not None, point)
    return Side(cells, parts[0], reflective)


def _parts(
    cuts: Sequence[Exact], member: Callable[[Exact], bool], point: Callable[[Exact], Point]
) -> tuple[Part, ...]:
    """The subset of the open edge whose membership is constant between the cuts, as parts."""
    knots = [ZERO, *(q for q in cuts if 0 < q < 1), ONE]
    # Cells alternate: open interval, cut, open interval, …; runs of members become parts.
    cells: list[tuple[Exact, Exact, bool]] = []
    for low, high in pairwise(knots):
        cells.append((low, high, member(rational_between(low, high))))
        if high != 1:
            cells.append((high, high, member(high)))
    parts: list[Part] = []
    run: list[tuple[Exact, Exact]] = []
    for low, high, inside in [*cells, (ONE, ONE, False)]:
        if inside:
            run.append((low, high))
        elif run:
            start, stop = run[0], run[-1]
            if start[0] == stop[1]:
                parts.append(Part((point(start[0]),), (True,)))
            else:
                closed = (start[0] == start[1], stop[0] == stop[1])
                parts.append(Part((point(start[0]), point(stop[1])), closed))
            run = []
    return tuple(parts)


def _diagonal(pays: Sequence[Pair], cells: tuple[int, int], interior: Interior) -> Side | None:
    """Both moves of both are played: each player needs the same payoff in both cells."""
    values = pays[cells[0]]
    if values != pays[cells[1]]:
        return None
    return _limits(cells, tuple(_unit(cell, values) for cell in cells), interior)


def _face(pays: Sequence[Pair], missing: int, interior: Interior) -> Side | None:
    """Three cells: in each of the two lines through one cell the odds follow from the values."""
    alone_row, alone_column, corner = missing ^ 1, missing ^ 2, missing ^ 3
    # The row of the missing cell is played in alone_row only, so it fixes the row player's value.
    x = pays[alone_row][0]
    y = pays[alone_column][1]
    across = _weights(x, pays[corner][0], pays[alone_column][0])
    if across is None:
        return None
    down = _weights(y, pays[corner][1], pays[alone_row][1])
    if down is None:
        return None
    support = tuple(cell for cell in range(4) if cell != missing)
    corners = []
    if across == () and down == ():
        corners = [_unit(cell, (x, y)) for cell in support]
    elif across == () or down == ():
        # One line is free: a segment from the fixed pair of cells to the free cell.
        if across == ():
            fixed, free = {corner: down[0], alone_row: down[1]}, alone_column
        else:
            fixed, free = {corner: across[0], alone_column: across[1]}, alone_row
        corners = [_mixed(fixed, (x, y)), _unit(free, (x, y))]
    else:
        chained = {
            corner: across[0] * down[0],
            alone_column: across[1] * down[0],
            alone_row: across[0] * down[1],
        }
        corners = [_mixed(chained, (x, y))]
    return _limits(support, tuple(corners), interior)


def _weights(value: fmpq, first: fmpq, second: fmpq) -> tuple[fmpq, ...] | None:
    """Positive weights that mix two payoffs to a value; () if any do, None if none do."""
    if first == second:
        return () if first == value else None
    if not min(first, second) < value < max(first, second):
        return None
    return abs(second - value), abs(first - value)


def _mixed(weights: dict[int, fmpq], values: Pair) -> Point:
    first, *others = weights.values()
    total = sum(others, first)
    cells = [ZERO] * 4
    for cell, weight in weights.items():
        cells[cell] = to_fraction(weight / total)
    return Point(tuple(cells), (to_fraction(values[0]), to_fraction(values[1])))


def _unit(cell: int, values: Pair) -> Point:
    cells = tuple(ONE if k == cell else ZERO for k in range(4))
    return Point(cells, (to_fraction(values[0]), to_fraction(values[1])))


def _limits(cells: Sequence[int], corners: tuple[Point, ...], interior: Interior) -> Side:
    """All moves are played, so exactly the limits of totally mixed equilibria are reflective."""
    part = Part(corners, (len(corners) == 1,) * len(corners))
    if interior.surface is not None:
        middle = [sum(p, ZERO) / len(corners) for p in zip(*(c.distribution for c in corners))]
        whole = interior.surface.closure_holds(middle)
        return Side(tuple(cells), part, (part,) if whole else ())
    support, ends = tuple(sorted(cells)), list[Point]()
    for arc in interior.arcs:
        ends += [end for end in arc.ends if end.support == support and end not in ends]
    points = tuple(Part((end,), (True,)) for end in sorted(ends, key=lambda end: end.as_floats))
    return Side(tuple(cells), part, points)
