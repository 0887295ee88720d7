"""Climbers: agents that step towards what is a gain for both, and punish what they do not allow.

A climber is fixed by its allowable region, a convex set in the plane of (own payoff, other's
payoff):

    read p, the own mixed strategy, and q, the other's
    if the payoffs of (p, q) surely lie outside the allowable region:
        play the punishment
    if own moves o exist that are surely a gain for both, with some move of the other:
        with probability 1 − ε play p, with probability ε play one of these o
    else play p

*Surely outside*: one of the half-planes that make the region is violated at every corner of the two
zones, hence everywhere in them, because expected payoffs are bilinear.

*Surely a gain*: let D(o1, o2) be the derivative of the payoffs as the weight of o1 in p and of o2
in q grows at unit rate while the other weights shrink in proportion; a player whose weight is
already 1 contributes nothing. Both payoffs' D must be positive for all strategies in the two zones.
The first player's share of D depends on the second's zone alone and conversely when there are two
moves, so that the sum of the two least shares decides it exactly; with more moves this sum is a
lower bound, and the test errs on the side of staying. Next to weight 1 the test asks for a gain
with and without the share that vanishes there.

Source: Armstrong, "Reflexive oracles and superrationality: prisoner's dilemma", 2017.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq, fmpq_mat

from oraclegames.errors import InputError
from oraclegames.exact.plane import HalfPlane
from oraclegames.exact.rational import format_rational, rational
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.seat import Seat
from oraclegames.reflective.agents.zones import Mixed, Reading


class Climber(Agent):
    """An agent that climbs to where no small change is a gain for both, inside a region."""

    @abstractmethod
    def half_planes(self, seat: Seat) -> tuple[HalfPlane, ...]:
        """The (a, b, c) with a·u_me + b·u_other ≥ c that make the allowable region."""

    def punishment(self, seat: Seat) -> Mixed:
        """What is played when the payoffs are surely not allowed: the minmax strategy."""
        return seat.security.strategy

    def check(self, seat: Seat) -> None:
        """Every seat will do."""

    def output(self, seat: Seat, own: Reading, other: Reading) -> Mixed:
        """Punish, step or stay, as the module says."""
        mine, theirs = (
            (own.matrix * table * other.matrix.transpose()).entries() for table in seat.tables
        )
        for plane in self.half_planes(seat):
            a, b, c = [fmpq(x.numerator, x.denominator) for x in plane]
            if max([a * u + b * v for u, v in zip(mine, theirs)]) < c:
                return self.punishment(seat)
        better = improving_moves(seat, own, other)
        if not better:
            return own.value
        mixed = [(1 - seat.epsilon) * p for p in own.value]
        for move in better:
            mixed[move] += seat.epsilon / len(better)
        return tuple(mixed)


@dataclass(frozen=True)
class LP(Climber):
    """Locally Pareto: climbs wherever it is, and punishes nobody. Armstrong's LP().

    ::

        read p and q
        if moves (o1, o2) exist that are surely a gain for both:
            with probability 1 − ε play p, with probability ε play o1
        else play p
    """

    @property
    def name(self) -> str:
        """``lp``."""
        return "lp"

    def half_planes(self, seat: Seat) -> tuple[HalfPlane, ...]:
        """None: everything is allowed."""
        return ()


@dataclass(frozen=True)
class NonExploitableLP(Climber):
    """As LP, but insists on its own minmax value, or on another minimum. Armstrong's neLP().

    ::

        read p and q
        if my payoff of (p, q) is surely less than the minimum:
            play the minmax strategy
        go on as LP
    """

    minimum: Fraction | None = None

    def __post_init__(self) -> None:
        if self.minimum is not None:
            object.__setattr__(self, "minimum", rational(self.minimum, what="the minimum"))

    @property
    def name(self) -> str:
        """``nelp`` or ``nelp:minimum``."""
        return "nelp" if self.minimum is None else f"nelp:{format_rational(self.minimum)}"

    def half_planes(self, seat: Seat) -> tuple[HalfPlane, ...]:
        """u_me ≥ the minimum."""
        least = seat.security.value if self.minimum is None else self.minimum
        return ((Fraction(1), Fraction(0), least),)


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
        return f"demand:{format_rational(self.alpha)}"

    def half_planes(self, seat: Seat) -> tuple[HalfPlane, ...]:
        """The two conditions."""
        mine, theirs = seat.threat if self.threat is None else self.threat
        one = Fraction(1)
        return (
            (one, Fraction(0), mine),
            (one, -self.alpha, mine - self.alpha * theirs),
        )


def improving_moves(seat: Seat, own: Reading, other: Reading) -> frozenset[int]:
    """The own moves o for which some move of the other makes D(o, ·) surely positive for both."""
    first, second = seat.tables
    mine = _Growth((first, second), own.matrix, other.matrix)
    theirs = _Growth((first.transpose(), second.transpose()), other.matrix, own.matrix)
    answers = [theirs.least(reply) for reply in range(theirs.moves)]
    better = set()
    for move in range(mine.moves):
        *step, arrived = mine.least(move)
        for reply, (*answer, back) in enumerate(answers):
            if (
                not (arrived and back)
                and step[0] + answer[0] > 0
                and step[1] + answer[1] > 0
                and (not arrived or theirs.against(reply, move) > 0)
                and (not back or mine.against(move, reply) > 0)
            ):
                better.add(move)
    return frozenset(better)


class _Growth:
    """What a player's growing move brings to both payoffs; the player's moves are the tables' rows.

    As the weight of move o in p grows at unit rate, p changes by (o − p) / (1 − p(o)), and a payoff
    by (its value at o − its value at p) / (1 − p(o)).
    """

    def __init__(self, tables: tuple[fmpq_mat, fmpq_mat], growing: fmpq_mat, still: fmpq_mat):
        self.tables = tables
        self.growing = growing
        self.moves = growing.ncols()
        columns = still.transpose()
        self.at_moves = tables[0] * columns, tables[1] * columns
        self.at_corners = growing * self.at_moves[0], growing * self.at_moves[1]

    def least(self, move: int) -> tuple[fmpq, fmpq, bool]:
        """The least over both readings, for both; has the player perhaps arrived at the move?"""
        least: list[fmpq | None] = [None, None]
        arrived = False
        for k in range(self.growing.nrows()):
            rest = 1 - self.growing[k, move]
            if rest == 0:
                arrived = True
                continue
            for who, (after, now) in enumerate(zip(self.at_moves, self.at_corners)):
                for q in range(after.ncols()):
                    gain = (after[move, q] - now[k, q]) / rest
                    known = least[who]
                    if known is None or gain < known:
                        least[who] = gain
        return least[0] or fmpq(0), least[1] or fmpq(0), arrived

    def against(self, move: int, reply: int) -> fmpq:
        """What it brings to the one to whom it brings less, when the other plays this for sure."""
        gains = []
        for table in self.tables:
            now = self.growing * table
            for k in range(now.nrows()):
                rest = 1 - self.growing[k, move]
                if rest != 0:
                    gains.append((table[move, reply] - now[k, reply]) / rest)
        return min(gains, default=fmpq(0))
