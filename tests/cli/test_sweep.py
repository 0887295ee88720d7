"""The commands sweep, sweep show and atlas."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from oraclegames import InputError
from oraclegames.cli import sweep
from oraclegames.errors import MissingDependencyError

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")

app = typer.Typer()
sweep.register(app)

SPEC = """
partition = 50
[family]
kind = "ordinal"
"""


def run(*words, text=None):
    return CliRunner().invoke(app, [str(word) for word in words], input=text)


@pytest.fixture
def spec(tmp_path) -> Path:
    path = tmp_path / "ordinal.toml"
    path.write_text(SPEC)
    return path


def test_what_is_needed_to_read_a_sweep_is_asked_for_before_the_work(spec, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    result = run("sweep", spec, "--workers", 1)
    assert isinstance(result.exception, MissingDependencyError)
    assert "oraclegames[sweep]" in str(result.exception) and not spec.with_suffix("").exists()


def test_sweep_writes_a_dataset_beside_the_spec_and_sums_it_up(spec):
    result = run("sweep", spec, "--workers", 1)
    assert result.exit_code == 0
    assert "Games: 144 of 144; with an error: 0" in result.stdout
    assert "Checksum: " in result.stdout
    assert (spec.parent / "ordinal" / "_manifest.parquet").exists()
    again = run("sweep", spec, "--workers", 1)
    assert again.stdout == result.stdout


def test_options_may_come_before_the_spec_and_json_is_one_document(spec, tmp_path):
    result = run("sweep", "--workers", 1, "--json", "-o", tmp_path / "out", spec)
    document = json.loads(result.stdout)
    assert (document["schema"], document["rows"]) == ("oraclegames/sweep-1", 144)
    assert document["counts"]["set"]["two crossing arcs"] == 2


def test_show_answers_sql_as_a_table_and_as_json(spec, tmp_path):
    run("sweep", spec, "--workers", 1, "-o", tmp_path / "out")
    sql = "SELECT set, count(*) AS many, max(nash_row) AS top FROM games GROUP BY set ORDER BY many"
    table = run("sweep", "show", tmp_path / "out", "--sql", sql)
    assert "two crossing arcs" in table.stdout
    document = json.loads(run("sweep", "show", tmp_path / "out", "--sql", sql, "--json").stdout)
    assert document["columns"] == ["set", "many", "top"]
    assert document["rows"][0] == ["two crossing arcs", 2, None]
    assert "Sweep in" in run("sweep", "show", tmp_path / "out").stdout
    assert json.loads(run("sweep", "show", tmp_path / "out", "--json").stdout)["complete"]


def test_too_many_games_need_yes_where_nobody_can_be_asked(tmp_path):
    path = tmp_path / "huge.toml"
    path.write_text("[family]\nkind = 'random'\ncount = 1000000001\nseed = 1\n")
    result = run("sweep", path)
    assert isinstance(result.exception, InputError)
    assert "confirm with --yes" in str(result.exception)
    assert not (tmp_path / "huge").exists()


def test_errors_name_what_is_wrong(spec, tmp_path):
    for words, message in (
        (("sweep", tmp_path / "none.toml"), "cannot read the spec"),
        (("sweep", tmp_path / "none"), "Name a folder with -o"),
        (("sweep", "show", tmp_path), "holds no sweep"),
        (("sweep", spec, "--cluster", "nonsense"), "no Dask scheduler"),
        (("atlas", "-o", tmp_path / "no" / "atlas.html"), "cannot write"),
    ):
        result = run(*words)
        assert isinstance(result.exception, InputError), words
        assert message in str(result.exception)


def test_the_atlas_is_a_table_json_or_a_page(tmp_path):
    assert len(run("atlas").stdout.splitlines()) == 144
    document = json.loads(run("atlas", "--json").stdout)
    assert (document["schema"], len(document["games"])) == ("oraclegames/atlas-1", 144)
    result = run("atlas", "-o", tmp_path / "atlas.html")
    assert result.exit_code == 0
    assert (tmp_path / "atlas.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("name", ["a.txt", "a.json", "atlas"])
def test_an_atlas_that_is_no_page_is_refused(tmp_path, name):
    with pytest.raises(InputError, match=r"should end in \.html") as caught:
        sweep._atlas(tmp_path / name)
    assert "\n" not in str(caught.value) and not (tmp_path / name).exists()


def test_plot_draws_an_answer_over_two_parameters(tmp_path):
    pytest.importorskip("plotly")
    (tmp_path / "pd.toml").write_text(
        '[family]\nkind = "parametric"\npayoffs = [[[1, "S"], ["T", 0]], "symmetric"]\n'
        "parameters.T = { start = 1, stop = 2, points = 3 }\n"
        "parameters.S = { start = -1, stop = 0, points = 3 }\n"
    )
    run("sweep", tmp_path / "pd.toml", "--workers", 1)
    target = tmp_path / "pd.json"
    result = run("sweep", "plot", tmp_path / "pd", "--x", "T", "--y", "S", "-o", target)
    assert result.exit_code == 0
    assert json.loads(target.read_text())["data"][0]["type"] == "heatmap"
