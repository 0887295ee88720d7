"""The verdict on a distribution for a notion of the table, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from oraclegames.budget import Status
from oraclegames.certificates.verify import holds
from oraclegames.conditional.similarity.judge import Evidence
from oraclegames.conditional.similarity.notions import NOTIONS
from oraclegames.exact.rational import format_rational
from oraclegames.games.distribution import Distribution
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.names import listed, move_name, player_name, worth
from oraclegames.games.shown import Shown


@dataclass(frozen=True, repr=False)
class NotionVerdict(Shown, Document):
    """Whether a distribution is an equilibrium of a notion, and why.

    Attributes:
        game: the game.
        distribution: the distribution.
        notion: the notion's name.
        verdict: "yes" or "no"; "undetermined" only if the budget ended before.
        given: the belief q that was given for "embedded"; None for some belief, and elsewhere.
        evidence: None if undetermined.
    """

    game: Game
    distribution: Distribution
    notion: str
    verdict: Literal["yes", "no", "undetermined"]
    given: Distribution | None
    evidence: Evidence | None

    def __bool__(self) -> bool:
        return self.verdict == "yes"

    @property
    def values(self) -> tuple[Fraction, ...]:
        """What each player expects."""
        return self.distribution.values

    @property
    def status(self) -> Status:
        """ "partial" if the budget ended."""
        return "partial" if self.verdict == "undetermined" else "complete"

    def verify(self) -> bool:
        """Re-check the verdict's document, exactly and without the solver."""
        return holds(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON (schema "oraclegames/notion-1"); exact numbers are texts."""
        return {
            **heading("oraclegames/notion-1", self.game),
            "distribution": [format_rational(p) for p in self.distribution.probabilities],
            "notion": self.notion,
            "given": self.given and [format_rational(p) for p in self.given.probabilities],
            "verdict": self.verdict,
            "evidence": self.evidence and evidence_document(self.game, self.evidence),
            "reason": self.reason,
            "status": self.status,
        }

    @property
    def reason(self) -> str:
        """One clause."""
        return "the time given ended" if self.evidence is None else _why(self)

    def __str__(self) -> str:
        title = NOTIONS[self.notion].title
        return (
            f"Distribution: {self.distribution}\n"
            f"Worth: {worth(self.game.players, self.values)}\n"
            f"{title[0].upper()}{title[1:]}: {self.verdict}\n"
            f"Because {self.reason}."
        )

    def __repr__(self) -> str:
        return f"<NotionVerdict: {self.notion} {self.verdict}>"


def evidence_document(game: Game, found: Evidence) -> dict[str, Any]:
    """Evidence ready for JSON."""
    document: dict[str, Any] = {"kind": found.kind}
    if found.kind == "better move":
        labels = game.moves[found.player]
        document |= {
            "player": game.players[found.player],
            "move": None if found.move is None else labels[found.move],
            "other": labels[found.other],
            "difference": format_rational(found.difference),
        }
    elif found.kind == "dependence":
        document["outcome"] = list(game.outcome_labels(found.outcome))
    elif found.kind == "beliefs":
        document["beliefs"] = [
            {
                "player": game.players[i],
                "move": game.moves[i][t],
                "outcome": list(game.outcome_labels(outcome)),
            }
            for i, t, outcome in found.beliefs
        ]
    elif found.kind == "completion":
        document["q"] = [format_rational(p) for p in found.q]
    elif found.kind == "multipliers":
        document["multipliers"] = [
            {
                "player": game.players[i],
                "move": game.moves[i][t],
                "weight": format_rational(weight),
            }
            for i, t, weight in found.multipliers
        ]
    return document


def _why(verdict: NotionVerdict) -> str:
    game, found = verdict.game, verdict.evidence
    assert found is not None
    if found.kind == "arithmetic":
        return "nobody gains by another move"
    if found.kind == "dependence":
        labels = ", ".join(game.outcome_labels(found.outcome))
        return f"play is not independent: the probability of ({labels}) is no product"
    if found.kind == "beliefs":
        return (
            "no idle move is worth more under the beliefs given"
            if found.beliefs
            else ("every move is played, and all of a player's are worth the same")
        )
    if found.kind == "completion":
        return "no idle move is worth more under the belief q"
    if found.kind == "multipliers":
        moves = [
            f"{player_name(game, i)}'s {move_name(game, i, t)}" for i, t, _ in found.multipliers
        ]
        return f"whatever is believed of {listed(moves)}, one of them is worth more"
    who, other = player_name(game, found.player), move_name(game, found.player, found.other)
    gain = format_rational(found.difference)
    if found.move is not None:
        return f"given {move_name(game, found.player, found.move)}, {who} gains {gain} by {other}"
    if verdict.notion == "subjective":
        return f"{who} gains at least {gain} by {other}, whatever the others do"
    if verdict.notion == "embedded":
        return f"{who} gains {gain} by {other} under the belief q"
    return f"{who} gains {gain} by {other}"
