"""Numbers with a record, and numbers with a root: against sympy."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
import sympy
from flint import fmpq_poly

from oraclegames.conditional.phases.traced import Record, Rooted, order
from oraclegames.exact.algebraic import real_roots


def test_comparisons_are_made_at_the_sample_and_recorded():
    record = Record(Fraction(1, 2))
    t = record.number(fmpq_poly([0, 1]))
    assert t * t < t and t / (t + 1) == t / (1 + t) and (2 * t == 1) and t - 1 < 0
    asked = {str(p) for p in record.polynomials()}  # the divisor too
    assert asked == {"x^2 + (-1)*x", "x + 1", "x + (-1/2)", "x + (-1)"}


def test_at_an_irrational_sample():
    (root,) = [x for x in real_roots(fmpq_poly([-2, 0, 1])) if x > 0]
    t = Record(root).number(fmpq_poly([0, 1]))
    assert t * t == 2 and t > Fraction(7, 5).numerator / (0 * t + 5) and hash(t) == hash(t + 1)


def test_division_by_what_is_zero_at_the_sample():
    t = Record(Fraction(1)).number(fmpq_poly([0, 1]))
    with pytest.raises(ZeroDivisionError):
        1 / (t - 1)


def test_numbers_with_roots_are_ordered_as_sympy_orders_them():
    draw = random.Random(2)
    record = Record(Fraction(0))

    def number():
        p, s = (draw.randint(-3, 3) for _ in range(2))
        r = draw.choice([0, 1, 2, 3, 4, 8])
        ours = Rooted(*(record.number(fmpq_poly([x])) for x in (p, s, r)))
        return ours, p + s * sympy.sqrt(r)

    for _ in range(200):
        (one, first), (other, second) = number(), number()
        assert order(one, other) == int(sympy.sign(first - second))
        assert order(one, other.p) == int(sympy.sign(first - int(other.p.over[0])))


def test_quotients_with_roots():
    record = Record(Fraction(0))

    def rooted(p, s, r):
        return Rooted(*(record.number(fmpq_poly([x])) for x in (p, s, r)))

    for p, s, r in [(1, 1, 2), (2, 1, 4), (2, -1, 9), (0, 3, 5), (4, 0, 0)]:
        for q, u in [(1, 0), (3, 2), (-2, 1), (0, 1)]:
            if q + u * sympy.sqrt(r) == 0 or (q == 0 and r == 0):
                continue
            got = rooted(p, s, r).over(rooted(q, u, r))
            value = (p + s * sympy.sqrt(r)) / (q + u * sympy.sqrt(r))
            assert got.sign() == int(sympy.sign(sympy.nsimplify(value)))
