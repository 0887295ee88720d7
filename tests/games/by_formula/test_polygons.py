"""A polygon that is split holds each pair of counts once, on the side where it belongs."""

from __future__ import annotations

import pytest

from oraclegames.games.by_formula.pieces import RINGS
from oraclegames.games.by_formula.polygons import Polygon

N = 4
PAIRS = [(x, y) for x in range(N + 1) for y in range(N + 1 - x)]
PLANE = [(a, b, c) for a in (-1, 0, 2) for b in (-1, 0, 1) for c in (-2, -1, 0, 1)]


@pytest.mark.parametrize("strict", [False, True])
def test_both_parts_are_right_also_where_what_is_compared_is_constant(strict: bool) -> None:
    x, y = RINGS[2].gens()
    for a, b, c in PLANE:
        parts = Polygon.triangle(N).split(a * x + b * y + c, strict)
        for pair in PAIRS:
            value = a * pair[0] + b * pair[1] + c
            truths = [truth for part, truth in parts if part.holds(*pair)]
            assert truths == [value > 0 if strict else value >= 0]
            assert sum(strip.holds(*pair) for part, _ in parts for strip in part.strips) == 1


def test_a_part_that_no_pair_is_in_is_not_named() -> None:
    x, y = RINGS[2].gens()
    for constant in (-1, 0, 1):
        for strict in (False, True):
            assert len(Polygon.triangle(N).split(0 * x + constant, strict)) == 1
    assert [truth for _, truth in Polygon.triangle(N).split(x + y - N, True)] == [False]
    assert [truth for _, truth in Polygon.triangle(N).split(x - 1, False)] == [True, False]
