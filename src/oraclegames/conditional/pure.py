"""All pure dependency equilibria of a game of any size.

A pure outcome o pays v = U(o) to everybody, and every other move is unsupported: the tremble levels
of :mod:`oraclegames.conditional.boundary` decide it. A quick necessary condition spares most
outcomes the levels: v_i is at least the pure maximin max_s min_{o_i = s} U_i(o), for else the
maximin move is worth more than v_i whatever the others do. In 2×2 games it is sufficient too.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import numpy as np

from oraclegames.conditional.boundary import Face, Stuck, weak_levels
from oraclegames.conditional.check import Verdict, check
from oraclegames.exact.rational import format_rational
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome

__all__ = ["PureEquilibrium", "pure_equilibria"]


@dataclass(frozen=True)
class PureEquilibrium:
    """An outcome that is a dependency equilibrium when played for sure.

    Attributes:
        outcome: one move index for each player.
        labels: the labels of these moves.
        values: everybody's payoff.
        reflective: whether it is a reflective equilibrium too.
        verdict: the full verdict, with its evidence.
    """

    outcome: Outcome
    labels: tuple[str, ...]
    values: tuple[Fraction, ...]
    reflective: Literal["yes", "no", "undetermined"]
    verdict: Verdict

    def verify(self) -> bool:
        """Re-check that the verdict says yes about this outcome, and the verdict itself."""
        game = self.verdict.game
        return (
            bool(self.verdict)
            and self.verdict.distribution == Distribution.point(game, self.outcome)
            and self.labels == game.outcome_labels(self.outcome)
            and self.values == game.payoffs(self.outcome)
            and self.reflective == self.verdict.reflective
            and self.verdict.verify()
        )

    def to_dict(self) -> dict[str, Any]:
        """The outcome ready for JSON; exact numbers are texts."""
        return {
            "outcome": list(self.labels),
            "values": [format_rational(value) for value in self.values],
            "reflective": self.reflective,
        }


def _candidates(game: Game) -> list[Outcome]:
    """The outcomes that pay every player at least her pure maximin, row-major."""
    fine = np.ones(game.shape, dtype=bool)
    for i in range(game.n_players):
        table = game.numerators[i]
        others = tuple(axis for axis in range(game.n_players) if axis != i)
        maximin = table.min(axis=others).max()
        fine &= (table >= maximin).astype(bool)
    return [tuple(int(move) for move in outcome) for outcome in np.argwhere(fine)]


def pure_equilibria(game: Game) -> tuple[PureEquilibrium, ...]:
    """All outcomes of a game that are dependency equilibria when played for sure.

    Complete, for any number of players and moves; in row-major order. Cost: at most one
    :func:`~oraclegames.conditional.check.check` for each outcome that pays everybody her pure
    maximin.

    >>> dilemma = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], moves=[["C", "D"]] * 2)
    >>> [(found.labels, found.reflective) for found in pure_equilibria(dilemma)]
    [(('C', 'C'), 'yes'), (('D', 'D'), 'yes')]
    """
    found = []
    for outcome in _candidates(game):
        if isinstance(weak_levels(Face.at(game, outcome)), Stuck):
            continue
        verdict = check(game, Distribution.point(game, outcome))
        labels, values = game.outcome_labels(outcome), game.payoffs(outcome)
        found.append(PureEquilibrium(outcome, labels, values, verdict.reflective, verdict))
    return tuple(found)
