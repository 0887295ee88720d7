"""The best dependency equilibrium under an objective, with a proved gap.

For two players the answer is exact: of 2×2 games from the closed form
(:mod:`oraclegames.conditional.best.best_2x2`), else from the gain graph
(:mod:`oraclegames.conditional.best.exactly`). For more players equilibria are searched over boxes
of value vectors (:mod:`oraclegames.conditional.best.searched`). The best of all dependency
equilibria is attained. The supremum over the totally mixed ones often is not (cooperation in the
Prisoner's Dilemma is only a limit): two players are told so; of more an equilibrium and a bound are
reported, and how far apart they are.

In payoff ties the limits of *almost* equal values can be more than the limits of equal values; the
search's bound refers to the former, and then the gap of totally mixed equilibria of three players
may stay open. Of all dependency equilibria it always closes.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from oraclegames.budget import Clock, Tell
from oraclegames.conditional.best.best_2x2 import Notion, best_candidate
from oraclegames.conditional.best.candidates_2x2 import Candidate
from oraclegames.conditional.best.exactly import exactly, is_exact
from oraclegames.conditional.best.known_points import levels_at
from oraclegames.conditional.best.objective import Objective, objective
from oraclegames.conditional.best.result import CLOSED_FORM, Best
from oraclegames.conditional.best.rivals import Rivals, rivals
from oraclegames.conditional.columns.listed_game import check_searchable
from oraclegames.errors import InputError
from oraclegames.exact.rational import rational
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game


def best(
    game: GameLike,
    what: Any = "welfare",
    *,
    totally_mixed: bool = False,
    notion: str = "dependency",
    tolerance: Any = "1/1000",
    compare: bool = True,
    budget: float | None = None,
    progress: Tell | None = None,
) -> Best:
    """Find the best dependency equilibrium and prove how good any can be.

    Args:
        game: the game, of at most 4096 outcomes.
        what: the objective, see :func:`oraclegames.conditional.best.objective.objective`.
        totally_mixed: search the totally mixed equilibria only.
        notion: "dependency", or "reflective": only those that small trembles with exact
            indifference approach. Exact for 2×2 games; of larger ones the best that is found, with
            the best dependency equilibrium as the bound: it is the best where it meets that, and
            else ("tied", or "partial" out of time) nothing is known of what lies between.
        tolerance: the gap to stop at, as a share of the objective's range over the box of
            individually possible values; there is no gap where the answer is exact.
        compare: find the best correlated and the best Nash equilibrium too.
        budget: seconds after which the search stops; None for no limit. Ctrl-C stops it too.
        progress: called with the number of boxes now and then.

    Cost: none for 2×2 games. For two players some milliseconds (3×3) to seconds (7×7), up to 65,536
    choices of played moves; totally mixed play of games with too many cycles is searched. Else one
    to four linear programs with 3 Σ m_i + 1 rows in floats for each box of value vectors, each with
    a proof in whole numbers, some tens to thousands of boxes, for each of the Π (2^{m_i} − 1)
    choices of moves that is not excluded at once (one choice if ``totally_mixed``). More than 4096
    choices are searched together, over a limited number of boxes: the bound holds, but the answer
    is "partial" unless it closes the gap.

    Raises:
        InputError: for an unknown objective, player or notion.
        UnsupportedError: for too large a game.

    >>> dilemma = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    >>> print(best(dilemma, compare=False))
    best dependency equilibrium by welfare: 4 (exact)
      worth 2 to both
      (1, 1): 1
    """
    game = as_game(game)
    check_searchable(game, "best()")
    goal = objective(what, game)
    share = rational(tolerance, what="the tolerance")
    among = _notion(notion, totally_mixed)
    clock = Clock(budget)
    if game.shape != (2, 2) and among == "reflective":
        from oraclegames.conditional.best.best_reflective import best_reflective

        return best_reflective(game, goal, share, clock, progress, compare)
    if game.shape != (2, 2) and is_exact(game, among):
        found = exactly(game, goal, among, clock, progress, compare)
        if found.proved or among == "dependency" or clock.spent:
            return found
    return find_best(game, goal, share, clock, progress, among, compare)


def _notion(notion: str, totally_mixed: bool) -> Notion:
    if notion not in ("dependency", "reflective"):
        raise InputError(f'notion should be "dependency" or "reflective", not {notion!r:.60}')
    if totally_mixed:  # all of them are reflective
        return "totally mixed"
    return "reflective" if notion == "reflective" else "dependency"


def find_best(
    game: Game,
    goal: Objective,
    tolerance: Fraction,
    clock: Clock,
    tell: Tell | None = None,
    notion: Notion = "totally mixed",
    compare: bool = False,
) -> Best:
    """An equilibrium within the tolerance of the best: the closed form, or branch and bound.

    If the user interrupts, the clock is stopped.
    """
    if game.shape == (2, 2):
        return _closed_form(game, goal, notion, compare)
    from oraclegames.conditional.best.searched import searched  # slow to import, needed by few

    return searched(game, goal, tolerance, clock, tell, notion, compare)


def _closed_form(game: Game, goal: Objective, notion: Notion, compare: bool) -> Best:
    """The answer for a 2×2 game."""
    found = best_candidate(game, goal, notion) or Candidate((), (), False)
    value = goal.value(found.values) if found.values else None
    levels = None
    if found.member and notion == "dependency":
        levels = levels_at(game, found.distribution, found.values)
    known = rivals(game, goal, Clock(None)) if compare else Rivals()
    return Best(
        game,
        goal,
        notion,
        value,
        found.member,
        found.values,
        found.distribution,
        levels,
        value,
        "complete",
        Fraction(0),
        (),
        known.correlated,
        known.nash,
        known.searched,
        known.status,
        CLOSED_FORM,
    )
