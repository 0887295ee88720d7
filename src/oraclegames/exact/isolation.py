"""An interval around each real root of an irreducible polynomial, with no other root in it."""

from __future__ import annotations

import itertools

from flint import arb, ctx, fmpq, fmpq_poly, fmpz_poly

_LONG = 2000
"""Bits of a coefficient beyond which FLINT's complex roots may take for ever."""


def isolated(irreducible: fmpz_poly) -> list[tuple[fmpq, fmpq]]:
    """An interval around each real root; the balls of FLINT are disjoint, the real ones flat."""
    if max(int(c).bit_length() for c in irreducible.coeffs()) > _LONG:
        return bisected(irreducible)
    with ctx.workprec(64):  # the same ends whatever precision somebody else works with
        balls = [ball.real for ball, _ in irreducible.complex_roots() if ball.imag == 0]
    middles = [(rational_of(ball.mid()), rational_of(ball.rad())) for ball in balls]
    return [(middle - radius, middle + radius) for middle, radius in middles]


def bisected(irreducible: fmpz_poly) -> list[tuple[fmpq, fmpq]]:
    """Likewise, by halving and Sturm's count of the roots in an interval (1829).

    It starts from Fujiwara's bound of the roots (1916), 2·max |aₙ₋ₖ/aₙ|^(1/k), which grows
    with them and not with the coefficients: from these halving would take thousands of steps.
    """
    chain = [fmpq_poly(irreducible), fmpq_poly(irreducible.derivative())]
    while chain[-1].degree() > 0:
        rest = -(chain[-2] % chain[-1])
        chain.append(fmpq_poly(rest.numer()) / abs(rest.numer().content()))

    def changes(x: fmpq) -> int:
        signs = [value > 0 for value in (p(x) for p in chain) if value != 0]
        return sum(one != other for one, other in itertools.pairwise(signs))

    first, *others = [int(c).bit_length() for c in reversed(irreducible.coeffs())]
    reach = fmpq(2) ** (1 + max(-((first - 1 - bits) // k) for k, bits in enumerate(others, 1)))
    found = []
    waiting = [(-reach, reach, changes(-reach), changes(reach))]
    while waiting:
        low, high, left, right = waiting.pop()
        if left - right == 1:
            found.append((low, high))
        elif left > right:
            middle = (low + high) / 2
            between = changes(middle)
            waiting += [(low, middle, left, between), (middle, high, between, right)]
    return found


def rational_of(exact: arb) -> fmpq:
    """A number without error, as a fraction."""
    mantissa, exponent = exact.man_exp()
    return mantissa * fmpq(2) ** int(exponent)
