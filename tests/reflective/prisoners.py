"""Prisoner's Dilemmas, and distances between sets of plays."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from oraclegames import Game

MOVES = [["C", "D"], ["C", "D"]]


def dilemma(t, r, p, s) -> Game:
    """The symmetric Prisoner's Dilemma with these payoffs."""
    return Game.from_arrays([[r, s], [t, p]], [[r, t], [s, p]], moves=MOVES)


SMALL = dilemma(3, 2, 1, 0)
LARGE = dilemma(4, 3, 1, 0)
UNEVEN = Game.from_arrays([[4, 0], [6, 1]], [[3, 5], [0, 1]], moves=MOVES)
"""An asymmetric one: mutual defection gives 1 each, cooperation 4 and 3, exploitation 6 and 5."""

DILEMMAS = [SMALL, LARGE, UNEVEN]


def payoffs(game, x, y):
    """Both payoffs when the first moves have the probabilities x and y."""
    return tuple(
        sum(
            weight * game.payoff(i, (a, b))
            for a, p in enumerate((x, 1 - x))
            for b, q in enumerate((y, 1 - y))
            if (weight := p * q)
        )
        for i in (0, 1)
    )


def pareto_plays(game, allowed, steps=400):
    """Plays of {x1 = 1 or x2 = 1} whose payoffs are allowed: in a Dilemma the Pareto set."""
    line = [Fraction(k, steps) for k in range(steps + 1)]
    plays = [(Fraction(1), t) for t in line] + [(t, Fraction(1)) for t in line]
    return [play for play in plays if allowed(*payoffs(game, *play))]


def plays(match):
    """The fixed points' probabilities of the first moves, exactly."""
    return [(point.play[0][0], point.play[1][0]) for point in match.fixed_points]


def farthest(points, others) -> float:
    """The largest distance, in the larger coordinate, of a point to the nearest of the others."""
    a = np.array([[float(x) for x in point] for point in points])
    b = np.array([[float(x) for x in point] for point in others])
    return float(abs(a[:, None, :] - b[None, :, :]).max(axis=2).min(axis=1).max())


def distance(points, others) -> float:
    """The Hausdorff distance of two sets of plays."""
    return max(farthest(points, others), farthest(others, points))
