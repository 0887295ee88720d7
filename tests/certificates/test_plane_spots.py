"""Heights between which no other section passes: beside the roots above the place itself."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from random import Random

import pytest
from flint import fmpq_poly

from oraclegames.certificates.demands import X, Y
from oraclegames.certificates.plane_spots import (
    Spot,
    _keeps_sign,
    distinct,
    heights_of,
    merged,
    roots_between,
    roots_of,
    vanishes,
)
from oraclegames.exact.algebraic import real_roots
from oraclegames.exact.rational import to_fmpq


def above(f, x):
    """The polynomial in y above a rational place."""
    powers = {}
    for (i, j), c in f.to_dict().items():
        powers[j] = powers.get(j, 0) + c * to_fmpq(x) ** i
    return fmpq_poly([powers.get(j, 0) for j in range(max(powers, default=0) + 1)])


def product_of(draw, x, roots):
    """A polynomial with these roots above a place, which are curves around it."""
    f = draw.choice((-2, -1, 1, 3)) + 0 * X
    for y in roots:
        slope, bend = draw.randint(-2, 2), draw.randint(-1, 1)
        f *= Y - to_fmpq(y) + (X - to_fmpq(x)) * (slope + bend * Y)
    return f


@pytest.mark.parametrize("seed", range(4))
def test_a_sign_is_kept_where_no_root_is_near(seed):
    draw, seen = Random(seed), set()
    for _ in range(60):
        x = Fraction(draw.randint(-9, 9), 4)
        roots = [Fraction(draw.randint(-6, 6), 2) for _ in range(draw.randint(0, 4))]
        f = product_of(draw, x, roots)
        low = Fraction(draw.randint(-12, 12), 4)
        high = low + Fraction(draw.choice((0, 1, 1, 2, 8)), draw.choice((4, 1000)))
        kept = _keeps_sign(f, x, (low, high), 16)
        if any(low <= root <= high for root in roots):
            assert not kept
        elif high - low < Fraction(1, 100):
            assert kept  # the roots are a hundred times as far away
        seen.add((kept, bool(roots)))
    assert len(seen) == 3


def test_no_sign_is_kept_at_a_root_that_is_a_surd():
    (root,) = (r for r in real_roots(fmpq_poly([-2, 0, 1]).numer()) if r > 0)
    near = Fraction(isqrt(2 * 10**20), 10**10)
    for bits in (4, 16, 40):
        assert not _keeps_sign(Y - X, root, (near, near + Fraction(1, 10**9)), bits)
        assert _keeps_sign(Y + X, root, (near, near + Fraction(1, 10**9)), bits)
    assert not _keeps_sign(X**2 - 2 + 0 * Y, root, (near, near), 30)
    assert _keeps_sign(Y - X, root, (near + Fraction(1, 10**4), near + Fraction(1, 10**3)), 16)


@pytest.mark.parametrize("seed", range(4))
def test_between_the_heights_of_a_spot_there_are_only_its_own_roots(seed):
    draw = Random(seed)
    for _ in range(12):
        x, y = Fraction(draw.randint(-5, 5), 3), Fraction(draw.randint(-5, 5), 3)
        near = []
        for k in range(draw.randint(1, 3)):
            passing = [y] * draw.randint(0, 2)
            gap = Fraction(1, draw.choice((2, 30, 1000)))
            others = [y + draw.choice((-1, 1)) * gap for _ in range(draw.randint(0, 2))]
            near.append(((k, "factor"), product_of(draw, x, passing + others), len(passing)))
        spot = Spot(x, y, 0, False, {name for name, _, own in near if own})
        lines = [y + Fraction(draw.choice((-1, 1)), draw.choice((3, 50))) for _ in range(2)]
        low, high = heights_of(spot, lines, [(name, f) for name, f, _ in near])
        assert low < y < high and not any(low <= line <= high for line in lines)
        for _, f, own in near:
            polynomial = above(f, x)
            if polynomial.degree() > 0:
                inside = [r for r in real_roots(polynomial.numer()) if low <= r <= high]
                assert inside == [y] * bool(own)


def test_roots_of_several_polynomials_are_each_listed_once():
    one = fmpq_poly([-2, 0, 1]) * fmpq_poly([-1, 2]) ** 2
    other = fmpq_poly([-2, 0, 1]) * fmpq_poly([-3, 1])
    found = roots_between([one, other, fmpq_poly([5]), fmpq_poly([0])], (Fraction(0), Fraction(3)))
    assert len(found) == 2 and found[0] == Fraction(1, 2)
    assert abs(float(found[1]) - 2**0.5) < 1e-12
    assert roots_of(fmpq_poly([7])) == [] and len(roots_of(other)) == 3
    assert vanishes(other, found[1]) and not vanishes(fmpq_poly([-3, 1]), found[1])
    assert distinct([*roots_of(other), *roots_of(one), Fraction(1, 2), Fraction(3)]) == sorted(
        [*roots_of(other), Fraction(1, 2)]
    )


def test_spots_that_are_the_same_are_merged_with_what_is_zero_there():
    first = Spot(Fraction(1), Fraction(2), 0, False, {(0, "f")})
    again = Spot(Fraction(1), Fraction(2), 0, False, {(0, "g")})
    others = [
        Spot(Fraction(1), Fraction(2), 1, False, {(0, "f")}),
        Spot(Fraction(3), Fraction(2), 0, False, {(0, "f")}),
        Spot(Fraction(1), Fraction(4), 0, False, {(0, "f")}),
    ]
    found = merged([first, *others, again])
    assert [(s.x, s.y, s.row) for s in found] == [(1, 2, 0), (1, 2, 1), (3, 2, 0), (1, 4, 0)]
    assert found[0].zeros == {(0, "f"), (0, "g")}
    assert all(s.zeros == {(0, "f")} for s in found[1:])
