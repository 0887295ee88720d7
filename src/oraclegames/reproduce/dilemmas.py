"""Prisoner's Dilemmas, their Pareto sets, and distances between sets of plays.

A play is a pair (x1, x2) of probabilities of cooperation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np

from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game
from oraclegames.reflective.match.match import Match

Play = tuple[Fraction, Fraction]


def dilemma(t: int, r: int, p: int, s: int) -> Game:
    """The symmetric Prisoner's Dilemma with moves C and D and payoffs T, R, P, S."""
    return Game.from_arrays(
        [[r, s], [t, p]],
        [[r, t], [s, p]],
        title=f"Prisoner's Dilemma {t},{r},{p},{s}",
        moves=[["C", "D"], ["C", "D"]],
    )


SMALL, LARGE = dilemma(3, 2, 1, 0), dilemma(4, 3, 1, 0)


def plays(result: Match) -> list[Play]:
    """The fixed points' probabilities of cooperation."""
    pairs = [(point.play[0][0], point.play[1][0]) for point in result.fixed_points]
    # players of two moves each play rational numbers
    return [(x, y) for x, y in pairs if isinstance(x, Fraction) and isinstance(y, Fraction)]


def payoffs(game: Game, x: Fraction, y: Fraction) -> tuple[Fraction, ...]:
    """Both payoffs when the players cooperate with probabilities x and y."""
    return Distribution.product(game, (x, 1 - x), (y, 1 - y)).values


def pareto(
    game: Game, allowed: Callable[[Fraction, Fraction], bool], steps: int = 400
) -> list[Play]:
    """Plays of the Pareto set {x1 = 1 or x2 = 1}, finely spaced, whose payoffs are allowed."""
    line = [Fraction(k, steps) for k in range(steps + 1)]
    every = [(Fraction(1), t) for t in line] + [(t, Fraction(1)) for t in line]
    return [play for play in every if allowed(*payoffs(game, *play))]


def farthest(points: Sequence[Play], others: Sequence[Play]) -> float:
    """The largest distance, in the larger coordinate, of a point to the nearest of the others."""
    if not points or not others:
        return float("inf")
    a, b = (np.array([[float(x) for x in point] for point in each]) for each in (points, others))
    return float(abs(a[:, None, :] - b[None, :, :]).max(axis=2).min(axis=1).max())


def distance(points: Sequence[Play], others: Sequence[Play]) -> float:
    """The Hausdorff distance of two sets of plays."""
    return max(farthest(points, others), farthest(others, points))
