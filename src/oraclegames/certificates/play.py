"""Where a distribution stands: its exact probabilities, what players expect, which moves they make.

Nothing here is taken from a document but the game and the probabilities.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from oraclegames.certificates.part import Part
from oraclegames.games.game import Game, Outcome

Move = tuple[int, int]
"""A player and one of her moves."""


@dataclass(frozen=True)
class Play:
    """A game and a distribution over its outcomes.

    Attributes:
        game: the game.
        probabilities: of the outcomes that are played; positive, summing to 1.
    """

    game: Game
    probabilities: Mapping[Outcome, Fraction]

    @classmethod
    def read(cls, part: Part, game: Game) -> Play:
        """From a list of exact numbers, one for each outcome in row-major order."""
        numbers = part.rationals(game.n_outcomes)
        part.require(min(numbers) >= 0, "a probability is negative")
        part.require(sum(numbers) == 1, "the probabilities do not sum to 1")
        return cls(game, {o: p for o, p in zip(game.outcomes(), numbers) if p})

    @classmethod
    def at(cls, game: Game, outcome: Outcome) -> Play:
        """All play one outcome."""
        return cls(game, {outcome: Fraction(1)})

    @cached_property
    def values(self) -> tuple[Fraction, ...]:
        """What each player expects."""
        totals = [Fraction(0)] * self.game.n_players
        for outcome, p in self.probabilities.items():
            for i in range(self.game.n_players):
                totals[i] += p * self.game.payoff(i, outcome)
        return tuple(totals)

    @cached_property
    def masses(self) -> dict[Move, Fraction]:
        """How likely each move is that is made."""
        masses: dict[Move, Fraction] = defaultdict(Fraction)
        for outcome, p in self.probabilities.items():
            for move in enumerate(outcome):
                masses[move] += p
        return dict(masses)

    @cached_property
    def worth(self) -> dict[Move, Fraction]:
        """What each move that is made is worth to its player, given that she makes it."""
        totals = self.sums(self.probabilities.items())
        return {(i, s): total / self.masses[i, s] + self.values[i] for (i, s), total in totals}

    @property
    def totally_mixed(self) -> bool:
        """Whether every outcome is played."""
        return len(self.probabilities) == self.game.n_outcomes

    @cached_property
    def idle(self) -> tuple[Move, ...]:
        """The moves that are never made."""
        moves = ((i, s) for i, count in enumerate(self.game.shape) for s in range(count))
        return tuple(move for move in moves if move not in self.masses)

    def gain(self, player: int, outcome: Outcome) -> Fraction:
        """U_i(o) − v_i."""
        return self.game.payoff(player, outcome) - self.values[player]

    def sums(self, weights: Iterable[tuple[Outcome, Fraction]]) -> list[tuple[Move, Fraction]]:
        """Σ w(o)·(U_i(o) − v_i) over the outcomes of each move that has weight anywhere."""
        totals: dict[Move, Fraction] = defaultdict(Fraction)
        for outcome, weight in weights:
            for i, s in enumerate(outcome):
                totals[i, s] += weight * self.gain(i, outcome)
        return list(totals.items())

    def least_gain(self, move: Move) -> Fraction:
        """The least that a move gains its player, whatever the others do."""
        i, s = move
        return min(self.gain(i, o) for o in self.game.outcomes() if o[i] == s)
