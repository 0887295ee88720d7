"""Random matches: their documents are proved and read back, and players may change places."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from oraclegames import Game, match, read_result
from tests.depth import some

AGENTS = ["lp", "nelp", "nelp:1", "demand:1/2", "demand:1", "nicer", "constant:1/3", "constant:0"]
MOVES = [["Cooperate", "Defect"]] * 2


@pytest.mark.parametrize("seed", range(some(16, 100)))
def test_documents_hold_and_the_points_do_not_depend_on_who_comes_first(seed):
    r = Random(seed)
    for _ in range(4):
        tables = [[[r.randint(-3, 3) for _ in "ab"] for _ in "ab"] for _ in "ab"]
        game = Game.from_arrays(*tables, moves=MOVES)
        pair, delta = [r.choice(AGENTS), r.choice(AGENTS)], Fraction(1, r.randint(4, 9))
        found = match(game, *pair, delta, "1/2")
        other = match(game.permute_players((1, 0)), *pair[::-1], delta, "1/2")
        assert found.verify() and read_result(found.to_json()).to_dict() == found.to_dict()
        assert found.status == other.status, (tables, pair, delta)
        plays, turned = (
            {(point.play[::way], point.randomised) for point in one.fixed_points}
            for one, way in ((found, 1), (other, -1))
        )
        assert plays == turned, (tables, pair, delta)
        assert len(found.segments) == len(other.segments)
