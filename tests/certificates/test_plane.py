"""The boundary of a region that the checker traces by itself: the solver's, and no other."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from oraclegames import Game, catalog, region, verify
from oraclegames.certificates import plane_trace
from oraclegames.certificates.demands import TooManyError
from oraclegames.certificates.plane_arcs import boundary
from oraclegames.certificates.plane_face import Asked
from oraclegames.certificates.plane_trace import Plane
from oraclegames.conditional.two_players.solve_region import planar_region
from tests.depth import some
from tests.strategies import games, small_payoffs

WHOLE = "these are all arcs and vertices, and nothing changes along an arc"
MIXED = Game.from_arrays([[2, -1, 4], [0, 3, 1]], [[1, 3, 0], [2, -2, 5]])
TURNING = Game.from_arrays(
    [[-6, 2, 1, -5], [7, 0, 3, 1], [2, -6, -5, 7]], [[4, -7, -9, 3], [-9, 0, 0, -4], [0, 4, -8, 0]]
)


def mixed_game(seed: int) -> Game:
    """Random, tied, 0/1, symmetric, with copies of moves or a constant move."""
    rng = np.random.default_rng(seed)
    shape = [(2, 2), (2, 3), (3, 2), (3, 3), (2, 4), (4, 3), (4, 4)][rng.integers(7)]
    size = int(rng.choice([1, 2, 3, 9, 50]))
    a, b = rng.integers(0 if size == 1 else -size, size + 1, size=(2, *shape))
    kind = rng.integers(6)
    if kind == 0 and shape[0] == shape[1]:
        b = a.T
    if kind == 1:
        a[-1], b[-1] = a[0], b[0]
    if kind == 2:
        a[:, -1], b[:, -1] = a[:, 0], b[:, 0]
    if kind == 3:
        a[0] = a[0, 0]
    if kind == 4:  # a ring, whose cells have many curves
        a += 2 * size * (np.add.outer(*map(np.arange, shape)) % shape[1])
        b += 2 * size * (np.add.outer(*map(np.arange, shape)) % shape[1])[::-1]
    return Game.from_arrays(a, b)


def assert_whole(game: Game, notion="totally mixed") -> None:
    found = planar_region(game, notion=notion)
    checked = verify(found.to_json())
    assert checked and WHOLE in checked.proved, checked


QUICK = [seed for seed in range(40) if math.prod(mixed_game(seed).shape) <= 9]


@pytest.mark.parametrize("seed", QUICK)
def test_both_ways_find_the_same_arcs_and_vertices(seed):
    assert_whole(mixed_game(seed))


@pytest.mark.parametrize("seed", QUICK[::3])
def test_both_ways_find_the_same_of_all_dependency_equilibria(seed):
    assert_whole(mixed_game(seed), "dependency")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 500))
def test_both_ways_find_the_same_of_many_games(seed):
    game = mixed_game(seed)
    try:
        Plane(Asked(game, False))
    except TooManyError:
        return
    assert_whole(game)


@given(games(min_players=2, max_players=2, max_moves=3, payoffs=small_payoffs))
@settings(max_examples=some(16, 40))
def test_degenerate_games_are_the_normal_case(game):
    assert_whole(game)


@pytest.mark.parametrize("game", [MIXED, TURNING, catalog.random_game(3, 3, seed=8)])
def test_a_region_that_lacks_an_arc_or_has_another_is_refused(game):
    found = region(game, totally_mixed=True)
    every = some(3, 1)
    for k, arc in list(enumerate(found.arcs))[::every]:
        rest = (*found.arcs[:k], *found.arcs[k + 1 :])
        checked = verify(replace(found, arcs=rest).to_json())
        assert not checked and ("arcs" in checked.false or "dimension" in checked.false)
        twice = replace(found, arcs=(*found.arcs, arc))
        assert "the boundary has no such one" in verify(twice.to_json()).false
    for k, vertex in list(enumerate(found.vertices))[::every]:
        others = list(found.vertices)
        others[k] = replace(vertex, included=not vertex.included)
        if not all(isinstance(v, Fraction) for v in vertex.values):
            document = json.loads(replace(found, vertices=tuple(others)).to_json())
            assert not verify(document)


def test_the_cross_of_the_dilemma_is_found_from_the_game_alone():
    plane = Plane(Asked(catalog.prisoners_dilemma(), False))
    arcs, vertices = boundary(plane.graph)
    assert sorted(arc.curve for arc in arcs) == ["x + y - 3", "x + y - 3", "x - y", "x - y"]
    middle = Fraction(3, 2)
    assert [at for at, included in vertices if included] == [(middle, middle)]


def test_where_curves_are_too_many_it_is_said_not_to_be_shown(monkeypatch):
    monkeypatch.setattr(plane_trace, "MOST_PAIRS", 0)
    found = region(catalog.random_game(3, 3, seed=8), totally_mixed=True)
    checked = verify(found.to_json())
    assert checked and "that there are no other arcs and vertices" in checked.assumed
