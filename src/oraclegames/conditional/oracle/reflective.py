"""Is this COD reflective?

* A fully mixed Q is reflective iff it weakly leads to itself.
* Every reflective Q weakly leads to itself.
* A family of trembles proves that Q is reflective (:mod:`oraclegames.conditional.oracle.families`).
* For COEDT agents of a game, Q is not reflective if its play is not
  (:mod:`oraclegames.conditional.oracle.play`), nor if an answer is wrong whatever the trembles:
  "A is worth more than B" where every outcome with A pays less. If its play is reflective, only the
  *idle* answers are left, those that no played move needs: trembles must demand these too. Where
  one outcome is played, orders and sizes of the trembles decide it
  (:mod:`oraclegames.conditional.oracle.answers`); where several are, trembles are tried, and then
  products of what is demanded (:mod:`oraclegames.conditional.oracle.mixtures`).

Sources: J. Taylor (2018), "EDT solves 5 and 10 with conditional oracles"; Diffractor (2018), "COEDT
equilibria in games".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from oraclegames.budget import Clock, OutOfTime
from oraclegames.conditional.check.verdict import Verdict
from oraclegames.conditional.oracle.agents import Agents, Question
from oraclegames.conditional.oracle.answers import NoAnswers, answers_of, decide_answers
from oraclegames.conditional.oracle.cod import COD
from oraclegames.conditional.oracle.families import CODFamily, Evidence
from oraclegames.conditional.oracle.mixtures import NoMixture, no_mixture
from oraclegames.conditional.oracle.play import Answer, Play, play_within, polynomial_families
from oraclegames.conditional.oracle.powers import families_by_powers
from oraclegames.conditional.oracle.result import Evident
from oraclegames.conditional.oracle.weakly_leads import WeakLead, weakly_leads_to
from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Outcome
from oraclegames.games.shown import Shown


@dataclass(frozen=True, repr=False)
class Hopeless(Evident, Shown):
    """An answer of some oracle that no totally mixed play demands: its moves always pay less."""

    kind = "hopeless"

    cod: COD
    question: Question
    answer: Literal[0, 1]

    def verify(self) -> bool:
        """Re-check the payoffs, and that the answer has positive probability."""
        agents = self.cod.system.owner
        if not isinstance(agents, Agents) or self.question not in agents.questions:
            return False
        wrong = _always(agents, self.question) == (-1 if self.answer else 1)
        return wrong and self.cod.answer(agents.query(self.question), self.answer) > 0

    def __str__(self) -> str:
        return f"no totally mixed play demands the answer {self.answer}"


@dataclass(frozen=True, repr=False)
class Reflectivity(Evident, Shown):
    """Whether a COD is reflective.

    Attributes:
        cod: Q.
        verdict: whether.
        reason: one sentence.
        certificate: the evidence: Q weakly leads to itself or does not; a family; an answer that is
            wrong in any case; answers that exclude each other; or what is known about the play.
            None if undetermined.
    """

    kind = "reflectivity"

    cod: COD
    verdict: Answer
    reason: str
    certificate: WeakLead | CODFamily | Evidence | Hopeless | NoAnswers | NoMixture | Play | None

    def __bool__(self) -> bool:
        return self.verdict == "yes"

    def verify(self) -> bool:
        """Re-check the evidence, and that it says this about this COD."""
        evidence = self.certificate
        if evidence is None:
            return self.verdict == "undetermined"
        if isinstance(evidence, (Play, NoAnswers)):
            agents = evidence.agents
            return (
                agents == self.cod.system.owner
                and evidence.distribution == agents.outcome_distribution(self.cod)
                and self._follows(evidence)
                and evidence.verify()
            )
        says = "no" if isinstance(evidence, (Hopeless, NoMixture)) else "yes"
        if isinstance(evidence, WeakLead):
            about = [evidence.start, evidence.end]
            says = "no" if evidence.broken else "yes" if self.cod.fully_mixed else "undetermined"
        else:
            about = [evidence.limit if isinstance(evidence, CODFamily) else evidence.cod]
        return self.verdict == says and all(q is self.cod for q in about) and evidence.verify()

    def _follows(self, evidence: Play | NoAnswers) -> bool:
        """Whether evidence about the play, if true, says this about the COD."""
        agents = evidence.agents
        if isinstance(evidence, Play):
            no = evidence.verdict == "no"
            idle = not _asked_about(agents, evidence.distribution)
            return evidence.verdict == self.verdict and (no or not idle)
        given = (answers_of(agents, oracle.answers) for oracle, _ in self.cod.weights)
        return self.verdict == "no" and any(set(evidence.wanted) <= set(a) for a in given)

    def __str__(self) -> str:
        return f"Reflective: {self.verdict}; {self.reason}"


def is_reflective(
    cod: COD,
    *,
    families: Iterable[TrembleFamily | CODFamily] = (),
    budget: float | None = None,
) -> Reflectivity:
    """Decide whether a COD is reflective.

    "No" about play that mixes outcomes means: no *single* sequence serves all oracles of the
    support. Several families given together prove the weaker property with the convex hull.

    Args:
        cod: Q. If it was made by :class:`Agents` of a game, trembles are looked for.
        families: trembles to try: of the oracles, or, for agents of a game, of the outcomes. The
            latter count together: each oracle of the support may comply with another one.
        budget: seconds after which the verdict is "undetermined", as on Ctrl-C; None for no limit.

    Returns:
        The verdict with its evidence. Always decided: fully mixed Q; Q that do not weakly lead to
        themselves; 2×2 games. Else it may be undetermined, where the play is, or where idle answers
        are left for which neither trembles nor a proof against them were found; if one outcome is
        played, that is rare (of 2000 random oracles of 2×3 games with payoffs 0 to 3 none, of 3×3
        games 19).
    """
    clock = Clock(budget)
    try:
        return _decided(cod, families, clock)
    except (OutOfTime, KeyboardInterrupt):
        reason = "the time given ended before it was decided"
        return Reflectivity(cod, "undetermined", reason, None)


def _decided(cod: COD, families: Iterable[TrembleFamily | CODFamily], clock: Clock) -> Reflectivity:
    # Long: one case for each kind of evidence.
    clock.check()
    lead = weakly_leads_to(cod, cod)
    if not lead:
        reason = f"it does not weakly lead to itself: {lead.broken[0]}"
        return Reflectivity(cod, "no", reason, lead)
    if cod.fully_mixed:
        return Reflectivity(cod, "yes", "it is fully mixed and weakly leads to itself", lead)
    given = list(families)
    for family in given:
        clock.check()
        if isinstance(family, CODFamily) and family.limit is cod and family.verify():
            return Reflectivity(cod, "yes", "the given family tends to it", family)
    agents = cod.system.owner
    if not isinstance(agents, Agents):
        reason = "it weakly leads to itself; only a family of fully mixed ones can show more"
        return Reflectivity(cod, "undetermined", reason, None)
    trembles = tuple(family for family in given if isinstance(family, TrembleFamily))
    if trembles:
        proof = Evidence(agents, cod, trembles)
        if proof.verify():
            return Reflectivity(cod, "yes", "the given trembles demand these answers", proof)
    return _of_agents(cod, agents, clock)


def _of_agents(cod: COD, agents: Agents, clock: Clock) -> Reflectivity:
    played = agents.outcome_distribution(cod)
    play = play_within(agents, played, clock)
    clock.check()
    if play.verdict == "no":
        return Reflectivity(cod, "no", f"its play is refuted: {play.reason}", play)
    if play.verdict == "yes" and _asked_about(agents, played):
        return Reflectivity(cod, "yes", f"its play is reflective: {play.reason}", play)
    for question, query in zip(agents.questions, agents.queries):
        always = _always(agents, question)
        if always and cod.answer(query, int(always < 0)):
            answer: Literal[0, 1] = 1 if always < 0 else 0
            reason = f"{query} is answered {answer}, which any mixed play contradicts"
            return Reflectivity(cod, "no", reason, Hopeless(cod, question, answer))
    if len(played.support) > 1:
        refuted = no_mixture(cod, agents, clock)
        if refuted is not None:
            reason = "whatever the trembles, they cannot serve all oracles at once"
            return Reflectivity(cod, "no", reason, refuted)
    for family in _candidates(cod, agents, play):
        clock.check()
        proof = Evidence(agents, cod, (family,))
        if proof.verify():
            return Reflectivity(cod, "yes", "trembles demand these answers", proof)
    if len(played.support) == 1:
        decided = _by_answers(cod, agents, played.support[0], clock)
        if decided is not None:
            return decided
    reason = "no trembles were found that demand these answers"
    return Reflectivity(cod, "undetermined", reason, None)


def _by_answers(cod: COD, agents: Agents, outcome: Outcome, clock: Clock) -> Reflectivity | None:
    """Decide each oracle of the support by itself, where all play one outcome."""
    families = []
    for oracle, _ in cod.weights:
        found = decide_answers(agents, outcome, answers_of(agents, oracle.answers), clock)
        if isinstance(found, NoAnswers):
            reason = "whatever the trembles, some of these answers is wrong"
            return Reflectivity(cod, "no", reason, found)
        families += [found] if found else []
    proof = Evidence(agents, cod, tuple(families))
    if proof.verify():
        return Reflectivity(cod, "yes", "trembles demand these answers", proof)
    return None


def _always(agents: Agents, question: Question) -> int:
    """The sign that a question has for all totally mixed play; 0 if payoffs do not decide it."""
    game, i = agents.game, question.player
    first = [game.payoff(i, o) for o in game.outcomes() if o[i] in question.first]
    second = [game.payoff(i, o) for o in game.outcomes() if o[i] in question.second]
    if max(first) <= min(second):
        return -int(min(first) < max(second))
    return int(min(first) >= max(second))


def _asked_about(agents: Agents, played: Distribution) -> bool:
    """Whether every question is about a move that is played, so that no answer is idle."""
    return all(
        outcome[q.player] in (*q.first, *q.second)
        for outcome in played.support
        for q in agents.questions
    )


def _candidates(cod: COD, agents: Agents, play: Play) -> Iterator[TrembleFamily]:
    """Trembles of the play that may suit the idle answers too."""
    if isinstance(play.certificate, Evidence):
        yield from play.certificate.families
    if isinstance(play.certificate, Verdict):
        yield from polynomial_families(agents, play.certificate)
    if len(play.distribution.support) > 1:
        rows = zip(agents.questions, zip(*(oracle.answers for oracle, _ in cod.weights)))
        ties = [question for question, answers in rows if len(set(answers)) > 1]
        yield from families_by_powers(play.distribution, ties)
