"""Datasets are whole or can be completed; damage and full disks are noticed."""

from __future__ import annotations

import contextlib
import errno
import importlib
import json
import os
from collections.abc import Callable

import pytest

from oraclegames import InputError
from oraclegames.sweep.dataset import make_partition, open_dataset, prepare_dataset
from oraclegames.sweep.run import run_sweep
from oraclegames.sweep.spec import parse_spec

pq = pytest.importorskip("pyarrow.parquet")
pads = pytest.importorskip("pyarrow.dataset")

SPEC = {"family": {"kind": "ordinal"}, "partition": 30}


def test_a_partition_is_a_pure_function_and_names_its_spec_and_version():
    spec = parse_spec(SPEC)
    content = make_partition(spec, 2)
    assert content == make_partition(parse_spec(SPEC), 2) != make_partition(spec, 3)
    with pytest.raises(InputError, match="install the same version"):
        make_partition(spec, 2, "0.0.0")


def test_the_files_hold_spec_version_and_checksums(tmp_path):
    result = run_sweep(SPEC, tmp_path / "out", workers=1)
    dataset = open_dataset(tmp_path / "out")
    manifest = dataset.manifest
    assert dataset.complete and dataset.verify()
    assert manifest["checksum"] == result.checksum
    assert [entry["rows"] for entry in manifest["files"]] == [30, 30, 30, 30, 24]
    notes = json.loads(pq.read_metadata(dataset.path(1)).metadata[b"oraclegames"])
    assert notes["spec"] == manifest["spec"] == parse_spec(SPEC).to_dict()
    assert notes["version"] == manifest["version"]


def test_every_bit_that_changes_is_noticed(tmp_path):
    dataset = run_sweep(SPEC, tmp_path / "out", workers=1).dataset
    content = bytearray(dataset.path(3).read_bytes())
    content[len(content) // 2] ^= 1
    dataset.path(3).write_bytes(content)
    assert not dataset.verify()
    dataset.path(3).unlink()
    assert not dataset.verify()


def test_a_partition_of_another_sweep_or_a_damaged_one_is_refused(tmp_path):
    spec = parse_spec(SPEC)
    for content in (
        b"nonsense",
        make_partition(spec, 1),
        make_partition(parse_spec({**SPEC, "ends": True}), 0),
    ):
        folder = tmp_path / str(len(content))
        dataset = prepare_dataset(spec, folder)
        dataset.write(2, make_partition(spec, 2))
        dataset.path(0).write_bytes(content)
        with pytest.raises(InputError, match="delete it and run again"):
            run_sweep(SPEC, folder, workers=1)
        dataset.path(0).unlink()
        assert run_sweep(SPEC, folder, workers=1).dataset.verify()


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(InputError, match="neither empty nor a sweep"):
        run_sweep(SPEC, tmp_path, workers=1)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot write"):
        run_sweep(SPEC, tmp_path / "file", workers=1)
    with pytest.raises(InputError, match="holds no sweep"):
        open_dataset(tmp_path)


def test_another_sweep_or_version_in_the_folder_is_refused(tmp_path):
    spec = parse_spec(SPEC)
    prepare_dataset(spec, tmp_path).write(0, make_partition(spec, 0))
    with pytest.raises(InputError, match="another sweep"):
        run_sweep({**SPEC, "partition": 40}, tmp_path, workers=1)
    place = tmp_path / "_sweep.parquet"
    notes = json.loads(pq.read_metadata(place).metadata[b"oraclegames"])
    for name in ("_sweep.parquet", "sweep.json"):  # the second as an earlier version wrote it
        older = {**notes, "version": "0.0.0"}
        if name.endswith(".json"):
            place.unlink()
            (tmp_path / name).write_text(json.dumps(older))
        else:
            metadata = {b"oraclegames": json.dumps(older)}
            pq.write_table(pq.read_table(place).replace_schema_metadata(metadata), place)
        with pytest.raises(InputError, match=r"begun by oraclegames 0\.0\.0"):
            run_sweep(SPEC, tmp_path, workers=1)
        (tmp_path / name).write_text("{")
        with pytest.raises(InputError, match="cannot be read"):
            run_sweep(SPEC, tmp_path, workers=1)


def readers() -> dict[str, Callable[[str], int]]:
    """What reads a folder of Parquet files, as its rows; as far as it is installed."""
    found = {"pyarrow": lambda folder: pads.dataset(folder).count_rows()}
    for name in ("pandas", "polars", "duckdb"):
        with contextlib.suppress(ImportError):
            module = importlib.import_module(name)
            if name == "duckdb":
                for glob in ("/*", "/*.parquet"):
                    found[name + glob] = lambda folder, glob=glob, module=module: len(
                        module.sql(f"SELECT * FROM read_parquet('{folder}{glob}')").fetchall()
                    )
            else:
                found[name] = lambda folder, module=module: len(module.read_parquet(folder))
    return found


@pytest.mark.parametrize("reader", readers())
def test_a_folder_is_read_as_it_is_by_everything_that_reads_parquet(tmp_path, reader):
    run_sweep(SPEC, tmp_path / "out", workers=1)
    assert readers()[reader](str(tmp_path / "out")) == 144


def test_all_files_of_a_folder_are_parquet_files_of_the_same_columns(tmp_path):
    # This is what polars wants, wherever it is not installed.
    family = {"kind": "random", "count": 3, "seed": 1, "payoffs": "normal"}
    for number, more in enumerate(({}, {"question": "best"}, {"ends": True})):
        folder = tmp_path / str(number)
        dataset = run_sweep({"family": family, "partition": 2, **more}, folder, workers=1).dataset
        names = ["_manifest.parquet", "_sweep.parquet"]
        assert sorted(path.name for path in folder.iterdir()) == [
            *names,
            *(path.name for path in dataset.files),
        ]
        schema = pq.read_schema(dataset.path(0))
        for name in names:
            assert pq.read_schema(folder / name).equals(schema)
            assert pq.read_metadata(folder / name).num_rows == 0


def test_a_folder_of_an_earlier_version_is_read_and_completed(tmp_path):
    run_sweep(SPEC, tmp_path, workers=1)
    for name in ("sweep", "manifest"):
        place = tmp_path / f"_{name}.parquet"
        notes = json.loads(pq.read_metadata(place).metadata[b"oraclegames"])
        (tmp_path / f"{name}.json").write_text(json.dumps(notes))
        place.unlink()
    assert open_dataset(tmp_path).verify()
    assert run_sweep(SPEC, tmp_path, workers=1).complete
    (tmp_path / "manifest.json").unlink()
    open_dataset(tmp_path).path(2).unlink()
    assert run_sweep(SPEC, tmp_path, workers=1).dataset.verify()


@pytest.mark.parametrize("after", range(4))
@pytest.mark.parametrize("where", ["write", "replace"])
def test_a_full_disk_is_one_line_and_the_sweep_goes_on_later(tmp_path, monkeypatch, where, after):
    expected = run_sweep(SPEC, tmp_path / "expected", workers=1).checksum
    calls = []

    def failing(real):
        def call(*arguments):
            calls.append(arguments)
            if len(calls) > after:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*arguments)

        return call

    with monkeypatch.context() as patch:
        if where == "replace":
            patch.setattr(os, "replace", failing(os.replace))
        else:
            patch.setattr(os, "fsync", failing(os.fsync))
        with pytest.raises(InputError, match="No space left on device") as caught:
            run_sweep(SPEC, tmp_path / "out", workers=1)
    assert "\n" not in str(caught.value)
    assert not list((tmp_path / "out").glob(".tmp-*"))
    assert run_sweep(SPEC, tmp_path / "out", workers=1).checksum == expected


def test_leftovers_of_a_killed_run_are_swept_away(tmp_path):
    prepare_dataset(parse_spec(SPEC), tmp_path)
    (tmp_path / ".tmp-99-part-000000.parquet").write_bytes(b"half")
    assert run_sweep(SPEC, tmp_path, workers=1).dataset.verify()
    assert not list(tmp_path.glob(".tmp-*"))
