"""One name finds any game: catalogue, file or standard input."""

from __future__ import annotations

import io
import os
from fractions import Fraction
from pathlib import Path

import pytest

from oraclegames import Game, InputError, ParseError, nash, solve
from oraclegames.games.catalog import CATALOG, chicken, prisoners_dilemma, random_game, stag_hunt
from oraclegames.games.load import as_any_game, as_game, load_game
from oraclegames.games.ordinal import ordinal_game

GAME = Game.from_arrays([[1, "1/2", 3]], [[0, 4, 2]], title="Small")


@pytest.mark.parametrize(
    ("name", "game"),
    [
        ("chicken", chicken()),
        ("Chicken", chicken()),
        ("chicken()", chicken()),
        ("prisoners-dilemma", prisoners_dilemma()),
        ("prisoners_dilemma(5,3,1,0)", prisoners_dilemma(5, 3, 1, 0)),
        (" prisoners_dilemma ( 5 , R=3, S = -1/2 ) ", prisoners_dilemma(5, 3, 1, Fraction(-1, 2))),
        ("stag_hunt(2.5)", stag_hunt(Fraction(5, 2))),
        ("random_game(3,2,seed=1)", random_game(3, 2, seed=1)),
        ("ordinal_game(hero,chicken)", ordinal_game("hero", "chicken")),
    ],
)
def test_catalogue_names_take_parameters(name, game):
    assert load_game(name) == game


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("prisoner", "no game 'prisoner' .* did you mean prisoners_dilemma"),
        ("zzz", "no game 'zzz' in the catalogue and no such file: `oraclegames games` lists"),
        ("", "no game ''"),
        ("zzz(1)", r"no game 'zzz\(1\)'"),
        ("null\0byte", "no game 'null"),
        ("x" * 5000, "no game 'xxx"),
        ("stag_hunt(1", r"no game 'stag_hunt\(1'"),
        ("stag_hunt(1,)", "a parameter should be a number or name=number, not ''"),
        ("stag_hunt(=3)", "a parameter should be a number or name=number"),
        ("stag_hunt(s=)", "a parameter should be a number or name=number"),
        ("stag_hunt(s=3,s=4)", "the parameter s is given twice"),
        ("stag_hunt(s=3,1)", "'1' stands after a parameter with a name"),
        ("stag_hunt(3,s=3)", r"^stag_hunt\(s=4, hare=1\): multiple values"),
        ("stag_hunt(t=3)", "unexpected keyword"),
        ("stag_hunt(1,2,3)", "too many positional"),
        ("stag_hunt(1+1)", "should be a rational such as"),
        ("stag_hunt(1e10000)", "s: the number 1e10000 is too large: .* go from -5000 to 5000"),
        ("stag_hunt(__import__)", "should be a rational such as"),
        ("ordinal_game(hero)", "missing a required argument: 'column'"),
        ("2,2 0,x; 3,0 1,1", "^the table: expected numbers only, such as 2,3, found '0,x'$"),
        ("nan,1 2,2", "^the table: expected numbers only, such as 2,3, found 'nan,1'$"),
        ("1/0,1 2,2; 0,0 1,1", "^the table: row 1, column 1: expected both .* found '1/0,1'$"),
        ("my file, 2", "no game 'my file, 2'"),
        ("none.nfg", "cannot read none.nfg: No such file"),
        ("no/where.json", "cannot read no/where.json: No such file"),
    ],
)
def test_wrong_names_are_refused_in_one_line(name, message):
    with pytest.raises(InputError, match=message) as caught:
        load_game(name)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 250


def test_files_are_read_by_their_ending_or_their_first_characters(tmp_path):
    for name, text in (
        ("a.nfg", GAME.to_nfg()),
        ("a.json", GAME.to_json()),
        ("A.NFG", GAME.to_nfg()),
        ("plain", "\n " + GAME.to_nfg()),
        ("other.txt", " " + GAME.to_json()),
    ):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert load_game(str(path)) == GAME


def test_errors_in_files_say_where(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("\n  ABC 2", encoding="utf-8")
    with pytest.raises(ParseError, match=r"a\.txt:2:3: expected a game .* found 'ABC'"):
        load_game(str(path))
    path.write_text("", encoding="utf-8")
    with pytest.raises(ParseError, match="found the end of the text"):
        load_game(str(path))
    with pytest.raises(InputError, match="cannot read"):
        load_game(str(tmp_path))


def test_the_catalogue_comes_before_a_file_of_the_same_name(tmp_path, monkeypatch):
    (tmp_path / "chicken").write_text(GAME.to_nfg(), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_game("chicken") == chicken()
    assert load_game(os.path.join(".", "chicken")) == GAME


@pytest.mark.parametrize("text", [GAME.to_nfg(), GAME.to_json()], ids=["nfg", "json"])
def test_standard_input_is_recognised(text, monkeypatch):
    assert load_game("-", io.StringIO(text)) == GAME
    assert load_game("-", io.BytesIO(text.encode())) == GAME
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert load_game("-") == GAME


def test_standard_input_is_named_in_errors():
    with pytest.raises(ParseError, match=r"^<stdin>:1:1: expected a game"):
        load_game("-", io.StringIO("x"))


def test_every_entry_with_defaults_loads_by_its_name_alone():
    for name, entry in CATALOG.items():
        if entry.has_defaults:
            assert load_game(name) == entry.function()


def test_a_path_object_is_a_file_whatever_its_name(tmp_path: Path) -> None:
    game = Game.from_arrays([1], players=["A"], moves=[["x"]])
    (tmp_path / "chicken").write_text(game.to_nfg())
    assert load_game(tmp_path / "chicken") == game
    with pytest.raises(InputError, match="no such file"):
        load_game(Path("chicken"))
    with pytest.raises(InputError, match="no such file"):
        load_game(Path("-"))


def test_only_names_and_paths_are_loaded() -> None:
    game = Game.from_arrays([1], players=["A"], moves=[["x"]])
    assert as_game(game) is game
    assert as_game("chicken") == load_game("chicken")


@pytest.mark.parametrize("wrong", [7, None, [[2, 0], [3, 1]], {"a": 1}, b"chicken", Game], ids=repr)
@pytest.mark.parametrize("ask", [as_game, as_any_game, nash, solve])
def test_what_is_no_game_is_one_line(ask, wrong) -> None:
    with pytest.raises(InputError, match=r"Game\.from_arrays makes one of payoffs"):
        ask(wrong)
