"""What is read within a few widths of a point, and decides whether fixed points are near it.

Of a player at 1/2, while the other is at an end: a step to both moves leads not out of a zone that
begins (1 − ε)/(2ε) widths from 1/2 at most. On her way from 1/2 it is read beyond curves only. If
zones may begin between these curves and the last place, and the other stays in the zone beside that
at the end, she rests there, for the precisions at which one does. If the curves lead beyond the
last place, whatever the other's reading is, and nothing else holds her there, nothing is near.

Of a player who stays in the zone at an end, while the other replies to her alone: she plays the
middle of the zone, and what he plays is known. If she stays on all readings that hold it, both play
what was read.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from oraclegames.certificates.limit_end_zones import STEPS
from oraclegames.certificates.limit_middle import TO_BOTH
from oraclegames.certificates.limit_pushes import NOTHING, Ends, Pushes, at
from oraclegames.certificates.limit_readings import Holding
from oraclegames.certificates.limit_square import Spot
from oraclegames.exact.surd import exact_sign

_HALF = Fraction(1, 2)


def at_half_for_some(pushes: Pushes, spot: Spot, player: int, holding: Holding) -> bool:
    """Whether for some precisions a zone holds her near 1/2, and the other is beside his end."""
    end, step = spot.edge[1 - player], pushes.scene.epsilon
    if not _at_half(spot, player) or pushes.rest is not None or step > Fraction(1, 3):
        return False
    for part in spot.around:
        if part.dimension == 2 or part.edge[1 - player] != end:
            continue
        way = 1 if (part.x, part.y)[player] > _HALF else -1
        does = pushes.does(holding[part.around[0]])
        if does[player] == TO_BOTH and does[1 - player] == STEPS[end]:
            slopes = [-s / t for _, t, s, _ in _through(pushes, spot, player, way) if t != 0]
            if _some_place(slopes, end, way, _last(pushes)):
                return True
    return False


def never_at_half(pushes: Pushes, spot: Spot, player: int, holding: Holding) -> bool:
    """Whether nothing holds her on a side of 1/2 but a step to both beyond a curve that begins
    too far away, and all else leads from that side to the other."""
    if not _at_half(spot, player):
        return False
    for way in (1, -1):
        others = [
            read
            for read in _all_reads(pushes, spot, holding)
            if exact_sign(pushes.pushed(pushes.does(*read), spot.x, spot.y)[player]) != -way
        ]
        to_both = all(pushes.does(*read)[player] == TO_BOTH for read in others)
        if not others or not to_both:
            continue
        for statement, along, across, straight in _through(pushes, spot, player, way):
            if not straight or along <= 0 or any(statement not in s for s, _ in others):
                continue
            reach = min(_reach(pushes, spot.edge[1 - player], e[1 - player]) for _, e in others)
            if -across * reach >= along * _last(pushes):
                return True
    return False


def stays_beside_a_reply(pushes: Pushes, spot: Spot, player: int, holding: Holding) -> bool:
    """Whether at an end she stays on all readings that hold the other's reply to her zone."""
    end, other = spot.edge[player], 1 - player
    slope = _replies_to(pushes, spot, player)
    if slope is None or spot.edge[other]:
        return False
    middle = -end * slope / 2
    perhaps = set()
    for statement, along, across, straight in _through(pushes, spot, other, 1):
        corners = along * middle, along * middle + across
        if min(corners) > 0 or (min(corners) == 0 and not straight):
            perhaps.add(statement)
    ends = (end, 0) if player == 0 else (0, end)
    sets = _between(holding[spot], holding[spot] | perhaps)
    return all(pushes.does(statements, ends)[player] == NOTHING for statements in sets)


def _replies_to(pushes: Pushes, spot: Spot, player: int) -> Any:
    """How the other's number changes with hers at an end, if he replies to her alone, with his
    number at the point; None if it is not so."""
    other = 1 - player
    replies = pushes.agents[other].opening or pushes.agents[other].constant is not None
    if not spot.edge[player] or not replies:
        return None
    a, *slopes, _ = push = pushes.push(other, "reply")
    alone = a == 0 and slopes[other] == -1
    return slopes[player] if alone and at(push, spot.x, spot.y) == 0 else None


def never_beside_a_reply(pushes: Pushes, spot: Spot, player: int, holding: Holding) -> bool:
    """Whether at an end she plays just that on some readings, and is pushed from it after all
    others, while the other's reply to the zone in which she is does not belong to the former."""
    inwards, reply = -spot.edge[player], _replies_to(pushes, spot, player)
    if reply is None:
        return False
    just, here = [], (spot.x, spot.y)[player]
    for statements, ends in _all_reads(pushes, spot, holding):
        does = pushes.does(statements, ends)
        if pushes.exactly(player, [does[player]]) == here:
            just.append(statements)
        elif exact_sign(pushes.pushed(does, spot.x, spot.y)[player]) != inwards:
            return False
    for statement, along, across, _ in _through(pushes, spot, 1 - player, 1):
        # along his number; across, her way from the end
        gain = along * reply * inwards
        always = just and all(statement in statements for statements in just)
        if always and gain < 0 and gain + across < 0:
            return True
    return False


def _at_half(spot: Spot, player: int) -> bool:
    return bool((spot.x, spot.y)[player] == _HALF and spot.edge[1 - player])


def _last(pushes: Pushes) -> Fraction:
    """How far from 1/2 a zone may begin that a step to both leads not out of, in widths."""
    return (1 / pushes.scene.epsilon - 1) / 2


def _through(
    pushes: Pushes, spot: Spot, player: int, way: int
) -> Iterator[tuple[Any, Any, Any, bool]]:
    """Statements that change at a point: how they grow along her way, and along the other's from an
    end inwards; and whether they do so evenly."""
    inwards = -spot.edge[1 - player] or 1
    for statement, (*slopes, even) in pushes.changing(spot.x, spot.y).items():
        yield statement, slopes[player] * way, slopes[1 - player] * inwards, even


def _some_place(slopes: list[Any], end: int, way: int, last: Fraction) -> bool:
    """Whether for some precisions a zone begins beyond all curves, and before the last place.

    At an end at 0 it may begin anywhere. At 1 it begins at half of the whole widths in 1 and half
    of what is left, ρ; the zone beside the end is from ρ to 1 + ρ.
    """
    if end == -1:
        return all(slope * reach < last for slope in slopes for reach in (1, 2))
    for halves in range(int(2 * last) + 3):
        base, more = Fraction(halves, 2), -Fraction(way, 2)
        asked = [(base, more), (last - base, -more)]
        for slope in slopes:
            asked += [(base, more - slope), (base - slope, more - slope)]
        cuts = {-b / m for b, m in asked if m != 0}
        places = sorted({Fraction(0), Fraction(1), *(cut for cut in cuts if 0 < cut < 1)})
        for low, high in pairwise(places):
            if all(b + m * (low + high) / 2 > 0 for b, m in asked):
                return True
    return False


def _reach(pushes: Pushes, end: int, band: int) -> Fraction:
    """How far a reading at an end, or beside it, surely reaches from it, in widths."""
    whole = Fraction(1) if end == -1 else pushes.rest or Fraction(0)
    return whole if band else whole + 1


def _all_reads(
    pushes: Pushes, spot: Spot, holding: Holding
) -> Iterator[tuple[frozenset[Any], Ends]]:
    """What may hold on readings next to a point, and at which ends they are; rather too much."""
    sets = {s for piece in (spot, *spot.around) for s in _between(holding[spot], holding[piece])}
    first, second = ((0, end) if end else (0,) for end in spot.edge)
    yield from product(sets, product(first, second))


def _between(least: frozenset[Any], most: frozenset[Any]) -> Iterator[frozenset[Any]]:
    more = list(most - least)
    for chosen in product((False, True), repeat=len(more)):
        yield least.union(one for one, there in zip(more, chosen) if there)
