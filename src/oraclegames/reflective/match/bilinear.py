"""Two bilinear equations on the unit square, decided exactly.

When both players' probabilities lie on thresholds, both readings are random: with r and s the
probabilities of the answers "more", the two conditions read f(r, s) = g(r, s) = 0, where

    f(r, s) = (1−r)(1−s) f00 + r(1−s) f10 + (1−r)s f01 + rs f11

and g likewise. Eliminating s gives a quadratic in r. If it vanishes, the two curves share a
component; a bilinear curve has no ovals, so that a common component that meets the square meets its
boundary, where the equations are linear.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

Interval = tuple[Fraction, Fraction]
"""An enclosure of a number; equal ends mean that it is this fraction."""

Square = tuple[tuple[int, int], tuple[int, int]]
"""The values of a bilinear function at the corners: ``square[r][s]``."""

_PRECISION = 1 << 64


def solve_square(f: Square, g: Square) -> tuple[Interval, Interval] | None:
    """One common zero (r, s) ∈ [0, 1]² of two bilinear functions, or None if there is none.

    A zero at a corner is preferred, then one with a rational r; an irrational pair is returned as
    two intervals that hold exactly one zero.

    >>> solve_square(((-1, -1), (1, 1)), ((-1, 2), (-1, 2)))[0]
    (Fraction(1, 2), Fraction(1, 2))
    """
    for i in (0, 1):
        for j in (0, 1):
            if f[i][j] == 0 == g[i][j]:
                return _exact(Fraction(i), Fraction(j))
    (a, b, c, d), (p, q, u, v) = _coefficients(f), _coefficients(g)
    # (a + b r)(u + v r) − (p + q r)(c + d r), by rising powers of r.
    low, middle, high = a * u - p * c, a * v + b * u - p * d - q * c, b * v - q * d
    if (low, middle, high) == (0, 0, 0):
        return next(_on_boundary(f, g), None)
    if high == 0:
        roots = [] if middle == 0 else [Fraction(-low, middle)]
    else:
        discriminant = middle * middle - 4 * high * low
        if discriminant < 0:
            return None
        root = math.isqrt(discriminant)
        if root * root != discriminant:
            return _irrational(f, g, (low, middle, high))
        roots = [Fraction(sign * root - middle, 2 * high) for sign in (-1, 1)]
    for r in roots:
        if 0 <= r <= 1 and (s := _common(_at(f, r), _at(g, r))) is not None:
            return _exact(r, s)
    return None


def _exact(r: Fraction, s: Fraction) -> tuple[Interval, Interval]:
    return (r, r), (s, s)


def _coefficients(f: Square) -> tuple[int, int, int, int]:
    """a, b, c, d of a + b r + c s + d r s."""
    return f[0][0], f[1][0] - f[0][0], f[0][1] - f[0][0], f[1][1] - f[1][0] - f[0][1] + f[0][0]


def _at(f: Square, r: Fraction) -> tuple[int, int]:
    """The values at s = 0 and s = 1 for a fixed r, times its denominator."""
    top, bottom = r.numerator, r.denominator
    rest = bottom - top
    return rest * f[0][0] + top * f[1][0], rest * f[0][1] + top * f[1][1]


def _common(first: tuple[int, int], second: tuple[int, int]) -> Fraction | None:
    """A common zero in [0, 1] of two linear functions, given by their values at 0 and 1."""
    for (base, top), (low, high) in ((first, second), (second, first)):
        if base != top:
            # s = base / (base − top), where the other must vanish as well.
            if low * (base - top) + base * (high - low) or not base * (base - top) >= 0:
                return None
            return Fraction(base, base - top) if abs(base) <= abs(base - top) else None
    return Fraction(0) if first[0] == 0 == second[0] else None


def _on_boundary(f: Square, g: Square) -> Iterator[tuple[Interval, Interval]]:
    for end in (0, 1):
        s = _common(f[end], g[end])
        if s is not None:
            yield _exact(Fraction(end), s)
        r = _common((f[0][end], f[1][end]), (g[0][end], g[1][end]))
        if r is not None:
            yield _exact(r, Fraction(end))


def _irrational(
    f: Square, g: Square, quadratic: tuple[int, int, int]
) -> tuple[Interval, Interval] | None:
    """A zero whose r is an irrational root of the quadratic.

    Neither r nor s is then 0 or 1 (an equation at an end is linear with rational coefficients, and
    both would have to vanish), so that narrow enough intervals decide.
    """
    low, middle, high = quadratic
    precision = _PRECISION
    while True:
        undecided = False
        discriminant = (middle * middle - 4 * high * low) * precision * precision
        root = math.isqrt(discriminant)
        for sign in (-1, 1):
            ends = sorted(
                Fraction(sign * near - middle * precision, 2 * high * precision)
                for near in (root, root + 1)
            )
            r = ends[0], ends[1]
            if r[1] < 0 or r[0] > 1:
                continue
            s = _partner(f, g, r)
            if s is not None and (s[1] < 0 or s[0] > 1):
                continue
            if s is not None and r[0] > 0 and r[1] < 1 and s[0] > 0 and s[1] < 1:
                return r, s
            undecided = True
        if not undecided:
            return None
        precision *= _PRECISION


def _partner(f: Square, g: Square, r: Interval) -> Interval | None:
    """An enclosure of s(r) from the equation whose s-slope keeps its sign over r."""
    for square in (g, f):
        lines = [_at(square, end) for end in r]
        slopes = [top - base for base, top in lines]
        if slopes[0] * slopes[1] > 0:
            ends = sorted(Fraction(base, base - top) for base, top in lines)
            return ends[0], ends[1]
    return None
