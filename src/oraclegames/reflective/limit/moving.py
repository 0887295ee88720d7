"""The curves that cut the square as functions of the step: their coefficients are polynomials in ε.

They are of degree two at most: replies and pushes are affine in ε, a cross of two pushes is a
product, and a mean with the weights of zones is a quotient by 1 − ε of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import reduce

from flint import fmpq, fmpq_poly

from oraclegames.exact.rational import to_fmpq
from oraclegames.games.game import Game
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.seat import seats
from oraclegames.reflective.limit.curves import Curve
from oraclegames.reflective.limit.decide import Decision
from oraclegames.reflective.limit.field import Field

Moving = tuple[fmpq_poly, fmpq_poly, fmpq_poly, fmpq_poly]
"""a, b, c, d of a·xy + b·x + c·y + d, without a common factor."""

_EDGES = ((0, 1, 0, 0), (0, 1, 0, -1), (0, 0, 1, 0), (0, 0, 1, -1))
_NOTHING = fmpq_poly([0])


def moving_curves(
    game: Game,
    pair: tuple[Agent, Agent],
    step: Fraction,
    decision: Decision,
    rest: Fraction | None,
) -> list[Moving]:
    """The curves of a decision, irreducible and different, the edges of the square first."""
    told = [_curves(Field(pair, seats(game, step / k), rest), decision) for k in (1, 2, 3)]
    return through([to_fmpq(step) / k for k in (1, 2, 3)], told)


def through(steps: Sequence[fmpq], told: Sequence[Sequence[Curve]]) -> list[Moving]:
    """Curves that are known at three steps, irreducible and different, after the edges."""
    found = [_moving([fmpq_poly([n]) for n in edge]) for edge in _EDGES]
    for three in zip(*told):
        for part in _parts([_through(steps, values) for values in zip(*three)]):
            if not any(_same(part, other) for other in found):
                found.append(part)
    return found


def _curves(field: Field, decision: Decision) -> list[Curve]:
    """Whose pushes and conditions, and where an answer hung on lengths, in one order."""
    means = [field.mixed(*which) for which in sorted(decision.mixed)]
    whole = [(a, b, c, d) for a, b, c, d in (_times(mean, 1 - field.epsilon) for mean in means)]
    crosses = [field.crossing(*codes) for codes in sorted(decision.parallel)]
    return [*field.curves(), *crosses, *whole]


def _times(curve: Curve, factor: fmpq) -> Iterable[fmpq]:
    return (n * factor for n in curve)


def _through(steps: Sequence[fmpq], values: Sequence[fmpq]) -> fmpq_poly:
    """The polynomial with these values, by divided differences."""
    (r, s, t), (u, v, w) = steps, values
    first, second = (v - u) / (s - r), (w - v) / (t - s)
    x = fmpq_poly([0, 1])
    return u + (x - r) * (first + (x - s) * ((second - first) / (t - r)))


def _parts(curve: Sequence[fmpq_poly]) -> list[Moving]:
    """The curve, or the two lines that it is for every ε; nothing of what is no curve."""
    a, b, c, d = curve
    if not a and not b and not c:
        return []
    if a and a * d == b * c:
        return [_moving((_NOTHING, a, _NOTHING, c)), _moving((_NOTHING, _NOTHING, a, b))]
    return [_moving(curve)]


def _moving(curve: Sequence[fmpq_poly]) -> Moving:
    common = reduce(lambda p, q: p.gcd(q), curve)
    a, b, c, d = (n // common for n in curve)
    return a, b, c, d


def _same(one: Moving, other: Moving) -> bool:
    """Whether they differ by a number alone."""
    lead = next(k for k in range(4) if one[k])
    return all(n * other[lead] == m * one[lead] for n, m in zip(one, other)) and bool(other[lead])
