"""Is a polynomial nowhere negative on [0, 1]? Exactly, also with algebraic coefficients.

Zeros at the ends are divided out. What is left keeps its sign on [0, 1] iff it has no zero of odd
order inside, and there it has the sign of its value at 0. Zeros of odd order are those of a product
of square-free factors (Yun), counted by Sturm's theorem.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from flint import fmpq_mpoly, fmpq_mpoly_ctx, fmpq_poly

from oraclegames.conditional.similarity.cells import sign_of

Coefficients = list[Any]
"""Numbers of one field, constant first; the last one is not 0, and [] is zero."""

RING = fmpq_mpoly_ctx.get(("t", "x", "b"), "lex")
"""The ring in which deviations t, strategies x and similarities b are unknowns."""

T, X, B = RING.gens()


def nonnegative(polynomial: Sequence[Any]) -> bool:
    """Whether it is at least 0 at every point of [0, 1].

    >>> from fractions import Fraction as F
    >>> nonnegative([F(1), F(-4), F(4)]), nonnegative([F(1), F(-3), F(2)])
    (True, False)
    """
    p = _trimmed(polynomial)
    while p and sign_of(p[0]) == 0:
        p = p[1:]
    while len(p) > 1 and sign_of(sum(p[1:], p[0])) == 0:
        p = _quotient(p, [p[0] * 0 - 1, p[0] * 0 + 1])  # by t − 1, which is never positive
        p = [-c for c in p]
    if not p:
        return True
    return sign_of(p[0]) > 0 and _odd_zeros(p) == 0


def _odd_zeros(p: Coefficients) -> int:
    """The number of zeros of odd order in (0, 1); p is not 0 at the ends."""
    if len(p) <= 2:
        return int(len(p) == 2 and sign_of(p[0]) != sign_of(p[0] + p[1]))
    odd: Coefficients = [p[0] * 0 + 1]
    for k, factor in enumerate(_square_free(p), 1):
        if k % 2:
            odd = _product(odd, factor)
    return _changes(odd, 0) - _changes(odd, 1)


def _square_free(p: Coefficients) -> list[Coefficients]:
    """Factors p_1, p_2, … without common or repeated zeros, with p = p_1·p_2²·p_3³·… ."""
    factors = []
    slope = _slope(p)
    common = _divisor(p, slope)
    rest, other = _quotient(p, common), _quotient(slope, common)
    while len(rest) > 1:
        other = _sum(other, _slope(rest), -1)
        factor = _divisor(rest, other) if other else rest
        factors.append(factor)
        rest = _quotient(rest, factor)
        other = _quotient(other, factor) if other else other
    return factors


def _changes(p: Coefficients, at: int) -> int:
    """The changes of sign in Sturm's chain at 0 or 1."""
    chain = [p, _slope(p)]
    while chain[-1]:
        chain.append([-c for c in _remainder(chain[-2], chain[-1])])
    values = [q[0] if at == 0 else sum(q[1:], q[0]) for q in chain[:-1]]
    signs = [s for s in map(sign_of, values) if s]
    return sum(a != b for a, b in pairwise(signs))


def _trimmed(p: Sequence[Any]) -> Coefficients:
    q = list(p)
    while q and sign_of(q[-1]) == 0:
        q.pop()
    return q


def _slope(p: Coefficients) -> Coefficients:
    return [k * c for k, c in enumerate(p)][1:]


def _sum(p: Coefficients, q: Coefficients, factor: int) -> Coefficients:
    zero = (p or q)[0] * 0
    size = max(len(p), len(q))
    both = zip(*(list(r) + [zero] * (size - len(r)) for r in (p, q)))
    return _trimmed([a + factor * c for a, c in both])


def _product(p: Coefficients, q: Coefficients) -> Coefficients:
    out = [p[0] * 0] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, c in enumerate(q):
            out[i + j] = out[i + j] + a * c
    return out


def _remainder(p: Coefficients, q: Coefficients) -> Coefficients:
    rest = list(p)
    while len(rest) >= len(q):
        factor, shift = rest[-1] / q[-1], len(rest) - len(q)
        for i, c in enumerate(q[:-1]):
            rest[shift + i] = rest[shift + i] - factor * c
        rest = _trimmed(rest[:-1])
    return rest


def _quotient(p: Coefficients, q: Coefficients) -> Coefficients:
    rest, digits = list(p), []
    for shift in range(len(p) - len(q), -1, -1):
        factor = rest[shift + len(q) - 1] / q[-1]
        digits.append(factor)
        for i, c in enumerate(q):
            rest[shift + i] = rest[shift + i] - factor * c
    return digits[::-1]


def _divisor(p: Coefficients, q: Coefficients) -> Coefficients:
    while q:
        p, q = q, _remainder(p, q)
    return p


def divided(p: Sequence[Any], zero: Any, times: int) -> Coefficients:
    """The quotient of a polynomial by (t − zero)^times, which divides it."""
    q = _trimmed(p)
    one = zero * 0 + 1
    for _ in range(times if q else 0):
        q = _quotient(q, [-zero, one])
    return q


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
