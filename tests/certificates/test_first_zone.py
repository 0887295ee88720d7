"""The weights of the first zones decide what balances beside an edge at 0, and what turns there."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace

import pytest

from oraclegames.certificates.limit_first_zone import TO_0, FirstZone
from oraclegames.certificates.limit_square import Spot

FIFTH, HALF = Fraction(1, 5), Fraction(1, 2)


class Pushes:
    """The first player is pushed by numbers that what she does says, less her own probability."""

    def __init__(self, epsilon, read=None):
        self.scene = SimpleNamespace(epsilon=epsilon)
        self.read = read or {}

    def push(self, player, does):
        assert player == 0
        return Fraction(0), Fraction(-1), Fraction(0), Fraction(does)

    def does(self, holding, ends=(0, 0)):
        return self.read[holding, ends], TO_0


AT_0, BESIDE = (0, -1), (0, 0)


def balances(epsilon, x, there, beside, down=TO_0):
    zone = FirstZone(Pushes(epsilon))
    found = [(AT_0, (n, down)) for n in there] + [(BESIDE, (n, down)) for n in beside]
    return zone.balances(Spot(0, Fraction(x), Fraction(0), AT_0), 1, found)


@pytest.mark.parametrize(
    ("epsilon", "x", "there", "beside", "known"),
    [
        # the weight of the zone at 0 is a quarter, so that between 0 and 1 only 3/4 is a mean
        (FIFTH, "3/4", [0], [1], True),
        (FIFTH, "1/2", [0], [1], False),
        (FIFTH, "1/4", [1], [0], True),
        (FIFTH, "3/4", [1], [0], False),
        (FIFTH, "1/2", [0, 1], [2], True),  # the zone alone
        (FIFTH, "3/2", [0], [1, 2], True),  # the others alone
        (FIFTH, "5/4", [0, 2], [1], True),
        (Fraction(1, 3), "1/2", [0], [1], False),  # the weight is 0
        (Fraction(1, 3), "3/2", [0], [1, 2], True),
        (HALF, "3/2", [0], [1, 2], False),  # only the zone at 0 is read
        (HALF, "1/2", [0, 1], [2], True),
    ],
)
def test_pushes_balance_with_the_weights_of_the_zones(epsilon, x, there, beside, known):
    # an answer that needs no more than the zone at 0 is the same for every epsilon
    asked = not min(there) <= Fraction(x) <= max(there)
    assert balances(epsilon, x, there, beside) == (known, asked)


def test_the_square_is_cut_where_a_mean_is_0():
    zone = FirstZone(Pushes(FIFTH))
    for there, beside, asked in ((0, 2, True), (1, 2, False), (0, 1, False)):
        zone.means.clear()
        found = [(AT_0, (there, TO_0)), (BESIDE, (beside, TO_0))]
        zone.balances(Spot(0, Fraction(1), Fraction(0), AT_0), 1, found)
        mean = zone.weight * there + (1 - zone.weight) * beside
        assert list(zone.means) == [(0, -1, 0, mean)] * asked  # else one push is 0 by itself


def test_nothing_is_known_of_who_does_more_than_step_down():
    for does in (frozenset(), frozenset((0, 1))):
        assert balances(FIFTH, "1/2", [0], [1], does) == (True, False)


def turning(left, right, epsilon=FIFTH, edge=AT_0, does=TO_0):
    """Of both sides of 1/2 what is read in the zone at 0 and beside it."""
    read, around, holding = {}, [], {}
    for side, (there, beside) in ((-1, left), (1, right)):
        face = Spot(2, HALF + side * Fraction(1, 100), Fraction(1, 100), (0, 0))
        part = Spot(1, face.x, Fraction(0), AT_0, level=True, around=[face])
        above = Spot(1, face.x, Fraction(1, 50), (0, 0), around=[face, face])
        holding |= {part: f"part {side}", face: f"face {side}", above: "above"}
        read |= {(f"part {side}", AT_0): there, (f"face {side}", (0, 0)): beside}
        around += [part, face, above]
    spot = Spot(0, HALF, Fraction(0), edge, around=around)
    return FirstZone(Pushes(epsilon, read)).turns(spot, 1, [(0, does)], holding)


def test_a_mean_that_changes_its_sign_turns_and_no_other():
    assert turning((0, 1), (0, 0))  # 3/4 on the left, 0 on the right of 1/2
    assert not turning((0, 1), (0, 1)) and not turning((0, 0), (0, 0))
    # by the other push alone, or with equal weights, these would be the other way
    assert not turning((1, 0), (0, 0)) and turning((2, 0), (0, Fraction(1, 2)))
    assert not turning((0, 1), (0, 0), epsilon=Fraction(1, 3))
    assert not turning((0, 1), (0, 0), edge=(-1, -1))
    assert not turning((0, 1), (0, 0), edge=(0, 1))
    assert not turning((0, 1), (0, 0), does=frozenset())
    on_left, on_right = ((HALF + Fraction(k, 100),) * 2 for k in (-1, 1))  # a mean that is 0
    assert not turning(on_left, (0, 0)) and not turning(on_left, (1, 1))
    assert not turning((0, 0), on_right) and not turning((1, 1), on_right)
