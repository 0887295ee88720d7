"""The least alike of the totally mixed equilibria of a 2×2 game, for each shape of their set.

Two questions: :func:`enough` for a larger sum of values than a bound, :func:`at_values` for given
values.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from oraclegames.conditional.likeness.pieces import (
    Piece,
    Spot,
    curve_pieces,
    ratio_pieces,
    spot_of,
)
from oraclegames.conditional.two_by_two.alike import line_of, similarities
from oraclegames.conditional.two_by_two.arcs import Point, RatioArc, Segment, joint
from oraclegames.conditional.two_by_two.surfaces import FlatTriangle, ProductSurface, RuledSurface
from oraclegames.conditional.two_by_two.totally_mixed import Interior, interior_2x2, odds_maps
from oraclegames.exact.real import Real
from oraclegames.games.game import Game

ZERO, HALF = Fraction(0), Fraction(1, 2)


def enough(game: Game, bound: Fraction) -> Iterator[Spot]:
    """Spots of which one is least among the equilibria whose values sum to more than the bound.

    A spot that only has better ones near it is no member.
    """
    maps = odds_maps(game)
    interior = interior_2x2(*maps)
    if interior.surface is not None or not interior.arcs:
        yield from _of_surface(interior, bound)
        return
    kinds = {odds.kind for odds in maps}
    pieces: Iterator[Piece]
    if kinds == {"generic"}:
        pieces = curve_pieces(maps, interior.arcs, bound)
    elif "constant move" in kinds and not isinstance(_inner(interior.arcs[0]), Segment):
        pieces = ratio_pieces(interior.arcs[0], bound)
    else:
        pieces = iter(())
        independent = _independent(interior.arcs[0], bound)
        if _sum(independent) > bound:
            yield independent
    for piece in pieces:
        if _sum(piece.inside) > bound:
            yield piece.inside  # only where the level is constant is it as good as an end
            for end in piece.ends:
                yield end if _sum(end) > bound else _limit(end)


def _limit(spot: Spot) -> Spot:
    return Spot(spot.distribution, spot.values, spot.alike, False)


def _sum(spot: Spot) -> Real:
    return spot.values[0] + spot.values[1]


def _inner(arc: Any) -> Any:
    return getattr(arc, "inner", arc)


def _independent(arc: Any, bound: Fraction) -> Spot:
    """Independent play on a segment: all of it, or where p11·p22 = p12·p21.

    If some of it is worth more than the bound in sum, then so is this.
    """
    if len(arc.ends[0].support) == 1:
        return _beside_outcome(arc)
    low, high = (sum(end.values, ZERO) for end in arc.ends)
    return spot_of(arc.at(_beyond(low, high, bound)))


def _beside_outcome(arc: Any) -> Spot:
    """Both players have a constant move: between a pure outcome and three cells, at one value."""
    first, second = arc.ends
    cells = list(second.distribution)
    (free,) = first.support
    one, other = (cells[k] for k in range(4) if k not in (free, 3 - free))
    weight = one * other / cells[3 - free]
    mixed = [p / (1 + weight) for p in cells]
    mixed[free] = weight / (1 + weight)
    return spot_of(Point(tuple(mixed), first.values))


def _beyond(low: Fraction, high: Fraction, bound: Fraction) -> Fraction:
    """A share strictly between 0 and 1 at which a linear function exceeds a bound, if it does."""
    if low > high:
        return 1 - _beyond(high, low, bound)
    if not low < bound < high:
        return HALF
    crossing = (bound - low) / (high - low)
    return (crossing + 1) / 2


def _of_surface(interior: Interior, bound: Fraction) -> Iterator[Spot]:
    """Surfaces, and no equilibria at all."""
    surface: Any = interior.surface
    if surface is None:
        return
    inner, flipped = getattr(surface, "inner", surface), hasattr(surface, "inner")
    if not isinstance(inner, RuledSurface):
        point = _independent_on(inner, bound)
        spot = spot_of(_turned(point, flipped))
        if _sum(spot) > bound:
            yield spot
        return
    line = line_of(inner.column)
    low, high = max(inner.column.low, bound - inner.row_value), inner.column.high
    if low >= high:
        return
    assert line is not None
    slope, constant = line
    zero = -constant / slope if slope else None
    inside = [zero] if zero is not None and low < zero < high else []
    for y in (*inside, (low + high) / 2, low, high):
        held = low < y < high
        yield _on_ruled(inner, y, slope * y + constant, flipped, held)


def _on_ruled(
    surface: RuledSurface, y: Fraction, alike: Fraction, flipped: bool, held: bool
) -> Spot:
    """A point with the other's value y at which the indifferent player is no more alike.

    Her S has the sign of the other's, and tends to 0 with the weight of one of the other's moves.
    Where she never makes one of her moves, so must the other: then S tends to 0 for both.
    """
    span = surface.column.high - surface.column.low
    pair: tuple[Real, Real]
    for weight in _weights():
        point = surface.at((y - surface.column.low) / span, weight)
        p11, p12, p21, p22 = point.distribution
        if not p11 + p12 or not p21 + p22:
            point = surface.at((y - surface.column.low) / span, ZERO)
            pair = (alike, alike)
            break
        own: Any
        pair = own, _ = similarities(point.distribution)
        if abs(own) <= abs(alike):
            break
    turned = _turned(point, flipped)
    return Spot(turned.distribution, turned.values, pair[::-1] if flipped else pair, held)


def _weights() -> Iterator[Fraction]:
    """1/2, and then nearer and nearer to both 0 and 1."""
    weight = HALF
    while True:
        yield from (weight, 1 - weight)
        weight /= 2


def _turned(point: Point, flipped: bool) -> Point:
    if not flipped:
        return point
    p11, p12, p21, p22 = point.distribution
    return Point((p11, p21, p12, p22), (point.values[1], point.values[0]))


def _independent_on(surface: Any, bound: Fraction) -> Point:
    """Independent play on a surface, worth more than the bound in sum if some of it is."""
    if isinstance(surface, FlatTriangle):
        odds: Any = surface.column.odds(1 - surface.column.constant_move, surface.value)
        return surface.at(odds / (1 + odds), HALF)
    if isinstance(surface, ProductSurface):
        first, second = surface.row.own[0]
        up, down = surface.column.own[0]
        best = Fraction(int(down > up)), Fraction(int(second > first))
        high = max(first, second) + max(up, down)
        z = _beyond((first + second + up + down) / 2, high, bound)
        return surface.at(*((1 - z) * HALF + z * corner for corner in best))
    middle: Point = surface.at(Fraction(1, 4), HALF, Fraction(3, 4))
    return middle


# -- given values ----------------------------------------------------------------------------------


def at_values(game: Game, wanted: tuple[Fraction, Fraction]) -> Spot | None:
    """The least alike equilibrium with these values."""
    # Long: one case for each shape of the set.
    x, y = wanted
    maps = odds_maps(game)
    interior = interior_2x2(*maps)
    if interior.dimension == -1:
        return None
    if interior.surface is not None:
        return _on_surface_at(interior.surface, wanted)
    if {odds.kind for odds in maps} == {"generic"}:
        if not all(odds.low < v < odds.high for odds, v in zip(maps, wanted)):
            return None
        if maps[0].share(x) != maps[1].share(y):
            return None
        return spot_of(Point(joint(maps, x, y), wanted))
    (arc,) = interior.arcs
    if not arc.holds(x, y):
        return None
    inner = _inner(arc)
    if isinstance(inner, RatioArc):
        return spot_of(arc.at(y if inner is arc else x))
    if len(arc.ends[0].support) == 1:
        return _beside_outcome(arc)
    ends: Any = [end.values for end in arc.ends]
    (x0, y0), (x1, y1) = ends
    return spot_of(arc.at((x - x0) / (x1 - x0) if x1 != x0 else (y - y0) / (y1 - y0)))


def _on_surface_at(surface: Any, wanted: tuple[Fraction, Fraction]) -> Spot | None:
    inner, flipped = getattr(surface, "inner", surface), hasattr(surface, "inner")
    x, y = wanted[::-1] if flipped else wanted
    if isinstance(inner, ProductSurface):
        places = [
            (v - m.own[0][0]) / (m.own[0][1] - m.own[0][0])
            for m, v in ((inner.column, y), (inner.row, x))
        ]
        if not all(0 < place < 1 for place in places):
            return None
        return spot_of(inner.at(*places))
    if isinstance(inner, RuledSurface):
        line = line_of(inner.column)
        if x != inner.row_value or not inner.column.low < y < inner.column.high:
            return None
        assert line is not None
        return _on_ruled(inner, y, line[0] * y + line[1], flipped, True)
    point = _independent_on(inner, x + y)
    return spot_of(_turned(point, flipped)) if point.values == (x, y) else None
