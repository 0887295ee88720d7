"""Which CODs are reflective, and which play do reflective CODs of COEDT agents bring about?

For a fully mixed Q: reflective iff Q weakly leads to itself. For any Q: every reflective Q weakly
leads to itself, and a family of trembles proves that Q is reflective
(:mod:`oraclegames.conditional.oracle.families`). For COEDT agents of a game a family of the *play*
is enough, so that the question becomes one about the distribution P of play:

* pairwise, and whenever nobody has more than two moves: some reflective COD plays P iff P is a
  reflective equilibrium (:func:`oraclegames.conditional.check.check`);
* chains: the same with the conditions of :mod:`oraclegames.conditional.oracle.chains`. A
  :class:`StrictTremble` proves P for every order: its moves stay strictly worse or better, sums of
  them too, and the equations of the links, "this supported move against the later ones", are the
  equations "all supported moves are worth the same" times a triangular matrix, so that the argument
  by regularity is the same.

Sources: J. Taylor (2018), "EDT solves 5 and 10 with conditional oracles"; Diffractor (2018), "COEDT
equilibria in games".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from oraclegames.conditional.boundary import Levels
from oraclegames.conditional.check import Verdict, check
from oraclegames.conditional.closure import SameValues, StrictTremble
from oraclegames.conditional.oracle.agents import Agents
from oraclegames.conditional.oracle.chains import Blocked, NoTremble, chain_levels, one_order
from oraclegames.conditional.oracle.cod import COD, WeakLead, weakly_leads_to
from oraclegames.conditional.oracle.families import CODFamily, Evidence, is_tremble, signs
from oraclegames.conditional.oracle.punishment import Exponents, family_of_powers
from oraclegames.conditional.oracle.search import walk
from oraclegames.conditional.trembles import TrembleFamily
from oraclegames.games.distribution import Distribution

__all__ = [
    "Play",
    "Reflectivity",
    "cod_playing",
    "is_reflective",
    "polynomial_families",
    "reflective_play",
]

Answer = Literal["yes", "no", "undetermined"]

_WALKS, _STEPS = 3, 150


@dataclass(frozen=True)
class Play:
    """Whether some reflective COD of these agents plays a distribution.

    Attributes:
        agents: the agents.
        distribution: P.
        verdict: "yes", "no" or "undetermined".
        reason: one sentence.
        certificate: the evidence: a verdict of ``check``, trembles, or a proof that there are none;
            None if undetermined.
    """

    agents: Agents
    distribution: Distribution
    verdict: Answer
    reason: str
    certificate: Verdict | Evidence | Blocked | NoTremble | None

    def verify(self) -> bool:
        """Re-check the evidence, and that it says this about this play."""
        evidence = self.certificate
        if evidence is None:
            return self.verdict == "undetermined"
        if isinstance(evidence, Evidence):
            played = self.agents.outcome_distribution(evidence.cod)
            proven = self.verdict == "yes" and played == self.distribution
            return proven and evidence.agents == self.agents and evidence.verify()
        if evidence.distribution != self.distribution or not evidence.verify():
            return False
        if isinstance(evidence, Verdict):
            about_this = evidence.game == self.agents.game
            agrees = self.verdict == evidence.reflective and self.verdict != "undetermined"
            return about_this and agrees and _transfers(self.agents, evidence)
        return self.verdict == "no" and evidence.agents == self.agents


@dataclass(frozen=True)
class Reflectivity:
    """Whether a COD is reflective.

    Attributes:
        cod: Q.
        verdict: "yes", "no" or "undetermined".
        reason: one sentence.
        certificate: the evidence: Q weakly leads to itself or does not; a family; or what is known
            about the play. None if undetermined.
    """

    cod: COD
    verdict: Answer
    reason: str
    certificate: WeakLead | CODFamily | Evidence | Play | None

    def __bool__(self) -> bool:
        return self.verdict == "yes"

    def verify(self) -> bool:
        """Re-check the evidence, and that it says this about this COD."""
        evidence = self.certificate
        if evidence is None:
            return self.verdict == "undetermined"
        if isinstance(evidence, WeakLead):
            right = evidence.start is self.cod and evidence.end is self.cod and evidence.verify()
            return right and (
                self.verdict == "no" if evidence.broken else self.cod.fully_mixed and bool(self)
            )
        if isinstance(evidence, CODFamily):
            return bool(self) and evidence.limit is self.cod and evidence.verify()
        if isinstance(evidence, Evidence):
            return bool(self) and evidence.cod is self.cod and evidence.verify()
        played = evidence.agents.outcome_distribution(self.cod)
        return (
            evidence.verdict == self.verdict
            and evidence.distribution == played
            and (self.verdict == "no" or _asked_about(evidence.agents, played))
            and evidence.verify()
        )


# -- play ------------------------------------------------------------------------------------------


def _few_moves(agents: Agents) -> bool:
    return max(agents.game.shape) <= 2


def _transfers(agents: Agents, verdict: Verdict) -> bool:
    """Whether ``check``'s verdict, about pairs, is one about these agents."""
    if agents.reading == "pairwise" or _few_moves(agents) or verdict.kind == "interior":
        return True
    if verdict.reflective == "yes":
        return isinstance(verdict.reflective_certificate, StrictTremble)
    # Supported moves that are not worth the same are refuted for chains too; stuck levels are not.
    return verdict.reflective == "no" and verdict.verdict == "no" and verdict.certificate is None


def _asked_about(agents: Agents, played: Distribution) -> bool:
    """Whether every question is about a move that is played, so that no answer is idle."""
    return all(
        outcome[q.player] in (*q.first, *q.second)
        for outcome in played.support
        for q in agents.questions
    )


def cod_playing(agents: Agents, family: TrembleFamily) -> COD:
    """The COD that plays a family's limit and answers idle questions as the family demands.

    It is reflective if the family allows the answers that the play needs.
    """
    demands = signs(agents, family)
    game = agents.game
    pairs = zip(game.outcomes(), family.distribution.probabilities)
    return agents.cod({agents.answers(o, demands): p for o, p in pairs if p})


def polynomial_families(agents: Agents, verdict: Verdict) -> list[TrembleFamily]:
    """Polynomial trembles that ``check``'s evidence spells out."""
    evidence, distribution = verdict.reflective_certificate, verdict.distribution
    if isinstance(evidence, TrembleFamily):
        return [evidence]
    if isinstance(evidence, SameValues):
        direction = dict(evidence.direction)
        outcomes = zip(agents.game.outcomes(), distribution.probabilities)
        weights = tuple((p, direction.get(o, p * 0)) for o, p in outcomes)
        return [TrembleFamily(distribution, weights)]
    if isinstance(evidence, StrictTremble) and len(distribution.support) == 1:
        return [family_of_powers(agents.game, _powers(evidence.levels, distribution))]
    return []


def _powers(levels: Levels, distribution: Distribution) -> Exponents:
    rare = len(levels.levels) + 1
    outcomes = zip(levels.face.game.outcomes(), distribution.probabilities)
    powers = {outcome: 0 if p else rare for outcome, p in outcomes}
    for level, weights in reversed(list(enumerate(levels.levels, 1))):
        for outcome, _ in weights:
            powers[outcome] = level
    return powers


def _evidence(agents: Agents, family: TrembleFamily | None) -> Evidence | None:
    if family is None or not is_tremble(family):
        return None
    evidence = Evidence(agents, cod_playing(agents, family), (family,))
    return evidence if evidence.verify() else None


def reflective_play(agents: Agents, distribution: Any) -> Play:
    """Decide whether some reflective COD of these agents plays a distribution.

    Args:
        agents: COEDT agents of a game.
        distribution: P, anything that :meth:`Distribution.of` accepts.

    Always decided for a single player, for totally mixed P and for 2×2 games; else it may be
    undetermined where payoffs tie or, for chains of several players with three or more moves, where
    ``check`` is silent.

    >>> from oraclegames import Game
    >>> game = Game.from_arrays([5, 3, 10], moves=[["A", "B", "C"]])
    >>> reflective_play(Agents.chain(game), "1, 0, 0").verdict
    'yes'
    >>> reflective_play(Agents.pairwise(game), "1, 0, 0").verdict
    'no'
    """
    verdict = check(agents.game, distribution)
    played = verdict.distribution
    if _transfers(agents, verdict):
        certificate = verdict if verdict.reflective != "undetermined" else None
        return Play(agents, played, verdict.reflective, verdict.reason, certificate)
    levels = chain_levels(agents, played)
    if isinstance(levels, Blocked):
        reason = "however the other moves are tried, some link of a chain would answer differently"
        return Play(agents, played, "no", reason, levels)
    first = one_order(agents, played)
    if isinstance(first, NoTremble):
        reason = "no weights of the other moves make every link of the chain answer as it does"
        return Play(agents, played, "no", reason, first)
    for family in (first, *polynomial_families(agents, verdict)):
        evidence = _evidence(agents, family)
        if evidence is not None:
            return Play(agents, played, "yes", "trembles keep every link as it is", evidence)
    if len(played.support) == 1:
        start = dict.fromkeys(agents.game.outcomes(), len(levels) + 1)
        for level, weights in reversed(list(enumerate(levels, 1))):
            start |= dict.fromkeys((outcome for outcome, _ in weights), level)
        for seed in range(_WALKS):
            found = walk(agents, played.support[0], start, steps=_STEPS, seed=seed)
            evidence = _evidence(agents, found)
            if evidence is not None:
                return Play(agents, played, "yes", "trembles keep every link as it is", evidence)
    reason = "the limit allows it, but no trembles were found that keep every link as it is"
    return Play(agents, played, "undetermined", reason, None)


# -- distributions over oracles --------------------------------------------------------------------


def is_reflective(
    cod: COD,
    *,
    agents: Agents | None = None,
    families: Iterable[TrembleFamily | CODFamily] = (),
) -> Reflectivity:
    """Decide whether a COD is reflective.

    "No" about play that mixes outcomes means: no *single* sequence serves all oracles of the
    support. Several families given together prove the weaker property with the convex hull.

    Args:
        cod: Q.
        agents: the agents whose questions the oracles answer, if it is a game; then trembles are
            looked for.
        families: trembles to try. Families of outcomes (with ``agents``) count together: each
            oracle of the support may comply with another one, as the convex hull allows.

    Returns:
        The verdict with its evidence. Fully mixed Q are always decided; so are all Q that do not
        weakly lead to themselves, and all of agents with at most two moves each wherever ``check``
        decides the play. "Undetermined" else, unless a family proves it.

    Raises:
        InputError: the agents ask other questions than the COD answers.
    """
    lead = weakly_leads_to(cod, cod)
    if not lead:
        reason = f"it does not weakly lead to itself: {lead.broken[0]}"
        return Reflectivity(cod, "no", reason, lead)
    if cod.fully_mixed:
        return Reflectivity(cod, "yes", "it is fully mixed and weakly leads to itself", lead)
    given = list(families)
    for family in given:
        if isinstance(family, CODFamily) and family.limit is cod and family.verify():
            return Reflectivity(cod, "yes", "the given family tends to it", family)
    if agents is None:
        reason = "it weakly leads to itself; a family of fully mixed ones would have to show more"
        return Reflectivity(cod, "undetermined", reason, None)
    trembles = tuple(family for family in given if isinstance(family, TrembleFamily))
    if trembles:
        proof = Evidence(agents, cod, trembles)
        if proof.verify():
            return Reflectivity(cod, "yes", "the given trembles demand these answers", proof)
    played = agents.outcome_distribution(cod)
    play = reflective_play(agents, played)
    if play.verdict == "no":
        return Reflectivity(cod, "no", f"its play is refuted: {play.reason}", play)
    if play.verdict == "yes" and _asked_about(agents, played):
        return Reflectivity(cod, "yes", f"its play is reflective: {play.reason}", play)
    found = list(play.certificate.families) if isinstance(play.certificate, Evidence) else []
    if isinstance(play.certificate, Verdict):
        found += polynomial_families(agents, play.certificate)
    for family in found:
        proof = Evidence(agents, cod, (family,))
        if proof.verify():
            return Reflectivity(cod, "yes", "trembles demand these answers", proof)
    reason = "no trembles were found that demand these answers"
    return Reflectivity(cod, "undetermined", reason, None)
