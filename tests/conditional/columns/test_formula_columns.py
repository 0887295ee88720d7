"""Symmetric games by formulas, against the same games with a table of all counts."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from oraclegames import FormulaGame, SymmetricGame, UnsupportedError, achieve, verify
from oraclegames.budget import Clock, OutOfTime
from oraclegames.certificates.by_formula import ByFormula
from oraclegames.certificates.part import Part
from oraclegames.conditional.columns.formula_columns import FormulaColumns
from tests.games.by_formula.formulas import random_game


def table_of(game: FormulaGame) -> SymmetricGame:
    """The same game as a table, by the formulas at each count."""
    scale = FormulaColumns(game, Fraction(0)).scale

    def payoff(s: int, counts: np.ndarray) -> np.ndarray:
        return np.array([int(game.payoff(s, k) * scale) for k in counts.T.tolist()], dtype=object)

    return SymmetricGame.of(game.n_players, payoff, game.moves, denominator=scale)


@pytest.mark.parametrize("seed", range(24))
def test_columns_are_those_of_all_counts(seed):
    draw = Random(seed)
    moves = 2 + seed % 2
    n = draw.randint(1, 60 if moves == 2 else 12)
    game = random_game(draw, n, moves)
    value = Fraction(draw.randint(-3, 3), draw.randint(1, 2))
    every = {}
    for first in range(n + 1):
        for second in range(n - first + 1) if moves == 3 else (0,):
            k = (first, second, n - first - second)[:moves] if moves == 3 else (first, n - first)
            every[k] = [c * (game.payoff(s, k) - value) for s, c in enumerate(k)]
    mean = [sum(row, Fraction(0)) / len(every) for row in zip(*every.values())]
    columns = FormulaColumns(game, value)
    assert [r / columns.scale for r in columns.base()] == mean
    document = {key: v for key, v in game.to_dict().items() if key != "schema"}
    checker = ByFormula(Part(document), value)
    assert [Fraction(int(r.p), int(r.q)) for r in checker.base[0]] == mean
    for y in ([1] * moves, [0] * (moves - 1) + [1], [draw.randint(-5, 5) for _ in range(moves)]):
        least = min(sum(a * b for a, b in zip(y, row)) for row in every.values())
        price, counts = columns.least(y)
        assert Fraction(price, columns.scale) == least
        assert sum(a * b for a, b in zip(y, every[counts])) == least
        assert columns.column(counts) == {s: columns.scale * e for s, e in enumerate(every[counts])}
        assert columns.below(y, price) is None
        assert columns.below(y, price + 1) is not None
        rows = [[Fraction(a) for a in y]]
        assert checker.reaches(rows, least) and not checker.reaches(
            rows, least + Fraction(1, 10**9)
        )


def same_as_table(seed: int, most: int) -> None:
    draw = Random(seed)
    game = random_game(draw, draw.randint(1, most), 2)
    table = table_of(game)
    pays = [game.payoff(0, (game.n_players, 0)), game.payoff(1, (0, game.n_players))]
    value = draw.choice([*pays, sum(pays) / 2, Fraction(draw.randint(-3, 6), 2)])
    found, listed = achieve(game, (value,)), achieve(table, (value,))
    assert (found.achievable, found.weight) == (listed.achievable, listed.weight)
    assert found.verify() and listed.verify()


@pytest.mark.parametrize("seed", range(12))
def test_answers_are_those_of_the_table(seed):
    same_as_table(seed, 60)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200))
def test_answers_are_those_of_the_table_for_a_thousand_players(seed):
    same_as_table(1000 + seed, 1000)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_answers_of_three_moves_are_those_of_the_table(seed):
    draw = Random(seed)
    game = random_game(draw, draw.randint(1, 12), 3)
    value = Fraction(draw.randint(-3, 6), 2)
    found, listed = achieve(game, (value,)), achieve(table_of(game), (value,))
    assert (found.achievable, found.weight) == (listed.achievable, listed.weight)
    assert found.verify()


@pytest.mark.parametrize(
    ("name", "value", "answer"),
    [
        ("public_goods(1e9)", "3/2", True),
        ("public_goods(1e9)", "2", False),
        ("public_goods(1e9)", "1", False),
        ("volunteers_dilemma(1e12)", "1", True),
        ("volunteers_dilemma(1e12)", "1/2", False),
        ("all_match(1e9)", "1/2", True),
        ("all_match(1e9)", "1", False),
    ],
)
def test_a_billion_players_are_decided_both_ways(name, value, answer):
    found = achieve(name, value)
    assert found.achievable is answer and found.largest
    checked = verify(found.to_json())
    assert checked and len(checked.proved) == 1 + answer and not checked.assumed


def test_three_moves_of_many_players_are_decided_both_ways():
    game = FormulaGame.of(
        10**5, {"A": "where(A > B + C, 3, 1)*A/n", "B": "min(2*B/n, 1)", "C": "1 - C/n"}
    )
    for value, answer in (("1/2", True), ("1", False)):
        found = achieve(game, value)
        assert found.achievable is answer and found.verify()


def test_a_search_ends_with_its_clock():
    game = FormulaGame.of(10**5, dict.fromkeys("ABC", "((A - B)/n)**2"))
    columns = FormulaColumns(game, Fraction(0))
    with pytest.raises(OutOfTime):
        columns.within(Clock(0)).below([3, 4, 5], 0)
    with pytest.raises(UnsupportedError, match="not decided within"):
        achieve(game, "0", budget=0)
