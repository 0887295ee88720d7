"""Verdicts and pure equilibria, read back from their documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oraclegames.certificates.part import Part, game_of, move_of, outcome_of
from oraclegames.conditional.check.check import judge
from oraclegames.conditional.check.pure import PureEquilibria
from oraclegames.conditional.check.pure_equilibrium import PureEquilibrium
from oraclegames.conditional.check.reflective import OUT_OF_TIME, Reflective
from oraclegames.conditional.check.verdict import Certificate, Verdict, Violation
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.from_document import (
    levels_or_stuck,
    no_orders_of,
    no_shifts_of,
    orders_of,
    same_values_of,
    strict_levels_of,
    stuck_of,
    trembles_of,
)
from oraclegames.conditional.trembles.levels import Levels, Stuck
from oraclegames.conditional.two_by_two.reflective import LimitOfMixed, Obstacle
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome

_EVIDENCE: dict[str, Callable[[Part, Distribution], Certificate]] = {
    "trembles": trembles_of,
    "same-values": same_values_of,
    "strict-levels": strict_levels_of,
    "orders": orders_of,
    "no-orders": no_orders_of,
    "no-shifts": no_shifts_of,
    "limit of totally mixed equilibria": lambda part, played: LimitOfMixed(played),
    "obstacle": lambda part, played: Obstacle(played, part["reason"].text()),
}


def read_verdict(document: Part) -> Verdict:
    """The verdict of a document "oraclegames/verdict-1"."""
    game = game_of(document["game"])
    played = Distribution(game, document["distribution"].rationals(game.n_outcomes))
    levels, evidence = _proofs(document, played)
    violations = []
    for item in document["violations"]:
        (player, move), (_, other) = move_of(item, game), move_of(item, game, "other")
        violations.append(Violation(player, move, other, item["difference"].rational()))
    answers: Any = ("yes", "no", "undetermined")
    return Verdict(
        game=game,
        distribution=played,
        verdict=document["verdict"].word(*answers),  # type: ignore[arg-type]
        reflective=document["reflective"].word(*answers),  # type: ignore[arg-type]
        kind=document["kind"].word("interior", "boundary"),  # type: ignore[arg-type]
        values=document["values"].rationals(game.n_players),
        violations=tuple(violations),
        certificate=levels,
        reflective_certificate=evidence,
        reason=document["reason"].text(),
        status=status_of(document["status"]),
    )


def read_pure(document: Part) -> PureEquilibria:
    """The list of a document "oraclegames/pure-1"."""
    return pure_lists(document, game_of(document["game"]))


def pure_lists(part: Part, game: Game) -> PureEquilibria:
    """The same from the lists alone."""
    return PureEquilibria(
        game,
        pure_of(part["pure"], game),
        outcomes_of(part["undecided"], game),
        excluded_of(part["excluded"], game),
        "budget" if status_of(part["status"]) == "partial" else None,
    )


def read_outcome(document: Part) -> PureEquilibrium:
    """The equilibrium of a document "oraclegames/pure-outcome-1"."""
    return _pure(document["pure"], game_of(document["game"]))


def pure_of(part: Part, game: Game) -> tuple[PureEquilibrium, ...]:
    """A list of pure equilibria."""
    return tuple(_pure(item, game) for item in part)


def outcomes_of(part: Part, game: Game) -> tuple[Outcome, ...]:
    """A list of outcomes."""
    return tuple(outcome_of(item, game) for item in part)


def excluded_of(part: Part, game: Game) -> tuple[Stuck, ...]:
    """Proofs that outcomes are no equilibria."""
    return tuple(
        stuck_of(item["certificate"], Face.at(game, outcome_of(item["outcome"], game)))
        for item in part
    )


def status_of(part: Part) -> Any:
    """How a search ended."""
    return part.word("complete", "partial", "undetermined")


def _pure(part: Part, game: Game) -> PureEquilibrium:
    outcome = outcome_of(part["outcome"], game)
    point = Distribution.point(game, outcome)
    levels, evidence = _proofs(part, point)
    reflective: Any = part["reflective"].word("yes", "no", "undetermined")
    reason = part["reason"].text()
    certificate: Any = evidence
    if isinstance(levels, Stuck):
        part["certificate"].unreadable("levels")
    if reason == OUT_OF_TIME.reason:
        certificate = levels
    elif levels is not None or evidence is None:
        status: Any = "undetermined" if reflective == "undetermined" else "complete"
        decision = Reflective(reflective, evidence, reason, status)
        certificate = judge(point, levels or Levels(Face.of(point), False, ()), decision)
    isolated = part.optional("isolated", Part.flag)
    return PureEquilibrium(game, outcome, reflective, isolated, reason, certificate)


def _proofs(part: Part, played: Distribution) -> tuple[Levels | Stuck | None, Certificate | None]:
    """Levels or multipliers, and the evidence for the reflective notion."""
    return (
        part.optional("certificate", lambda item: levels_or_stuck(item, Face.of(played))),
        part.optional("reflective_certificate", lambda item: evidence_of(item, played)),
    )


def evidence_of(part: Part, played: Distribution) -> Certificate:
    """The evidence for the reflective notion or against it."""
    return _EVIDENCE[part["kind"].word(*_EVIDENCE)](part, played)
