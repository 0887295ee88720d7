"""How far the values of totally mixed equilibria reach: in a direction, and for each player.

Both are searches for the best equilibrium under a linear objective
(:mod:`oraclegames.conditional.best.best`), so each end comes with an exact equilibrium near it and
a proof that none lies beyond. They serve any number of players.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.budget import Clock, Tell
from oraclegames.conditional.best.best import best, find_best
from oraclegames.conditional.best.objective import objective, shown_number
from oraclegames.conditional.best.result import Best
from oraclegames.conditional.columns.konstanz import value_vector
from oraclegames.conditional.columns.listed_game import check_searchable
from oraclegames.exact.rational import rational
from oraclegames.exact.show import shown_float
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown


@dataclass(frozen=True, repr=False)
class Extent(Shown):
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

    def to_dict(self) -> dict[str, Any]:
        """The range as plain data, ready for JSON: rounded, and the two searches."""
        return {
            "player": self.player,
            "reached": self.reached and [shown_float(value) for value in self.reached],
            "proved": self.proved and [shown_float(value) for value in self.proved],
            "evidence": [found.answer() for found in self.evidence],
        }

    def __str__(self) -> str:
        if self.proved is None:
            return f"{self.player}: there is no totally mixed equilibrium"
        bounds = " to ".join(map(shown_number, self.proved))
        if self.reached is None:
            return f"{self.player}: no equilibrium was found; any has a value within {bounds}"
        reached = " to ".join(map(shown_number, self.reached))
        return f"{self.player} gets {reached} (proved: within {bounds})"


def support(game: GameLike, direction: Any, **options: Any) -> Best:
    """The largest λ·v over the totally mixed equilibria: :func:`best` with these weights.

    The options (budget, progress, tolerance, …) are those of :func:`best`.

    >>> chicken = Game.from_arrays([[4, 4], [5, 0]], [[4, 5], [4, 0]])
    >>> support(chicken, (1, 2)).value
    Fraction(12, 1)
    """
    game = as_game(game)
    weights = value_vector(game.players, direction, what="weight")
    return best(game, weights, **{"compare": False, "totally_mixed": True, **options})


def bounding_box(
    game: GameLike,
    *,
    tolerance: Any = "1/1000",
    budget: float | None = None,
    progress: Tell | None = None,
) -> tuple[Extent, ...]:
    """For each player the range of values over the totally mixed equilibria.

    The ends are usually limits: each is enclosed between a value that is reached by an exact
    equilibrium and a proved bound; the gap is at most the tolerance of :func:`best`.

    Args:
        game: the game, of at most 4096 outcomes.
        tolerance: the gap to stop at, as a share of the range of each player's possible values.
        budget: seconds for all searches together; None for no limit. What is not searched then
            keeps the bound that single moves give. Ctrl-C stops it too.
        progress: called with the number of boxes of each search now and then.
    """
    game = as_game(game)
    check_searchable(game, "bounding_box()")
    share = rational(tolerance, what="the tolerance")
    return find_box(game, share, Clock(budget), progress)


def find_box(
    game: Game, tolerance: Fraction, clock: Clock, tell: Tell | None = None
) -> tuple[Extent, ...]:
    """:func:`bounding_box` with a clock; if the user interrupts, the clock is stopped."""
    extents, left = [], 2 * game.n_players
    for i, player in enumerate(game.players):
        ends = []
        for sign in (-1, 1):
            weights = [sign * int(k == i) for k in range(game.n_players)]
            part = clock.part(1 / left)
            ends.append(find_best(game, objective(weights, game), tolerance, part, tell))
            left -= 1
            if part.stopped:
                clock.stop()
        low, high = ends
        reached = proved = None
        if low.value is not None and high.value is not None:
            reached = (-low.value, high.value)
        if low.bound is not None and high.bound is not None:
            proved = (-low.bound, high.bound)
        extents.append(Extent(player, reached, proved, (low, high)))
    return tuple(extents)
