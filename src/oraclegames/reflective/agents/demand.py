"""Demands: climbers that insist on a share of what is gained over the threat point.

Source: the "green" and "yellow" agents of Armstrong, "Reflexive oracles and superrationality:
prisoner's dilemma", 2017.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from oraclegames.errors import InputError
from oraclegames.exact.rational import exact_text, format_rational, rational
from oraclegames.reflective.agents.lp_and_nelp import Climber, HalfSpace
from oraclegames.reflective.agents.seat import AnySeat


@dataclass(frozen=True)
class Demand(Climber):
    """Insists on a share: u_me − d_me ≥ α (u_other − d_other) and u_me ≥ d_me, α ≥ 0.

    ::

        read p and q
        if my payoff of (p, q) is surely less than d_me, or my gain over d is surely less than
        α times the other's:
            play the minmax strategy
        go on as LP

    With more players there is one α for each other player, in order, or the same for all.

    α = 0 is neLP, 0 < α < 1 are Armstrong's "green" agents, α = 1 reaches what NicerBot reaches,
    α > 1 are his greedy "yellow" ones. ``threat`` is d, (own, other's, …) payoff; what each can
    secure alone if None.
    """

    alpha: Fraction | tuple[Fraction, ...]
    threat: tuple[Fraction, ...] | None = None

    def __post_init__(self) -> None:
        given = self.alpha if isinstance(self.alpha, tuple | list) else (self.alpha,)
        alphas = tuple(rational(alpha, what="the demand alpha") for alpha in given)
        object.__setattr__(self, "alpha", alphas[0] if len(alphas) == 1 else alphas)
        if self.threat is not None:
            threat = tuple(rational(payoff, what="the threat point") for payoff in self.threat)
            object.__setattr__(self, "threat", threat)
        if not alphas or min(alphas) < 0:
            shown = ", ".join(map(format_rational, alphas)) or "nothing"
            raise InputError(f"the demand alpha should be at least 0, not {shown}")

    @property
    def alphas(self) -> tuple[Fraction, ...]:
        """The shares; one alone is asked of everybody."""
        return self.alpha if isinstance(self.alpha, tuple) else (self.alpha,)

    @property
    def name(self) -> str:
        """``demand:α``."""
        return f"demand:{','.join(map(exact_text, self.alphas))}"

    def check(self, seat: AnySeat) -> None:
        """One share for each other player, or one for all."""
        count = len(seat.others)
        if len(self.alphas) not in (1, count):
            raise InputError(
                f"agent {self.name!r} demands {len(self.alphas)} shares, but there "
                f"{'is 1 other player' if count == 1 else f'are {count} other players'}"
            )
        if self.threat is not None and len(self.threat) != count + 1:
            raise InputError(
                f"the threat point of agent {self.name!r} has {len(self.threat)} payoffs, but "
                f"there are {count + 1} players"
            )
        super().check(seat)

    def half_planes(self, seat: AnySeat) -> tuple[HalfSpace, ...]:
        """The conditions: one alone, and one against each other player."""
        mine, *theirs = seat.threat if self.threat is None else self.threat
        one, zero, count = Fraction(1), Fraction(0), len(seat.others)
        alphas = self.alphas * count if len(self.alphas) == 1 else self.alphas
        shares = [
            (one, *(-alpha if k == j else zero for k in range(count)), mine - alpha * theirs[j])
            for j, alpha in enumerate(alphas)
        ]
        return ((one, *(zero,) * count, mine), *shares)
