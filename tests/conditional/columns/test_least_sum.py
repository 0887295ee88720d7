"""Prices on general graphs: branch and bound against brute force and listed games."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest

from oraclegames import UnsupportedError
from oraclegames.conditional.columns import graphical_columns, junction_tree
from oraclegames.conditional.columns.graphical_game import GraphicalGame
from oraclegames.conditional.columns.least_sum import bound_below, guess, search
from oraclegames.conditional.values.achieve import achieve

SCALES = [0, 1, 3, 10**6, 2**62, 10**30]
"""Sizes of payoffs: all zero, many ties, few ties, and beyond machine integers."""


def pair_tables(rng, shape, scale):
    """Local terms on all pairs of players and on single players, scopes in descending order."""
    tables = {}
    for scope in [
        *((i,) for i in range(len(shape))),
        *((j, i) for i, j in itertools.combinations(range(len(shape)), 2)),
    ]:
        size = [shape[k] for k in scope]
        small = rng.integers(-5, 6, size=size).astype(object)
        tables[scope] = small * scale + rng.integers(-1, 2, size=size) * min(scale, 1)
    return tables


def price(tables, outcome):
    return sum(int(table[tuple(outcome[k] for k in scope)]) for scope, table in tables.items())


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("limit", [1, 9, 27, 10**6])
def test_the_search_finds_the_least_sum_of_every_listed_outcome(scale, limit):
    rng = np.random.default_rng(limit)
    for n in (1, 2, 4, 5, 6, 7):
        shape = tuple(int(m) for m in rng.integers(1 if n < 6 else 2, 4, size=n))
        tables = pair_tables(rng, shape, scale)
        bounds = bound_below(tables, shape, range(n), limit)
        found = search(bounds, 10**9)
        prices = {o: price(tables, o) for o in itertools.product(*map(range, shape))}
        assert found.proved and found.value == min(prices.values())
        assert prices[found.outcome] == found.value
        assert bounds.root <= found.value
        assert search(bounds, 10**9, below=found.value).outcome == ()
        assert search(bounds, 10**9, below=found.value).proved
        assert prices[search(bounds, 10**9, below=found.value + 1).outcome] == found.value
        for i in range(n):
            for s in range(shape[i]):
                forced = search(bounds, 10**9, forced=(i, s))
                assert forced.value == min(p for o, p in prices.items() if o[i] == s)


def test_the_guess_of_the_mixed_integer_program_is_the_least_on_small_graphs():
    rng = np.random.default_rng(8)
    for n in (1, 4, 5, 6, 7):
        shape = tuple(int(m) for m in rng.integers(1, 4, size=n))
        for scale in (0, 1, 1000):
            tables = pair_tables(rng, shape, scale)
            floats = {scope: table.astype(float) for scope, table in tables.items()}
            outcome = guess(floats, shape, 10)
            found = search(bound_below(tables, shape, range(n), 9), 10**9)
            assert outcome is not None and price(tables, outcome) == found.value


def test_without_a_split_the_first_descent_is_the_least():
    rng = np.random.default_rng(3)
    bounds = bound_below(pair_tables(rng, (3,) * 6, 100), (3,) * 6, range(6), 3**6)
    found = search(bounds, 10**9)
    assert found.value == bounds.root and found.proved and found.nodes == 6


def test_a_search_whose_budget_ends_says_so_and_still_has_an_outcome():
    rng = np.random.default_rng(4)
    tables = pair_tables(rng, (2,) * 9, 100)
    found = search(bound_below(tables, (2,) * 9, range(9), 4), 3)
    assert not found.proved and price(tables, found.outcome) == found.value


def fair(rng, moves, axis):
    """A table whose mean over the other player is 0: uniform play makes everybody indifferent."""
    table = rng.integers(-9, 10, size=(moves, moves)) * moves
    return table - table.sum(axis=axis, keepdims=True) // moves


def fair_game(rng, n, edges):
    return GraphicalGame.polymatrix(
        (2,) * n, {e: (fair(rng, 2, 1), fair(rng, 2, 0)) for e in edges}
    )


@pytest.fixture
def narrow(monkeypatch):
    """Limits so low that graphs of few players have to be searched, and bounds are split."""
    monkeypatch.setattr(junction_tree, "NARROW", 1)
    monkeypatch.setattr(graphical_columns, "LISTED_WIDTH", 10**9)
    monkeypatch.setattr(graphical_columns, "WIDTH_LIMIT", 8)
    monkeypatch.setattr(graphical_columns, "SEARCH_LIMIT", 32)
    monkeypatch.setattr(graphical_columns, "PROPOSAL_LIMIT", 16)


@pytest.mark.parametrize("width", [1, 10**9], ids=["listed", "searched"])
def test_complete_graphs_agree_with_the_listed_game(width, narrow, monkeypatch):
    monkeypatch.setattr(graphical_columns, "LISTED_WIDTH", width)
    rng = np.random.default_rng(5)
    seen = set()
    for n in (4, 6, 8):
        game = fair_game(rng, n, itertools.combinations(range(n), 2))
        for scale in (0, 1, 8, 12, 40):
            values = [Fraction(int(v) * scale, 4) for v in rng.integers(-2, 3, size=n)]
            result, reference = achieve(game, values), achieve(game.to_game(), values)
            assert result.verify() and result.weight == reference.weight
            seen.add(result.answer)
    assert seen == {"yes", "no"}


def test_fourteen_players_who_all_meet_are_decided(narrow):
    n = 14
    pairs = itertools.combinations(range(n), 2)
    same = [[1, 0], [0, 1]]
    game = GraphicalGame.polymatrix((2,) * n, dict.fromkeys(pairs, (same, same)))
    # Uniform play coordinates with every other player half of the time.
    yes = achieve(game, [Fraction(n - 1, 2)] * n)
    assert yes.weight == 1 and yes.verify()
    no = achieve(game, [n] * n)
    assert not no.achievable and no.verify()


@pytest.mark.parametrize("degree", [4, 5])
def test_random_graphs_of_twenty_four_players_are_decided(degree, monkeypatch):
    monkeypatch.setattr(graphical_columns, "LISTED_WIDTH", 10**9)
    monkeypatch.setattr(graphical_columns, "WIDTH_LIMIT", 16)
    monkeypatch.setattr(graphical_columns, "SEARCH_LIMIT", 64)
    monkeypatch.setattr(graphical_columns, "PROPOSAL_LIMIT", 16)
    monkeypatch.setattr(graphical_columns, "PROPOSAL_NODES", 50)
    monkeypatch.setattr(graphical_columns, "GUESS_NODES", 30)
    rng = np.random.default_rng(degree)
    n = 24
    chords = [(i, j) for i, j in itertools.combinations(range(n), 2) if 1 < j - i < n - 1]
    extra = rng.choice(len(chords), size=n * (degree - 2) // 2, replace=False)
    edges = [*((k, k + 1) for k in range(n - 1)), (0, n - 1), *(chords[k] for k in extra)]
    game = fair_game(rng, n, edges)
    assert game.width > 64
    values = [Fraction(int(v), 8) for v in rng.integers(-2, 3, size=n)]
    yes = achieve(game, values, largest=False)
    assert yes.achievable and yes.verify()
    no = achieve(game, [60] * n)
    assert not no.achievable and no.verify()


def test_a_search_without_proof_is_refused_in_one_line(narrow, monkeypatch):
    monkeypatch.setattr(graphical_columns, "SEARCH_NODES", 1)
    monkeypatch.setattr(graphical_columns, "SEARCH_LIMIT", 4)
    rng = np.random.default_rng(6)
    game = fair_game(rng, 10, itertools.combinations(range(10), 2))
    columns = game.columns((Fraction(1, 3),) * 10)
    with pytest.raises(UnsupportedError, match="was not proved within 1 steps"):
        columns.least([int(v) for v in rng.integers(-50, 50, size=len(columns.base()))])


@pytest.mark.parametrize("scale", [1, 10**30, 10**400])
@pytest.mark.parametrize("nodes", [0, 10**6])
def test_an_outcome_below_a_number_is_found_exactly_when_there_is_one(
    scale, nodes, narrow, monkeypatch
):
    """Whether HiGHS is asked at once or never."""
    monkeypatch.setattr(graphical_columns, "GUESS_NODES", nodes)
    monkeypatch.setattr(graphical_columns, "SEARCH_LIMIT", 4)
    rng = np.random.default_rng(7)
    game = fair_game(rng, 7, itertools.combinations(range(7), 2))
    columns = game.columns((Fraction(1, 3),) * 7)
    for _ in range(4):
        y = [int(v) * scale for v in rng.integers(-50, 50, size=len(columns.base()))]
        prices = [
            sum(y[i] * a for i, a in columns.column(o).items())
            for o in itertools.product(range(2), repeat=7)
        ]
        value, _ = columns.least(y)
        assert value == min(prices)
        assert columns.below(y, value) is None
        for bound in (value + 1, value + abs(value) // 2, 1 + max(prices)):
            outcome = columns.below(y, bound)
            assert sum(y[i] * a for i, a in columns.column(outcome).items()) < bound
