"""What every command prints with --json is valid by its schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from oraclegames.cli.main import main
from oraclegames.schemas import schema

CHICKEN = str(Path(__file__).parents[2] / "examples" / "chicken.nfg")
COMMANDS = [
    ("games",),
    ("solve", CHICKEN),
    ("solve", "coordination(3)", "--budget", "1"),
    ("solve", "coordination(3)", "--budget", "0"),
    ("check", "chicken", "-d", "1,0,0,0"),
    ("check", "chicken", "-d", "1/2,1/2,0,0"),
    ("values", "chicken", "--at", "4,4"),
    ("values", "chicken", "--at", "4,3"),
    ("best", "chicken", "--reflective"),
    ("best", "rock_paper_scissors", "--tolerance", "1/5", "--totally-mixed"),
    ("check", "chicken", "-d", "1,0,0,0", "--notion", "EE"),
    ("compare", "chicken"),
    ("similar", "prisoners_dilemma(5,3,1,0)"),
    ("similar", "volunteers_dilemma(3)"),
    ("least-similarity", "prisoners_dilemma(5,3,1,0)"),
    ("least-similarity", "chicken", "--values", "5,5"),
    ("phases", "chicken(t)", "--from", "4", "--to", "9"),
    ("phases", "chicken(t)", "--from", "4", "--to", "9", "--ask", "notions"),
    ("phases", "chicken(t)", "--from", "4", "--to", "9", "--ask", "similar"),
    ("similar", "volunteers_dilemma(3)", "--b", "1/3"),
    ("match", "chicken", "nicer", "demand:1/2", "--delta", "1/10"),
    ("tournament", "chicken", "nicer", "defect", "--delta", "1/10", "--workers", "1"),
    ("atlas",),
]


def printed(capsys, *words):
    with pytest.raises(SystemExit) as stop:
        main([*words, "--json"])
    assert stop.value.code in (0, 1)
    document = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(schema(document["schema"])).validate(document)
    return document


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_prints_a_valid_document(capsys, tmp_path, words):
    document = printed(capsys, *words)
    if "version" in document:
        path = tmp_path / "document.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        assert printed(capsys, "verify", str(path))["holds"]


def test_claims_are_a_valid_document(capsys):
    printed(capsys, "reproduce", "--only", "coedt/chicken", "--quick", "--workers", "1")


def test_a_sweep_is_summed_up_in_valid_documents(capsys, tmp_path):
    pytest.importorskip("duckdb")
    spec = tmp_path / "ordinal.toml"
    spec.write_text('[family]\nkind = "ordinal"\n', encoding="utf-8")
    printed(capsys, "sweep", str(spec), "--workers", "1")
    printed(capsys, "sweep", "show", str(tmp_path / "ordinal"))
    rows = printed(
        capsys, "sweep", "show", str(tmp_path / "ordinal"), "--sql", "SELECT * FROM games LIMIT 3"
    )
    assert len(rows["rows"]) == 3


def test_a_schema_is_printed(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["verify", "--schema", "oraclegames/best-1"])
    assert stop.value.code == 0
    assert json.loads(capsys.readouterr().out) == schema("best-1")


@pytest.mark.parametrize("words", [["--schema", "best-9"], [], ["--schema", "best-1", "a.json"]])
def test_what_is_asked_wrongly_is_one_line(capsys, words):
    with pytest.raises(SystemExit) as stop:
        main(["verify", *words])
    out, err = capsys.readouterr()
    assert stop.value.code == 2 and out == "" and err.startswith("error: ") and err.count("\n") == 1
