"""All totally mixed dependency equilibria of a 2×2 game, in closed form.

Both players have an odds map (:mod:`oraclegames.conditional.two_by_two.odds`); its kind decides the
shape:

====================  =======================================================================
row × column          the set
====================  =======================================================================
impossible × any      empty
indifferent twice     the whole open tetrahedron
indifferent × other   a surface: the other player's condition alone (ruled by segments, or flat)
equal moves twice     the product distributions of an open square: a surface
equal × generic       a segment of product distributions at the other's independent value
constant × constant   a segment
constant × other      one arc, all of whose points at rational values are rational
generic × generic     the payoff curve f_A = f_B: up to two arcs, which may cross
====================  =======================================================================

Each arc comes with its exact ends, a surface with the segments that rule it. Nothing is searched
for and nothing is rounded, and the list is complete: the proof is in the documentation.

Sources: the payoff curve is Portakal and Sturmfels (2022); the classification of arcs is derived.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.conditional.two_by_two.arcs import Arc, Point, RatioArc, Segment, ValueArc, joint
from oraclegames.conditional.two_by_two.odds import OddsMap, Stretch
from oraclegames.conditional.two_by_two.surfaces import (
    FlatTriangle,
    ProductSurface,
    RuledSurface,
    Surface,
    Tetrahedron,
    exchanged,
)
from oraclegames.exact.surd import Exact
from oraclegames.games.game import Game


@dataclass(frozen=True)
class Interior:
    """The totally mixed dependency equilibria of a 2×2 game.

    Attributes:
        dimension: −1 (empty), 1 (arcs), 2 (a surface) or 3 (the open tetrahedron); 0 never occurs.
        arcs: the open arcs, for dimension 1.
        crossing: the point where two arcs meet inside the tetrahedron, if they do.
        surface: the set, for dimension 2 and 3.
    """

    dimension: int
    arcs: tuple[Arc, ...] = ()
    crossing: Point | None = None
    surface: Surface | None = None


def odds_maps(game: Game) -> tuple[OddsMap, OddsMap]:
    """The odds maps of the row and the column player of a 2×2 game."""
    own = a11, a12, a21, a22 = game.payoff_list(0)
    b11, b12, b21, b22 = game.payoff_list(1)
    row = OddsMap.of(a11, a12, a21, a22)
    # In a symmetric game they are one map, and what is found out of it is found once.
    return row, row if own == [b11, b21, b12, b22] else OddsMap.of(b11, b21, b12, b22)


def interior_2x2(row: OddsMap, column: OddsMap) -> Interior:
    """The whole set from the two odds maps; constant time, exact, complete."""
    kinds = (row.kind, column.kind)
    if "impossible" in kinds:
        return Interior(-1)
    if kinds == ("indifferent", "indifferent"):
        return Interior(3, surface=Tetrahedron((row.own[0][0], column.own[0][0])))
    if kinds == ("equal moves", "equal moves"):
        return Interior(2, surface=ProductSurface(row, column))
    if kinds == ("generic", "generic"):
        return _payoff_curve(row, column)
    if _RANK[kinds[0]] > _RANK[kinds[1]]:  # the cases below name the row player first
        return _exchange(interior_2x2(column, row))
    if kinds[0] == "indifferent":
        steady = kinds[1] == "constant move"
        value = row.own[0][0]
        surface = FlatTriangle(value, column) if steady else RuledSurface(value, column)
        return Interior(2, surface=surface)
    if kinds[0] == "constant move":
        steady = kinds[1] == "constant move"
        return Interior(1, ((_steady_segment if steady else _ratio_arc)(row, column),))
    return _independent_segment(row, column)


_RANK = {"indifferent": 0, "constant move": 1, "equal moves": 2, "generic": 3}


@dataclass(frozen=True)
class _Exchanged:
    """An arc or a surface of the game with its players exchanged."""

    inner: Any

    @property
    def dimension(self) -> int:
        return int(self.inner.dimension)

    @property
    def ends(self) -> tuple[Point, Point]:
        start, stop = self.inner.ends
        return exchanged(start), exchanged(stop)

    @property
    def span(self) -> tuple[Exact, Exact]:
        low, high = self.inner.span
        return low, high

    def at(self, *position: Fraction) -> Point:
        return exchanged(self.inner.at(*position))

    def near(self, parameter: float) -> tuple[float, ...]:
        p11, p12, p21, p22 = self.inner.near(parameter)
        return p11, p21, p12, p22

    def holds(self, x: Exact, y: Exact) -> bool:
        return bool(self.inner.holds(y, x))

    def closure_holds(self, distribution: Sequence[Exact]) -> bool:
        p11, p12, p21, p22 = distribution
        return bool(self.inner.closure_holds((p11, p21, p12, p22)))


def _exchange(interior: Interior) -> Interior:
    return Interior(
        interior.dimension,
        tuple(_Exchanged(arc) for arc in interior.arcs),
        interior.crossing and exchanged(interior.crossing),
        interior.surface and _Exchanged(interior.surface),
    )


def _ratio_arc(row: OddsMap, column: OddsMap) -> Arc:
    steady = row.constant_move
    value = row.own[steady][0]
    odds = row.odds(1 - steady, value)
    assert isinstance(odds, Fraction)
    return RatioArc(steady, value, odds, column)


def _steady_segment(row: OddsMap, column: OddsMap) -> Arc:
    """Both have a constant move: three cells are chained by fixed odds, the fourth is free."""
    i, j = row.constant_move, column.constant_move
    x, y = row.own[i][0], column.own[j][0]
    across, down = row.odds(1 - i, x), column.odds(1 - j, y)
    # The pivot lies in the other row and the other column; its neighbours follow from the odds.
    pivot, beside, above = (1 - i, 1 - j), (1 - i, j), (i, 1 - j)
    weights = {
        pivot: Fraction(1),
        beside: across if j == 1 else 1 / across,
        above: down if i == 1 else 1 / down,
        (i, j): Fraction(0),
    }
    total = sum(weights.values(), Fraction(0))
    chained = tuple(weights[cell] / total for cell in sorted(weights))
    free = tuple(Fraction(int(cell == (i, j))) for cell in sorted(weights))
    return Segment((Point(free, (x, y)), Point(chained, (x, y))))


def _independent_segment(row: OddsMap, column: OddsMap) -> Interior:
    """The row player's moves are equal, so θ = 1: the column player's value is settled by it."""
    y = column.independent_value
    if y is None:
        return Interior(-1)
    down = column.odds(0, y)
    first, second = row.own[0]
    up, low = 1 / (1 + down), down / (1 + down)
    zero = Fraction(0)
    left = Point((up, zero, low, zero), (first, y))
    right = Point((zero, up, zero, low), (second, y))
    return Interior(1, (Segment((left, right)),))


def _payoff_curve(row: OddsMap, column: OddsMap) -> Interior:
    """Both maps are generic: match the monotone stretches of one with those of the other."""
    maps = (row, column)
    if row.turn is None and column.turn is None:
        arcs = _arcs_along(maps, 0, row.stretches, column.stretches[0])
        return Interior(1 if arcs else -1, arcs)
    if row.turn is None or column.turn is None:
        folded = 0 if row.turn is not None else 1
        only = maps[1 - folded].stretches[0]
        arcs = _arcs_along(maps, folded, maps[folded].stretches, only)
        return Interior(1 if arcs else -1, arcs)
    x, y = row.turn, column.turn
    first, second = row.stretches[0].share_high, column.stretches[0].share_high
    peaks = row.stretches[0].share_low < first, column.stretches[0].share_low < second
    if peaks[0] != peaks[1]:
        return Interior(-1)  # the shares lie on different sides of 1/2
    if first == second:
        return _crossing(maps, x, y)
    # The map that turns first is the parameter: it runs through both its stretches, while the
    # other player stays in one of hers.
    inner = 0 if (first < second) == peaks[0] else 1
    arcs = tuple(
        arc
        for partner in maps[1 - inner].stretches
        for arc in _arcs_along(maps, inner, maps[inner].stretches, partner)
    )
    return Interior(1, arcs)


def _arcs_along(
    maps: tuple[OddsMap, OddsMap],
    parameter: int,
    stretches: tuple[Stretch, ...],
    partner: Stretch,
) -> tuple[Arc, ...]:
    """The arcs on which the other player's value lies in ``partner``.

    The parameter runs through the values whose share the partner attains. That is one interval for
    each stretch; two that meet at the turning point are one arc, if the share there is attained.
    """
    own = maps[parameter]
    low, high = partner.shares
    spans: list[tuple[Exact, Exact]] = []
    for stretch in stretches:
        least, most = max(low, stretch.shares[0]), min(high, stretch.shares[1])
        if least >= most:
            continue
        ends = []
        for share in (least, most):
            end = stretch.value_at(share)
            if end is None:
                assert isinstance(share, Fraction)
                end = own.value_at(share, stretch)
            ends.append(end)
        spans.append((min(ends), max(ends)))
    if len(spans) == 2 and spans[0][1] == spans[1][0] and low < own.share(spans[0][1]) < high:
        spans = [(spans[0][0], spans[1][1])]
    return tuple(ValueArc(maps, parameter, span, (partner,)) for span in spans)


def _crossing(maps: tuple[OddsMap, OddsMap], x: Exact, y: Exact) -> Interior:
    """Both maps turn at the same share: two arcs that cross where both turn."""
    low, high = maps[1].stretches
    span = (maps[0].low, maps[0].high)
    arcs = tuple(ValueArc(maps, 0, span, order, (x,)) for order in ((low, high), (high, low)))
    crossing = Point(joint(maps, x, y), (x, y))
    return Interior(1, arcs, crossing)
