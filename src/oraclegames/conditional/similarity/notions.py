"""The table of notions: what each asks, who introduced it, and which notion it implies.

It is the only place where a notion's words stand; the command line and the pages read them here.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from oraclegames.errors import InputError


@dataclass(frozen=True)
class Notion:
    """A notion of equilibrium for joint distributions.

    Attributes:
        name: as in ``check(…, notion=name)`` and on the command line.
        title: in sentences.
        short: what the literature abbreviates it to.
        definition: one line.
        source: who introduced it.
        implies: the weaker notions directly above it.
    """

    name: str
    title: str
    short: str
    definition: str
    source: str
    implies: tuple[str, ...]


_ALL = (
    Notion(
        "nash",
        "Nash equilibrium",
        "NE",
        "independent play in which nobody gains by another move, the others' play given",
        "J. Nash, Non-cooperative games, 1951",
        ("dependency", "correlated"),
    ),
    Notion(
        "correlated",
        "correlated equilibrium",
        "CE",
        "given any move that she plays, nobody gains by making another instead, the others' play "
        "given that move unchanged",
        "R. Aumann, Subjectivity and correlation in randomized strategies, 1974",
        ("coarse",),
    ),
    Notion(
        "coarse",
        "coarse correlated equilibrium",
        "CCE",
        "nobody gains by one move made always, the others' play unchanged",
        "H. Moulin and J.-P. Vial, Strategically zero-sum games, 1978",
        (),
    ),
    Notion(
        "embedded",
        "embedded equilibrium",
        "EE",
        "every move that is played is worth the same to its player, given that she makes it, and "
        "no other move is worth more under one belief q > 0 that all share about it",
        "A. Meulemans and others, Embedded universal predictive intelligence, 2025, arXiv "
        "2511.22226, Definition 4.19",
        ("dependency",),
    ),
    Notion(
        "reflective",
        "reflective (COEDT) equilibrium",
        "COEDT",
        "totally mixed play comes near along which every move that is played in the limit is "
        "optimal, given that it is made",
        "Diffractor, COEDT Equilibria in Games, 2018",
        ("dependency",),
    ),
    Notion(
        "dependency",
        "dependency equilibrium",
        "DE",
        "totally mixed play comes near under which, in the limit, no move is worth more to its "
        "player, given that she makes it, than those that she plays",
        "W. Spohn, Dependency equilibria, 2007",
        ("subjective",),
    ),
    Notion(
        "subjective",
        "subjective embedded equilibrium",
        "SEE",
        "every move that is played is worth the same to its player, and no other is worth more "
        "under some belief of her own about it",
        "A. Meulemans and others, Embedded universal predictive intelligence, 2025, arXiv "
        "2511.22226, Definition 4.15",
        (),
    ),
)

NOTIONS: dict[str, Notion] = {notion.name: notion for notion in _ALL}
"""All notions by name, strong ones before those that they imply."""


def definitions() -> str:
    """All notions with what each asks, for the help of the command line."""
    return "\n\n".join(f"{one.name} ({one.short}): {one.definition}." for one in _ALL)


def notion_of(name: str) -> Notion:
    """The notion with a name, or with what the literature abbreviates it to.

    Raises:
        InputError: there is none; the message lists them.

    >>> notion_of("SEE").name
    'subjective'
    """
    known = {**NOTIONS, **{notion.short.lower(): notion for notion in _ALL}}
    found = known.get(str(name).lower())
    if found is None:
        near = difflib.get_close_matches(str(name)[:40].lower(), known, n=1)
        hint = f"did you mean {known[near[0]].name}? " if near else ""
        raise InputError(
            f"there is no notion {str(name)!r:.60}: {hint}there are {', '.join(NOTIONS)}"
        )
    return found


def implied(name: str) -> set[str]:
    """All notions that one implies, itself included.

    >>> sorted(implied("reflective"))
    ['dependency', 'reflective', 'subjective']
    """
    return {name}.union(*(implied(other) for other in NOTIONS[name].implies))
