"""NicerBot: as nice as the other, and a little more.

With probability ε it cooperates, else it draws a move by the reading of the other and answers that:
it cooperates with the probability that the other does. It is the ε-grounded program of tit for tat,
and of the kind of all :class:`Responder`, which reply to moves drawn from readings.

Source: comments on Armstrong, "Reflexive oracles and superrationality", 2017; Oesterheld, "Robust
program equilibrium", Theory and Decision 2019.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from oraclegames.errors import InputError
from oraclegames.reflective.agents.agents import Agent, find_move, mixed_strategy, pure
from oraclegames.reflective.agents.reading import Mixed, Reading
from oraclegames.reflective.agents.seat import Seat

Replies = tuple[tuple[Mixed, ...], ...]
"""The mixed strategy played after own move a and the other's move b, as ``replies[a][b]``."""


class Responder(Agent):
    """With probability ε plays its first move, else replies to moves drawn from the readings."""

    @abstractmethod
    def first(self, seat: Seat) -> Mixed:
        """π(no history)."""

    @abstractmethod
    def replies(self, seat: Seat) -> Replies:
        """π(own move a, the other's move b); equal rows if π does not look at its own move."""

    def check(self, seat: Seat) -> None:
        """The tables must fit the game."""
        replies = self.replies(seat)
        shape = (len(seat.moves), len(seat.other_moves))
        mixes = [self.first(seat), *(mix for row in replies for mix in row)]
        for mix in mixes:
            mixed_strategy(mix, f"what agent {self.name!r} plays")
        if (
            len(replies) != shape[0]
            or any(len(row) != shape[1] for row in replies)
            or any(len(mix) != shape[0] for mix in mixes)
        ):
            raise InputError(
                f"agent {self.name!r} replies to other moves than those of player "
                f"{seat.game.players[seat.player]!r}, who has {shape[0]} against {shape[1]}"
            )

    def reads(self, seat: Seat) -> tuple[bool, bool]:
        """Itself only if its replies depend on its own move."""
        replies = self.replies(seat)
        return any(row != replies[0] for row in replies), True

    def output(self, seat: Seat, own: Reading, other: Reading) -> Mixed:
        """ε π(no history) + (1 − ε) Σ_{a,b} p(a) q(b) π(a, b), p and q the readings' values."""
        replies, first = self.replies(seat), self.first(seat)
        pairs = [
            (p * q, mix) for p, row in zip(own.value, replies) for q, mix in zip(other.value, row)
        ]
        return tuple(
            seat.epsilon * grounded
            + (1 - seat.epsilon) * sum((w * mix[k] for w, mix in pairs), Fraction(0))
            for k, grounded in enumerate(first)
        )


@dataclass(frozen=True)
class NicerBot(Responder):
    """With probability ε cooperate, else cooperate with the probability that the other does.

    Cooperation is the move labelled "C" or "Cooperate", or the first; the other move that it plays
    is "D" or "Defect", or the second. Of several others it copies one at random, or the worst: the
    one who cooperates with the least probability.
    """

    copies: Literal["random", "worst"] = "random"

    def __post_init__(self) -> None:
        if self.copies not in ("random", "worst"):
            raise InputError(
                f"NicerBot copies a 'random' or the 'worst' other, not {self.copies!r:.60}"
            )

    @property
    def name(self) -> str:
        """``nicer`` or ``nicer:worst``."""
        return "nicer" if self.copies == "random" else "nicer:worst"

    def first(self, seat: Seat) -> Mixed:
        """Cooperation."""
        return pure(find_move("cooperate", seat.moves, self.name), len(seat.moves))

    def replies(self, seat: Seat) -> Replies:
        """Cooperate after cooperation, defect after everything else."""
        kind = find_move("cooperate", seat.other_moves, self.name)
        defect = pure(find_move("defect", seat.moves, self.name), len(seat.moves))
        row = tuple(self.first(seat) if b == kind else defect for b in range(len(seat.other_moves)))
        return (row,) * len(seat.moves)
