"""Comparisons, read back from documents "oraclegames/compare-1"."""

from __future__ import annotations

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.part import Part, game_of, outcome_of
from oraclegames.conditional.check.from_document import pure_lists
from oraclegames.conditional.compare.compare import Comparison
from oraclegames.conditional.compare.items import Item
from oraclegames.conditional.compare.rows import Row
from oraclegames.conditional.compare.welfare import Welfare
from oraclegames.conditional.similarity.from_document import read_evidence, read_similar
from oraclegames.exact.minmax import Security
from oraclegames.games.game import Game


def read_comparison(document: Part) -> Comparison:
    """The answer of ``compare``."""
    game = game_of(document["game"])
    secured = tuple(
        Security(one["value"].rational(), one["strategy"].rationals(), one["reply"].rationals())
        for one in document["secured"]
    )
    status = document["status"].word("complete", "undetermined", "partial")
    rows = tuple(_row(part, game) for part in document["rows"])
    searched = document.get("searched")
    return Comparison(
        game,
        document["b"].rational(),
        rows,
        secured,
        status,  # type: ignore[arg-type]
        None if searched is None else pure_lists(searched, game),
    )


def read_item(document: Part) -> Item:
    """An item of an answer key."""
    return Item(
        game_of(document["game"]),
        document["seed"].integer(),
        document["number"].integer(),
        read_comparison(document["comparison"]),
        document.optional("similar", read_similar),
    )


def _row(part: Part, game: Game) -> Row:
    return Row(
        part["notion"].text(),
        part["title"].text(),
        tuple(outcome_of(item, game) for item in part["pure"]),
        tuple(outcome_of(item, game) for item in part["undecided"]),
        part.optional("best", _welfare),
        part.optional("worst", _welfare),
        part["among"].text(),
        tuple(
            (outcome_of(item["outcome"], game), read_evidence(item["evidence"], game))
            for item in part.get("beliefs") or ()
        ),
    )


def _welfare(part: Part) -> Welfare:
    weights = tuple(number_of(item) for item in part["distribution"])
    multipliers = part.get("multipliers")
    return Welfare(
        number_of(part["value"]),
        weights,
        part["attained"].flag(),
        () if multipliers is None else multipliers.rationals(),
    )
