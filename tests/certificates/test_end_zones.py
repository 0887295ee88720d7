"""The weights of the zones at an end decide what balances beside an edge, and what turns there."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace

import pytest

from oraclegames.certificates.limit_end_zones import STEPS, EndZones
from oraclegames.certificates.limit_square import Spot

FIFTH, HALF = Fraction(1, 5), Fraction(1, 2)
DOWN, UP = STEPS[-1], STEPS[1]


class Pushes:
    """The first player is pushed by numbers that what she does says, less her own probability."""

    def __init__(self, epsilon, read=None, end=-1, rest=None):
        self.end, self.rest = end, rest
        self.scene = SimpleNamespace(epsilon=epsilon)
        self.read = read or {}

    def push(self, player, does):
        assert player == 0
        return Fraction(0), Fraction(-1), Fraction(0), Fraction(does)

    def does(self, holding, ends=(0, 0)):
        """Numbers are what the first does while the second steps to her end."""
        found = self.read[holding, ends]
        return found if isinstance(found, tuple) else (found, UP if self.end == 1 else DOWN)

    def pushed(self, does, x, y):
        return Fraction(does[0]) - x, None

    def exactly(self, player, all_do):
        return 1 if player == 0 and all_do == ["punish"] else None


AT_0, AT_1, BESIDE = (0, -1), (0, 1), (0, 0)


def balances(epsilon, x, there, beside, step=DOWN, end=AT_0, rest=None):
    zone = EndZones(Pushes(epsilon, rest=rest))
    found = [(end, (n, step)) for n in there] + [(BESIDE, (n, step)) for n in beside]
    return zone.balances(Spot(0, Fraction(x), Fraction(0), end), 1, found), zone


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
    assert balances(epsilon, x, there, beside)[0] == (known, asked)


def test_the_square_is_cut_where_a_mean_is_0():
    zone = EndZones(Pushes(FIFTH))
    for there, beside, asked in ((0, 2, True), (1, 2, False), (0, 1, False)):
        zone.means.clear()
        found = [(AT_0, (there, DOWN)), (BESIDE, (beside, DOWN))]
        zone.balances(Spot(0, Fraction(1), Fraction(0), AT_0), 1, found)
        mean = zone.weights[-1] * there + (1 - zone.weights[-1]) * beside
        assert list(zone.means) == [(0, -1, 0, mean)] * asked  # else one push is 0 by itself


@pytest.mark.parametrize(
    ("epsilon", "x", "there", "beside", "known"),
    [
        # the weight of a zone at 1 is a quarter or more, up to 1
        (FIFTH, "1/8", [0], [1], True),
        (FIFTH, "3/4", [0], [1], True),
        (FIFTH, "4/5", [0], [1], False),
        (FIFTH, "5/4", [0], [1], False),
        (FIFTH, "-1/4", [0], [1], False),
        (FIFTH, "1/4", [1], [0], True),
        (FIFTH, "1/5", [1], [0], False),
        (FIFTH, "1/2", [], [1], False),
        (FIFTH, "1/2", [1], [], False),
        (FIFTH, "1/2", [0, 1], [2], True),  # the zone alone
        (FIFTH, "3/2", [0], [1, 2], True),  # the others alone
        (Fraction(1, 3), "15/16", [0], [1], True),  # any weight
        (HALF, "15/16", [0], [1], True),
        (HALF, "5/4", [0], [1], False),
        (HALF, "3/2", [0], [1, 2], True),  # the zone at 1 may be narrow
    ],
)
def test_at_1_pushes_balance_with_any_weights_that_a_cut_zone_has(epsilon, x, there, beside, known):
    told, zone = balances(epsilon, x, there, beside, UP, AT_1)
    alone = any(some and min(some) <= Fraction(x) <= max(some) for some in (there, beside))
    assert told == (known, not alone)
    # the square is cut where the least weight has the mean 0
    count = len(there) * len(beside) if zone.weights[1] > 0 and not alone else 0
    assert len(zone.means) == count
    # who steps away is not told of
    assert balances(epsilon, x, there, beside, DOWN, AT_1)[0] == (True, False)


@pytest.mark.parametrize(
    ("rest", "weight"),
    # q = (1 − ε(1 + 2ρ)) / ((1 − ε)(1 + ρ)) at ε = 1/5
    [
        (Fraction(1), Fraction(1, 4)),
        (Fraction(1, 2), Fraction(1, 2)),
        (Fraction(1, 3), Fraction(5, 8)),
    ],
)
def test_at_1_a_rest_that_is_known_has_one_weight(rest, weight):
    for x in (Fraction(k, 16) for k in range(17)):
        told, zone = balances(FIFTH, x, [0], [1], UP, AT_1, rest)
        assert zone.weights[1] == weight and zone.weights[-1] == Fraction(1, 4)
        assert told == (x in (0, 1, 1 - weight), x != 0)
    assert not balances(Fraction(2, 3), Fraction(1, 2), [0], [1], UP, AT_1, Fraction(1))[0][0]


def test_nothing_is_known_of_who_does_more_than_step_down():
    for does in (frozenset(), frozenset((0, 1))):
        assert balances(FIFTH, "1/2", [0], [1], does)[0] == (True, False)


def turning(left, right, epsilon=FIFTH, edge=AT_0, does=DOWN):
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
    return EndZones(Pushes(epsilon, read)).turns(spot, 1, [(0, does)], holding)


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


def falling(there, beside, x=HALF, epsilon=FIFTH, edge=AT_1, more=(), end=1):
    """What is read in the zone at 1, and beside it, next to a part of the edge."""
    face = Spot(2, x, Fraction(99, 100), BESIDE)
    part = Spot(1, x, Fraction(1), edge, level=True, around=[face])
    pushes = Pushes(epsilon, {("part", edge): there, ("face", BESIDE): beside}, end)
    step = UP if end == 1 else DOWN
    found = [(edge, (there, step)), (BESIDE, (beside, step)), *more]
    return EndZones(pushes).falls(part, 1, found, {part: "part", face: "face"})


def test_an_arc_at_1_is_met_where_some_weight_has_the_mean_0():
    assert falling(0, 1) and falling(1, 0)
    assert not falling(0, 1, Fraction(4, 5)) and falling(0, 1, Fraction(4, 5), HALF)
    assert not falling(1, 0, Fraction(1, 5)) and falling(1, 0, Fraction(1, 5), Fraction(1, 3))
    assert not falling(0, 0) and not falling(1, 2) and not falling(HALF, 1)
    assert not falling(0, 1, edge=AT_0) and not falling(0, 1, end=-1)
    # it is not known what is done
    assert not falling(0, 1, more=[(BESIDE, (2, UP))])
    assert not falling(0, 1, more=[(AT_1, (2, UP))])
    assert not falling(0, 1, more=[(BESIDE, (1, frozenset()))])
    assert falling(0, 1, more=[(BESIDE, (1, UP))])


def passing(*row, epsilon=FIFTH, edge=AT_0, turn=0):
    """What is done on the faces around a point of an edge and on the curves between."""
    spot, read, around, holding = Spot(0, HALF, Fraction(0), edge), {}, [], {}
    for k, does in enumerate(row):
        x = HALF + Fraction(k - len(row) // 2, 100)
        piece = Spot(2 - k % 2, x, Fraction(1, 100), BESIDE)
        around.append(piece)
        holding[piece] = name = does if isinstance(does, str) else str(k)
        read[name, BESIDE] = 0 if isinstance(does, str) else does
    ends = [Spot(1, HALF + s, Fraction(0), edge) for s in (-HALF, HALF)]
    ring = [ends[0], *around, ends[1]]
    spot.around = ring[turn:] + ring[:turn]
    pushes = Pushes(epsilon, read, 1 if edge == AT_1 else -1)
    return EndZones(pushes).passes(spot, 1, holding)


def test_pushes_that_change_their_sign_beside_the_zone_are_passed():
    away = frozenset()
    for turn in range(5):
        assert passing(0, 0, 1, turn=turn) and not passing(0, 0, 0, turn=turn)
    assert passing(1, 0, 0) and passing(0, HALF, 1) and passing(0, 1, 1)
    assert passing(1, HALF, HALF) and not passing(1, 1, 1) and passing(0, HALF, 1, edge=AT_1)
    assert not passing(0, 0, 1, edge=(-1, -1)) and not passing(0, 0, 1, edge=(0, 0))
    # beside a zone that is read alone for every small step only
    assert passing(0, 0, 1, epsilon=Fraction(1, 3)) and not passing(0, 0, 1, epsilon=HALF)
    # she has to step to the end where the sign changes
    assert passing(0, 1, (1, away)) and not passing(0, (1, away), 1)
    assert not passing((0, away), 1, 1) and passing((0, away), 1, 0)
    # two curves at which something changes are read in no known order
    assert not passing(0, 0, 1, 1, 0)
    # where nothing changes both ends of the row are asked
    assert passing("same", "same", "same") is False
    assert passing("same", "line", "same", 0, 1)


def cornered(first, second, epsilon=FIFTH, corner=(1, 1)):
    """What both do on the edge on which the first is at 1."""
    face = Spot(2, HALF, HALF, BESIDE)
    edge = Spot(1, Fraction(1), HALF, (1, 0), upright=True, around=[face])
    other = Spot(1, HALF, Fraction(1), (0, 1), level=True, around=[face])
    spot = Spot(0, Fraction(1), Fraction(1), corner, around=[other, face, edge])
    read = {("edge", (1, 0)): (first, second), ("other", (0, 1)): (0, UP), ("face", BESIDE): 0}
    holding = {edge: "edge", other: "other", face: "face"}
    return EndZones(Pushes(epsilon, read)).corner(spot, 1, holding)


def test_a_corner_is_met_by_who_steps_up_beside_a_punishment():
    assert cornered("punish", UP)
    assert not cornered(0, UP) and not cornered("punish", DOWN)
    assert not cornered("punish", UP, Fraction(1, 3))
    assert not cornered("punish", UP, corner=(1, -1)) and not cornered("punish", UP, corner=(1, 0))
