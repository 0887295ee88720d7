"""``least_similarity``: how alike the players must think they are to do as well, or better.

A totally mixed equilibrium of a 2×2 game is as alike as max(|S_1|, |S_2|), with S_i = P(other's
first move | own first) − P(other's first move | own second). Independent play is 0 alike; Nash
equilibria need nothing. The question is how little is enough for given values, or for a larger sum
of values than a bound, by default that of the best Nash equilibrium.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.budget import Clock
from oraclegames.certificates.verify import holds
from oraclegames.conditional.best.nash_equilibria import list_nash
from oraclegames.conditional.likeness.pieces import Spot
from oraclegames.conditional.likeness.shapes import at_values, enough
from oraclegames.conditional.similarity.cells import compare
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.algebraic import number_document
from oraclegames.exact.rational import format_rational, rational
from oraclegames.exact.real import Real, plain
from oraclegames.exact.show import rounded
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.names import player_name
from oraclegames.games.shown import Shown


@dataclass(frozen=True, repr=False)
class LeastSimilarity(Shown, Document):
    """How alike the players must think they are, and an equilibrium at which that is enough.

    Attributes:
        game: the game.
        values: the values that were asked for, or None.
        better_than: the sum of values that was to be exceeded, or None.
        level: the least max(|S_1|, |S_2|), exact; None if there is no such equilibrium.
        similarity: S of both players there; None without any.
        distribution, reached: the equilibrium and its values, or what is approached; () without.
        attained: whether that is an equilibrium as asked for, or approached by such.
    """

    game: Game
    values: tuple[Fraction, Fraction] | None
    better_than: Fraction | None
    level: Real | None
    similarity: tuple[Real, Real] | None
    distribution: tuple[Real, ...]
    reached: tuple[Real, ...]
    attained: bool

    def verify(self) -> bool:
        """Re-check the document, exactly and without the solver."""
        return holds(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON (schema "oraclegames/least-similarity-1"); exact numbers are texts."""
        alike, wanted = self.similarity, self.values
        return {
            **heading("oraclegames/least-similarity-1", self.game),
            "values": None if wanted is None else [format_rational(v) for v in wanted],
            "better_than": None if self.better_than is None else format_rational(self.better_than),
            "level": None if self.level is None else _document(self.level),
            "similarity": None if alike is None else [_document(s) for s in alike],
            "distribution": [_document(p) for p in self.distribution],
            "reached": [_document(v) for v in self.reached],
            "attained": self.attained,
        }

    def __str__(self) -> str:
        game = self.game
        if self.values is not None:
            pays = " and ".join(
                f"{format_rational(v)} to {player_name(game, i)}" for i, v in enumerate(self.values)
            )
            what = f"worth {pays}"
        else:
            assert self.better_than is not None
            what = f"worth more than {format_rational(self.better_than)} in sum"
        if self.level is None:
            return f"No totally mixed equilibrium is {what}."
        assert self.similarity is not None
        near = "" if self.attained else "more than "
        if self.level == 0:
            need = (
                "Nobody needs to think the other alike"
                if self.attained
                else ("However little alike the players think they are, it is enough")
            )
            return f"{need} for an equilibrium {what}."
        first, second = (_shown(s) for s in self.similarity)
        return (
            f"For an equilibrium {what} the players must think they are {near}"
            f"{_shown(self.level)} alike\n({first} for {player_name(game, 0)}, {second} for "
            f"{player_name(game, 1)}): by so much is the other likelier to make the first move "
            "given that one does."
        )


def least_similarity(
    game: GameLike, values: Any = None, *, better_than: Any = None
) -> LeastSimilarity:
    """The least similarity at which a 2×2 game has an equilibrium that is as good as asked for.

    Totally mixed equilibria are searched, all of them and their limits: at others a player has a
    move that she never makes, and what she would think then is not said by the play.

    Args:
        game: two players with two moves each.
        values: one number for each player: equilibria with these values.
        better_than: else equilibria with a larger sum of values; None: than the best Nash
            equilibrium's.

    Returns:
        The least max(|S_1|, |S_2|), exact and complete, with an equilibrium.

    Raises:
        UnsupportedError: the game is not 2×2.
        InputError: both are given, or they are no numbers.

    Cost: common zeros of polynomials of degree 4 at most, some 10 ms.

    >>> least_similarity("prisoners_dilemma").level
    Fraction(1, 2)
    >>> least_similarity("stag_hunt", ["5/2", "5/2"]).level is None
    True
    """
    game = as_game(game)
    if game.shape != (2, 2):
        raise UnsupportedError(
            f"the least similarity is computed for 2×2 games, the shape is {game.shape}"
        )
    if values is not None:
        if better_than is not None:
            raise InputError("give values or better_than, not both")
        wanted = _pair(values)
        return _result(game, wanted, None, at_values(game, wanted))
    bound = _best_nash(game) if better_than is None else rational(better_than, what="better_than")
    best: Spot | None = None
    for spot in enough(game, bound):
        order = -1 if best is None else compare(spot.level, best.level)
        if order < 0 or (order == 0 and best is not None and spot.member and not best.member):
            best = spot
    return _result(game, None, bound, best)


def _pair(values: Any) -> tuple[Fraction, Fraction]:
    parts = values.split(",") if isinstance(values, str) else list(values)
    if len(parts) != 2:
        raise InputError(f"values: expected one number for each player, found {len(parts)}")
    x, y = (rational(part, what="a value") for part in parts)
    return x, y


def _result(
    game: Game,
    values: tuple[Fraction, Fraction] | None,
    bound: Fraction | None,
    spot: Spot | None,
) -> LeastSimilarity:
    if spot is None:
        return LeastSimilarity(game, values, bound, None, None, (), (), False)
    return LeastSimilarity(
        game, values, bound, spot.level, spot.alike, spot.distribution, spot.values, spot.member
    )


def _best_nash(game: Game) -> Fraction:
    plays = list_nash(game, Clock(None)).plays
    return max(sum(play.values, Fraction(0)) for play in plays)


def _document(number: Real) -> Any:
    return number_document(plain(number))


def _shown(number: Real) -> str:
    number = plain(number)
    short = isinstance(number, Fraction) and number.denominator < 1000
    return format_rational(number) if short else f"≈{rounded(number)}"
