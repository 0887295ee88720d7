"""What may stand in a document? One JSON Schema (draft 2020-12) for each kind, as data files.

Gives: ``schema``, by a document's name; the files are made from tools/schemas.
May import: nothing.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from oraclegames.errors import no_such


def names() -> list[str]:
    """The kinds of documents that have a schema, such as "best-1"."""
    folder = files("oraclegames.schemas")
    return sorted(
        one.name.removesuffix(".json") for one in folder.iterdir() if one.name.endswith(".json")
    )


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a kind of document, "best-1" or "oraclegames/best-1"; self-contained.

    Raises:
        InputError: there is no such kind; the message lists them.
    """
    kind = name.removeprefix("oraclegames/")
    if kind not in names():
        raise no_such("document", name, names())
    text = files("oraclegames.schemas").joinpath(f"{kind}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
