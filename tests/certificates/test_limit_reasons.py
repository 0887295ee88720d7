"""Which reasons hold on which pieces of the square, all of them asked, not only those listed.

What stands here was read off once: matches in which points are turned around, in which one player
stays at an end, and in which a whole arc is crossed. After a change read the difference.
"""

from __future__ import annotations

from collections import Counter

import pytest

from oraclegames import Game, match
from oraclegames.certificates.limit_cover import Square
from oraclegames.certificates.limit_listed import REASONS, read_piece
from oraclegames.certificates.limit_pushes import Pushes
from oraclegames.certificates.match_agents import Agent
from oraclegames.certificates.match_scene import Scene
from oraclegames.certificates.part import Part, game_of

MATCHES = {
    "an arc is crossed": (
        ([[1, 2], [-2, 2]], [[0, 0], [1, -1]]),
        ("demand:1/3", "nicer"),
        {
            "face": 124,
            "arc": 250,
            "arc balanced crossing": 1,
            "point": 125,
            "point balanced": 1,
            "point balanced rest edge": 1,
            "point balanced rest edge turn": 1,
        },
    ),
    "pushes turn": (
        ([[2, -1], [-1, 1]], [[2, -1], [-1, -2]]),
        ("nelp:3/2", "nelp"),
        {
            "face": 59,
            "arc": 122,
            "point": 60,
            "point balanced rest": 1,
            "point balanced turn": 1,
            "point balanced edge middle turn": 1,
            "point balanced rest turn": 1,
        },
    ),
    "one stays at an end": (
        ([[2, 1], [1, 2]], [[0, 1], [2, -1]]),
        ("nicer", "nelp:3/2"),
        {"face": 65, "arc": 129, "point": 64, "point balanced edge turn": 1},
    ),
}


def square_of(tables, agents):
    document = Part(match(Game.from_arrays(*tables), *agents, 0).to_dict())
    epsilon = document["epsilon"].rational()
    scene = Scene(game_of(document["game"]), epsilon / 2, epsilon)
    pair = [
        Agent(part, name, player, scene, None)
        for player, (part, name) in enumerate(zip(document["programs"], document["agents"]))
    ]
    return Square(Pushes(scene, pair), list(map(read_piece, document["pieces"])), lambda: None)


def told(square):
    """How many pieces of each dimension balance or not, and which reasons hold there."""
    return Counter(
        " ".join(
            [
                ("point", "arc", "face")[spot.dimension],
                *["balanced"] * square.balanced[spot],
                *(reason for reason in REASONS if square._reason(spot, reason)),
            ]
        )
        for spot in square.spots
    )


@pytest.mark.parametrize("name", MATCHES)
def test_the_reasons_that_hold_on_all_pieces(name):
    tables, agents, expected = MATCHES[name]
    assert told(square_of(tables, agents)) == expected
