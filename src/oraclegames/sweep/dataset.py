"""A sweep's dataset on disk: a folder that is complete, or can be completed.

::

    sweep.json            the spec in canonical form, its fingerprint, the package version
    part-000000.parquet   one file for each partition
    manifest.json         written last: rows and SHA-256 of every partition, and one checksum of all

A file that has its name is whole, so a run that was killed goes on with the partitions that are
missing. A partition is a pure function of spec and number: with the same versions of the packages
it has the same bytes on every machine and in every process.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from oraclegames._version import __version__
from oraclegames.atomic_write import remove_leftovers, write_whole
from oraclegames.errors import InputError
from oraclegames.games.shown import Shown
from oraclegames.sweep.spec import Spec

_SWEEP, _MANIFEST = "sweep.json", "manifest.json"

_METADATA = b"oraclegames"
"""The key of a partition's metadata under which the spec and the version are."""


def make_partition(spec: Spec, number: int, version: str = __version__) -> bytes:
    """The Parquet file of one partition, from 0.

    ``version`` is that of the package that asks; a worker of a cluster may have another one.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if version != __version__:
        raise InputError(
            f"a worker has oraclegames {__version__}, but the sweep needs {version}: install the "
            "same version everywhere"
        )
    start, stop = spec.bounds(number)
    games = spec.family.games(start, stop)
    columns = {"game": pa.array(np.arange(start, stop, dtype=np.int64))}
    for name, column in games.columns.items():
        array = pa.array(column)
        columns[name] = array.dictionary_encode() if isinstance(column, list) else array
    columns |= spec.question.answer(games)
    notes = {"spec": spec.to_dict(), "fingerprint": spec.fingerprint, "version": version}
    table = pa.table(columns).replace_schema_metadata(
        {_METADATA: json.dumps({**notes, "partition": number}, sort_keys=True)}
    )
    buffer = io.BytesIO()
    pq.write_table(
        table,
        buffer,
        row_group_size=spec.partition,
        compression="zstd",
        compression_level=1,
        version="2.6",
        data_page_version="2.0",
        store_schema=True,
    )
    return buffer.getvalue()


@dataclass(frozen=True, repr=False)
class Dataset(Shown):
    """A folder with a sweep, complete or not.

    Attributes:
        folder: the folder.
        notes: what ``sweep.json`` says: "spec", "fingerprint", "version", "partitions", "games".
    """

    folder: Path
    notes: dict[str, Any]

    def __str__(self) -> str:
        return f"{len(self.files)} of {self.partitions} partitions in {self.folder}"

    @property
    def partitions(self) -> int:
        """How many files the complete dataset has."""
        return int(self.notes["partitions"])

    @property
    def files(self) -> tuple[Path, ...]:
        """The partitions that are there, in order."""
        return tuple(sorted(self.folder.glob("part-*.parquet")))

    @property
    def pattern(self) -> str:
        """All partitions, as a pattern that DuckDB, Polars and pandas read."""
        return str(self.folder / "part-*.parquet")

    @property
    def complete(self) -> bool:
        """Whether the manifest was written."""
        return (self.folder / _MANIFEST).exists()

    @property
    def manifest(self) -> dict[str, Any]:
        """Rows and checksums of a complete dataset."""
        return _read(self.folder / _MANIFEST)

    def path(self, number: int) -> Path:
        """The file of a partition."""
        return self.folder / f"part-{number:06}.parquet"

    def missing(self) -> tuple[int, ...]:
        """The partitions that are not there."""
        there = {path.name for path in self.files}
        return tuple(k for k in range(self.partitions) if self.path(k).name not in there)

    def write(self, number: int, content: bytes) -> None:
        """Write a partition."""
        _write(self.path(number), content)

    def finish(self) -> str:
        """Write the manifest of a dataset with all partitions; returns the checksum of all."""
        entries = [self._entry(number) for number in range(self.partitions)]
        text = "\n".join(entry["sha256"] for entry in entries)
        checksum = hashlib.sha256(text.encode()).hexdigest()
        manifest = {**self.notes, "checksum": checksum, "files": entries}
        _write(self.folder / _MANIFEST, _json(manifest))
        return checksum

    def verify(self) -> bool:
        """Whether the dataset is complete and every file has the checksum of the manifest."""
        if not self.complete:
            return False
        return all(
            self.path(number).exists() and _digest(self.path(number)) == entry["sha256"]
            for number, entry in enumerate(self.manifest["files"])
        )

    def _entry(self, number: int) -> dict[str, Any]:
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = self.path(number)
        try:
            metadata = pq.read_metadata(path)
            notes = json.loads(metadata.metadata[_METADATA])
            fine = (notes["fingerprint"], notes["partition"]) == (self.notes["fingerprint"], number)
        except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
            fine = False
        if not fine:
            raise InputError(f"{path} is damaged or of another sweep: delete it and run again")
        return {"file": path.name, "rows": metadata.num_rows, "sha256": _digest(path)}


def prepare_dataset(spec: Spec, folder: str | Path) -> Dataset:
    """A folder for a sweep: new, or one in which the same sweep was begun."""
    place = Path(folder)
    notes = {
        "spec": spec.to_dict(),
        "fingerprint": spec.fingerprint,
        "version": __version__,
        "games": spec.count,
        "partitions": spec.partitions,
    }
    with writing(place):
        place.mkdir(parents=True, exist_ok=True)
        remove_leftovers(place)
        known = place / _SWEEP
        if known.exists():
            found = _read(known)
            if found.get("fingerprint") != notes["fingerprint"]:
                raise InputError(f"{place} holds another sweep: choose another folder with -o")
            if found.get("version") != __version__:
                raise InputError(
                    f"{place} was begun by oraclegames {found.get('version')}, this is "
                    f"{__version__}: choose another folder with -o"
                )
        elif any(place.iterdir()):
            raise InputError(f"{place} is neither empty nor a sweep: choose another folder with -o")
        else:
            _write(known, _json(notes))
    return Dataset(place, notes)


def open_dataset(folder: str | Path) -> Dataset:
    """The dataset in a folder."""
    place = Path(folder)
    if not (place / _SWEEP).is_file():
        raise InputError(f"{place} holds no sweep: it has no file {_SWEEP}")
    return Dataset(place, _read(place / _SWEEP))


@contextlib.contextmanager
def writing(place: Path) -> Iterator[None]:
    """Turn errors of the file system into one line."""
    try:
        yield
    except OSError as error:
        raise InputError(f"cannot write {place}: {error.strerror or error}; {_GO_ON}") from None


_GO_ON = "what is there is whole, run the same sweep again to go on"


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except InputError as error:
        raise InputError(f"{error}; {_GO_ON}") from None


def _read(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(document, dict):
            return document
    except (OSError, ValueError):
        pass
    raise InputError(f"{path} cannot be read: it should be the JSON that a sweep has written")


def _json(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
