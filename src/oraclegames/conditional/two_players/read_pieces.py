"""The pieces of all equilibria, and the projection of one, read back from their documents."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.part import Part, game_of, outcome_of
from oraclegames.certificates.projection import HalfPlane
from oraclegames.conditional.two_players.from_document import read_boundary
from oraclegames.conditional.two_players.pieces import EquilibriumPieces, Piece
from oraclegames.conditional.two_players.played_moves import Moves
from oraclegames.conditional.two_players.projection import Leaf, Polygon, Projection
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


def read_projection(document: Part) -> Projection:
    """The projection that wrote a document "oraclegames/projection-1"; nothing is checked."""
    game = game_of(document["game"])
    first, second = (
        tuple(outcome_of(item, game) for item in part) for part in document["events"].items(2)
    )
    polygons = []
    for part in document["polygons"]:
        corners = tuple(_pair(item) for item in part["corners"])
        plays = tuple(item.rationals(game.n_outcomes) for item in part["distributions"])
        polygons.append(Polygon(_pair(part["values"]), corners, plays))
    status: Any = document["status"].word("complete", "partial")
    return Projection(
        game,
        _moves(document["moves"], game),
        (first, second),
        tuple(polygons),
        tuple(_leaf(part, game) for part in document["cover"]),
        document["distance"].rational(),
        status,
    )


def _leaf(part: Part, game: Game) -> Leaf:
    values = part.given("values")
    at = None if values is None else tuple(number_of(item) for item in values.items(2))
    polygon = part.given("polygon")
    planes = []
    for item in part["half_planes"]:
        rows = zip(item["multipliers"].items(2), game.shape)
        planes.append(
            HalfPlane(_pair(item["normal"]), tuple(row.rationals(count) for row, count in rows))
        )
    return Leaf(
        (_pair(part["x"]), _pair(part["y"])),
        part["kind"].text(),
        tuple(planes),
        None if polygon is None else polygon.integer(),
        None if at is None else (at[0], at[1]),
    )


def _pair(part: Part) -> tuple[Fraction, Fraction]:
    first, second = part.rationals(2)
    return first, second


def _moves(part: Part, game: Game) -> Moves:
    rows, columns = (
        tuple(game.moves[i].index(label.word(*game.moves[i])) for label in own)
        for i, own in enumerate(part.items(2))
    )
    return rows, columns
