"""Whether curves cut the square in the same way for every smaller step ε.

The coefficients of a curve a·xy + b·x + c·y + d are polynomials in ε, of degree two at most. As ε
falls, curves move; which of them meet, and what lies on which side of them, stays the same up to an
*event*:

- of one curve: it becomes straight, steep or level, or falls apart into two lines;
- of two: they touch, or are the same;
- of three: they go through one point. The minors of their coefficients are then as xy, x, y, 1.

Each is a root of a polynomial; what is so for every ε is none. By Descartes' rule a polynomial has
no root in an interval if its coefficients, told as those of the interval, have one sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from itertools import combinations
from typing import Any

from flint import fmpq, fmpq_poly

from oraclegames.exact.rational import to_fmpq

Coefficients = Sequence[Fraction]
Moving = tuple[fmpq_poly, fmpq_poly, fmpq_poly, fmpq_poly]
"""A curve whose coefficients are polynomials in ε."""


def same_for_smaller(
    steps: Sequence[Fraction], curves: Sequence[Sequence[Coefficients]], *, thirds: bool
) -> bool:
    """Whether nothing happens from the first step down to 0.

    Args:
        steps: three of them.
        curves: the same curves at each of these steps.
        thirds: whether it is an event, too, that ε is 1/3.
    """
    e = to_fmpq(steps[0])
    edges = [(0, 1, 0, 0), (0, 1, 0, -1), (0, 0, 1, 0), (0, 0, 1, -1)]
    known: list[Moving] = [tuple(fmpq_poly([n]) for n in edge) for edge in edges]
    for three in zip(*curves):
        known += [part for part in _parts(_through(steps, three)) if _is_new(part, known)]
    events = _events(known)
    return not (thirds and e >= fmpq(1, 3)) and not any(_has_root(p, e) for p in events)


def _through(steps: Sequence[Fraction], curves: Sequence[Coefficients]) -> Moving:
    """The coefficients as polynomials, from their values at three steps."""
    x = fmpq_poly([0, 1])
    total = [fmpq_poly([0])] * 4
    for k, curve in enumerate(curves):
        basis = fmpq_poly([1])
        for j, step in enumerate(steps):
            if j != k:
                basis *= (x - to_fmpq(step)) / to_fmpq(steps[k] - step)
        total = [sum_ + basis * to_fmpq(value) for sum_, value in zip(total, curve)]
    a, b, c, d = total
    return a, b, c, d


def _parts(curve: Moving) -> list[Moving]:
    """The curve, or two lines; nothing of what is no curve."""
    a, b, c, d = curve
    nothing = fmpq_poly([0])
    if not a and not b and not c:
        return []
    if a and a * d == b * c:
        return [(nothing, a, nothing, c), (nothing, nothing, a, b)]
    return [curve]


def _is_new(curve: Moving, known: Iterable[Moving]) -> bool:
    return all(any(_minors(curve, other)) for other in known)


def _minors(one: Moving, other: Moving) -> list[fmpq_poly]:
    return [one[j] * other[k] - one[k] * other[j] for j, k in combinations(range(4), 2)]


def _events(curves: Sequence[Moving]) -> Iterator[fmpq_poly]:
    """Polynomials in ε that are 0 where something happens."""
    still = [all(n.degree() <= 0 for n in curve) for curve in curves]
    for n, (a, b, c, d) in enumerate(curves):
        if not still[n]:
            yield from (a, b, c, a * d - b * c)
    for j, k in combinations(range(len(curves)), 2):
        if not (still[j] and still[k]):
            (a, b, c, d), (e, f, g, h) = curves[j], curves[k]
            middle = b * g + d * e - f * c - h * a
            touch = middle * middle - 4 * (b * e - f * a) * (d * g - h * c)
            yield touch or _common(_minors(curves[j], curves[k]))
    for three in combinations(range(len(curves)), 3):
        if not all(still[n] for n in three):
            xy, x, y, one = (_minor([curves[n] for n in three], k) for k in range(4))
            yield xy * one - x * y or _common((xy, x, y, one))


def _minor(rows: Sequence[Moving], left_out: int) -> fmpq_poly:
    """A minor of three rows, with the sign that makes all four solve their equations."""
    u, v, w = ([n for k, n in enumerate(row) if k != left_out] for row in rows)
    found = (
        u[0] * (v[1] * w[2] - v[2] * w[1])
        - u[1] * (v[0] * w[2] - v[2] * w[0])
        + u[2] * (v[0] * w[1] - v[1] * w[0])
    )
    return -found if left_out % 2 else found


def _common(polynomials: Iterable[fmpq_poly]) -> fmpq_poly:
    return reduce(lambda p, q: p.gcd(q), polynomials)


def _has_root(polynomial: fmpq_poly, step: Any) -> bool:
    """Whether it may have a root above 0 and up to the step; what is 0 all along has none."""
    if not polynomial:
        return False
    if polynomial(step) == 0:
        return True
    n, t = polynomial.degree(), fmpq_poly([0, 1])
    told = fmpq_poly([0])
    for k in range(n + 1):
        told += polynomial[k] * step**k * t**k * (1 + t) ** (n - k)
    signs = {value > 0 for value in told.coeffs() if value != 0}
    return len(signs) > 1
