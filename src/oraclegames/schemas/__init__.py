"""What may stand in a document? One JSON Schema (draft 2020-12) for each kind.

Gives: ``schema``, by a document's name. ``documents.json`` has what each kind adds, ``parts.json``
what several share; both are made from tools/schemas.
May import: nothing.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

from oraclegames.errors import no_such

Schema = dict[str, Any]
_REFERENCE = re.compile(r'"#/\$defs/([^"]+)"')


def names() -> list[str]:
    """The kinds of documents that have a schema, such as "best-1"."""
    return sorted(_read("documents"))


def schema(name: str) -> Schema:
    """The JSON Schema of a kind of document, "best-1" or "oraclegames/best-1"; self-contained.

    Raises:
        InputError: there is no such kind; the message lists them.
    """
    kind = name.removeprefix("oraclegames/")
    documents = _read("documents")
    if kind not in documents:
        raise no_such("document", name, sorted(documents))
    return bundle(kind, documents[kind], _read("parts"))


def bundle(kind: str, described: Schema, parts: dict[str, Schema]) -> Schema:
    """A document's schema with all the parts that it uses."""
    defined = {name: parts[name] for name in used(described, parts)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:oraclegames:{kind}",
        **described,
        **({"$defs": defined} if defined else {}),
    }


def used(described: Schema, parts: dict[str, Schema]) -> list[str]:
    """The names of the shared parts that a schema uses, directly or through others."""
    found: list[str] = []
    open_ones = [described]
    while open_ones:
        for name in _REFERENCE.findall(json.dumps(open_ones.pop())):
            if name not in found:
                found.append(name)
                open_ones.append(parts[name])
    return sorted(found)


def _read(file: str) -> dict[str, Schema]:
    text = files("oraclegames.schemas").joinpath(f"{file}.json").read_text(encoding="utf-8")
    found: dict[str, Schema] = json.loads(text)
    return found
