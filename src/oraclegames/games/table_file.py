"""Tables of results written to files: CSV, JSON or Parquet, by the name's ending.

A file is written under a temporary name beside its place and then renamed, so that a reader never
sees half of one, and a failure leaves what was there.
"""

from __future__ import annotations

import csv
import importlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from oraclegames.atomic_write import whole_file
from oraclegames.errors import InputError, MissingDependencyError

_BATCH = 4096  # rows of a Parquet file that are held at once


def optional(module: str, what: str) -> Any:
    """Import an optional package, or say how to install it.

    Raises:
        MissingDependencyError: if it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        name = module.partition(".")[0]
        raise MissingDependencyError(f"{what} needs {name}: pip install {name}") from None


def write_table(
    path: str | Path,
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    document: Callable[[], Mapping[str, Any]],
) -> None:
    """Write rows as ``.csv`` or ``.parquet``, one after the other, or a document as ``.json``.

    Args:
        path: where to; the ending says what.
        names: the columns' names.
        rows: the rows; they are read as they are written.
        document: makes the JSON document.

    Raises:
        InputError: for another ending, or if the file cannot be written.
        MissingDependencyError: for Parquet without pyarrow.
    """
    target = Path(path)
    writers: dict[str, Callable[[Path], None]] = {
        ".csv": lambda file: _write_csv(file, names, rows),
        ".json": lambda file: _write_json(file, document()),
        ".parquet": lambda file: _write_parquet(file, names, rows),
    }
    if target.suffix not in writers:
        raise InputError(
            f"cannot tell the format of {target.name!r}: end its name in {', '.join(writers)}"
        )
    with whole_file(target) as temporary:
        writers[target.suffix](temporary)


def _write_csv(path: Path, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows(rows)


def _write_json(path: Path, document: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")


def _write_parquet(path: Path, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    arrow = optional("pyarrow", "a Parquet file")
    parquet = optional("pyarrow.parquet", "a Parquet file")
    writer = None
    for batch in _batches(rows):
        table = arrow.table({name: list(column) for name, column in zip(names, zip(*batch))})
        writer = writer or parquet.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer is None:
        parquet.write_table(arrow.table({name: [] for name in names}), path)
    else:
        writer.close()


def _batches(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
