"""Demands: climbers that insist on a share of what is gained over the threat point.

Source: the "green" and "yellow" agents of Armstrong, "Reflexive oracles and superrationality:
prisoner's dilemma", 2017.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from oraclegames.errors import InputError
from oraclegames.exact.plane import HalfPlane
from oraclegames.exact.rational import exact_text, format_rational, rational
from oraclegames.reflective.agents.lp_and_nelp import Climber
from oraclegames.reflective.agents.seat import Seat


@dataclass(frozen=True)
class Demand(Climber):
    """Insists on a share: u_me − d_me ≥ α (u_other − d_other) and u_me ≥ d_me, α ≥ 0.

    ::

        read p and q
        if my payoff of (p, q) is surely less than d_me, or my gain over d is surely less than
        α times the other's:
            play the minmax strategy
        go on as LP

    α = 0 is neLP, 0 < α < 1 are Armstrong's "green" agents, α = 1 reaches what NicerBot reaches,
    α > 1 are his greedy "yellow" ones. ``threat`` is d, (own, other's) payoff; both players' minmax
    values if None.
    """

    alpha: Fraction
    threat: tuple[Fraction, Fraction] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "alpha", rational(self.alpha, what="the demand alpha"))
        if self.threat is not None:
            mine, theirs = (rational(payoff, what="the threat point") for payoff in self.threat)
            object.__setattr__(self, "threat", (mine, theirs))
        if self.alpha < 0:
            raise InputError(
                f"the demand alpha should be at least 0, not {format_rational(self.alpha)}"
            )

    @property
    def name(self) -> str:
        """``demand:α``."""
        return f"demand:{exact_text(self.alpha)}"

    def half_planes(self, seat: Seat) -> tuple[HalfPlane, ...]:
        """The two conditions."""
        mine, theirs = seat.threat if self.threat is None else self.threat
        one = Fraction(1)
        return (
            (one, Fraction(0), mine),
            (one, -self.alpha, mine - self.alpha * theirs),
        )
