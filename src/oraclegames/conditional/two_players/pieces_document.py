"""All equilibria of two players as a document, piece by piece, as far as there is time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock
from oraclegames.conditional.two_players.played_moves import Moves
from oraclegames.conditional.two_players.region_document import boundary_document
from oraclegames.exact.rational import format_rational
from oraclegames.games.game import Game

if TYPE_CHECKING:
    from oraclegames.conditional.two_players.pieces import EquilibriumPieces, Piece

MOST_OUTCOMES = 12
"""Of pieces that play more the formulas are not written: they would be long."""


def pieces_document(found: EquilibriumPieces, clock: Clock) -> dict[str, Any]:
    """The pieces with evidence; those that there is no time for are left out, and listed so."""
    game, left_out = found.game, list(found.left_out)
    pieces = []
    for piece in found.pieces:
        if clock.spent:
            left_out.append(piece.moves)
        else:
            pieces.append(_piece(piece, clock))
    return {
        "axes": list(game.players),
        "pieces": pieces,
        "left_out": [_labels(game, moves) for moves in left_out],
    }


def _piece(piece: Piece, clock: Clock) -> dict[str, Any]:
    return {
        "moves": _labels(piece.game, piece.moves),
        "dimension": piece.region.dimension,
        **boundary_document(piece.region, clock),
        "formulas": _formulas(piece),
    }


def _formulas(piece: Piece) -> dict[str, Any] | None:
    """The extreme distributions at some values as functions of the values."""
    few = math.prod(map(len, piece.moves)) <= MOST_OUTCOMES
    at = piece.inner_values() if few else None
    if at is None:
        return None
    return {
        "values": [format_rational(v) for v in at],
        "vertices": [
            {
                "outcomes": [list(piece.game.outcome_labels(o)) for o in one.outcomes],
                "weights": list(map(str, one.weights)),
                "conditions": sorted(set(map(str, one.conditions))),
            }
            for one in piece.formulas(at)
        ],
    }


def _labels(game: Game, moves: Moves) -> list[list[str]]:
    return [[game.moves[i][s] for s in own] for i, own in enumerate(moves)]
