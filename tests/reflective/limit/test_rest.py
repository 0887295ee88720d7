"""Limits for the δ that leave one rest of 1, against matches at such δ."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from oraclegames import Game, InputError, match, verify
from oraclegames.results import read_result
from tests.depth import some
from tests.reflective.limit.test_limit_set import STEP, case, farthest, filled, played

RESTS = Fraction(1), Fraction(1, 2), Fraction(1, 10)
GAME = Game.from_arrays([[2, 3], [1, 0]], [[3, 6], [1, 2]])
LAST = [1039, 1051, 1622]
"""Games with a piece that is approached for some δ only."""


def near(game, pair, delta, limit):
    """Fixed points are near the limit, and it is near them where that is proved."""
    points, unit = played(game, *pair, delta), float(delta / STEP)
    everything = np.vstack([filled(piece, 20) for piece in limit.pieces])
    assert farthest(points, everything) <= 4 * unit
    for piece in limit.pieces:
        assert piece.every_delta
        if piece.proved:
            assert farthest(filled(piece, 20), points) <= 4 * unit


@pytest.mark.parametrize("rest", RESTS)
@pytest.mark.parametrize("seed", LAST)
def test_matches_with_this_rest_are_near(seed, rest):
    game, *pair = case(seed)
    limit = match(game, *pair, 0, STEP)
    assert not all(piece.every_delta for piece in limit.pieces)
    delta = 1 / (100 + rest)
    there = limit.at(delta)
    assert there.rest == rest and there.status == "complete" and there.verify()
    near(game, pair, delta, there)
    # what is approached for every δ is for these
    everything = np.vstack([filled(piece, 20) for piece in there.pieces])
    sure = [piece for piece in limit.pieces if piece.every_delta]
    assert all(farthest(filled(piece, 20), everything) < 0.03 for piece in sure)


@pytest.mark.parametrize("seed", range(1600, some(1603, 1700)))
def test_so_of_any_game(seed):
    game, *pair = case(seed)
    rest = Fraction(1 + seed % 7, 7)
    delta = 1 / (100 + rest)
    there = match(game, *pair, 0, STEP).at(delta)
    assert there.rest == rest and there.verify()
    if not there.touching:
        near(game, pair, delta, there)


def test_the_point_of_an_arc_is_where_theorem_4_says():
    limit = match(GAME, "nelp:1", "lp", 0, STEP)
    for rest in (*RESTS, Fraction(1, 1000)):
        there = limit.at(1 / (7 + rest))
        q = (1 - STEP * (1 + 2 * rest)) / ((1 - STEP) * (1 + rest))
        # in the last zone the second steps to 0, beside it to both: -q·y + (1 - q)(1/2 - y) = 0
        assert ("zone", ((1, (1 - q) / 2),)) in [(p.reason, p.ends) for p in there.pieces]
        assert there.status == "complete" and there.verify()


def test_a_limit_for_one_rest_says_so():
    limit = match(GAME, "nelp:1", "lp", 0, STEP)
    there = limit.at("2/9")
    assert there.rest == Fraction(1, 2) and "of δ that leave 1/2·δ of 1" in str(there)
    assert there.at("1/9").rest == 1 and limit.rest is None
    document = there.document()
    assert document["verified"] and read_result(document) == there
    other = verify({**document, "rest": "1/10"})
    assert not other and "none holds" in str(other)
    assert limit.at("1/9", budget=0).status == "partial"
    for delta in (0, 1, "3/2", "-1/5"):
        with pytest.raises(InputError, match="strictly between 0 and 1"):
            limit.at(delta)
