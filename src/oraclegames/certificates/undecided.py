"""The cells that a search left undecided, and a status that fits them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

from oraclegames.certificates.part import Part


def check_undecided(document: Part, outcomes: Sequence[int] | None = None) -> None:
    """The keys "undetermined" and "status" of a document that lists fixed points.

    Args:
        document: the document of a match or of oracles.
        outcomes: how many outcomes each machine has; None where the document does not name all.
    """
    cells = document["undetermined"].items()
    for cell in cells:
        cell.only("bounds", "reason")
        cell["reason"].text()
        rows = cell["bounds"].items(None if outcomes is None else len(outcomes))
        for row, count in zip(rows, outcomes or repeat(None)):
            for ends in row.items(count):
                low, high = ends.rationals(2)
                ends.require(0 <= low <= high <= 1, "these are no bounds of a probability")
    status = document["status"].word("complete", "partial", "undetermined")
    if cells:
        document["status"].require(status != "complete", "some cells are undecided")
    else:
        document["status"].require(status != "undetermined", "no cell is undecided")
