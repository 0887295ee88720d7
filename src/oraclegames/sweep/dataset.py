"""A sweep's dataset on disk: a folder that is complete, or can be completed.

::

    _sweep.parquet        written first: the spec in canonical form, its fingerprint, the version
    part-000000.parquet   one file for each partition
    _manifest.parquet     written last: rows and SHA-256 of every partition, and one checksum of all

Whatever reads Parquet reads the folder as it is: the files of notes have the columns of the others,
no rows, and the notes as JSON in their metadata. (Polars and DuckDB read every file of a folder,
pandas and pyarrow leave out names that begin with "_".) Folders of earlier versions, with the notes
in ``sweep.json`` and ``manifest.json``, are read, too.

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
from typing import TYPE_CHECKING, Any

import numpy as np

from oraclegames._version import __version__
from oraclegames.atomic_write import remove_leftovers, write_whole
from oraclegames.errors import InputError
from oraclegames.games.shown import Shown
from oraclegames.sweep.spec import Spec

if TYPE_CHECKING:
    import pyarrow as pa

_SWEEP, _MANIFEST = "_sweep.parquet", "_manifest.parquet"
_EARLIER = {_SWEEP: "sweep.json", _MANIFEST: "manifest.json"}

_METADATA = b"oraclegames"
"""The key of a partition's metadata under which the spec and the version are."""


def make_partition(spec: Spec, number: int, version: str = __version__) -> bytes:
    """The Parquet file of one partition, from 0.

    ``version`` is that of the package that asks; a worker of a cluster may have another one.
    """
    import pyarrow as pa

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
    return _parquet(pa.table(columns), {**notes, "partition": number}, spec.partition)


def _parquet(table: pa.Table, notes: dict[str, Any], rows: int) -> bytes:
    """A file with a table and notes, the same bytes everywhere."""
    import pyarrow.parquet as pq

    text = json.dumps(notes, sort_keys=True)
    buffer = io.BytesIO()
    pq.write_table(
        table.replace_schema_metadata({_METADATA: text}),
        buffer,
        row_group_size=rows,
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
        notes: what the file of notes says: "spec", "fingerprint", "version", "partitions", "games".
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
        return _place(self.folder, _MANIFEST).exists()

    @property
    def manifest(self) -> dict[str, Any]:
        """Rows and checksums of a complete dataset."""
        return _read(_place(self.folder, _MANIFEST))

    def path(self, number: int) -> Path:
        """The file of a partition."""
        return self.folder / f"part-{number:06}.parquet"

    def missing(self) -> tuple[int, ...]:
        """The partitions that are not there."""
        there = {path.name for path in self.files}
        return tuple(k for k in range(self.partitions) if self.path(k).name not in there)

    def write(self, number: int, content: bytes) -> None:
        """Write a partition; the first one shows which columns the file of notes has."""
        if not _place(self.folder, _SWEEP).exists():
            self._write_notes(_SWEEP, self.notes, io.BytesIO(content))
        _write(self.path(number), content)

    def _write_notes(self, name: str, notes: dict[str, Any], like: Path | io.BytesIO) -> None:
        import pyarrow.parquet as pq

        _write(self.folder / name, _parquet(pq.read_schema(like).empty_table(), notes, 1))

    def finish(self) -> str:
        """Write the manifest of a dataset with all partitions; returns the checksum of all."""
        entries = [self._entry(number) for number in range(self.partitions)]
        text = "\n".join(entry["sha256"] for entry in entries)
        checksum = hashlib.sha256(text.encode()).hexdigest()
        manifest = {**self.notes, "checksum": checksum, "files": entries}
        self._write_notes(_MANIFEST, manifest, self.path(0))
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
        known = _place(place, _SWEEP)
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
    return Dataset(place, notes)


def open_dataset(folder: str | Path) -> Dataset:
    """The dataset in a folder."""
    place = Path(folder)
    if not _place(place, _SWEEP).is_file():
        raise InputError(f"{place} holds no sweep: it has no file {_SWEEP}")
    return Dataset(place, _read(_place(place, _SWEEP)))


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


def _place(folder: Path, name: str) -> Path:
    """Where notes are: in the file of this name, or in that of an earlier version."""
    earlier = folder / _EARLIER[name]
    return earlier if earlier.exists() and not (folder / name).exists() else folder / name


def _read(path: Path) -> dict[str, Any]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        parquet = path.suffix == ".parquet"
        text = pq.read_metadata(path).metadata[_METADATA] if parquet else path.read_bytes()
        document = json.loads(text)
        if isinstance(document, dict):
            return document
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        pass
    raise InputError(f"{path} cannot be read: it should be the notes that a sweep has written")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
