"""The values of a 2×2 game's totally mixed equilibria and their limits, by the closed form.

The values of an arc are the segment between those of its ends, or a piece of the payoff curve;
those of a surface a point, a segment or a rectangle. A limit of values that are had inside the
rectangle of possible values is had itself, so only the ends of arcs on the payoff curve are to be
added.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from oraclegames.conditional.two_by_two.odds import OddsMap
from oraclegames.conditional.two_by_two.surfaces import ProductSurface
from oraclegames.conditional.two_by_two.totally_mixed import interior_2x2
from oraclegames.exact.surd import Exact


def are_limit_values(maps: tuple[OddsMap, OddsMap], v: Sequence[Fraction]) -> bool:
    """Whether v is a limit of values of totally mixed equilibria; exact, always decided."""
    interior = interior_2x2(*maps)
    if interior.surface is not None:
        surface: Any = getattr(interior.surface, "inner", interior.surface)
        if isinstance(surface, ProductSurface):
            return all(odds.low <= x <= odds.high for odds, x in zip(maps, v))
        return all(low <= x <= high for x, (low, high) in zip(v, _ranges(maps)))
    generic = {odds.kind for odds in maps} == {"generic"}
    for arc in interior.arcs:
        first, last = arc.ends
        if tuple(v) in (first.values, last.values):
            return True
        if not generic and _on_segment(v, first.values, last.values):
            return True
    if not generic:
        return False
    inside = all(odds.low < x < odds.high for odds, x in zip(maps, v))
    return inside and maps[0].share(v[0]) == maps[1].share(v[1])


def _ranges(maps: tuple[OddsMap, OddsMap]) -> list[tuple[Fraction, Fraction]]:
    """The values of each player where one of them is indifferent everywhere."""
    ranges = []
    for odds in maps:
        if odds.kind == "constant move":
            value = odds.own[odds.constant_move][0]
            ranges.append((value, value))
        else:
            ranges.append((odds.low, odds.high))
    return ranges


def _on_segment(v: Sequence[Fraction], start: Sequence[Exact], stop: Sequence[Exact]) -> bool:
    (x, y), (x0, y0), (x1, y1) = v, start, stop
    if (x - x0) * (y1 - y0) != (y - y0) * (x1 - x0):
        return False
    return min(x0, x1) <= x <= max(x0, x1) and min(y0, y1) <= y <= max(y0, y1)
