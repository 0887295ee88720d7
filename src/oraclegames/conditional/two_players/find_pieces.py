"""All dependency equilibria of two players, found: the exact values of every choice of moves."""

from __future__ import annotations

from oraclegames.budget import Clock, Progress, Tell, silent
from oraclegames.conditional.two_players.pieces import EquilibriumPieces, Piece
from oraclegames.conditional.two_players.played_moves import Moves
from oraclegames.conditional.two_players.possible_choices import few_enough
from oraclegames.conditional.two_players.questions import AllEquilibria
from oraclegames.conditional.two_players.solve_region import planar_region
from oraclegames.games.game import Game


def find_pieces(game: Game, clock: Clock, progress: Tell = silent) -> EquilibriumPieces | None:
    """Every piece that the clock allows, few moves first; None for more than 8×8 moves, and for a
    clock that allows nothing.

    A choice of moves is left out only for want of time; one without equilibria is no piece. Cost:
    that of a region (:func:`oraclegames.conditional.two_players.solve_region.planar_region`) for
    each choice of moves that single moves do not exclude.
    """
    if clock.spent or not few_enough(game):
        return None
    choices = [question.moves for question in AllEquilibria(game).played]
    pieces: list[Piece] = []
    left_out: list[Moves] = []
    for k, moves in enumerate(choices):
        progress(Progress(k, len(choices), "choices of moves"))
        if clock.spent:
            left_out += choices[k:]
            break
        region = planar_region(game, notion="dependency", only=moves, clock=clock)
        if region.dimension >= 0:
            pieces.append(Piece(moves, region))
        elif region.left_out:
            left_out.append(moves)
    return EquilibriumPieces(game, tuple(pieces), tuple(left_out))
