"""The schemas of all documents, each with the parts that it uses."""

from __future__ import annotations

import json
import re
from typing import Any

from tools.schemas.classical import CLASSICAL
from tools.schemas.collections import COLLECTIONS
from tools.schemas.conditional import CONDITIONAL, CONDITIONAL_PARTS
from tools.schemas.evidence import EVIDENCE
from tools.schemas.group import GROUP
from tools.schemas.match import MATCH, MATCH_PARTS
from tools.schemas.modal import MODAL, MODAL_PARTS
from tools.schemas.oracles import ORACLE_PARTS, ORACLES
from tools.schemas.parts import PARTS
from tools.schemas.reflective import REFLECTIVE
from tools.schemas.similarity import SIMILARITY, SIMILARITY_PARTS
from tools.schemas.values import VALUE_PARTS, VALUES
from tools.schemas.words import Schema

DOCUMENTS: dict[str, Schema] = {
    **CONDITIONAL,
    **VALUES,
    **SIMILARITY,
    **CLASSICAL,
    **MATCH,
    **GROUP,
    **REFLECTIVE,
    **MODAL,
    **ORACLES,
    **COLLECTIONS,
}
ALL_PARTS: dict[str, Schema] = {
    **PARTS,
    **EVIDENCE,
    **CONDITIONAL_PARTS,
    **ORACLE_PARTS,
    **MATCH_PARTS,
    **MODAL_PARTS,
    **VALUE_PARTS,
    **SIMILARITY_PARTS,
}

_REFERENCE = re.compile(r'"#/\$defs/([^"]+)"')


def used(schema: Schema) -> list[str]:
    """The names of the shared parts that a schema uses, directly or through others."""
    found: list[str] = []
    open_ones = [schema]
    while open_ones:
        for name in _REFERENCE.findall(json.dumps(open_ones.pop())):
            if name not in found:
                found.append(name)
                open_ones.append(ALL_PARTS[name])
    return sorted(found)


def bundle(name: str) -> dict[str, Any]:
    """A document's schema with everything that it needs."""
    described = DOCUMENTS[name]
    defined = {part: ALL_PARTS[part] for part in used(described)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:oraclegames:{name}",
        **described,
        **({"$defs": defined} if defined else {}),
    }
