"""What is known of the totally mixed equilibria of a game beyond 2×2, within a budget.

Their set is cut out by K(v)·P = 0, ΣP = 1 in the unknowns (P, v). At a point where the equations'
Jacobian has full rank Σ m_i + 1 the set is a manifold of the dimension

    Π m_i − 1 − Σ (m_i − 1),

the number of unknowns less the rank (implicit function theorem); elsewhere the same difference is
an upper bound. The range of every player's value and the best welfare come from branch and bound
over the values, with proofs (:mod:`oraclegames.conditional.best.best`).

Source: Portakal and Sturmfels (2022), "The geometry of dependency equilibria", for the dimension.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.budget import Clock, Status, Tell
from oraclegames.conditional.best.best import find_best
from oraclegames.conditional.best.exactly import exactly, is_exact
from oraclegames.conditional.best.extent import Extent, find_box
from oraclegames.conditional.best.objective import objective
from oraclegames.conditional.best.result import Best
from oraclegames.conditional.columns.listed_game import SEARCH_LIMIT
from oraclegames.conditional.values.conditions import System
from oraclegames.games.game import Game
from oraclegames.games.shown import Shown


@dataclass(frozen=True, repr=False)
class Outline(Shown):
    """The totally mixed equilibria of a larger game, in outline.

    Attributes:
        dimension: of the set at the best equilibrium found; −1 if it is proved empty; None if no
            equilibrium was found, or none with rational probabilities.
        regular: whether the dimension is proved; else it is an upper bound.
        welfare: the totally mixed equilibrium with the best welfare, and its proof.
        box: each player's range of values; () if the budget ended before.
    """

    dimension: int | None
    regular: bool
    welfare: Best
    box: tuple[Extent, ...]

    @property
    def status(self) -> Status:
        """Whether all searches went to their ends."""
        searches = (self.welfare, *(found for extent in self.box for found in extent.evidence))
        whole = self.box or self.dimension == -1
        stopped = not whole or any(found.status == "partial" for found in searches)
        return "partial" if stopped else "complete"

    def verify(self) -> bool:
        """Re-check the searches' proofs, and the dimension."""
        return (
            (self.dimension, self.regular) == _dimension(self.welfare)
            and self.welfare.verify()
            and all(extent.verify() for extent in self.box)
        )

    def to_dict(self) -> dict[str, Any]:
        """The outline ready for JSON."""
        return {
            "dimension": self.dimension,
            "dimension_proved": self.regular,
            "box": [extent.to_dict() for extent in self.box],
            "best_welfare": {"schema": "oraclegames/best-1", **self.welfare.answer()},
        }

    def __str__(self) -> str:
        if self.dimension == -1:
            return "there is no totally mixed dependency equilibrium"
        dimension = "unknown" if self.dimension is None else str(self.dimension)
        proved = "" if self.regular or self.dimension is None else "at most "
        lines = [f"totally mixed dependency equilibria: a set of dimension {proved}{dimension}"]
        return "\n".join([*lines, *(f"  {extent}" for extent in self.box), str(self.welfare)])


def local_dimension(
    game: Game, probabilities: tuple[Fraction, ...], values: tuple[Fraction, ...]
) -> tuple[int, bool]:
    """The dimension of the totally mixed equilibria at one of them, and whether it is proved.

    Exact; cost: the rank of a rational matrix with Σ m_i + 1 rows.
    """
    n = game.n_players
    units = [tuple(Fraction(int(k == i)) for k in range(n)) for i in range(n)]
    # The equation ΣP = 1 is independent of the others: moving along P keeps those.
    rank = System(game, values, units).rank_at(probabilities)
    return game.n_outcomes + n - rank - 1, rank == sum(game.shape)


def outline(game: Game, *, budget: float | None, progress: Tell | None = None) -> Outline | None:
    """Search the totally mixed equilibria of a game for at most about ``budget`` seconds.

    Returns None for a budget of 0 and for games whose values are not searched (more than 4096
    outcomes). The first half of the budget is for the best welfare, the rest for the box. Ctrl-C
    ends the search with what is known.
    """
    clock = Clock(budget)
    if clock.spent or game.n_outcomes > SEARCH_LIMIT:
        return None
    half = clock.part(1 / 2)
    welfare = objective("welfare", game)
    if is_exact(game, "totally mixed"):  # that there is none is told at once
        supremum = exactly(game, welfare, "totally mixed", half.part(1 / 2), progress, False)
        if supremum.bound is None:
            return Outline(-1, True, supremum, ())
    found = find_best(game, welfare, Fraction(1, 1000), half, progress)
    dimension, regular = _dimension(found)
    box: tuple[Extent, ...] = ()
    if dimension != -1 and not (half.stopped or clock.spent):
        box = find_box(game, Fraction(1, 100), clock, progress)
    return Outline(dimension, regular, found, box)


def _dimension(found: Best) -> tuple[int | None, bool]:
    if found.bound is None:
        return -1, True
    exact = (*found.probabilities, *found.values)
    if found.value is None or not all(isinstance(number, Fraction) for number in exact):
        return None, False
    probabilities = tuple(p for p in found.probabilities if isinstance(p, Fraction))
    values = tuple(v for v in found.values if isinstance(v, Fraction))
    return local_dimension(found.game, probabilities, values)
