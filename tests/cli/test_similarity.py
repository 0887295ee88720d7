"""The command similar."""

from __future__ import annotations

import json

import pytest


def test_the_phase_diagram_in_words(run):
    status, out, err = run("similar", "prisoners_dilemma(5,3,1,0)")
    assert (status, err) == (0, "")
    assert "b in (1/4, 2/3)\n    Cooperate (4*b - 1)/(b + 1), Defect (-3*b + 2)/(b + 1)" in out


def test_the_phase_diagram_as_json(run):
    _, out, _ = run("similar", "stag_hunt", "--json")
    document = json.loads(out)
    assert document["schema"] == "oraclegames/similar-1"
    last = document["phases"][-1]
    assert (last["low"], last["high"], last["low_included"]) == ("1/4", "1", False)
    assert last["equilibria"] == [{"strategy": ["1", "0"], "support": ["Stag"], "value": "4"}]


def test_one_b(run):
    _, out, _ = run("similar", "volunteers_dilemma(3)", "--b", "1/3")
    assert "Volunteer 1 - 1/10·√30, Wait 1/10·√30; everybody gets 1 + 1/25·√30" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("battle_of_the_sexes",), "symmetric games"),
        (("chicken", "--b", "2"), "from 0 to 1"),
        (("chicken", "--b", "half"), "the similarity b"),
        (("chicken", "--budget", "-1"), "--budget"),
    ],
)
def test_bad_input_is_one_line_and_status_two(run, arguments, message):
    status, out, err = run("similar", *arguments)
    assert (status, out) == (2, "") and err.count("\n") == 1 and message in err


def test_the_diagram_is_drawn(run, tmp_path):
    path = tmp_path / "diagram.svg"
    status, out, err = run("similar", "prisoners_dilemma(5,3,1,0)", "-o", str(path))
    assert status == 0 and "b in (1/4, 2/3)" in out and f"wrote {path}" in err
    assert path.stat().st_size > 1000
    status, out, err = run("similar", "chicken", "--b", "1/2", "-o", str(path))
    assert (status, out) == (2, "") and "without b" in err
    status, out, err = run("similar", "chicken", "-o", "picture.bmp")
    assert (status, out) == (2, "") and "should end in" in err


def test_compare_in_words_and_with_a_similarity(run):
    status, out, err = run("compare", "prisoners_dilemma", "--b", "3/4")
    assert (status, err) == (0, "")
    assert "b-similarity at b = 3/4" in out and "perfectly transparent equilibrium" in out


def test_items_end_when_they_are_interrupted(run, monkeypatch):
    monkeypatch.setattr("oraclegames.cli.process.CtrlC.came", True)
    status, out, err = run("items", "1000")
    assert (status, len(out.splitlines()), err) == (130, 1, "interrupted\n")


def test_several_documents_are_verified_one_at_a_time(run, tmp_path):
    _, out, _ = run("items", "2")
    (tmp_path / "items.jsonl").write_text(out)
    status, _, err = run("verify", str(tmp_path / "items.jsonl"))
    assert status == 2 and "give one at a time" in err


def test_items_are_json_lines_that_verify(run, tmp_path):
    status, out, _ = run("items", "2", "--seed", "5")
    lines = out.splitlines()
    assert status == 0 and len(lines) == 2
    for line in lines:
        path = tmp_path / "item.json"
        path.write_text(line, encoding="utf-8")
        assert run("verify", str(path))[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("compare", "chicken", "--b", "7"), "from 0 to 1"),
        (("items", "-1"), "-1"),
        (("items", "two"), "Invalid value for 'N'"),
        (("items", "1", "--shape", "3y3"), "written as 3x3 or 2x2x2, not '3y3'"),
        (("items", "1", "--shape", "9x9"), "not 81"),
        (("check", "chicken", "-d", "1,0,0,0", "--notion", "nsah"), "did you mean nash"),
        (("check", "chicken", "-d", "1,0,0,0", "--q", "1/4,1/4,1/4,1/4"), "for the notion"),
    ],
)
def test_other_bad_input_is_one_line(run, arguments, message):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "") and err.count("\n") == 1 and message in err
