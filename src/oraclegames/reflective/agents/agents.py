"""Agents: programs that read the players' mixed strategies and then move; and the rocks among them.

An agent reads the probabilities with which it and the other player move, each once and to precision
δ (or does without), and returns a mixed strategy. The simplest are rocks, which read nothing:
CooperateBot, DefectBot, any constant strategy.

Source: Armstrong, "Reflexive oracles and superrationality: prisoner's dilemma", 2017.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any, NoReturn, TypeGuard, TypeVar

from oraclegames.budget import OutOfTime
from oraclegames.errors import InputError, OracleGamesError, UnsupportedError, raised, told
from oraclegames.exact.rational import exact_text, format_rational, rational
from oraclegames.reflective.agents.reading import Mixed, Reading
from oraclegames.reflective.agents.seat import AnySeat, Seat

Readings = tuple[Reading, ...]
"""One for each of several other players, in order."""


class Agent(ABC):
    """A program that may read both players' mixed strategies and then moves.

    To write another one, subclass it and define ``name`` and ``output``, and ``check`` where it
    does not fit every game; a plain function (seat, own, other) will do too, see
    :class:`oraclegames.agents.FunctionAgent`. A match runs its program on every pair of readings,
    ⌈1/δ⌉² of them, and holds it to a contract: ``output`` returns one exact probability for each
    own move, with sum 1 (fractions, whole numbers, texts such as "1/3"), raises nothing, and
    returns the same when it is asked again, which every program of yours is. What breaks it is an
    InputError that names the agent and what it had read.
    """

    @property
    @abstractmethod
    def name(self) -> str:
        """The agent's name; :func:`oraclegames.agent` reads it back where it can be written."""

    @abstractmethod
    def output(self, seat: Seat, own: Reading, other: Reading) -> Mixed:
        """The mixed strategy that the agent plays after these readings, exactly."""

    def check(self, seat: Seat) -> None:  # noqa: B027  (most agents fit everywhere)
        """Raise InputError unless the agent can sit here."""

    def reads(self, seat: Seat) -> tuple[bool, bool]:
        """Whether the agent reads itself, and the other player; see :func:`reads_of`."""
        return True, True


Kind = TypeVar("Kind", bound=Agent)
"""A kind of agent."""


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
            return "constant:" + ",".join(exact_text(p) for p in self.strategy)
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


@dataclass(frozen=True)
class Unknown(Agent):
    """An agent of somebody's own, of which a document holds the name alone."""

    label: str

    @property
    def name(self) -> str:
        """The label."""
        return self.label

    def check(self, seat: Seat) -> None:
        """Any seat may be its own."""

    def output(self, seat: Seat, own: Reading, other: Reading) -> NoReturn:
        """Its program stands nowhere."""
        raise UnsupportedError(
            f"the program of the agent {self.label!r} is not in the document that it was read from"
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


def played(one: Agent, seat: AnySeat, own: Reading, other: Reading | Readings) -> Mixed:
    """What an agent plays after these readings, checked: anybody may write an agent.

    Raises:
        InputError: its ``output`` raised something, is no mixed strategy over its moves, or is
            another when it is asked again.
    """
    mixed = _asked(one, seat, own, other)
    exact = _exact(mixed)
    if exact is None or len(exact) != len(seat.moves) or not _adds_up(exact):
        raise InputError(
            f"agent {one.name!r} played {told(mixed)} {_after(own, other)}: it should return "
            f"{len(seat.moves)} exact probabilities with sum 1"
        )
    if not is_known(one):
        again = _asked(one, seat, own, other)
        if _exact(again) != exact:
            raise InputError(
                f"agent {one.name!r} played {told(mixed)}, then {told(again)} "
                f"{_after(own, other)}: it may depend on its seat and its readings alone"
            )
    return exact


def reads_of(one: Agent, seat: Seat) -> tuple[bool, bool]:
    """Whether an agent reads itself, and the other player; a program of somebody's own may."""
    return one.reads(seat) if is_known(one) and _is_ours(type(one).reads) else (True, True)


def runs(one: Agent, kind: type[Kind]) -> TypeGuard[Kind]:
    """Whether an agent runs the program of this kind: a subclass may have one of its own."""
    return isinstance(one, kind) and type(one).output is kind.output


def is_known(one: Agent) -> bool:
    """Whether the program that an agent runs is one of the package's."""
    return _is_ours(getattr(one, "program", type(one).output))


def _is_ours(program: Any) -> bool:
    return str(getattr(program, "__module__", "")).startswith("oraclegames.")


def _exact(mixed: Any) -> Mixed | None:
    """What a program returned as exact numbers; None where it is no list of such."""
    if type(mixed) is tuple and all(type(p) is Fraction for p in mixed):
        return mixed  # the common case, and fast
    try:
        return None if isinstance(mixed, str) else tuple(rational(p) for p in mixed)
    except OutOfTime:
        raise
    except Exception:  # whatever it is, and whatever it does when it is gone through
        return None


def _adds_up(exact: Mixed) -> bool:
    """Whether numbers are probabilities; in whole numbers, for it is asked at every reading."""
    whole = lcm(*[p.denominator for p in exact])
    parts = [p.numerator * (whole // p.denominator) for p in exact]
    return sum(parts) == whole and min(parts) >= 0


def check_seat(one: Agent, seat: AnySeat) -> None:
    """Whether an agent can sit here: anybody may write its ``check``.

    Raises:
        InputError: it cannot, or the check raised something else.
    """
    try:
        one.check(seat)  # type: ignore[arg-type]
    except OracleGamesError:
        raise
    except (Exception, SystemExit) as error:
        raise InputError(
            f"agent {one.name!r} raised {raised(error)} when it was asked whether it fits player "
            f"{seat.game.players[seat.player]!r}"
        ) from error


def _asked(one: Agent, seat: Any, own: Reading, other: Any) -> Any:
    """What the program returns, whatever that is."""
    try:
        return one.output(seat, own, other)
    except OutOfTime:
        raise
    except (Exception, SystemExit) as error:
        if isinstance(error, OracleGamesError) and is_known(one):
            raise  # it says all already
        raise InputError(
            f"agent {one.name!r} raised {raised(error)} {_after(own, other)}"
        ) from error


def _after(own: Reading, other: Reading | Readings) -> str:
    others = other if isinstance(other, tuple) else (other,)
    mine, *theirs = (
        f"({', '.join(map(format_rational, reading.value))})" for reading in (own, *others)
    )
    whom = "the others" if len(theirs) > 1 else "the other"
    return f"after reading {mine} of itself and {', '.join(theirs)} of {whom}"


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


_BY_CUSTOM = {"cooperate": 0, "defect": 1}
_LABELS = {
    "cooperate": ("C", "c", "Cooperate", "cooperate"),
    "defect": ("D", "d", "Defect", "defect"),
}
