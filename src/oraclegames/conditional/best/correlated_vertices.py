"""The extreme correlated equilibria: the vertices of their polytope, by double description."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq

from oraclegames.budget import Clock
from oraclegames.conditional.best.incentives import incentives
from oraclegames.exact.rational import to_fraction
from oraclegames.exact.vertices import polytope_vertices
from oraclegames.games.game import Game


def correlated_vertices(
    game: Game, clock: Clock | None = None, *, coarse: bool = False
) -> list[tuple[Fraction, ...]]:
    """All vertices, as probabilities in row-major order, largest first.

    Cost: exponential in the number of outcomes; less than a second for 2×2×2×2 games with some
    hundred vertices, some ten seconds for five thousand.
    """
    size = game.n_outcomes
    rows = [[int(k == j) for k in range(size)] for j in range(size)]
    rows += [list(map(int, row)) for row in incentives(game, coarse)]
    # The last probability is 1 less the others.
    reduced = [[fmpq(a - row[-1]) for a in row[:-1]] + [fmpq(row[-1])] for row in rows]
    found = polytope_vertices(reduced, size - 1, clock)
    return sorted(
        (tuple(map(to_fraction, [*point, 1 - sum(point, fmpq(0))])) for point in found),
        reverse=True,
    )
