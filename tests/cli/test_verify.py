"""The command ``verify``: exit status 0 holds, 1 refuted, 2 unreadable."""

from __future__ import annotations

import io
import json
import sys

import pytest

from oraclegames import check, solve_oracles, verify
from oraclegames.cli.main import main


def run(*arguments):
    with pytest.raises(SystemExit) as stop:
        main(["verify", *map(str, arguments)])
    return stop.value.code


@pytest.mark.parametrize("text", ["", "{", "{}", '{"schema": "oraclegames/none-1"}', "[1]", '"x"'])
def test_what_is_no_document_is_bad_input(tmp_path, capsys, text):
    (tmp_path / "a.json").write_text(text)
    assert run(tmp_path / "a.json") == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("error: ") and err.count("\n") == 1 and "a.json" in err
    assert ("a command wrote with --json" in err) is ("schema" not in text)


def test_a_missing_file_is_bad_input(tmp_path, capsys):
    assert run(tmp_path / "none.json") == 2
    assert "none.json" in capsys.readouterr().err


def test_standard_input(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps({"schema": 1})))
    assert run("-") == 2
    assert "schema: expected a text" in capsys.readouterr().err


def test_a_true_document_holds_and_a_false_one_is_named(tmp_path, capsys):
    document = check("chicken", "1,0,0,0").to_dict()
    path = tmp_path / "verdict.json"
    path.write_text(json.dumps(document))
    assert run(path) == 0
    assert "it is a dependency equilibrium" in capsys.readouterr().out
    assert run("--show", path) == 0 and verify(path) == verify(str(path)) == verify(document)
    assert "Dependency equilibrium: yes" in capsys.readouterr().out
    path.write_text(json.dumps({**document, "reflective": "no"}))
    assert run(path) == 1
    assert capsys.readouterr().out.startswith("refuted: reflective: the evidence proves 'yes'")
    assert run("--json", path) == 1
    assert json.loads(capsys.readouterr().out)["holds"] is False


def test_completeness_is_replayed_where_it_is_asked_for(tmp_path, capsys):
    found = solve_oracles({"m": lambda oracle: "1" if oracle.exceeds("m", "1", "1/2") else "0"})
    document = found.to_dict()
    path = tmp_path / "oracles.json"
    path.write_text(json.dumps(document))
    assert run(path, "--complete") == 0
    assert "there are no others" in capsys.readouterr().out
    path.write_text(json.dumps({**document, "oracles": document["oracles"][1:]}))
    assert run(path) == 0
    assert run(path, "--complete") == 1
    path.write_text(json.dumps({**document, "cover": None}))
    assert run(path, "--complete") == 2
    assert "cannot be replayed" in capsys.readouterr().err
