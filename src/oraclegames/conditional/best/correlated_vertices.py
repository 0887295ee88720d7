"""The extreme correlated equilibria: the vertices of their polytope, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import lcm

from oraclegames.budget import Clock
from oraclegames.conditional.best.correlated_optimum import best_play
from oraclegames.conditional.best.incentives import incentives
from oraclegames.conditional.best.objective import objective
from oraclegames.exact.edge_walk import extreme_rays
from oraclegames.games.game import Game

Point = tuple[Fraction, ...]


def walk_vertices(
    game: Game, clock: Clock | None = None, *, coarse: bool = False
) -> Iterator[Point]:
    """All vertices, as probabilities in row-major order, each as soon as it is met.

    Their number is not known before. ``OutOfTime`` ends it where the clock does.

    Cost: twice as many linear programs as there are players, before the first; then for each vertex
    an inverse matrix of the size of the number of outcomes, and more where many conditions are
    tight: some thousand a second for 2×2×2×2 games.
    """
    clock = clock or Clock(None)
    rows = [[int(a) for a in row] for row in incentives(game, coarse)]
    for ray in extreme_rays(rows, _inside(game, clock, coarse), clock):
        total = sum(ray)
        yield tuple(Fraction(x, total) for x in ray)


def _inside(game: Game, clock: Clock, coarse: bool) -> list[int]:
    """The sum of everybody's best and worst equilibria, in whole numbers."""
    sums = [Fraction(0)] * game.n_outcomes
    for i in range(game.n_players):
        for sign in (1, -1):
            clock.check()
            weights = [sign * int(i == j) for j in range(game.n_players)]
            play = best_play(game, objective(weights, game), clock, coarse=coarse).play
            sums = [a + b for a, b in zip(sums, play.probabilities)]
    scale = lcm(*(x.denominator for x in sums))
    return [int(x * scale) for x in sums]


def correlated_vertices(
    game: Game, clock: Clock | None = None, *, coarse: bool = False
) -> list[Point]:
    """All of them, largest first."""
    return sorted(walk_vertices(game, clock, coarse=coarse), reverse=True)
