"""What every kind of document adds, and the parts that several share."""

from __future__ import annotations

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
