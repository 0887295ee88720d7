"""Matches of two programs with more moves, that are tables: their oracles are searched again, and
whatever is left out is missed."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from oraclegames import Game, InputError, match
from oraclegames.agents import FunctionAgent
from oraclegames.certificates import match_machines
from oraclegames.certificates.match import agents_of, scene_of
from oraclegames.certificates.match_machines import check_all_wide, position
from oraclegames.certificates.match_points import Points
from oraclegames.certificates.part import Part, Refuted
from oraclegames.reflective.match.document import own_programs

STEP = Fraction(3, 4)


def program(draw, moves, delta):
    """Plays ends, thresholds or anything, by what it reads of the other, and of itself or not."""
    edges = [Fraction(0), delta, Fraction(1)]
    salt, narrow = draw.random(), draw.randrange(2)

    def play(seat, own, other):
        seen = other.value if narrow else (own.value, other.value)
        source = Random(f"{salt}{seen}")
        cuts = sorted(
            source.choice((*edges, Fraction(source.randint(0, 8), 8))) for _ in range(moves - 1)
        )
        return tuple(b - a for a, b in zip((0, *cuts), (*cuts, Fraction(1))))

    return FunctionAgent(play, "table")


def wide_match(seed):
    draw = Random(seed)
    shape = draw.choice([(2, 3), (3, 2), (3, 1), (1, 3)])
    delta = draw.choice((Fraction(1, 2), Fraction(2, 5)))
    game = Game.from_arrays(
        *([[draw.randint(-2, 2) for _ in range(shape[1])] for _ in range(shape[0])] for _ in "ab")
    )
    return match(game, *(program(draw, moves, delta) for moves in shape), delta, STEP)


SEARCHED = {
    18: (4, 3),
    20: (11, 6),
    26: (3, 2),
    54: (8, 3),
    60: (0, 3),
    67: (10, 7),
    77: (7, 6),
    92: (8, 3),
    117: (7, 4),
    138: (4, 13),
    160: (22, 13),
    192: (1, 4),
    215: (14, 7),
    239: (8, 7),
    255: (10, 11),
    287: (24, 15),
    300: (4, 5),
}
"""Matches that do not take long, with how many blocks and cells are looked at."""


@pytest.mark.parametrize("seed", SEARCHED)
def test_what_is_left_out_is_missed(seed):
    found = wide_match(seed)
    document = Part(found.to_dict(verify=False))
    scene = scene_of(document)
    agents, reader = agents_of(document, scene, own_programs(found)), Points(scene)
    points = [reader.read(part) for part in document["fixed_points"]]
    assert check_all_wide(document, scene, agents, points) == SEARCHED[seed]
    for k in range(len(points)):
        with pytest.raises((Refuted, InputError)):
            check_all_wide(document, scene, agents, points[:k] + points[k + 1 :])


def test_so_many_blocks_are_looked_at_and_no_more(monkeypatch):
    """The last one is begun when all others are done."""
    found, seed = wide_match(18), 18
    document = Part(found.to_dict(verify=False))
    scene = scene_of(document)
    agents = agents_of(document, scene, own_programs(found))
    points = [Points(scene).read(part) for part in document["fixed_points"]]
    least = sum(SEARCHED[seed]) - 1
    monkeypatch.setattr(match_machines, "_MOST_BLOCKS", least)
    assert check_all_wide(document, scene, agents, points) == SEARCHED[seed]
    monkeypatch.setattr(match_machines, "_MOST_BLOCKS", least - 1)
    with pytest.raises(InputError, match=f"within {least - 1} blocks"):
        check_all_wide(document, scene, agents, points)


def test_where_a_sum_of_first_moves_stands():
    """First both players, then for each the sums of two and more of her first moves."""
    for shape in [(2, 2), (3, 2), (2, 3), (3, 3), (4, 3), (1, 4)]:
        game = Game.from_arrays(*([[0] * shape[1]] * shape[0] for _ in "ab"))
        scene = scene_of(
            Part({"game": game.to_dict(), "parameters": {"delta": "1/3", "epsilon": "1/2"}})
        )
        sums = [(i, j) for i in (0, 1) for j in range(2, shape[i])]
        assert [position(scene, *one) for one in sums] == list(range(2, 2 + len(sums)))
        assert [position(scene, i, 1) for i in (0, 1)] == [0, 1]


def test_so_many_readings_are_searched_and_no_more(monkeypatch):
    """Two zones for each sum of first moves, of which there are three."""
    monkeypatch.setattr(match_machines, "_MOST_READINGS", 8)
    game = Game.from_arrays(*([[0] * 3] * 2 for _ in "ab"))
    document = Part(match(game, "cooperate", "defect", "1/2", STEP).to_dict(verify=False))
    scene = scene_of(document)
    points = [Points(scene).read(part) for part in document["fixed_points"]]
    agents = agents_of(document, scene, (None, None))
    check_all_wide(document, scene, agents, points)
    monkeypatch.setattr(match_machines, "_MOST_READINGS", 7)
    with pytest.raises(InputError, match="at most 7 readings, not 8"):
        check_all_wide(document, scene, agents, points)
