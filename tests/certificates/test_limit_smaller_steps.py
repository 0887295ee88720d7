"""Whether a limit is alike for every smaller step ε: curves that move, and limits at such steps."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random

import pytest

from oraclegames import Game, catalog, match, verify
from oraclegames.certificates.limit_pushes import at
from oraclegames.certificates.limit_smaller_steps import moving, same_for_smaller
from oraclegames.certificates.limit_square import spots
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.surd import exact_sign
from oraclegames.reflective.limit.moving import through
from oraclegames.reflective.limit.smaller_steps import nothing_happens
from tests.certificates.limit_cases import question
from tests.depth import some

HALF = Fraction(1, 2)
DIAGONAL, FALLING = (0, 1, -1, 0), (0, 1, 1, -1)
EIGHTH = Fraction(1, 8)


def LEVEL(e):
    """It is level at 1/8."""
    return 0, e - EIGHTH, 1, -HALF


def STEEP(e):
    """It is steep there."""
    return 0, 1, e - EIGHTH, -HALF


def LINES(e):
    """It is two lines there."""
    return 1, -HALF, -HALF, Fraction(1, 4) + (e - EIGHTH) / 8


def THROUGH(e):
    """It goes through (1/4, 1/2), and at 1/8 through (1/2, 1/4) too."""
    return 1, 1 + e - EIGHTH, 1, -EIGHTH - Fraction(3, 4) - (e - EIGHTH) / 4


def same(epsilon, *curves):
    """Curves given as functions of ε, as the checker and as the search see them."""
    steps = [Fraction(epsilon) / k for k in (1, 2, 3)]
    told = [[tuple(map(Fraction, curve(e))) for curve in curves] for e in steps]
    checked = same_for_smaller(moving(steps, told), steps[0])
    exact = [[tuple(map(to_fmpq, curve)) for curve in row] for row in told]
    found = nothing_happens(through(list(map(to_fmpq, steps)), exact), to_fmpq(steps[0]))
    assert found == checked
    return checked


def still(*curve):
    return lambda e: curve


def steep(place):
    """The line x = place(ε)."""
    return lambda e: (0, 1, 0, -place(e))


def test_curves_that_do_not_move_stay_as_they_are():
    still_ones = still(*DIAGONAL), still(*FALLING), still(4, -2, -2, 1), still(0, 0, 0, 1)
    assert same(HALF, *still_ones)
    assert same(HALF, *still_ones, lambda e: (0, 0, e, -e / 3))  # y = 1/3


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
    for curve in LEVEL, STEEP, LINES:
        assert when("1/8", curve)
    two = lambda e: (1, -2 * e, -HALF, e)  # noqa: E731  (x - 1/2)(y - 2ε)
    assert when("1/4", two, still(*DIAGONAL)) and same("2/5", two)
    assert same(HALF, lambda e: (8 * e - 1, 1, 1, -1))  # straight


def test_curves_that_touch_are_an_event():
    hyperbola = still(1, 0, 0, Fraction(-1, 16))  # x·y = 1/16
    assert when("1/4", hyperbola, lambda e: (0, 1, 1, -2 * e))
    # its tangent for every ε, at (ε, 1/16ε): which is in the square from 1/16 on
    assert when("1/16", hyperbola, lambda e: (0, 1, 16 * e * e, -2 * e))


def test_what_happens_outside_of_the_square_is_no_event():
    """Each is one inside, so that it is the place that decides."""

    def moved(curve, x, y):
        """A curve, so much to the right and up."""
        a, b, c, d = curve
        return a, b - a * y, c - a * x, a * x * y - b * x - c * y + d

    for curves in (
        [LEVEL],
        [STEEP],
        [LINES],
        [still(1, 0, 0, Fraction(-1, 64)), lambda e: (0, 1, 1, -2 * e)],
        [steep(lambda e: e), still(0, 1, 0, -EIGHTH)],
        [steep(lambda e: 4 * e), still(*DIAGONAL), still(*FALLING)],
        [still(1, 0, 0, -EIGHTH), still(0, 1, 1, Fraction(-3, 4)), THROUGH],
    ):
        for x, y in ((0, 0), (3, -3), (-3, 5), (7, 7)):
            there = [lambda e, c=c, x=x, y=y: moved(c(e), x, y) for c in curves]
            assert same(Fraction(3, 16), *there) == (x != 0), (x, y)


@pytest.mark.parametrize("seed", range(some(12, 200)))
def test_random_curves_are_cut_alike_until_the_first_event(seed):
    """The search and the checker agree (in ``same``), and so does the square cut at many steps."""
    r = Random(seed)
    slopes = [[(r.randint(-3, 3), r.choice((0, 0, 0, 1, -1, 2))) for _ in "abcd"] for _ in "123"]
    curves = [lambda e, row=row: tuple(Fraction(n) + m * e for n, m in row) for row in slopes]
    for step in (Fraction(1, 10), Fraction(1, 3), Fraction(9, 10)):
        if same(step, *curves):
            steps = [step / k for k in (1, 2, 3)]
            told = [[tuple(map(to_fmpq, curve(e))) for curve in curves] for e in steps]
            found = through(list(map(to_fmpq, steps)), told)
            assert len({cut_at(found, to_fmpq(step * k) / 12) for k in range(1, 13)}) == 1


def cut_at(found, step):
    """The signs that the curves have together anywhere in the square."""
    curves = [tuple(to_fraction(n(step)) for n in curve) for curve in found]
    seen = set()
    for spot in spots(curves):
        signs = tuple(exact_sign(at(curve, spot.x, spot.y)) for curve in curves)
        # not where only a line crosses that stands there for points elsewhere
        if spot.dimension == max(0, 2 - signs.count(0)):
            seen.add(signs)
    return frozenset(seen)


def kinds(limit):
    return Counter((piece.shape, piece.reason) for piece in limit.pieces)


@pytest.mark.parametrize("seed", range(1, some(25, 201)))
def test_limits_are_alike_at_smaller_steps(seed):
    game, pair, step = question(seed)
    limit = match(game, *pair, 0, step)
    if limit.smaller_epsilon:
        for factor in (Fraction(3, 4), Fraction(1, 7), Fraction(1, 1000)):
            assert kinds(match(game, *pair, 0, step * factor)) == kinds(limit)
    else:
        assert not limit.every_epsilon
    document = limit.document(verify=False)
    assert (document["vanishing"] is not None) == limit.smaller_epsilon
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
