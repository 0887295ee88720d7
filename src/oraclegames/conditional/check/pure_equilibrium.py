"""A pure outcome that is a dependency equilibrium, with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from oraclegames.budget import Clock
from oraclegames.certificates.verify import holds
from oraclegames.conditional.check.verdict import Certificate, Verdict
from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.conditional.trembles.levels import Levels, Stuck
from oraclegames.conditional.two_by_two.reflective import Obstacle
from oraclegames.exact.rational import format_rational
from oraclegames.games.distribution import Distribution
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game, Outcome
from oraclegames.games.shown import Shown


@dataclass(frozen=True, repr=False)
class PureEquilibrium(Document, Shown):
    """An outcome that is a dependency equilibrium when played for sure.

    Attributes:
        game: the game.
        outcome: one move index for each player.
        reflective: whether it is a reflective equilibrium too.
        isolated: whether no other dependency equilibria come near it; None where not computed.
        reason: one sentence for the verdict on reflectivity.
        certificate: the evidence, which re-checks itself.
    """

    game: Game
    outcome: Outcome
    reflective: Literal["yes", "no", "undetermined"]
    isolated: bool | None
    reason: str
    certificate: Verdict | Levels | TrembleFamily | Obstacle

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the moves."""
        return self.game.outcome_labels(self.outcome)

    @property
    def values(self) -> tuple[Fraction, ...]:
        """Everybody's payoff."""
        return self.game.payoffs(self.outcome)

    @property
    def notions(self) -> tuple[str, ...]:
        """The names of the notions of which it is an equilibrium, as :func:`check` knows them.

        Each is decided exactly when this is asked; "embedded" by a linear program.
        """
        from oraclegames.conditional.similarity.judge import JUDGES
        from oraclegames.conditional.similarity.notions import NOTIONS

        played = Distribution.point(self.game, self.outcome)
        held = {name for name, judge in JUDGES.items() if judge(played, Clock(None)).says}
        held |= {"dependency"} | ({"reflective"} if self.reflective == "yes" else set())
        return tuple(name for name in NOTIONS if name in held)

    def verify(self) -> bool:
        """Re-check the outcome's document, exactly and without the solver."""
        evidence = self.certificate
        if isinstance(evidence, Levels):
            about = evidence.face.game
        else:
            about = evidence.distribution.game
        return about == self.game and holds(self.document())

    def document(self, *, verify: bool = True) -> dict[str, Any]:
        """The outcome with its game (schema "oraclegames/pure-outcome-1")."""
        return {**heading("oraclegames/pure-outcome-1", self.game), "pure": self.to_dict()}

    def to_dict(self) -> dict[str, Any]:
        """The outcome ready for JSON; exact numbers are texts."""
        levels: Levels | Stuck | None = None
        evidence: Certificate | None = None
        if isinstance(self.certificate, Verdict):
            levels = self.certificate.certificate
            evidence = self.certificate.reflective_certificate
        elif isinstance(self.certificate, Levels):
            levels = self.certificate
        else:
            evidence = self.certificate
        return {
            "outcome": list(self.labels),
            "values": [format_rational(value) for value in self.values],
            "reflective": self.reflective,
            "isolated": self.isolated,
            "reason": self.reason,
            "certificate": levels.to_dict() if levels else None,
            "reflective_certificate": evidence.to_dict() if evidence else None,
        }

    def __str__(self) -> str:
        return f"{self.words()}: {self.reason}"

    def words(self, width: int = 0) -> str:
        """The outcome in so many characters, what it pays, and whether it is reflective."""
        pays = ", ".join(format_rational(value) for value in self.values)
        return f"{', '.join(self.labels):{width}} pays {pays}, {self.notion}"

    @property
    def notion(self) -> str:
        """Whether it is reflective, in words."""
        return {
            "yes": "reflective",
            "no": "not reflective",
            "undetermined": "reflective: undetermined",
        }[self.reflective]


def excluded_to_dict(game: Game, proofs: Sequence[Stuck]) -> list[dict[str, Any]]:
    """Each pure outcome that was asked and is none, with the proof, ready for JSON."""
    return [
        {
            "outcome": list(game.outcome_labels([move for (move,) in proof.face.supported])),
            "certificate": proof.to_dict(),
        }
        for proof in proofs
    ]
