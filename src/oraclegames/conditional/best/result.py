"""What ``best`` answers: an equilibrium, and the proof that none is better by more than a gap."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Status
from oraclegames.certificates.verify import holds
from oraclegames.conditional.best.best_2x2 import Notion
from oraclegames.conditional.best.objective import Objective, plain_number
from oraclegames.exact.real import Real, order
from oraclegames.exact.show import digits, exact_words, shown_float
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.names import worth
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular, distinct, play_columns

if TYPE_CHECKING:
    from oraclegames.conditional.best.branch_and_bound import BestStatus
    from oraclegames.conditional.best.leaves import Leaf
    from oraclegames.conditional.best.rival_equilibria import Rival
    from oraclegames.conditional.check.verdict import Certificate
    from oraclegames.conditional.trembles.levels import Levels

CLOSED_FORM = "closed form by odds ratios (2×2)"
EXACT = "gain graph of two players, exact"
SEARCH = "branch and bound over the values, exact linear programs"
TOGETHER = f"{SEARCH}, all choices of played moves together"

_KINDS: dict[Notion, str] = {
    "dependency": "dependency equilibrium",
    "totally mixed": "totally mixed dependency equilibrium",
    "reflective": "reflective dependency equilibrium",
}


@dataclass(frozen=True, repr=False)
class Best(Document, Tabular, Shown):
    """The best equilibrium found, and the proof that none is better by more than the gap.

    Attributes:
        game: the game.
        objective: what was to be large.
        notion: among which equilibria: "dependency" (all), "totally mixed" or "reflective".
        value: the objective of the equilibrium; None if none was found.
        attained: whether ``probabilities`` is one of the equilibria; else they only come as near to
            it, or to ``values``, as one likes, and ``value`` is the supremum.
        values: what it is worth to every player.
        probabilities: the equilibrium, one exact number for each outcome in row-major order; none
            where a supremum beyond 2×2 games is not attained.
        levels: how its unplayed moves are tried (not totally mixed ones).
        bound: no equilibrium is better; None if it is proved that there is none.
        status: "complete" if the gap is within the tolerance and all that was asked for to compare
            with is there; "tied" if the bound belongs to values
            that almost-equilibria approach, or to equilibria that are not shown to be reflective,
            and no equilibrium was found near (payoff ties); "partial" if the search was stopped, or
            did not go through all choices of played moves.
        tolerance: the gap that is called complete.
        leaves: for each choice of played moves the boxes of value vectors with their proofs; none
            where the answer is exact.
        correlated: the best correlated equilibrium; None if not asked for, or not found in time.
        nash: the best Nash equilibrium among those searched; None if not asked for or there is none
            among them.
        nash_searched: which Nash equilibria were searched, such as "pure Nash equilibrium".
        compared: whether the search of those two was "complete", or "partial": ended by the budget;
            None if they were not asked for.
        method: how the answer was found.
        reflective: evidence that the equilibrium is reflective, where it needs its own (beyond 2×2
            games).
    """

    game: Game
    objective: Objective
    notion: Notion
    value: Real | None
    attained: bool
    values: tuple[Real, ...]
    probabilities: tuple[Real, ...]
    levels: Levels | None
    bound: Real | None
    status: BestStatus
    tolerance: Fraction
    leaves: tuple[tuple[Leaf, ...], ...]
    correlated: Rival | None
    nash: Rival | None
    nash_searched: str
    compared: Status | None = None
    method: str = SEARCH
    reflective: Certificate | None = None

    @property
    def boundary(self) -> bool:
        """Whether the boundary was searched too."""
        return self.notion != "totally mixed"

    @property
    def gap(self) -> Real | None:
        """bound − value; 0 if there is no equilibrium, None if none was found but may exist."""
        if self.bound is None:
            return Fraction(0)
        return None if self.value is None else self.bound - self.value

    @property
    def proved(self) -> bool:
        """Whether the gap is within the tolerance."""
        return self.gap is not None and order(self.gap, self.tolerance) <= 0

    def verify(self) -> bool:
        """Re-check every claim of the document from itself alone."""
        return holds(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """The result as the JSON document "oraclegames/best-1", with all that proves it."""
        return {
            **heading("oraclegames/best-1", self.game),
            **self.answer(),
        }

    def answer(self) -> dict[str, Any]:
        """The result without the game, as plain data; exact numbers are texts."""
        return {
            "objective": self.objective.name,
            "boundary": self.boundary,
            "notion": self.notion,
            "value": plain_number(self.value),
            "attained": self.attained,
            "bound": plain_number(self.bound),
            "gap": None if self.gap is None else shown_float(self.gap),
            "values": [plain_number(v) for v in self.values],
            "distribution": [plain_number(p) for p in self.probabilities] or None,
            "status": self.status,
            "tolerance": plain_number(self.tolerance),
            "boxes": sum(map(len, self.leaves)),
            "correlated": self.correlated and self.correlated.to_dict(),
            "nash": self.nash and self.nash.to_dict(),
            "nash_searched": self.nash_searched,
            "compared": self.compared,
            "method": self.method,
            "levels": self.levels and self.levels.to_dict(),
            "reflective_certificate": self.reflective and self.reflective.to_dict(),
            "leaves": [[leaf.to_dict() for leaf in row] for row in self.leaves],
        }

    def columns(self) -> Columns:
        """A row for the equilibrium, and one for each rival that was asked for."""
        rows: list[tuple[str, Any, Any, Any]] = []
        if self.value is not None:
            rows.append((self.notion, self.value, self.probabilities, self.values))
        for rival in (self.correlated, self.nash):
            if rival is not None:
                played = rival.distribution.probabilities
                rows.append((rival.kind, rival.value, played, rival.values))
        return distinct(
            [
                ("notion", [row[0] for row in rows]),
                ("objective", [row[1] for row in rows]),
                *play_columns(self.game, [row[2] for row in rows], [row[3] for row in rows]),
            ]
        )

    def __str__(self) -> str:
        kind = _KINDS[self.notion]
        if self.bound is None:
            return f"there is no {kind}"
        if self.value is None:
            name, bound = self.objective.name, exact_words(self.bound)
            return f"no {kind} was found; none has {name} above {bound} ({self.status})"
        name, value = self.objective.name, exact_words(self.value)
        if self.tolerance or not self.proved:
            status = "complete" if self.proved else self.status
            proof = f"proved: at most {exact_words(self.bound)}, {status}"
        else:
            proof = "exact" if self.attained else "exact supremum, not attained"
        lines = [
            f"best {kind} by {name}: {value} ({proof})",
            f"  worth {worth(self.game.players, self.values, digits)}",
        ]
        if self.game.n_outcomes <= 64:
            pairs = zip(self.game.outcomes(), self.probabilities)
            cells = [
                f"({', '.join(self.game.outcome_labels(o))}): {digits(p)}"
                for o, p in pairs
                if p != 0
            ]
            if cells:
                lines.append(f"  {'' if self.attained else 'towards '}{', '.join(cells)}")
        if self.notion == "reflective" and not self.proved:
            lines.append(
                "  the bound is that of all dependency equilibria; that none between is reflective "
                "is not proved"
            )
        if self.method == TOGETHER and not self.proved:
            count = math.prod((1 << m) - 1 for m in self.game.shape)
            lines.append(
                f"  {count} choices of played moves were searched together, not one by one: "
                "better equilibria may be missed, and the bound may be loose"
            )
        return "\n".join([*lines, *self._compared()])

    def _compared(self) -> list[str]:
        lines = [f"  {rival}" for rival in (self.correlated, self.nash) if rival is not None]
        if self.nash is None and self.nash_searched:
            lines.append(f"  no {self.nash_searched} exists; other Nash equilibria do")
        if self.compared == "partial":
            lines.append("  partial: the time given ended the search of what it is compared with")
        return lines
