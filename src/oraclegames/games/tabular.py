"""Results that are tables: one way to pandas, to Arrow, and to files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from oraclegames.exact.algebraic import Algebraic, format_number
from oraclegames.exact.show import float_or_none
from oraclegames.exact.surd import Surd
from oraclegames.games.game import Game
from oraclegames.games.table_file import optional, write_table

Columns = dict[str, list[Any]]
"""A table's columns by name; all are of one length."""


class Tabular:
    """A result with ``columns()``: this adds data frames, Arrow tables and files.

    Exact numbers become floats, so that they can be computed with (one beyond 1e308 is missing);
    ``exact`` keeps them as texts such as "4/9", from which ``Fraction`` makes numbers again. A root
    of a polynomial of a degree above two is rounded there, marked "≈".
    """

    __slots__ = ()

    def columns(self) -> Columns:
        """The table's columns by name, with exact numbers."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """The whole result as plain data."""
        raise NotImplementedError

    def to_pandas(self, *, exact: bool = False) -> Any:
        """The table as a pandas ``DataFrame``; needs pandas."""
        return optional("pandas", "a data frame").DataFrame(self._shown(exact))

    def to_arrow(self, *, exact: bool = False) -> Any:
        """The table as a pyarrow ``Table``; needs pyarrow."""
        return optional("pyarrow", "an Arrow table").table(self._shown(exact))

    def write(self, path: str | Path) -> None:
        """Write the table as ``.csv`` or ``.parquet``, or the whole result as ``.json``.

        Beside a number's float stands its exact text, in a column "NAME (exact)".

        Raises:
            InputError: the name has another ending, or the file cannot be written.
            MissingDependencyError: for Parquet without pyarrow.
        """
        both: Columns = {}
        for name, column in self.columns().items():
            both[name] = _floats(column)
            if any(map(_is_number, column)):
                both[f"{name} (exact)"] = _texts(column)
        write_table(path, list(both), zip(*both.values()), self.to_dict)

    def _shown(self, exact: bool) -> Columns:
        shown = _texts if exact else _floats
        return {name: shown(column) for name, column in self.columns().items()}


def _is_number(entry: Any) -> bool:
    return isinstance(entry, Fraction | Surd | Algebraic)


def _floats(column: Iterable[Any]) -> list[Any]:
    return [float_or_none(entry) if _is_number(entry) else entry for entry in column]


def _texts(column: Iterable[Any]) -> list[Any]:
    return [exact_text(entry) if _is_number(entry) else entry for entry in column]


def exact_text(number: Any) -> str:
    """A number as a cell of a table has it where it is to be exact."""
    return str(number) if isinstance(number, Surd) else format_number(number)


def distinct(columns: Iterable[tuple[str, Sequence[Any]]]) -> Columns:
    """Columns by name; of the same name again is "NAME (2)".

    >>> distinct([("a", [1]), ("a", [2]), ("b", [3])])
    {'a': [1], 'a (2)': [2], 'b': [3]}
    """
    found: Columns = {}
    for name, column in columns:
        free, count = name, 1
        while free in found:
            count += 1
            free = f"{name} ({count})"
        found[free] = list(column)
    return found


def table_of(rows: Sequence[Mapping[str, Any]]) -> Columns:
    """Rows with the same keys as columns; no row, no column."""
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}


def play_columns(
    game: Game, plays: Sequence[Sequence[Any]], values: Sequence[Sequence[Any]]
) -> Iterator[tuple[str, list[Any]]]:
    """A column for each outcome with its probability in every play, and one for each value."""
    for k, outcome in enumerate(game.outcomes()):
        yield ", ".join(game.outcome_labels(outcome)), [play[k] for play in plays]
    yield from value_columns(game, values)


def value_columns(game: Game, values: Sequence[Sequence[Any]]) -> Iterator[tuple[str, list[Any]]]:
    """A column for each player with her value in every row."""
    for i, name in enumerate(game.players):
        yield f"value of {name}", [row[i] for row in values]


def mixture_columns(
    game: Game, profiles: Sequence[Sequence[Sequence[Any]]]
) -> Iterator[tuple[str, list[Any]]]:
    """A column for each player's move with its probability in every profile."""
    for i, name in enumerate(game.players):
        for s, label in enumerate(game.moves[i]):
            yield f"{name}: {label}", [profile[i][s] for profile in profiles]


def meeting_columns(
    game: Game,
    plays: Sequence[Sequence[Sequence[Any]]],
    payoffs: Sequence[Sequence[Any]],
    randomised: Sequence[bool],
) -> Columns:
    """For each player her moves and her payoff; a row for each fixed point of a match."""
    columns: list[tuple[str, Sequence[Any]]] = []
    for i, name in enumerate(game.players):
        for s, label in enumerate(game.moves[i]):
            columns.append((f"{name}: {label}", [play[i][s] for play in plays]))
        columns.append((f"{name}: payoff", [row[i] for row in payoffs]))
    return distinct([*columns, ("randomised", randomised)])
