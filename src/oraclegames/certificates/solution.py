"""The answer of ``solve``: for 2×2 games everything, for larger ones the pure outcomes and more.

For a larger game the list of pure equilibria is checked with its completeness
(:mod:`oraclegames.certificates.pure`); all equilibria of two players by the moves that are played
(:mod:`oraclegames.certificates.pieces`); of more the outline of the totally mixed ones with its
searches (:mod:`oraclegames.certificates.outline`).
"""

from __future__ import annotations

from oraclegames.certificates.outline import MOST_OUTCOMES, check_outline, is_stopped
from oraclegames.certificates.part import Look, Part, game_of, idle, outcome_of
from oraclegames.certificates.pieces import check_pieces
from oraclegames.certificates.pure import check_all
from oraclegames.certificates.solution_2x2 import check_2x2
from oraclegames.certificates.verify import Proof
from oraclegames.games.game import Game

KEYS = (
    *("schema", "version", "game", "interior", "pure", "excluded", "undecided", "sides"),
    *("complete", "status", "method", "verified", "whole"),
)

_CLOSED_FORM = "closed form by odds ratios (2×2)"
_SEARCH = "tremble levels (pure outcomes), branch and bound over values"
_PIECES = "tremble levels (pure outcomes), gain graph of two players (all)"


def check(document: Part, *, look: Look = idle) -> Proof:
    """Every claim of a solution.

    Args:
        document: the solution.
        look: called now and then; what it raises ends the check.
    """
    document.only(*KEYS)
    game = game_of(document["game"])
    small = game.shape == (2, 2)
    whole = document.get("whole")
    if whole is not None:
        whole.require(game.n_players == 2 and not small, "pieces are for two players beyond 2×2")
    method = _CLOSED_FORM if small else _SEARCH if whole is None else _PIECES
    document["method"].require(document["method"].text() == method, f"it is {method!r}")
    if whole is None:
        complete = "what is listed is complete" if small else "only pure outcomes are all listed"
        document["complete"].require(document["complete"].flag() == small, complete)
    if document.given("verified") is not None:
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
    # Other searches may be what was stopped.
    proof = check_all(document, game, searched=True)
    if whole is not None:
        interior.require(not outlined, "there is no outline beside pieces")
        return _with_pieces(document, whole, game, proof, look)
    stopped = is_stopped(interior) if outlined else game.n_outcomes <= MOST_OUTCOMES
    partial = document["status"].text() == "partial"
    document["status"].require(partial or not stopped, "something is left out")
    if not outlined:
        return proof
    return Proof((*proof.proved, *check_outline(interior, game)), proof.assumed)


def _with_pieces(document: Part, whole: Part, game: Game, proof: Proof, look: Look) -> Proof:
    undecided = document["undecided"].items()
    pure = [outcome_of(item["outcome"], game) for item in document["pure"]]
    complete, pieces = check_pieces(whole, game, None if undecided else pure, look)
    complete = complete and not undecided
    document["complete"].require(document["complete"].flag() == complete, "the pieces say so")
    partial = document["status"].text() == "partial"
    document["status"].require(partial != complete, "that depends on what was left out")
    return Proof((*proof.proved, *pieces.proved), (*proof.assumed, *pieces.assumed))
