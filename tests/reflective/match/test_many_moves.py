"""Matches of more moves against the reflective oracles of the agents' machines."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from oraclegames import InputError, UnsupportedError, catalog, match
from oraclegames.budget import Clock
from oraclegames.reflective.match.answers import Cell, solve
from oraclegames.reflective.match.bilinear import solve_square
from oraclegames.reflective.match.many_moves import many_fixed_points
from oraclegames.reflective.match.meeting import Meeting, precisions_of
from tests.depth import some
from tests.reflective.match.machine_points import machine_fixed_points
from tests.strategies import games, small_payoffs

AGENTS = ["lp", "nelp", "nelp:1", "nicer", "demand:1/2", "demand:1", "demand:2", "defect"]
HALF = Fraction(1, 2)
SHAPES = [((2, 2), "1/5"), ((2, 2), "2/7"), ((3, 2), "1/4"), ((2, 3), "2/7"), ((1, 3), "1/5")]
LARGER = [*SHAPES, ((3, 3), "1/3"), ((3, 3), "2/5"), ((2, 4), "1/3"), ((3, 1), "1/7")]


def told(points):
    return [(point.play, point.payoffs, point.randomised, point.zones) for point in points]


def agree(game, first, second, delta):
    for name, moves in zip((first, second), game.shape):
        assume(moves > 1 or name not in ("nicer", "defect"))  # they name a second move
    meeting = Meeting.of(game, first, second, delta, HALF)
    found = match(game, first, second, delta, HALF)
    places = found.seats
    many = many_fixed_points(game, meeting.agents, places, meeting.delta, 10**6, Clock(None))
    slow = machine_fixed_points(game, meeting.agents, places, meeting.delta, Clock(None))
    assert many.status == slow.status
    if slow.status == "complete":
        assert told(many.points) == told(slow.points)
    if max(game.shape) > 2:
        assert tuple(found.fixed_points) == many.points
        assert found.verify()
    elif many.status == "complete":
        assert sorted(told(found.fixed_points)) == told(many.points)


@settings(max_examples=some(10, 25))
@given(st.data(), st.sampled_from(SHAPES), st.sampled_from(AGENTS), st.sampled_from(AGENTS))
def test_both_ways_find_the_same_fixed_points(data, kind, first, second):
    shape, delta = kind
    agree(data.draw(games(shape=shape, payoffs=small_payoffs)), first, second, delta)


@pytest.mark.slow
@settings(max_examples=some(60, 150))
@given(st.data(), st.sampled_from(LARGER), st.sampled_from(AGENTS), st.sampled_from(AGENTS))
def test_both_ways_find_the_same_fixed_points_of_larger_games(data, kind, first, second):
    shape, delta = kind
    agree(data.draw(games(shape=shape, payoffs=small_payoffs)), first, second, delta)


def test_where_everybody_stays_each_place_is_a_fixed_point():
    game = catalog.rock_paper_scissors()
    found = match(game, "lp", "lp", "1/6")
    # Two cumulative probabilities in order, each in one of six zones or on one of five thresholds.
    assert (found.status, len(found.fixed_points)) == ("complete", (11 * 12 // 2) ** 2)
    with pytest.raises(UnsupportedError, match="more than 1000 fixed points"):
        match(game, "lp", "lp", "1/6", max_points=1000)


def test_a_precision_is_chosen_by_the_size():
    sizes = [(2, 2), (2, 3), (3, 3), (4, 4), (9, 9)]
    chosen = [precisions_of(catalog.random_game(*shape, seed=1), None, "1/5") for shape in sizes]
    assert [str(delta) for delta, _ in chosen] == ["1/200", "1/18", "1/10", "1/6", "1/6"]
    assert precisions_of(catalog.chicken(), None, "1/300")[0] == Fraction(1, 360)
    with pytest.raises(InputError, match="epsilon"):
        precisions_of(catalog.chicken(), None, 2)
    assert match(catalog.rock_paper_scissors(), "nicer", "defect").delta == Fraction(1, 10)


def test_an_interrupted_match_keeps_what_it_found():
    def interrupt(step):
        if step.done > 20:
            raise KeyboardInterrupt

    found = match(catalog.rock_paper_scissors(), "lp", "lp", "1/6", progress=interrupt)
    assert found.status == "partial" and len(found.fixed_points) > 100
    assert found.verify() and "stopped" in str(found)


def cell(zones, *outputs):
    """A cell of four zones, of numbers over 40."""
    return Cell(zones, list(outputs), 40, [0, 10, 20, 30, 40])


def test_equations_are_solved_one_after_the_other():
    # The second equation is in one unknown only where the first is solved.
    solved = solve(cell(((0, 1), (1, 2)), (5, 5, 15, 15), (10, 20, 30, 30)), Clock(None))
    found = solved.solutions
    assert not solved.continua and [one.answers for one in found] == [(HALF, Fraction(0))]
    assert found[0].values == (Fraction(1, 4), HALF) and found[0].randomised


@settings(max_examples=some(24, 60))
@given(st.lists(st.integers(0, 40), min_size=8, max_size=8), st.integers(0, 1))
def test_solutions_of_two_equations_are_those_of_the_bilinear_solver(numbers, zone):
    first, second = tuple(numbers[:4]), tuple(numbers[4:])
    solved = solve(cell(((zone, zone + 1), (1, 2)), first, second), Clock(None))
    found = solved.solutions
    squares = [
        tuple(tuple(line[2 * i + j] - mark for j in (0, 1)) for i in (0, 1))
        for line, mark in ((first, 10 * (zone + 1)), (second, 20))
    ]
    assert bool(found) == (solve_square(*squares) is not None)
    for r, s in (one.answers for one in found):
        assert 0 <= r <= 1 and 0 <= s <= 1
        for (a, b), (c, d) in squares:
            assert (1 - r) * ((1 - s) * a + s * b) + r * ((1 - s) * c + s * d) == 0
    assert found or not solved.continua
