"""``solve``: the dependency equilibria of a game."""

from __future__ import annotations

from collections.abc import Callable

from oraclegames.conditional.check.pure import pure_equilibria
from oraclegames.conditional.solution import Solution
from oraclegames.conditional.solve_2x2 import solve_2x2
from oraclegames.games.files.load import GameLike, as_game

__all__ = ["solve"]


def solve(
    game: GameLike, *, budget: float = 10.0, progress: Callable[[str], None] | None = None
) -> Solution:
    """The dependency (COEDT) equilibria of a game, exact and certified.

    For 2×2 games these are *all* of them: the totally mixed ones in closed form, the pure ones with
    both notions (dependency, reflective), and those on edges and faces; constant time. For other
    games they are all pure ones and, for the totally mixed ones, the dimension, each player's range
    of values and the best welfare (:mod:`oraclegames.conditional.best.outline`); the solution says
    what was not computed.

    Args:
        game: any game.
        budget: seconds for the totally mixed equilibria of games beyond 2×2; 0 skips them.
        progress: called with a line of text now and then.

    Sources: Spohn (2003) for the concept; Diffractor (2018), "COEDT equilibria in games";
    Portakal and Sturmfels (2022) for the curve.

    >>> from oraclegames import Game
    >>> chicken = Game.from_arrays([[4, 4], [5, 0]], [[4, 5], [4, 0]])
    >>> solution = solve(chicken)
    >>> [end.distribution[3] for end in solution.interior.arcs[0].ends]
    [Fraction(0, 1), Fraction(1, 9)]
    >>> [pure.labels for pure in solution.pure], solution.verify()
    ([('1', '1'), ('1', '2'), ('2', '1')], True)
    """
    game = as_game(game)
    if game.shape == (2, 2):
        return solve_2x2(game)
    from oraclegames.conditional.best.outline import outline  # slow to import, and rarely needed

    return Solution(
        game=game,
        outline=outline(game, budget=budget, progress=progress),
        interior=None,
        sides=(),
        pure=pure_equilibria(game),
        curve=None,
        nash=None,
        complete=False,
        method="tremble levels (pure outcomes), branch and bound over values",
    )
