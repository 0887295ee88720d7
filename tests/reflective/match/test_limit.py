"""Limits of matches."""

from __future__ import annotations

from fractions import Fraction

import pytest

from oraclegames import InputError
from oraclegames.reflective.match.limit import _trend
from oraclegames.reflective.match.match import match, match_limit
from tests.reflective.prisoners import LARGE, SMALL


def test_nelp_pairs_tend_to_the_ends_of_their_arc():
    limit = match_limit(SMALL, "nelp", "nelp")
    assert [trend.limit for trend in limit.least] == [1, 1]
    assert [trend.limit for trend in limit.largest] == [Fraction(5, 2)] * 2
    assert [trend.rate for trend in limit.largest] == [2, 2]


def test_nelp_is_not_exploited_by_defectbot_in_the_limit():
    limit = match_limit(LARGE, "nelp", "defect", steps=3)
    assert limit.least[0].limit == limit.largest[0].limit == 1
    assert limit.largest[1].rate == 2


def test_nicerbot_gives_defectbot_an_epsilon_that_vanishes():
    limit = match_limit(SMALL, "nicer", "defect", steps=4)
    assert abs(limit.least[0].limit - 1) < Fraction(1, 1000)
    rate = limit.least[0].rate
    assert rate is not None and abs(rate - 1) < 0.1


def test_each_step_halves_epsilon_and_quarters_delta():
    limit = match_limit(SMALL, "nicer", "nicer", "1/20", "1/4", steps=3)
    assert [(one.delta, one.epsilon) for one in limit.matches] == [
        (Fraction(1, 20), Fraction(1, 4)),
        (Fraction(1, 80), Fraction(1, 8)),
        (Fraction(1, 320), Fraction(1, 16)),
    ]
    assert limit.to_dict()["payoffs"][0]["least"]["values"][0] == float(limit.least[0].values[0])


def test_a_constant_sequence_is_its_own_limit_without_a_rate():
    limit = match_limit(SMALL, "defect", "defect", steps=3)
    assert limit.least[0].limit == 1 and limit.least[0].rate is None


def test_a_match_knows_its_limit():
    played = match(SMALL, "nelp", "nelp", "1/50")
    assert played.limit(steps=3) == match_limit(SMALL, "nelp", "nelp", "1/50", steps=3)


def test_two_steps_are_too_few():
    with pytest.raises(InputError, match="at least 3 steps"):
        match_limit(SMALL, "lp", "lp", steps=2)


def test_what_has_settled_has_no_rate():
    zero, one, two = map(Fraction, range(3))
    settled = _trend((zero, one, one))
    assert (settled.limit, settled.rate) == (1, None)
    assert _trend((zero, zero, one)).rate is None
    assert _trend((zero, two, one)).rate == 1
