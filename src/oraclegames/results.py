"""``read_result``: a document in, the result that wrote it out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from oraclegames.certificates.part import Part, Refuted
from oraclegames.certificates.verify import loaded
from oraclegames.errors import InputError

READERS: dict[str, str] = {
    "oraclegames/best-1": "conditional.best.from_document.read_best",
    "oraclegames/common-coins-1": "reflective.programs.from_document.read_common_coins",
    "oraclegames/compare-1": "conditional.compare.from_document.read_comparison",
    "oraclegames/correlated-1": "classical.from_document.read_correlated",
    "oraclegames/exploration-1": "reflective.machines.from_document.read_exploration",
    "oraclegames/grounded-equilibrium-1": (
        "reflective.programs.from_document.read_grounded_equilibrium"
    ),
    "oraclegames/group-match-1": "reflective.group.from_document.read_group_match",
    "oraclegames/independent-coins-1": ("reflective.programs.from_document.read_independent_coins"),
    "oraclegames/item-1": "conditional.compare.from_document.read_item",
    "oraclegames/least-similarity-1": "conditional.likeness.from_document.read_least_similarity",
    "oraclegames/limit-set-1": "reflective.limit.from_document.read_limit_set",
    "oraclegames/match-1": "reflective.match.from_document.read_match",
    "oraclegames/match-limit-1": "reflective.match.from_document.read_limit",
    "oraclegames/nash-1": "classical.from_document.read_nash",
    "oraclegames/oracles-1": "reflective.oracles.from_document.read_oracles",
    "oraclegames/modal-match-1": "reflective.modal.from_document.read_modal_match",
    "oraclegames/modal-tournament-1": "reflective.modal.from_document.read_modal_tournament",
    "oraclegames/notion-1": "conditional.similarity.from_document.read_notion",
    "oraclegames/phases-1": "conditional.phases.from_document.read_phases",
    "oraclegames/program-equilibrium-1": (
        "reflective.programs.from_document.read_program_equilibrium"
    ),
    "oraclegames/projection-1": "conditional.two_players.read_pieces.read_projection",
    "oraclegames/pure-1": "conditional.check.from_document.read_pure",
    "oraclegames/pure-outcome-1": "conditional.check.from_document.read_outcome",
    "oraclegames/region-1": "conditional.values.from_document.read_region",
    "oraclegames/region-2": "conditional.two_players.from_document.read_planar",
    "oraclegames/region-3": "conditional.two_players.from_document.read_planar",
    "oraclegames/sample-1": "conditional.best.from_document.read_sample",
    "oraclegames/similar-1": "conditional.similarity.from_document.read_similar",
    "oraclegames/similarity-1": "conditional.similarity.from_document.read_similarity",
    "oraclegames/solution-1": "conditional.from_document.read_solution",
    "oraclegames/supremum-1": "conditional.best.from_document.read_supremum",
    "oraclegames/tournament-2": "reflective.programs.from_document.read_tournament",
    "oraclegames/values-1": "conditional.values.from_document.read_values",
    "oraclegames/verdict-1": "conditional.check.from_document.read_verdict",
}
"""For each schema the function ``(document: Part) -> result``, beside what writes the document."""

_UNCLAIMED = ("version", "verified", "points")
"""Keys that say nothing about the game: who wrote it, that it was checked, what is shown of a set.
"""


def read_result(source: Mapping[str, Any] | str | bytes | os.PathLike[str]) -> Any:
    """Give the object back that wrote a document.

    The result of ``solve``, ``check``, ``pure_equilibria``, ``achieve``, ``region``, ``best``,
    ``match``, ``tournament`` or ``solve_oracles``: it has the same attributes and methods, and
    ``to_dict()`` says again what was read. Nothing is searched for, and nothing is checked but that
    it can be read: a false document gives a false result, whose ``verify()`` refuses it.

    Args:
        source: the document: as ``to_dict`` gave it, its JSON text, or the path of a file.

    Raises:
        InputError: it cannot be read: no JSON, no known schema, a missing key, a wrong type; or it
            contradicts itself.

    >>> from oraclegames import check
    >>> verdict = check("chicken", "1,0,0,0")
    >>> read_result(verdict.to_json()) == verdict
    True
    """
    document = loaded(source)
    part = Part(document)
    name = READERS[part["schema"].word(*READERS)]
    module, _, function = name.rpartition(".")
    try:
        found = getattr(import_module(f"oraclegames.{module}"), function)(part)
        again = found.document(verify=False)
    except Refuted as error:
        raise InputError(f"the document contradicts itself: {error}") from None
    place = difference(document, again)
    if place is not None:
        raise InputError(f"the document contradicts itself: {place} does not follow from the rest")
    return found


def difference(one: Any, other: Any, where: str = "") -> str | None:
    """The place of the first difference between two documents, of keys that claim something.

    >>> difference({"a": [1, 2], "version": "1"}, {"a": [1, 3], "version": "2"})
    'a[1]'
    """
    # Long: one case for each kind of JSON value.
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in [*one, *(key for key in other if key not in one)]:
            place = f"{where}.{key}" if where else key
            if key in _UNCLAIMED:
                continue
            if key not in other:
                return place
            if key not in one:
                continue  # earlier documents lack some keys
            found = difference(one[key], other[key], place)
            if found is not None:
                return found
        return None
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        for k, (a, b) in enumerate(zip(one, other)):
            found = difference(a, b, f"{where}[{k}]")
            if found is not None:
                return found
        return None if len(one) == len(other) else f"{where}[{min(len(one), len(other))}]"
    same = one == other and isinstance(one, bool) is isinstance(other, bool)
    return None if same else where or "it"
