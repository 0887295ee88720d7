"""The best reflective equilibrium of a game beyond 2×2: a bound, and the best that is found.

Every totally mixed equilibrium is reflective, and every reflective one a dependency equilibrium. So
no reflective one is better than the best dependency equilibrium, and it is the best one if it is
reflective itself, which is decided for one distribution after another
(:mod:`oraclegames.conditional.check.reflective`). Where it is not (payoff ties) the best is taken
of other plays with the same values, of the pure reflective equilibria, of the supremum of totally
mixed play, and of the best for each choice of played moves. That is the best one where it meets the
bound; else it is the best that was found, and between it and the bound nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from oraclegames.budget import Clock, OutOfTime, Tell, silent
from oraclegames.conditional.best.exactly import exactly, is_exact
from oraclegames.conditional.best.objective import Objective
from oraclegames.conditional.best.result import Best
from oraclegames.conditional.best.searched import searched
from oraclegames.conditional.check.check import dependency_verdict
from oraclegames.conditional.check.pure import search_pure
from oraclegames.conditional.check.verdict import Verdict
from oraclegames.conditional.trembles.levels import Levels
from oraclegames.conditional.two_players.best_values import best_values
from oraclegames.conditional.two_players.equilibrium_at import equilibrium_at
from oraclegames.conditional.two_players.optimum import ceiling_of
from oraclegames.conditional.two_players.questions import Played
from oraclegames.exact.real import Real, order
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game

_SHARE = 1 / 2
"""The share of the time that the bound may take."""


@dataclass(frozen=True)
class _Candidate:
    """A reflective equilibrium, or values that totally mixed ones approach (without a play)."""

    value: Real
    values: tuple[Real, ...]
    probabilities: tuple[Real, ...]
    attained: bool
    verdict: Verdict | None


def best_reflective(
    game: Game, goal: Objective, tolerance: Fraction, clock: Clock, tell: Tell | None, compare: bool
) -> Best:
    """The best reflective equilibrium that is found, with the best dependency one as the bound."""
    top = _all(game, goal, tolerance, clock.part(_SHARE), tell, compare)
    found: _Candidate | None = None
    ended = False
    try:
        for one in _candidates(game, goal, top, tolerance, clock):
            if found is None or order(one.value, found.value) > 0:
                found = one
            if order(found.value, top.bound) >= 0:
                break
    except (OutOfTime, KeyboardInterrupt):
        ended = True
    ended = ended or clock.spent or (top.status == "partial" and not top.proved)
    return _answer(top, found, ended)


def _all(
    game: Game, goal: Objective, tolerance: Fraction, clock: Clock, tell: Tell | None, compare: bool
) -> Best:
    """The best dependency equilibrium."""
    if is_exact(game, "dependency"):
        return exactly(game, goal, "dependency", clock, tell, compare)
    return searched(game, goal, tolerance, clock, tell, "dependency", compare)


def _answer(top: Best, found: _Candidate | None, ended: bool) -> Best:
    """The bound of all, and what was found among the reflective ones."""
    assert top.bound is not None, "every game has a dependency equilibrium"
    if found is None:
        empty = replace(top, notion="reflective", value=None, attained=False, values=())
        return replace(empty, probabilities=(), levels=None, status="partial" if ended else "tied")
    verdict = found.verdict
    answer = replace(
        top,
        notion="reflective",
        value=found.value,
        attained=found.attained,
        values=found.values,
        probabilities=found.probabilities,
        levels=verdict.certificate if verdict and isinstance(verdict.certificate, Levels) else None,
        reflective=verdict and verdict.reflective_certificate,
    )
    open_ones = ended or top.compared == "partial"
    whole = answer.proved and top.compared != "partial"
    return replace(answer, status="complete" if whole else "partial" if open_ones else "tied")


def _candidates(
    game: Game, goal: Objective, top: Best, tolerance: Fraction, clock: Clock
) -> Iterator[_Candidate]:
    """Reflective equilibria, those that are likely the best first."""
    yield from _checked(game, goal, top.probabilities, clock)
    exact = is_exact(game, "dependency")
    if exact and top.value is not None:
        for question in Played.every(game):
            same = equilibrium_at(game, [question], (top.values[0], top.values[1]), clock)
            yield from _checked(game, goal, same.probabilities if same else (), clock)
    for pure in search_pure(game, clock.part(_SHARE), silent):
        if pure.reflective == "yes":
            point = Distribution.point(game, pure.outcome).probabilities
            yield from _checked(game, goal, point, clock)
    yield from _totally_mixed(game, goal, tolerance, clock)
    if exact:
        for question in Played.every(game):
            best = best_values(goal, [question], clock, silent, ceiling_of(goal, game))
            clock.check()
            if best.values is not None and best.attained:
                play = equilibrium_at(game, [question], best.values, clock)
                yield from _checked(game, goal, play.probabilities if play else (), clock)


def _checked(
    game: Game, goal: Objective, play: Sequence[Any], clock: Clock
) -> Iterator[_Candidate]:
    """The play, if it is shown to be reflective; irrational play is not asked about."""
    clock.check()
    if not play or not all(isinstance(p, Fraction) for p in play):
        return
    verdict = dependency_verdict(Distribution.of(game, tuple(play)), clock.part(_SHARE))
    if verdict.reflective == "yes":
        values = verdict.values
        yield _Candidate(goal.value(values), values, tuple(play), True, verdict)


def _totally_mixed(
    game: Game, goal: Objective, tolerance: Fraction, clock: Clock
) -> Iterator[_Candidate]:
    """The best totally mixed equilibrium, or the values of their supremum."""
    if is_exact(game, "totally mixed"):
        best = exactly(game, goal, "totally mixed", clock.part(_SHARE), None, False)
        if not best.proved:
            return
    else:
        best = searched(game, goal, tolerance, clock.part(_SHARE), None, "totally mixed", False)
    if best.value is not None:
        yield _Candidate(best.value, best.values, best.probabilities, best.attained, None)
