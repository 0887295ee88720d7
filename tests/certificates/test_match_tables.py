"""Matches of programs that are tables of numbers, with ties wherever there can be: what the search
finds, the checker's cover finds too, and nothing else that is said of them passes."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from types import SimpleNamespace

import pytest

from oraclegames import Game, InputError, match
from oraclegames.agents import FunctionAgent
from oraclegames.certificates.match import check
from oraclegames.certificates.match_cover import check_all, find_all
from oraclegames.certificates.match_scene import Scene
from oraclegames.certificates.part import Part, Refuted
from oraclegames.reflective.match.document import own_programs
from tests.certificates.falsify import tried
from tests.depth import some

STEP = Fraction(3, 4)
SILENT = (
    *("game", "agents", "programs", "parameters", "version", "verified", "undetermined"),
    *("fixed_points.*.answers", "schema", "status"),
)


def table(draw, delta):
    """What is played at each pair of zones; often at an end or on a threshold."""
    count = -(-delta.denominator // delta.numerator)
    edges = [min(k * delta, Fraction(1)) for k in range(count + 1)]
    values = [*edges, *edges, *(Fraction(draw.randint(0, 12), 12) for _ in "abc")]
    rows = [[draw.choice(values) for _ in range(count)] for _ in range(count)]
    kind = draw.randrange(4)
    if kind == 0:  # the other's zone is of no account
        rows = [[row[0]] * count for row in rows]
    elif kind == 1:  # the own zone is of no account
        rows = [rows[0]] * count
    return rows


def program(rows, delta):
    def play(seat, own, other):
        x = rows[int(own.value[0] / delta)][int(other.value[0] / delta)]
        return x, 1 - x

    return FunctionAgent(play, "table")


def tables_match(seed):
    """A match of two tables, and both as programs of the checker."""
    draw = Random(seed)
    delta = draw.choice([Fraction(1, 2), Fraction(1, 3), Fraction(2, 5), Fraction(3, 8)])
    pair = [table(draw, delta) for _ in "ab"]
    game = Game.from_arrays(*([[draw.randint(-3, 3) for _ in "ab"] for _ in "ab"] for _ in "ab"))
    programs = [
        SimpleNamespace(
            kind="own",
            output=lambda own, other, rows=rows: (
                rows[own[0]][other[0]],
                1 - rows[own[0]][other[0]],
            ),
        )
        for rows in pair
    ]
    agents = [program(rows, delta) for rows in pair]
    return match(game, *agents, delta, STEP), Scene(game, delta, STEP), programs


@pytest.mark.parametrize("seed", range(some(10, 100)))
def test_the_cover_finds_what_the_search_finds(seed):
    for n in range(10 * seed, 10 * seed + 10):
        found, scene, programs = tables_match(n)
        everything = find_all(scene, programs)
        plays = {tuple(mixed[0] for mixed in point.play) for point in found.fixed_points}
        assert set(everything.points) == plays
        assert set(map(frozenset, everything.segments)) == set(map(frozenset, found.segments))
        assert everything.cells > 0
        points = [point.play for point in found.fixed_points]
        segments = [list(map(list, ends)) for ends in found.segments]
        assert not lacks(scene, programs, points, segments)
        for k, ((x, _), (y, _)) in enumerate(points):
            told = lacks(scene, programs, points[:k] + points[k + 1 :], segments)
            assert told and told.endswith(f"with first moves at {x} and {y}")
        for k in range(len(segments)):
            assert lacks(scene, programs, points, segments[:k] + segments[k + 1 :])


def lacks(scene, programs, points, segments):
    """What is found that is not listed; None if nothing is."""
    try:
        check_all(Part([]), scene, programs, points, segments)
    except Refuted as reason:
        return str(reason)
    return None


def passes(document, programs, *, complete=False):
    try:
        check(Part(document), complete=complete, own=programs)
    except (Refuted, InputError):
        return False
    return True


@pytest.mark.parametrize("seed", range(some(6, 60)))
def test_what_is_false_of_tables_is_refused(seed):
    found = next(
        one
        for one, _, _ in map(tables_match, range(1000 * seed + 500, 1000 * seed + 1000))
        if 1 < len(one.fixed_points) < 4 + 2 * len(one.segments)
    )
    programs, document = own_programs(found), found.to_dict(verify=False)
    assert passes(document, programs, complete=True)
    lies = tried(document, SILENT)
    assert [str(lie) for lie in lies if passes(lie.document, programs)] == []
    for k, point in enumerate(document["fixed_points"]):
        answers = [[row and ["1/2", "1/2"] for row in line] for line in point["answers"]]
        if not point["randomised"] and answers != point["answers"]:
            chance = {**point, "answers": answers, "randomised": True}  # it is not needed
            points = document["fixed_points"]
            false = {**document, "fixed_points": [*points[:k], chance, *points[k + 1 :]]}
            assert not passes(false, programs)
    for key in ("fixed_points", "segments_exact"):
        for k in range(len(document[key])):
            less = {**document, key: [*document[key][:k], *document[key][k + 1 :]]}
            assert not passes(less, programs, complete=True)
