"""Reading a sweep: SQL over its files by DuckDB, tables for pandas, and a summary in words.

The rows of all partitions are the view ``games``. Every result is a DuckDB relation, which prints
itself and passes to other libraries in one line: ``.df()`` for pandas, ``.pl()`` for Polars,
``.arrow()``. Reading works on datasets that are not complete yet, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oraclegames.errors import InputError, MissingDependencyError
from oraclegames.games.shown import Shown
from oraclegames.sweep.dataset import Dataset, open_dataset
from oraclegames.sweep.reading import known_keys

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pyarrow as pa

    from oraclegames.plots.pictures.phase import PhaseInfo


@dataclass(frozen=True, repr=False)
class Summary(Shown):
    """What a dataset holds.

    Attributes:
        dataset: the folder.
        rows: how many games are there.
        errors: how many of them have an error instead of an answer.
        counts: for each of the columns that name a class, how often each value occurs.
    """

    dataset: Dataset
    rows: int
    errors: int
    counts: dict[str, dict[str, int]]

    def verify(self) -> bool:
        """Whether the folder still holds this: its checksums if it is complete, and the counts."""
        whole = not self.dataset.complete or self.dataset.verify()
        return whole and summary(self.dataset) == self

    def to_dict(self) -> dict[str, Any]:
        """The JSON document "oraclegames/sweep-1"."""
        notes, complete = self.dataset.notes, self.dataset.complete
        return {
            "schema": "oraclegames/sweep-1",
            "folder": str(self.dataset.folder),
            "version": notes["version"],
            "spec": notes["spec"],
            "complete": complete,
            "checksum": self.dataset.manifest["checksum"] if complete else None,
            "games": notes["games"],
            "rows": self.rows,
            "errors": self.errors,
            "counts": self.counts,
        }

    def __str__(self) -> str:
        notes = self.dataset.notes
        state = "complete" if self.dataset.complete else "not complete: run the sweep again"
        lines = [
            f"Sweep in {self.dataset.folder} ({state})",
            f"Question: {notes['spec']['question']['name']}; family: "
            f"{notes['spec']['family']['kind']}; oraclegames {notes['version']}",
            f"Games: {self.rows} of {notes['games']}; with an error: {self.errors}",
        ]
        for column, counts in self.counts.items():
            lines.append(f"{column}:")
            width = max(len(name) for name in counts)
            for name, count in counts.items():
                lines.append(f"  {name:{width}}  {count:>12}  {count / self.rows:7.2%}")
        return "\n".join(lines)


_CLASSES = ("set", "curve", "dominated", "achievable", "status")
"""Columns whose values are few and worth counting."""


def check_readable() -> None:
    """Whether a dataset can be read here.

    Raises:
        MissingDependencyError: duckdb is not installed.
    """
    try:
        import duckdb  # noqa: F401
    except ImportError:
        raise MissingDependencyError(
            "reading a sweep needs duckdb: pip install 'oraclegames[sweep]'"
        ) from None


def query(folder: str | Path | Dataset, sql: str) -> duckdb.DuckDBPyRelation:
    """Ask a dataset in SQL; the table is ``games``.

    Raises:
        InputError: there is no dataset, or the SQL is wrong.
        MissingDependencyError: DuckDB is not installed.
    """
    dataset = folder if isinstance(folder, Dataset) else open_dataset(folder)
    check_readable()
    import duckdb

    if not dataset.files:
        raise InputError(f"{dataset.folder} has no rows yet: run the sweep")
    connection = duckdb.connect()
    pattern = dataset.pattern.replace("'", "''")
    try:
        connection.execute(
            f"CREATE VIEW games AS SELECT * FROM read_parquet('{pattern}') ORDER BY game"
        )
        relation = connection.sql(sql)
    except duckdb.Error as error:
        raise InputError(f"the SQL is wrong: {' '.join(str(error).split())[:300]}") from None
    if relation is None:
        raise InputError("the SQL asks nothing: it should be a SELECT")
    return relation


def to_pandas(folder: str | Path | Dataset) -> pd.DataFrame:
    """All rows of a dataset as a pandas DataFrame, in the order of the games."""
    return query(folder, "SELECT * FROM games").df()


def to_arrow(folder: str | Path | Dataset) -> pa.Table:
    """The same as an Arrow table."""
    return query(folder, "SELECT * FROM games").to_arrow_table()


def summary(folder: str | Path | Dataset) -> Summary:
    """Count the classes of a dataset."""
    dataset = folder if isinstance(folder, Dataset) else open_dataset(folder)
    names = _columns(dataset)
    rows, errors = query(dataset, "SELECT count(*), count(error) FROM games").fetchall()[0]
    counts = {}
    for name in _CLASSES:
        if name in names:
            classes = query(
                dataset,
                f"SELECT coalesce(CAST({name} AS VARCHAR), '(none)') AS class, count(*) AS many "
                "FROM games GROUP BY class ORDER BY many DESC, class",
            ).fetchall()
            counts[name] = {str(value): int(count) for value, count in classes}
    return Summary(dataset, int(rows), int(errors), counts)


def _columns(folder: str | Path | Dataset) -> list[str]:
    return list(query(folder, "SELECT * FROM games LIMIT 0").columns)


def phase(
    folder: str | Path | Dataset, x: str, y: str, answer: str = "set", where: str | None = None
) -> PhaseInfo:
    """A phase diagram: an answer over two parameters of a sweep.

    Args:
        folder: the dataset.
        x, y: columns with the parameters.
        answer: the column to be shown as colours.
        where: an SQL condition that picks one game for each x and y.

    Raises:
        InputError: an unknown column, a wrong condition, or games that share x and y.
    """
    from oraclegames.plots.pictures.phase import phase_info

    known_keys((x, y, answer), _columns(folder), "the dataset", kind="column")
    columns = ", ".join(f'"{name}"' for name in (x, y, answer))
    condition = f" WHERE {where}" if where else ""
    rows = query(folder, f"SELECT {columns} FROM games{condition}").fetchall()
    return phase_info(rows, (x, y, answer))
