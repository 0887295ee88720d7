"""The page of the reference that describes every document: made from the schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.schemas.documents import ALL_PARTS, DOCUMENTS
from tools.schemas.examples import EXAMPLES
from tools.schemas.words import Schema

HEAD = (Path(__file__).parent / "head.md").read_text(encoding="utf-8")


def page() -> str:
    """The whole page."""
    lines = [HEAD, "## Kinds of documents\n"]
    for name, schema in DOCUMENTS.items():
        lines.append(
            f"- [`oraclegames/{name}`](#{anchor('oraclegames' + name)}): {schema['description']}"
        )
    lines.append("")
    for name, schema in DOCUMENTS.items():
        lines += [f"### `oraclegames/{name}`\n", f"{schema['description']}\n", *_table(schema), ""]
        if name in EXAMPLES:
            lines += ["```json", compact(EXAMPLES[name]()), "```", ""]
    lines.append("## Parts of documents\n")
    for name in sorted(ALL_PARTS):
        part = ALL_PARTS[name]
        lines += [f"### {name}\n", f"{part.get('description', '')}\n"]
        if "properties" in part:
            lines += [*_table(part), ""]
        elif "anyOf" in part:
            lines += [f"One of: {_kind(part)}.\n", *_inside(part, ""), ""]
    return "\n".join(lines).rstrip() + "\n"


def anchor(heading: str) -> str:
    """The fragment under which a heading is found."""
    return "".join(c for c in heading.lower().replace(" ", "-") if c.isalnum() or c in "-_")


def _table(schema: Schema) -> list[str]:
    rows = list(_rows(schema, ""))
    return ["| key | what stands there | meaning |", "|---|---|---|", *rows]


def _inside(schema: Schema, path: str) -> list[str]:
    records = [one for one in schema["anyOf"] if "properties" in one]
    if not records:
        return []
    rows = [row for one in records for row in _rows(one, path)]
    return ["| key | what stands there | meaning |", "|---|---|---|", *rows]


def _rows(schema: Schema, path: str) -> Iterator[str]:
    required = schema.get("required", [])
    for key, inside in schema["properties"].items():
        place = f"{path}{key}"
        maybe = "" if key in required else " (not always)"
        meaning = inside.get("description", "").replace("|", "\\|")
        yield f"| `{place}`{maybe} | {_kind(inside)} | {meaning} |"
        yield from _nested(inside, place)


def _nested(schema: Schema, place: str) -> Iterator[str]:
    """The keys of objects inside a key."""
    if "properties" in schema:
        yield from _rows(schema, f"{place}.")
    elif isinstance(schema.get("items"), dict):
        yield from _nested(schema["items"], f"{place}[]")
    elif isinstance(schema.get("additionalProperties"), dict):
        yield from _nested(schema["additionalProperties"], f"{place}.*")
    for one in schema.get("anyOf", ()):
        yield from _nested(one, place)


def _kind(schema: Schema) -> str:
    """What stands under a key, in words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{anchor(name)})"
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "enum" in schema:
        return ", ".join(f"`{json.dumps(value)}`" for value in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(map(_kind, schema["anyOf"])))
    kind = schema.get("type")
    if "prefixItems" in schema:
        return f"[{', '.join(map(_kind, schema['prefixItems']))}]"
    if kind == "array":
        count = schema.get("maxItems")
        many = f"list of {count}" if count is not None else "list"
        return f"{many}: {_kind(schema['items'])}"
    if isinstance(kind, list):
        return " or ".join(_NAMES[one] for one in kind)
    return _NAMES[str(kind)]


_NAMES = {
    "string": "text",
    "boolean": "true or false",
    "integer": "whole number",
    "number": "number",
    "null": "null",
    "object": "object",
}


def compact(value: Any, indent: int = 0) -> str:
    """JSON with short lists and objects on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= 96 or not isinstance(value, dict | list) or not value:
        return flat
    space = " " * (indent + 2)
    if isinstance(value, list):
        inside = [compact(item, indent + 2) for item in value]
        return "[\n" + ",\n".join(space + item for item in inside) + "\n" + " " * indent + "]"
    pairs = [
        f"{space}{json.dumps(key, ensure_ascii=False)}: {compact(item, indent + 2)}"
        for key, item in value.items()
    ]
    return "{\n" + ",\n".join(pairs) + "\n" + " " * indent + "}"
