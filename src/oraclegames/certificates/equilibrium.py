"""A dependency equilibrium by its values: what is played is worth them, the rest can be tried.

- Every move that is made is worth v_i to its player: Σ_{o_i = s} P(o)·(U_i(o) − v_i) = 0.
- Every other move is tried at some level, infinitely rarer than the one before, and at the first
  level that tries it is worth no more than v_i.

Probabilities and values may be irrational numbers of one field; the equations are exact in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.part import Part, outcome_of
from oraclegames.games.game import Game


def total_of(numbers: Sequence[Any]) -> Any:
    """The sum of exact numbers."""
    total: Any = Fraction(0)
    for number in numbers:
        total = total + number
    return total


def check_worth(
    part: Part, game: Game, masses: Sequence[Any], values: Sequence[Any]
) -> set[tuple[int, int]]:
    """Every move that is made is worth v; the others."""
    idle = set()
    for i, count in enumerate(game.shape):
        for s in range(count):
            own = [(o, p) for o, p in zip(game.outcomes(), masses) if o[i] == s and p != 0]
            total = total_of([p * (game.payoff(i, o) - values[i]) for o, p in own])
            part.require(
                total == 0, f"{game.moves[i][s]} is not worth the value of {game.players[i]}"
            )
            if not own:
                idle.add((i, s))
    return idle


def check_levels(part: Part, game: Game, values: Sequence[Any], idle: set[Any]) -> None:
    """Every idle move is tried at some level, and at the first is worth no more than v."""
    part.only("kind", "type", "strict", "levels")
    for key in ("kind", "type"):
        part[key].word("levels")
    part["strict"].require(not part["strict"].flag(), "these levels need not be")
    left = set(idle)
    for level in part["levels"]:
        sums: dict[tuple[int, int], Any] = {}
        for item in level:
            item.only("outcome", "weight")
            outcome, weight = outcome_of(item["outcome"], game), number_of(item["weight"])
            item["weight"].require(weight > 0, "it is not positive")
            for i, s in enumerate(outcome):
                if (i, s) in left:
                    gain = weight * (game.payoff(i, outcome) - values[i])
                    sums[i, s] = sums.get((i, s), Fraction(0)) + gain
        level.require(bool(sums), "it tries no further move")
        level.require(all(gain <= 0 for gain in sums.values()), "a move is worth too much along it")
        left -= set(sums)
    part["levels"].require(not left, "some moves are never tried")
