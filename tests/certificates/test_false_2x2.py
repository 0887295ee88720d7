"""False documents of 2×2 games that no single change makes."""

from __future__ import annotations

import copy
import random

import pytest

from oraclegames import Game, all_tied_games, solve, verify

ROOFS = [
    Game.from_arrays([[0, 2], [0, 1]], [[0, 0], [-2, -1]]),
    Game.from_arrays([[0, 1], [0, 1]], [[0, 0], [-1, -1]]),
    Game.from_arrays([[0, 1], [0, 2]], [[0, 0], [-1, -2]]),
]
TIED = random.Random(3).sample(list(all_tied_games()), 40)
CROSSING = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
OBSTACLE = {"kind": "obstacle", "reason": "none"}


def test_an_obstacle_where_there_is_none_is_refused():
    seen = 0
    for game in ROOFS + TIED:
        document = solve(game).to_dict(0)
        for k, item in enumerate(document["pure"]):
            if item["reflective"] == "yes":
                false = copy.deepcopy(document)
                false["pure"][k] |= {"reflective": "no", "reflective_certificate": OBSTACLE}
                assert not verify(false), game
                seen += 1
    assert seen > 40


def test_a_missing_side_is_refused():
    seen = set()
    for game in TIED:
        document = solve(game).to_dict(0)
        for k, side in enumerate(document["sides"]):
            false = copy.deepcopy(document)
            del false["sides"][k]
            assert not verify(false), game
            seen.add(len(side["support"]))
    assert seen == {2, 3}


def test_points_of_another_piece_are_refused():
    lower_and_upper = Game.from_arrays([[8, 0], [4, -8]], [[4, 0], [-7, -9]])
    turning_back = Game.from_arrays([[-3, 6], [0, 7]], [[-8, -5], [0, 4]])
    for game in (CROSSING, lower_and_upper, turning_back):
        document = solve(game).to_dict(4)
        first, second = document["interior"]["branches"]
        assert verify(document)
        first["points"], second["points"] = second["points"], first["points"]
        assert not verify(document)


def test_pieces_cross_where_they_do():
    document = solve(CROSSING).to_dict(200)
    assert verify(document)
    for branch in document["interior"]["branches"]:
        for point in branch["points"]:
            false = copy.deepcopy(document)
            for other in false["interior"]["branches"]:
                other["points"] = []
            false["interior"]["crossing"] = point["exact"]
            if point["exact"] != document["interior"]["crossing"]:
                assert not verify(false)


@pytest.mark.parametrize("game", [*ROOFS, CROSSING])
def test_a_curve_of_another_kind_is_refused(game):
    document = solve(game).to_dict(0)
    for kind in ("smooth", "nodal", "reducible"):
        false = copy.deepcopy(document)
        false["interior"]["curve"] = kind
        assert bool(verify(false)) == (kind == document["interior"].get("curve"))
