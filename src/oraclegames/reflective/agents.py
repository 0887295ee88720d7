"""The agents of superrationality: programs that read both players and then act.

An agent reads the probabilities with which it and the other player move, each once and to precision
δ, and returns a mixed strategy. The agents of this file climb: if both players would gain from a
small common change, they take a step ε towards it; and they punish when the payoffs are surely not
what they insist on. Such an agent, called a *climber* here, is fixed by its allowable region, a
convex set in the plane of (own payoff, other's payoff):

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

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational, rational
from oraclegames.reflective.seat import Seat, Table
from oraclegames.reflective.zones import Mixed, Reading

__all__ = [
    "LP",
    "Agent",
    "Climber",
    "Constant",
    "Demand",
    "HalfPlane",
    "NonExploitableLP",
    "find_move",
    "improving_moves",
    "mixed_strategy",
    "pure",
]

HalfPlane = tuple[Fraction, Fraction, Fraction]
"""(a, b, c) stands for a·u_me + b·u_other ≥ c."""


class Agent(ABC):
    """A program that may read both players' mixed strategies and then moves.

    To write another one, subclass it and define ``name``, ``output`` and ``check``. A match runs
    its program once on every pair of readings, ⌈1/δ⌉² of them.
    """

    @property
    @abstractmethod
    def name(self) -> str:
        """The agent's name; :func:`oraclegames.agent` reads it back where it can be written."""

    @abstractmethod
    def output(self, seat: Seat, own: Reading, other: Reading) -> Mixed:
        """The mixed strategy that the agent plays after these readings, exactly."""

    @abstractmethod
    def check(self, seat: Seat) -> None:
        """Raise InputError unless the agent can sit here."""

    def reads(self, seat: Seat) -> tuple[bool, bool]:
        """Whether the agent reads itself, and the other player."""
        return True, True


@dataclass(frozen=True)
class Constant(Agent):
    """Plays the same mixed strategy whatever the other does: a rock.

    ``strategy`` is a move's label, the position of a move (0 is the first), or a mixed strategy.
    ``Constant("cooperate")`` and ``Constant("defect")`` stand for the moves of that name ("C",
    "Cooperate", …), or else for the first and the second move.
    """

    strategy: Mixed | str | int
    label: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.strategy, (tuple, list)):
            object.__setattr__(self, "strategy", mixed_strategy(self.strategy))

    @property
    def name(self) -> str:
        """The label, or the strategy as text."""
        if self.label:
            return self.label
        if isinstance(self.strategy, tuple):
            return "constant:" + ",".join(format_rational(p) for p in self.strategy)
        return str(self.strategy)

    def mixed(self, seat: Seat) -> Mixed:
        """The mixed strategy played at this seat."""
        if isinstance(self.strategy, tuple):
            return self.strategy
        return pure(find_move(self.strategy, seat.moves, self.name), len(seat.moves))

    def check(self, seat: Seat) -> None:
        """The strategy must fit the number of moves."""
        if len(self.mixed(seat)) != len(seat.moves):
            raise InputError(
                f"agent {self.name!r} mixes {len(self.mixed(seat))} moves, but player "
                f"{seat.game.players[seat.player]!r} has {len(seat.moves)}"
            )

    def output(self, seat: Seat, own: Reading, other: Reading) -> Mixed:
        """The strategy."""
        return self.mixed(seat)

    def reads(self, seat: Seat) -> tuple[bool, bool]:
        """A rock reads nothing."""
        return False, False


class Climber(Agent):
    """An agent that climbs to where no small change is a gain for both, inside a region."""

    @abstractmethod
    def half_planes(self, seat: Seat) -> tuple[HalfPlane, ...]:
        """The half-planes whose intersection is the allowable region."""

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


def mixed_strategy(weights: Sequence[object], what: str = "a mixed strategy") -> Mixed:
    """Return exact probabilities with sum 1.

    Raises:
        InputError: for negative numbers or another sum.
    """
    exact = tuple(rational(weight, what=f"a probability of {what}") for weight in weights)
    if any(weight < 0 for weight in exact) or sum(exact) != 1:
        shown = ", ".join(format_rational(weight) for weight in exact)
        raise InputError(f"{what} needs probabilities of at least 0 with sum 1, not {shown}")
    return exact


def pure(move: int, moves: int) -> Mixed:
    """The mixed strategy that plays one move."""
    return tuple(Fraction(int(k == move)) for k in range(moves))


def find_move(move: str | int, labels: tuple[str, ...], name: str) -> int:
    """The position of a move given by its label or its position.

    ``"cooperate"`` is the move labelled "C", "Cooperate" or "cooperate", and the first move if
    there is none; ``"defect"`` likewise, and else the second.

    Raises:
        InputError: if there is no such move.
    """
    if move in labels:
        return labels.index(str(move))
    if move in _BY_CUSTOM:
        position = next((k for k, label in enumerate(labels) if label in _LABELS[str(move)]), None)
        move = _BY_CUSTOM[str(move)] if position is None else position
    if isinstance(move, int) and 0 <= move < len(labels):
        return move
    raise InputError(f"agent {name!r} names the move {move!r}; there are {', '.join(labels)}")


_ZERO = Fraction(0)
_BY_CUSTOM = {"cooperate": 0, "defect": 1}
_LABELS = {
    "cooperate": ("C", "c", "Cooperate", "cooperate"),
    "defect": ("D", "d", "Defect", "defect"),
}


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
