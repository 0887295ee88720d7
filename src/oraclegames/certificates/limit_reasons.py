"""Why fixed points come close to all of a piece: three reasons that signs of pushes tell.

*Rest*: after a reading that holds a point of it both play what lies in its zones. *Crossing*: on an
arc one stays, and the other is pushed from both sides. *Edge*: so at an end, or at a number that
one surely plays.
"""

from __future__ import annotations

from typing import Any

from oraclegames.certificates.limit_pushes import NOTHING, Pushes
from oraclegames.certificates.limit_readings import Holding, by_ends, done
from oraclegames.certificates.limit_square import Spot
from oraclegames.exact.surd import exact_sign


def rests(pushes: Pushes, holding: Holding, spot: Spot) -> bool:
    """Both play what lies in the zones of a reading that holds a point of the piece."""
    does = pushes.does(holding[spot], spot.edge)
    pushed = pushes.pushed(does, spot.x, spot.y)
    for i in (0, 1):
        equal = spot.dimension > 0 or spot.edge[0] == spot.edge[1]
        in_zone = spot.edge[i] and pushed[i] == 0 and (pushes.rigid(i) or equal)
        here = (spot.x, spot.y)[i]
        if does[i] != NOTHING and not in_zone and pushes.exactly(i, [does[i]]) != here:
            return False
    return True


def crosses(pushes: Pushes, holding: Holding, spot: Spot, player: int) -> bool:
    """The other stays whatever is read, and this player is pushed from both sides."""
    every = done(by_ends(pushes, holding, spot))
    along = spot.level if player == 0 else spot.upright
    if along or any(does[1 - player] != NOTHING for does in every):
        return False
    middle = None if any(spot.edge) else _pushed(pushes, holding, spot)
    return _both(spot, player, [_pushed(pushes, holding, face) for face in spot.around], middle)


def _both(
    spot: Spot,
    player: int,
    pushed: list[tuple[Any, Any]],
    middle: tuple[Any, Any] | None,
) -> bool:
    """Whether a player is pushed both ways: on either side, or after a reading in the middle,
    or towards an end."""
    signs = {exact_sign(pair[player]) for pair in pushed}
    if spot.edge[player] and signs == {spot.edge[player]}:
        return True
    if middle is not None:
        signs.add(exact_sign(middle[player]))
    return signs >= {1, -1}


def _pushed(
    pushes: Pushes, holding: Holding, spot: Spot, ends: tuple[int, int] = (0, 0)
) -> tuple[Any, Any]:
    return pushes.pushed(pushes.does(holding[spot], ends), spot.x, spot.y)


def on_edge(pushes: Pushes, holding: Holding, spot: Spot) -> bool:
    """One is at an end and stays there, or plays just her number; the other is pushed along."""
    found = by_ends(pushes, holding, spot)
    every = done(found)
    for i, here in enumerate((spot.x, spot.y)):
        exact = all(pushes.exactly(i, [does[i]]) == here for does in every)
        if not exact and not (spot.edge[i] and pushes.rigid(i)):
            continue
        strip = (spot.edge[0], 0) if i == 0 else (0, spot.edge[1])
        inside = [
            does
            for ends, there in found.items()
            for group in there.values()
            for does, _ in group
            if ends[i] == spot.edge[i]
        ]
        if any(pushes.pushed(does, spot.x, spot.y)[i] != 0 for does in inside):
            continue
        beside = [
            _pushed(pushes, holding, s, strip)
            for s in spot.around
            if s.dimension == 1 and (s.x, s.y)[i] == here and (s.level if i else s.upright)
        ]
        middle = None if spot.edge[1 - i] else _pushed(pushes, holding, spot, strip)
        if _both(spot, 1 - i, beside, middle):
            return True
    return False
