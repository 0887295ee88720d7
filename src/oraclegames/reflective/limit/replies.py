"""Points at an end where one stays, and the other replies to the middle of her zone.

What he plays is known exactly, and so are the zones in which it may be read. If she stays on all of
them, both play what was read.
"""

from __future__ import annotations

from itertools import chain, combinations

from oraclegames.reflective.limit.field import REPLY, STAY
from oraclegames.reflective.limit.strata import Strata, Stratum


def rests_beside_a_reply(strata: Strata, one: Stratum) -> bool:
    """Whether at a point at an end one stays there whatever is read of the other's reply to her.

    A condition that is met on a reading holds at its corners, and between them on a line through
    the reply, up to what is small against δ.
    """
    field, bands = strata.field, strata.bands(one)
    for player in (0, 1):
        end, program = bands[player], field.programs[1 - player]
        a, b, c, _ = program.reply
        slope, own = (b, c) if player == 0 else (c, b)
        if not end or bands[1 - player] or program.climbs or a != 0 or own != 0:
            continue
        if one.place.root or one.place.sign(field.push(1 - player, REPLY)) != 0:
            continue
        reply = -end * slope / 2  # for each width of her zone
        x, y = one.place.x[0], one.place.y[0]
        may = []
        for condition, (p, q, r, _) in enumerate(field.conditions):
            slopes = p * y + q, p * x + r
            if one.place.sign(field.conditions[condition]) == 0:
                inside = slopes[1 - player] * reply
                ends = inside, inside - end * slopes[player]
                if all(value > 0 or (value == 0 and p != 0) for value in ends):
                    may.append(condition)
        read = (end, 0) if player == 0 else (0, end)
        chosen = chain.from_iterable(combinations(may, n) for n in range(len(may) + 1))
        if all(field.code(one.holding.union(some), read)[player] == STAY for some in chosen):
            return True
    return False
