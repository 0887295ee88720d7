"""Long questions end with their budget, and say what they know by then."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from oraclegames import (
    Game,
    GraphicalGame,
    InputError,
    UnsupportedError,
    achieve,
    best,
    bounding_box,
    region,
    sample,
    solve,
)
from oraclegames.budget import Clock, Progress
from oraclegames.conditional.best.outline import outline
from oraclegames.games.catalog import coordination, public_goods

SLACK = 2.0  # What is meant is one second; threads of HiGHS count as well.


def random_game(seed: int, *shape: int) -> Game:
    rng = np.random.default_rng(seed)
    return Game.from_arrays(*rng.integers(-9, 10, size=(len(shape), *shape)))


GAMES = {
    "coordination": coordination(6),
    "public goods": public_goods(8),
    "eight players": random_game(8, *(2,) * 8),
    "five by five": random_game(5, 5, 5),
    "twelve players": random_game(3, *(2,) * 12),
}
LONG = {
    "welfare": lambda game, budget: best(game, totally_mixed=True, budget=budget),
    "nash": lambda game, budget: best(game, "nash", totally_mixed=True, budget=budget),
    "egalitarian": lambda game, budget: best(
        game, "egalitarian", totally_mixed=True, compare=False, budget=budget
    ),
    "box": lambda game, budget: bounding_box(game, budget=budget)[0].evidence[0],
    "sample": lambda game, budget: sample(game, 500, budget=budget),
}


def within(budget: float, question):
    start = time.process_time()  # other programs may have the machine meanwhile
    result = question()
    assert time.process_time() - start < budget + SLACK
    return result


@pytest.mark.parametrize("name", GAMES)
@pytest.mark.parametrize("question", LONG)
def test_searches_over_values_end_with_their_budget(name, question):
    game, ask = GAMES[name], LONG[question]
    nothing = within(0, lambda: ask(game, 0))
    assert nothing.status == "partial" and nothing.verify()
    something = within(0.2, lambda: ask(game, 0.2))
    assert something.status in ("partial", "complete")


@pytest.mark.parametrize("budget", [0, 0.5])
def test_all_choices_of_moves_are_left_open_in_time(budget):
    result = within(budget, lambda: best(random_game(5, 6, 6), budget=budget))
    assert result.status == "partial" or budget  # a fast machine may end in time
    assert result.bound is not None


@pytest.mark.parametrize("budget", [0, 0.5])
def test_cells_that_are_not_classified_in_time_are_edges(budget):
    result = within(budget, lambda: region(random_game(3, 2, 2, 2), budget=budget))
    assert result.verify()
    if result.status == "partial" or not budget:  # a fast machine may end in time
        assert any(cell.kind == "edge" for cell in result.cells)


def test_an_outline_is_partial_when_its_searches_are():
    found = within(0.5, lambda: outline(random_game(8, *(2,) * 8), budget=0.5))
    assert found.status == "partial"
    assert outline(random_game(8, *(2,) * 8), budget=0) is None
    assert outline(coordination(2), budget=None).status == "complete"


def tree(players: int) -> GraphicalGame:
    rng = np.random.default_rng(1)
    pairs = [(int(rng.integers(0, k)), k) for k in range(1, players)]
    return GraphicalGame.polymatrix(
        (2,) * players, {pair: rng.integers(-5, 6, size=(2, 2, 2)) for pair in pairs}
    )


def complete_graph(players: int) -> GraphicalGame:
    """Uniform play makes everybody indifferent at value 0."""
    rng = np.random.default_rng(1)
    edges = {}
    for pair in itertools.combinations(range(players), 2):
        first, second = 2 * rng.integers(-9, 10, size=(2, 2, 2))
        edges[pair] = (
            first - first.sum(axis=1, keepdims=True) // 2,
            second - second.sum(axis=0, keepdims=True) // 2,
        )
    return GraphicalGame.polymatrix((2,) * players, edges)


@pytest.mark.parametrize(
    ("game", "values"),
    [(tree(60), [0] * 60), (complete_graph(26), [Fraction(1, 8)] * 26)],
    ids=["tree", "complete graph"],
)
def test_games_on_graphs_are_decided_or_given_up_in_time(game, values):
    with pytest.raises(UnsupportedError, match="not decided within 0 seconds"):
        within(0, lambda: achieve(game, values, budget=0))
    try:
        result = within(0.5, lambda: achieve(game, values, budget=0.5))
    except UnsupportedError as error:
        assert "not decided within 0.5 seconds" in str(error)
    else:
        assert result.verify()


def test_a_limit_that_is_not_decided_in_time_is_undetermined():
    game = random_game(3, *(2,) * 8)
    result = within(0, lambda: achieve(game, [Fraction(1, 3)] * 8, closure=True, budget=0))
    assert result.answer == "undetermined" and result.verify()
    with pytest.raises(UnsupportedError, match="not decided within 0 seconds"):
        achieve(game, [Fraction(1, 3)] * 8, supports=[[0, 1]] * 8, budget=0)


@pytest.mark.parametrize(
    "question",
    [
        lambda g, **k: best(g, totally_mixed=True, **k),
        bounding_box,
        region,
        lambda g, **k: sample(g, 2, **k),
    ],
)
def test_progress_is_told_in_one_kind_of_record_and_a_budget_is_a_number(question):
    told = []
    question(
        Game.from_arrays([[2, -1, 4], [0, 3, 1]], [[1, 3, 0], [2, -2, 5]]), progress=told.append
    )
    assert told and all(type(now) is Progress and str(now) for now in told)
    with pytest.raises(InputError, match="a budget is a number of seconds"):
        question(coordination(2), budget=-1)


def test_an_interrupt_stops_all_searches_of_a_box():
    calls = []

    def stop(now: Progress) -> None:
        calls.append(now)
        raise KeyboardInterrupt

    extents = bounding_box(random_game(1, 2, 2, 2), tolerance="1/100000", progress=stop)
    assert len(extents) == 3 and len(calls) == 1
    assert {found.status for extent in extents for found in extent.evidence} == {"partial"}
    assert all(extent.verify() for extent in extents)


def test_a_clock_that_is_stopped_has_nothing_left():
    clock = Clock(None)
    assert not clock.stopped
    clock.stop()
    assert clock.stopped and clock.spent and clock.left == 0 and clock.part(1 / 2).spent


@pytest.mark.parametrize("name", GAMES)
def test_results_show_themselves_in_a_line_and_in_words(name):
    game = GAMES[name]
    found = best(game, totally_mixed=True, budget=0)
    middle = [Fraction(1, 2)] * game.n_players
    results = [
        found,
        sample(game, 1, budget=0),
        *bounding_box(game, budget=0)[:2],
        achieve(game, middle),
        achieve(game, middle, supports=[[0, 1]] * game.n_players),
    ]
    if game.n_outcomes <= 512:
        results += [achieve(game, middle, closure=True, budget=0)]
    if game.n_players == 2:
        results += [region(game, budget=0), outline(game, budget=0.1)]
    for result in results:
        assert len(repr(result)) < 200 and "\n" not in repr(result)
        assert str(result) and result._repr_html_().startswith("<pre>")
        assert isinstance(result.to_dict(), dict) and result.verify()


@pytest.mark.parametrize("shape", [(2, 2, 2), (2, 3)])
def test_what_there_was_no_time_for_is_no_complete_answer(shape):
    found = solve(random_game(1, *shape), budget=0)
    assert (found.status, found.complete, found.undecided) == ("partial", False, ())
    assert found.verify() and not replace(found, status="complete").verify()
    assert "not computed in time" in str(found) or "left out" in str(found)


def test_an_outline_that_was_stopped_is_no_complete_answer():
    tables = np.random.default_rng(6).integers(0, 2, size=(3, 2, 2, 2))
    found = solve(Game.from_arrays(*tables), budget=None)
    assert (found.status, found.complete) == ("complete", False)
    half = replace(found, outline=replace(found.outline, box=()))
    assert not half.verify() and replace(half, status="partial").verify()
