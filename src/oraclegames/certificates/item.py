"""Items of an answer key: both documents inside are about the game, and each is re-checked."""

from __future__ import annotations

from oraclegames.certificates import compare, similar
from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.verify import Proof


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/item-1"."""
    keys = ("schema", "version", "game", "seed", "number", "answers", "comparison", "similar")
    document.only(*keys)
    document["version"].text()
    game_of(document["game"])
    for key in ("seed", "number"):
        document[key].require(document[key].integer() >= 0, "it is negative")
    inside = [("oraclegames/compare-1", document["comparison"], compare.check)]
    other = document.given("similar")
    if other is not None:
        inside.append(("oraclegames/similar-1", other, similar.check))
    proved: list[str] = []
    assumed: list[str] = []
    for schema, part, checker in inside:
        part["schema"].word(schema)
        part["game"].require(part["game"].value == document["game"].value, "it is another game")
        proof = checker(part)
        proved += proof.proved
        assumed += proof.assumed
    rows = {row["notion"].text(): row["pure"].value for row in document["comparison"]["rows"]}
    same = dict(document["answers"].mapping()) == rows
    document["answers"].require(same, "they are not those of the comparison")
    return Proof(tuple(proved), tuple(assumed))
