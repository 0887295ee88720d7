"""Is a polynomial nowhere negative on [0, 1]? Exactly, also with algebraic coefficients.

Zeros at the ends are divided out. What is left keeps its sign on [0, 1] iff it has no zero of odd
order inside, and there it has the sign of its value at 0. Sturm's chain counts zeros, each once,
and ends with a polynomial of which each zero has an order less by one; so those of odd order are
the zeros of the first less those of the second plus those of the third, and so on.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from flint import fmpq_mpoly, fmpq_mpoly_ctx, fmpq_poly

from oraclegames.conditional.similarity.cells import sign_of
from oraclegames.exact.euclid import Coefficients, divided, slope, trimmed

RING = fmpq_mpoly_ctx.get(("t", "x", "b"), "lex")
"""The ring in which deviations t, strategies x and similarities b are unknowns."""

T, X, B = RING.gens()


def nonnegative(polynomial: Sequence[Any]) -> bool:
    """Whether it is at least 0 at every point of [0, 1].

    >>> from fractions import Fraction as F
    >>> nonnegative([F(1), F(-4), F(4)]), nonnegative([F(1), F(-3), F(2)])
    (True, False)
    """
    p = trimmed(polynomial)
    while p and p[0] == 0:
        p = p[1:]
    while p and sum(p) == 0:
        p = divided(p, [1, -1])[0]  # by 1 − t, which is never negative
    return not p or (p[0] > 0 and _odd_zeros(p) == 0)


def _odd_zeros(p: Coefficients) -> int:
    """The number of zeros of odd order in (0, 1); p is not 0 at the ends."""
    total, sign = 0, 1
    while len(p) > 1:
        chain = [p, slope(p)]
        while chain[-1]:
            chain.append([-c for c in divided(chain[-2], chain[-1])[1]])
        chain.pop()
        total += sign * (_changes([q[0] for q in chain]) - _changes([sum(q) for q in chain]))
        p, sign = chain[-1], -sign
    return total


def _changes(values: list[Any]) -> int:
    signs = [s for s in map(sign_of, values) if s]
    return sum(a != b for a, b in pairwise(signs))


# -- along a parameter -----------------------------------------------------------------------------


def turning(p: fmpq_mpoly) -> list[fmpq_mpoly]:
    """Polynomials without t at whose zeros alone it can change whether p ≥ 0 for all t ∈ [0, 1].

    Between them the factors of p keep their degrees, their zeros keep apart, and none passes an
    end of the interval.
    """
    if p == 0:
        return []
    factors = [factor for factor, _ in p.factor()[1]]
    inner = [f for f in factors if f.degrees()[0] > 0]
    found = [f for f in factors if f.degrees()[0] == 0]
    for k, f in enumerate(inner):
        found += [f.compose(RING.from_dict({}), X, B), f.compose(0 * T + 1, X, B), _leading(f)]
        if f.degrees()[0] > 1:
            found.append(f.discriminant("t"))
        found += [f.resultant(g, "t") for g in inner[k + 1 :]]
    return [f for f in found if not f.is_constant()]


def _leading(f: fmpq_mpoly) -> fmpq_mpoly:
    degree = f.degrees()[0]
    terms = {(0, i, j): c for (d, i, j), c in f.to_dict().items() if d == degree}
    return RING.from_dict(terms)


def univariate(f: fmpq_mpoly, place: int) -> fmpq_poly:
    """A polynomial in one of t, x, b alone, by the place of the unknown."""
    coefficients = {exponents[place]: c for exponents, c in f.to_dict().items()}
    return fmpq_poly([coefficients.get(k, 0) for k in range(max(coefficients, default=-1) + 1)])
