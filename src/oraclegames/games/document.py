"""How a result becomes a document: a JSON object that says what it is, and of which game.

``oraclegames verify`` re-checks such a document from itself alone.
"""

from __future__ import annotations

import json
from typing import Any, Protocol

from oraclegames._version import __version__


class Described(Protocol):
    """A game, listed or not."""

    def to_dict(self) -> dict[str, Any]:
        """The game as plain data."""


def heading(schema: str, game: Described) -> dict[str, Any]:
    """What a document about a game begins with.

    >>> from oraclegames import catalog
    >>> list(heading("oraclegames/verdict-1", catalog.chicken()))
    ['schema', 'version', 'game']
    """
    described = game.to_dict()
    described.pop("schema", None)
    return {"schema": schema, "version": __version__, "game": described}


class Document:
    """A result with a ``to_dict``: this adds the document, as data and as a text."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The result as plain data."""
        raise NotImplementedError

    def document(self, *, verify: bool = True) -> dict[str, Any]:
        """The result with all that a document needs; not ``verify``: nothing is re-checked."""
        return self.to_dict()

    def to_json(self) -> str:
        """The result as a JSON document; ``oraclegames verify`` re-checks it."""
        return json.dumps(self.document(), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
