"""Tables of results written to files: CSV, JSON or Parquet, by the name's ending.

A file is written under a temporary name beside its place and then renamed, so that a reader never
sees half of one, and a failure leaves what was there.
"""

from __future__ import annotations

import csv
import importlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from oraclegames.errors import InputError, MissingDependencyError

__all__ = ["optional", "write_columns"]


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


def write_columns(
    path: str | Path, columns: Mapping[str, Sequence[Any]], document: Mapping[str, Any]
) -> None:
    """Write columns as ``.csv`` or ``.parquet``, or the document as ``.json``.

    Raises:
        InputError: for another ending, or if the file cannot be written.
        MissingDependencyError: for Parquet without pyarrow.
    """
    target = Path(path)
    writers: dict[str, Callable[[Path], None]] = {
        ".csv": lambda file: _write_csv(file, columns),
        ".json": lambda file: _write_json(file, document),
        ".parquet": lambda file: _write_parquet(file, columns),
    }
    if target.suffix not in writers:
        raise InputError(
            f"cannot tell the format of {target.name!r}: end its name in {', '.join(writers)}"
        )
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise InputError(f"cannot write {target}: {error.strerror}") from None
    os.close(handle)
    temporary = Path(name)
    try:
        writers[target.suffix](temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _write_csv(path: Path, columns: Mapping[str, Sequence[Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values()))


def _write_json(path: Path, document: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")


def _write_parquet(path: Path, columns: Mapping[str, Sequence[Any]]) -> None:
    parquet = optional("pyarrow.parquet", "a Parquet file")
    table = optional("pyarrow", "a Parquet file").table({k: list(v) for k, v in columns.items()})
    parquet.write_table(table, path)
