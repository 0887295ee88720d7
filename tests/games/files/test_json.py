"""The JSON game format: exact numbers both ways, and one line for whatever is wrong."""

from __future__ import annotations

import io
import json
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given

from oraclegames import Game, InputError, ParseError
from oraclegames.games.files.json import dict_tables, game_to_dict, write_json
from oraclegames.games.load import read_json
from tests.games.files.test_nfg import labelled_games


def game_of(mapping: dict) -> Game:
    return Game(*dict_tables(mapping))


CHICKEN = {
    "schema": "oraclegames/game-1",
    "title": "Chicken",
    "players": [
        {"name": "Row", "moves": ["Swerve", "Straight"]},
        {"name": "Column", "moves": ["Swerve", "Straight"]},
    ],
    "payoffs": [["4", "4", "5", "0"], ["4", "5", "4", "0"]],
}


def parse_json(text: str) -> Game:
    file = io.StringIO(text)
    file.name = "f.json"
    return read_json(file)


def test_a_game_is_written_in_the_documented_form():
    game = Game.from_arrays(
        [[4, 4], [5, 0]],
        [[4, 5], [4, 0]],
        title="Chicken",
        players=["Row", "Column"],
        moves=[["Swerve", "Straight"]] * 2,
    )
    assert game_to_dict(game) == CHICKEN
    assert json.loads(write_json(game)) == CHICKEN
    assert json.loads(game.to_json()) == game.to_dict() == CHICKEN
    assert game_of(CHICKEN) == game


def test_payoffs_are_row_major():
    game = game_of(
        {
            "players": [
                {"name": "A", "moves": ["x", "y"]},
                {"name": "B", "moves": ["p", "q", "r"]},
            ],
            "payoffs": [["0", "1", "2", "10", "11", "12"], ["0"] * 6],
        }
    )
    for a, b in game.outcomes():
        assert game.payoff(0, (a, b)) == 10 * a + b


@given(labelled_games())
def test_what_is_written_is_read_back_identically(game):
    text = write_json(game)
    assert parse_json(text) == game
    assert read_json(io.BytesIO(text.encode())) == game
    assert game_of(game_to_dict(game)) == game


def test_numerals_are_read_by_their_decimal_text():
    text = (
        '{"players": [{"name": "A", "moves": ["a", "b", "c", "d", "e", "f"]}],'
        ' "payoffs": [[0.1, 1e+2, -2, 1E-3, "1/3", %s]]}' % ("9" * 5000)
    )
    game = parse_json(text)
    assert [game.payoff(0, (k,)) for k in range(6)] == [
        Fraction(1, 10),
        100,
        -2,
        Fraction(1, 1000),
        Fraction(1, 3),
        10**5000 - 1,
    ]
    assert parse_json(write_json(game)) == game


def test_mappings_take_integers_of_any_kind():
    mapping = {
        "players": ({"name": "A", "moves": ("x", "y", "z")},),
        "payoffs": ((10**5000, np.int64(3), Fraction(1, 2)),),
    }
    game = game_of(mapping)
    assert game.payoff(0, (0,)) == 10**5000
    assert game.payoff(0, (2,)) == Fraction(1, 2)


def test_unknown_keys_are_ignored_and_title_and_schema_may_be_missing():
    text = '{"players": [{"name": "A", "moves": ["x"], "colour": 1}], "payoffs": [[1]], "more": {}}'
    assert parse_json(text) == Game.from_arrays([1], players=["A"], moves=[["x"]])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "f.json:1:1: expected JSON, found the end of the text"),
        ('{\n "a": ,}', "f.json:2:7: expected JSON, found ',}'"),
        ('{"a": 1} x', "f.json:1:10: expected JSON, found 'x'"),
        ('{"a": "\n"}', "f.json:1:8: expected JSON, found"),
        ("[" * 100_000, "f.json:1:1: expected a game, found lists nested too deep"),
        ('{"a":' * 100_000, "f.json:1:1: expected a game, found lists nested too deep"),
    ],
    ids=["empty", "comma", "trailing", "newline", "deep lists", "deep objects"],
)
def test_what_is_no_json_is_refused_with_the_place(text, message):
    with pytest.raises(ParseError) as caught:
        parse_json(text)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def changed(path: str, value: object) -> str:
    """Chicken as JSON with one place changed; ``path`` is Python code for the place."""
    mapping = json.loads(json.dumps(CHICKEN))
    *keys, last = path.split(".")
    place = mapping
    for key in keys:
        place = place[int(key) if key.isdigit() else key]
    if value is ...:
        del place[last]
    else:
        place[int(last) if last.isdigit() else last] = value
    return json.dumps(mapping)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "expected an object with the keys players and payoffs, found an empty list"),
        ("1" * 5000, "expected an object .*, found the number 1111"),
        ("null", "expected an object .*, found null"),
        (changed("payoffs.0.0", "1e5001"), r"payoffs\[0\]\[0\]: .* is too large: .* to 5000"),
        (changed("payoffs.0.0", "-1e-99999"), r"payoffs\[0\]\[0\]: .* is too small: .* to 5000"),
        (changed("schema", "oraclegames/game-2"), "schema: expected 'oraclegames/game-1', found"),
        (changed("schema", 1), "schema: expected .*, found the number 1"),
        (changed("title", 3), "title: expected a text, found the number 3"),
        (changed("title", None), "title: expected a text, found null"),
        (changed("players", ...), "players: expected a list of players, found nothing"),
        (changed("players", []), "players: expected a list of players, found an empty list"),
        (changed("players.1", "B"), r"players\[1\]: expected an object .*, found 'B'"),
        (changed("players.1.name", ...), r"players\[1\].name: expected a text, found nothing"),
        (changed("players.1.name", True), r"players\[1\].name: expected a text, found true"),
        (changed("players.0.moves", {}), r"players\[0\].moves: expected a list of texts, found an"),
        (changed("players.0.moves.1", 2), r"players\[0\].moves\[1\]: expected a text, found the n"),
        (changed("players.0.moves.1", "Swerve"), "two labels of a move of player 'Row'"),
        (changed("players.0.moves.1", "\n"), "should be a printable text"),
        (changed("players.1.name", "Row"), "two labels of a player"),
        (changed("payoffs", ...), "payoffs: expected a list with one list for each player"),
        (changed("payoffs", [["1"]]), "payoffs: expected 2 lists, one for each player, found 1"),
        (changed("payoffs.1", "4"), r"payoffs\[1\]: expected a list of numbers, found '4'"),
        (changed("payoffs.0", True), r"payoffs\[0\]: expected a list of numbers, found true"),
        (changed("payoffs.1", ["4"]), r"payoffs\[1\]: expected 4 numbers, .*, found 1"),
        (changed("payoffs.1.3", "x"), r"payoffs\[1\]\[3\]: expected a number such as .*found 'x'"),
        (changed("payoffs.1.3", ""), r"payoffs\[1\]\[3\]: .*found an empty text"),
        (changed("payoffs.1.3", None), r"payoffs\[1\]\[3\]: .*found null"),
        (changed("payoffs.1.3", ["0"]), r"payoffs\[1\]\[3\]: .*found a list"),
        (changed("payoffs.1.3", "1/0"), r"payoffs\[1\]\[3\]: .*found '1/0'"),
        (changed("payoffs.1.3", float("nan")), "expected exact numbers, found NaN"),
        (changed("payoffs.1.3", float("inf")), "expected exact numbers, found Infinity"),
        ('{"title": "", "title": ""}', "expected each key once, found 'title' twice"),
        (
            json.dumps({"players": [{"name": str(k), "moves": ["x"]} for k in range(40)]}),
            "players: expected at most 31, found 40",
        ),
    ],
)
def test_json_that_is_no_game_is_refused_with_the_key(text, message):
    with pytest.raises(InputError, match=rf"^f\.json: {message}|^f\.json: .*{message}") as caught:
        parse_json(text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_floats_in_a_mapping_are_refused():
    with pytest.raises(InputError, match=r"payoffs\[0\]\[0\]: .*found a Python float"):
        game_of({"players": [{"name": "A", "moves": ["x"]}], "payoffs": [[0.1]]})
