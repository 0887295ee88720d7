"""Who steps to both moves is drawn to 1/2, and from a zone near it she is not drawn out of it.

The middle of the zone may be δ/(2ε) away. Let her step to both along one side of a point where she
is at 1/2, while the other plays just her number there, or rests in the zone beside an end. The
nearest zone of which that is sure begins at most a width farther than the curves through the point
reach over the other's reading, and its middle is half a width on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from oraclegames.certificates.limit_end_zones import STEPS
from oraclegames.certificates.limit_pushes import Curve, Pushes, at
from oraclegames.certificates.limit_square import Spot

TO_BOTH = frozenset((0, 1))
WITH_HER = {-1: (0, 1), 0: (-1, 1), 1: (-1, 0)}
"""From where to where readings reach that hold a player's number, by the end at which she is."""
BESIDE = {-1: (1, 2), 1: (-2, 0)}
"""The same of readings beside the zone at an end; the last zone is a part of a width."""
_HALF = Fraction(1, 2)


def rests_at_half(
    pushes: Pushes, spot: Spot, player: int, holding: Mapping[Spot, frozenset[Any]]
) -> bool:
    """Whether she rests near 1/2, beside a point, in a zone of which a step to both is sure."""
    here, other = (spot.x, spot.y), 1 - player
    end, found = spot.edge[other], []
    for part in spot.around if here[player] == _HALF else ():
        if part.dimension == 2 or (part.x, part.y)[other] != here[other]:
            continue
        way = 1 if (part.x, part.y)[player] > _HALF else -1
        does = pushes.does(holding[part], part.edge)
        if does[player] == TO_BOTH and pushes.exactly(other, [does[other]]) == here[other]:
            # What is read meets the part: nothing is met that fails there.
            curves = [pushes.statements[statement] for statement in holding[part]]
            found.append(_fits(curves, spot, player, way, WITH_HER[end], pushes.scene.epsilon))
        if end and pushes.scene.epsilon <= Fraction(1, 3):
            (face,) = part.around
            does = pushes.does(holding[face])
            if does[player] == TO_BOTH and does[other] == STEPS[end]:
                curves = list(pushes.statements.values())
                found.append(_fits(curves, spot, player, way, BESIDE[end], pushes.scene.epsilon))
    return any(found)


def _fits(
    curves: Sequence[Curve],
    spot: Spot,
    player: int,
    way: int,
    reach: tuple[int, int],
    step: Fraction,
) -> bool:
    """Whether a zone beyond all curves through a point has its middle near enough."""
    ahead, bent = [Fraction(0)], False
    for a, b, c, d in curves:
        if at((a, b, c, d), spot.x, spot.y) != 0:
            continue
        slopes = spot.y * a + b, spot.x * a + c
        if slopes[player] != 0:
            bent = bent or a != 0
            ahead += [-slopes[1 - player] * r / (slopes[player] * way) for r in reach]
    middle = (max(ahead) + Fraction(3, 2)) * 2 * step
    return middle < 1 or (middle == 1 and not bent)
