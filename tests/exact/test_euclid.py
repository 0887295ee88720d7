"""Euclid's algorithm on lists against that of FLINT, and over a field of algebraic numbers."""

from __future__ import annotations

from random import Random

import pytest
from flint import fmpq, fmpq_poly, fmpz_poly

from oraclegames.exact.algebraic import real_roots
from oraclegames.exact.euclid import divided, divisor, slope, trimmed


def polynomial(r: Random, degree: int) -> fmpq_poly:
    """Coefficients that are often 0."""
    return fmpq_poly([fmpq(r.randint(-3, 3), r.randint(1, 3)) for _ in range(degree + 1)])


@pytest.mark.parametrize("seed", range(60))
def test_quotients_remainders_and_divisors_are_flints(seed):
    r = Random(seed)
    shared = polynomial(r, r.randint(0, 2))
    f, g = (shared * polynomial(r, r.randint(0, 4)) for _ in range(2))
    assert slope(f.coeffs()) == f.derivative().coeffs()
    if g == 0:
        return
    quotient, rest = divmod(f, g)
    found = divided(f.coeffs(), g.coeffs())
    assert (trimmed(found[0]), found[1]) == (quotient.coeffs(), rest.coeffs())
    common = fmpq_poly(divisor(f.coeffs(), g.coeffs()))
    assert common / common[common.degree()] == f.gcd(g)


def test_a_divisor_over_a_larger_field():
    """(y − √2)²(y + 1) and (y − √2)(y² − 3) share y − √2, of which the rationals know nothing."""
    _, root = real_roots(fmpz_poly([-2, 0, 1]))
    one = root * 0 + 1
    first = [root * root, root * root - 2 * root, one - 2 * root, one]
    second = [3 * root, -3 * one, -root, one]
    common = divisor(first, second)
    assert len(common) == 2 and -common[0] / common[1] == root
    assert divided(first, common)[1] == [] and divided(second, common)[1] == []
    assert divisor(first, [3 * one, one])[1:] == []  # nothing shared but numbers
