"""What one asks of the outcomes of a match, whatever the number of players.

The outcomes are finitely many, each with one payoff for each player: how far they range, which of
them no other beats, and which one a bargaining rule chooses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from oraclegames.errors import InputError
from oraclegames.exact.algebraic import Number
from oraclegames.reflective.match.bargaining import chosen
from oraclegames.reflective.match.pareto import unbeaten

Point = TypeVar("Point")


class Outcomes(Generic[Point]):
    """Fixed points, and the exact payoffs of all players at each of them."""

    fixed_points: Sequence[Point]

    @property
    def payoffs(self) -> Sequence[tuple[Number, ...]]:
        """All players' exact payoffs at every fixed point."""
        raise NotImplementedError

    @property
    def seats(self) -> Sequence[Any]:
        """All players' views of the game."""
        raise NotImplementedError

    def ranges(self) -> tuple[tuple[Number, Number], ...]:
        """For each player the least and the largest payoff that an oracle can give.

        Raises:
            InputError: if no fixed point was found before the search was stopped.
        """
        if not self.payoffs:
            raise InputError("no fixed point was found before the search was stopped")
        return tuple((min(column), max(column)) for column in zip(*self.payoffs))

    def pareto_rows(self) -> list[int]:
        """Where the fixed points stand that no other one beats."""
        return unbeaten(self.payoffs)

    def pareto(self) -> tuple[Point, ...]:
        """The fixed points at which no other is better for somebody and worse for nobody."""
        return tuple(self.fixed_points[row] for row in self.pareto_rows())

    def select(self, rule: str) -> tuple[Point, ...]:
        """The fixed points that a bargaining rule chooses.

        Args:
            rule: "welfare", "egalitarian", "nash" or "kalai-smorodinsky", see
                :mod:`oraclegames.reflective.match.bargaining`; gains are over what each player can
                secure alone. None is chosen if at every fixed point somebody gets less.

        Raises:
            InputError: there is no such rule.
        """
        rows = chosen(self.payoffs, self.seats[0].threat, rule)
        return tuple(self.fixed_points[row] for row in rows)
