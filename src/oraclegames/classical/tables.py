"""Results that are tables: one way to pandas and to Arrow."""

from __future__ import annotations

import importlib
from typing import Any

from oraclegames.errors import MissingDependencyError
from oraclegames.exact.algebraic import Number, format_number


class Tabular:
    """A result with ``columns()``: this adds data frames and Arrow tables.

    Numbers are floats there, so that they can be computed with; ``exact`` keeps them as texts, such
    as "4/9", from which ``Fraction`` makes numbers again.
    """

    __slots__ = ()

    def columns(self) -> dict[str, list[Any]]:
        """The table's columns by name, with exact numbers."""
        raise NotImplementedError

    def to_pandas(self, *, exact: bool = False) -> Any:
        """The table as a pandas ``DataFrame``; needs pandas."""
        return _optional("pandas").DataFrame(self._plain(exact))

    def to_arrow(self, *, exact: bool = False) -> Any:
        """The table as a pyarrow ``Table``; needs pyarrow."""
        return _optional("pyarrow").table(self._plain(exact))

    def _plain(self, exact: bool) -> dict[str, list[Any]]:
        def shown(entry: Any) -> Any:
            if not isinstance(entry, Number):
                return entry
            return format_number(entry) if exact else float(entry)

        return {name: [shown(entry) for entry in column] for name, column in self.columns().items()}


def _optional(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise MissingDependencyError(
            f"this table needs {name}: pip install oraclegames[table]"
        ) from None
