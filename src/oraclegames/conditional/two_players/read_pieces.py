"""The pieces of all equilibria, read back from their document."""

from __future__ import annotations

from dataclasses import replace

from oraclegames.certificates.part import Part
from oraclegames.conditional.two_players.from_document import read_boundary
from oraclegames.conditional.two_players.pieces import EquilibriumPieces, Piece
from oraclegames.conditional.two_players.played_moves import Moves
from oraclegames.games.game import Game


def read_pieces(document: Part, game: Game) -> EquilibriumPieces:
    """The pieces that wrote "whole" in a solution; nothing is checked."""
    pieces = []
    for part in document["pieces"]:
        moves = _moves(part["moves"], game)
        region = replace(read_boundary(part, game), notion="dependency", only=moves)
        pieces.append(Piece(moves, region))
    left_out = tuple(_moves(part, game) for part in document["left_out"])
    return EquilibriumPieces(game, tuple(pieces), left_out)


def _moves(part: Part, game: Game) -> Moves:
    rows, columns = (
        tuple(game.moves[i].index(label.word(*game.moves[i])) for label in own)
        for i, own in enumerate(part.items(2))
    )
    return rows, columns
