"""Whether a limit is alike for every smaller step ε: curves that move, and limits at such steps."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from oraclegames import Game, catalog, match, verify
from oraclegames.certificates.limit_smaller_steps import same_for_smaller
from tests.certificates.limit_cases import question
from tests.depth import some

HALF = Fraction(1, 2)
DIAGONAL, FALLING = (0, 1, -1, 0), (0, 1, 1, -1)


def same(epsilon, *curves, thirds=False):
    """Curves given as functions of ε."""
    steps = [Fraction(epsilon), Fraction(epsilon) / 2, Fraction(epsilon) / 3]
    told = [[tuple(map(Fraction, curve(e))) for curve in curves] for e in steps]
    return same_for_smaller(steps, told, thirds=thirds)


def still(*curve):
    return lambda e: curve


def steep(place):
    """The line x = place(ε)."""
    return lambda e: (0, 1, 0, -place(e))


def test_curves_that_do_not_move_stay_as_they_are():
    assert same(HALF, still(*DIAGONAL), still(*FALLING), still(4, -2, -2, 1), still(0, 0, 0, 1))
    assert same(Fraction(1, 4), still(*DIAGONAL), thirds=True)
    assert not same(Fraction(1, 3), still(*DIAGONAL), thirds=True)


def when(event, *curves):
    """It is the first event as ε grows: below it nothing happens, at it and above it does."""
    event = Fraction(event)
    return same(event * Fraction(9, 10), *curves) and not any(
        same(event * factor, *curves) for factor in (1, Fraction(11, 10))
    )


def test_lines_that_meet_are_an_event():
    quarter = Fraction(1, 4)
    assert when(quarter, steep(lambda e: e), still(0, 1, 0, -quarter))
    # where two others cross, at a root that is none of a simple kind, and at the edge
    assert when("1/3", steep(lambda e: 1 - e * 3 / 2), still(*DIAGONAL), still(*FALLING))
    assert when(quarter, steep(lambda e: quarter + (4 * e - 1) ** 2 / 8), still(0, 1, 0, -quarter))
    assert when(quarter, steep(lambda e: 4 * e))
    assert same(HALF, steep(lambda e: e)) and same(HALF, steep(lambda e: -e))
    # at one point for every ε, but for one at which they are the same line
    turning = lambda e: (0, 1, 2 * e, -HALF - e)  # noqa: E731
    assert when(HALF, turning, still(*DIAGONAL), still(*FALLING))
    assert when(HALF, lambda e: (0, 2 * e, -1, 0), still(*DIAGONAL))


def test_a_curve_that_becomes_simpler_is_an_event():
    for moving in (
        lambda e: (8 * e - 1, 1, 3, 5),  # straight
        lambda e: (0, 8 * e - 1, 1, -3),  # level
        lambda e: (0, 1, 8 * e - 1, -3),  # steep
        lambda e: (1, e, Fraction(1, 8), Fraction(1, 64)),  # two lines
    ):
        assert when("1/8", moving)
    two = lambda e: (1, -2 * e, -HALF, e)  # noqa: E731  (x - 1/2)(y - 2ε)
    assert when("1/4", two, still(*DIAGONAL)) and same("2/5", two)


def test_curves_that_touch_are_an_event():
    hyperbola = still(1, 0, 0, Fraction(-1, 16))  # x·y = 1/16
    assert when("1/4", hyperbola, lambda e: (0, 1, 1, -2 * e))
    # its tangent for every ε, at (ε, 1/16ε): which is in the square from 1/16 on
    assert when("1/16", hyperbola, lambda e: (0, 1, 16 * e * e, -2 * e))


def kinds(limit):
    return Counter((piece.shape, piece.reason) for piece in limit.pieces)


@pytest.mark.parametrize("seed", range(1, some(25, 60)))
def test_limits_are_alike_at_smaller_steps(seed):
    game, pair, step = question(seed)
    limit = match(game, *pair, 0, step)
    if limit.smaller_epsilon:
        for factor in (Fraction(3, 4), Fraction(1, 7), Fraction(1, 1000)):
            assert kinds(match(game, *pair, 0, step * factor)) == kinds(limit)
    else:
        assert not limit.every_epsilon
    document = limit.document(verify=False)
    said = verify({**document, "smaller_epsilon": True})
    assert bool(said) == limit.smaller_epsilon
    if not said:
        assert "smaller_epsilon: that is not shown" in str(said)


def test_replies_are_followed_to_small_steps():
    limit = match(catalog.prisoners_dilemma(3, 2, 1, 0), "nicer", "defect", 0, "1/7")
    assert limit.smaller_epsilon and not limit.every_epsilon
    assert "ε = 1/7 and alike for every smaller ε" in str(limit)
    # what the weights of the last zone say of an arc at 1, below 1/3
    game = Game.from_arrays([[2, 3], [1, 0]], [[3, 6], [1, 2]])
    known = [match(game, "nelp:1", "lp", 0, e).smaller_epsilon for e in ("1/4", "1/3")]
    assert known == [True, False]
