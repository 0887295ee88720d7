"""The best correlated equilibrium, with numbers that prove that none is better.

The conditions are linear, so linear objectives and the least value are linear programs. Their dual
solution proves the bound: weights λ of the players and y ≥ 0 of the conditions r with

    Σ_i λ_i U_i(o) + Σ_r y_r r(o) ≤ β    at every outcome o,

whence λ·v ≤ β for every equilibrium. The Nash product is climbed by linear programs (Frank and
Wolfe 1956), and bounded by the last of them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from oraclegames.budget import Clock
from oraclegames.conditional.best.incentives import deviations, incentives
from oraclegames.conditional.best.objective import Objective
from oraclegames.conditional.values.relaxation import Relaxation
from oraclegames.exact.linear_program import Optimal
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game
from oraclegames.later import np

CLOSE = Fraction(1001, 1000)
"""A Nash product is near enough if it is bounded by so many times itself."""

Vector = tuple[Fraction, ...]


@dataclass(frozen=True)
class Optimum:
    """A correlated equilibrium and the proof of a bound.

    Attributes:
        play: the equilibrium.
        value: its objective.
        bound: no equilibrium has a larger one.
        weights: λ.
        multipliers: y, one for each of :func:`deviations`, for the conditions of the payoffs
            themselves.
    """

    play: Distribution
    value: Fraction
    bound: Fraction
    weights: Vector
    multipliers: Vector

    @property
    def close(self) -> bool:
        """Whether it is the best, or, of a Nash product, near enough."""
        return self.bound <= self.value or self.bound <= self.value * CLOSE


def best_play(
    game: Game, goal: Objective, clock: Clock | None = None, *, coarse: bool = False
) -> Optimum:
    """The best equilibrium: exact for linear and egalitarian objectives.

    For the Nash product the value is within 1/1000 of the best, relatively, if ``close``.

    Cost: one linear program with a row for each deviation and a column for each outcome; up to 40
    for the Nash product.
    """
    program = _Program(game, coarse, clock)
    if goal.kind == "egalitarian":
        return program.even(goal)
    if goal.kind == "linear":
        return program.linear(goal, goal.weights)
    best = program.linear(goal, (Fraction(1),) * game.n_players)
    for _ in range(40):
        target = program.linear(goal, goal.slope(best.play.values))
        play, value = best.play, best.value
        tighter = min((best, target), key=lambda optimum: optimum.bound)
        best = Optimum(play, value, tighter.bound, tighter.weights, tighter.multipliers)
        if best.close:
            break
        play = _towards(goal, play, target.play)
        best = Optimum(play, _value(goal, play), best.bound, best.weights, best.multipliers)
    return best


class _Program:
    """The linear programs of a game."""

    def __init__(self, game: Game, coarse: bool, clock: Clock | None) -> None:
        self.game = game
        self.clock = clock
        self.whole = Relaxation.whole(game)
        self.matrix = incentives(game, coarse)
        self.scales = [game.denominators[d.player] for d in deviations(game, coarse)]
        self.signs = [-1] * len(self.matrix)

    def linear(self, goal: Objective, weights: Vector) -> Optimum:
        """The largest λ·v."""
        solved, scale = self.whole.most(self.matrix, self.signs, weights, self.clock)
        assert isinstance(solved, Optimal), "every game has a correlated equilibrium"
        y = [number / scale for number in solved.y]
        return self._optimum(goal, solved, weights, y, y[-1])

    def even(self, goal: Objective) -> Optimum:
        """The largest least value."""
        pairs = zip(self.game.numerators, self.game.denominators)
        # Below all values, so that the largest least value is above it, and the weights sum to 1.
        floor = min(Fraction(int(table.min()), scale) for table, scale in pairs) - 1
        solved, scales = self.whole.most_even(self.matrix, self.signs, floor, self.clock)
        assert isinstance(solved, Optimal), "every game has a correlated equilibrium"
        own = solved.y[len(self.matrix) : -1]
        weights = tuple(-number * scale for number, scale in zip(own, scales))
        return self._optimum(goal, solved, weights, list(solved.y), solved.y[-1] + floor)

    def _optimum(
        self, goal: Objective, solved: Optimal, weights: Vector, y: list[Fraction], bound: Fraction
    ) -> Optimum:
        play = Distribution(self.game, solved.dense(self.game.n_outcomes))
        multipliers = tuple(-number * scale for number, scale in zip(y, self.scales))
        return Optimum(play, _value(goal, play), goal.cap(weights, bound), weights, multipliers)


def _value(goal: Objective, play: Distribution) -> Fraction:
    value = goal.value(play.values)
    assert isinstance(value, Fraction)
    return value


def _towards(goal: Objective, play: Distribution, target: Distribution) -> Distribution:
    """The best of some mixtures of two distributions."""
    known = (play.values, target.values, goal.disagreement)
    unit = max((abs(v) for values in known for v in values), default=0) or 1  # floats have an end
    start, stop, threat = (np.array([float(v / unit) for v in values]) for values in known)

    def product(share: float) -> float:
        gains = (1 - share) * start + share * stop - threat
        return math.prod(gains) if min(gains) > 0 else float(min(gains)) - 1e9

    share = Fraction(max(range(1025), key=lambda k: product(k / 1024)), 1024)
    pairs = zip(play.probabilities, target.probabilities)
    return Distribution(play.game, tuple((1 - share) * p + share * q for p, q in pairs))
