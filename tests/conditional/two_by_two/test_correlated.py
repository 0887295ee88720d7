"""The correlated polytope of 2×2 games: named polytopes, linear programs, Euler."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, UnsupportedError, catalog, nash
from oraclegames.conditional.two_by_two.correlated import correlated
from tests.depth import some
from tests.strategies import games, small_payoffs, wild_payoffs


def over(total: int, *weights: int) -> tuple:
    return tuple(Fraction(w, total) for w in weights)


def rows_of(game: Game) -> list:
    """The incentive constraints, written out from the definition."""
    rows = []
    for player in (0, 1):
        for move in (0, 1):
            row = []
            for outcome in game.outcomes():
                if outcome[player] != move:
                    row.append(Fraction(0))
                    continue
                other = list(outcome)
                other[player] = 1 - move
                row.append(game.payoff(player, outcome) - game.payoff(player, other))
            rows.append(row)
    return rows


def test_battle_of_the_sexes() -> None:
    polytope = correlated(catalog.battle_of_the_sexes())
    assert polytope.f_vector == (5, 9, 6, 1)
    assert set(polytope.vertices) == {
        over(1, 1, 0, 0, 0),
        over(1, 0, 0, 0, 1),
        over(7, 2, 3, 0, 2),
        over(8, 3, 0, 2, 3),
        over(25, 6, 9, 4, 6),
    }


def test_traffic_lights() -> None:
    assert set(correlated(catalog.traffic_lights()).vertices) == {
        over(1, 0, 1, 0, 0),
        over(1, 0, 0, 1, 0),
        over(199, 1, 99, 99, 0),
        over(101, 0, 1, 1, 99),
        over(10000, 1, 99, 99, 9801),
    }


def test_dominance_leaves_one_point() -> None:
    polytope = correlated(catalog.prisoners_dilemma())
    assert polytope.vertices == (over(1, 0, 0, 0, 1),)
    assert (polytope.dimension, polytope.f_vector) == (0, (1,))
    assert (polytope.edges, polytope.faces) == ((), ())


def test_without_stakes_everything_is_correlated() -> None:
    polytope = correlated(Game.from_arrays([[0, 0], [0, 0]], [[0, 0], [0, 0]]))
    assert polytope.f_vector == (4, 6, 4, 1)


@settings(max_examples=some(60, 150))
@given(games(shape=(2, 2), payoffs=st.one_of(small_payoffs, wild_payoffs)))
def test_polytopes_verify_and_obey_euler(game: Game) -> None:
    polytope = correlated(game)
    assert polytope.verify()
    counts = polytope.f_vector
    assert sum((-1) ** k * count for k, count in enumerate(counts[:-1])) == (
        1 - (-1) ** polytope.dimension
    )
    for vertex in polytope.vertices:
        assert sum(vertex) == 1 and min(vertex) >= 0
        assert all(sum(r * p for r, p in zip(row, vertex)) >= 0 for row in rows_of(game))
    for face in polytope.faces:
        pairs = {frozenset((face[k - 1], face[k])) for k in range(len(face))}
        assert pairs <= {frozenset(edge) for edge in polytope.edges}


@settings(max_examples=some(16, 40))
@given(
    games(shape=(2, 2), payoffs=small_payoffs), st.lists(st.integers(-9, 9), min_size=4, max_size=4)
)
def test_the_best_vertex_is_the_best_of_a_linear_program(game: Game, objective: list) -> None:
    from scipy.optimize import linprog

    best = max(sum(c * p for c, p in zip(objective, v)) for v in correlated(game).vertices)
    program = linprog(
        -np.array(objective, dtype=float),
        A_ub=-np.array(rows_of(game), dtype=float),
        b_ub=np.zeros(4),
        A_eq=np.ones((1, 4)),
        b_eq=[1.0],
        method="highs",
    )
    assert abs(float(best) + program.fun) < 1e-7


@settings(max_examples=some(24, 60))
@given(games(shape=(2, 2), payoffs=small_payoffs))
def test_nash_equilibria_are_correlated(game: Game) -> None:
    rows = rows_of(game)
    for point in nash(game).distributions():
        assert all(sum(r * p for r, p in zip(row, point.probabilities)) >= 0 for row in rows)


def test_verify_refuses_a_missing_or_a_wrong_vertex() -> None:
    polytope = correlated(catalog.battle_of_the_sexes())
    assert polytope.verify()
    assert not replace(polytope, vertices=polytope.vertices[1:]).verify()
    middle = tuple((p + q) / 2 for p, q in zip(*polytope.vertices[:2]))
    assert not replace(polytope, vertices=(*polytope.vertices, middle)).verify()
    assert not replace(polytope, game=catalog.prisoners_dilemma()).verify()


def test_larger_games_are_refused() -> None:
    with pytest.raises(UnsupportedError, match="2×2"):
        correlated(catalog.rock_paper_scissors())
