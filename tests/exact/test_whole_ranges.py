"""Polynomials at whole numbers, against going through all of them."""

from __future__ import annotations

from itertools import groupby
from random import Random

import pytest
from flint import fmpq, fmpq_poly

from oraclegames.exact.whole_ranges import monotone, power_sum, signs, total, valleys


def polynomials():
    """Random ones, with roots between and on whole numbers, single and multiple."""
    for seed in range(120):
        draw = Random(seed)
        p = fmpq_poly([fmpq(draw.randint(-3, 3), draw.randint(1, 3))])
        for _ in range(draw.randint(0, 5)):
            root = fmpq(draw.randint(-24, 24), draw.choice((1, 1, 2, 3)))
            p *= fmpq_poly([-root, 1]) ** draw.choice((1, 1, 2))
        low = draw.randint(-12, 5)
        yield p + draw.choice((0, 0, 1)), low, low + draw.choice((0, 1, 2, 7, 15))


@pytest.mark.parametrize("p, low, high", list(polynomials()))
def test_signs_extremes_and_sums_are_those_of_all_numbers(p, low, high):
    every = [(k, fmpq(p(k))) for k in range(low, high + 1)]
    runs = [
        (sign, [k for k, _ in run])
        for sign, run in groupby(every, lambda pair: (pair[1] > 0) - (pair[1] < 0))
    ]
    assert signs(p, low, high) == [(run[0], run[-1], sign) for sign, run in runs]
    assert min(v for v, _ in valleys(p, low, high)) == min(v for _, v in every)
    assert total(p, low, high) == sum((v for _, v in every), fmpq(0))
    assert total(p, low, low - 1) == 0
    for first, last in monotone(p, low, high):
        row = [v for k, v in every if first <= k <= last]
        assert row == sorted(row) or row == sorted(row, reverse=True)


def test_power_sums_begin_with_nothing():
    for k in range(6):
        for m in range(5):
            assert power_sum(k)(m) == sum(j**k for j in range(m))
