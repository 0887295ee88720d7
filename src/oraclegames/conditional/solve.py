"""``solve``: the dependency equilibria of a game."""

from __future__ import annotations

from oraclegames.budget import Clock, Tell, silent
from oraclegames.conditional.solution import Solution
from oraclegames.conditional.solve_2x2 import solve_2x2
from oraclegames.games.load import GameLike, as_game
from oraclegames.processes import workers_of

_GRACE = 0.5
"""Seconds that the pure outcomes get even if the budget is smaller, for they cost little."""


OUTLINE = "tremble levels (pure outcomes), branch and bound over values"
PIECES = "tremble levels (pure outcomes), gain graph of two players (all)"


def solve(
    game: GameLike,
    *,
    outline: bool = False,
    workers: int = 1,
    budget: float | None = 10.0,
    progress: Tell | None = None,
) -> Solution:
    """The dependency (COEDT) equilibria of a game, exact and certified.

    For 2×2 games these are *all* of them: the totally mixed ones in closed form, the pure ones with
    both notions (dependency, reflective), and those on edges and faces; constant time. So they are
    for two players with up to 8×8 moves, as far as the budget goes: in pieces by the moves that are
    played, each with the exact set of its values and the polytope over every point of it
    (:mod:`oraclegames.conditional.two_players.pieces`). For other games they are all pure ones and,
    for the totally mixed ones, the dimension, each player's range of values and the best welfare
    (:mod:`oraclegames.conditional.best.outline`); the solution says what was not computed.

    Args:
        game: any game.
        outline: give the short answer for two players too: the pure ones, the others in outline.
        workers: how many processes share the pure outcomes of games beyond 2×2, as for
            :func:`oraclegames.pure_equilibria`.
        budget: seconds for games beyond 2×2, None for no limit: the first half for the pure
            outcomes (half a second at least), what is left for all others, which 0 skips. What is
            not decided by then, or by Ctrl-C, is listed as such.
        progress: called now and then.

    Sources: Spohn (2003) for the concept; Diffractor (2018), "COEDT equilibria in games";
    Portakal and Sturmfels (2022) for the curve.

    >>> from oraclegames import Game
    >>> chicken = Game.from_arrays([[4, 4], [5, 0]], [[4, 5], [4, 0]])
    >>> solution = solve(chicken)
    >>> [end.distribution[3] for end in solution.interior.arcs[0].ends]
    [Fraction(0, 1), Fraction(1, 9)]
    >>> [pure.labels for pure in solution.pure], solution.verify()
    ([('1', '1'), ('1', '2'), ('2', '1')], True)
    >>> larger = solve(Game.from_arrays([[2, 0, 1], [0, 1, 3]], [[1, 0, 2], [0, 2, 1]]))
    >>> larger.complete, len(larger.whole.pieces)
    (True, 7)
    """
    game, clock = as_game(game), Clock(budget)
    workers_of(workers, "solve")
    if game.shape == (2, 2):
        return solve_2x2(game)
    # Slow to import, and rarely needed.
    from oraclegames.conditional.check.pure import search_pure

    share = Clock(max(_GRACE, clock.part(1 / 2).left))
    pure = search_pure(game, share, progress or silent, workers)
    known, whole, stopped = None, None, pure.stopped is not None
    if pure.stopped != "Ctrl-C" and game.n_players == 2 and not outline:
        from oraclegames.conditional.two_players.find_pieces import find_pieces

        whole = find_pieces(game, clock, progress or silent)
        stopped = stopped or (whole is not None and whole.status == "partial")
    if pure.stopped != "Ctrl-C" and whole is None:
        from oraclegames.conditional.best.outline import outline as outline_of
        from oraclegames.conditional.columns.listed_game import SEARCH_LIMIT

        known = outline_of(game, budget=clock.left, progress=progress)
        missing = game.n_outcomes <= SEARCH_LIMIT  # what is there no outline of for want of time
        stopped = stopped or (missing if known is None else known.status == "partial")
    return Solution(
        game=game,
        outline=known,
        interior=None,
        sides=(),
        pure=pure.found,
        undecided=pure.undecided,
        excluded=pure.excluded,
        curve=None,
        nash=None,
        whole=whole,
        complete=whole is not None and not stopped,
        status="partial" if stopped else pure.status,
        method=OUTLINE if whole is None else PIECES,
    )
