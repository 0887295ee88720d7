"""What checkers of programs with coins of their own have in common."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from oraclegames.certificates.common_coins import Program, play_of_states
from oraclegames.certificates.part import Part
from oraclegames.games.game import Game


def check_play(
    document: Part, game: Game, programs: Sequence[Program], step: Fraction
) -> list[list[Fraction]]:
    """What all play whose coins are handed on: at the end of a game in each one's own head."""
    (item,) = document["weights"].items(1)
    ends = play_of_states(item, programs, step)
    play = [
        [sum((p for o, p in ends.items() if o[i] == move), Fraction(0)) for move in range(moves)]
        for i, moves in enumerate(game.shape)
    ]
    for part, mix in zip(document["play"].items(len(play)), play):
        part.require(list(part.rationals(len(mix))) == mix, "the programs play otherwise")
    return play


def mean_payoff(game: Game, player: int, play: Sequence[Sequence[Any]]) -> Any:
    """A payoff of mixed strategies."""
    total: Any = Fraction(0)
    for outcome in game.outcomes():
        term: Any = game.payoff(player, outcome)
        for mix, move in zip(play, outcome):
            term = mix[move] * term
        total = term + total
    return total


def with_the_last(numbers: Sequence[Any]) -> list[Any]:
    """A mixed strategy from the probabilities of all moves but the last."""
    last: Any = Fraction(1)
    for x in numbers:
        last = last - x
    return [*numbers, last]


def check_verdict(document: Part, *, gains: bool, stays: bool, sharp: bool) -> str:
    """Whether "holds" is what the bounds say, and what is proved of deviations.

    Args:
        document: what says so.
        gains: whether somebody gains by the deviation that is listed.
        stays: whether nobody gains by any.
        sharp: whether nobody gets more than by the deviation that is listed.
    """
    verdict = document["holds"]
    known = None if verdict.missing else verdict.flag()
    verdict.require(known is (False if gains else True if stays else None), "it is otherwise")
    if sharp:
        return "the most that any deviation of whatever memory gets"
    return "what a deviation gets, and more than what none gets"
