"""The values of all dependency equilibria of two players, against linear programs and the 2×2 form.

The linear programs know nothing of graphs: for every choice of moves one asks for a distribution
that plays them at the values, and others for the levels at which the rest is tried.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
import time
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, UnsupportedError, catalog, check, read_result, region, solve, verify
from oraclegames.certificates.demands import reaches
from oraclegames.conditional.two_players.numbers import compare
from oraclegames.conditional.two_players.questions import Played
from tests.certificates.falsify import accepted
from tests.conditional.two_players.test_best_values import lp_achieves, lp_tries
from tests.conditional.two_players.test_planar_region import (
    MIXED,
    are_values,
    beside,
    crossings,
    random_game,
)
from tests.depth import some
from tests.strategies import games, small_payoffs, wild_payoffs


def told(game: Game, values) -> bool:
    """Whether linear programs (in floats) find a choice of moves with these values."""
    return any(
        lp_achieves(game, q.moves, values) and lp_tries(game, q.moves, values)
        for q in Played.every(game)
    )


def assert_right(found):
    """Every arc and vertex, and both sides of each arc, by the checker's refusals."""
    game = found.game
    for arc in found.arcs:
        assert tuple(reaches(game, point) for point in beside(arc)) == arc.sides
        assert reaches(game, arc.sample) == arc.included
    for vertex in found.vertices:
        assert reaches(game, vertex.values) == vertex.included


def assert_closed(found):
    """The set of all equilibria is closed, so all of its boundary belongs to it."""
    assert all(arc.included for arc in found.arcs)
    assert all(vertex.included for vertex in found.vertices)


@pytest.mark.parametrize("seed", range(some(4, 8)))
def test_arcs_are_where_single_answers_change(seed):
    game = random_game(seed)
    found = region(game)
    assert_right(found)
    assert_closed(found)
    rng = np.random.default_rng(seed)
    points = [tuple(Fraction(int(k), 2) for k in rng.integers(-9, 10, 2)) for _ in range(4)]
    for point in [*points, *(game.payoffs(o) for o in itertools.islice(game.outcomes(), 3))]:
        assert (found.classify(point) == "in") == told(game, point)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 250))
def test_many_games_agree_with_linear_programs(seed):
    game = random_game(seed)
    found = region(game)
    assert_right(found)
    assert_closed(found)
    rng = np.random.default_rng(seed)
    for point in (tuple(Fraction(int(k), 3) for k in rng.integers(-12, 13, 2)) for _ in range(40)):
        assert (found.classify(point) == "in") == told(game, point)
    for outcome in game.outcomes():
        assert (found.classify(game.payoffs(outcome)) == "in") == told(game, game.payoffs(outcome))


@pytest.mark.parametrize("seed", range(4))
def test_no_arc_is_missing(seed):
    """Above a point of the area lies an odd number of arcs that part it from the outside."""
    game = random_game(seed + 20)
    found = region(game)
    if found.dimension < 2:
        return
    parting = [
        found.polyline(k, 100)
        for k, arc in enumerate(found.arcs)
        if arc.sides[0] != arc.sides[1] and not arc.is_vertical
    ]
    rng = np.random.default_rng(seed)
    for point in rng.uniform(-9, 9, (60, 2)):
        places = crossings(parting, point[0])
        if all(abs(y - point[1]) > 1e-2 for y in places):
            odd = sum(y > point[1] for y in places) % 2 == 1
            assert (found.classify([Fraction(v) for v in point.tolist()]) == "in") == odd


@given(games(min_players=2, max_players=2, max_moves=3, payoffs=small_payoffs))
@settings(max_examples=some(10, 25))
def test_degenerate_games(game):
    found = region(game)
    assert_right(found)
    assert_closed(found)
    assert found.dimension >= 0  # every game has a dependency equilibrium
    assert found.verify() and read_result(found.to_json()) == found


@given(games(min_players=2, max_players=2, max_moves=3, max_outcomes=6, payoffs=wild_payoffs))
@settings(max_examples=some(10, 15))
def test_huge_and_rational_payoffs(game):
    found = region(game)
    assert_closed(found)
    assert found.verify()


def corners_of(solution):
    """The parts of a 2×2 game's boundary, each by the values of its corners."""
    for pure in solution.pure:
        yield [solution.game.payoffs(pure.outcome)]
    for side in solution.sides:
        yield [corner.values for corner in side.part.corners]
    for arc in solution.interior.arcs:
        yield from ([end.values] for end in arc.ends)


def on_segment(at, first, last) -> bool:
    """Whether a point lies on a segment, its ends included; exactly."""
    (x, y), (ax, ay), (bx, by) = at, first, last
    if compare((x - ax) * (by - ay), (y - ay) * (bx - ax)) != 0:
        return False
    return all(
        compare(min(u, w), v) <= 0 <= compare(max(u, w), v) for v, u, w in zip(at, first, last)
    )


def is_known(solution, at) -> bool:
    """Whether the closed form has these values, where they are no area."""
    if are_values(solution.interior, at):
        return True
    parts = list(corners_of(solution))
    return any(on_segment(at, first, last) for part in parts for first in part for last in part)


@given(games(shape=(2, 2), payoffs=st.one_of(small_payoffs, st.integers(-9, 9).map(Fraction))))
@settings(max_examples=some(24, 60))
def test_two_by_two_games_agree_with_solve(game):
    found, solution = region(game), solve(game)
    assert_closed(found)
    points = [point.values for point in solution.sample(16)]
    for x, y in [*points, *(values for part in corners_of(solution) for values in part)]:
        if isinstance(x, Fraction) and isinstance(y, Fraction):
            assert found.classify((x, y)) == "in"
    ends = {end for arc in found.arcs for end in arc.ends}
    lone = [v.values for k, v in enumerate(found.vertices) if k not in ends]
    assert all(is_known(solution, values) for values in lone)
    for arc in found.arcs:
        if arc.sides == (False, False):
            assert is_known(solution, arc.sample)


def test_an_equilibrium_with_values_is_one():
    for seed in range(6):
        game = random_game(seed)
        found = region(game)
        for vertex in found.vertices:
            if all(isinstance(v, Fraction) for v in vertex.values):
                play = found.equilibrium(vertex.values)
                verdict = check(game, play)
                assert verdict.verdict == "yes" and tuple(verdict.values) == vertex.values
        assert found.equilibrium((100, 100)) is None


def test_transposition_copies_and_units_act_as_they_must():
    for seed in range(3):
        game = random_game(seed)
        a, b = (game.payoff_array(i) for i in range(2))
        found = region(game)
        turned = region(Game.from_arrays(b.T, a.T))
        double = region(Game.from_arrays(np.vstack([a, a[:1]]), np.vstack([b, b[:1]])))
        moved = region(Game.from_arrays(2 * a + 1, b / Fraction(3) - 2))
        assert len(turned.arcs) == len(found.arcs)
        for vertex in found.vertices:
            x, y = vertex.values
            if isinstance(x, Fraction) and isinstance(y, Fraction):
                assert turned.classify((y, x)) == double.classify((x, y)) == "in"
                assert moved.classify((2 * x + 1, y / 3 - 2)) == "in"


def test_what_is_known_of_some_games():
    assert [v.values for v in region("chicken").vertices] == [(4, 4), (4, 5), (5, 4)]
    dilemma = region("prisoners_dilemma")
    assert dilemma.dimension == 1 and dilemma.classify("2,2") == "in"
    assert dilemma.classify("0,3") == "out" and dilemma.arc_at("2,2") is None
    found = region(MIXED)
    assert found.dimension == 2 and len(found.arcs) == 5
    lone = [v.values for v in found.vertices if v.values == (1, 5)]
    assert lone and found.equilibrium("1,5").probabilities == (0, 0, 0, 0, 0, 1)
    with pytest.raises(UnsupportedError, match="for two players, without a tolerance"):
        region(MIXED, tolerance="1/4", totally_mixed=False)


def test_falsified_documents_are_refused():
    """But for what is said not to be proved, such as that no value is missing, and other evidence
    that proves as much.
    """
    harmless = (
        r"(arcs|vertices)\.\d+ (dropped|doubled|swapped)",
        r"arcs\.\d+\.ends",
        r"\.(levels|distribution)\.",
        r"beside\.\d+\.values",
        r"area_bounds|version|game\.title|game\.players",
        r"game\.payoffs",
        r"^axes dropped",  # earlier documents have none
    )
    document = region("battle_of_the_sexes").to_dict()
    lies = accepted(document, silent=("version", "game.title"))
    assert [lie for lie in lies if not any(re.search(p, lie) for p in harmless)] == []


def test_a_budget_is_kept():
    rng = np.random.default_rng(2)
    game = Game.from_arrays(*rng.integers(-99, 100, (2, 7, 7)))
    start = time.process_time()
    found = region(game, budget=0.5)
    assert time.process_time() - start < 2 and found.status in ("partial", "complete")
    with pytest.raises(UnsupportedError, match="up to 65,536 choices of played moves"):
        region(Game.from_arrays(*rng.integers(-9, 9, (2, 9, 9))))
    nothing = region(catalog.random_game(4, 4, seed=3), budget=0)
    assert nothing.status == "partial" and "left out" in str(nothing)
    assert not dataclasses.replace(nothing, status="complete").verify()


def test_without_time_nothing_is_said_to_be_known():
    found = region("1,1 0,0 0,1; 1,0 1,1 0,0", budget=0)
    assert found.status == "partial" and "none is known yet" in str(found)


def test_words_say_whose_values_x_and_y_are():
    game = Game.from_arrays(
        [[2, -1, 4], [0, 3, 1]], [[1, 3, 0], [2, -2, 5]], players=["Ann", "Bob"]
    )
    found = region(game)
    assert "x is the value of Ann, y that of Bob" in str(found)
    document = found.to_dict()
    assert document["axes"] == ["Ann", "Bob"]
    assert not verify(document | {"axes": ["Bob", "Ann"]})
    del document["axes"]  # as earlier releases wrote it
    assert verify(document)


def test_long_payoffs_are_written_short_and_told_apart():
    def payoff(value, k):
        return 10**400 + value * 10**390 + k

    rows = [[payoff(v, 7 * k) for k, v in enumerate(row)] for row in ([2, -1, 4], [0, 3, 1])]
    columns = [[payoff(v, 3 * k) for k, v in enumerate(row)] for row in ([1, 3, 0], [2, -2, 5])]
    text = str(region(Game.from_arrays(rows, columns)))
    assert max(map(len, text.splitlines())) < 400
    equations = [
        line.split(": ")[1].split(", from")[0] for line in text.splitlines() if "arc" in line[:6]
    ]
    assert len(set(equations)) == 4
    assert "1.00000000010E+400…" in text  # so many digits as tell the payoffs apart


def test_what_a_budget_leaves_out_of_a_document_is_said():
    game = Game.from_arrays([[2, -1, 4], [0, 3, 1]], [[1, 3, 0], [2, -2, 5]])
    found = region(game)
    short = found.to_dict(budget=0)
    assert short["status"] == "partial" and not short["arcs"] and short["left_out"]
    assert short["area"] is None and short["dimension"] == 2
    assert verify(short) and read_result(short).status == "partial"
    assert found.to_dict(budget=600) == found.to_dict()
