"""Is this distribution an equilibrium? An exact verdict with its evidence.

Agents that share an oracle look at the conditional value of each of their moves,
c_i(s; P) = E_P[U_i | s_i = s]. Two notions are decided.

* **Dependency equilibrium** (Spohn 2003): some totally mixed P_k → P such that no player has, in
  the limit, a better move than one that she plays.
* **Reflective equilibrium** (COEDT equilibrium; Diffractor 2018): some totally mixed P_k → P along
  which, for every k, every move that is played in the limit is optimal.

A totally mixed P is either iff c_i(s; P) is the same for all moves s of each player i, and the two
notions agree. On the boundary:

1. all supported moves of a player must be worth the same, else P is neither;
2. the unsupported moves must have weak tremble levels
   (:mod:`oraclegames.conditional.trembles.levels`); 1 and 2 together are necessary and sufficient
   for a dependency equilibrium, so that this notion is always decided;
3. reflective equilibria are dependency equilibria; for those, several methods are asked in turn
   (:mod:`oraclegames.conditional.trembles.regularity`,
   :mod:`oraclegames.conditional.trembles.orders`,
   :mod:`oraclegames.conditional.trembles.shifts`). Where all are silent the verdict is
   "undetermined", with the tie.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, overload

from oraclegames.budget import Clock, OutOfTime, Progress, Tell, silent
from oraclegames.conditional.check.reflective import OUT_OF_TIME, Reflective, decide_reflective
from oraclegames.conditional.check.verdict import Verdict, Violation, tempted, violations_of
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import Levels, Stuck, weak_levels
from oraclegames.conditional.two_by_two.reflective import Obstacle
from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational
from oraclegames.games.distribution import Distribution
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.names import listed, move_name, player_name

if TYPE_CHECKING:
    from oraclegames.conditional.similarity.notion_verdict import NotionVerdict


@overload
def check(
    game: GameLike,
    distribution: Any,
    *,
    notion: Literal["dependency", "reflective"] = "dependency",
    approximate: bool = False,
    budget: float | None = None,
    progress: Tell | None = None,
) -> Verdict: ...
@overload
def check(
    game: GameLike,
    distribution: Any,
    *,
    notion: str,
    q: Any = None,
    approximate: bool = False,
    budget: float | None = None,
    progress: Tell | None = None,
) -> Verdict | NotionVerdict: ...
def check(
    game: GameLike,
    distribution: Any,
    *,
    notion: str = "dependency",
    q: Any = None,
    approximate: bool = False,
    budget: float | None = None,
    progress: Tell | None = None,
) -> Verdict | NotionVerdict:
    """Decide whether a distribution is an equilibrium: a dependency and a reflective one, or else.

    Args:
        game: the game, any number of players and moves.
        distribution: a :class:`Distribution` or what :meth:`Distribution.of` accepts.
        notion: "dependency", "reflective", "embedded", "subjective", "nash", "correlated" or
            "coarse", or what the literature abbreviates them to ("DE", "COEDT", "EE", "SEE", "NE",
            "CE", "CCE").
        q: for "embedded": the belief that all share about moves that are not played, a positive
            distribution; None asks for some.
        approximate: accept floats by their decimal text.
        budget: seconds, None for no limit. What is not decided by then (or by Ctrl-C) is
            "undetermined", and the verdict's status "partial".
        progress: called as each of the three steps begins.

    Returns:
        The verdict; true iff it is an equilibrium of the notion. "dependency" and "reflective" are
        answered by one :class:`Verdict`, the others by a :class:`NotionVerdict`. All but
        "reflective" are always decided, given time; that may be "undetermined" where payoffs tie.

    Raises:
        InputError: if the probabilities are negative or do not sum to 1, there is no such notion,
            or q is given for another one or not positive.

    Cost: linear in players × outcomes, and on the boundary up to a linear program for each move
    that is never played, with a row for each such move and a column for each outcome.

    >>> from oraclegames import Game
    >>> chicken = Game.from_arrays(
    ...     [[4, 4], [5, 0]], [[4, 5], [4, 0]],
    ...     players=["Row", "Column"], moves=[["Swerve", "Straight"]] * 2,
    ... )
    >>> verdict = check(chicken, "81/100, 9/100, 9/100, 1/100")
    >>> verdict.verdict, verdict.reason
    ('no', 'given Straight, Row gets 9/2; given Swerve, 4')
    >>> bool(check(chicken, "5/9, 2/9, 2/9, 0")), bool(check(chicken, "11/20, 1/5, 1/5, 1/20"))
    (False, True)
    """
    game = as_game(game)
    clock, tell = Clock(budget), progress or silent
    played = Distribution.of(game, distribution, approximate=approximate)
    if notion == "dependency" and q is None:
        return dependency_verdict(played, clock, tell)
    from oraclegames.conditional.similarity.notions import notion_of

    name = notion_of(notion).name
    if q is not None and name != "embedded":
        raise InputError(f"a belief q is for the notion 'embedded', not for {name!r}")
    if name in ("dependency", "reflective"):
        verdict = dependency_verdict(played, clock, tell)
        return replace(verdict, notion="reflective") if name == "reflective" else verdict
    belief = None if q is None else Distribution.of(game, q, approximate=approximate)
    return _judged(played, name, belief, clock)


def _judged(played: Distribution, name: str, q: Distribution | None, clock: Clock) -> NotionVerdict:
    """The verdict of a notion that needs no totally mixed play near by."""
    from oraclegames.conditional.similarity.judge import JUDGES, judge_embedded
    from oraclegames.conditional.similarity.notion_verdict import NotionVerdict

    try:
        clock.check()
        found = judge_embedded(played, clock, q) if q is not None else JUDGES[name](played, clock)
    except (OutOfTime, KeyboardInterrupt):
        return NotionVerdict(played.game, played, name, "undetermined", q, None)
    answer: Literal["yes", "no"] = "yes" if found.says else "no"
    return NotionVerdict(played.game, played, name, answer, q, found)


def dependency_verdict(played: Distribution, clock: Clock, tell: Tell = silent) -> Verdict:
    """Whether it is a dependency and a reflective equilibrium; Ctrl-C stops the clock."""
    tell(Progress(0, 3, "steps: are the moves that are played worth the same?"))
    violations = violations_of(played)
    if violations:
        reason = _why_unequal(played, violations[0])
        return _verdict(played, "no", Reflective("no", None, reason), violations=violations)
    face = Face.of(played)
    tell(Progress(1, 3, "steps: can the other moves be tried?"))
    try:
        found = weak_levels(face, clock)
    except (OutOfTime, KeyboardInterrupt):
        clock.stop()
        reason = "the time given ended before it was decided whether the other moves can be tried"
        return _verdict(played, "undetermined", replace(OUT_OF_TIME, reason=reason))
    if isinstance(found, Stuck):
        decision = Reflective("no", None, _why_stuck(found))
        return _verdict(played, "no", decision, violations=tempted(found), certificate=found)
    tell(Progress(2, 3, "steps: do they stay so along trembles?"))
    try:
        return judge(played, found, decide_reflective(played, clock))
    except KeyboardInterrupt:
        clock.stop()
        return judge(played, found, OUT_OF_TIME)


BUT = "but "
"""Before what speaks against the reflective notion."""


def judge(played: Distribution, found: Levels, decision: Reflective) -> Verdict:
    """The verdict on a dependency equilibrium, given its weak levels and the reflective notion."""
    certificate = None if played.totally_mixed else found
    reason = _why_equal(found.face)
    if decision.reason:
        against = decision.verdict == "no" and not isinstance(decision.certificate, Obstacle)
        reason += f"; {BUT if against else ''}{decision.reason}"
    return _verdict(played, "yes", replace(decision, reason=reason), certificate=certificate)


def _verdict(
    distribution: Distribution,
    verdict: Literal["yes", "no", "undetermined"],
    decision: Reflective,
    violations: tuple[Violation, ...] = (),
    certificate: Levels | Stuck | None = None,
) -> Verdict:
    return Verdict(
        game=distribution.game,
        distribution=distribution,
        verdict=verdict,
        reflective=decision.verdict,
        kind="interior" if distribution.totally_mixed else "boundary",
        values=distribution.values,
        violations=violations,
        certificate=certificate,
        reflective_certificate=decision.certificate,
        reason=decision.reason,
        status=decision.status,
    )


# -- words ----------------------------------------------------------------------------------------


def _why_unequal(distribution: Distribution, violation: Violation) -> str:
    game, i = distribution.game, violation.player
    better = distribution.conditional_value(i, violation.other)
    worse = distribution.conditional_value(i, violation.move)
    assert better is not None and worse is not None
    return (
        f"given {move_name(game, i, violation.other)}, {player_name(game, i)} gets "
        f"{format_rational(better)}; given {move_name(game, i, violation.move)}, "
        f"{format_rational(worse)}"
    )


def _why_stuck(stuck: Stuck) -> str:
    game = stuck.face.game
    for v in tempted(stuck):
        value = stuck.face.values[v.player]
        return (
            f"{player_name(game, v.player)} gets {format_rational(value)}, but would get at least "
            f"{format_rational(value + v.difference)} given {move_name(game, v.player, v.other)}, "
            "whatever the others do"
        )
    moves = [f"{player_name(game, i)}'s {move_name(game, i, s)}" for i, s in stuck.moves]
    return f"however {listed(moves)} are tried, one of them is worth more than the play"


def _why_equal(face: Face) -> str:
    game = face.game
    parts = [
        f"{player_name(game, i)} gets {format_rational(value)}"
        for i, value in enumerate(face.values)
    ]
    return f"{listed(parts)} whatever move of those played is given"
