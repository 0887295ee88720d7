"""Games on graphs, against the same games with their outcomes listed."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import InputError, UnsupportedError
from oraclegames.conditional.columns.graphical_game import GraphicalGame
from oraclegames.conditional.values.achieve import achieve
from tests.depth import some

numbers = st.integers(-3, 3)


@st.composite
def graphical_games(draw):
    shape = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4).map(tuple))
    terms = []
    for _ in range(draw(st.integers(0, 6))):
        player = draw(st.integers(0, len(shape) - 1))
        scope = draw(st.permutations(range(len(shape))))[: draw(st.integers(0, 3))]
        size = [shape[k] for k in scope]
        count = int(np.prod(size))
        flat = draw(st.lists(numbers, min_size=count, max_size=count))
        terms.append((player, scope, np.array(flat, dtype=object).reshape(size)))
    return GraphicalGame.of(shape, terms)


@given(graphical_games(), st.data())
@settings(max_examples=some(20, 50))
def test_graphs_and_listed_outcomes_give_the_same_answer(game, data):
    listed = game.to_game()
    values = [Fraction(data.draw(numbers), 2) for _ in game.shape]
    result, reference = achieve(game, values), achieve(listed, values)
    assert result.verify() and result.achievable == reference.achievable
    assert result.weight == reference.weight
    if not result.achievable:
        y = result.certificate
        g = [
            sum(y[i][s] * (listed.payoff(i, o) - values[i]) for i, s in enumerate(o))
            for o in listed.outcomes()
        ]
        assert min(g) >= 0 and max(g) > 0


@given(graphical_games(), st.data())
@settings(max_examples=some(20, 50))
def test_elimination_finds_the_least_price(game, data):
    values = tuple(Fraction(data.draw(numbers), 3) for _ in game.shape)
    columns = game.columns(values)
    y = [data.draw(numbers) for _ in range(len(columns.base()))]
    prices = [
        sum(y[i] * a for i, a in columns.column(o).items())
        for o in itertools.product(*map(range, game.shape))
    ]
    value, outcome = columns.least(y)
    assert value == min(prices)
    assert sum(y[i] * a for i, a in columns.column(outcome).items()) == value


def fair(rng, moves: int, axis: int):
    """A table whose mean over the other player is 0: uniform play makes everybody indifferent."""
    table = rng.integers(-9, 10, size=(moves, moves)) * moves
    return table - table.sum(axis=axis, keepdims=True) // moves


def test_a_strip_of_thirty_players_is_decided():
    rng = np.random.default_rng(0)
    n = 30
    edges = [(k, k + 1) for k in range(n - 1)] + [(k, k + 2) for k in range(n - 2)]
    game = GraphicalGame.polymatrix(
        (2,) * n, {e: (fair(rng, 2, 1), fair(rng, 2, 0)) for e in edges}
    )
    yes = achieve(game, [Fraction(int(rng.integers(-2, 3)), 8) for _ in range(n)], largest=False)
    assert yes.achievable and yes.verify()
    no = achieve(game, [50] * n)
    assert not no.achievable and no.verify()


def test_a_tree_of_sixty_players_is_refuted_with_a_certificate():
    rng = np.random.default_rng(1)
    edges = {(k - 1, k): rng.integers(-9, 10, size=(2, 2, 2)) for k in range(1, 60)}
    result = achieve(GraphicalGame.polymatrix((2,) * 60, edges), [10] * 60)
    assert not result.achievable and result.verify()


def test_wrong_graphical_games_are_refused_in_one_line():
    with pytest.raises(InputError, match="has a table of shape"):
        GraphicalGame.of((2, 3), [(0, (0, 1), [[1, 2], [3, 4]])])
    with pytest.raises(InputError, match="label of her own"):
        GraphicalGame.of((2, 2), [], players=("a", "a"))
    with pytest.raises(UnsupportedError, match="too many to list"):
        GraphicalGame.of((2,) * 30, []).to_game()
