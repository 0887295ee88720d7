"""How far the values of totally mixed equilibria reach: in a direction, and for each player.

Both are searches for the best equilibrium under a linear objective
(:mod:`oraclegames.conditional.best.best`), so each end comes with an exact equilibrium near it and
a proof that none lies beyond. They serve any number of players.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.conditional.best.best import Best, best
from oraclegames.conditional.columns.konstanz import value_vector
from oraclegames.games.files.load import GameLike, as_game

__all__ = ["Extent", "bounding_box", "support"]


@dataclass(frozen=True)
class Extent:
    """The range of one player's value over the totally mixed equilibria.

    Attributes:
        player: the label.
        reached: the least and the greatest value found, each of an exact equilibrium; None if none
            was found.
        proved: no equilibrium gives less or more; None if there is no equilibrium.
        evidence: the two searches with their proofs.
    """

    player: str
    reached: tuple[Any, Any] | None
    proved: tuple[Fraction, Fraction] | None
    evidence: tuple[Best, Best]

    def verify(self) -> bool:
        """Re-check both searches."""
        return all(result.verify() for result in self.evidence)


def support(game: GameLike, direction: Any, **options: Any) -> Best:
    """The largest λ·v over the totally mixed equilibria: :func:`best` with these weights.

    >>> chicken = Game.from_arrays([[4, 4], [5, 0]], [[4, 5], [4, 0]])
    >>> support(chicken, (1, 2)).value
    Fraction(12, 1)
    """
    game = as_game(game)
    weights = value_vector(game.players, direction, what="weight")
    return best(game, weights, **{"compare": False, **options})


def bounding_box(game: GameLike, **options: Any) -> tuple[Extent, ...]:
    """For each player the range of values over the totally mixed equilibria.

    The ends are usually limits: each is enclosed between a value that is reached by an exact
    equilibrium and a proved bound; the gap is at most the tolerance of :func:`best` (an option).
    """
    game = as_game(game)
    extents = []
    for i, player in enumerate(game.players):
        ends = []
        for sign in (-1, 1):
            weights = [sign * int(k == i) for k in range(game.n_players)]
            ends.append(support(game, weights, **options))
        low, high = ends
        reached = proved = None
        if low.value is not None and high.value is not None:
            reached = (-low.value, high.value)
        if low.bound is not None and high.bound is not None:
            proved = (-low.bound, high.bound)
        extents.append(Extent(player, reached, proved, (low, high)))
    return tuple(extents)
