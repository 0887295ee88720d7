"""Points at which a player steps to both moves, towards 1/2, where she is already.

From a zone whose middle is at most δ/(2ε) away from 1/2 the step to both leads not out of it, that
is, from one that begins (1 − ε)δ/(2ε) away at most. Where that is read on one side of 1/2 up to a
few δ, as far as the zones of the other's reading reach across the curves through the point, she
rests in the last such zone: for every δ if it begins that near to 1/2 for all of them, for some if
for some, and for none if for none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations, product

from flint import fmpq

from oraclegames.reflective.limit.field import BOTH, DOWN, UP, Bands
from oraclegames.reflective.limit.strata import Strata, Stratum

_HALF = fmpq(1, 2)
_TOWARDS = {-1: DOWN, 1: UP}
_AROUND = {-1: (0, 1), 0: (-1, 1), 1: (0, 1)}
"""How far readings of the other's number reach, in δ from an end inwards, or about it."""
_BESIDE = {-1: (1, 2), 1: (0, 2)}
"""The same of the zone beside that at an end, whatever is left of 1."""


def rests_at_half(strata: Strata, one: Stratum) -> bool:
    """Whether beside a point one rests near 1/2, and the other plays just her number there, or
    steps to an end and rests in the zone beside it."""
    field = strata.field
    room = 1 / (2 * field.epsilon) - fmpq(3, 2)
    for player, way, side in _sides(strata, one):
        other, end = 1 - player, strata.bands(one)[1 - player]
        code = field.code(side.holding, strata.bands(side))
        if code[player] == BOTH and field.exactly(other, code[other], one.place):
            # what fails on the side fails on a reading that meets it
            slopes, straight = _slopes(strata, one, player, way, side.holding)
            if _within(_far(slopes, *_AROUND[end]), room, straight):
                return True
        if _both_beside(strata, one, player, side):
            slopes, straight = _slopes(strata, one, player, way)
            if _within(_far(slopes, *_BESIDE[end]), room, straight):
                return True
    return False


def rests_at_half_for_some(strata: Strata, one: Stratum) -> bool:
    """Whether for some δ one rests near 1/2, while the other steps to an end from the zone beside
    it: if for these a zone begins between the curves through the point and the last place."""
    if strata.field.rest is not None:
        return False
    last = _last_place(strata)
    for player, way, side in _sides(strata, one):
        if _both_beside(strata, one, player, side):
            slopes, _ = _slopes(strata, one, player, way)
            if strata.bands(one)[1 - player] == -1:
                found = _far(slopes, *_BESIDE[-1]) < last
            else:
                found = any(_fits(slopes, start, way, last) for start in _starts(last))
            if found:
                return True
    return False


def never_rests_at_half(strata: Strata, one: Stratum) -> bool:
    """Whether at a point one is pushed away from a side of 1/2 whatever is read nearby but what
    lets her step to both, which is read on that side alone, beyond a curve that begins too far."""
    field, bands = strata.field, strata.bands(one)
    for player, way in product((0, 1), (1, -1)):
        other, end = 1 - player, bands[1 - player]
        if (one.place.x, one.place.y)[player] != (_HALF, 0) or not end or bands[player]:
            continue
        reads = all_reads(strata, one)
        signs = [one.place.sign(field.push(player, field.code(*read)[player])) for read in reads]
        soft = [read for read, sign in zip(reads, signs) if sign != -way]
        if not soft or any(field.code(*read)[player] != BOTH for read in soft):
            continue
        asked = frozenset.intersection(*(holding for holding, _ in soft)) - one.holding
        for condition in asked:
            ((along, across, straight),) = _lines(strata, one, player, way, [condition])
            if straight and along > 0 > across:
                reach = min(_reach(strata, end, b[other]) for _, b in soft)
                if -across / along * reach >= _last_place(strata):
                    return True
    return False


def _last_place(strata: Strata) -> fmpq:
    """From where on, in δ beyond 1/2, a step to both leads out of a zone."""
    return (1 - strata.field.epsilon) / (2 * strata.field.epsilon)


def _reach(strata: Strata, end: int, band: int) -> fmpq:
    """How far a reading reaches from an end at least, in δ: the zone there, or one beside it."""
    width = fmpq(1) if end == -1 else strata.field.rest or fmpq(0)
    return width if band else 1 + width


def all_reads(strata: Strata, one: Stratum) -> list[tuple[frozenset[int], Bands]]:
    """Sets of conditions that may be met next to a point, and bands; rather too many."""
    bands, found = strata.bands(one), set[frozenset[int]]()
    for other in (one, *strata.around(one)):
        more = sorted(other.holding - one.holding)
        chosen = chain.from_iterable(combinations(more, n) for n in range(len(more) + 1))
        found |= {one.holding.union(some) for some in chosen}
    first, second = ({0, band} for band in bands)
    return [(holding, (x, y)) for holding in found for x in first for y in second]


def _sides(strata: Strata, one: Stratum) -> Iterator[tuple[int, int, Stratum]]:
    """Who is at 1/2 at a point, with each way from it along the other's line."""
    here = one.place.x, one.place.y
    for player in (0, 1):
        for side in strata.around(one) if here[player] == (_HALF, 0) else ():
            there = side.place.x, side.place.y
            if side.kind != "face" and there[1 - player] == here[1 - player]:
                yield player, 1 if there[player][0] > _HALF else -1, side


def _both_beside(strata: Strata, one: Stratum, player: int, side: Stratum) -> bool:
    """Whether beside an end she steps to both, and the other to the end, within a zone."""
    field, end = strata.field, strata.bands(one)[1 - player]
    if not end or field.weight(end) < 0:
        return False
    (face,) = strata.around(side)
    code = field.code(face.holding)
    return code[player] == BOTH and code[1 - player] == _TOWARDS[end]


def _lines(
    strata: Strata, one: Stratum, player: int, way: int, conditions: Iterable[int]
) -> Iterator[tuple[fmpq, fmpq, bool]]:
    """How conditions change at a point where they vanish: along her way, across it (from an end
    inwards), and whether that is all."""
    end, known = strata.bands(one)[1 - player], strata.field.changing(one.place)
    for *slopes, straight in (known[k] for k in conditions if k in known):
        yield slopes[player] * way, slopes[1 - player] * (-end or 1), straight


def _slopes(
    strata: Strata, one: Stratum, player: int, way: int, conditions: Iterable[int] | None = None
) -> tuple[list[fmpq], bool]:
    """How far along her way conditions change their signs, for each δ across it; and whether that
    is exact."""
    asked = range(len(strata.field.conditions)) if conditions is None else conditions
    lines = [line for line in _lines(strata, one, player, way, asked) if line[0] != 0]
    return [-across / along for along, across, _ in lines], all(line[2] for line in lines)


def _far(slopes: Iterable[fmpq], low: int, high: int) -> fmpq:
    """How far along her way the curves go over such readings of the other."""
    return max([fmpq(0), *(slope * end for slope in slopes for end in (low, high))])


def _within(far: fmpq, room: fmpq, straight: bool) -> bool:
    return bool(far < room or (straight and far == room))


def _starts(last: fmpq) -> Iterator[fmpq]:
    """Where zones may begin beyond 1/2, but for half of what is left of 1."""
    return (fmpq(k, 2) for k in range(int(2 * last) + 3))


def _fits(slopes: Iterable[fmpq], start: fmpq, way: int, last: fmpq) -> bool:
    """Whether for some widths ρ of the last zone one begins at start ∓ ρ/2, before the last place
    and beyond all curves over the zone from ρ to 1 + ρ."""
    half = fmpq(-way, 2)
    asked = [(start, half), (last - start, -half)]  # base + slope·ρ > 0
    for slope in slopes:
        asked += [(start, half - slope), (start - slope, half - slope)]
    low, high = fmpq(0), fmpq(1)
    for base, slope in asked:
        if slope == 0 and base <= 0:
            return False
        if slope > 0:
            low = max(low, -base / slope)
        if slope < 0:
            high = min(high, -base / slope)
    return bool(low < high)
