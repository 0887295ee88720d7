"""Programs from strategies for repeated games: the ε-grounded bots.

A strategy π for a repeated game becomes a program for the one-shot game:

    with probability ε play π(no history)
    else simulate the other's program against this one, and play π(the move that it made)

With an oracle the simulation is one move drawn with the probabilities that a reading of the other
player gives, so that it is right to within δ/2. Tit for tat becomes NicerBot: with probability ε
cooperate, else cooperate with the probability that the other does. A strategy that also looks at
its own last move reads itself too, and draws both.

Source: Oesterheld, "Robust program equilibrium", Theory and Decision 2019 (without an oracle, by
recursion); NicerBot: comments on Armstrong, "Reflexive oracles and superrationality", 2017.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.exact.rational import rational
from oraclegames.reflective.agents.agents import mixed_strategy
from oraclegames.reflective.agents.nicer_bot import Replies, Responder
from oraclegames.reflective.agents.reading import Mixed
from oraclegames.reflective.agents.seat import Seat


@dataclass(frozen=True)
class Grounded(Responder):
    """The ε-grounded program of a repeated-game strategy.

    Attributes:
        opening: π(no history), a mixed strategy.
        table: π after the other's last move: one mixed strategy for each of its moves; or π after
            both last moves: for each own move one such row.
        label: the agent's name.
    """

    opening: Mixed
    table: tuple[Mixed, ...] | Replies
    label: str = "grounded"

    def __post_init__(self) -> None:
        object.__setattr__(self, "opening", mixed_strategy(self.opening, "an opening"))
        nested = isinstance(self.table[0][0], (tuple, list))
        rows: Any = self.table if nested else (self.table,)
        what = f"a reply of {self.label!r}"
        exact = tuple(tuple(mixed_strategy(mix, what) for mix in row) for row in rows)
        object.__setattr__(self, "table", exact if nested else exact[0])

    @classmethod
    def of(
        cls,
        strategy: Callable[[int | None], Sequence[Fraction]],
        replies_to: int = 2,
        label: str = "grounded",
    ) -> Grounded:
        """The program of a function of the other's last move (None at the start).

        >>> Grounded.of(lambda last: (1, 0) if last in (None, 0) else (0, 1)).opening
        (Fraction(1, 1), Fraction(0, 1))
        """
        return cls(
            tuple(strategy(None)), tuple(tuple(strategy(b)) for b in range(replies_to)), label
        )

    @property
    def name(self) -> str:
        """The label."""
        return self.label

    def first(self, seat: Seat) -> Mixed:
        """The opening."""
        return self.opening

    def replies(self, seat: Seat) -> Replies:
        """The table, repeated for each own move if it has one row."""
        table: Any = self.table
        return table if isinstance(table[0][0], tuple) else (table,) * len(seat.moves)


def tit_for_tat() -> Grounded:
    """Cooperate first, then repeat the other's last move (moves: cooperate, defect)."""
    return Grounded((1, 0), ((1, 0), (0, 1)), "tit for tat")  # type: ignore[arg-type]


def generous_tit_for_tat(generosity: object) -> Grounded:
    """Tit for tat that forgives a defection with the given probability."""
    g = rational(generosity, what="the generosity")
    one, zero = Fraction(1), Fraction(0)
    return Grounded((one, zero), ((one, zero), (g, 1 - g)), "generous tit for tat")
