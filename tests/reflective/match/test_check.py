"""The independent check of fixed points: it accepts true ones and nothing else."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import pytest

from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.match.check import Programs
from oraclegames.reflective.match.match import match
from tests.reflective.prisoners import LARGE, SMALL


def test_a_changed_fixed_point_does_not_verify():
    result = match(SMALL, "nelp", "demand:1/2", "1/20")
    table = result.fixed_points.table
    assert result.verify()
    numerators = table.numerators.copy()
    numerators[3, 0] += 1
    changed = dataclasses.replace(table, numerators=numerators)
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


@pytest.mark.parametrize(("first", "second"), [("nelp", "nelp"), ("nelp:2", "nelp:2")])
def test_no_other_zone_or_answer_passes_for_a_fixed_point(first, second):
    result = match(LARGE, first, second, "1/15")
    programs = Programs(result.agents, result.seats, Zones(result.delta))
    for point in result.fixed_points:
        assert programs.reproduce(point)
        shifted = (tuple((read[0] + 1,) for read in point.zones[0]), point.zones[1])
        assert not programs.reproduce(dataclasses.replace(point, zones=shifted))
        x = point.play[0][0] / 2 + Fraction(1, 997)
        assert not programs.reproduce(dataclasses.replace(point, play=((x, 1 - x), point.play[1])))


def test_an_irrational_answer_is_proved_by_its_enclosure():
    result = match(SMALL, "nelp", "nelp", "1/10")
    loose = [p for p in result.fixed_points if any(a and a[0] != a[1] for (a,) in p.answers)]
    programs = Programs(result.agents, result.seats, Zones(result.delta))
    assert loose
    for point in loose:
        assert programs.reproduce(point)
        ((low, high),), second = point.answers
        moved = (((low + Fraction(1, 100), high + Fraction(1, 100)),), second)
        assert not programs.reproduce(dataclasses.replace(point, answers=moved))
