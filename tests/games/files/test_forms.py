"""Every form of file is known by its ending or its first characters, or named and refused."""

from __future__ import annotations

import io
import pickle
import sys
import zipfile
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from oraclegames import Game, InputError, MissingDependencyError, load_game, to_text
from oraclegames.games.files.forms import tables_of
from oraclegames.games.files.gam import gam_tables, write_gam
from oraclegames.texts import FORMATS
from tests.depth import some
from tests.strategies import games, wild_payoffs

GAME = Game.from_arrays([[4, "1/2", 5], [3, 0, -1]], [[1, 2, 3], [6, "1.25", 0]])
LOST = {"latex", "macaulay2", "singular", "sage", "oscar"}


@pytest.mark.parametrize("form", sorted(set(FORMATS) - LOST))
def test_what_is_written_is_recognised(form, tmp_path):
    text = to_text(GAME, form)
    assert load_game("-", io.StringIO(text)) == GAME
    assert load_game("-", io.BytesIO(b"\xef\xbb\xbf" + text.encode())) == GAME
    ending = {"markdown": "md"}.get(form, form)
    for name in (f"a.{ending}", f"A.{ending.upper()}", "plain"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert load_game(tmp_path / name) == GAME


def test_excels_unicode_text_is_read():
    assert load_game("-", io.BytesIO("\tC\nC\t2,3".encode("utf-16"))).moves == (("C",), ("C",))


# -- .gam -----------------------------------------------------------------------------------------


@settings(max_examples=some(24, 60))
@given(games(payoffs=wild_payoffs))
def test_gam_comes_back_equal_or_is_refused(game):
    finite = all(_finite(game.payoff(i, o)) for i in range(game.n_players) for o in game.outcomes())
    if finite:
        assert Game(*gam_tables(write_gam(game))) == game
    else:
        with pytest.raises(InputError, match="has no finite one"):
            write_gam(game)


def _finite(number: Fraction) -> bool:
    return 10**400 % number.denominator == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ":1:1: expected the number of players, found the end"),
        ("0", "expected the number of players, found '0'"),
        ("99 2", "at most 31 players"),
        ("2\n3 x", ":2:3: expected the number of moves of player 2, found 'x'"),
        ("1\n2\n1", ":3:2: expected payoff 2 of 2, found the end"),
        ("1\n2\n1 2 3", ":3:5: expected the end of the text after 2 payoffs, found '3'"),
        ("1\n2\n1 1,5", ":3:3: expected a payoff, such as 2 or -0.25, found '1,5'"),
        ("1 1 1e9999", "too large"),
    ],
)
def test_errors_in_gam_say_where(text, message):
    with pytest.raises(InputError, match=message):
        gam_tables(text, "x.gam")


# -- NumPy's files --------------------------------------------------------------------------------


def saved(array, save=np.save, **named) -> bytes:
    file = io.BytesIO()
    save(file, *([] if array is None else [array]), **named)
    return file.getvalue()


def test_npy_holds_the_players_on_its_first_axis():
    array = np.array([[[1, 2, 3], [4, 5, 6]], [[0, 0, 0.1], [0, 1, 2]]])
    game = Game(*tables_of(saved(array), "a.npy", ".npy"))
    assert game == Game.from_arrays([[1, 2, 3], [4, 5, 6]], [[0, 0, "1/10"], [0, 1, 2]])
    assert game == Game(*tables_of(saved(array.astype(np.float32)), "<stdin>"))
    assert load_game("-", io.BytesIO(saved(array.astype(int)))).payoff(0, (1, 2)) == 6


def test_npz_holds_an_array_for_each_player():
    both = np.array([[[1, 2]], [[3, 4]]])
    for data in (saved(None, np.savez, Ann=both[0], Bob=both[1]),):
        assert Game(*tables_of(data, "a.npz", ".npz")).players == ("Ann", "Bob")
    file = io.BytesIO()
    np.savez_compressed(file, *both)
    game = Game(*tables_of(file.getvalue(), "a.npz", ".npz"))
    assert game == Game.from_arrays([[1, 2]], [[3, 4]])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (saved(np.ones((3, 4, 2))), r"shape \(3, 4, 2\) is no game: .*moveaxis"),
        (saved(np.ones((3, 3))), r"shape \(3, 3\) is no game"),
        (saved(np.array(1.0)), r"shape \(\) is no game"),
        (saved(np.full((1, 2), np.nan)), "should be a rational"),
        (saved(np.array([[1 + 2j]])), "should be a rational"),
        (saved(np.array([[{}]], dtype=object)), "Python objects, which are not loaded"),
        (saved(np.ones((1, 2)))[:-5], "cannot be read"),
        (b"no", "expected what numpy.save writes"),
    ],
)
def test_arrays_that_are_no_games_are_refused_in_one_line(data, message):
    with pytest.raises(InputError, match=message) as caught:
        tables_of(data, "a.npy", ".npy")
    assert "\n" not in str(caught.value)


# -- foreign kinds --------------------------------------------------------------------------------


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "1")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n...", "a PDF document"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook: save the sheet"),
        (zipped("word/document.xml"), "a Word document"),
        (zipped("a.txt"), "a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an .xls workbook"),
        (pickle.dumps([1]), "a Python pickle"),
        (pickle.dumps([1], protocol=2), "a Python pickle"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"\n <!DOCTYPE HTML><p>2,3", "a web page"),
        (b"<html>", "a web page"),
        (b"\x89PNG\r\n", "a PNG picture"),
        (b"<?xml version='1.0'?><svg>", "an SVG picture"),
        (b"PAR1", "a Parquet file"),
        (b"\\documentclass{article}", "a LaTeX document"),
        (b"version https://git-lfs.github.com/spec/v1\noid 1,2", "a pointer of Git LFS"),
        (b"ab\0cd", "a binary file"),
    ],
)
def test_foreign_files_are_named(data, kind, tmp_path):
    for name in ("x.csv", "x.nfg", "x"):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(InputError, match=f"this seems to be .*{kind}") as caught:
            load_game(tmp_path / name)
        assert "\n" not in str(caught.value)


def test_a_foreign_kind_is_named_in_an_open_text_too():
    with pytest.raises(InputError, match="a web page"):
        load_game("-", io.StringIO("<!doctype html>"))


# -- through pygambit -----------------------------------------------------------------------------

EFG = """EFG 2 R "Tree" { "Ann" "Bob" }
p "" 1 1 "" { "In" "Out" } 0
p "" 2 1 "" { "Left" "Right" } 0
t "" 1 "" { 2, 1/3 }
t "" 2 "" { 0, 0 }
t "" 3 "" { 1, 5 }
"""
AGG = "#AGG\n2\n2\n0\n2 2\n0 1\n0 1\n1 1\n1 0\n0\n0\n1 [ 1 ] 3 [ 2 ] 0\n1 [ 1 ] 5 [ 2 ] 1\n"


def test_trees_come_by_their_strategic_form(tmp_path):
    pytest.importorskip("pygambit")
    path = tmp_path / "t.efg"
    path.write_text(EFG)
    tree = load_game(path)
    assert tree.title == "Tree" and tree.players == ("Ann", "Bob")
    assert tree.shape == (2, 2)
    assert [tree.payoffs(o) for o in tree.outcomes()] == [
        (2, Fraction(1, 3)),
        (0, 0),
        (1, 5),
        (1, 5),
    ]
    assert load_game("-", io.StringIO(EFG)) == tree


@pytest.mark.parametrize("name", ["wichardt2008", "bagwell1995"])
def test_gambits_catalogue_reads_as_gambit_does(name):
    pygambit = pytest.importorskip("pygambit")
    game = pygambit.catalog.load(f"journals/geb/{name}")
    assert load_game("-", io.StringIO(game.to_efg())) == Game.from_gambit(game)


def test_files_that_gambit_refuses_are_one_line():
    pytest.importorskip("pygambit")
    for text in ("EFG 2 R oops", "#AGG\n2 2", "#BAGG\nx", '<gambit:document version="0.1">'):
        with pytest.raises(InputError, match="<stdin>: Gambit cannot read this") as caught:
            load_game("-", io.StringIO(text))
        assert "\n" not in str(caught.value)


def test_without_pygambit_one_line_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pygambit", None)
    with pytest.raises(MissingDependencyError, match=r"pip install oraclegames\[gambit\]"):
        load_game("-", io.StringIO(EFG))
