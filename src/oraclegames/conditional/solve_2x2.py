"""All dependency equilibria of a 2×2 game: the pieces put together.

The set of all dependency equilibria is the closure of the totally mixed ones, together with the
pure outcomes that pass the folk theorem and, where payoffs tie, pieces of edges and faces. Each
piece is computed in closed form by its own module; here they are collected, and the pure outcomes
learn whether anything else comes near them.
"""

from __future__ import annotations

from collections.abc import Sequence

from oraclegames.conditional.check.pure_equilibrium import PureEquilibrium
from oraclegames.conditional.solution import Solution
from oraclegames.conditional.two_by_two.edges_and_faces import Side, near_others, sides_2x2
from oraclegames.conditional.two_by_two.pure_outcomes import Corner, corners_2x2
from oraclegames.conditional.two_by_two.reflective import Obstacle
from oraclegames.conditional.two_by_two.totally_mixed import Interior, interior_2x2, odds_maps
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game


def solve_2x2(game: Game) -> Solution:
    """All dependency equilibria of a 2×2 game; exact, complete, in constant time.

    The caller makes sure that the game is 2×2.
    """
    row, column = odds_maps(game)
    interior = interior_2x2(row, column)
    sides = sides_2x2(row, column, interior)
    return Solution(
        game=game,
        interior=interior,
        sides=sides,
        pure=_pure(game, corners_2x2(game, row, column), interior, sides),
        curve=None,
        nash=None,
        complete=True,
        method="closed form by odds ratios (2×2)",
    ).without_extras()


def _pure(
    game: Game, corners: Sequence[Corner], interior: Interior, sides: Sequence[Side]
) -> tuple[PureEquilibrium, ...]:
    found = [corner for corner in corners if corner.dependency]
    evidence = [
        corner.family or Obstacle(Distribution.point(game, corner.outcome), corner.reason)
        for corner in found
    ]
    near = near_others(interior, sides, [proof.distribution.probabilities for proof in evidence])
    return tuple(
        PureEquilibrium(
            game=game,
            outcome=corner.outcome,
            reflective="yes" if corner.family else "no",
            isolated=not touched,
            reason=corner.reason,
            certificate=proof,
        )
        for corner, proof, touched in zip(found, evidence, near)
    )
