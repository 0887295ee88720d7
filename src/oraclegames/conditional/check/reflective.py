"""Is a dependency equilibrium on the boundary reflective? Several methods, asked in turn.

In a 2×2 game the closed form decides. Else strict levels with regularity, orders of magnitude (pure
outcomes), same-value trembles, and shifts of the values are asked, until one of them decides. Where
all are silent the answer is "undetermined", with the tie; where time ran out it says so.

2×2 games are asked about most, so what only the others need is loaded when it is first used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from oraclegames.budget import Clock, OutOfTime, Status
from oraclegames.conditional.check.verdict import Certificate
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import strict_levels
from oraclegames.conditional.two_by_two.reflective import LimitOfMixed, Obstacle, decide_2x2
from oraclegames.games.distribution import Distribution
from oraclegames.games.names import listed, move_name, player_name


@dataclass(frozen=True)
class Reflective:
    """A decision about the reflective notion for a dependency equilibrium.

    Attributes:
        verdict: "yes", "no" or "undetermined".
        certificate: the evidence; None if undetermined.
        reason: the same in words, as a clause.
        status: whether time ran out.
    """

    verdict: Literal["yes", "no", "undetermined"]
    certificate: Certificate | None
    reason: str
    status: Status = "complete"


OUT_OF_TIME = Reflective(
    "undetermined",
    None,
    "the time given ended before it was decided whether the play stays optimal all along",
    "partial",
)
"""The answer when the budget is spent."""


def decide_reflective(distribution: Distribution, clock: Clock) -> Reflective:
    """Decide the reflective notion for a dependency equilibrium.

    Each method may take half of the time that is left, so that the later ones have their turn.
    """
    if distribution.totally_mixed:
        return Reflective("yes", None, "")
    if distribution.game.shape == (2, 2):
        return _by_closed_form(distribution)
    return _by_methods(distribution, clock, (by_single_outcomes, *_METHODS))


def decide_further(distribution: Distribution, clock: Clock) -> Reflective:
    """The same beyond 2×2, where :func:`by_single_outcomes` has been asked."""
    return _by_methods(distribution, clock, _METHODS)


def _by_methods(
    distribution: Distribution, clock: Clock, methods: tuple[Method, ...]
) -> Reflective:
    late, why = False, ""
    for method in methods:
        try:
            decision = method(distribution, clock.part(1 / 2))
        except OutOfTime:
            late = True
        else:
            if decision and decision.verdict != "undetermined":
                return decision
            why = decision.reason if decision else why
    if late:
        return OUT_OF_TIME
    try:
        reason = why or _why_undetermined(Face.of(distribution), clock)
    except OutOfTime:
        return OUT_OF_TIME
    return Reflective("undetermined", None, reason, "undetermined")


_BY_ORDERS = "trembles of suitable orders of magnitude keep it optimal all along"


def _by_same_values(distribution: Distribution, clock: Clock) -> Reflective | None:
    from oraclegames.conditional.trembles.regularity import same_values

    certificate = same_values(distribution, clock)
    reason = "trembles can keep every value exactly as it is"
    return Reflective("yes", certificate, reason) if certificate else None


def by_single_outcomes(distribution: Distribution, clock: Clock) -> Reflective | None:
    """Strict levels of single outcomes decide most plays without ties, and need no program.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    return _by_strict_levels(distribution, clock, single=True)


def _by_lifting(distribution: Distribution, clock: Clock) -> Reflective | None:
    from oraclegames.conditional.trembles.orders import lift_orders

    if len(distribution.support) != 1:
        return None
    certificate = lift_orders(distribution, clock)
    return Reflective("yes", certificate, _BY_ORDERS) if certificate else None


def _by_strict_levels(
    distribution: Distribution, clock: Clock, single: bool = False
) -> Reflective | None:
    from oraclegames.conditional.trembles.regularity import strict_tremble

    levels = strict_levels(Face.of(distribution), clock, single=single)
    if single and levels.remaining:
        return None
    certificate = strict_tremble(distribution, levels, clock)
    reason = "the moves that are never played can be tried so that each is worth strictly less"
    return Reflective("yes", certificate, reason) if certificate else None


def _by_closed_form(distribution: Distribution) -> Reflective:
    decision = decide_2x2(distribution)
    if isinstance(decision, Obstacle):
        return Reflective("no", decision, f"not reflective: {decision.reason}")
    if isinstance(decision, LimitOfMixed):
        return Reflective("yes", decision, "totally mixed equilibria come as near as one likes")
    return Reflective("yes", decision, f"the trembles {decision} keep the play optimal")


def _by_orders(distribution: Distribution, clock: Clock) -> Reflective | None:
    from oraclegames.conditional.trembles.order_proofs import Orders
    from oraclegames.conditional.trembles.orders import Undecided, decide_orders

    if len(distribution.support) != 1:
        return None
    certificate = decide_orders(distribution, clock)
    if isinstance(certificate, Undecided):
        return Reflective("undetermined", None, certificate.reason, "undetermined")
    if isinstance(certificate, Orders):
        return Reflective("yes", certificate, _BY_ORDERS)
    reason = "whatever the orders of magnitude of the trembles, somebody is tempted by a tie"
    return Reflective("no", certificate, reason)


def _by_shifts(distribution: Distribution, clock: Clock) -> Reflective | None:
    from oraclegames.conditional.trembles.shift_search import decide_shifts
    from oraclegames.conditional.trembles.shifts import NoShifts

    certificate = decide_shifts(distribution, clock)
    if certificate is None:
        return None
    if isinstance(certificate, NoShifts):
        reason = "however the values shift along trembles, somebody is tempted by a tie"
        return Reflective("no", certificate, reason)
    reason = "trembles keep it optimal all along while the values shift"
    return Reflective("yes", certificate, reason)


def _by_second_terms(distribution: Distribution, clock: Clock) -> Reflective | None:
    from oraclegames.conditional.trembles.second_terms import second_terms

    certificate = second_terms(distribution, clock)
    reason = "trembles keep it optimal all along, one of them with a second term"
    return Reflective("yes", certificate, reason) if certificate else None


Method = Callable[[Distribution, Clock], Reflective | None]
"""Decides, or says that it cannot."""

_METHODS: tuple[Method, ...] = (
    _by_lifting,
    _by_strict_levels,
    _by_orders,
    _by_same_values,
    _by_shifts,
    _by_second_terms,
)


def _why_undetermined(face: Face, clock: Clock) -> str:
    remaining = strict_levels(face, clock).remaining
    if not remaining:
        return "whether trembles can keep the played moves exactly equal is undetermined"
    moves = [f"{player_name(face.game, i)}'s {move_name(face.game, i, s)}" for i, s in remaining]
    return (
        f"{listed(moves)} cannot be tried without a tie, and whether the play stays optimal all "
        "along is undetermined"
    )
