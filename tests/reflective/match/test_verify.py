"""The independent check of fixed points: it accepts true ones and nothing else."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import pytest

from oraclegames.reflective.match.match import match
from tests.reflective.prisoners import LARGE, SMALL


def test_a_changed_fixed_point_does_not_verify():
    result = match(SMALL, "nelp", "demand:1/2", "1/20")
    table = result.fixed_points.table
    assert result.verify()
    numerators = table.numerators[0][:]
    numerators[3] += 1
    changed = dataclasses.replace(table, numerators=(numerators, table.numerators[1]))
    points = dataclasses.replace(result.fixed_points, table=changed)
    assert not dataclasses.replace(result, fixed_points=points).verify()


def test_a_wrong_answer_or_flag_does_not_verify():
    result = match(SMALL, "nelp", "defect", "1/20")
    (point,) = result.fixed_points
    wrong = dataclasses.replace(point, answers=(((Fraction(1, 3),) * 2,), (None,)))
    assert not dataclasses.replace(result, fixed_points=(wrong,)).verify()
    calm = dataclasses.replace(point, randomised=False)
    assert not dataclasses.replace(result, fixed_points=(calm,)).verify()
    richer = dataclasses.replace(point, payoffs=(Fraction(5), Fraction(5)))
    assert not dataclasses.replace(result, fixed_points=(richer,)).verify()


def with_one(result, row, point):
    """The match with another point in the place of one."""
    points = list(result.fixed_points)
    points[row] = point
    return dataclasses.replace(result, fixed_points=tuple(points))


@pytest.mark.parametrize(("first", "second"), [("nelp", "nelp"), ("nelp:2", "nelp:2")])
def test_no_other_zone_or_answer_passes_for_a_fixed_point(first, second):
    result = match(LARGE, first, second, "1/15")
    assert result.verify()
    for row, point in enumerate(result.fixed_points):
        shifted = (tuple((read[0] + 1,) for read in point.zones[0]), point.zones[1])
        assert not with_one(result, row, dataclasses.replace(point, zones=shifted)).verify()
        x = point.play[0][0] / 2 + Fraction(1, 997)
        moved = dataclasses.replace(point, play=((x, 1 - x), point.play[1]))
        assert not with_one(result, row, moved).verify()


def test_an_irrational_answer_is_proved_by_its_enclosure():
    result = match(SMALL, "nelp", "nelp", "1/10")
    loose = [
        row
        for row, point in enumerate(result.fixed_points)
        if any(a and a[0] != a[1] for (a,) in point.answers)
    ]
    assert loose and result.verify()
    for row in loose:
        point = result.fixed_points[row]
        ((low, high),), second = point.answers
        moved = (((low + Fraction(1, 100), high + Fraction(1, 100)),), second)
        assert not with_one(result, row, dataclasses.replace(point, answers=moved)).verify()
