"""Datasets are read by SQL, into pandas, and summed up."""

from __future__ import annotations

import dataclasses
import json

import pytest

from oraclegames import InputError
from oraclegames.sweep.run import run_sweep
from oraclegames.sweep.show import query, summary, to_arrow, to_pandas

pytest.importorskip("duckdb")
pytest.importorskip("pandas")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("it's a folder")
    run_sweep({"family": {"kind": "ordinal"}, "partition": 50}, place, workers=1)
    return place


def test_sql_sees_all_partitions_as_one_table(folder):
    rows = query(folder, "SELECT count(*), sum(arcs), max(game) FROM games").fetchall()
    assert rows == [(144, 64, 143)]
    sql = 'SELECT "row", "column" FROM games WHERE crossing ORDER BY game'
    assert query(folder, sql).fetchall() == [
        ("prisoners_dilemma", "prisoners_dilemma"),
        ("concord", "concord"),
    ]


def test_pandas_gets_every_row_in_order(folder):
    table = to_pandas(folder)
    assert table["game"].tolist() == list(range(144))
    assert table["error"].isna().all()
    assert to_arrow(folder).column("game").to_pylist() == list(range(144))


def test_the_summary_counts_the_classes(folder):
    found = summary(folder)
    assert (found.rows, found.errors) == (144, 0)
    assert found.counts["set"] == {"none": 82, "one arc": 60, "two crossing arcs": 2}
    assert "two crossing arcs" in str(found)
    document = json.loads(json.dumps(found.to_dict()))
    assert (document["schema"], document["complete"]) == ("oraclegames/sweep-1", True)
    assert found.verify() and not dataclasses.replace(found, rows=143).verify()
    assert len(repr(found)) < 200 and found._repr_html_().startswith("<pre>")
    assert "3 of 3 partitions" in str(found.dataset)


def test_an_incomplete_dataset_is_read_and_said_to_be_incomplete(tmp_path):
    def stop(now):
        raise KeyboardInterrupt

    spec = {"family": {"kind": "ordinal"}, "partition": 50}
    run_sweep(spec, tmp_path, workers=1, progress=stop)
    found = summary(tmp_path)
    assert (found.rows, found.to_dict()["complete"]) == (50, False)
    assert "not complete" in str(found)


@pytest.mark.parametrize(
    "sql", ["SELEC", "SELECT nothing FROM games", "", "SELECT 1; SELECT", "--"]
)
def test_wrong_sql_is_one_line(folder, sql):
    with pytest.raises(InputError, match="SQL") as caught:
        query(folder, sql)
    assert "\n" not in str(caught.value)


def test_a_folder_without_rows_is_said_to_have_none(tmp_path):
    from oraclegames.sweep.dataset import make_partition, prepare_dataset
    from oraclegames.sweep.spec import parse_spec

    spec = parse_spec({"family": {"kind": "ordinal"}})
    dataset = prepare_dataset(spec, tmp_path)
    dataset.write(0, make_partition(spec, 0))
    dataset.path(0).unlink()
    with pytest.raises(InputError, match="no rows yet"):
        summary(tmp_path)
