"""``verify``: a document in, what is so out.

Each kind of document has a checker of its own in this package, found by the document's schema. A
checker reads the game and every claim from the document, and raises
:class:`~oraclegames.certificates.part.Refuted` at the first statement that is false. It uses exact
arithmetic and nothing that solves; what it cannot prove it lists.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from oraclegames.certificates.part import Part, Refuted
from oraclegames.errors import InputError
from oraclegames.games.files.source import read_text
from oraclegames.games.shown import Shown

CHECKERS: dict[str, str] = {
    "oraclegames/best-1": "best",
    "oraclegames/common-coins-1": "common_coins",
    "oraclegames/compare-1": "compare",
    "oraclegames/correlated-1": "correlated",
    "oraclegames/exploration-1": "exploration",
    "oraclegames/grounded-equilibrium-1": "grounded_equilibrium",
    "oraclegames/group-match-1": "group",
    "oraclegames/independent-coins-1": "independent_coins",
    "oraclegames/item-1": "item",
    "oraclegames/least-similarity-1": "least_similarity",
    "oraclegames/limit-set-1": "limit_set",
    "oraclegames/match-1": "match",
    "oraclegames/match-limit-1": "match_limit",
    "oraclegames/modal-match-1": "modal",
    "oraclegames/modal-tournament-1": "modal",
    "oraclegames/nash-1": "nash_equilibria",
    "oraclegames/notion-1": "notion",
    "oraclegames/oracles-1": "oracles",
    "oraclegames/phases-1": "phases",
    "oraclegames/program-equilibrium-1": "program_equilibrium",
    "oraclegames/projection-1": "projection",
    "oraclegames/pure-1": "pure",
    "oraclegames/pure-outcome-1": "pure",
    "oraclegames/region-1": "region_cells",
    "oraclegames/region-2": "region",
    "oraclegames/region-3": "region",
    "oraclegames/sample-1": "sample",
    "oraclegames/similar-1": "similar",
    "oraclegames/similarity-1": "similarity",
    "oraclegames/solution-1": "solution",
    "oraclegames/supremum-1": "supremum",
    "oraclegames/tournament-2": "tournament",
    "oraclegames/values-1": "values",
    "oraclegames/verdict-1": "verdict",
}
"""For each schema the module of this package whose ``check(document: Part) -> Proof`` is asked."""
_REPLAYED = ("correlated", "group", "match", "match_limit", "oracles", "program_equilibrium")
"""The modules that replay the proof that nothing is lacking only where it is asked for."""


@dataclass(frozen=True)
class Proof:
    """What a checker has shown, and what it has not.

    Attributes:
        proved: clauses, each a claim that follows from the document alone.
        assumed: clauses, each something that the document says and its evidence does not show.
    """

    proved: tuple[str, ...]
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Checked(Shown):
    """The outcome of :func:`verify`; true iff every statement holds.

    Attributes:
        schema: the kind of document.
        false: the first false statement, with its place and why; None if there is none.
        proved: what was shown.
        assumed: what the document says and nothing shows.
    """

    schema: str
    false: str | None
    proved: tuple[str, ...]
    assumed: tuple[str, ...]

    def __bool__(self) -> bool:
        return self.false is None

    def to_dict(self) -> dict[str, Any]:
        """The outcome ready for JSON."""
        return {
            "schema": "oraclegames/checked-1",
            "checked": self.schema,
            "holds": self.false is None,
            "false": self.false,
            "proved": list(self.proved),
            "assumed": list(self.assumed),
        }

    def __str__(self) -> str:
        if self.false is not None:
            return f"refuted: {self.false}"
        lines = ["holds", *(f"  proved: {clause}" for clause in self.proved)]
        return "\n".join([*lines, *(f"  not proved: {clause}" for clause in self.assumed)])


def verify(
    document: Mapping[str, Any] | str | bytes | os.PathLike[str], *, complete: bool = False
) -> Checked:
    """Re-check every claim of a document, from the document alone.

    Args:
        document: what a result's ``to_json`` or ``to_dict`` gave, or the path of a file with it.
        complete: of oracles, matches and hundreds of extreme correlated equilibria, whose search is
            long: show that there are no others. (All other documents are checked as far as they can
            be anyway.)

    Raises:
        InputError: it cannot be read: no JSON, no known schema, a missing key, a wrong type; or
            completeness is asked for, and the document holds no proof that can be replayed.
    """
    part = Part(loaded(document))
    if part.get("version") is not None:
        part["version"].text()
    schema = part["schema"].word(*CHECKERS)
    checker = import_module(f"oraclegames.certificates.{CHECKERS[schema]}")
    asked = {"complete": True} if complete and CHECKERS[schema] in _REPLAYED else {}
    try:
        proof: Proof = checker.check(part, **asked)
    except Refuted as error:
        return Checked(schema, str(error), (), ())
    return Checked(schema, None, proof.proved, proof.assumed)


def loaded(source: Any) -> Mapping[str, Any]:
    """The document that somebody gives: as it is, as its JSON text, or as the path of a file.

    Raises:
        InputError: it is none of these, the file cannot be read, or the text is no JSON.
    """
    if isinstance(source, Mapping):
        return source
    where = ""
    if isinstance(source, os.PathLike) or (
        isinstance(source, str) and not source.lstrip("\ufeff \t\r\n").startswith(("{", "["))
    ):
        source, name = read_text(source)
        where = f"{name}: "
    elif not isinstance(source, str | bytes):
        raise InputError(f"a document is an object, a JSON text or a path, not {source!r:.60}")
    try:
        document: Mapping[str, Any] = json.loads(source)
    except (ValueError, RecursionError) as error:
        several = isinstance(error, json.JSONDecodeError) and error.msg == "Extra data"
        hint = "; of several documents give one at a time" if several else ""
        raise InputError(f"{where}the document is no JSON: {error}{hint}") from None
    return document


def holds(document: Mapping[str, Any], *, complete: bool = False) -> bool:
    """Whether a document can be read, and every claim of it is true."""
    try:
        return bool(verify(document, complete=complete))
    except InputError:
        return False
