"""Points that readings a few δ away decide: approached for every δ, for some, or for none."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from random import Random

import numpy as np
import pytest

from oraclegames import Game, match, verify
from oraclegames.certificates.limit_crossings import _leads_around
from tests.reflective.limit.test_limit_set import HALF, STEP, case, with_a_point

DELTAS = [Fraction(x) for x in ("1/20", "1/21", "2/41", "2/43", "10/211", "10/219")]
AT_0 = Game.from_arrays([[0, 3], [3, 4]], [[2, 4], [5, 5]]), ("nelp", "nelp:2"), (HALF, 0)
AT_1 = Game.from_arrays([[5, 4], [5, 2]], [[4, 3], [3, 0]]), ("demand:1", "demand:1/2"), (1, HALF)


def mirrored(game, pair, point):
    """Players change places."""
    tables = [[[game.payoff(p, (a, b)) for a in (0, 1)] for b in (0, 1)] for p in (1, 0)]
    return Game.from_arrays(*tables), pair[::-1], point[::-1]


def turned(game, pair, point):
    """Both players' moves change their names, so that 0 and 1 do."""
    tables = [[[game.payoff(p, (a, b)) for b in (1, 0)] for a in (1, 0)] for p in (0, 1)]
    return Game.from_arrays(*tables), pair, tuple(1 - x for x in point)


def near(game, pair, point, step):
    """At which of some δ a fixed point is within a few of them."""
    found = []
    for delta in DELTAS:
        plays = match(game, *pair, delta, step).play_array() - [float(x) for x in point]
        found.append(np.abs(plays).max(axis=1).min() < 6 * float(delta))
    return found


def reasons(limit):
    return {piece.ends: piece.reason for piece in limit.pieces}


QUICK = [
    *((AT_0, "1/7", "middle"), (AT_0, "3/20", "last"), (AT_0, "19/100", "last")),
    *((AT_0, "1/5", None), (AT_1, "1/5", "last")),
]
MORE = [
    *((AT_0, "1/3", None), (AT_1, "1/7", "middle"), (AT_1, "6/25", "last"), (AT_1, "1/4", "")),
    *((AT_1, "1/3", None), (turned(*AT_0), "1/5", "last"), (turned(*AT_1), "1/5", None)),
]


@pytest.mark.parametrize(("question", "step", "said"), QUICK)
def test_a_zone_may_hold_her_beside_the_middle_for_some_delta(question, step, said):
    beside_the_middle(*question, step, said)


@pytest.mark.slow
@pytest.mark.parametrize(("question", "step", "said"), [*QUICK, *MORE])
def test_so_it_may_him(question, step, said):
    beside_the_middle(*mirrored(*question), step, said)
    beside_the_middle(*question, step, said)


def beside_the_middle(game, pair, point, step, said):
    limit = match(game, *pair, 0, step)
    assert reasons(limit).get((point,)) == said and limit.verify()
    there = near(game, pair, point, step)
    assert all(there) if said == "middle" else any(there) == (said == "last")
    assert said == "middle" or not (limit.smaller_epsilon or limit.every_epsilon)
    if said == "middle":
        return
    lie = limit.document(verify=False)
    if said is None:
        lie = with_a_point(game, replace(limit, vanishing=None), point)
        assert "do not balance on all of it" in str(verify(lie))
    k = next(k for k, p in enumerate(lie["pieces"]) if p["ends"] == [list(map(str, point))])
    lie["pieces"][k]["reason"] = "middle" if said == "last" else "last"
    said_so = verify({**lie, "status": "complete", "every_epsilon": False})
    assert ("do not balance" if said is None else "it is none") in str(said_so)
    for key in ("every_epsilon", "smaller_epsilon"):
        document = limit.document(verify=False)
        assert f"{key}: that is not shown" in str(verify({**document, key: True}))


@pytest.mark.slow
@pytest.mark.parametrize("view", [tuple, lambda x: mirrored(*x)])
def test_she_stays_in_the_zone_at_the_end_whatever_is_read_of_his_reply(view):
    game, *pair = case(1430)
    game, pair, point = view((game, tuple(pair), (Fraction(0), Fraction(1, 5))))
    limit = match(game, *pair, 0, STEP)
    assert reasons(limit)[point,] == "rest" and limit.status == "complete" and limit.verify()
    assert all(near(game, pair, point, STEP))
    document = limit.document(verify=False)
    assert "every_epsilon: that is not shown" in str(verify({**document, "every_epsilon": True}))
    k = next(k for k, piece in enumerate(limit.pieces) if piece.ends == (point,))
    for reason in ("edge", "last"):
        other = [dict(piece) for piece in document["pieces"]]
        other[k]["reason"] = reason
        assert "it is none" in str(verify({**document, "pieces": other}))


@pytest.mark.slow
@pytest.mark.parametrize("view", [tuple, lambda x: mirrored(*x), lambda x: turned(*x)])
def test_pushes_turn_on_a_crossing_of_thresholds(view):
    game, *pair = case(2335)
    game, pair, point = view((game, tuple(pair), (Fraction(8, 13), Fraction(4, 5))))
    limit = match(game, *pair, 0, STEP)
    assert reasons(limit)[point,] == "last" and limit.status == "complete" and limit.verify()
    for k in (30, 41):
        plays = match(game, *pair, Fraction(1, k), STEP).play_array() - [float(x) for x in point]
        assert np.abs(plays).max(axis=1).min() < 2 / k
    assert reasons(limit.at("1/7"))[point,] == "last"
    assert reasons(limit.at("2/9"))[point,] == ""
    document = limit.document(verify=False)
    for key in ("every_epsilon", "smaller_epsilon"):
        assert f"{key}: that is not shown" in str(verify({**document, key: True}))


def test_where_they_do_is_the_same_for_a_crossing_told_by_hand():
    """Four pushes in the quadrants turn once; three of them in two quadrants do not."""
    once = [(1, 2), (-2, 1), (-1, -1), (3, -1)]
    assert _leads_around(once) and _leads_around(once[::-1])
    assert not _leads_around([(1, 2), (-2, 1), (-1, 3), (3, 1)])
    assert not _leads_around([(1, 1), (-1, -1), (1, 1), (-1, -1)])  # through 0
    assert _leads_around([(1, 0), (-1, 1), (-1, 0), (-1, -1)])
    assert not _leads_around([(1, 0), (0, 0), (-1, 0), (0, -1)])
    r = Random(3)
    for _ in range(300):
        ring = [(r.randint(-2, 2), r.randint(-2, 2)) for _ in "1234"]
        ways = [np.linspace(u, v, 200)[:-1] for u, v in pairwise([*ring, ring[0]])]
        angles = np.unwrap([np.arctan2(y, x) for x, y in np.vstack([*ways, [ring[0]]])])
        through = any(
            a * d == b * c and a * c + b * d <= 0 for (a, b), (c, d) in pairwise([*ring, ring[0]])
        )
        if not through:
            assert _leads_around(ring) == (abs(angles[-1] - angles[0]) > 1)
        else:
            assert not _leads_around(ring)


def test_a_reply_is_stayed_with():
    """demand(2) at the end 0 reads NicerBot's reply 1/5 + 2δ/5 beside the line of a gain."""
    game, *pair = case(1430)
    limit = match(game, *pair, 0, STEP)
    assert reasons(limit)[(Fraction(0), Fraction(1, 5)),] == "rest" and limit.status == "complete"
    delta = Fraction(1, 57)
    plays = [point.play for point in match(game, *pair, delta, STEP).fixed_points]
    assert (delta / 2, Fraction(1, 5) + 2 * delta / 5) in [(x[0], y[0]) for x, y in plays]


BESIDE_A_REPLY = {
    "demand(1/2) first": (([[0, 2], [0, 0]], [[0, 0], [2, 2]]), ("demand:1/2", "nicer"), "1/5"),
    "neLP first": (([[2, 6], [0, 5]], [[0, 3], [0, 4]]), ("nelp", "nicer"), "1/5"),
}


@pytest.mark.parametrize("view", [tuple, lambda x: mirrored(*x)])
@pytest.mark.parametrize("name", BESIDE_A_REPLY)
def test_nobody_is_at_an_end_where_a_reply_keeps_off_what_holds_her_there(name, view):
    tables, pair, step = BESIDE_A_REPLY[name]
    one = Fraction(1)
    game, pair, point = view((Game.from_arrays(*tables), pair, (one, one)))
    limit = match(game, *pair, 0, step)
    assert (point,) not in reasons(limit) and limit.status == "complete" and limit.verify()
    assert not limit.every_epsilon and not limit.smaller_epsilon and limit.distance.constant is None
    assert not any(near(game, pair, point, step))
    lie = with_a_point(game, replace(limit, vanishing=None), point)
    assert "do not balance on all of it" in str(verify(lie))
