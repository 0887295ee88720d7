"""The verdict on a distribution, with its evidence, which re-checks itself.

What decides it is in :mod:`oraclegames.conditional.check.check`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, Protocol

from oraclegames.budget import Status
from oraclegames.certificates.verify import holds
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import Levels, Stuck
from oraclegames.exact.rational import format_rational
from oraclegames.games.distribution import Distribution
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.names import worth
from oraclegames.games.shown import Shown


class Certificate(Protocol):
    """Evidence about a distribution that re-checks itself from the payoffs."""

    @property
    def distribution(self) -> Distribution:
        """What it is about."""

    def verify(self) -> bool:
        """Re-check the evidence without the solver that found it."""

    def to_dict(self) -> dict[str, Any]:
        """The evidence with labels, ready for JSON."""


@dataclass(frozen=True)
class Violation:
    """A player who would rather make another move than one that she plays.

    Attributes:
        player: her index.
        move: a move that she plays.
        other: the move that she would rather make.
        difference: how much more she expects of it, > 0; for a move that is never played, at
            least so much more whatever the others do.
    """

    player: int
    move: int
    other: int
    difference: Fraction


@dataclass(frozen=True, repr=False)
class Verdict(Shown, Document):
    """Whether a distribution is an equilibrium, and why.

    Attributes:
        game: the game.
        distribution: the distribution.
        verdict: "yes" if it is a dependency equilibrium, "no" if not; "undetermined" only if the
            budget ended before.
        reflective: "yes", "no" or "undetermined".
        kind: "interior" if totally mixed, else "boundary".
        values: what each player expects, E_P[U_i].
        violations: the players who would rather make another move.
        certificate: tremble levels ("yes" on the boundary), the proof that there are none, or None
            where the violations or the values themselves are the proof.
        reflective_certificate: the evidence for the reflective notion where it needs its own.
        reason: one sentence.
        status: "partial" if the budget ended before everything was decided; "undetermined" if
            something stays open although it did not.
        notion: which of the two answers is the verdict's truth value.
    """

    game: Game
    distribution: Distribution
    verdict: Literal["yes", "no", "undetermined"]
    reflective: Literal["yes", "no", "undetermined"]
    kind: Literal["interior", "boundary"]
    values: tuple[Fraction, ...]
    violations: tuple[Violation, ...]
    certificate: Levels | Stuck | None
    reflective_certificate: Certificate | None
    reason: str
    status: Status = "complete"
    notion: Literal["dependency", "reflective"] = "dependency"

    def __bool__(self) -> bool:
        answer = self.reflective if self.notion == "reflective" else self.verdict
        return answer == "yes"

    def verify(self) -> bool:
        """Re-check the verdict's document, exactly and without the solver."""
        played = Distribution(self.game, self.distribution.probabilities)
        levels, evidence = self.certificate, self.reflective_certificate
        about = levels is None or levels.face == Face.of(played)
        about = about and (evidence is None or evidence.distribution == played)
        return about and holds(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """The verdict ready for JSON (schema "oraclegames/verdict-1"); exact numbers are texts."""
        players, moves = self.game.players, self.game.moves
        evidence = self.reflective_certificate
        return {
            **heading("oraclegames/verdict-1", self.game),
            "distribution": [format_rational(p) for p in self.distribution.probabilities],
            "verdict": self.verdict,
            "reflective": self.reflective,
            "kind": self.kind,
            "values": [format_rational(value) for value in self.values],
            "violations": [
                {
                    "player": players[v.player],
                    "move": moves[v.player][v.move],
                    "other": moves[v.player][v.other],
                    "difference": format_rational(v.difference),
                }
                for v in self.violations
            ],
            "certificate": self.certificate.to_dict() if self.certificate else None,
            "reflective_certificate": evidence.to_dict() if evidence else None,
            "reason": self.reason,
            "status": self.status,
        }

    def __str__(self) -> str:
        return (
            f"Distribution: {self.distribution}\n"
            f"Worth: {worth(self.game.players, self.values)}\n"
            f"Dependency equilibrium: {self.verdict}\n"
            f"Reflective (COEDT) equilibrium: {self.reflective}\n"
            f"Because {self.reason}."
        )

    def __repr__(self) -> str:
        return f"<Verdict: equilibrium {self.verdict}, reflective {self.reflective}>"


def violations_of(distribution: Distribution) -> tuple[Violation, ...]:
    """Every supported move that is worth less than the player's best supported move."""
    game, found = distribution.game, []
    gains = [[Fraction(0)] * count for count in game.shape]
    masses = [[Fraction(0)] * count for count in game.shape]
    for outcome, probability in zip(game.outcomes(), distribution.probabilities):
        if probability:
            for i, move in enumerate(outcome):
                masses[i][move] += probability
                gains[i][move] += probability * game.payoff(i, outcome)
    for i, pairs in enumerate(map(zip, gains, masses)):
        known = [(gain / mass, s) for s, (gain, mass) in enumerate(pairs) if mass]
        top, best = max(known, key=lambda pair: (pair[0], -pair[1]))
        found += [Violation(i, s, best, top - value) for value, s in known if value < top]
    return tuple(found)


def tempted(stuck: Stuck) -> tuple[Violation, ...]:
    """The players of a proof with a single move: they gain whatever the others do."""
    if len(stuck.moves) != 1:
        return ()
    ((player, other),) = stuck.moves
    face = stuck.face
    least = min(face.gain(player, o) for o in face.game.outcomes() if o[player] == other)
    return tuple(Violation(player, move, other, least) for move in face.supported[player])
