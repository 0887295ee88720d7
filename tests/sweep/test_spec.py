"""Specs are read, canonical, and refused in one line when they are wrong."""

from __future__ import annotations

import copy
import pickle

import pytest

from oraclegames import Game, InputError
from oraclegames.sweep.spec import parse_spec, read_spec

DILEMMA = {
    "family": {
        "kind": "parametric",
        "payoffs": [[["R", "S"], ["T", "P"]], "symmetric"],
        "parameters": {
            "T": {"start": 1, "stop": 2, "points": 3},
            "S": {"start": -1, "stop": 0, "step": "1/2"},
            "R": 1,
            "P": 0,
        },
    }
}
TEXT = """
question = "classify"
partition = 4
[family]
kind = "parametric"
payoffs = [[["R", "S"], ["T", "P"]], "symmetric"]
parameters.T = { start = 1, stop = 2.0, points = 3 }
parameters.S = { start = -1, stop = 0, step = 0.5 }
parameters.R = 1
parameters.P = 0
"""


def test_a_toml_file_and_a_table_describe_the_same_sweep(tmp_path):
    (tmp_path / "pd.toml").write_text(TEXT)
    spec = read_spec(tmp_path / "pd.toml")
    assert spec.fingerprint == parse_spec({**DILEMMA, "partition": 4}).fingerprint
    assert (spec.count, spec.partitions, spec.bounds(2)) == (9, 3, (8, 9))


def test_equal_specs_have_equal_fingerprints_and_others_do_not():
    other = copy.deepcopy(DILEMMA)
    other["family"]["parameters"]["S"] = {"start": "-1.0", "stop": 0, "points": 3}
    assert parse_spec(other).fingerprint == parse_spec(DILEMMA).fingerprint
    for change in ({"partition": 7}, {"ends": True}):
        assert parse_spec({**DILEMMA, **change}).fingerprint != parse_spec(DILEMMA).fingerprint
    other["family"]["parameters"]["P"] = "1/100"
    assert parse_spec(other).fingerprint != parse_spec(DILEMMA).fingerprint


def test_a_spec_travels_to_other_processes():
    spec = parse_spec(DILEMMA)
    assert pickle.loads(pickle.dumps(spec)).fingerprint == spec.fingerprint


def test_a_folder_of_games_is_found_beside_the_spec(tmp_path):
    folder = tmp_path / "games"
    folder.mkdir()
    (folder / "pd.nfg").write_text(Game.from_arrays([[1, 0]], [[0, 1]]).to_nfg())
    (tmp_path / "s.toml").write_text('[family]\nkind = "files"\nfolder = "games"\n')
    assert read_spec(tmp_path / "s.toml").count == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("questoin = 'classify'\n[family]\nkind = 'ordinal'", "did you mean question"),
        ("question = 'clasify'\n[family]\nkind = 'ordinal'", "did you mean classify"),
        ("partition = 0\n[family]\nkind = 'ordinal'", "partition should be between"),
        ("partition = 'x'\n[family]\nkind = 'ordinal'", "whole number"),
        ("ends = 1\n[family]\nkind = 'ordinal'", "true or false"),
        ("", r"\[family\]"),
        ("family = 3", r"\[family\]"),
        ("[family]", "needs kind"),
        ("[family]\nkind = 'ordinals'", "did you mean ordinal"),
        ("[family]\nkind = 'ordinal'\ntise = true", "did you mean ties"),
        ("[family]\nkind = 'ordinal'\nties = 1", "true or false"),
        ("[family]\nkind = 'random'", "needs count"),
        ("[family]\nkind = 'random'\ncount = 5", "needs seed"),
        ("[family]\nkind = 'random'\ncount = 5\nseed = 1\nlow = 3\nhigh = 1", "reversed range"),
        ("[family]\nkind = 'random'\ncount = 0\nseed = 1", "count should be"),
        ("[family]\nkind = 'random'\ncount = 5\nseed = 1\nshape = [3, 3]", "needs 2×2 games"),
        ("[family]\nkind = 'random'\ncount = 5\nseed = 1\nshape = [0, 2]", "number of moves"),
        ("[family]\nkind = 'random'\ncount = 5\nseed = 1\nshape = [999, 999, 999]", "million"),
        ("[family]\nkind = 'random'\ncount = 5\nseed = 1\npayoffs = 'norml'", "mean normal"),
        (
            "[family]\nkind = 'random'\ncount = 5\nseed = 1\npayoffs = 'normal'\nlow = 1",
            "whole pay",
        ),
        ("[family]\nkind = 'files'", "folder"),
        ("[family]\nkind = 'files'\nfolder = 'nowhere'", "cannot read the folder"),
        ("[family]\nkind = 'files'\nfolder = '.'", "no .nfg files"),
        ("[family]\nkind = 'parametric'", "parameters"),
        ("[family]\nkind = 'parametric'\nparameters.T = 1", "needs payoffs"),
        ("[family]\nkind = 'parametric'\npayoffs = [[[1]]]\nparameters.T = 1", "full table"),
        (
            "[family]\nkind = 'parametric'\npayoffs = [[[1, 2], [3]], 'symmetric']\n"
            "parameters.T = 1",
            "full table",
        ),
        (
            "[family]\nkind = 'parametric'\npayoffs = [[['x', 2], [3, 4]], 'symmetric']\n"
            "parameters.T = 1",
            "unknown parameter 'x'",
        ),
        (
            "[family]\nkind = 'parametric'\npayoffs = [[['T', 2], [3, 4]], 'symmetric']\n"
            "parameters.T = { start = 3, stop = 1, points = 9 }",
            "reversed range: start 3 is greater than stop 1; exchange them",
        ),
        (
            "[family]\nkind = 'parametric'\npayoffs = [[['T', 2], [3, 4]], 'symmetric']\n"
            "parameters.T = { start = 0, stop = 1, points = 1000000007 }",
            "coarser",
        ),
        ("partition = 1\n[family]\nkind = 'random'\ncount = 1000001\nseed = 1", "larger partit"),
        ("[family]\nkind = 'ordinal'\nties = maybe", "is not TOML"),
        ("partition = nan\n[family]\nkind = 'ordinal'", "rational"),
        ("partition = 1e999999999\n[family]\nkind = 'ordinal'", "too large: .* from -5000 to 5000"),
    ],
)
def test_wrong_specs_are_refused_in_one_line(tmp_path, text, message):
    (tmp_path / "spec.toml").write_text(text)
    with pytest.raises(InputError, match=message) as caught:
        read_spec(tmp_path / "spec.toml")
    assert "\n" not in str(caught.value)


def test_a_byte_order_mark_before_a_spec_is_skipped(tmp_path):
    (tmp_path / "spec.toml").write_text("[family]\nkind = 'ordinal'", encoding="utf-8-sig")
    assert read_spec(tmp_path / "spec.toml").count == 144


def test_a_spec_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot read the spec"):
        read_spec(tmp_path / "none.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="UTF-8"):
        read_spec(tmp_path / "binary.toml")
