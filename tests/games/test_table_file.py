"""Files are written whole or not at all."""

from __future__ import annotations

import json

import pytest

from oraclegames import InputError, MissingDependencyError
from oraclegames.games import table_file as table_module
from oraclegames.games.table_file import write_table


def write(path, rows=((1, "a"), (2, "b"))):
    write_table(path, ["number", "letter"], rows, lambda: {"rows": len(rows)})


def test_rows_become_lines_and_documents_become_json(tmp_path):
    write(tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text().splitlines() == ["number,letter", "1,a", "2,b"]
    write(tmp_path / "t.json")
    assert json.loads((tmp_path / "t.json").read_text()) == {"rows": 2}
    assert sorted(file.name for file in tmp_path.iterdir()) == ["t.csv", "t.json"]


def test_rows_become_parquet_in_batches(tmp_path, monkeypatch):
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(table_module, "_BATCH", 2)
    write(tmp_path / "t.parquet", tuple((k, str(k)) for k in range(5)))
    assert parquet.read_table(tmp_path / "t.parquet").to_pydict()["number"] == list(range(5))


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    file = tmp_path / "t.json"
    file.write_text("old")

    def fail(*arguments, **options):
        raise RuntimeError("disk on fire")

    monkeypatch.setattr(table_module.json, "dumps", fail)
    with pytest.raises(RuntimeError):
        write(file)
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("name", "says"), [("t.xls", "cannot tell the format"), ("no/such/t.csv", "cannot write")]
)
def test_an_impossible_file_is_one_line(tmp_path, name, says):
    with pytest.raises(InputError, match=says):
        write(tmp_path / name)


def test_parquet_without_pyarrow_is_named(tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingDependencyError, match="pip install pyarrow"):
        write(tmp_path / "t.parquet")
    assert not list(tmp_path.iterdir())
