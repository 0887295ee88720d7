"""The limit of a match, read back from its document."""

from __future__ import annotations

from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.part import Part, game_of
from oraclegames.exact.rational import to_fmpq
from oraclegames.reflective.limit.distance import Distance
from oraclegames.reflective.limit.limit_set import LimitSet
from oraclegames.reflective.limit.pieces import Piece
from oraclegames.reflective.match.from_document import program_of


def read_limit_set(document: Part) -> LimitSet:
    """The answer of ``match(…, delta=0)``."""
    game = game_of(document["game"])
    if game.shape != (2, 2):
        document["game"].unreadable("a game of two players with two moves each")
    names, programs = document["agents"].items(2), document["programs"].items(2)
    first, second = (program_of(part, name.text()) for part, name in zip(programs, names))
    status: Any = document["status"].word("complete", "partial", "undetermined")
    return LimitSet(
        game,
        (first, second),
        document["epsilon"].rational(),
        tuple(map(_piece, document["pieces"])),
        document["every_epsilon"].flag(),
        document["smaller_epsilon"].flag(),
        document["touching"].flag(),
        document.optional("vanishing", lambda part: tuple(map(_piece, part))),
        _distance(document["distance"]),
        status,
        document.optional("rest", Part.rational),
    )


def _distance(part: Part) -> Distance:
    constant, most = (part.optional(key, Part.rational) for key in ("constant", "up_to_delta"))
    return Distance(constant, most, part.optional("lacking", Part.text))


def _piece(part: Part) -> Piece:
    ends, curves = [], []
    for end in part["ends"]:
        x, y = map(number_of, end.items(2))
        ends.append((x, y))
    for curve in part["curves"]:
        a, b, c, d = map(to_fmpq, curve.rationals(4))
        curves.append((a, b, c, d))
    if len(ends) not in (1, 2, 4):
        part["ends"].unreadable("one, two or four points")
    return Piece(part.optional("reason", Part.text) or "", tuple(ends), tuple(curves))
