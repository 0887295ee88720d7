"""Whether an equilibrium of two players has given values, as a document of their region says it.

- *Reached*, at rational points: a distribution that is worth the values: a totally mixed one, or,
  of all dependency equilibria, with levels at which its idle moves are tried.
- *Not reached by totally mixed play*: multipliers, as in :mod:`oraclegames.certificates.values`.
- *Reached by no dependency equilibrium*, or by one at irrational values: every choice of played
  moves is refused, or one is not (:mod:`oraclegames.certificates.demands`); that is decided from
  the game alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.certificates.demands import Moves, TooManyError, reaches
from oraclegames.certificates.equilibrium import check_levels, check_worth
from oraclegames.certificates.part import Look, Part, idle
from oraclegames.certificates.values import check_excluded, check_play
from oraclegames.games.game import Game


@dataclass(frozen=True)
class Points:
    """Single points of a region.

    Attributes:
        game: the game.
        whole: whether all dependency equilibria are asked for, not only totally mixed ones.
        only: of these, those that play just these moves; None for any.
        look: called at every point, and where the plane is traced; what it raises ends the check.
    """

    game: Game
    whole: bool
    only: Moves | None = None
    look: Look = idle

    def check(self, part: Part, at: tuple[Any, Any], included: bool) -> None:
        """The evidence at an exact point of a region, which there is iff the point is rational."""
        evidence = part["evidence"]
        rational = all(isinstance(v, Fraction) for v in at)
        evidence.require(evidence.missing != rational, "there is some iff the point is rational")
        if rational:
            values, achievable = self.decided(evidence)
            evidence["values"].require(values == at, "that is another point")
            evidence["achievable"].require(achievable == included, "that contradicts the point")
        elif self.whole:
            self.look()
            right = self._reaches(part, at) == included
            part["included"].require(right, "the choices of played moves say otherwise")

    def decided(self, part: Part) -> tuple[tuple[Fraction, ...], bool]:
        """The values of a rational point, and whether they are reached, as its evidence shows."""
        self.look()
        against = "levels" if self.whole else "certificate"
        part.only("values", "achievable", "distribution", against)
        values = part["values"].rationals(2)
        achievable = part["achievable"].flag()
        if achievable:
            self._check_reached(part, values)
            return values, True
        part["distribution"].require(part["distribution"].missing, "no equilibrium is said to be")
        if self.whole:
            part["levels"].require(part["levels"].missing, "no equilibrium is said to be")
            reached = self._reaches(part, values)
            part["achievable"].require(not reached, "a choice of played moves is not refused")
        else:
            rows = part["certificate"].items(2)
            y = [row.rationals(count) for row, count in zip(rows, self.game.shape)]
            check_excluded(part["certificate"], self.game, (values, values), y)
        return values, False

    def _check_reached(self, part: Part, values: tuple[Fraction, ...]) -> None:
        masses = part["distribution"].rationals(self.game.n_outcomes)
        check_play(part["distribution"], self.game, masses, values)
        if self.whole:
            idle = check_worth(part["distribution"], self.game, masses, values)
            shape = enumerate(self.game.shape)
            made = tuple(tuple(s for s in range(m) if (i, s) not in idle) for i, m in shape)
            part["distribution"].require(self.only in (None, made), "it plays other moves")
            check_levels(part["levels"], self.game, values, idle)
            return
        unused = part["certificate"]
        unused.require(unused.missing, "there should be none with this answer")
        part["distribution"].require(min(masses) > 0, "it is not totally mixed")

    def _reaches(self, part: Part, at: tuple[Any, ...]) -> bool:
        x, y = at
        try:
            return reaches(self.game, (x, y), self.only)
        except TooManyError:
            part.refute("there are too many cycles to decide it")
