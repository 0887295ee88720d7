"""Correlated equilibria of any game: vertices, the best, membership, and what is false."""

from __future__ import annotations

import copy
import time
from fractions import Fraction
from unittest import mock

import numpy as np
import pytest
from flint import fmpq
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from oraclegames import (
    Distribution,
    Game,
    InputError,
    catalog,
    check,
    correlated,
    nash,
    read_result,
    verify,
)
from oraclegames.certificates import correlated as checker
from oraclegames.conditional.best.incentives import incentives
from oraclegames.conditional.two_by_two.correlated import correlated as polytope
from oraclegames.exact.rational import to_fraction
from oraclegames.exact.vertices import polytope_vertices
from tests.depth import some
from tests.strategies import games, small_payoffs, wild_payoffs

GOALS = ("welfare", "egalitarian", "player:1")


def gains(game: Game, play, coarse: bool) -> bool:
    """Whether somebody gains by another move, by the definition."""
    chances = dict(zip(game.outcomes(), play))
    for i, count in enumerate(game.shape):
        for t in range(count):
            by_move = [Fraction(0)] * count
            for o, p in chances.items():
                other = (*o[:i], t, *o[i + 1 :])
                by_move[o[i]] += p * (game.payoff(i, other) - game.payoff(i, o))
            if (sum(by_move) if coarse else max(by_move)) > 0:
                return True
    return False


@settings(max_examples=some(24, 60), deadline=None)
@given(games(shape=(2, 2), payoffs=st.one_of(small_payoffs, wild_payoffs)))
def test_two_by_two_vertices_are_those_of_the_closed_form(game):
    found = correlated(game)
    assert found.vertices == polytope(game).vertices
    assert found.verify()


@settings(max_examples=some(16, 40), deadline=None)
@given(games(max_outcomes=9), st.booleans(), st.sampled_from(GOALS))
def test_the_best_is_at_a_vertex_and_floats_agree(game, coarse, goal):
    found = correlated(game, goal, coarse=coarse)
    assert found.verify() and not gains(game, found.best.play.probabilities, coarse)
    assert not any(gains(game, vertex, coarse) for vertex in found.vertices)
    values = [Distribution(game, vertex).values for vertex in found.vertices]
    assert found.best.value == found.best.bound
    if goal == "egalitarian":
        assert found.best.value >= max(map(min, values))
        return
    assert found.best.value == max(sum(v) if goal == "welfare" else v[0] for v in values)
    rows = -incentives(game, coarse).astype(float)
    payoffs = np.stack([game.payoff_array(i).astype(float).ravel() for i in range(game.n_players)])
    costs = -(payoffs.sum(axis=0) if goal == "welfare" else payoffs[0])
    bounds = {"A_ub": rows, "b_ub": np.zeros(len(rows))} if len(rows) else {}
    float_best = linprog(costs, **bounds, A_eq=np.ones((1, rows.shape[1])), b_eq=[1])
    assert float(found.best.value) == pytest.approx(-float_best.fun, abs=1e-7)


@settings(max_examples=some(10, 12), deadline=None)
@given(games(max_outcomes=9, payoffs=wild_payoffs), st.booleans())
def test_the_nash_product_is_bounded(game, coarse):
    found = correlated(game, "nash", coarse=coarse, vertices=False)
    assert found.verify()
    assert found.best.value <= found.best.bound


@settings(max_examples=some(16, 40), deadline=None)
@given(games(min_players=2, max_players=2, max_outcomes=9))
def test_nash_is_correlated_and_that_is_coarse(game):
    strict, coarse = correlated(game), correlated(game, coarse=True)
    for play in nash(game).distributions():
        assert strict.contains(play) and coarse.contains(play)
    for vertex in strict.vertices:
        assert coarse.contains(vertex)
    assert coarse.best.value >= strict.best.value


def test_membership_has_evidence():
    game = catalog.chicken()
    verdict = correlated(game).contains("1,0,0,0")
    assert not verdict and verdict.evidence.kind == "better move"
    assert verdict == check(game, "1,0,0,0", notion="correlated")
    assert correlated(game, coarse=True).contains("0,1/2,1/2,0")


@pytest.mark.parametrize(("section", "count"), [("sec4", 33), ("sec5", 8)])
def test_the_counts_of_nau_and_others(section, count):
    """Nau, Gomez Canovas and Hansen (2004), sections 4 and 5."""
    pygambit = pytest.importorskip("pygambit")
    game = Game.from_gambit(pygambit.catalog.load(f"journals/ijgt/nau2004/{section}"))
    found = correlated(game)
    assert len(found.vertices) == count and found.verify()


def test_four_players_are_listed_when_asked():
    game = catalog.random_game(2, 2, 2, 2, seed=1)
    assert correlated(game).vertices is None
    found = correlated(game, vertices=True)
    assert len(found.vertices) == 626 and "586 more" in str(found)
    assert len(found.to_pandas()) == 626
    assert "all extreme equilibria" in verify(found.to_dict()).assumed


PAYOFFS = st.one_of(small_payoffs, wild_payoffs)


@settings(max_examples=some(10, 25), deadline=None)
@given(games(max_outcomes=9, payoffs=PAYOFFS), st.booleans())
def test_the_stream_gives_the_vertices_of_the_double_description_method(game, coarse):
    the_stream_gives_the_vertices(game, coarse)


@pytest.mark.slow
@settings(max_examples=some(40, 100), deadline=None)
@given(games(max_outcomes=12, payoffs=PAYOFFS), st.booleans())
def test_of_larger_games_too(game, coarse):
    the_stream_gives_the_vertices(game, coarse)


def the_stream_gives_the_vertices(game, coarse):
    size = game.n_outcomes
    rows = [[int(k == j) for k in range(size)] for j in range(size)]
    rows += [list(map(int, row)) for row in incentives(game, coarse)]
    reduced = [[fmpq(a - row[-1]) for a in row[:-1]] + [fmpq(row[-1])] for row in rows]
    corners = [list(map(to_fraction, p)) for p in polytope_vertices(reduced, size - 1)]
    expected = {(*p, 1 - sum(p)) for p in corners}
    stream = correlated(game, coarse=coarse, vertices=False).extreme()
    found = list(stream)
    assert len(found) == len(set(found)) == stream.count and set(found) == expected
    assert stream.status == "complete"
    document = correlated(game, coarse=coarse, vertices=True).to_dict()
    with mock.patch.object(checker, "MOST_VERTICES", 0):  # so that the edges are followed
        assert "all extreme equilibria" in verify(document).assumed
        assert "all extreme equilibria" in verify(document, complete=True).proved
        if len(found) > 1:
            document["vertices"].pop(len(found) // 2)
            assert verify(document) and "an edge ends in" in verify(document, complete=True).false


def traffic(players: int) -> Game:
    """Each takes one of two roads; a road with k on it takes k(k − 1)/2."""
    tables = [np.zeros((2,) * players, dtype=int) for _ in range(players)]
    for outcome in np.ndindex(*tables[0].shape):
        for i, table in enumerate(tables):
            k = outcome.count(outcome[i])
            table[outcome] = -k * (k - 1) // 2
    return Game.from_arrays(*tables)


@pytest.mark.slow
def test_thousands_are_streamed_counted_and_proved_to_be_all():
    found = correlated(traffic(4), vertices=True)
    assert len(found.vertices) == 3574 and found.status == "complete"
    assert found.verify(complete=True)


def test_a_stream_gives_the_first_of_millions_at_once_and_keeps_its_budget():
    stream = correlated(catalog.random_game(3, 3, 3, seed=1), vertices=False).extreme(budget=1)
    first = [point for _, point in zip(range(50), stream)]
    assert len(set(first)) == 50 and stream.status == "partial" and "50 extreme" in str(stream)
    game = catalog.random_game(3, 3, 3, seed=1)
    assert not any(gains(game, point, False) for point in first)
    begin = time.monotonic()
    rest = sum(1 for _ in stream)
    assert stream.count == 50 + rest and stream.status == "partial"
    assert time.monotonic() - begin < 3


def test_where_everybody_always_gets_the_same_all_outcomes_are_extreme():
    game = Game.from_arrays(*np.full((4, 2, 2, 2, 2), 7))
    stream = correlated(game, vertices=False).extreme()
    assert len(list(stream)) == 16 and stream.status == "complete"


def test_large_games_have_a_best():
    found = correlated(catalog.random_game(12, 15, seed=2), "linear:1,-1/2")
    assert found.vertices is None and found.verify()
    assert len(found.to_arrow()) == 1


def test_the_budget_is_kept():
    found = correlated(catalog.random_game(2, 2, 2, 2, 2, seed=1), vertices=True, budget=1)
    assert found.status == "partial" and found.best is not None and found.verify()
    assert len(found.vertices) > 1 and "Among the correlated" in str(found)
    assert read_result(found.to_json()) == found
    nothing = correlated("chicken", budget=0)
    assert nothing.best is None and nothing.status == "partial" and nothing.verify()
    assert str(nothing)


def test_an_unknown_objective_is_an_error():
    with pytest.raises(InputError, match="did you mean"):
        correlated("chicken", "wellfare")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda d: d["vertices"].pop(), "there are other vertices"),
        (lambda d: d["vertices"].append(["1/4"] * 4), "somebody gains"),
        (lambda d: d["vertices"].append(["0", "1/2", "1/2", "0"]), "a point is no vertex"),
        (lambda d: d["vertices"].append(["2", "-1", "0", "0"]), "somebody gains"),
        (lambda d: d["vertices"].append(["0", "2", "0", "0"]), "no distribution"),
        (lambda d: d["vertices"].append(d["vertices"][0]), "one twice"),
        (lambda d: d.update(vertices=[]), "none"),
        (lambda d: d["best"].update(distribution=["1", "0", "0", "0"]), "somebody gains"),
        (lambda d: d["best"].update(distribution=["0", "1", "0", "0"]), None),
        (lambda d: d["best"].update(bound="1"), "do not prove it"),
        (lambda d: d["best"].update(weights=["1", "0"]), "do not prove it"),
        (lambda d: d.update(best=None), "there is no best"),
        (lambda d: d.update(objective="nash"), None),
    ],
)
def test_what_is_false_is_refused(change, why):
    document = copy.deepcopy(correlated("chicken", "egalitarian").to_dict())
    change(document)
    proof = verify(document)
    assert not proof
    if why is not None:
        assert why in proof.false


def test_the_proof_needs_its_multipliers():
    found = correlated("prisoners_dilemma")
    assert found.proof()
    document = copy.deepcopy(found.to_dict())
    document["best"]["multipliers"].pop()
    assert "do not prove it" in verify(document).false


def test_documents_are_read_back():
    for question in (
        correlated("chicken"),
        correlated(catalog.public_goods(3), "nash", coarse=True),
        correlated("chicken", budget=0),
    ):
        assert read_result(question.to_json()) == question
