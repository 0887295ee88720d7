"""Polynomials of known zeros: nowhere negative iff they change their sign nowhere in [0, 1]."""

from __future__ import annotations

from random import Random

import pytest
from flint import fmpq, fmpq_poly, fmpz_poly

from oraclegames.conditional.similarity.unit_interval import B, T, X, nonnegative, turning
from oraclegames.exact.algebraic import real_roots

PLACES = [fmpq(k, 4) for k in range(-1, 6)]


def with_zeros(r: Random) -> tuple[fmpq_poly, bool]:
    """A product of powers of t − z and of factors without zeros, and whether it is nowhere < 0."""
    p = fmpq_poly([r.choice((-1, 1, 2))])
    odd = False
    for z in r.sample(PLACES, r.randint(0, 3)):
        order = r.randint(1, 4)
        p *= fmpq_poly([-z, 1]) ** order
        odd = odd or (order % 2 == 1 and 0 < z < 1)
    p *= fmpq_poly([r.choice((1, 3)), r.choice((-1, 0, 1)), 1]) ** r.randint(0, 2)
    return p, not odd and p(fmpq(3, 7)) > 0


@pytest.mark.parametrize("seed", range(80))
def test_zeros_of_any_order_inside_outside_and_at_the_ends(seed):
    p, expected = with_zeros(Random(seed))
    assert nonnegative(p.coeffs()) == expected
    (_, root) = real_roots(fmpz_poly([-2, 0, 1]))
    scaled = [(root - 1) * c for c in p.coeffs()]  # numbers of a larger field
    assert nonnegative(scaled) == expected


def test_zero_and_numbers():
    assert nonnegative([]) and nonnegative([fmpq(0)]) and nonnegative([fmpq(2), fmpq(0)])
    assert not nonnegative([fmpq(-1)])


@pytest.mark.parametrize("seed", range(25))
def test_between_the_turning_points_the_answer_stays(seed):
    """Along b, for a product of factors in t and b: at two places of one gap the same is true."""
    r = Random(seed)
    p = r.choice((-1, 1)) + 0 * T
    for _ in range(r.randint(1, 3)):
        a, c, d = (r.randint(-2, 2) for _ in range(3))
        p *= (T + a * B + c) if r.random() < 0.6 else T**2 + a * T * B + c * B + d
    p *= r.choice((1, B - 1, 2 * B - 1, T - B))
    asked = [fmpq_poly([f.to_dict().get((0, 0, j), 0) for j in range(20)]) for f in turning(p)]
    grid = [fmpq(k, 97) for k in range(-97, 195)]

    def at(b: fmpq) -> bool:
        q = p.compose(T, X, b + 0 * B)
        return nonnegative([q.to_dict().get((j, 0, 0), fmpq(0)) for j in range(20)])

    signs = [tuple((f(b) > 0) - (f(b) < 0) for f in asked) for b in grid]
    answers = list(map(at, grid))
    for k in range(1, len(grid)):
        if answers[k] != answers[k - 1]:
            assert signs[k] != signs[k - 1], (p, grid[k])
