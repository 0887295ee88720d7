"""What may be done after the readings of a fixed point next to a piece of the square.

What holds on all of a small reading lies between what holds on the piece and what holds where the
fixed point is, on the piece or on one around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from oraclegames.certificates.limit_own_side import Read
from oraclegames.certificates.limit_pushes import Does, Ends, Pushes
from oraclegames.certificates.limit_square import Spot

Holding = Mapping[Spot, frozenset[Any]]
"""What holds on each piece."""


def by_ends(pushes: Pushes, holding: Holding, spot: Spot) -> dict[Ends, dict[Spot, set[Read]]]:
    """What is done next to a piece, for each player in the zone at an end, or not, and for
    fixed points on each piece there."""
    pieces = [spot, *spot.around]
    found = _reads(pushes, holding, spot, pieces)
    every = done(found)
    for i, here in enumerate((spot.x, spot.y)):
        goal = pushes.exactly(i, [does[i] for does in every])
        if goal == here:  # she plays just that, and fixed points lie on this line
            pieces = [one for one in pieces if (one.x, one.y)[i] == goal]
    found = _reads(pushes, holding, spot, pieces)
    for i in (0, 1):
        goal = pushes.exactly(i, [does[i] for does in every])
        if spot.edge[i] and goal == (1 + spot.edge[i]) // 2:
            found = {ends: groups for ends, groups in found.items() if ends[i] == spot.edge[i]}
    return found


def _reads(
    pushes: Pushes, holding: Holding, spot: Spot, pieces: list[Spot]
) -> dict[Ends, dict[Spot, set[Read]]]:
    found: dict[Ends, dict[Spot, set[Read]]] = {}
    for ends in {(s, t) for s in (0, spot.edge[0]) for t in (0, spot.edge[1])}:
        # Readings that are not at an end hold no point of it.
        inside = [
            s
            for s in pieces
            if not any(
                here and here == there and not e for here, there, e in zip(spot.edge, s.edge, ends)
            )
        ]
        along = [s for s in inside if all(e in (0, here) for e, here in zip(ends, s.edge))]
        sure = pushes.beside(spot.x, spot.y, spot.edge, ends)
        found[ends] = {
            one: {
                (pushes.does(held, ends), pushes.away(held, spot.x, spot.y))
                for most in {holding[one] & holding[other] for other in along}
                for held in _between(pushes, holding, spot, most)
                if one in inside and sure <= held
            }
            for one in pieces
        }
    return found


def _between(
    pushes: Pushes, holding: Holding, spot: Spot, most: frozenset[Any]
) -> Iterable[frozenset[Any]]:
    """The sets from what holds on a piece to another: statements of one kind hold together."""
    kinds: dict[Any, set[Any]] = {}
    for statement in most - holding[spot]:
        kind = pushes.decided_by(statement, spot.x, spot.y)
        kinds.setdefault(kind, set()).add(statement)
    groups = [frozenset(group) for group in kinds.values()]
    for n in range(len(groups) + 1):
        for chosen in combinations(groups, n):
            yield holding[spot].union(*chosen)


def done(found: dict[Ends, dict[Spot, set[Read]]]) -> list[Does]:
    """All that may be done next to a piece."""
    return [does for there in found.values() for group in there.values() for does, _ in group]
