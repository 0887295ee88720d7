"""Points at an end where one stays, and the other replies to the middle of her zone.

What he plays is known exactly, and so are the zones in which it may be read. If she stays on all of
them, both play what was read. Or she plays the end itself on some readings, and is pushed from it
else: then the former are read, where he replies to the zone in which she is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations

from flint import fmpq

from oraclegames.reflective.limit.field import REPLY, STAY
from oraclegames.reflective.limit.middle import all_reads
from oraclegames.reflective.limit.strata import Strata, Stratum


def rests_beside_a_reply(strata: Strata, one: Stratum) -> bool:
    """Whether at a point at an end one stays there whatever is read of the other's reply to her.

    A condition that is met on a reading holds at its corners, and between them on a line through
    the reply, up to what is small against δ.
    """
    field, bands = strata.field, strata.bands(one)
    for player in (0, 1):
        end, reply = bands[player], _reply(strata, one, player)
        if reply is None or bands[1 - player]:
            continue
        may = []
        for condition, along, across, straight in _changes(strata, one, player):
            inside = across * reply / 2  # for each width of her zone
            least = min(inside, inside + along)
            if least > 0 or (least == 0 and not straight):
                may.append(condition)
        read = (end, 0) if player == 0 else (0, end)
        chosen = chain.from_iterable(combinations(may, n) for n in range(len(may) + 1))
        if all(field.code(one.holding.union(some), read)[player] == STAY for some in chosen):
            return True
    return False


def never_beside_a_reply(strata: Strata, one: Stratum) -> bool:
    """Whether at a point at an end one is pushed inwards whatever is read nearby but what lets her
    play the end itself, and that is not read where the other replies to her."""
    field = strata.field
    for player in (0, 1):
        reply, end = _reply(strata, one, player), strata.bands(one)[player]
        if reply is None:
            continue
        reads = all_reads(strata, one)
        exact = [
            (holding, bands)
            for holding, bands in reads
            if field.exactly(player, field.code(holding, bands)[player], one.place)
        ]
        others = (field.code(*read)[player] for read in reads if read not in exact)
        if not exact or any(one.place.sign(field.push(player, code)) != -end for code in others):
            continue
        asked = frozenset.intersection(*(holding for holding, _ in exact))
        for condition, along, across, _ in _changes(strata, one, player):
            if condition in asked and across * reply < 0 and along + across * reply < 0:
                return True
    return False


def _reply(strata: Strata, one: Stratum, player: int) -> fmpq | None:
    """How much the other's number grows with a player's way from the end at which she is, if he
    replies to her alone, with his number at the point."""
    end, program = strata.bands(one)[player], strata.field.programs[1 - player]
    a, b, c, _ = program.reply
    slope, own = (b, c) if player == 0 else (c, b)
    if not end or program.climbs or a != 0 or own != 0 or one.place.root:
        return None
    here = one.place.sign(strata.field.push(1 - player, REPLY)) == 0
    return -end * slope if here else None


def _changes(strata: Strata, one: Stratum, player: int) -> Iterator[tuple[int, fmpq, fmpq, bool]]:
    """Conditions that change at a point: how much along her way from her end, and along the other's
    number; and whether that is all."""
    end = strata.bands(one)[player]
    for condition, (*slopes, straight) in strata.field.changing(one.place).items():
        yield condition, -end * slopes[player], slopes[1 - player], straight
