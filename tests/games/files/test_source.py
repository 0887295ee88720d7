"""Texts come from paths and open files; names and places in messages stay on one line."""

from __future__ import annotations

import io

import pytest

from oraclegames import InputError, ParseError
from oraclegames.games.files.source import found, locate, read_text


def test_positions_are_lines_and_columns_from_1():
    text = "ab\ncd\n\ne"
    places = [locate(text, k) for k in range(len(text) + 1)]
    assert places == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (3, 1), (4, 1), (4, 2)]


def test_what_was_found_is_short_and_on_one_line():
    assert found("") == "the end of the text"
    assert found("a\nb") == r"'a\nb'"
    assert len(found("x" * 1000)) < 50


def test_names_of_sources_are_printable(tmp_path):
    path = tmp_path / "new\nline"
    path.write_text("text", encoding="utf-8")
    text, name = read_text(path)
    assert text == "text"
    assert "\n" not in name
    with path.open() as file:
        assert read_text(file) == (text, name)
    assert read_text(io.StringIO("x")) == ("x", "<stream>")


def test_line_ends_are_left_as_they_are(tmp_path):
    path = tmp_path / "crlf"
    path.write_bytes(b"a\r\nb\rc")
    assert read_text(path)[0] == "a\r\nb\rc"


def test_a_byte_order_mark_is_skipped(tmp_path):
    path = tmp_path / "windows"
    path.write_text("a\nb", encoding="utf-8-sig")
    assert read_text(path)[0] == "a\nb"
    assert read_text(io.StringIO("\ufeffa"))[0] == "a"
    with path.open("rb") as file:
        assert read_text(file)[0] == "a\nb"


def test_text_files_that_are_not_utf8_say_where(tmp_path):
    path = tmp_path / "latin"
    path.write_bytes(b"ab\n\xe9")
    with (
        path.open(encoding="utf-8") as file,
        pytest.raises(ParseError, match=r":2:1: expected UTF"),
    ):
        read_text(file)
    with pytest.raises(ParseError, match=r"latin:2:1: expected UTF-8 text, found the byte 0xe9"):
        read_text(path)


def test_closed_files_are_an_input_error():
    file = io.StringIO("x")
    file.close()
    with pytest.raises(InputError, match="cannot read <stream>: I/O operation on closed file"):
        read_text(file)
