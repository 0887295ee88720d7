"""Sums and signs over all counts: against going through them one by one."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from flint import fmpq

from oraclegames.certificates.by_formula import never_negative, sum_on
from oraclegames.exact.rational import to_fraction
from oraclegames.games.by_formula.pieces import RINGS
from oraclegames.games.by_formula.polygons import Polygon
from oraclegames.games.by_formula.ranges import Range
from tests.depth import some

(X,) = RINGS[1].gens()
U, V = RINGS[2].gens()


def on_range(p, region):
    return [to_fraction(fmpq(p(k))) for k in range(region.low, region.high + 1)]


@pytest.mark.parametrize("seed", range(3))
def test_along_one_count(seed):
    """Products of factors with whole roots, some of them at the ends, and a little more or less."""
    draw, seen = Random(seed), set()
    for _ in range(some(150, 600)):
        low = draw.randint(-5, 5)
        region = Range(low, low + draw.randint(0, 40))
        p = draw.choice((1, -1, 2)) + 0 * X
        for _ in range(draw.randint(0, 4)):
            root = draw.choice((region.low, region.high, draw.randint(region.low, region.high)))
            p *= X - root
            p *= draw.choice((1 + 0 * X, X - root, X - root - draw.choice((0, 1))))
        p += draw.choice((0, 0, 1, -1))
        values = on_range(p, region)
        assert never_negative(p, region) == (min(values) >= 0)
        assert to_fraction(sum_on(p, region)) == sum(values)
        seen.add((min(values) > 0) - (min(values) < 0))
    assert seen == {-1, 0, 1}


def polygon(draw):
    found = Polygon.triangle(draw.randint(3, 24))
    for _ in range(draw.randint(0, 2)):
        a, b, c = draw.randint(-3, 3), draw.randint(-3, 3), draw.randint(-9, 9)
        parts = found.split(a * U + b * V + c, draw.choice((True, False)))
        found = draw.choice(parts)[0]
    return found


@pytest.mark.parametrize("seed", range(3))
def test_over_pairs_of_counts(seed):
    draw, seen = Random(seed), set()
    for _ in range(some(25, 200)):
        region = polygon(draw)
        places = [(x, y) for x in range(25) for y in range(25) if region.holds(x, y)]
        views = U, V, U + V, U - V, U * V - draw.randint(0, 9), U - 2 * V + 1
        one, other = (draw.choice(views) - draw.randint(0, 4) for _ in range(2))
        p = draw.choice((one, one * one, one * other, one**2 + other**2, one**2 * other**2))
        p = draw.choice((1, 1, -1)) * p + draw.choice((0, 0, 1, -1))
        values = [to_fraction(fmpq(p(x, y))) for x, y in places]
        assert never_negative(p, region) == (min(values, default=Fraction(0)) >= 0)
        assert to_fraction(sum_on(p, region)) == sum(values)
        least = min(values, default=Fraction(0))
        seen.add((least > 0) - (least < 0))
    assert seen == {-1, 0, 1}
