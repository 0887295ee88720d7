"""Points at which a player steps to both moves, towards 1/2, where she is already.

From a zone whose middle is at most δ/(2ε) away from 1/2 the step to both leads not out of it. Where
that is read on one side of 1/2 up to a few δ, as far as the zones of the other's reading reach
across the curves through the point, she rests in the last such zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flint import fmpq

from oraclegames.reflective.limit.field import BOTH, DOWN, UP
from oraclegames.reflective.limit.strata import Strata, Stratum

_HALF = fmpq(1, 2)
_TOWARDS = {-1: DOWN, 1: UP}
_AROUND = {-1: (0, 1), 0: (-1, 1), 1: (-1, 0)}
_BESIDE = {-1: (1, 2), 1: (-2, 0)}


def rests_at_half(strata: Strata, one: Stratum) -> bool:
    """Whether beside a point one rests near 1/2, and the other plays just her number there, or
    steps to an end and rests in the zone beside it."""
    here = one.place.x, one.place.y
    for player in (0, 1):
        for side in strata.around(one) if here[player] == (_HALF, 0) else ():
            there = side.place.x, side.place.y
            if side.kind == "face" or there[1 - player] != here[1 - player]:
                continue
            way = 1 if there[player][0] > _HALF else -1
            rows = _rows(strata, one, side, player)
            if any(_near_enough(strata, one, player, way, *row) for row in rows):
                return True
    return False


def _rows(
    strata: Strata, one: Stratum, side: Stratum, player: int
) -> Iterator[tuple[Iterable[int], tuple[int, int]]]:
    """Conditions whose signs beside a point let her step to both, and how far the other's readings
    reach from her number, in δ."""
    field, other, end = strata.field, 1 - player, strata.bands(one)[1 - player]
    code = field.code(side.holding, strata.bands(side))
    if code[player] == BOTH and field.exactly(other, code[other], one.place):
        yield side.holding, _AROUND[end]  # what fails on the side fails on a reading that meets it
    if end and field.weight(end) >= 0:
        (face,) = strata.around(side)
        code = field.code(face.holding)
        if code[player] == BOTH and code[other] == _TOWARDS[end]:
            yield range(len(field.conditions)), _BESIDE[end]


def _near_enough(
    strata: Strata,
    one: Stratum,
    player: int,
    way: int,
    conditions: Iterable[int],
    reach: tuple[int, int],
) -> bool:
    """Whether the nearest zone on which the conditions have these signs has its middle near 1/2."""
    far, straight = fmpq(0), True
    x, y = one.place.x[0], one.place.y[0]
    for curve in (strata.field.conditions[k] for k in conditions):
        a, b, c, _ = curve
        slopes = a * y + b, a * x + c
        along, across = slopes[player] * way, slopes[1 - player]
        if one.place.sign(curve) == 0 and along != 0:
            straight = straight and a == 0
            far = max(far, *(-across * r / along for r in reach))
    room = 1 / (2 * strata.field.epsilon) - fmpq(3, 2)
    return bool(far < room or (straight and far == room))
