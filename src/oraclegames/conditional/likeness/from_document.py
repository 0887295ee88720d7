"""The answer of ``least_similarity``, read back from its document."""

from __future__ import annotations

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.part import Part, game_of
from oraclegames.conditional.likeness.least import LeastSimilarity


def read_least_similarity(document: Part) -> LeastSimilarity:
    """The answer of ``least_similarity``."""
    values = document.optional("values", lambda part: part.rationals(2))
    alike = document.optional("similarity", lambda part: [number_of(s) for s in part.items(2)])
    return LeastSimilarity(
        game=game_of(document["game"]),
        values=None if values is None else (values[0], values[1]),
        better_than=document.optional("better_than", Part.rational),
        level=document.optional("level", number_of),
        similarity=None if alike is None else (alike[0], alike[1]),
        distribution=tuple(map(number_of, document["distribution"])),
        reached=tuple(map(number_of, document["reached"])),
        attained=document["attained"].flag(),
    )
