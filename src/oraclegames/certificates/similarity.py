"""Documents of ``similarity``: beliefs, their distances and S_i, all computed anew."""

from __future__ import annotations

from fractions import Fraction

from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.verify import Proof


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/similarity-1"."""
    # Long: one loop for each key, since all follow from the beliefs.
    keys = ("schema", "version", "game", "distribution", "beliefs", "distances", "similarity")
    document.only(*keys)
    document["version"].text()
    game = game_of(document["game"])
    numbers = document["distribution"].rationals(game.n_outcomes)
    fine = min(numbers) >= 0 and sum(numbers) == 1
    document["distribution"].require(fine, "it is no distribution")
    first: list[list[Fraction | None]] = []
    rows = zip(
        document["beliefs"].items(game.n_players), document["distances"].items(game.n_players)
    )
    for i, (told, apart) in enumerate(rows):
        beliefs: list[list[Fraction] | None] = []
        for s, part in enumerate(told.items(game.shape[i])):
            here = [p for o, p in zip(game.outcomes(), numbers) if o[i] == s]
            mass = sum(here, Fraction(0))
            belief = [p / mass for p in here] if mass else None
            said = None if part.missing else list(part.rationals(len(here)))
            part.require(said == belief, "the belief is another")
            beliefs.append(belief)
        for row, one in zip(apart.items(len(beliefs)), beliefs):
            for part, other in zip(row.items(len(beliefs)), beliefs):
                far = None
                if one is not None and other is not None:
                    far = sum((abs(p - q) for p, q in zip(one, other)), Fraction(0)) / 2
                said_far = None if part.missing else part.rational()
                part.require(said_far == far, "the distance is another")
        first.append([None if b is None else b[0] for b in beliefs])
    _check_alike(document["similarity"], first if game.shape == (2, 2) else None)
    return Proof(("what every player believes of the others, and how far it differs",))


def _check_alike(part: Part, first: list[list[Fraction | None]] | None) -> None:
    if first is None:
        part.require(part.missing, "it is for 2×2 games")
        return
    for item, (one, two) in zip(part.items(2), first):
        alike = None if one is None or two is None else one - two
        said = None if item.missing else item.rational()
        item.require(said == alike, "it is another")
