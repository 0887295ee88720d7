"""A player of a 2×2 game as seen from her side, and what her value says about the play.

If her move s is worth v and the other's moves have probabilities p, p' together with it, then
p·(U(s,1) − v) + p'·(U(s,2) − v) = 0. So v lies strictly between the two payoffs and fixes p'/p, or
both payoffs are v and p'/p is free. Totally mixed play gives both her moves the same value v, which
leaves five kinds of players:

- *indifferent*: all four payoffs are v; nothing is asked;
- *constant*: one move always pays v, strictly between the payoffs of the other, whose odds are
  fixed;
- *equal*: both moves pay the same, not always: odds are the same for both, any v in between will
  do;
- *generic*: v lies in an open interval, the intersection of both ranges;
- *impossible*: no v will do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Protocol

from oraclegames.exact.surd import Exact
from oraclegames.games.game import Outcome

Odds = Exact | None
"""p'/p, None for infinite odds."""


class Payoffs(Protocol):
    """A game, or whatever has its payoffs; these may be irrational where they are only compared."""

    def outcomes(self) -> Iterator[Outcome]:
        """All outcomes, row-major."""

    def payoff(self, player: int, outcome: Sequence[int]) -> Any:
        """What a player gets."""


@dataclass(frozen=True)
class Seat:
    """A player: ``pay[s][k]`` is what her move s pays against the other's move k."""

    pay: tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]

    @cached_property
    def constants(self) -> tuple[int, ...]:
        """Her moves that always pay the same."""
        return tuple(s for s in (0, 1) if self.pay[s][0] == self.pay[s][1])

    @cached_property
    def interval(self) -> tuple[Fraction, Fraction]:
        """The values between the payoffs of both moves; empty unless it ascends."""
        return max(map(min, self.pay)), min(map(max, self.pay))

    @cached_property
    def kind(self) -> str:
        """One of the five kinds."""
        if len(self.constants) == 2:
            return "indifferent" if self.pay[0] == self.pay[1] else "impossible"
        if self.constants:
            (steady,) = self.constants
            low, high = sorted(self.pay[1 - steady])
            return "constant" if low < self.pay[steady][0] < high else "impossible"
        if self.interval[0] >= self.interval[1]:
            return "impossible"
        return "equal" if self.pay[0] == self.pay[1] else "generic"

    @property
    def steady(self) -> int:
        """The move of a constant player that always pays the same."""
        return self.constants[0]

    def odds(self, move: int, value: Exact) -> Odds:
        """p'/p given a move that is worth ``value``; it may be 0 or infinite at the ends."""
        first, second = self.pay[move]
        return None if value == second else (first - value) / (value - second)

    @cached_property
    def balance(self) -> tuple[Fraction, Fraction]:
        """Weights of the other's moves that make both of hers worth the same; none: (0, 0)."""
        first, second = (self.pay[0][k] - self.pay[1][k] for k in (0, 1))
        if first * second >= 0:
            return Fraction(0), Fraction(0)
        total = abs(first) + abs(second)
        return abs(second) / total, abs(first) / total


def seats(game: Payoffs) -> tuple[Seat, Seat]:
    """The row and the column player of a 2×2 game."""
    (a11, a12, a21, a22), (b11, b12, b21, b22) = (
        [game.payoff(i, o) for o in game.outcomes()] for i in (0, 1)
    )
    return Seat(((a11, a12), (a21, a22))), Seat(((b11, b21), (b12, b22)))
