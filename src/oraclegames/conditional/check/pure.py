"""All pure dependency equilibria of a game of any size.

A pure outcome o pays v = U(o) to everybody, and every other move is unsupported: the tremble levels
of :mod:`oraclegames.conditional.trembles.levels` decide it. A quick necessary condition spares most
outcomes the levels: v_i is at least the pure maximin max_s min_{o_i = s} U_i(o), for else the
maximin move is worth more than v_i whatever the others do. In 2×2 games it is sufficient too.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import numpy as np

from oraclegames.conditional.check.check import Verdict, check
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.conditional.trembles.levels import Stuck, weak_levels
from oraclegames.conditional.two_by_two.reflective import Obstacle
from oraclegames.exact.rational import format_rational
from oraclegames.games.distribution import Distribution
from oraclegames.games.files.load import GameLike, as_game
from oraclegames.games.game import Game, Outcome

__all__ = ["PureEquilibrium", "pure_equilibria"]


@dataclass(frozen=True)
class PureEquilibrium:
    """An outcome that is a dependency equilibrium when played for sure.

    Attributes:
        game: the game.
        outcome: one move index for each player.
        reflective: whether it is a reflective equilibrium too.
        isolated: whether no other dependency equilibria come near it; None where not computed.
        reason: one sentence for the verdict on reflectivity.
        certificate: the evidence, which re-checks itself.
    """

    game: Game
    outcome: Outcome
    reflective: Literal["yes", "no", "undetermined"]
    isolated: bool | None
    reason: str
    certificate: Verdict | TrembleFamily | Obstacle

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the moves."""
        return self.game.outcome_labels(self.outcome)

    @property
    def values(self) -> tuple[Fraction, ...]:
        """Everybody's payoff."""
        return self.game.payoffs(self.outcome)

    def verify(self) -> bool:
        """Re-check the certificate, and that it says this about this outcome."""
        evidence = self.certificate
        if isinstance(evidence, Verdict):
            proven = evidence.reflective
        else:
            proven = "no" if isinstance(evidence, Obstacle) else "yes"
        point = Distribution.point(self.game, self.outcome)
        return self.reflective == proven and evidence.distribution == point and evidence.verify()

    def to_dict(self) -> dict[str, Any]:
        """The outcome ready for JSON; exact numbers are texts."""
        return {
            "outcome": list(self.labels),
            "values": [format_rational(value) for value in self.values],
            "reflective": self.reflective,
            "isolated": self.isolated,
            "reason": self.reason,
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


def pure_equilibria(game: GameLike) -> tuple[PureEquilibrium, ...]:
    """All outcomes of a game that are dependency equilibria when played for sure.

    Complete, for any number of players and moves; in row-major order. Cost: at most one
    :func:`~oraclegames.conditional.check.check.check` for each outcome that pays everybody her pure
    maximin.

    >>> dilemma = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], moves=[["C", "D"]] * 2)
    >>> [(found.labels, found.reflective) for found in pure_equilibria(dilemma)]
    [(('C', 'C'), 'yes'), (('D', 'D'), 'yes')]
    """
    game = as_game(game)
    found = []
    for outcome in _candidates(game):
        if isinstance(weak_levels(Face.at(game, outcome)), Stuck):
            continue
        verdict = check(game, Distribution.point(game, outcome))
        # The verdict's first clause says what everybody gets, which the payoffs say too.
        reason = verdict.reason.partition("; ")[2].removeprefix("but ")
        found.append(PureEquilibrium(game, outcome, verdict.reflective, None, reason, verdict))
    return tuple(found)
