"""The boundary of 2×2 games: the largest objective is a bound, and anything below it is none."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from oraclegames import Game, all_tied_games, solve
from oraclegames.certificates.border_2x2 import (
    boundary_is_bounded,
    is_near_reflective,
    reflective_is_bounded,
)
from oraclegames.certificates.edges import edges
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.interior import interior
from oraclegames.certificates.part import Part
from oraclegames.exact.surd import parse_exact

NAMES = ("welfare", "egalitarian", "nash", "linear:1,-2")
SMALL = Fraction(1, 1000)


def some_games():
    source = Random(7)
    tables = [
        [[[source.randint(-5, 6) for _ in "12"] for _ in "12"] for _ in "12"] for _ in "1" * 9
    ]
    return [
        *source.sample(list(all_tied_games()), 20),
        *(Game.from_arrays(*pair) for pair in tables),
    ]


GAMES = some_games()


def along(goal, corners):
    """The objective at 25 points between two corners of a document."""
    ends = [[parse_exact(v) for v in corner.get("exact", corner)["values"]] for corner in corners]
    for share in (Fraction(k, 24) for k in range(25)):
        yield goal.at([a + (b - a) * share for a, b in zip(ends[0], ends[-1])])


def is_edge(support):
    return len(support) == 2 and any(a == b for a, b in zip(*support))


@pytest.mark.parametrize("name", NAMES)
def test_dependency_equilibria(name):
    for game in GAMES:
        goal, solution = Goal.read(Part(name), game), solve(game)
        found = [goal.at(pure.values) for pure in solution.pure]
        for side in solution.to_dict(1)["sides"]:
            found += along(goal, side["corners"])
        assert boundary_is_bounded(game, goal, None) == (not found)
        if found:
            assert boundary_is_bounded(game, goal, max(found) + Fraction(1, 10))
            assert not boundary_is_bounded(game, goal, max(found) - SMALL)
            if goal.kind == "linear":
                assert boundary_is_bounded(game, goal, max(found))


@pytest.mark.parametrize("name", NAMES)
def test_reflective_ones_on_corners_and_edges(name):
    for game in GAMES:
        goal, solution = Goal.read(Part(name), game), solve(game)
        found = [goal.at(pure.values) for pure in solution.pure if pure.reflective == "yes"]
        for side in solution.to_dict(1)["sides"]:
            if is_edge(side["support"]):
                for part in side["reflective"]:
                    found += along(goal, part["corners"])
        assert reflective_is_bounded(game, goal, None) == (not found)
        if found:
            assert reflective_is_bounded(game, goal, max(found) + Fraction(1, 10))
            assert not reflective_is_bounded(game, goal, max(found) - SMALL)
            if goal.kind == "linear":
                assert reflective_is_bounded(game, goal, max(found))


def test_reflective_equilibria_come_near_where_they_do_on_either_side():
    """On edges by points beside; elsewhere by the closure of the totally mixed ones alone."""
    draw, seen, beside = Random(7), set(), Fraction(1, 10**9)
    for _ in range(400):
        game = Game.from_arrays(*([[draw.randint(0, 2) for _ in "ab"] for _ in "ab"] for _ in "ab"))
        cells = draw.choice(((0, 1), (2, 3), (0, 2), (1, 3), (0, 3), (1, 2)))
        q = draw.choice((Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(1)))
        masses = [Fraction(0)] * 4
        masses[cells[0]], masses[cells[1]] = q, 1 - q
        whole = [edge for edge in edges(game) if sum(masses[k] for k in edge.cells) == 1]
        other = draw.choice(edges(game))
        values = draw.choice([edge.values(masses[edge.cells[0]]) for edge in (*whole, other)])
        near = any(
            edge.is_dependency(p) and edge.is_reflective(p)
            for edge in whole
            if tuple(edge.values(masses[edge.cells[0]])) == tuple(values)
            for at in (masses[edge.cells[0]],)
            for p in (at - beside, at + beside)
            if 0 < p < 1
        )
        expected = bool(interior(game).closure(tuple(masses)) or near)
        assert is_near_reflective(game, masses, values) == expected
        seen.add((expected, near))
    assert len(seen) == 3
