"""The answer of ``solve``: for 2×2 games everything, for larger ones the pure outcomes.

For a larger game the list of pure equilibria is checked with its completeness
(:mod:`oraclegames.certificates.pure`), and the outline of the totally mixed ones with its searches
(:mod:`oraclegames.certificates.outline`).
"""

from __future__ import annotations

from oraclegames.certificates.outline import check_outline
from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.pure import check_all
from oraclegames.certificates.solution_2x2 import check_2x2
from oraclegames.certificates.verify import Proof

KEYS = (
    *("schema", "version", "game", "interior", "pure", "excluded", "undecided", "sides"),
    *("complete", "status", "method", "verified"),
)

_CLOSED_FORM = "closed form by odds ratios (2×2)"
_SEARCH = "tremble levels (pure outcomes), branch and bound over values"


def check(document: Part) -> Proof:
    """Every claim of a solution."""
    document.only(*KEYS)
    game = game_of(document["game"])
    small = game.shape == (2, 2)
    method = _CLOSED_FORM if small else _SEARCH
    document["method"].require(document["method"].text() == method, f"it is {method!r}")
    complete = "what is listed is complete" if small else "only pure outcomes are listed in full"
    document["complete"].require(document["complete"].flag() == small, complete)
    document["verified"].require(document["verified"].flag(), "nothing here is false")
    if small:
        return check_2x2(document, game)
    document["sides"].require(not document["sides"].items(), "they are not computed")
    interior = document["interior"]
    interior.only("dimension", "branches", "computed", "dimension_proved", "box", "best_welfare")
    interior["computed"].require(not interior["computed"].flag(), "it is an outline at most")
    interior["branches"].require(not interior["branches"].items(), "they are not computed")
    outlined = interior.get("best_welfare") is not None
    if not outlined:
        interior["dimension"].require(interior["dimension"].missing, "nothing proves it")
    # The searches of the outline may be what was stopped.
    proof = check_all(document, game, searched=outlined)
    if not outlined:
        return proof
    return Proof((*proof.proved, *check_outline(interior, game)), proof.assumed)
