"""Documents about games whose outcomes are not listed: what is true passes, nothing else does."""

from __future__ import annotations

import itertools
import json
from fractions import Fraction
from random import Random

import pytest

from oraclegames import GraphicalGame, achieve, verify
from oraclegames.certificates import graph as module
from oraclegames.certificates.graph import Graph
from oraclegames.certificates.part import Part
from oraclegames.certificates.structured import compositions
from oraclegames.conditional.values.from_document import structured_game_of
from oraclegames.exact.rational import to_fmpq
from tests.certificates.corpus import result
from tests.certificates.falsify import refused, tried

NAMES = (
    *("achieve, a chain", "achieve, a chain, no"),
    *("achieve, symmetric", "achieve, symmetric, no", "achieve, symmetric, any"),
    *("achieve, by formulas", "achieve, by formulas, no"),
)


@pytest.mark.parametrize("name", NAMES)
def test_a_falsified_document_is_refused(name):
    true = json.loads(result(name).to_json())
    assert verify(true), verify(true)
    for lie in tried(true, ("version", "game.players", "game.moves", "game.title")):
        if not refused(lie.document):
            assert is_true(lie.document), lie


def is_true(document):
    """Whether what a changed document claims is so, by the solver."""
    game = structured_game_of(Part(document["game"]))
    found = achieve(game, document["values"], largest=document["largest"])
    same = not document["largest"] or found.weight == Fraction(document["weight"])
    return same and found.achievable == document["achievable"]


def random_graph(seed):
    draw = Random(seed)
    n = draw.randint(1, 5)
    shape = [draw.randint(1, 3) for _ in range(n)]
    terms = []
    for _ in range(draw.randint(0, 7)):
        scope = draw.sample(range(n), draw.randint(0, min(3, n)))
        sizes = [shape[k] for k in scope]
        table = numbers(draw, sizes)
        terms.append((draw.randrange(n), scope, table))
    return draw, GraphicalGame.of(shape, terms)


def numbers(draw, sizes):
    if not sizes:
        return Fraction(draw.randint(-4, 4), draw.randint(1, 3))
    return [numbers(draw, sizes[1:]) for _ in range(sizes[0])]


@pytest.mark.parametrize("seed", range(40))
def test_sums_over_a_graph_are_those_over_all_outcomes(seed):
    draw, game = random_graph(seed)
    graph = Graph.read(Part(game.to_dict()))
    values = [Fraction(draw.randint(-3, 3), 2) for _ in game.shape]
    y = [[Fraction(draw.randint(-3, 3), draw.randint(1, 2)) for _ in range(m)] for m in game.shape]
    outcomes = list(itertools.product(*map(range, game.shape)))
    gains = {
        o: sum(y[i][s] * (u - v) for i, (s, u, v) in enumerate(zip(o, game.payoffs(o), values)))
        for o in outcomes
    }
    assert graph.least(y, values) == to_fmpq(min(gains.values()))
    for i, row in enumerate(graph.base(values)):
        for s, entry in enumerate(row):
            mean = sum((game.payoffs(o)[i] - values[i] for o in outcomes if o[i] == s), Fraction(0))
            assert entry == to_fmpq(mean / len(outcomes))


@pytest.mark.parametrize("seed", range(25))
def test_what_the_solver_says_is_proved_and_true_of_the_listed_game(seed):
    draw, game = random_graph(seed)
    values = [Fraction(draw.randint(-1, 3), draw.randint(1, 2)) for _ in game.shape]
    found = achieve(game, values)
    assert verify(found.to_json()), verify(found.to_json())
    assert achieve(game.to_game(), values).achievable == found.achievable


def test_what_a_dense_graph_does_not_show_is_said(monkeypatch):
    monkeypatch.setattr(module, "MOST", 2)
    for name in ("achieve, a chain", "achieve, a chain, no"):
        checked = verify(result(name).to_json())
        assert checked and "the graph is too dense" in checked.assumed[0]
        assert len(checked.proved) == (name == "achieve, a chain")


def test_compositions_are_those_of_the_game():
    for n, parts in ((1, 1), (4, 1), (3, 2), (4, 3), (0, 2)):
        found = list(compositions(n, parts))
        every = itertools.product(range(n + 1), repeat=parts)
        assert found == [k for k in every if sum(k) == n]


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "tree"},
        {"players": []},
        {"players": [{"name": "1", "moves": 0}]},
        {"terms": [{"player": "1", "scope": ["1", "1"], "payoffs": ["1"] * 4}]},
        {"terms": [{"player": "9", "scope": ["1"], "payoffs": ["1", "1"]}]},
        {"terms": [{"player": "1", "scope": ["1"], "payoffs": ["1"]}]},
    ],
)
def test_what_is_no_game_on_a_graph_is_unreadable(change):
    true = json.loads(result("achieve, a chain").to_json())
    assert refused({**true, "game": {**true["game"], **change}})
