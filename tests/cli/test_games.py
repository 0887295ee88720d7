"""Games as a user gives and takes them: typed tables, files of other programs, conversions."""

from __future__ import annotations

import io

import pytest

from oraclegames import load_game
from oraclegames.texts import FORMATS


def test_a_table_is_a_game(run):
    status, out, err = run("solve", "2,2 0,3; 3,0 1,1")
    assert (status, err) == (0, "")
    assert "1  2, 2  0, 3" in out


def test_a_table_may_begin_with_a_minus(run):
    status, out, _ = run("solve", "-1,1 1,-1; 1,-1 -1,1")
    assert status == 0 and "1  -1, 1  1, -1" in out
    assert run("check", "-1,1 1,-1; 1,-1 -1,1", "-d", "1/4,1/4,1/4,1/4")[0] == 0


def test_a_spreadsheet_on_standard_input(run):
    status, out, _ = run("solve", "-", stdin=";C;D\nC;2,2;0,3\nD;3,0;1,1\n")
    assert status == 0 and "C  2, 2  0, 3" in out


@pytest.mark.parametrize("form", FORMATS)
def test_convert_writes_every_format(run, form):
    status, out, err = run("convert", "chicken", "--to", form)
    assert (status, err) == (0, "") and out.endswith("\n")
    if form in ("nfg", "json", "csv", "markdown", "gam"):
        assert load_game("-", io.StringIO(out)).payoffs((1, 0)) == (5, 4)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("convert", "chicken", "--to", "xlsx"), "there is no format 'xlsx'; there are nfg"),
        (("convert", "1/3,1", "-t", "gam"), "has no finite one: write .nfg"),
        (("solve", "2,2 0,3; 3,0"), "the table: row 2, column 2: expected both players'"),
    ],
)
def test_mistakes_are_one_line(run, words, message):
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert message in err and err.count("\n") == 1
