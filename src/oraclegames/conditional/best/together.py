"""All choices of played moves at once: a relaxation whose bound holds for every one of them.

Let P be a dependency equilibrium with values v, whatever moves it plays. A move s that is played
satisfies Σ_{o_i = s} P(o) (U_i(o) − v_i) = 0 by definition, and one that is not played satisfies
it because nothing is left of the sum. So the conditions of all moves hold for every P together, and
multipliers bound v as they do in :mod:`oraclegames.conditional.values.relaxation`; they exclude a
box of values if g > 0 everywhere. No move may be worth more than v_i when it is tried, so v_i is at
least the pure maximin, and it is at most the largest payoff of player i.

What is lost is what tempts at the moves that are not played: the bound may stay above the best
equilibrium however small the boxes are.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock
from oraclegames.conditional.best.known_points import Evidence, levels_at
from oraclegames.conditional.columns.konstanz import Multipliers, primitive
from oraclegames.conditional.values.boxes import Box, box_bound
from oraclegames.conditional.values.relaxation import Floor, Relaxation
from oraclegames.exact.linear_program import Infeasible
from oraclegames.games.game import Game
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Vector = tuple[Fraction, ...]


class Together(Relaxation):
    """The conditions of all moves, of which any may be left unplayed."""

    @classmethod
    def of(cls, game: Game) -> Together:
        """Over all outcomes of a game."""
        return cls(game, tuple(tuple(range(m)) for m in game.shape), total=False)

    @property
    def possible(self) -> Box:
        """From the pure maximin to the largest payoff of each player."""
        pairs = zip(self.game.numerators, self.game.denominators)
        high = tuple(Fraction(int(table.max()), scale) for table, scale in pairs)
        return Box(box_bound(self.game).low, high)

    @property
    def floor(self) -> Floor:
        """No move need be played."""
        return "none"

    def excluded(self, box: Box, y: Multipliers) -> bool:
        """Whether y excludes the box, whatever is played."""
        return bool(self.gains(box, y).min() > 0)

    def mix(self, box: Box, clock: Clock | None = None) -> tuple[Multipliers | None, NDArray[Any]]:
        """The multipliers that exclude the box, or None and some P that it admits."""
        matrix, labels = self._conditions(box)
        zero = (Fraction(0),) * self.game.n_players
        solved, _ = self.most(matrix, [sign for sign, _, _ in labels], zero, clock)
        weights = np.full(matrix.shape[1], Fraction(0), dtype=object)
        if isinstance(solved, Infeasible):
            return primitive(self._multipliers(labels, solved.y[: len(matrix)])), weights
        for j, mass in solved.x:
            if j < len(weights):
                weights[j] = mass
        return None, weights

    def attempt(self, v: Vector, clock: Clock) -> Evidence | None:
        """An equilibrium with exactly these values, if the first that is met is one."""
        excluded, weights = self.mix(Box(v, v), clock)
        if excluded is not None:
            return None
        levels = levels_at(self.game, weights.tolist(), v, clock)
        return None if levels is None else Evidence(tuple(weights.tolist()), levels)
