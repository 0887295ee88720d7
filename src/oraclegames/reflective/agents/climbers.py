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
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from oraclegames.errors import InputError
from oraclegames.exact.plane import HalfPlane
from oraclegames.exact.rational import format_rational, rational
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.seat import Seat, Table
from oraclegames.reflective.agents.zones import Mixed, Reading

__all__ = ["LP", "Climber", "Demand", "NonExploitableLP", "improving_moves"]

_ZERO = Fraction(0)


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
        payoffs = [seat.values(p, q) for p in own.corners for q in other.corners]
        for a, b, c in self.half_planes(seat):
            if all(a * mine + b * theirs < c for mine, theirs in payoffs):
                return self.punishment(seat)
        better = improving_moves(seat, own, other)
        if not better:
            return own.value
        step = seat.epsilon / len(better)
        return tuple(
            (1 - seat.epsilon) * p + (step if move in better else 0)
            for move, p in enumerate(own.value)
        )


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
    tables = seat.mine, seat.theirs
    turned = tuple(zip(*seat.mine)), tuple(zip(*seat.theirs))
    mine, theirs = _growths(tables, own, other), _growths(turned, other, own)
    return frozenset(
        move
        for move, step in enumerate(mine)
        if any(_surely_gain(step, answer, move, reply) for reply, answer in enumerate(theirs))
    )


@dataclass(frozen=True)
class _Growth:
    """What a player's growing move brings to both payoffs.

    ``least`` bounds it over both readings, ``against[b]`` over the own reading when the other plays
    b for sure; ``arrived`` says whether the own reading allows that the move has weight 1 already.
    """

    least: tuple[Fraction, Fraction]
    against: tuple[tuple[Fraction, Fraction], ...]
    arrived: bool


def _growths(tables: tuple[Table, Table], growing: Reading, still: Reading) -> list[_Growth]:
    """For each move of the growing player, whose moves are the tables' rows."""
    rows = [
        [
            tuple(sum((q * u for q, u in zip(corner, row)), _ZERO) for row in table)
            for corner in still.corners
        ]
        for table in tables
    ]
    columns = [list(zip(*table)) for table in tables]
    growths = []
    for move in range(len(growing.value)):
        steps = _directions(growing, move)
        least = [
            min((_dot(v, row) for v in steps for row in rows[w]), default=_ZERO) for w in (0, 1)
        ]
        against = tuple(
            (
                min((_dot(v, columns[0][b]) for v in steps), default=_ZERO),
                min((_dot(v, columns[1][b]) for v in steps), default=_ZERO),
            )
            for b in range(len(columns[0]))
        )
        arrived = len(steps) < len(growing.corners)
        growths.append(_Growth((least[0], least[1]), against, arrived))
    return growths


def _surely_gain(step: _Growth, answer: _Growth, move: int, reply: int) -> bool:
    """Whether D(move, reply) is positive for both payoffs throughout the two readings."""
    if step.arrived and answer.arrived:
        return False
    return (
        all(a + b > 0 for a, b in zip(step.least, answer.least))
        and (not step.arrived or min(answer.against[move]) > 0)
        and (not answer.arrived or min(step.against[reply]) > 0)
    )


def _directions(reading: Reading, move: int) -> list[Mixed]:
    """How the corners that are not yet at ``move`` change as its weight grows at unit rate."""
    return [
        tuple(Fraction(1) if k == move else -p / (1 - corner[move]) for k, p in enumerate(corner))
        for corner in reading.corners
        if corner[move] != 1
    ]


def _dot(weights: Sequence[Fraction], payoffs: Sequence[Fraction]) -> Fraction:
    return sum((w * u for w, u in zip(weights, payoffs) if w), _ZERO)
