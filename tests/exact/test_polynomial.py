"""Sparse polynomials: sums, products and substitutions have the values of their parts."""

from __future__ import annotations

from random import Random

import pytest
from flint import fmpq

from oraclegames.exact.polynomial import (
    constant,
    evaluate,
    is_linear,
    plus,
    substitute,
    times,
    variable,
)


def random_one(r, degree=3):
    found = {}
    for _ in range(r.randint(0, 4)):
        monomial = tuple(sorted(r.choices(range(3), k=r.randint(0, degree))))
        found[monomial] = fmpq(r.choice((-2, -1, 1, 3)), r.choice((1, 2)))
    return found


@pytest.mark.parametrize("seed", range(60))
def test_values_are_those_of_the_parts(seed):
    r = Random(seed)
    p, q = random_one(r), r.choice((random_one(r), constant(fmpq(r.randint(-2, 2), 3))))
    images = [random_one(r, 1), None, constant(fmpq(r.randint(-1, 1)))]
    point = [fmpq(r.randint(-5, 5), r.randint(1, 4)) for _ in range(3)]
    moved = [x if one is None else evaluate(one, point) for one, x in zip(images, point)]
    made = {
        "sum": (plus(p, q, 2), evaluate(p, point) + 2 * evaluate(q, point)),
        "product": (times(p, q), evaluate(p, point) * evaluate(q, point)),
        "substitution": (substitute(p, images.__getitem__), evaluate(p, moved)),
        "nothing": (plus(p, p, -1), 0),
    }
    for found, value in made.values():
        assert evaluate(found, point) == value
        assert all(c != 0 and list(m) == sorted(m) for m, c in found.items())
    assert is_linear(p) == (max(map(len, p), default=0) <= 1)
    assert evaluate(variable(1), point) == point[1] and constant(fmpq(0)) == {}
