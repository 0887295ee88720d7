"""Which play do reflective CODs of COEDT agents bring about?

A family of trembles of the *play* proves a COD reflective
(:mod:`oraclegames.conditional.oracle.families`), so that the question is one about the distribution
P of play:

* pairwise, and whenever nobody has more than two moves: some reflective COD plays P iff P is a
  reflective equilibrium (:func:`oraclegames.conditional.check.check.check`);
* chains: the same with the conditions of :mod:`oraclegames.conditional.oracle.chains`. A
  :class:`StrictTremble` proves P for every order: sums of moves stay strictly worse or better too,
  and the links' equations are those of the supported moves times a triangular matrix.

Source: Diffractor (2018), "COEDT equilibria in games", for the chain; the decision is derived.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from oraclegames.budget import Clock, OutOfTime
from oraclegames.conditional.check.check import dependency_verdict
from oraclegames.conditional.check.verdict import Verdict
from oraclegames.conditional.oracle.agents import Agents
from oraclegames.conditional.oracle.answers import NoAnswers, decide_answers, played_moves
from oraclegames.conditional.oracle.chains import Blocked, NoTremble, chain_levels, one_order
from oraclegames.conditional.oracle.cod import COD
from oraclegames.conditional.oracle.families import Evidence, signs
from oraclegames.conditional.oracle.punishment import family_of_powers, powers_of_levels
from oraclegames.conditional.oracle.result import Evident
from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.conditional.trembles.regularity import SameValues, StrictTremble
from oraclegames.games.distribution import Distribution
from oraclegames.games.shown import Shown

Answer = Literal["yes", "no", "undetermined"]


@dataclass(frozen=True, repr=False)
class Play(Evident, Shown):
    """Whether some reflective COD of these agents plays a distribution.

    Attributes:
        agents: the agents.
        distribution: P.
        verdict: "yes", "no" or "undetermined".
        reason: one sentence.
        certificate: the evidence: a verdict of ``check``, trembles, or a proof that there are none;
            None if undetermined.
    """

    kind = "play"

    agents: Agents
    distribution: Distribution
    verdict: Answer
    reason: str
    certificate: Verdict | Evidence | Blocked | NoTremble | NoAnswers | None

    def verify(self) -> bool:
        """Re-check the evidence, and that it says this about this play."""
        evidence = self.certificate
        if evidence is None:
            return self.verdict == "undetermined"
        if isinstance(evidence, Evidence):
            if self.verdict != "yes" or evidence.agents != self.agents or not evidence.verify():
                return False
            return self.agents.outcome_distribution(evidence.cod) == self.distribution
        if evidence.distribution != self.distribution or not evidence.verify():
            return False
        if isinstance(evidence, Verdict):
            about_this = evidence.game == self.agents.game
            agrees = self.verdict == evidence.reflective and self.verdict != "undetermined"
            return about_this and agrees and _transfers(self.agents, evidence)
        if isinstance(evidence, NoAnswers):
            needed = played_moves(self.agents, self.distribution.support[0])
            if not set(evidence.wanted) <= set(needed):
                return False
        return self.verdict == "no" and evidence.agents == self.agents

    def __str__(self) -> str:
        return f"{self.distribution}: {self.verdict}, {self.reason}"


def _transfers(agents: Agents, verdict: Verdict) -> bool:
    """Whether ``check``'s verdict, about pairs, is one about these agents."""
    few_moves = max(agents.game.shape) <= 2
    if agents.reading == "pairwise" or few_moves or verdict.kind == "interior":
        return True
    if verdict.reflective == "yes":
        return isinstance(verdict.reflective_certificate, StrictTremble)
    # Supported moves that are not worth the same are refuted for chains too; stuck levels are not.
    return verdict.reflective == "no" and verdict.verdict == "no" and verdict.certificate is None


def cod_playing(agents: Agents, family: TrembleFamily) -> COD:
    """The COD that plays a family's limit and answers idle questions as the family demands.

    It is reflective if the family allows the answers that the play needs.
    """
    demands = signs(agents, family)
    game = agents.game
    pairs = zip(game.outcomes(), family.distribution.probabilities)
    return agents.cod({agents.answers(o, demands): p for o, p in pairs if p})


def polynomial_families(agents: Agents, verdict: Verdict) -> list[TrembleFamily]:
    """Polynomial trembles that ``check``'s evidence spells out; constant if P is totally mixed."""
    evidence, distribution = verdict.reflective_certificate, verdict.distribution
    if verdict.reflective == "yes" and distribution.totally_mixed:
        return [TrembleFamily(distribution, tuple((p,) for p in distribution.probabilities))]
    if isinstance(evidence, TrembleFamily):
        return [evidence]
    if isinstance(evidence, SameValues):
        direction = dict(evidence.direction)
        outcomes = zip(agents.game.outcomes(), distribution.probabilities)
        weights = tuple((p, direction.get(o, p * 0)) for o, p in outcomes)
        return [TrembleFamily(distribution, weights)]
    if isinstance(evidence, StrictTremble) and len(distribution.support) == 1:
        powers = powers_of_levels(agents.game, distribution.support[0], evidence.levels.levels)
        return [family_of_powers(agents.game, powers)]
    return []


def reflective_play(agents: Agents, distribution: Any, *, budget: float | None = None) -> Play:
    """Decide whether some reflective COD of these agents plays a distribution.

    Args:
        agents: COEDT agents of a game.
        distribution: P, anything that :meth:`Distribution.of` accepts.
        budget: seconds after which the verdict is "undetermined", as on Ctrl-C; None for no limit.

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
    return play_within(agents, distribution, Clock(budget))


def play_within(agents: Agents, distribution: Any, clock: Clock) -> Play:
    """As :func:`reflective_play`, on a clock that runs already."""
    played = Distribution.of(agents.game, distribution)
    try:
        return _decided(agents, played, clock)
    except (OutOfTime, KeyboardInterrupt):
        clock.stop()
        reason = "the time given ended before it was decided"
        return Play(agents, played, "undetermined", reason, None)


def _decided(agents: Agents, distribution: Distribution, clock: Clock) -> Play:
    # Long: one case for each kind of evidence.
    clock.check()
    verdict = dependency_verdict(distribution, clock)
    clock.check()
    played = verdict.distribution
    if verdict.reflective != "undetermined" and _transfers(agents, verdict):
        return Play(agents, played, verdict.reflective, verdict.reason, verdict)
    families = polynomial_families(agents, verdict)
    if agents.reading == "chain":
        found = chain_levels(agents, played, clock)
        if isinstance(found, Blocked):
            reason = "however the other moves are tried, some link would answer differently"
            return Play(agents, played, "no", reason, found)
        clock.check()
        first = one_order(agents, played)
        if isinstance(first, NoTremble):
            reason = "no weights of the other moves make every link answer as it does"
            return Play(agents, played, "no", reason, first)
        families += [first] if first else []
    if len(played.support) == 1:
        (outcome,) = played.support
        decided = decide_answers(agents, outcome, played_moves(agents, outcome), clock)
        if isinstance(decided, NoAnswers):
            reason = "whatever the trembles, some answer that the play needs is wrong"
            return Play(agents, played, "no", reason, decided)
        families += [decided] if decided else []
    for family in families:
        clock.check()
        if family.is_tremble():
            evidence = Evidence(agents, cod_playing(agents, family), (family,))
            if evidence.verify():
                return Play(agents, played, "yes", "trembles keep every answer as it is", evidence)
    reason = "the limit allows it, but no trembles were found that keep every answer as it is"
    return Play(agents, played, "undetermined", reason, None)
