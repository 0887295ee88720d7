"""The words in which the documents are described: short for what JSON Schema says at length."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
WHOLE: Schema = {"type": "integer"}
COUNT: Schema = {"type": "integer", "minimum": 0}
FLOAT: Schema = {"type": "number"}
SHOWN: Schema = {"type": ["number", "string"]}
"""A rounded number; a text where it is beyond all floats."""


def part(name: str) -> Schema:
    """One of the shared parts."""
    return {"$ref": f"#/$defs/{name}"}


NUMBER, RATIONAL = part("number"), part("rational")


def word(*words: str) -> Schema:
    """One of these texts."""
    return {"enum": list(words)}


def items(schema: Schema, count: int | None = None, *, least: int = 0) -> Schema:
    """A list."""
    found: Schema = {"type": "array", "items": schema}
    if count is not None or least:
        found["minItems"] = count or least
    if count is not None:
        found["maxItems"] = count
    return found


def or_null(schema: Schema) -> Schema:
    """This, or null."""
    if isinstance(schema.get("type"), str) and set(schema) == {"type"}:
        return {"type": [schema["type"], "null"]}
    return either(schema, {"type": "null"})


def either(*schemas: Schema) -> Schema:
    """One of these."""
    return {"anyOf": list(schemas)}


def table(schema: Schema) -> Schema:
    """An object whose keys are names."""
    return {"type": "object", "additionalProperties": schema}


def record(
    about: str,
    keys: dict[str, tuple[Schema, str]],
    optional: dict[str, tuple[Schema, str]] | None = None,
) -> Schema:
    """An object with these keys, each with its meaning, and no others."""
    described = {
        key: {**schema, "description": meaning}
        for key, (schema, meaning) in {**keys, **(optional or {})}.items()
    }
    return {
        "type": "object",
        "description": about,
        "properties": described,
        "required": list(keys),
        "additionalProperties": False,
    }


def document(
    name: str,
    about: str,
    keys: dict[str, tuple[Schema, str]],
    optional: dict[str, tuple[Schema, str]] | None = None,
    *,
    heading: bool = True,
    of: str = "game",
) -> Schema:
    """A document with its schema, and what documents about a game begin with."""
    first: dict[str, tuple[Schema, str]] = {
        "schema": ({"const": f"oraclegames/{name}"}, "what kind of document this is")
    }
    if heading:
        first["version"] = TEXT, "the release of oraclegames that wrote it"
        first["game"] = part(of), "the game"
    found = record(about, {**first, **keys}, optional)
    return {"title": f"oraclegames/{name}", **found}


STATUS: Schema = word("complete", "partial", "undetermined")
"""How a search ended."""

MOVES = items(TEXT, least=1)
"""An outcome: one move's label for each player."""
