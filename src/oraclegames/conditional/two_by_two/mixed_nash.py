"""The totally mixed Nash equilibrium of a 2×2 game, as a point of its curve."""

from __future__ import annotations

from dataclasses import dataclass

from oraclegames.conditional.two_by_two.arcs import Point, joint
from oraclegames.conditional.two_by_two.odds import OddsMap


@dataclass(frozen=True)
class MixedNash:
    """The totally mixed Nash equilibrium of a 2×2 game whose odds maps are generic.

    ``dominated`` says whether totally mixed dependency equilibria arbitrarily near pay both players
    more: iff both odds maps slope the same way there.
    """

    point: Point
    dominated: bool


def mixed_nash(row: OddsMap, column: OddsMap) -> MixedNash | None:
    """The one of these odds maps, if both are generic and it exists."""
    if row.kind != "generic" or column.kind != "generic":
        return None
    x, y = row.independent_value, column.independent_value
    if x is None or y is None:
        return None
    point = Point(joint((row, column), x, y), (x, y))
    return MixedNash(point, row.slope_sign(x) == column.slope_sign(y))
