"""Points near which thresholds cross so that what is pushed around the crossing turns.

Let both probabilities at a point be multiples of 1/N. For δ = 1/k, with k of one residue modulo N,
the thresholds lie around the point in the same way, told in δ: and so do the conditions that change
there, up to what is small. At a crossing of two thresholds four readings meet, with any weights of
two answers. If their pushes, in order, turn around 0, some weights have the mean 0: as on the
circle of *turn*.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from flint import fmpq

from oraclegames.reflective.limit.balance import cross, turns
from oraclegames.reflective.limit.field import Code
from oraclegames.reflective.limit.strata import Strata, Stratum

_LARGEST = 200
"""Of larger N nothing is said."""

_NEAR = range(-3, 3)
"""Zones beside a point, in order."""


def turns_on_a_crossing(strata: Strata, one: Stratum) -> bool:
    """Whether for δ = 1/k of some residue fixed points are on a crossing next to a point inside."""
    x, y = one.place.x[0], one.place.y[0]
    if one.place.root or any(strata.bands(one)) or strata.field.rest not in (None, 1):
        return False
    common = int(x.q * y.q // x.q.gcd(y.q))
    if common > _LARGEST:
        return False
    return any(_turns(strata, one, (_past(x * k), _past(y * k))) for k in range(common))


def _past(number: fmpq) -> fmpq:
    """How much it is beyond a whole number."""
    return number - number.floor()


def _turns(strata: Strata, one: Stratum, offsets: tuple[fmpq, fmpq]) -> bool:
    """Whether pushes do so at a crossing, where the point is so much beyond thresholds."""
    cells = dict(_cells(strata, one, offsets))
    field = strata.field
    for i, j in product(_NEAR[1:], repeat=2):
        around = [cells[cell] for cell in ((i - 1, j - 1), (i, j - 1), (i, j), (i - 1, j))]
        codes = [code for code in around if code is not None]
        if len(set(codes)) < 3 or len(codes) < 4:
            continue
        pushes = [field.pushes(code, one.place) for code in codes]
        signs = [field.signs(code, one.place) for code in codes]
        sides = [cross(u, v, 0) for u, v in zip(pushes, pushes[1:] + pushes[:1])]
        opposed = [(-s, -t) == after for (s, t), after in zip(signs, signs[1:] + signs[:1])]
        through = any(not side and there for side, there in zip(sides, opposed))
        if (0, 0) not in signs and not through and turns(list(zip(signs, sides))):
            return True
    return False


def _cells(
    strata: Strata, one: Stratum, offsets: tuple[fmpq, fmpq]
) -> Iterator[tuple[tuple[int, int], Code | None]]:
    """What both do after readings next to a point; None where that is not known."""
    field = strata.field
    lines = field.changing(one.place)
    for cell in product(_NEAR, _NEAR):
        ends = [(n - offset, n + 1 - offset) for n, offset in zip(cell, offsets)]
        corners = list(product(*ends))
        least = {k: min(p * u + q * v for u, v in corners) for k, (p, q, _) in lines.items()}
        if any(low == 0 and not lines[k][2] for k, low in least.items()):
            yield cell, None
        else:
            yield cell, field.code(one.holding.union(k for k, low in least.items() if low > 0))
