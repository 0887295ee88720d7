"""The program over cliques, against column generation and against listed games."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import UnsupportedError
from oraclegames.budget import Clock
from oraclegames.conditional.columns.column_generation import generate
from oraclegames.conditional.columns.graphical_game import GraphicalGame
from oraclegames.conditional.columns.junction_tree import mix_cliques
from oraclegames.conditional.values import achieve as module
from oraclegames.conditional.values.achieve import achieve
from oraclegames.exact import simplex
from tests.conditional.columns.test_graphical_game import fair, graphical_games, numbers
from tests.depth import some


@given(graphical_games(), st.data())
@settings(max_examples=some(32, 80), deadline=None)
def test_cliques_and_generated_columns_give_the_same_weight(game, data):
    values = tuple(Fraction(data.draw(numbers), 2) for _ in game.shape)
    columns = game.columns(values)
    found, reference = mix_cliques(columns, Clock(None)), generate(columns)
    assert found.weight == reference.weight and found.largest
    result = module._achievement(game, values, found, module.CLIQUES)
    assert result.verify()


def tree_game(rng, n, moves):
    edges = {
        (int(rng.integers(0, k)), k): (fair(rng, moves, 1), fair(rng, moves, 0))
        for k in range(1, n)
    }
    return GraphicalGame.polymatrix((moves,) * n, edges)


def chain(n):
    """Dilemmas between neighbours."""
    edges = {(k, k + 1): ([[2, 0], [3, 1]], [[2, 3], [0, 1]]) for k in range(n - 1)}
    return GraphicalGame.polymatrix((2,) * n, edges), ["3/2"] + ["3"] * (n - 2) + ["3/2"]


@pytest.mark.parametrize("moves", [2, 3])
def test_random_trees_give_the_weights_of_column_generation(moves):
    rng = np.random.default_rng(moves)
    seen = set()
    for n in (2, 4, 7):
        game = tree_game(rng, n, moves)
        for size in (0, 1, 2, 40):
            values = tuple(Fraction(int(v) * size, 8) for v in rng.integers(-2, 3, size=n))
            columns = game.columns(values)
            found = mix_cliques(columns, Clock(None))
            assert found.weight == generate(columns).weight
            seen.add((found.weight > 0) + (found.weight == 1))
    assert seen == ({0, 1, 2} if moves == 3 else {0, 2})


@pytest.mark.parametrize("scale", [1, 10**9, 10**40])
def test_huge_payoffs_on_a_strip_stay_exact(scale):
    rng = np.random.default_rng(3)
    n = 9
    edges = [(k, k + d) for d in (1, 2) for k in range(n - d)]
    tables = {e: (fair(rng, 2, 1), fair(rng, 2, 0)) for e in edges}
    small = GraphicalGame.polymatrix((2,) * n, tables)
    big = GraphicalGame.polymatrix(
        (2,) * n, {e: [t.astype(object) * scale for t in pair] for e, pair in tables.items()}
    )
    values = [Fraction(int(v), 8) for v in rng.integers(-2, 3, size=n)]
    result = achieve(big, [v * scale for v in values])
    assert result.method == module.CLIQUES and result.verify()
    assert 0 < result.weight == achieve(small.to_game(), values).weight


def test_two_hundred_players_on_a_chain_are_decided_both_ways():
    game, values = chain(200)
    yes, no = achieve(game, values), achieve(game, ["2"] * 200)
    assert yes.weight == Fraction(1, 2) and yes.verify()
    assert not no.achievable and no.verify()


def test_reduced_costs_too_small_for_floats_are_found(monkeypatch):
    """Far from the ends of a chain they shrink; the multipliers prove the weight the largest."""
    game, values = chain(250)
    asked = []
    sharpened = simplex.sharpened

    def counted(*arguments):
        asked.append(arguments)
        return sharpened(*arguments)

    monkeypatch.setattr(simplex, "sharpened", counted)
    result = achieve(game, values)
    assert result.weight == Fraction(1, 2) and result.largest and result.verify() and asked


def test_a_budget_that_ends_says_so():
    game, values = chain(60)
    with pytest.raises(UnsupportedError, match="was not decided within 0 seconds"):
        achieve(game, values, budget=0)
