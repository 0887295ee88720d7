"""Games by formulas: their pieces are the formulas, and their outcomes those of a table."""

from __future__ import annotations

import json
from itertools import product
from random import Random

import pytest

from oraclegames import FormulaGame, InputError, ParseError, UnsupportedError, catalog, load_game
from oraclegames.exact.rational import to_fraction
from oraclegames.games.formula_file import read_formula_game
from oraclegames.games.load import load_any_game
from tests.games.by_formula.formulas import random_game


def counts_of(game):
    """All counts of all moves but the last."""
    n, rest = game.n_players, len(game.moves) - 1
    return [k for k in product(range(n + 1), repeat=rest) if sum(k) <= n]


@pytest.mark.parametrize("seed", range(30))
def test_every_count_lies_in_one_piece_which_pays_what_the_formulas_say(seed):
    draw = Random(seed)
    moves = 2 + seed % 2
    game = random_game(draw, draw.randint(1, 40 if moves == 2 else 9), moves)
    every = counts_of(game)
    assert len(every) == game.n_counts
    for k in every:
        (piece,) = [piece for piece in game.pieces if piece.region.holds(*k)]
        full = (*k, game.n_players - sum(k))
        for s, p in enumerate(piece.payoffs):
            assert to_fraction(p(*k)) == game.payoff(s, full)


def test_strips_hold_the_pairs_of_their_polygon_once():
    for seed in range(20):
        game = random_game(Random(seed), 11, 3)
        for piece in game.pieces:
            pairs = [
                (x, y)
                for strip in piece.region.strips
                for x in range(strip.first, strip.last + 1)
                for y in range(strip.column(x)[0], strip.column(x)[1] + 1)
            ]
            assert sorted(pairs) == [k for k in counts_of(game) if piece.region.holds(*k)]


def test_pieces_of_a_billion_players_are_few():
    game = FormulaGame.of(
        10**9, {"A": "where(A*(A - n/3) < 7, 1, A)", "B": "max(A**2 - 10**14, 5*10**12)"}
    )
    ranges = [(piece.region.low, piece.region.high) for piece in game.pieces]
    assert ranges == [(0, 10246950), (10246951, 333333333), (333333334, 10**9)]


def test_outcomes_are_those_of_the_named_games():
    for name in ("public_goods(4, 3)", "volunteers_dilemma(3, 5, 1)", "all_match(3)"):
        assert load_any_game(name) == load_game(name)
    game = catalog.public_goods(3, 2)
    assert game.players == ("1", "2", "3") and game.moves[0] == ("Give", "Keep")
    assert [str(u) for u in game.payoffs((0, 1, 1))] == ["2/3", "5/3", "5/3"]
    crowd = load_any_game("public_goods(1e9, 3)")
    assert (
        crowd.n_players == 10**9
        and crowd.payoff(1, (500, 10**9 - 500)) == 1 + 15 * crowd.payoff(0, (100, 10**9 - 100)) / 3
    )


@pytest.mark.parametrize(
    ("players", "payoffs", "error", "why"),
    [
        (0, {"A": "1", "B": "1"}, InputError, "1 or more"),
        (True, {"A": "1", "B": "1"}, InputError, "1 or more"),
        ("9", {"A": "1", "B": "1"}, InputError, "1 or more"),
        (10**13, {"A": "1", "B": "1"}, UnsupportedError, "at most"),
        (10**7, {"A": "1", "B": "1", "C": "1"}, UnsupportedError, "at most"),
        (9, {"A": "1"}, UnsupportedError, "two or three moves"),
        (9, {"A": "1", "n": "1"}, InputError, "a name such as Give"),
        (9, {"A": "1", "if": "1"}, InputError, "a name such as Give"),
        (9, {"A": "1", "the other": "1"}, InputError, "a name such as Give"),
        (9, {"A": "1", "B": "C"}, InputError, "the formula of B 'C'"),
        (9, {"A": "1", "B": "A*B > 2", "C": "1"}, InputError, "linear in the counts"),
        (
            9**9,
            {"A": " + ".join(f"(A == {2 * k})" for k in range(105)), "B": "1"},
            UnsupportedError,
            "more than 200 pieces",
        ),
    ],
)
def test_what_is_no_game_is_refused_in_one_line(players, payoffs, error, why):
    with pytest.raises(error) as found:
        FormulaGame.of(players, payoffs)
    assert why in str(found.value) and "\n" not in str(found.value)


def test_files_are_read_back(tmp_path):
    game = FormulaGame.of(5, {"A": "A*0.5", "B": "1"}, title="Five")
    path = tmp_path / "five.json"
    path.write_text(json.dumps(game.to_dict()))
    assert load_any_game(path) == game and load_game(path) == game.to_game()
    large = FormulaGame.of(10**9, {"A": "A*0.5", "B": "1"})
    path.write_text(json.dumps(large.to_dict()))
    assert load_any_game(str(path)) == large
    with pytest.raises(UnsupportedError, match="`values` and achieve"):
        load_game(path)


START = '{"schema": "oraclegames/symmetric-formula-1", '


@pytest.mark.parametrize(
    ("text", "error", "why"),
    [
        (START, ParseError, "f:1:"),
        (START + '"players": 3, "payoffs": {"A": "1", "A": "2"}}', InputError, "'A' twice"),
        (
            START + '"players": "3", "payoffs": {"A": "1"}}',
            InputError,
            "players: expected how many",
        ),
        (START + '"players": 3, "payoffs": ["1"]}', InputError, "payoffs: expected an object"),
        (START + '"players": 3}', InputError, "payoffs: expected an object"),
        (START + '"title": 3, "players": 3, "payoffs": {}}', InputError, "title: expected"),
        (START + '"n": 3}', InputError, "'n' is no key"),
        (START + '"players": 3, "payoffs": {"A": 1, "B": "1"}}', InputError, "should be a text"),
        ('{"schema": "x"}', InputError, "schema: expected"),
    ],
)
def test_what_is_no_file_is_refused_in_one_line(text, error, why):
    with pytest.raises(error) as found:
        read_formula_game(text, "f")
    assert why in str(found.value) and "\n" not in str(found.value)
