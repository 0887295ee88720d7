"""LP and neLP: agents that step towards what is a gain for both; neLP punishes low payoffs.

Both are *climbers*. A climber is fixed by its allowable region, a convex set in the plane of (own
payoff, other's payoff):

    read p, the own mixed strategy, and q, the other's
    if the payoffs of (p, q) surely lie outside the allowable region:
        play the punishment
    if own moves o exist that are surely a gain for both, with some move of the other:
        with probability 1 − ε play p, with probability ε play one of these o
    else play p

*Surely outside*: one of the half-planes that make the region is violated at every corner of the two
zones, hence everywhere in them, because expected payoffs are bilinear. *Surely a gain*: δ-Pareto,
:mod:`oraclegames.reflective.agents.delta_pareto`. LP allows everything, neLP what pays at least its
minmax value; :mod:`oraclegames.reflective.agents.demand` and
:mod:`oraclegames.reflective.agents.regions` are climbers too.

Source: Armstrong, "Reflexive oracles and superrationality: prisoner's dilemma", 2017.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq

from oraclegames.errors import InputError, told
from oraclegames.exact.rational import exact_text, rational
from oraclegames.reflective.agents.agents import Agent, mixed_strategy
from oraclegames.reflective.agents.delta_pareto import improving_moves
from oraclegames.reflective.agents.reading import Mixed, Reading
from oraclegames.reflective.agents.seat import AnySeat, Seat

HalfSpace = tuple[Fraction, ...]
"""a, b, …, c: all payoffs with a·u_me + b·u_other + … ≥ c."""


class Climber(Agent):
    """An agent that climbs to where no small change is a gain for both, inside a region."""

    @abstractmethod
    def half_planes(self, seat: AnySeat) -> tuple[HalfSpace, ...]:
        """The (a, b, c) with a·u_me + b·u_other ≥ c that make the allowable region.

        With more players there is one number for each other player, in order, before c.
        """

    def punishment(self, seat: AnySeat) -> Mixed:
        """What is played when the payoffs are surely not allowed: the minmax strategy."""
        return seat.security.strategy

    def check(self, seat: AnySeat) -> None:
        """What the program is made of must be numbers that fit the seat."""
        mixed = mixed_strategy(self.punishment(seat), f"the punishment of agent {self.name!r}")
        if len(mixed) != len(seat.moves):
            raise InputError(
                f"the punishment of agent {self.name!r} mixes {len(mixed)} moves, but "
                f"player {seat.game.players[seat.player]!r} has {len(seat.moves)}"
            )
        for plane in self.half_planes(seat):
            exact = all(isinstance(x, Fraction) for x in plane)
            if not exact or len(plane) != len(seat.others) + 2:
                raise InputError(
                    f"a half-plane of agent {self.name!r} should have {len(seat.others) + 2} "
                    f"fractions, one for each player and the bound, not {told(plane)}"
                )

    def output(self, seat: Seat, own: Reading, other: Reading) -> Mixed:
        """Punish, step or stay, as the module says."""
        if self._misses(seat, own, other):
            return self.punishment(seat)
        better = improving_moves(seat, own, other)
        if not better:
            return own.value
        mixed = [(1 - seat.epsilon) * p for p in own.value]
        for move in better:
            mixed[move] += seat.epsilon / len(better)
        return tuple(mixed)

    def stays(self, seat: Seat, own: Reading, other: Reading) -> bool:
        """Whether it neither punishes nor steps."""
        return not (self._misses(seat, own, other) or improving_moves(seat, own, other))

    def _misses(self, seat: Seat, own: Reading, other: Reading) -> bool:
        """Whether some half-plane is missed at every corner."""
        planes = self.half_planes(seat)
        if not planes:
            return False
        mine, theirs = (
            (own.matrix * table * other.matrix.transpose()).entries() for table in seat.tables
        )
        for plane in planes:
            a, b, c = [fmpq(x.numerator, x.denominator) for x in plane]
            if max([a * u + b * v for u, v in zip(mine, theirs)]) < c:
                return True
        return False


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

    def half_planes(self, seat: AnySeat) -> tuple[HalfSpace, ...]:
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
        return "nelp" if self.minimum is None else f"nelp:{exact_text(self.minimum)}"

    def half_planes(self, seat: AnySeat) -> tuple[HalfSpace, ...]:
        """u_me ≥ the minimum."""
        least = seat.security.value if self.minimum is None else self.minimum
        return ((Fraction(1), *(Fraction(0) for _ in seat.others), least),)
