"""A solution, read back from its document.

The totally mixed equilibria of a 2×2 game are what its payoffs say in closed form; that the
document lists the same is for the caller to compare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oraclegames.certificates.part import Part, game_of, outcome_of
from oraclegames.conditional.best.from_document import outline_of
from oraclegames.conditional.check.from_document import (
    excluded_of,
    outcomes_of,
    pure_of,
    status_of,
)
from oraclegames.conditional.solution import Solution
from oraclegames.conditional.two_by_two.arcs import Point
from oraclegames.conditional.two_by_two.edges_and_faces import Part as SidePart
from oraclegames.conditional.two_by_two.edges_and_faces import Side
from oraclegames.conditional.two_by_two.mixed_nash import MixedNash
from oraclegames.conditional.two_by_two.spohn_curve import CurveKind
from oraclegames.conditional.two_by_two.totally_mixed import interior_2x2, odds_maps
from oraclegames.games.game import Game

if TYPE_CHECKING:
    from oraclegames.conditional.two_players.pieces import EquilibriumPieces


def read_solution(document: Part) -> Solution:
    """The answer of ``solve``."""
    game, interior = game_of(document["game"]), document["interior"]
    outlined = interior.get("best_welfare") is not None
    computed = interior["computed"].flag()
    if computed and game.shape != (2, 2):
        interior["computed"].unreadable("false for a game that is not 2×2")
    return Solution(
        game=game,
        interior=interior_2x2(*odds_maps(game)) if computed else None,
        sides=tuple(_side(item, game) for item in document["sides"]),
        pure=pure_of(document["pure"], game),
        curve=_curve(interior),
        nash=_nash(interior),
        complete=document["complete"].flag(),
        method=document["method"].text(),
        status=status_of(document["status"]),
        outline=outline_of(interior, game) if outlined else None,
        undecided=outcomes_of(document["undecided"], game),
        excluded=excluded_of(document["excluded"], game),
        whole=_whole(document, game),
    )


def _whole(document: Part, game: Game) -> EquilibriumPieces | None:
    part = document.get("whole")
    if part is None:
        return None
    from oraclegames.conditional.two_players.read_pieces import read_pieces  # of larger games

    return read_pieces(part, game)


def _curve(interior: Part) -> CurveKind | None:
    kind = interior.get("curve")
    if kind is None:
        return None
    invariant: Any = interior.get("j_invariant")
    word: Any = kind.word("smooth", "nodal", "reducible")
    return CurveKind(word, invariant and invariant.rational())


def _nash(interior: Part) -> MixedNash | None:
    nash = interior.get("nash")
    return None if nash is None else MixedNash(_point(nash), nash["dominated"].flag())


def _side(part: Part, game: Game) -> Side:
    support = tuple(2 * r + c for r, c in (outcome_of(item, game) for item in part["support"]))
    return Side(support, _piece(part), tuple(_piece(item) for item in part["reflective"]))


def _piece(part: Part) -> SidePart:
    includes = tuple(item.flag() for item in part["includes"])
    return SidePart(tuple(_point(corner) for corner in part["corners"]), includes)


def _point(part: Part) -> Point:
    """Exact numbers, which stand under "exact" if some are irrational."""
    exact = part.get("exact") or part
    x, y = exact["values"].exacts(2)
    return Point(exact["distribution"].exacts(4), (x, y))
