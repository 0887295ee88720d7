"""What programs of two players and of more have in common, as a match's document describes them."""

from __future__ import annotations

from fractions import Fraction

from oraclegames.certificates.match_scene import Mixed, called, mixed_of
from oraclegames.certificates.part import Part
from oraclegames.certificates.security import security_of
from oraclegames.exact.rational import format_rational, parse_rational
from oraclegames.games.game import Game


def constant_of(part: Part, name: Part, game: Game, player: int) -> Mixed:
    """What a constant always plays; where its name says a strategy, it is that one."""
    mixed = mixed_of(part["strategy"], game.shape[player])
    short = mixed[:1] if len(mixed) == 2 else mixed
    said: tuple[Fraction | None, ...] = mixed
    word, _, numbers = name.text().partition(":")
    if word == "constant":
        said = tuple(map(parse_rational, numbers.split(",")))
    elif name.text() in ("cooperate", "defect"):
        said = called(game, player, word)
    name.require(said in (mixed, short), "its strategy is another")
    return mixed


def minimum_of(part: Part, name: Part, game: Game, player: int) -> tuple[Fraction, Mixed]:
    """The least payoff that a neLP insists on, and its punishment."""
    value, punishment = security_of(part["security"], game, player)
    given = part.given("minimum")
    least = value if given is None else given.rational()
    goes_by(name, "nelp" if given is None else f"nelp:{format_rational(least)}")
    return least, punishment


def punishment_of(part: Part, game: Game, player: int) -> Mixed:
    """A region's punishment: a strategy, or the one that secures her value."""
    if isinstance(part.value, list):
        return mixed_of(part, game.shape[player])
    return security_of(part, game, player)[1]


def goes_by(name: Part, known: str) -> None:
    """It has this name."""
    name.require(name.text() == known, f"it is {known!r}")
